"""Figures that follow their rule, and totals that add up; examples worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters_to_check import brief, check_table, table_of

from circulars.model.letter_type import ColumnCheck

COLUMNS = ("อำเภอ", "เป้า", "เดือน", "เดือน", "รวม", "คงเหลือ", "ร้อยละ")
# อำเภอ, target, two months, their sum, what remains, percent
KHUN = ("ก", 1000, 300, 500, 800, 200, Decimal("80.00"))
OVER = ("ข", 500, 400, 350, 750, -250, Decimal("150.00"))
BOTH = ("รวม", 1500, 700, 850, 1550, -50, Decimal("103.33"))
SUM_RULE = (ColumnCheck(code="sum", column="รวม", equals="เดือน | ผลรวม"),)


def changed(row: tuple[object, ...], **cells: object) -> tuple[object, ...]:
    """Return `row` with other values, by the letter of the column."""
    return tuple(cells.get(chr(65 + place), value) for place, value in enumerate(row))


def test_a_table_that_is_right() -> None:
    """Nothing is wrong: a negative remainder and a negative total are right, and only noted."""
    assert [("note", "negative-value", "F8")] == brief(
        check_table(table_of(COLUMNS, [KHUN, OVER], total=BOTH))
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"E": 810},
            [("block", "row-total-mismatch", "E7"), ("block", "remaining-mismatch", "F7")],
        ),
        ({"F": 210}, [("block", "remaining-mismatch", "F7")]),
        ({"F": -200}, [("block", "remaining-mismatch", "F7")]),
        ({"G": Decimal("80.50")}, [("block", "percent-mismatch", "G7")]),
        ({"G": Decimal("80.05")}, [("note", "percent-mismatch", "G7")]),
        ({"E": None}, [("block", "figure-missing", "E7")]),
        ({"G": None}, [("block", "figure-missing", "G7")]),
    ],
)
def test_a_row_that_does_not_follow(
    cells: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    """A wrong figure is found where it stands; percent 80 ± 0.09 may come from rounded inputs.

    With 800 and 1,000 typed as whole numbers the percent may be 79.91 to 80.09.
    """
    found = brief(check_table(table_of(COLUMNS, [changed(KHUN, **cells)])))
    by_rule = [each for each in found if each[1] != "negative-value"]
    # a changed total changes the percent that it should give as well
    assert expected == [each for each in by_rule if each[2] != "G7" or "G" in cells]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"B": 1510}, ("block", "column-total-mismatch", "B9")),
        ({"C": 710}, ("block", "column-total-mismatch", "C9")),
        ({"F": 50}, ("block", "negative-unsigned", "F9")),
        ({"F": 450}, ("block", "column-total-mismatch", "F9")),
        ({"G": Decimal("115.00")}, ("block", "percent-mismatch", "G9")),
        ({"C": None}, ("block", "figure-missing", "C9")),
        ({"G": None}, ("block", "figure-missing", "G9")),
        ({"C": 0}, ("block", "column-total-mismatch", "C9")),
    ],
)
def test_a_total_that_does_not_follow(
    cells: dict[str, object], expected: tuple[str, str, str]
) -> None:
    """Totals are sums of their column, and the percent is Σ/Σ (103.33), not the mean (115)."""
    found = brief(check_table(table_of(COLUMNS, [KHUN, OVER], total=changed(BOTH, **cells))))
    assert expected in found
    assert len({each[1:] for each in found}) == len(found)  # nothing twice


def test_what_messages_call_a_figure() -> None:
    """A figure of the total row is said to stand there, and is not called by its label."""
    table = table_of(COLUMNS, [changed(KHUN, F=210)], total=changed(KHUN, A="รวมทั้งสิ้น", F=211))
    said = [each.message.split(" ในตาราง")[0] for each in check_table(table)]
    assert ["คงเหลือ ของ ก", "คงเหลือ ในแถวรวม", "ผลรวมของช่อง คงเหลือ"] == said


def test_missing_minus_sign() -> None:
    """A remainder whose sign is lost is one finding: the net total is right and is left alone."""
    found = brief(check_table(table_of(COLUMNS, [KHUN, changed(OVER, F=250)], total=BOTH)))
    assert [("block", "negative-unsigned", "F8")] == found


def test_lost_sign_counted_as_positive_in_the_total() -> None:
    """Where the total counts the remainder as positive too, the total is wrong as well."""
    found = brief(
        check_table(table_of(COLUMNS, [KHUN, changed(OVER, F=250)], total=changed(BOTH, F=450)))
    )
    assert ("block", "negative-unsigned", "F8") in found
    assert ("block", "column-total-mismatch", "F9") in found


def test_display_rounding() -> None:
    """Totals come from unrounded values: 0.4 + 0.4 prints 0 + 0 = 1, and that is right."""
    rows = [("ก", Decimal("0.4"), None, None, None, None, None)] * 2
    total = ("รวม", Decimal("0.8"), None, None, None, None, None)
    assert [] == check_table(table_of(COLUMNS, rows, total=total))


def test_rounded_inputs_are_a_note() -> None:
    """Typed as printed, 0 + 0 = 1 may be rounding, 0 + 0 = 2 may not with two rows."""
    rows = [("ก", 0, None, None, None, None, None)] * 2
    for printed, expected in (
        (1, [("note", "column-total-mismatch", "B9")]),
        (2, [("block", "column-total-mismatch", "B9")]),
    ):
        total = ("รวม", printed, None, None, None, None, None)
        assert expected == brief(check_table(table_of(COLUMNS, rows, total=total)))


def test_computed_inputs_have_no_doubt() -> None:
    """Where Excel computed the inputs, a difference of 1 is no rounding."""
    rows = [("ก", Decimal("1"), None, None, None, None, None)] * 2
    total = ("รวม", Decimal("3"), None, None, None, None, None)
    found = check_table(table_of(COLUMNS, rows, total=total, computed=True))
    assert [("block", "column-total-mismatch", "B9")] == brief(found)


@pytest.mark.parametrize("number_format", ["0.00%", "0%", "0.0%;[Red]-0.0%"])
def test_percent_kept_as_a_fraction(number_format: str) -> None:
    """0.8 shown as 80.00% is the percent 80: right, and 0.9 in its place is wrong."""
    formats = {"ร้อยละ": number_format}
    good = table_of(COLUMNS, [changed(KHUN, G=Decimal("0.8"))], formats=formats)
    assert [] == check_table(good)
    bad = table_of(COLUMNS, [changed(KHUN, G=Decimal("0.9"))], formats=formats)
    assert [("block", "percent-mismatch", "G7")] == brief(check_table(bad))


def test_percent_sign_that_does_not_scale() -> None:
    """A percent sign in quotes is printed after the number and changes nothing."""
    table = table_of(COLUMNS, [KHUN], formats={"ร้อยละ": '0.00"%"'})
    assert [] == check_table(table)
    hundredfold = table_of(COLUMNS, [KHUN], formats={"ร้อยละ": "0.00%"})  # prints 8000.00%
    assert [("block", "percent-mismatch", "G7")] == brief(check_table(hundredfold))


@pytest.mark.parametrize(
    "row",
    [
        ("ก", None, None, None, None, None, None),
        ("ก", 1000, None, None, None, None, None),
        ("ก", 1000, 0, 0, 0, 1000, 0),
        ("ก", 0, 0, 0, 0, 0, None),
        ("ก", 0, 0, 0, 0, 0, 0),
        ("ก", 0, 5, 0, 5, -5, None),
    ],
)
def test_blanks_and_zeros(row: tuple[object, ...]) -> None:
    """No data yet, no sales, no target (percent of nothing): none of these is an error."""
    found = check_table(table_of(COLUMNS, [row]))
    assert [] == [each for each in found if each.code != "negative-value"]


def test_dash_stands_for_nothing() -> None:
    """A dash where nothing remains is no missing figure, nor is an empty future month's total."""
    table = table_of(
        COLUMNS, [("ก", 800, 300, 500, 800, "-", 100)], total=("รวม", 800, 300, 500, 800, "-", 100)
    )
    assert [] == check_table(table)


def test_total_over_an_empty_column() -> None:
    """A month without any figure has no total but nothing or 0."""
    row = changed(KHUN, C=None, E=500, F=500, G=Decimal("50.00"))
    for total, expected in (
        (None, []),
        (0, []),
        (300, [("block", "column-total-mismatch", "C8")]),
    ):
        table = table_of(COLUMNS, [row], total=changed(row, A="รวม", C=total))
        found = brief(check_table(table))
        assert expected == [each for each in found if each[2] == "C8"]


def test_optional_column_that_is_not_there() -> None:
    """A rule over a column that this sheet does not have is left out."""
    found = check_table(table_of(("อำเภอ", "เดือน", "รวม"), [("ก", 5, 5)], total=("รวม", 5, 5)))
    assert [] == found


def test_no_total_row() -> None:
    """A table without a total row has no totals to check; its rows are checked."""
    found = check_table(table_of(COLUMNS, [changed(KHUN, F=999)]))
    assert [("block", "remaining-mismatch", "F7")] == brief(found)


def test_rows_or_total_alone() -> None:
    """A rule may hold for the rows alone, or for the total alone."""
    table = table_of(COLUMNS, [changed(KHUN, E=1)], total=changed(KHUN, E=1))
    rows = ColumnCheck(code="a", column="รวม", equals="เดือน | ผลรวม", total=False)
    total = ColumnCheck(code="b", column="รวม", equals="เดือน | ผลรวม", rows=False)
    found = brief(check_table(table, [rows, total]))
    assert [("block", "a", "E7"), ("block", "b", "E8")] == [f for f in found if f[1] in "ab"]


def test_a_rule_that_gives_no_number() -> None:
    """A rule whose result is no number has nothing to compare with."""
    rule = ColumnCheck(code="a", column="รวม", equals='"ก"')
    assert [] == check_table(table_of(COLUMNS, [KHUN]), [rule])


def test_very_large_figures() -> None:
    """Figures beyond any budget are compared and named all the same."""
    row = ("ก", None, Decimal("1e40"), None, Decimal("2e40"), None, None)
    found = check_table(
        table_of(
            COLUMNS, [row], total=("รวม", None, Decimal("3e40"), None, Decimal("2e40"), None, None)
        )
    )
    assert {"E7", "C8", "E8"} == {each.where.split("!")[1] for each in found}


AMOUNTS = st.decimals(0, 10**9, places=2)


@given(months=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_sums_that_are_right(months: list[tuple[Decimal, Decimal]]) -> None:
    """Exact sums are never found, however they are printed."""
    rows = [("ก", first, second, first + second) for first, second in months]
    sums = [sum((row[place] for row in rows), Decimal(0)) for place in (1, 2, 3)]
    table = table_of(("อำเภอ", "เดือน", "เดือน", "รวม"), rows, total=("รวม", *sums))
    assert [] == [each for each in check_table(table, SUM_RULE) if "mismatch" in each.code]


@given(months=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_figures_typed_as_printed(months: list[tuple[Decimal, Decimal]]) -> None:
    """A right table typed from its print, rounded to whole numbers, never blocks."""

    def whole(*values: Decimal) -> list[Decimal]:
        return [value.quantize(Decimal(1), "ROUND_HALF_UP") for value in values]

    exact = [(first, second, first + second) for first, second in months]
    sums = [sum((row[place] for row in exact), Decimal(0)) for place in range(3)]
    table = table_of(
        ("อำเภอ", "เดือน", "เดือน", "รวม"),
        [("ก", *whole(*row)) for row in exact],
        total=("รวม", *whole(*sums)),
        formats={"เดือน": "#,##0"},
    )
    assert [] == [each for each in check_table(table, SUM_RULE) if each.level == "block"]


@given(
    months=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6),
    off=st.integers(10, 10**6),
    data=st.data(),
)
@settings(deadline=None, max_examples=60)
def test_one_wrong_total(
    months: list[tuple[Decimal, Decimal]], off: int, data: st.DataObject
) -> None:
    """One total that is off by 10 or more is found where it stands, and no other blocks."""
    rows = [("ก", first, second, first + second) for first, second in months]
    total = ["รวม", *(sum((row[place] for row in rows), Decimal(0)) for place in (1, 2, 3))]
    place = data.draw(st.integers(1, 2))
    total[place] += off  # type: ignore[operator] # a figure
    table = table_of(("อำเภอ", "เดือน", "เดือน", "รวม"), rows, total=total, computed=True)
    cell = f"{'ABCD'[place]}{7 + len(rows)}"
    blocking = [each for each in brief(check_table(table, SUM_RULE)) if each[0] == "block"]
    assert ("block", "column-total-mismatch", cell) in blocking
    assert {cell, f"D{7 + len(rows)}"} >= {each[2] for each in blocking}
