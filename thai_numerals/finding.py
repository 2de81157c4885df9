"""Finding the dates inside a text (การหาวันที่ในข้อความ)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from thai_numerals.errors import DateError
from thai_numerals.parsed import FoundDate
from thai_numerals.patterns import ERA_MARK, plain
from thai_numerals.reading import day_month_year, month_year, read_match

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_dates(text: str, *, years: bool = False) -> Iterator[FoundDate]:
    """Yield each date in `text` from the left, with its place; `years` adds พ.ศ. ๒๕๖๘ alone.

    Day, month and year must stand on one line.  A bare number is no date, and a month without
    a year is none.  A date that cannot be (31 February) comes with its error.

    >>> [found.text for found in find_dates("ภายในวันที่ ๑๗ มีนาคม ๒๕๖๘ และ 1/4/2568")]
    ['วันที่ ๑๗ มีนาคม ๒๕๖๘', '1/4/2568']
    """
    line = plain(text)
    for match in _pattern(years=years).finditer(line):
        inner = _patterns()[match.lastgroup or ""].match(line, match.start())
        if inner is not None:
            yield _found(text, inner)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the expression of each kind of date, the first to be tried first."""
    lead, day, number = r"(?<![\d/.-])", r"(?P<day>\d{1,2})", r"(?P<number>\d{1,2})"
    year = r"(?P<year>[12]\d{3})"
    iso = rf"{lead}{year}(?P<sep>-)(?P<number>\d{{2}})-(?P<day>\d{{2}})(?![\d-])"
    sources = {
        "named": r"(?<![\d/.,-])" + day_month_year(),
        "iso": iso,
        "figures": rf"{lead}{day}(?P<sep>[-/.]){number}(?P=sep){year}(?![\d/]|[.-]\d)",
        "short": rf"{lead}{day}(?P<sep>/){number}/(?P<year>\d{{2}})(?![\d/])",
        "month": r"(?<![.\d])" + month_year(stops=True) + "(?!/)",
        "year": rf"{ERA_MARK}{year}(?!\d)",
    }
    return {kind: re.compile(source) for kind, source in sources.items()}


@cache
def _pattern(*, years: bool) -> re.Pattern[str]:
    """Return one expression over all kinds; the name of the group that matched is the kind."""
    kinds = [kind for kind in _patterns() if years or kind != "year"]
    return re.compile("|".join(f"(?P<{kind}>{_nameless(_patterns()[kind])})" for kind in kinds))


def _nameless(pattern: re.Pattern[str]) -> str:
    """Return `pattern` without names: an expression may hold each name only once."""
    return re.sub(r"\(\?P<\w+>", "(?:", re.sub(r"\(\?P=sep\)", "[-/.]", pattern.pattern))


def _found(text: str, match: re.Match[str]) -> FoundDate:
    start, end = match.span()
    try:
        parsed, error = read_match(match), None
    except DateError as failure:
        parsed, error = None, DateError(text[start:end], failure.reason)
    return FoundDate(start=start, end=end, text=text[start:end], parsed=parsed, error=error)
