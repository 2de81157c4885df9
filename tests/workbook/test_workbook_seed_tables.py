"""The workbooks behind real circulars give the tables that those circulars print.

Expected texts are typed from the printed annexes, not taken from the workbooks.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from printed_tables import PHAYAO, PHAYAO_TOTAL
from workbook_makers import dataset_spec

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind
from circulars.workbook import Sheet, bind, find_tables, index_column, read_table, read_workbook
from thai_numerals import YearMonth

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parents[2] / "examples"

CHACHOENGSAO = """
1|เมืองฉะเชิงเทรา|112,875,314|131,706,567|150,537,819|26,672,908|29,288,650|20,452,760|22,425,371|22,620,070||121,459,759|2
2|บางคล้า|83,398,500|99,614,242|115,829,983|8,632,000|8,521,500|12,260,100|15,940,900|22,671,100||68,025,600|ยังไม่ถึงค่าคะแนนระดับ 1
3|บางปะกง|27,357,250|29,052,421|30,747,591|6,240,000|6,249,000|6,865,300|7,168,100|6,669,200||33,191,600|5
4|บางน้ำเปรี้ยว|34,362,660|40,020,295|45,677,931|11,373,150|11,562,150|11,577,430|11,639,740|11,909,240||58,061,710|5
5|บ้านโพธิ์|38,302,236|712,758,124|1,387,214,013|3,698,130|8,649,170|8,661,900|8,685,180|8,690,275||38,384,655|2
6|พนมสารคาม|57,437,430|66,819,546|76,201,663|8,457,228|8,466,418|12,127,223|13,080,523|13,455,183||55,586,575|ยังไม่ถึงค่าคะแนนระดับ 1
7|แปลงยาว|20,263,300|33,195,400|46,127,500|3,186,100|3,190,000|3,317,893|6,621,803|6,591,713||22,907,509|2
8|ราชสาส์น|13,201,730|19,289,844|25,377,959|4,501,900|5,203,450|5,202,300|5,807,100|5,611,100||26,325,850|5
9|สนามชัยเขต|16,738,799|37,562,266|58,385,734|4,895,825|4,977,024|4,866,000|4,885,435|4,928,530||24,552,814|2
10|ท่าตะเกียบ|12,458,087|13,520,119|14,582,151|2,507,820|2,547,620|2,314,680|2,405,460|2,423,495||12,199,075|2
11|คลองเขื่อน|10,235,000|12,298,567|14,362,133|6,942,000|6,925,800|5,758,000|5,113,500|5,023,000||29,762,300|5
"""  # noqa: E501 - one printed row a line
CHACHOENGSAO_TOTAL = (
    "||426,630,306|1,195,837,391|1,965,044,477|87,107,061|95,580,782|93,403,586|103,773,112|"
    "110,592,906||490,457,447|2"
)

# The first, the half that rounds up (2.5 to 3), the smallest, and the last row.
CHIANG_RAI = {
    1: "1|เมืองเชียงราย|1|450,652,640.00|459,665,692.80|8|2|4|6|8",
    7: "7|แม่จัน|1|243,200,733.24|248,064,747.90|10|3|5|8|10",
    17: "17|เวียงเชียงรุ้ง|1|7,546,691.20|7,697,625.02|2|1|1|2|2",
    18: "18|ดอยหลวง|1|7,054,717.64|7,195,811.99|3|1|2|2|3",
}
CHIANG_RAI_TOTAL = "|รวม|18|1,406,357,896.98|1,434,485,054.92|208|52|104|156|208"

ONLINE = """
1|เมืองพะเยา|215|528|60|
2|จุน|67|131|15|
3|เชียงคำ|160|282|33|
4|เชียงม่วน|42|94|12|
5|ดอกคำใต้|91|196|23|
6|ปง|58|126|14|
7|แม่ใจ|65|93|11|
8|ภูซาง|111|269|30|
9|ภูกามยาว|104|154|17|
"""


def sheet_of(path: Path, name: str) -> Sheet:
    """Return the sheet called `name` of the workbook at `path`."""
    sheet = read_workbook(path).sheet(name)
    assert sheet is not None
    return sheet


def lines(text: str) -> list[list[str]]:
    """Return the cells of each line of `text`."""
    return [line.split("|") for line in text.strip().splitlines()]


def test_phayao_prints_every_figure() -> None:
    """All nine rows show the figures of the printed annex, the empty month in its place."""
    table = read_table(sheet_of(EXAMPLES / "phayao-otop-2568.xlsx", "สรุปยอดจำหน่าย"))
    assert lines(PHAYAO) == [[cell.text for cell in row.cells] for row in table.rows]


def test_phayao_total_row() -> None:
    """The row called รวมทั้งสิ้น is the total row, and no data row."""
    table = read_table(sheet_of(EXAMPLES / "phayao-otop-2568.xlsx", "สรุปยอดจำหน่าย"))
    assert table.total is not None
    assert PHAYAO_TOTAL.split("|") == [cell.text for cell in table.total.cells]


def test_phayao_keeps_full_precision() -> None:
    """Values behind rounded figures are exact: targets are 4 % over integer bases."""
    table = read_table(sheet_of(EXAMPLES / "phayao-otop-2568.xlsx", "สรุปยอดจำหน่าย"))
    assert Decimal("227101420") * Decimal("1.04") == table.rows[0].cells[2].value
    assert Decimal("-31537887.12") == table.rows[8].cells[10].value
    assert table.total is not None
    assert Decimal("1154075380.64") == table.total.cells[2].value
    assert Decimal("146633370.04") == table.total.cells[10].value


def test_phayao_titles_and_notes() -> None:
    """The three lines above the head are titles, the line under the total row is a note."""
    table = read_table(sheet_of(EXAMPLES / "phayao-otop-2568.xlsx", "สรุปยอดจำหน่าย"))
    assert ["A1", "A2", "A3"] == [cell.address for cell in table.titles]
    assert "สำนักงานพัฒนาชุมชนจังหวัดพะเยา" == table.titles[2].text
    assert ["ข้อมูล ณ วันที่ 10 มีนาคม 2568 เวลา 13.55 น."] == [cell.text for cell in table.notes]


def test_phayao_dataset() -> None:
    """Bound by headings, the dataset knows its columns, six months and the five with figures."""
    spec = dataset_spec(
        [
            ("อำเภอ", "ชื่ออำเภอ", ColumnKind.TEXT),
            ("เป้าหมาย", "เป้าหมายรายได้*", ColumnKind.NUMBER),
            ("รวม", "รวมทั้งสิ้น", ColumnKind.NUMBER),
            ("คงเหลือ", "ยอดคงเหลือ*", ColumnKind.NUMBER),
        ],
        months_under="ผลการจัดเก็บรายได้*",
    )
    dataset, findings = bind(read_workbook(EXAMPLES / "phayao-otop-2568.xlsx"), spec)
    assert () == findings
    assert ["B", "C", "J", "K"] == [column.letter for column in dataset.columns.values()]
    months = [YearMonth(2024, 10).plus(n) for n in range(6)]
    assert months == [column.month for column in dataset.months]
    assert months[:5] == [column.month for column in dataset.filled_months]
    assert "ภูกามยาว" == dataset.label(dataset.table.rows[8])
    assert Decimal("65192299.6") == dataset.cell(dataset.table.rows[8], "รวม").value


def test_chachoengsao_prints_every_figure() -> None:
    """The eleven rows show the figures and score levels of the printed annex."""
    table = read_table(sheet_of(DATA / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
    assert lines(CHACHOENGSAO) == [[cell.text for cell in row.cells] for row in table.rows]


def test_chachoengsao_total_row_has_no_name() -> None:
    """A last row with figures and no name is the total row."""
    table = read_table(sheet_of(DATA / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
    assert table.total is not None
    assert 18 == table.total.number
    assert CHACHOENGSAO_TOTAL.split("|") == [cell.text for cell in table.total.cells]


def test_chachoengsao_head() -> None:
    """Merged headings make a tree: groups over their columns, single headings two rows high."""
    table = read_table(sheet_of(DATA / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
    groups = [(n.text, n.first_column, n.column_span, n.row_span) for n in table.head]
    assert [
        ("ที่", 0, 1, 2),
        ("อำเภอ", 1, 1, 2),
        ("ค่าเป้าหมายประเมินรอบที่ 1", 2, 3, 1),
        ("ผลการดำเนินงาน", 5, 6, 1),
        ("รวม", 11, 1, 2),
        ("ระดับคะแนน", 12, 1, 2),
    ] == groups
    assert ["ขั้นต้น", "ขั้นมาตรฐาน", "ขั้นสูง"] == [n.text for n in table.head[2].children]
    assert YearMonth(2024, 3) == table.columns[10].month


@pytest.mark.parametrize("number", CHIANG_RAI)
def test_chiang_rai_rows(number: int) -> None:
    """Rows show the figures of the printed annex, halves rounded up."""
    table = read_table(sheet_of(DATA / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert CHIANG_RAI[number].split("|") == [cell.text for cell in table.rows[number - 1].cells]


def test_chiang_rai_has_eighteen_rows_and_a_total() -> None:
    """Eighteen districts, then the row called รวม with the printed totals, then the note."""
    table = read_table(sheet_of(DATA / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert 18 == len(table.rows)
    assert table.total is not None
    assert CHIANG_RAI_TOTAL.split("|") == [cell.text for cell in table.total.cells]
    assert ["ข้อมูล ณ วันที่ 25 มกราคม 2567"] == [cell.text for cell in table.notes]


def test_chiang_rai_months_in_a_heading_are_no_month_column() -> None:
    """A heading that speaks of a range of months is not the heading of a month."""
    table = read_table(sheet_of(DATA / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert "ฐานเดิมปี 66 (มกราคม - มีนาคม 66)" == table.columns[3].path[-1]
    assert [None] * 10 == [column.month for column in table.columns]


def test_phayao_online_total_is_merged() -> None:
    """รวม merged over the first two columns names the total row: 913, 1,873 and 215 printed."""
    table = read_table(sheet_of(DATA / "phayao-online-2564.xlsx", "เป้าหมาย"))
    assert lines(ONLINE) == [[cell.text for cell in row.cells] for row in table.rows]
    assert table.total is not None
    assert ["รวม", "", "913", "1873", "215", ""] == [cell.text for cell in table.total.cells]


def test_blank_form_is_a_table_without_rows() -> None:
    """A form to be filled has a head and columns, and neither rows nor a total."""
    table = read_table(sheet_of(DATA / "phayao-online-2564.xlsx", "แบบสำรวจ"))
    assert (16, 2, (), None) == (len(table.columns), table.head_rows, table.rows, table.total)
    assert ("ที่อยู่", "เบอร์โทรศัพท์") == table.columns[10].path


def test_find_tables_gives_each_sheet_in_order() -> None:
    """Every visible sheet with a table gives it, in the order of the tabs."""
    tables = find_tables(read_workbook(DATA / "phayao-online-2564.xlsx").sheets)
    assert ["เป้าหมาย", "แบบสำรวจ"] == [table.sheet for table in tables]


@pytest.mark.parametrize(
    ("file", "letter"),
    [("chachoengsao-otop-2567.xlsx", "A"), ("chiangrai-q2-2567.xlsx", "A")],
)
def test_index_column(file: str, letter: str) -> None:
    """The column headed ที่ is the one that numbers the rows."""
    column = index_column(find_tables(read_workbook(DATA / file).sheets)[0])
    assert column is not None
    assert letter == column.letter


def test_never_calculated_formulas_are_named_as_ranges() -> None:
    """One finding a sheet names every formula without a value, as ranges, and how to mend it."""
    workbook = read_workbook(EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx")
    spec = dataset_spec([("อำเภอ", "ชื่ออำเภอ", ColumnKind.TEXT)])
    with pytest.raises(WorkbookError) as caught:
        bind(workbook, spec)
    findings = caught.value.findings
    assert ["uncalculated-formula"] == [finding.code for finding in findings]
    assert "สรุปยอดจำหน่าย!C7:C16, D16:H16, J7:L16" == findings[0].where
    assert "Excel" in findings[0].hint
    assert "บันทึก" in findings[0].hint
