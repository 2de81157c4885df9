"""Tables are found in sheets as people make them: heads, totals, notes, blank and hidden rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from workbook_makers import HEAD, ROWS, make_sheet, names, table_of, with_sheet_xml

from circulars.data.labels import is_index_heading
from circulars.model.errors import WorkbookError
from circulars.workbook import read_table, read_workbook, sheet_findings
from circulars.workbook.grid import Grid
from circulars.workbook.head_rows import find_head
from circulars.workbook.headings import matches
from circulars.workbook.places import address
from circulars.workbook.table import index_column
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from circulars.model.sheet import HeaderNode


def test_one_row_head() -> None:
    """A head of one row, right above the data, needs no merged cells."""
    table = table_of([HEAD, *ROWS])
    assert (1, ["จุน", "ปง"], None) == (table.head_rows, names(table), table.total)
    assert [("ที่",), ("อำเภอ",), ("ยอด",)] == [column.path for column in table.columns]


def test_a_table_need_not_begin_at_a1() -> None:
    """A table that begins further down and to the right is found there."""
    rows = [[], [], [None, None, *HEAD], [None, None, *ROWS[0]], [None, None, *ROWS[1]]]
    table = table_of(rows)
    assert ["C", "D", "E"] == [column.letter for column in table.columns]
    assert [4, 5] == [row.number for row in table.rows]


@pytest.mark.parametrize("head", [HEAD, ["กลุ่ม", "อำเภอ", "ยอด"]], ids=["numbered", "plain"])
@pytest.mark.parametrize(
    "title",
    [
        ["รายงานยอดจำหน่าย", None, "หน่วย : บาท"],
        ["รายงานยอดจำหน่าย", "(หน่วย: บาท)"],
        ["สรุป", None, "ข้อมูล ณ วันที่ 10 มีนาคม 2568"],
        ["จังหวัด", "พะเยา"],
        ["รายงานยอดจำหน่าย"],
    ],
)
def test_titles_are_no_head(title: list[object], head: list[object]) -> None:
    """A title with a unit or a province beside it is not taken for the head."""
    table = table_of([title, head, *ROWS])
    assert ["จุน", "ปง"] == names(table)
    assert [text for text in title if text] == [cell.text for cell in table.titles]


def test_title_and_unit_merged_over_the_table() -> None:
    """A title merged over most columns with the unit over the rest is a title still."""
    head: list[object] = ["กลุ่ม", "อำเภอ", "ยอด"]
    table = table_of([["รายงาน", None, "หน่วย : บาท"], head, *ROWS], merges=["A1:B1"])
    assert (1, "กลุ่ม") == (table.head_rows, table.columns[0].heading)


def test_two_rows_without_merging() -> None:
    """A group heading typed over its first column reaches over the lower headings beside it."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "ผลการดำเนินงาน", None, "รวม"],
        [None, None, "ต.ค.-67", "พ.ย.-67", None],
        [1, "จุน", 10, 20, 30],
    ]
    table = table_of(rows)
    assert 2 == table.head_rows
    assert ("ผลการดำเนินงาน", "พ.ย.-67") == table.columns[3].path
    assert [("ที่", 2), ("อำเภอ", 2), ("ผลการดำเนินงาน", 1), ("รวม", 2)] == [
        (node.text, node.row_span) for node in table.head
    ]


def test_a_merged_group_among_single_headings() -> None:
    """Only the group is merged; the headings beside it reach down to its parts all the same."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "ผลการดำเนินงาน", None],
        [None, None, "ราย", "บาท"],
        [1, "จุน", 10, 20],
    ]
    table = table_of(rows, merges=["C1:D1"])
    assert (2, ["จุน"]) == (table.head_rows, names(table))
    assert ["ที่", "อำเภอ", "ผลการดำเนินงาน / ราย", "ผลการดำเนินงาน / บาท"] == [
        column.heading for column in table.columns
    ]


def test_unmerged_groups_end_with_the_group_above() -> None:
    """A group heading that is not merged does not reach into the next group's columns."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "ปี 2566", None, "ปี 2567", None],
        [None, None, "ครึ่งแรก", None, None, "ครึ่งหลัง"],
        [None, None, "ราย", "บาท", "ราย", "บาท"],
        [1, "จุน", 1, 2, 3, 4],
    ]
    table = read_table(make_sheet(rows), header_rows=(1, 3))
    assert [
        ("ปี 2566", "ครึ่งแรก", "ราย"),
        ("ปี 2566", "ครึ่งแรก", "บาท"),
        ("ปี 2567", "ราย"),
        ("ปี 2567", "ครึ่งหลัง", "บาท"),
    ] == [column.path for column in table.columns[2:]]


def test_three_rows_of_headings() -> None:
    """Groups within groups make a tree of three levels."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "ผลการดำเนินงาน", None, None, None],
        [None, None, "ไตรมาส 1", None, "ไตรมาส 2", None],
        [None, None, "ราย", "บาท", "ราย", "บาท"],
        [1, "จุน", 1, 2, 3, 4],
    ]
    table = table_of(rows, merges=["A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"])
    assert 3 == table.head_rows
    assert ("ผลการดำเนินงาน", "ไตรมาส 2", "ราย") == table.columns[4].path
    assert ["จุน"] == names(table)


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)", "(4)=(3)*2"], [1, 2, 3, 4]])
def test_a_row_that_numbers_the_columns_is_of_the_head(numbers: list[object]) -> None:
    """The line (1) (2) (3) under the headings is no district."""
    table = table_of([[*HEAD, "ร้อยละ"], numbers, [1, "จุน", 10, 5], [2, "ปง", 20, 6]])
    assert (2, ["จุน", "ปง"]) == (table.head_rows, names(table))
    assert "ยอด" == table.columns[2].path[0]


def test_units_under_the_headings_are_of_the_head() -> None:
    """A line of units, (บาท) (%), is of the head; the heading above it stays the name."""
    rows: list[list[object]] = [[*HEAD, "ต.ค.-67"], [None, None, "(บาท)", "(บาท)"], [1, "จุน", 10]]
    table = table_of(rows)
    assert (2, ["จุน"]) == (table.head_rows, names(table))
    assert ("ยอด", "(บาท)") == table.columns[2].path
    assert YearMonth(2024, 10) == table.columns[3].month


def test_a_second_table_is_not_mixed_in() -> None:
    """Another table further down is not read into the first; its figures are pointed out."""
    second: list[list[object]] = [[], ["ที่", "ตำบล", "ยอด"], [1, "ห้วยข้าวก่ำ", 7]]
    sheet = make_sheet([HEAD, *ROWS, [None, "รวม", 30], *second])
    table = read_table(sheet)
    assert ["จุน", "ปง"] == names(table)
    assert ["figures-below-table"] == [f.code for f in sheet_findings(sheet, table)]


def test_a_repeated_head_is_no_row() -> None:
    """The head typed again for the next page is passed over."""
    assert ["จุน", "ปง"] == names(table_of([HEAD, ROWS[0], HEAD, ROWS[1]]))


def test_codes_before_the_names() -> None:
    """Figures in the first column, such as codes, do not hide the names beside them."""
    rows: list[list[object]] = [["รหัส", "อำเภอ", "ยอด"], [5601, "จุน", 10], [5602, "ปง", 20]]
    assert table_of([*rows, [None, "รวม", 30]]).total is not None
    assert table_of([*rows, [None, None, 30]]).total is not None
    assert table_of([*rows, [None, "แม่ใจ", 30]]).total is None


def test_two_columns_and_an_unnamed_total() -> None:
    """In a table of names and figures only, the unnamed last figure is the total."""
    table = table_of([["อำเภอ", "ยอด"], ["จุน", 10], ["ปง", 20], [None, 30]])
    assert table.total is not None


def test_years_and_dates_as_headings() -> None:
    """Years typed as numbers head columns, and real dates head columns of months."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", 2566, 2567, dt.date(2024, 10, 1), dt.date(2567, 11, 1)],
        [1, "จุน", 10, 20, 30, 40],
    ]
    table = table_of(rows, formats={"E1": "[$-107041E]mmm\\-yy", "F1": "mmm yy"})
    assert ["2566", "2567", "ต.ค.-67"] == [c.path[0] for c in table.columns[2:5]]
    months = [None, None, None, None, YearMonth(2024, 10), YearMonth(2024, 11)]
    assert months == [column.month for column in table.columns]


def test_head_rows_can_be_told() -> None:
    """Where the head is told, nothing is guessed."""
    rows: list[list[object]] = [["เรื่อง", "หนึ่ง", "สอง"], HEAD, *ROWS]
    sheet = make_sheet(rows)
    assert "อำเภอ" == read_table(sheet, header_rows=(2, 2)).columns[1].heading
    with pytest.raises(WorkbookError) as caught:
        read_table(sheet, header_rows=(9, 9))
    assert "table-not-found" == caught.value.findings[0].code


@pytest.mark.parametrize("rows", [[], [["เรื่องเดียว"]], [[1, 2], [3, 4]]])
def test_sheets_without_a_table(rows: list[list[object]]) -> None:
    """A sheet without headings has no table, and says which sheet that is."""
    with pytest.raises(WorkbookError) as caught:
        table_of(rows)
    assert "สรุป" in caught.value.findings[0].message


def test_blank_rows_are_passed_over() -> None:
    """Blank rows within the data and before the total are no rows."""
    table = table_of([HEAD, ROWS[0], [], ROWS[1], [None, " ", None], [None, "รวม", 30]])
    assert ["จุน", "ปง"] == names(table)
    assert table.total is not None


@pytest.mark.parametrize(
    "note", ["หมายเหตุ : ข้อมูลเบื้องต้น", "ข้อมูล ณ วันที่ 10 มีนาคม 2568", "* ประมาณการ", "ที่มา: ระบบ"]
)
@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("column", [0, 1])
def test_notes_under_the_table(note: str, total: bool, column: int) -> None:
    """Lines under the table are notes, whether or not there is a total row."""
    totals: list[list[object]] = [[None, "รวม", 30]] if total else []
    table = table_of([HEAD, *ROWS, *totals, [None] * column + [note]])
    assert [note] == [cell.text for cell in table.notes]
    assert ["จุน", "ปง"] == names(table)


def test_a_district_without_figures_stays() -> None:
    """A district that has not reported is a row, not a note, also at the end."""
    assert ["จุน", "ปง"] == names(table_of([HEAD, ROWS[0], [2, "ปง", None]]))
    unnumbered: list[list[object]] = [["อำเภอ", "ยอด"], ["จุน", 10], ["ปง", None]]
    assert 2 == len(table_of(unnumbered).rows)


def test_figures_under_the_total_are_found() -> None:
    """A line of figures under the total is not printed, which a finding says."""
    sheet = make_sheet([HEAD, *ROWS, [None, "รวม", 30], [None, "ร้อยละ", 100]])
    findings = sheet_findings(sheet, read_table(sheet))
    assert [("figures-below-table", "สรุป!C5")] == [(f.code, f.where) for f in findings]


def test_empty_months_stay_in_place() -> None:
    """A month to come, with a heading and no figures, keeps its column."""
    table = table_of([[*HEAD[:2], "ต.ค.-67", "พ.ย.-67"], [1, "จุน", 10]])
    assert ["ต.ค.-67", "พ.ย.-67"] == [column.heading for column in table.columns[2:]]
    assert table.rows[0].cells[3].is_empty


def test_columns_without_heading() -> None:
    """Beyond the last heading nothing is of the table; figures there are pointed out."""
    sheet = make_sheet([HEAD, [1, "จุน", 10, None, 99], [2, "ปง", 20]])
    table = read_table(sheet)
    assert 3 == len(table.columns)
    assert ["column-without-heading"] == [f.code for f in sheet_findings(sheet, table)]


def test_a_heading_merged_over_an_empty_column() -> None:
    """Of columns under one merged heading the empty ones go, the filled ones stay."""
    head: list[object] = ["ที่", "อำเภอ", "หมายเหตุ", None]
    empty = table_of([head, [1, "จุน", "ก"]], merges=["C1:D1"])
    assert ["A", "B", "C"] == [column.letter for column in empty.columns]
    between = table_of([[*head, "ยอด"], [1, "จุน", "ก", None, 5]], merges=["C1:D1"])
    assert ["A", "B", "C", "E"] == [column.letter for column in between.columns]
    filled = table_of([head, [1, "จุน", "ก", "ข"]], merges=["C1:D1"])
    assert ["หมายเหตุ"] * 2 == [column.heading for column in filled.columns[2:]]


def test_hidden_rows_and_columns_are_left_out() -> None:
    """As on paper, what is hidden is not in the table; findings name it."""
    sheet = make_sheet(
        [[*HEAD, "ฐาน", "หมายเหตุ"], [1, "จุน", 10, 5], [2, "ปง", 20, 6], [None, "รวม", 30, 11]],
        hidden_rows=[3],
        hidden_columns=["D"],
    )
    table = read_table(sheet)
    assert ["จุน"] == names(table)
    assert ["A", "B", "C", "E"] == [column.letter for column in table.columns]
    assert [("hidden-rows", "warn", "สรุป!3"), ("hidden-columns", "note", "สรุป!D")] == [
        (f.code, f.level, f.where) for f in sheet_findings(sheet, table)
    ]


def test_hidden_rows_outside_the_table_are_no_matter() -> None:
    """A hidden title or note is left out without a word."""
    rows: list[list[object]] = [["เรื่อง"], HEAD, *ROWS, [None, "รวม", 30], ["หมายเหตุ : ก"]]
    sheet = make_sheet(rows, hidden_rows=[1, 6])
    table = read_table(sheet)
    assert ((), ()) == (table.titles, table.notes)
    assert () == sheet_findings(sheet, table)


def test_leftovers_under_merged_cells_are_not_seen() -> None:
    """What lies under a merged range is not shown by Excel, and is not read."""
    text = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    body = (
        f'<row r="1">{text.format("A1", "เรื่อง")}{text.format("B1", "เศษ")}</row>'
        f'<row r="2">{text.format("A2", "ที่")}{text.format("B2", "อำเภอ")}</row>'
        f'<row r="3"><c r="A3"><v>1</v></c>{text.format("B3", "จุน")}</row>'
        f'<row r="4">{text.format("A4", "รวม")}<c r="B4"><v>9</v></c></row>'
    )
    merges = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="A4:B4"/></mergeCells>'
    table = read_table(read_workbook(with_sheet_xml(body, after=merges)).sheets[0])
    assert ["เรื่อง"] == [cell.text for cell in table.titles]
    assert table.total is not None
    assert ["รวม", ""] == [cell.text for cell in table.total.cells]


@pytest.mark.parametrize("heading", ["ที่", "ลำดับ", "ลำดับที่", "ลำดับ ที่", "No.", "no", "#"])
def test_index_headings(heading: str) -> None:
    """The column that numbers the rows is known by its heading."""
    assert is_index_heading(heading)
    column = index_column(table_of([[heading, "อำเภอ", "ยอด"], *ROWS]))
    assert column is not None
    assert "A" == column.letter


def test_no_index_column() -> None:
    """A table need not number its rows."""
    table = table_of([["อำเภอ", "ยอด"], ["จุน", 10], ["รวม", 10]])
    assert index_column(table) is None
    assert table.total is not None


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("เป้าหมายรายได้*", "เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)", True),
        ("พ.ศ. ๒๕๖๘", "พ.ศ.2568", True),
        ("ยอด คงเหลือ*", "ยอดคงเหลือ 1 เดือน", True),
        ("*เปอร์เซ็นต์", "คิดเป็น\nเปอร์เซ็นต์", True),
        ("รวม", "รวมทั้งสิ้น", False),
        ("จำนวน*ราย", "จำนวน (ราย)", False),
        ("จำนวน (ราย)", "จํานวน (ราย)", True),  # ำ typed as two signs
        ("Total", "TOTAL", True),
        ("ก+", "กก", False),
    ],
)
def test_headings_are_compared_as_people_do(pattern: str, text: str, expected: bool) -> None:
    """Blanks, full stops and the script of digits do not count; only * stands for other text."""
    assert expected == matches(pattern, text)


@st.composite
def heads(draw: st.DrawFn) -> tuple[int, int, list[str], dict[tuple[int, int], str]]:
    """Draw a head: its height and width, merged ranges that do not overlap, and texts."""
    height, width = draw(st.integers(1, 3)), draw(st.integers(3, 9))
    taken: set[tuple[int, int]] = set()
    merges = []
    for _ in range(draw(st.integers(0, 5))):
        top, left = draw(st.integers(1, height)), draw(st.integers(2, width))
        bottom, right = draw(st.integers(top, height)), draw(st.integers(left, width))
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(places) > 1 and not places & taken:
            taken |= places
            merges.append(f"{address(top, left)}:{address(bottom, right)}")
    filled = draw(st.sets(st.tuples(st.integers(1, height), st.integers(2, width))))
    texts = {place: f"หัวข้อ {address(*place)}" for place in filled}
    return height, width, merges, {**texts, (1, 1): "ที่", (1, 2): "อำเภอ"}


@settings(deadline=None, max_examples=150)
@given(heads())
def test_any_head_is_tiled(
    head: tuple[int, int, list[str], dict[tuple[int, int], str]],
) -> None:
    """However cells are merged, the header nodes fill the head exactly, one lowest a column."""
    height, width, merges, texts = head
    rows: list[list[object]] = [[None] * width for _ in range(height)]
    for (row, column), text in texts.items():
        rows[row - 1][column - 1] = text
    rows.append([n + 5 for n in range(width)])
    sheet = make_sheet(rows, merges=merges)
    assume(sum(cell is not None for cell in rows[0]) >= 2)
    table = read_table(sheet, header_rows=(1, height))
    leaves = [leaf for node in table.head for leaf in node.leaves()]
    assert list(range(len(table.columns))) == [leaf.first_column for leaf in leaves]
    assert {1} == {leaf.column_span for leaf in leaves}
    everywhere = {(r, c) for r in range(table.head_rows) for c in range(len(table.columns))}
    tiles = [place for node in table.head for place in _tiles(node)]
    assert sorted(everywhere) == sorted(tiles)


def _tiles(node: HeaderNode) -> list[tuple[int, int]]:
    rows = range(node.first_row, node.first_row + node.row_span)
    columns = range(node.first_column, node.first_column + node.column_span)
    own = [(row, column) for row in rows for column in columns]
    return own + [place for child in node.children for place in _tiles(child)]


texts = st.sampled_from(["ที่", "อำเภอ", "รวม", "ต.ค.-67", "-", "หมายเหตุ : ก", "(1)", "จุน", " "])
cells = st.none() | st.integers(-5, 2600) | texts


@settings(deadline=None, max_examples=150)
@given(st.lists(st.lists(cells, max_size=6), max_size=8))
def test_any_sheet_is_a_table_or_says_why_not(rows: list[list[object]]) -> None:
    """No sheet, however odd, ends in anything but a table or findings."""
    sheet = make_sheet(rows)
    if find_head(Grid.of(sheet)) is None:
        with pytest.raises(WorkbookError):
            read_table(sheet)
        return
    table = read_table(sheet)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert all(isinstance(finding.message, str) for finding in sheet_findings(sheet, table))
