"""Finding the dates inside a text (การหาวันที่ในข้อความ)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from thai_numerals.context import follows_day, is_counted, is_numbered
from thai_numerals.errors import DateError
from thai_numerals.parsed import FoundDate
from thai_numerals.patterns import ERA_MARK, plain, weekday
from thai_numerals.reading import day_month_year, month_year, read_match

if TYPE_CHECKING:
    from collections.abc import Iterator


FIRST_UNMARKED: Final = 1900  # ม.ค. 1500 without ค.ศ. is a number


def find_dates(text: str, *, years: bool = False) -> Iterator[FoundDate]:
    """Yield each date in `text` from the left, with its place; `years` adds พ.ศ. ๒๕๖๘ alone.

    Day, month and year must stand on one line.  A bare number is no date, and a month without
    a year is none.  A date that cannot be (31 February) comes with its error.

    >>> [found.text for found in find_dates("ภายในวันที่ ๑๗ มีนาคม ๒๕๖๘ และ 1/4/2568")]
    ['วันที่ ๑๗ มีนาคม ๒๕๖๘', '1/4/2568']
    """
    line = plain(text)
    end = -1  # of the date before
    for match in _pattern(years=years).finditer(line):
        kind = match.lastgroup or ""
        inner = _patterns()[kind].match(line, match.start())
        if inner is not None and _is_date(kind, inner, end):
            end = inner.end()
            yield _found(text, inner)


def _is_date(kind: str, match: re.Match[str], previous_end: int) -> bool:
    """Return whether what stands around the match lets it be a date."""
    line, start = match.string, match.start()
    in_range = start - 1 == previous_end or (kind == "named" and follows_day(line, start))
    if (
        kind not in {"month", "year"}
        and line[max(0, start - 1) : start] in {"-", "/"}
        and not in_range
    ):
        return False
    if kind in {"figures", "short"}:
        return match["sep"] == "/" or not is_numbered(line, start)
    if kind not in {"named", "month"} or match["era"]:
        return True
    number = len(match["year"]) == 4 and int(match["year"]) < FIRST_UNMARKED and kind == "month"
    return not (number or is_counted(line, match.end()))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return the expression of each kind of date, the first to be tried first."""
    lead, day, number = r"(?<![\d/.])", r"(?P<day>\d{1,2})", r"(?P<number>\d{1,2})"
    year = r"(?P<year>[12]\d{3})"
    iso = rf"(?<![\d.]){year}(?P<sep>-)(?P<number>\d{{2}})-(?P<day>\d{{2}})(?![\d-])"
    tail = r"(?![\d/]|\.\d|-\d(?!\d?/\d{1,2}/\d\d))"  # 1/3/2568-2/3/2568 are two dates
    sources = {
        "named": r"(?<![\d/.,])" + day_month_year(),
        "iso": iso,
        "figures": rf"{lead}{weekday()}?{day}(?P<sep>[-/.]){number}(?P=sep){year}{tail}",
        "short": rf"{lead}{weekday()}?{day}(?P<sep>/){number}/(?P<year>\d{{2}})(?![\d/])",
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
