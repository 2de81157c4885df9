"""What reading a date gives: the date and all that is known of how it was written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from thai_numerals.eras import Era
from thai_numerals.months import YearMonth
from thai_numerals.years import FIRST_JANUARY_YEAR, buddhist_year, christian_year

if TYPE_CHECKING:
    from thai_numerals.errors import DateError

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDate:
    """A date as read; for a month or a year, `date` is its first day."""

    date: dt.date
    precision: Precision
    era: Era  # the era the year was written in, or taken to be in
    era_stated: bool  # พ.ศ. or ค.ศ. was written
    two_digits: bool = False  # the year was written with two digits and taken as 25..
    weekday: int | None = None  # as written: 0 Monday to 6 Sunday
    time: dt.time | None = None  # as written
    maybe_day: bool = False  # the two digits after the month may be a day, not a year
    alternatives: tuple[dt.date, ...] = ()  # other dates the same text can stand for
    notes: tuple[str, ...] = ()  # Thai sentences: what was assumed, what does not fit

    @property
    def ambiguous(self) -> bool:
        """Whether the text can stand for another date, so that this one is a guess."""
        return self.maybe_day or bool(self.alternatives)

    @property
    def weekday_matches(self) -> bool | None:
        """Whether the weekday written is that of the date; None when none was written."""
        return None if self.weekday is None else self.weekday == self.date.weekday()

    @property
    def buddhist_year(self) -> int:
        """The Buddhist year (พ.ศ.) of the date."""
        return buddhist_year(self.date)

    @property
    def month(self) -> YearMonth:
        """The month of the date."""
        return YearMonth.of(self.date)

    @property
    def last_day(self) -> dt.date:
        """The last day meant: the date itself, or the end of the month or year."""
        if self.precision == "day":
            return self.date
        return self.month.last_day if self.precision == "month" else self._end_of_year()

    def _end_of_year(self) -> dt.date:
        year = self.buddhist_year
        if self.era is Era.BUDDHIST and year < FIRST_JANUARY_YEAR - 1:
            return dt.date(christian_year(year, 3), 3, 31)  # the year ended with March
        return dt.date(self.date.year, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date found inside a text: its place, and what it reads as or why it cannot be one."""

    start: int
    end: int
    text: str
    parsed: ParsedDate | None
    error: DateError | None = None  # the reason, such as 31 February
