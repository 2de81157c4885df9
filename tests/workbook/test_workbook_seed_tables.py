"""The workbooks behind real circulars give the tables that those circulars print.

Expected texts are typed from the printed annexes, not taken from the workbooks.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from printed_tables import (
    CHACHOENGSAO,
    CHACHOENGSAO_TOTAL,
    CHIANGRAI,
    CHIANGRAI_TOTAL,
    PHAYAO,
    PHAYAO_ONLINE,
    PHAYAO_TOTAL,
    grid,
)
from support import EXAMPLES
from workbook_makers import dataset_spec

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind
from circulars.workbook import Sheet, bind, read_table, read_workbook
from circulars.workbook.table import index_column
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from pathlib import Path


def sheet_of(path: Path, name: str) -> Sheet:
    """Return the sheet called `name` of the workbook at `path`."""
    sheet = read_workbook(path).sheet(name)
    assert sheet is not None
    return sheet


def test_phayao_prints_every_figure() -> None:
    """All nine rows show the figures of the printed annex, the empty month in its place."""
    table = read_table(sheet_of(EXAMPLES / "phayao-otop-2568.xlsx", "สรุปยอดจำหน่าย"))
    assert grid(PHAYAO) == [[cell.text for cell in row.cells] for row in table.rows]


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
    table = read_table(sheet_of(EXAMPLES / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
    assert grid(CHACHOENGSAO) == [[cell.text for cell in row.cells] for row in table.rows]


def test_chachoengsao_total_row_has_no_name() -> None:
    """A last row with figures and no name is the total row."""
    table = read_table(sheet_of(EXAMPLES / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
    assert table.total is not None
    assert 18 == table.total.number
    assert CHACHOENGSAO_TOTAL.split("|") == [cell.text for cell in table.total.cells]


def test_chachoengsao_head() -> None:
    """Merged headings make a tree: groups over their columns, single headings two rows high."""
    table = read_table(sheet_of(EXAMPLES / "chachoengsao-otop-2567.xlsx", "ยอดจำหน่าย"))
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


def test_chiang_rai_rows() -> None:
    """All eighteen rows show the figures of the printed annex, halves rounded up."""
    table = read_table(sheet_of(EXAMPLES / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert grid(CHIANGRAI) == [[cell.text for cell in row.cells] for row in table.rows]


def test_chiang_rai_has_eighteen_rows_and_a_total() -> None:
    """Eighteen districts, then the row called รวม with the printed totals, then the note."""
    table = read_table(sheet_of(EXAMPLES / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert 18 == len(table.rows)
    assert table.total is not None
    assert CHIANGRAI_TOTAL.split("|") == [cell.text for cell in table.total.cells]
    assert ["ข้อมูล ณ วันที่ 25 มกราคม 2567"] == [cell.text for cell in table.notes]


def test_chiang_rai_months_in_a_heading_are_no_month_column() -> None:
    """A heading that speaks of a range of months is not the heading of a month."""
    table = read_table(sheet_of(EXAMPLES / "chiangrai-q2-2567.xlsx", "เป้าหมายไตรมาส 2"))
    assert "ฐานเดิมปี 66 (มกราคม - มีนาคม 66)" == table.columns[3].path[-1]
    assert [None] * 10 == [column.month for column in table.columns]


def test_phayao_online_total_is_merged() -> None:
    """รวม merged over the first two columns names the total row: 913, 1,873 and 215 printed."""
    table = read_table(sheet_of(EXAMPLES / "phayao-online-2564.xlsx", "เป้าหมาย"))
    assert grid(PHAYAO_ONLINE) == [[cell.text for cell in row.cells] for row in table.rows]
    assert table.total is not None
    assert ["รวม", "", "913", "1873", "215", ""] == [cell.text for cell in table.total.cells]


def test_blank_form_is_a_table_without_rows() -> None:
    """A form to be filled has a head and columns, and neither rows nor a total."""
    table = read_table(sheet_of(EXAMPLES / "phayao-online-2564.xlsx", "แบบสำรวจ"))
    assert (16, 2, (), None) == (len(table.columns), table.head_rows, table.rows, table.total)
    assert ("ที่อยู่", "เบอร์โทรศัพท์") == table.columns[10].path


@pytest.mark.parametrize(
    ("file", "letter"),
    [("chachoengsao-otop-2567.xlsx", "A"), ("chiangrai-q2-2567.xlsx", "A")],
)
def test_index_column(file: str, letter: str) -> None:
    """The column headed ที่ is the one that numbers the rows."""
    column = index_column(read_table(read_workbook(EXAMPLES / file).sheets[0]))
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
