"""What is printed reads back as what it was, and what is converted converts back."""

from __future__ import annotations

import contextlib
import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thai_numerals import (
    ThaiNumeralsError,
    YearMonth,
    buddhist_year,
    christian_year,
    find_dates,
    format_date,
    format_date_range,
    format_month,
    format_month_range,
    format_number,
    format_time,
    parse_baht,
    parse_date,
    parse_month_head,
    parse_number,
    parse_range,
    parse_time,
    parse_words,
    spell_baht,
    spell_number,
    to_arabic_digits,
    to_thai_digits,
)

if TYPE_CHECKING:
    from thai_numerals.dates import DateStyle, MonthStyle

FIRST = dt.date(1782, 4, 1)  # 1 April 2325
LAST = dt.date(2157, 12, 31)  # 31 December 2700
FORMS: tuple[tuple[DateStyle, bool], ...] = (
    ("letter", False), ("letter", True), ("full", False), ("full", True),
    ("medium", False), ("medium", True), ("numeric", False), ("iso", False),
)  # fmt: skip

DAYS = st.dates(FIRST, LAST)
MONTHS = DAYS.map(YearMonth.of)
AMOUNTS = st.decimals(-(10**18), 10**18, places=2)


@pytest.mark.parametrize(("style", "era"), FORMS)
def test_every_day_reads_back(style: DateStyle, era: bool) -> None:
    """Every day of BE 2325 to 2700 reads back in every form that keeps full information."""
    days = (FIRST + dt.timedelta(n) for n in range((LAST - FIRST).days + 1))
    wrong = [day for day in days if parse_date(format_date(day, style, era=era)).date != day]
    assert [] == wrong


@settings(deadline=None)
@given(day=DAYS, form=st.sampled_from(FORMS))
def test_days_read_back_in_arabic_digits(day: dt.date, form: tuple[DateStyle, bool]) -> None:
    """A day in Arabic digits reads back too, with its weekday right and nothing ambiguous."""
    parsed = parse_date(format_date(day, form[0], era=form[1], digits="arabic"))
    assert day == parsed.date
    assert parsed.weekday_matches in {True, None}
    assert not parsed.ambiguous


@settings(deadline=None)
@given(day=st.dates(dt.date(1957, 1, 1), dt.date(2056, 12, 31)))
def test_two_digits_read_back_within_their_century(day: dt.date) -> None:
    """Two digits read back for the years 2500 to 2599."""
    assert day == parse_date(format_date(day, "short")).date


@settings(deadline=None)
@given(day=DAYS, before=st.text("กขค ()", max_size=5), after=st.text("กขค ()", max_size=5))
def test_a_printed_date_is_found_in_a_text(day: dt.date, before: str, after: str) -> None:
    """A date in a sentence is found where it stands."""
    date = format_date(day, "full")
    text = f"{before} {date} {after}"
    (found,) = find_dates(text)
    assert found.parsed is not None
    assert (day, date) == (found.parsed.date, text[found.start : found.end])


@settings(deadline=None)
@given(month=MONTHS, style=st.sampled_from(("wide", "medium")))
def test_months_read_back(month: YearMonth, style: MonthStyle) -> None:
    """A printed month reads back, also as the head of a column."""
    text = format_month(month, style)
    assert month == parse_date(text).month == parse_month_head(text)


@settings(deadline=None)
@given(first=DAYS, second=DAYS)
def test_ranges_read_back(first: dt.date, second: dt.date) -> None:
    """A printed range of days or months reads back, whatever its ends share."""
    first, last = sorted((first, second))
    if first == last:
        return
    ends = parse_range(format_date_range(first, last))
    assert (first, last) == (ends[0].date, ends[1].date)
    if YearMonth.of(first) < YearMonth.of(last):
        months = parse_range(format_month_range(YearMonth.of(first), YearMonth.of(last)))
        assert (YearMonth.of(first), YearMonth.of(last)) == (months[0].month, months[1].month)


@settings(deadline=None)
@given(time=st.times())
def test_times_read_back(time: dt.time) -> None:
    """A printed time reads back to the minute."""
    assert time.replace(second=0, microsecond=0) == parse_time(format_time(time))


@settings(deadline=None)
@given(day=DAYS)
def test_years_read_back(day: dt.date) -> None:
    """The CE year of the BE year and month of a day is the day's own."""
    assert day.year == christian_year(buddhist_year(day), day.month)


@settings(deadline=None)
@given(text=st.text())
def test_digits_there_and_back(text: str) -> None:
    """Digits turned Thai and back are as they were, whatever else the text holds."""
    plain = to_arabic_digits(text)
    assert plain == to_arabic_digits(to_thai_digits(text))
    assert plain == to_arabic_digits(to_thai_digits(text, everything=True))


@settings(deadline=None)
@given(text=st.text("0123456789๐๑๙abก .-/@:", max_size=40))
def test_conversion_keeps_length_and_settles(text: str) -> None:
    """Converting changes digits only, sign for sign, and a second time changes nothing."""
    converted = to_thai_digits(text)
    assert len(text) == len(converted)
    assert converted == to_thai_digits(converted)
    pairs = ((old, new) for old, new in zip(text, converted, strict=True) if old != new)
    assert all(to_arabic_digits(new) == old for old, new in pairs)


@settings(deadline=None)
@given(amount=AMOUNTS)
def test_baht_reads_back(amount: Decimal) -> None:
    """Any amount up to ten to the eighteenth, in words, reads back as the same amount."""
    assert amount == parse_baht(spell_baht(amount))


@settings(deadline=None)
@given(amount=st.decimals(-(10**18), 10**18, allow_nan=False, allow_infinity=False, places=5))
def test_baht_rounds_half_up(amount: Decimal) -> None:
    """What does not fit satang is rounded half up, away from zero."""
    assert amount.quantize(Decimal("0.01"), ROUND_HALF_UP) == parse_baht(spell_baht(amount))


@settings(deadline=None)
@given(number=st.integers(-(10**40), 10**40))
def test_words_read_back(number: int) -> None:
    """Any whole number in words reads back, in both readings of a final one."""
    assert number == parse_words(spell_number(number))
    assert number == parse_words(spell_number(number, final_one="after_tens"))


@settings(deadline=None)
@given(number=AMOUNTS)
def test_figures_read_back(number: Decimal) -> None:
    """A number printed with groups and decimals reads back, in either kind of digits."""
    assert number == parse_number(format_number(number))
    assert number == parse_number(format_number(number, digits="arabic", grouped=False))


@settings(deadline=None)
@given(text=st.text("0123456789/-. มคกพ๑๒", max_size=14))
def test_reading_never_breaks(text: str) -> None:
    """Any text is read or refused with a reason; nothing else happens."""
    for read in (parse_date, parse_range, parse_number, parse_words, parse_baht, parse_time):
        with contextlib.suppress(ThaiNumeralsError):
            read(text)
    list(find_dates(text, years=True))
