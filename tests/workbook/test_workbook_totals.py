"""Total rows and subtotals, found by their words or by their place."""

from __future__ import annotations

import pytest
from workbook_makers import HEAD, ROWS, make_sheet, names, table_of

from circulars.data.labels import is_total_label
from circulars.workbook import read_table, sheet_findings


@pytest.mark.parametrize(
    "label",
    ["รวม", "รวมทั้งสิ้น", "รวมทั้งหมด", "ยอดรวม", "รวม 9 อำเภอ", "รวม ๙ อำเภอ", "Total", "TOTAL:"],
)
@pytest.mark.parametrize("merged", [False, True])
def test_total_rows_by_name(label: str, merged: bool) -> None:
    """The usual words name the total row, in either of the first columns, merged or not."""
    last: list[object] = [label, None, 30] if merged else [None, label, 30]
    table = table_of([HEAD, *ROWS, last], merges=["A4:B4"] if merged else [])
    assert table.total is not None
    assert 4 == table.total.number
    assert ["จุน", "ปง"] == names(table)


@pytest.mark.parametrize("name", ["รวมไทยพัฒนา", "รวมใจ", "จุน"])
def test_places_are_no_totals(name: str) -> None:
    """A place whose name begins with รวม is a data row."""
    assert not is_total_label(name)
    assert [name] == names(table_of([HEAD, [1, name, 10]]))


def test_total_row_by_its_place() -> None:
    """The last row with figures and no name is the total; with a name it is data."""
    assert table_of([HEAD, *ROWS, [None, None, 30]]).total is not None
    assert table_of([HEAD, *ROWS, [3, "แม่ใจ", 30]]).total is None
    assert table_of([HEAD, *ROWS, [None, "แม่ใจ", 30]]).total is None


def test_total_row_by_the_word_given() -> None:
    """A letter type may name the total row by any pattern."""
    sheet = make_sheet([HEAD, *ROWS, [None, "ทั้งจังหวัด", 30]])
    table = read_table(sheet, total_label="ทั้ง*")
    assert table.total is not None
    assert ["จุน", "ปง"] == names(table)


def test_total_row_on_top() -> None:
    """A total above the districts is the total row all the same."""
    table = table_of([HEAD, [None, "รวม", 30], *ROWS])
    assert table.total is not None
    assert 2 == table.total.number
    assert ["จุน", "ปง"] == names(table)


def test_subtotals_are_found() -> None:
    """Subtotals stay among the rows, with a warning that sums count them twice."""
    rows: list[list[object]] = [HEAD, ROWS[0], [None, "รวม", 10], [2, "ปง", 20], [None, "รวม", 30]]
    sheet = make_sheet(rows)
    table = read_table(sheet)
    assert table.total is not None
    assert 5 == table.total.number
    assert ["subtotal-row"] == [f.code for f in sheet_findings(sheet, table)]


@pytest.mark.parametrize("label", ["รวมโซนเหนือ", "ยอดรวมโซนเหนือ", "รวมย่อย", "รวมสามแห่งแรก"])
def test_subtotals_of_a_group(label: str) -> None:
    """A subtotal is known by รวม and the group's name, or by having no number of its own."""
    rows: list[list[object]] = [HEAD, ROWS[0], [None, label, 10], ROWS[1], [None, "รวม", 30]]
    sheet = make_sheet(rows)
    findings = sheet_findings(sheet, read_table(sheet))
    assert [("subtotal-row", "สรุป!B3")] == [(f.code, f.where) for f in findings]


def test_a_place_is_no_subtotal() -> None:
    """A district whose name begins with รวม has its number, and is a district."""
    sheet = make_sheet([HEAD, [1, "รวมใจ", 10], [2, "ปง", 20], [None, "รวม", 30]])
    assert () == sheet_findings(sheet, read_table(sheet))


def test_a_subtotal_without_a_total_is_no_total() -> None:
    """A line called รวม with more districts after it does not end the table."""
    sheet = make_sheet([HEAD, ROWS[0], [None, "รวม", 10], ROWS[1]])
    table = read_table(sheet)
    assert (3, None) == (len(table.rows), table.total)
    assert ["subtotal-row"] == [f.code for f in sheet_findings(sheet, table)]
