"""Heads of month columns (หัวคอลัมน์เดือน) as offices write them in workbooks."""

from __future__ import annotations

import re
from functools import cache

from thai_numerals.eras import Era, read_year
from thai_numerals.errors import DateError
from thai_numerals.months import YearMonth
from thai_numerals.patterns import ERA, YEAR, month, month_number, one_line
from thai_numerals.years import christian_year


def parse_month_head(text: str) -> YearMonth | None:
    """Return the month a column head names, or None when `text` is no month head.

    >>> parse_month_head("ต.ค.-67"), parse_month_head("มีค.๖๘")
    (YearMonth(year=2024, month=10), YearMonth(year=2025, month=3))
    >>> parse_month_head("ฐานเดิมปี 66 (มกราคม - มีนาคม 66)")
    """
    match = _head().fullmatch(one_line(text))
    if match is None:
        return None
    number = month_number(match["month"])
    try:
        year = read_year(match["year"], match["era"])
        ce = christian_year(year.number, number) if year.era is Era.BUDDHIST else year.number
    except DateError:
        return None
    return YearMonth(ce, number)


@cache
def _head() -> re.Pattern[str]:
    lead = "(?:(?:ประจำ)?เดือน *)?"
    return re.compile(rf"{lead}{month()}[ \-/.,'’]*(?:ปี *)?{ERA}{YEAR}")
