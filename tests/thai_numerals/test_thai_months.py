from __future__ import annotations

import datetime as dt
import itertools

import pytest

from thai_numerals import (
    DateError,
    YearMonth,
    evaluation_round,
    evaluation_round_months,
    fiscal_quarter,
    fiscal_quarter_months,
    fiscal_year,
    fiscal_year_months,
    parse_month_head,
)


def test_month_knows_its_days() -> None:
    """A month gives its first and last day, and February follows the Christian leap year."""
    assert YearMonth(2024, 2).last_day == dt.date(2024, 2, 29)
    assert YearMonth(2025, 2).last_day == dt.date(2025, 2, 28)
    assert YearMonth(2025, 2).first_day == dt.date(2025, 2, 1)
    assert YearMonth(2025, 3).day(17) == dt.date(2025, 3, 17)


def test_missing_day_is_refused_with_the_reason() -> None:
    """29 February 2568 does not exist, although CE 2568 is a leap year."""
    with pytest.raises(DateError) as caught:
        YearMonth(2025, 2).day(29)
    assert caught.value.reason == "เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 29"


@pytest.mark.parametrize("month", [0, 13])
def test_month_number_out_of_range(month: int) -> None:
    """There are twelve months."""
    with pytest.raises(DateError):
        YearMonth(2025, month)


def test_months_add_and_compare() -> None:
    """Months count over new year, both ways, and are ordered."""
    assert YearMonth(2024, 11).plus(3) == YearMonth(2025, 2)
    assert YearMonth(2025, 2).plus(-3) == YearMonth(2024, 11)
    assert YearMonth(2024, 12) < YearMonth(2025, 1)
    months = YearMonth(2024, 10).through(YearMonth(2025, 3))
    assert [m.month for m in months] == [10, 11, 12, 1, 2, 3]
    assert list(YearMonth(2025, 3).through(YearMonth(2025, 2))) == []
    assert YearMonth.of(dt.date(2025, 3, 11)) == YearMonth(2025, 3)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (dt.date(2023, 9, 30), (2566, 4, 2)),
        (dt.date(2023, 10, 1), (2567, 1, 1)),
        (dt.date(2024, 1, 25), (2567, 2, 1)),
        (dt.date(2024, 3, 31), (2567, 2, 1)),
        (dt.date(2024, 4, 1), (2567, 3, 2)),
        (dt.date(2024, 9, 30), (2567, 4, 2)),
    ],
)
def test_fiscal_year_quarter_round(date: dt.date, expected: tuple[int, int, int]) -> None:
    """The fiscal year begins on 1 October; quarters and rounds are counted from there."""
    assert expected == (fiscal_year(date), fiscal_quarter(date), evaluation_round(date))
    month = YearMonth.of(date)
    assert expected == (fiscal_year(month), fiscal_quarter(month), evaluation_round(month))


def test_fiscal_periods_divide_the_year() -> None:
    """Four quarters, and two rounds, make up the twelve months from October."""
    months = fiscal_year_months(2568)
    assert (months[0], months[-1]) == (YearMonth(2024, 10), YearMonth(2025, 9))
    quarters = (fiscal_quarter_months(2568, n) for n in range(1, 5))
    assert months == tuple(itertools.chain(*quarters))
    assert months == evaluation_round_months(2568, 1) + evaluation_round_months(2568, 2)


@pytest.mark.parametrize("number", [0, 5])
def test_no_such_period(number: int) -> None:
    """A fifth quarter or a third round is refused."""
    with pytest.raises(DateError):
        fiscal_quarter_months(2568, number)
    with pytest.raises(DateError):
        evaluation_round_months(2568, number or 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ต.ค.-67", (2024, 10)),
        ("ต.ค.66", (2023, 10)),
        ("ต.ค. 2567", (2024, 10)),
        ("ตุลาคม 2567", (2024, 10)),
        ("มีค.68", (2025, 3)),
        ("ก.พ.-๖๘", (2025, 2)),
        ("มีค 68", (2025, 3)),
        ("เดือนมีนาคม ๒๕๖๘", (2025, 3)),
        ("ก.ย.\n68", (2025, 9)),
        ("พ.ค.–68", (2025, 5)),
        ("ม.ค.\u00a068", (2025, 1)),
        ("ธ.ค.2024", (2024, 12)),
        ("มิ.ย. พ.ศ. ๒๕๖๘", (2025, 6)),
        ("กรกฏาคม 2568", (2025, 7)),
    ],
)
def test_month_heads(text: str, expected: tuple[int, int]) -> None:
    """Heads of month columns are read as offices write them."""
    assert YearMonth(*expected) == parse_month_head(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "มีนาคม",
        "รวม",
        "เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)",
        "ฐานเดิมปี 66 (มกราคม - มีนาคม 66)",
        "ม.ค.-มี.ค. 68",
        "11 มี.ค. 68",
        "ปี 64",
        "ต.ค. 2200",
        "ม.ค. 2483",
        "ต.ค. 671",
    ],
)
def test_not_month_heads(text: str) -> None:
    """A heading that is no month, or no single month, is not taken for one."""
    assert parse_month_head(text) is None
