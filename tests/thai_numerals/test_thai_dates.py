from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from babel.dates import get_day_names, get_month_names

from thai_numerals import (
    DateError,
    YearMonth,
    find_dates,
    format_date,
    format_date_range,
    format_month,
    format_month_range,
    format_time,
)
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS

if TYPE_CHECKING:
    from thai_numerals.dates import DateStyle, MonthStyle, RangeStyle

TUESDAY = dt.date(2025, 3, 11)


def test_names_are_those_of_cldr() -> None:
    """Month and weekday names agree with CLDR as Babel carries it."""
    assert tuple(get_month_names("wide", locale="th").values()) == MONTHS_WIDE
    assert tuple(get_month_names("abbreviated", locale="th").values()) == MONTHS_SHORT
    days = get_day_names("wide", locale="th")
    assert tuple(days[n] for n in range(7)) == tuple(f"วัน{name}" for name in WEEKDAYS)


@pytest.mark.parametrize(
    ("style", "era", "expected"),
    [
        pytest.param("letter", False, "๑๑ มีนาคม ๒๕๖๘", id="date line of a letter"),
        pytest.param("letter", True, "๑๑ มีนาคม พ.ศ. ๒๕๖๘", id="era with a blank"),
        pytest.param("full", False, "วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘", id="with weekday"),
        pytest.param("full", True, "วันอังคารที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๘", id="weekday and era"),
        pytest.param("medium", False, "๑๑ มี.ค. ๒๕๖๘", id="short month, whole year"),
        pytest.param("short", False, "๑๑ มี.ค. ๖๘", id="short month, two digits"),
        pytest.param("numeric", False, "๑๑/๓/๒๕๖๘", id="figures, no leading zero"),
        pytest.param("iso", False, "๒๕๖๘-๐๓-๑๑", id="year first"),
    ],
)
def test_date_styles(style: DateStyle, era: bool, expected: str) -> None:
    """Each style prints the Buddhist year, and its digits are Thai."""
    assert expected == format_date(TUESDAY, style, era=era)


def test_arabic_digits_on_request() -> None:
    """A date under a numeric annex has Arabic digits."""
    assert format_date(TUESDAY, digits="arabic") == "11 มีนาคม 2568"


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        pytest.param(dt.date(1941, 1, 1), "๑ มกราคม ๒๔๘๔", id="first January new year"),
        pytest.param(dt.date(1940, 12, 31), "๓๑ ธันวาคม ๒๔๘๓", id="last day of 2483"),
        pytest.param(dt.date(1940, 4, 1), "๑ เมษายน ๒๔๘๓", id="first day of 2483"),
        pytest.param(dt.date(1940, 3, 31), "๓๑ มีนาคม ๒๔๘๒", id="March still of 2482"),
        pytest.param(dt.date(1933, 2, 15), "๑๕ กุมภาพันธ์ ๒๔๗๕", id="February of 2475"),
        pytest.param(dt.date(1932, 6, 24), "๒๔ มิถุนายน ๒๔๗๕", id="June of 2475"),
    ],
)
def test_years_before_2484(date: dt.date, expected: str) -> None:
    """Before 2484 the year began on 1 April, and 2483 had nine months."""
    assert expected == format_date(date)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("wide", "มีนาคม ๒๕๖๘"),
        ("medium", "มี.ค. ๒๕๖๘"),
        ("short", "มี.ค. ๖๘"),
        ("head", "มี.ค.-๖๘"),
    ],
)
def test_month_styles(style: MonthStyle, expected: str) -> None:
    """A month prints in full, short, or as the head of a column."""
    assert expected == format_month(YearMonth(2025, 3), style)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param((2024, 10), (2025, 2), "ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘", id="two years"),
        pytest.param((2025, 1), (2025, 3), "มกราคม - มีนาคม ๒๕๖๘", id="one year"),
        pytest.param((2025, 3), (2025, 3), "มีนาคม ๒๕๖๘", id="one month"),
        pytest.param((1933, 1), (1933, 4), "มกราคม ๒๔๗๕ - เมษายน ๒๔๗๖", id="April new year"),
    ],
)
def test_month_ranges(first: tuple[int, int], last: tuple[int, int], expected: str) -> None:
    """A range of months writes the year once where both ends share it."""
    assert expected == format_month_range(YearMonth(*first), YearMonth(*last))


@pytest.mark.parametrize(
    ("first", "last", "style", "expected"),
    [
        pytest.param((3, 2), (3, 5), "letter", "๒ - ๕ มีนาคม ๒๕๖๘", id="one month"),
        pytest.param((2, 28), (3, 5), "letter", "๒๘ กุมภาพันธ์ - ๕ มีนาคม ๒๕๖๘", id="one year"),
        pytest.param((3, 5), (3, 5), "letter", "๕ มีนาคม ๒๕๖๘", id="one day"),
        pytest.param((3, 3), (3, 7), "full", "วันจันทร์ที่ ๓ - วันศุกร์ที่ ๗ มีนาคม ๒๕๖๘", id="weekdays"),
        pytest.param((2, 28), (3, 5), "short", "๒๘ ก.พ. - ๕ มี.ค. ๖๘", id="short"),
    ],
)
def test_date_ranges(
    first: tuple[int, int], last: tuple[int, int], style: RangeStyle, expected: str
) -> None:
    """A range of days writes month and year once where both ends share them."""
    start, end = dt.date(2025, *first), dt.date(2025, *last)
    assert expected == format_date_range(start, end, style)


def test_date_range_over_new_year() -> None:
    """A range over new year writes both years: the fiscal year from 1 October."""
    expected = "๑ ตุลาคม ๒๕๖๖ - ๓๐ กันยายน ๒๕๖๗"
    assert expected == format_date_range(dt.date(2023, 10, 1), dt.date(2024, 9, 30))


def test_range_backwards_is_refused() -> None:
    """A range whose end lies before its beginning is a slip, not a range."""
    with pytest.raises(DateError, match="หลังวันสิ้นสุด"):
        format_date_range(TUESDAY, dt.date(2025, 3, 10))
    with pytest.raises(DateError, match="หลังวันสิ้นสุด"):
        format_month_range(YearMonth(2025, 3), YearMonth(2025, 2))


def test_time_has_a_full_stop() -> None:
    """Times have two digits for the hour, a full stop and น., as official letters print them."""
    assert format_time(dt.time(13, 55)) == "๑๓.๕๕ น."
    assert format_time(dt.time(8, 5), digits="arabic") == "08.05 น."


def test_unknown_style_is_refused() -> None:
    """A style that does not exist is named with those that do."""
    with pytest.raises(ValueError, match="letter, full"):
        format_date(TUESDAY, "long")  # type: ignore[arg-type]  # what a script may pass


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ระหว่าง 1 มีนาคม - 31 มีนาคม 2568", ["31 มีนาคม 2568"]),
        ("๑ มี.ค. - ๓๑ มี.ค. ๖๘", ["๓๑ มี.ค. ๖๘"]),
        ("3 มีนาคม, 10 มีนาคม 2568", ["10 มีนาคม 2568"]),
        ("ม.ค. 68 - มี.ค. 68", ["ม.ค. 68", "มี.ค. 68"]),
        ("1 มีนาคม 31 และ 2 มีนาคม 2568", ["1 มีนาคม 31", "2 มีนาคม 2568"]),
    ],
)
def test_a_day_is_not_the_year_of_the_date_before(text: str, found: list[str]) -> None:
    """Where two dates share their year, the day of the second one is no year of the first."""
    assert found == [each.text for each in find_dates(text)]
