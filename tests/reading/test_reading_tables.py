"""Tables of data are tables; tables that only arrange text are read as its lines."""

from __future__ import annotations

import pytest
from word_files import GRID, cells, p, r, table, tables, tc, texts, written

HEADINGS = ["ที่", "อำเภอ", "ยอดจำหน่าย"]
ROWS = (["1", "จุน", "1,234.50"], ["2", "ปง", "83.00"])


def test_cells_have_their_places() -> None:
    """A cell's place counts tables, rows and the cells of a row that are seen, from 1."""
    document = written(table(HEADINGS, *ROWS) + p("ข้อความ") + table(HEADINGS, *ROWS))
    assert [1, 2] == [each.number for each in document.tables]
    cell = document.tables[1].rows[2][1]
    assert ("ตารางที่ 2 แถวที่ 3 ช่องที่ 2", "ปง", 1) == (cell.place, cell.text, cell.column)
    assert 9 + 1 + 7 == cell.order
    assert ["ย่อหน้าที่ 1"] == [paragraph.place for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(table(HEADINGS, *ROWS), id="headings over figures"),
        pytest.param(table(HEADINGS, ["", "", ""], ["", "", ""]), id="a form"),
        pytest.param(table(["ลำดับที่", "ชื่อ", "สกุล"], ["1", "สมชาติ", "ใจงาม"]), id="a list"),
        pytest.param(table(["คะแนน", "เกณฑ์"], ["5", "ครบ"], properties=GRID), id="lines"),
        pytest.param(table(["คะแนน", "เกณฑ์"], ["5", "ครบ"], head="<w:tblHeader/>"), id="head"),
        pytest.param(table(["สรุปยอดจำหน่าย"], HEADINGS, *ROWS), id="a title in the table"),
        pytest.param(
            table(
                ["ที่", "อำเภอ", "ผล", "", "รวม"],
                ["", "", "ต.ค.67", "พ.ย.67", ""],
                ["1", "จุน", "10", "20", "30"],
                ["2", "ปง", "1", "2", "3"],
                ["", "รวม", "11", "22", "33"],
            ),
            id="a head of two rows, nothing merged",
        ),
        pytest.param(table(["อำเภอ", "ยอด"], ["จุน", "5.00"], ["ปง", "6"]), id="two columns"),
        pytest.param(table(["", "อำเภอ", "ยอด"], ["1", "จุน", "(5.00)"]), id="no first heading"),
        pytest.param(table(["ระดับ", "ร้อยละ", "คะแนน"], ["A", "๘๓.๗๑ %", "-"]), id="Thai digits"),
    ],
)
def test_tables_of_data(body: str) -> None:
    """Lines between cells, headings repeated on each page, or headings over figures or blanks."""
    assert len(tables(body)) == 1
    assert [] == texts(body)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        pytest.param(
            table(["ที่ พย ๐๐๑๙.๒/ว๑๑๗๕", "ศาลากลางจังหวัดพะเยา\nถนนพหลโยธิน พย ๕๖๐๐๐"]),
            ["ที่ พย ๐๐๑๙.๒/ว๑๑๗๕\tศาลากลางจังหวัดพะเยา", "ถนนพหลโยธิน พย ๕๖๐๐๐"],
            id="letterhead",
        ),
        pytest.param(
            table(
                ["สิ่งที่ส่งมาด้วย", "๑.", "เป้าหมายตัวชี้วัด", "จำนวน ๑ ฉบับ"],
                ["", "๒.", "แบบรายงาน", "จำนวน ๒ ฉบับ"],
            ),
            [
                "สิ่งที่ส่งมาด้วย\t๑.\tเป้าหมายตัวชี้วัด\tจำนวน ๑ ฉบับ",
                "๒.\tแบบรายงาน\tจำนวน ๒ ฉบับ",
            ],
            id="attachments, a row each",
        ),
        pytest.param(
            table(["สิ่งที่ส่งมาด้วย", "๑. เป้าหมาย\n๒. แบบรายงาน", "จำนวน ๑ ฉบับ\nจำนวน ๒ ฉบับ"]),
            ["สิ่งที่ส่งมาด้วย\t๑. เป้าหมาย\tจำนวน ๑ ฉบับ", "๒. แบบรายงาน\tจำนวน ๒ ฉบับ"],
            id="attachments, line by line",
        ),
        pytest.param(
            table(["๑.", "เป้าหมาย", "จำนวน", "๑", "ฉบับ"], ["๒.", "แบบ", "จำนวน", "๒", "ฉบับ"]),
            ["๑.\tเป้าหมาย\tจำนวน\t๑\tฉบับ", "๒.\tแบบ\tจำนวน\t๒\tฉบับ"],
            id="counts in columns of their own",
        ),
        pytest.param(
            table(["สำนักงาน\nโทร. ๐ ๕๔๔๔", "ขอแสดงความนับถือ\n(นายสมชาติ ใจงาม)\nผู้ว่าราชการ"]),
            ["สำนักงาน", "โทร. ๐ ๕๔๔๔", "ขอแสดงความนับถือ", "(นายสมชาติ ใจงาม)", "ผู้ว่าราชการ"],
            id="columns of their own",
        ),
        pytest.param(table(["ความเห็น", "คำสั่ง"], properties=GRID), ["ความเห็น\tคำสั่ง"], id="one row"),
        pytest.param(table(["ก"], ["ข"], properties=GRID), ["ก", "ข"], id="one column"),
        pytest.param(table(["", ""], ["", ""], ["", ""]), [], id="empty"),
        pytest.param(
            table(["สิ่งที่ส่งมาด้วย", "เป้าหมาย", "จำนวน ๑ ฉบับ"], ["", "", ""], ["", "", ""]),
            ["สิ่งที่ส่งมาด้วย\tเป้าหมาย\tจำนวน ๑ ฉบับ"],
            id="one attachment and room for more",
        ),
        pytest.param(
            table(["ลงชื่อ", "........", "ผู้รายงาน"], ["", "", ""], ["", "", ""]),
            ["ลงชื่อ\t........\tผู้รายงาน"],
            id="a line to sign on",
        ),
        pytest.param(
            table(["สำนักงาน", "ขอแสดงความนับถือ"], ["โทร.", "๐ ๕๔๔๔ ๙๕๔๔"]),
            ["สำนักงาน\tขอแสดงความนับถือ", "โทร.\t๐ ๕๔๔๔ ๙๕๔๔"],
            id="a phone number",
        ),
        pytest.param("<w:tbl/>", [], id="no rows"),
    ],
)
def test_tables_that_arrange(body: str, lines: list[str]) -> None:
    """Letterhead, attachments and signatures are read line by line, cells parted by tabs."""
    assert lines == texts(body)
    assert [] == tables(body)


def test_a_line_of_cells() -> None:
    """A line joined of cells has the place of its first, and its spans where the texts are."""
    fonts = '<w:rFonts w:cs="{}"/>'
    first, last = r("ที่ พย", fonts.format("A")), r("ศาลากลาง", fonts.format("B"))
    (line,) = written(table([tc(p(first)), tc(p(last))])).paragraphs
    assert (0, "ที่ พย\tศาลากลาง") == (line.order, line.text)
    assert ["ที่ พย", "ศาลากลาง"] == [line.text[span.start : span.end] for span in line.spans]


@pytest.mark.parametrize(
    ("between", "expected"),
    [("single", 1), ("nil", 0), ("none", 0)],
)
def test_lines_between_cells(between: str, expected: int) -> None:
    """Lines may come from the table's style; the table itself may take them away."""
    styles = f'<w:style w:type="table" w:styleId="Grid"><w:tblPr>{GRID}</w:tblPr></w:style>'
    own = f'<w:tblBorders><w:insideV w:val="{between}"/></w:tblBorders>'
    body = table(["ก", "ข"], ["ค", "ง"], properties=f'<w:tblStyle w:val="Grid"/>{own}')
    assert expected == len(tables(body, styles=styles))


def test_lines_of_cells() -> None:
    """Cells may draw the lines of a table, and take those of its style away."""
    drawn = '<w:tcBorders><w:left w:val="single"/><w:right w:val="single"/></w:tcBorders>'
    bare = '<w:tcBorders><w:left w:val="nil"/><w:right w:val="nil"/></w:tcBorders>'
    rows = [[tc("ก", drawn), tc("ข", drawn)], [tc("ค", drawn), tc("ง", drawn)]]
    assert len(tables(table(*rows))) == 1
    rows = [[tc("ก", bare), tc("ข", bare)], [tc("ค", bare), tc("ง", bare)]]
    assert len(tables(table(*rows, properties=GRID))) == 0


def test_merged_cells() -> None:
    """Merged cells stand once, with their extent; the rest keep their columns."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        [tc("ที่", down), tc("ยอดจำหน่าย", wide), tc("รวม", down)],
        [tc("", on), "ต.ค.", "พ.ย.", tc("", on)],
        ["1", "5.00", "6.00", "11.00"],
    )
    (found,) = written(body).tables
    assert [["ที่", "ยอดจำหน่าย", "รวม"], ["ต.ค.", "พ.ย."], ["1", "5.00", "6.00", "11.00"]] == (
        cells(found)
    )
    assert [(0, 1, 2), (1, 2, 1), (3, 1, 2)] == [
        (cell.column, cell.column_span, cell.row_span) for cell in found.rows[0]
    ]
    assert [1, 2] == [cell.column for cell in found.rows[1]]
    assert "ตารางที่ 1 แถวที่ 2 ช่องที่ 2" == found.rows[1][1].place
    assert 4 == found.columns


def test_merged_in_the_older_way() -> None:
    """Cells merged by w:hMerge are one cell; a row may begin further right (w:gridBefore)."""
    first, rest = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    body = table(
        ["ที่", "ก", "ข"],
        ["1", tc("รวม", first), tc("ซ่อน", rest)],
        ["2", "3", "4"],
    ).replace(
        '<w:tr><w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t xml:space="preserve">2',
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        '<w:tc><w:tcPr></w:tcPr><w:p><w:r><w:t xml:space="preserve">2',
    )
    (found,) = written(body).tables
    assert [("1", 0, 1), ("รวม", 1, 2)] == [
        (cell.text, cell.column, cell.column_span) for cell in found.rows[1]
    ]
    assert [1, 2, 3] == [cell.column for cell in found.rows[2]]


def test_a_merge_without_beginning() -> None:
    """A cell that goes on with none above it is seen."""
    on = "<w:vMerge/>"
    assert [["ก", "ข"], ["ค", "ง"]] == tables(
        table([tc("ก", on), "ข"], [tc("ค", on), "ง"], properties=GRID)
    )[0]


def test_rows_that_are_not_seen() -> None:
    """Rows deleted by a tracked change or hidden are left out; controls around rows are not."""
    rows = table(*ROWS, ["3", "ภูซาง", "9"]).replace("<w:tblPr></w:tblPr>", "")[7:-8]
    gone = ("<w:del/>", "<w:hidden/>")
    unseen = "".join(
        f"<w:tr><w:trPr>{mark}</w:trPr>{tc('ลบ')}{tc('ลบ')}{tc('1')}</w:tr>" for mark in gone
    )
    inside = f"<w:sdt><w:sdtContent>{rows}</w:sdtContent></w:sdt>"
    head = table(HEADINGS)[:-8]
    assert [[HEADINGS, *ROWS, ["3", "ภูซาง", "9"]]] == tables(f"{head}{unseen}{inside}</w:tbl>")


def test_paragraphs_of_a_cell() -> None:
    """Paragraphs of a cell are parted by a line feed; a table in it is read row by row."""
    nested = table(["ซ้าย", "ขวา"], ["ล่าง", ""])
    cell = tc(p("บน") + p() + nested + p())
    assert ["บน\nซ้าย ขวา\nล่าง", "2"] == tables(table(["ก", "ข"], [cell, "2"], properties=GRID))[0][
        1
    ]


def test_a_table_of_data_in_one_that_arranges() -> None:
    """A table of data inside a table that only arranges is a table."""
    inner = tc(p("สรุป") + table(HEADINGS, *ROWS) + p())
    document = written(table([inner, "หมายเหตุ"]))
    assert ["สรุป", "หมายเหตุ"] == [each.text for each in document.paragraphs]
    assert [[HEADINGS, *ROWS]] == [cells(each) for each in document.tables]


def test_gone_wrong() -> None:
    """Spans that are no numbers, or beyond what Word knows, do not stop the reading."""
    wild = '<w:gridSpan w:val="{}"/>'
    body = table(
        [tc("ก", wild.format("x")), tc("ข", wild.format(10**9))], ["1", "2"], properties=GRID
    )
    assert 64 == written(body).tables[0].columns
    before = '<w:gridBefore w:val="-5"/>'
    rows = table(HEADINGS, *ROWS, properties=GRID, head=before)
    assert [0, 1, 2] == [cell.column for cell in written(rows).tables[0].rows[0]]
