"""The dates and months of a text, those too that take month or year from one behind them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from circulars.checks.said import months_between
from circulars.rolling.edits import apart
from circulars.rolling.shift import months_later
from circulars.rolling.typed import Piece, named_pieces, pieces, year_like
from thai_numerals import Era, YearMonth, buddhist_year, find_dates
from thai_numerals.names import MONTHS_WIDE
from thai_numerals.patterns import month, month_number, plain, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thai_numerals import FoundDate, ParsedDate

_JOINT: Final = re.compile(r" {0,3}(?:(?P<range>-|จนถึง|ถึง)|และ|หรือ|,) {0,3}(?:วันที่|เดือน)? {0,3}")
_LEAP_YEAR: Final = 2024  # a day and month without a year may be 29 February
_DAY_AS_YEAR: Final = "31"  # as long as a year of two digits
_NEAR: Final = 30  # characters, which hold a day with its month
_LONGEST_LEAD: Final = 60  # characters of a day before the date that it belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date or a month in a text; for a month, `date` is its first day."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    date: dt.date
    precision: Literal["day", "month", "year"]
    parsed: ParsedDate | None = None  # None: without a year of its own
    fault: str = ""  # why it cannot be read
    is_range_end: bool = False  # what stands before it is the beginning
    is_joined: bool = False  # what stands before it belongs to it: ๓, ๑๐ และ ๑๗ มีนาคม

    @property
    def is_christian(self) -> bool:
        """Whether its year is typed in the Christian era."""
        return self.parsed is not None and self.parsed.era is Era.CHRISTIAN

    @property
    def is_readable(self) -> bool:
        """Whether it can be written anew the way it was typed."""
        return not self.fault and bool(self.pieces)

    def later(self, months: int) -> dt.date:
        """Return the date so many months later; of a month, the first day."""
        if self.precision == "day":
            return months_later(self.date, months)
        return YearMonth.of(self.date).plus(months).first_day

    def has(self, kind: str) -> bool:
        """Return whether a piece of it is of that kind."""
        return any(piece.kind == kind for piece in self.pieces)

    @property
    def year(self) -> Piece | None:
        """The piece that is its year."""
        return next((piece for piece in self.pieces if piece.kind == "year"), None)

    def year_like(self, text: str, date: dt.date) -> str:
        """Return the year of `date` as this one's year is typed in `text`; empty without one."""
        if self.year is None:
            return ""
        return year_like(
            self.year.of(text), date.year if self.is_christian else buddhist_year(date)
        )


def said_groups(text: str, origin: YearMonth) -> Iterator[tuple[Said, ...]]:
    """Yield the dates of `text` from the left, together those that a range or a list joins.

    One without a year is of the next one's year, or else of the one nearest to `origin`.
    """
    group: list[Said] = []
    for said in _joined(text, _in_text(text, origin)):
        if group and not said.is_joined:
            yield _with_years(group)
            group = []
        group.append(said)
    if group:
        yield _with_years(group)


def _in_text(text: str, origin: YearMonth) -> list[Said]:
    """Return dates with a year and those without; none of them stands on another."""
    line = plain(text)
    matches = (match for pattern in _yearless() for match in pattern.finditer(line))
    yearless = (_without_year(match, origin) for match in matches)
    dated = (_whole(text, found) for found in _with_a_year(text))
    return apart([*dated, *filter(None, yearless)])


def _with_a_year(text: str) -> Iterator[FoundDate]:
    """Yield the dates of `text`; in ๑ มีนาคม - ๓๑ มีนาคม ๒๕๖๘ the second number is no year."""
    start = 0
    while True:
        for found in find_dates(text[start:]):
            end = start + found.end
            if _ends_with_day(text, end):
                start = end - len(_DAY_AS_YEAR)
                break
            yield replace(found, start=start + found.start, end=end)
        else:
            return


def _ends_with_day(text: str, end: int) -> bool:
    """Return whether the two digits before `end` are the day of a month named behind them."""
    line = plain(text[max(0, end - _NEAR) : end + _NEAR])
    return _taken_day().match(line, min(end, _NEAR) - len(_DAY_AS_YEAR)) is not None


@cache
def _taken_day() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(?:0[1-9]|[12]\d|3[01]) {{0,3}}(?:เดือน {{0,3}})?{month()}")


def _whole(text: str, found: FoundDate) -> Said:
    return Said(
        start=found.start,
        end=found.end,
        pieces=pieces(text, found.start, found.end),
        date=found.parsed.date if found.parsed else dt.date.min,
        precision=found.parsed.precision if found.parsed else "day",
        parsed=found.parsed,
        fault=found.error.reason if found.error else "",
    )


@cache
def _yearless() -> tuple[re.Pattern[str], ...]:
    """Return the expressions for a month without a year: in full, or behind a day or เดือน."""
    day = rf"(?:{weekday()}|วันที่ {{0,9}})?(?<![\d./])(?P<day>\d{{1,2}}) {{0,9}}"
    return (
        re.compile(rf"(?:{day})?(?P<month>{'|'.join(MONTHS_WIDE)})"),
        re.compile(rf"(?:เดือน {{0,3}}|{day}){month(stops=True)}"),
    )


def _without_year(match: re.Match[str], origin: YearMonth) -> Said | None:
    """Return the date or month that `match` says, in the year nearest to `origin`."""
    number, day = month_number(match["month"]), int(match["day"] or 1)
    if not 1 <= day <= YearMonth(_LEAP_YEAR, number).last_day.day:
        return None
    years = (YearMonth(origin.year + n, number) for n in (0, 1, -1))
    near = min(years, key=lambda each: abs(months_between(origin, each)))
    return Said(
        start=match.start(),
        end=match.end(),
        pieces=named_pieces(match),
        date=near.last_day.replace(day=min(day, near.last_day.day)),
        precision="day" if match["day"] else "month",
    )


def _joined(text: str, found: Sequence[Said]) -> Iterator[Said]:
    """Yield what was `found` with the lone days before each date, joined as the text does."""
    line = plain(text)
    end: int | None = None  # of the one before
    for said in found:
        for each in (*_lone_days(line, said, end or 0), said):
            joint = None if end is None else _JOINT.fullmatch(line, end, each.start)
            is_range = joint is not None and joint["range"] is not None
            yield replace(each, is_joined=joint is not None, is_range_end=is_range)
            end = each.end


@cache
def _lone_day() -> re.Pattern[str]:
    lead = rf"(?:{weekday()}|วันที่ {{0,9}}|(?<![\d./]))"
    return re.compile(rf"{lead}(?P<day>\d{{1,2}})(?={_JOINT.pattern.replace('?P<range>', '?:')}$)")


def _lone_days(line: str, said: Said, floor: int) -> list[Said]:
    """Return the days before the date `said`, which gives them month and year: ๑๕ - ๑๗ มีนาคม."""
    days: list[Said] = []
    start = said.start
    while said.precision == "day" and not said.fault:
        match = _lone_day().search(line, max(floor, start - _LONGEST_LEAD), start)
        month_ = YearMonth.of(said.date)
        if match is None or not 1 <= int(match["day"]) <= month_.last_day.day:
            break
        days.insert(
            0,
            Said(
                start=match.start(),
                end=match.end(),
                pieces=named_pieces(match),
                date=month_.day(int(match["day"])),
                precision="day",
            ),
        )
        start = match.start()
    return days


def _with_years(group: list[Said]) -> tuple[Said, ...]:
    """Return the dates of a range or list, each without a year in that of the next one."""
    dated = group[-1:]
    for said in reversed(group[:-1]):
        following = dated[0].date
        if said.parsed is None and said.has("month") and not dated[0].fault:
            years = (following.year, following.year - 1)
            dates = [day for year in years if (day := _in_year(said.date, year)) <= following]
            said = replace(said, date=dates[0])
        dated.insert(0, said)
    return tuple(dated)


def _in_year(date: dt.date, year: int) -> dt.date:
    month_ = YearMonth(year, date.month)
    return month_.day(min(date.day, month_.last_day.day))
