"""Figures that are suspect: copied ones, outliers, negative ones."""

from __future__ import annotations

from decimal import Decimal

import pytest
from letters_to_check import brief, check_table, table_of

COLUMNS = ("อำเภอ", "เดือน", "เดือน", "เดือน", "เดือน", "เดือน")


def suspects(*rows: tuple[object, ...]) -> list[tuple[str, str, str]]:
    """Return what is suspect in a table of five months."""
    return brief(check_table(table_of(COLUMNS, rows), []))


def test_the_copied_figure_of_the_seed_letter() -> None:
    """ภูกามยาว has to the last digit the February of เมืองพะเยา, 5.5 times its next month.

    Its November is its October, perhaps carried forward.
    """
    assert [
        ("warn", "duplicate-value", "F8"),
        ("warn", "outlier", "F8"),
        ("note", "repeated-month", "C8"),
    ] == suspects(
        ("เมืองพะเยา", 38188250, 39376250, 40587250, 40179250, 39379250),
        ("ภูกามยาว", 7126000, 7126000, Decimal("6502949.60"), 5058100, 39379250),
    )


@pytest.mark.parametrize(
    "value",
    [0, 5, 1000000, 123450000, Decimal("0.50"), None],
    ids=str,
)
def test_figures_that_rows_may_share(value: object) -> None:
    """Nothing, small figures and round ones stand in several rows without a mistake."""
    assert [] == suspects(
        ("ก", value, None, None, None, None), ("ข", value, None, None, None, None)
    )


def test_same_figure_in_other_months() -> None:
    """The same figure in another month is no copy: only the same month is compared."""
    assert [] == suspects(("ก", 7126001, 0, 7126001, 0, 0), ("ข", 0, 7126001, 0, 0, 0))


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((7126000, 7126000, 5, 5, 5), ["C7"]),
        ((12000, 12000, 0, 0, 0), []),
        ((0, 0, 0, 0, 0), []),
        ((7126000, 0, 7126000, 0, 1), []),
        ((1111, 1111, 1111, 0, 0), ["C7", "D7"]),
    ],
)
def test_repeated_months(months: tuple[object, ...], expected: list[str]) -> None:
    """Two months on end with one figure of four digits or more are noted; round ones are not."""
    assert expected == [cell for _, code, cell in suspects(("ก", *months)) if "repeated" in code]


def test_three_rows_with_one_figure() -> None:
    """Each further row is named, all against the first."""
    rows = [(name, Decimal("7126001.50"), None, None, None, None) for name in "กขค"]
    assert [("warn", "duplicate-value", "B8"), ("warn", "duplicate-value", "B9")] == suspects(*rows)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ((1000, 1000, 1000, 4000, None), []),
        ((1000, 1000, 1000, 4001, None), ["E7"]),
        ((1000, 1000, 4001, None, None), []),
        ((0, 0, 0, 5000, 0), []),
        ((0, 0, 1000, 5000, 0), ["E7"]),
        ((1, 0, 1, 9, 2), []),
        ((-5, -5, -5, 9000, -5), []),
        ((9000, 9000, 9000, 9000, 1), []),
    ],
)
def test_outliers(months: tuple[object, ...], expected: list[str]) -> None:
    """A month over four times the next highest of four or more months is suspect.

    Counts below 100 jump so by chance, and a single month of sales has no measure.
    """
    assert expected == [cell for _, code, cell in suspects(("ก", *months)) if code == "outlier"]


def test_negative_figures_are_noted_once() -> None:
    """A negative month and a negative named column are noted; texts and totals are not."""
    table = table_of(
        ("อำเภอ", "เดือน", "คงเหลือ"), [("ก", -5, -7), ("ข", 5, "-")], total=("รวม", 0, -7)
    )
    assert [("note", "negative-value", "B7"), ("note", "negative-value", "C7")] == brief(
        check_table(table, [])
    )
