"""Subtotals among the rows: no total counts them, and no total is blamed for them."""

from __future__ import annotations

import pytest
from letters_to_check import brief, check_table, table_of

COLUMNS = ("อำเภอ", "เป้า", "เดือน", "เดือน", "รวม", "คงเหลือ")
NORTH = [("ก", 1000, 300, 500, 800, 200), ("ข", 500, 100, 350, 450, 50)]
NORTH_SUM = ("รวมโซนเหนือ", 1500, 400, 850, 1250, 250)
SOUTH = [("ค", 700, 200, 100, 300, 400)]
SOUTH_SUM = ("รวมโซนใต้", 700, 200, 100, 300, 400)
TOTAL = ("รวมทั้งสิ้น", 2200, 600, 950, 1550, 650)
ROWS = [*NORTH, NORTH_SUM, *SOUTH, SOUTH_SUM]


def test_a_total_that_leaves_subtotals_out() -> None:
    """A total of the districts alone is right; each subtotal is told once, by its own cell."""
    found = check_table(table_of(COLUMNS, ROWS, total=TOTAL))
    assert [("warn", "subtotal-row", f"สรุป!{cell}") for cell in ("A9", "A11")] == [
        (each.level, each.code, each.where) for each in found
    ]
    assert [each.where for each in found] == [each.about for each in found]
    assert ["“รวมโซนเหนือ”" in found[0].message, "“รวมโซนใต้”" in found[1].message] == [True, True]


def test_a_total_that_counts_subtotals_twice() -> None:
    """A total over the districts and their subtotals is wrong in every column."""
    doubled = ("รวมทั้งสิ้น", 4400, 1200, 1900, 3100, 1300)
    found = brief(check_table(table_of(COLUMNS, ROWS, total=doubled)))
    assert {f"{letter}12" for letter in "BCDEF"} == {
        where for _, code, where in found if code == "column-total-mismatch"
    }


@pytest.mark.parametrize("name", ["รวมใจ", "รวมโซนเหนือ"])
def test_a_row_that_is_no_sum(name: str) -> None:
    """A row called รวม… whose figures are not the sum of those before is a district."""
    rows = [*NORTH, (name, 700, 200, 100, 300, 400)]
    assert [] == check_table(table_of(COLUMNS, rows, total=TOTAL))


def test_one_equal_figure_is_no_sum() -> None:
    """A place called รวมใจ that happens to sell what the row before sold is a district."""
    table = table_of(("อำเภอ", "เดือน"), [("ก", 5), ("รวมใจ", 5)], total=("รวม", 10))
    assert [] == check_table(table)
