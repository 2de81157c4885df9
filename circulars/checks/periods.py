"""Fiscal years and periods of time that a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.said import dates_in
from thai_numerals import YearMonth
from thai_numerals.patterns import month, month_number, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from thai_numerals import FoundDate

_YEAR: Final = re.compile(
    r"ปีงบ(?:ประมาณ)? *(?:พ\.? ?ศ\.? *)?(?P<year>2[45]\d{2})"
    r"(?P<more> *(?:-|,|และ|ถึง|/) *\d{2,4})?(?!\d)"
)
_NEAR: Final = 40  # characters before a date that may hold the month it is joined to
_JOINT: Final = re.compile(r" *(?:-|ถึง) *(?:เดือน)?$")
# Words of a text that looks at other years than its own.
COMPARED: Final = re.compile(
    "เทียบ|ปีฐาน|ฐานเดิม|ปีก่อน|ปีที่(?:ผ่านมา|แล้ว)|ย้อนหลัง|ปีเดิม|ปีถัดไป|ปีหน้า|ล่วงหน้า|ระยะ *[0-9]+ *ปี"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalYear:
    """A fiscal year (ปีงบประมาณ) as a text names it."""

    year: int
    start: int
    text: str  # as it was typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period as a text names it: ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘."""

    first: YearMonth
    last: YearMonth
    text: str  # as it was typed
    is_reversed: bool  # its last day comes before its first


@remembered
def fiscal_years_in(text: str) -> tuple[FiscalYear, ...]:
    """Return the fiscal years named one by one; of ๒๕๖๖ - ๒๕๖๘ none, nor of what compares years.

    >>> [each.year for each in fiscal_years_in("ประจำปีงบประมาณ พ.ศ.๒๕๖๘")]
    [2568]
    """
    line = plain(text)
    if "ปีงบ" not in line or COMPARED.search(line):
        return ()
    return tuple(
        FiscalYear(
            year=int(match["year"]), start=match.start(), text=text[match.start() : match.end()]
        )
        for match in _YEAR.finditer(line)
        if not match["more"]
    )


@remembered
def periods_in(text: str) -> tuple[Period, ...]:
    """Return the periods from one month or day to another; none of what compares years.

    >>> period, = periods_in("ระหว่างเดือนตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘")
    >>> period.first, period.last
    (YearMonth(year=2024, month=10), YearMonth(year=2025, month=2))
    """
    if COMPARED.search(plain(text)):
        return ()
    return tuple(_periods(text, plain(text)))


def _periods(text: str, line: str) -> Iterator[Period]:
    previous: FoundDate | None = None
    for found in dates_in(text):
        parsed = found.parsed
        if parsed is None or parsed.precision == "year":
            continue
        lead = line[previous.end if previous else 0 : found.start]
        if previous and previous.parsed and _JOINT.fullmatch(lead):
            first = previous.parsed.date
            yield _period(first, parsed.date, text[previous.start : found.end])
        elif match := _month_before().search(line, max(0, found.start - _NEAR), found.start):
            month_ = parsed.month.plus(-((parsed.date.month - month_number(match["month"])) % 12))
            yield _period(month_.first_day, parsed.date, text[match.start() : found.end])
        previous = found


def _period(first: dt.date, last: dt.date, text: str) -> Period:
    return Period(
        first=YearMonth.of(first),
        last=YearMonth.of(last),
        text=text.strip(),
        is_reversed=first > last,
    )


@cache
def _month_before() -> re.Pattern[str]:
    """Return the expression for a month that takes its year from the next one."""
    return re.compile(rf"{month()} *(?:-|ถึง) *(?:เดือน)?$")
