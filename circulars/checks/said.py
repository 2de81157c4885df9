"""What a document says of dates: each date with its place, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import last_remembered, remembered
from thai_numerals import (
    FoundDate,
    YearMonth,
    find_dates,
    format_date,
    holiday_name,
    is_working_day,
    next_working_day,
    weekday_name,
)
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    import datetime as dt

    from circulars.model.written_letter import WrittenLetter
    from thai_numerals import LocalDays

_YEARS: Final = range(1782, 2301)  # of the Christian era, from the founding of Bangkok
_NEAR: Final = 100  # characters that can say what a date behind them is
# No date without a digit, and none without a month's name or a stroke.
_DIGIT: Final = re.compile(r"\d")
_MONTH_OR_STROKE: Final = re.compile("[ก-ฮ/-]")
_FIGURE: Final = re.compile(r"-?[\d.,]*%?")  # most cells of most tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A date that the document says."""

    place: str
    typed: str  # the whole paragraph or cell
    text: str  # the same, sign for sign, with plain digits and blanks
    found: FoundDate

    @property
    def before(self) -> str:
        """The words before the date, plain."""
        return self.text[: self.found.start]

    @property
    def lead(self) -> str:
        """The last words before the date, plain."""
        return self.text[max(0, self.found.start - _NEAR) : self.found.start]

    @property
    def after(self) -> str:
        """The words behind the date, plain."""
        return self.text[self.found.end :]

    @property
    def day(self) -> dt.date | None:
        """The day, where a day is said."""
        parsed = self.found.parsed
        return parsed.date if parsed and parsed.precision == "day" else None


@last_remembered
def said_texts(letter: WrittenLetter) -> tuple[tuple[str, str], ...]:
    """Return place and text of every paragraph and cell that says more than a figure."""
    paragraphs = ((each.place, each.text) for each in letter.document.paragraphs)
    rows = (row for table in letter.document.tables for row in table.rows)
    cells = ((cell.place, cell.text) for row in rows for cell in row)
    return tuple(each for each in (*paragraphs, *cells) if not _FIGURE.fullmatch(each[1]))


@last_remembered
def said_dates(letter: WrittenLetter) -> tuple[Said, ...]:
    """Return every date of the paragraphs and cells."""
    return tuple(said for place, text in said_texts(letter) for said in said_in(place, text))


@remembered
def said_in(place: str, text: str) -> tuple[Said, ...]:
    """Return the dates of one paragraph."""
    found = dates_in(text)
    line = plain(text) if found else ""
    return tuple(Said(place=place, typed=text, text=line, found=each) for each in found)


@remembered
def dates_in(text: str) -> tuple[FoundDate, ...]:
    """Return the dates in `text` that an office may mean, those that cannot be with their error."""
    if not (_DIGIT.search(text) and _MONTH_OR_STROKE.search(text)):
        return ()
    found = find_dates(text)
    return tuple(each for each in found if not each.parsed or each.parsed.date.year in _YEARS)


def letter_day(letter: WrittenLetter) -> dt.date | None:
    """Return the day on which the letter is dated; None where it is left to the pen."""
    if letter.date is None:
        return None
    return next((day for said in _own(letter) if (day := said.day)), None)


def letter_month(letter: WrittenLetter) -> YearMonth | None:
    """Return the month of the letter, also of one whose day is left to the pen."""
    parsed = (said.found.parsed for said in _own(letter))
    return next((each.month for each in parsed if each and each.precision != "year"), None)


def first_possible_day(letter: WrittenLetter) -> dt.date | None:
    """Return the letter's day, or the first one that it may be dated on."""
    month = letter_month(letter)
    return letter_day(letter) or (month.first_day if month else None)


def _own(letter: WrittenLetter) -> tuple[Said, ...]:
    return said_in(letter.date.place, letter.date.text) if letter.date else ()


def years_later(day: dt.date, years: int) -> dt.date | None:
    """Return the same day `years` later; None for 29 February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


def months_between(first: YearMonth, last: YearMonth) -> int:
    """Return how many months `last` comes after `first`."""
    return (last.year - first.year) * 12 + last.month - first.month


def named(day: dt.date) -> str:
    """Return the day for a message: วันอังคารที่ 11 มีนาคม 2568."""
    return format_date(day, "full", digits="arabic")


def why_closed(day: dt.date, local: LocalDays) -> str:
    """Return why offices are closed on `day`, which is no working day."""
    name = holiday_name(day, local=local)
    if name is None:
        return "วันหยุดสุดสัปดาห์"
    return name if name.startswith("วันหยุดราชการ") else f"วันหยุดราชการ ({name})"


def falls_on(said: Said, day: dt.date, local: LocalDays) -> str:
    """Return for a message which closed day the date is; its weekday too, unless it is said."""
    parsed = said.found.parsed
    weekday = "" if parsed and parsed.weekday is not None else f" ({weekday_name(day)})"
    return f"{weekday} ตรงกับ{why_closed(day, local)}".strip()


def move_on(day: dt.date, local: LocalDays) -> str:
    """Return the way out of a deadline on a closed day: the next day on which offices work."""
    return f"เลื่อนเป็นวันทำการถัดไป คือ {named(next_working_day(day, local=local))}"


@lru_cache(maxsize=4096)
def _is_open(day: dt.date) -> bool:
    return is_working_day(day)


def is_open(day: dt.date, local: LocalDays) -> bool:
    """Return whether offices work on `day`; quick for an office without days of its own."""
    if local.closed or local.opened or local.struck_out:
        return is_working_day(day, local=local)
    return _is_open(day)
