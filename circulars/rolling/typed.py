"""Writing a new date the way the old one was typed: its digits, names, blanks and signs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from thai_numerals import buddhist_year, format_date, to_thai_digits
from thai_numerals.digits import THAI_DIGITS
from thai_numerals.eras import FIRST_BUDDHIST
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS
from thai_numerals.patterns import month_number, plain, weekday, weekday_number
from thai_numerals.reading import day_month_year, month_year

_KINDS: Final = frozenset({"weekday", "day", "month", "number", "year"})
_CENTURY: Final = 100
_ISO: Final = re.compile(r"[12]\d{3}-\d\d-\d\d", re.ASCII)
_SHORT_YEAR: Final = 2  # digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a date as typed: where it stands, and what it is."""

    start: int
    end: int
    kind: str  # weekday, day, month (a name), number (of a month), year

    def of(self, text: str) -> str:
        """Return the piece of `text`."""
        return text[self.start : self.end]


def pieces(text: str, start: int, end: int) -> tuple[Piece, ...]:
    """Return the parts of the date that stands from `start` to `end`; none in another notation.

    >>> [piece.of("๕ มี.ค. ๖๘") for piece in pieces("๕ มี.ค. ๖๘", 0, 10)]
    ['๕', 'มี.ค.', '๖๘']
    """
    line = plain(text[start:end])
    match = next(filter(None, (pattern.fullmatch(line) for pattern in _notations())), None)
    return named_pieces(match, offset=start) if match else ()


def named_pieces(match: re.Match[str], offset: int = 0) -> tuple[Piece, ...]:
    """Return the parts of a date by the names of the groups in `match`, from the left.

    What was matched begins `offset` characters into the text.
    """
    found = [
        Piece(start=offset + match.start(name), end=offset + match.end(name), kind=name)
        for name, typed in match.groupdict().items()
        if name in _KINDS and typed
    ]
    return tuple(sorted(found, key=lambda piece: piece.start))


@cache
def _notations() -> tuple[re.Pattern[str], ...]:
    day, number = r"(?P<day>\d{1,2})", r"(?P<number>\d{1,2})"
    year = r"(?P<year>\d{4}|\d{2})"
    sources = (
        day_month_year(),
        month_year(),
        rf"{weekday()}?{day}(?P<sep>[-/.]){number}(?P=sep){year}",
        r"(?P<year>\d{4})-(?P<number>\d{2})(?:-(?P<day>\d{2}))?",
    )
    return tuple(map(re.compile, sources))


def retyped(
    text: str, start: int, end: int, parts: tuple[Piece, ...], date: dt.date, *, christian: bool
) -> str:
    """Return `text` from `start` to `end` with its `parts` telling `date`, all else as typed.

    Years are written in the Christian era where `christian` says so.

    >>> import datetime as dt
    >>> text = "วันศุกร์ที่ ๑๔ มี.ค. ๒๕๖๘"
    >>> retyped(text, 0, 25, pieces(text, 0, 25), dt.date(2026, 4, 16), christian=False)
    'วันพฤหัสบดีที่ ๑๖ เม.ย. ๒๕๖๙'
    """
    written: list[str] = []
    is_iso = bool(parts) and parts[0].kind == "year"  # whose numbers all have two digits
    for piece in parts:
        new = _like(piece.of(text), piece.kind, date, christian)
        written += (text[start : piece.start], _padded(new) if is_iso else new)
        start = piece.end
    return "".join([*written, text[start:end]])


def _like(old: str, kind: str, date: dt.date, christian: bool) -> str:
    match kind:
        case "weekday":
            return old if weekday_number(plain(old)) == date.weekday() else WEEKDAYS[date.weekday()]
        case "month":
            return month_like(old, date.month)
        case "day":
            return number_like(old, date.day)
        case "number":
            return number_like(old, date.month)
        case _:
            return year_like(old, date.year if christian else buddhist_year(date))


def year_like(old: str, year: int) -> str:
    """Return `year` in the digits of `old`, and with two of them where that had two."""
    return number_like(old, year % _CENTURY if len(old) == _SHORT_YEAR else year)


def number_like(old: str, number: int) -> str:
    """Return `number` in the digits of `old`, with a zero before it where that had one.

    >>> number_like("๐๙", 10), number_like("03", 4), number_like("9", 10)
    ('๑๐', '04', '10')
    """
    if int(old) == number:
        return old
    width = len(old) if old[0] in "0๐" else 1
    text = f"{number:0{width}}"
    return to_thai_digits(text) if any(digit in THAI_DIGITS for digit in old) else text


def _padded(number: str) -> str:
    """Return `number` with a zero before it where it is a single digit.

    >>> _padded("4"), _padded("๔"), _padded("12")
    ('04', '๐๔', '12')
    """
    zero = "๐" if number[0] in THAI_DIGITS else "0"
    return number.rjust(2, zero)


def month_like(old: str, number: int) -> str:
    """Return the name of month `number`, short and with stops as in `old`, or else in full.

    >>> month_like("มีค.", 4), month_like("มี. ค.", 10), month_like("มีนาคม", 4)
    ('เมย.', 'ต. ค.', 'เมษายน')
    """
    before = month_number(plain(old))
    if before == number:
        return old
    first, second, _ = MONTHS_SHORT[before - 1].split(".")
    if short := re.fullmatch(rf"{first}(\W*){second}(\W*)", old):
        first, second, _ = MONTHS_SHORT[number - 1].split(".")
        return f"{first}{short[1]}{second}{short[2]}"
    return MONTHS_WIDE[number - 1]


def iso_day(text: str) -> dt.date | None:
    """Return the day that `text` is as date cells are read (2025-04-17); None for another text.

    >>> iso_day("2025-04-17"), iso_day("2568-04-17")
    (datetime.date(2025, 4, 17), None)
    """
    if not _ISO.fullmatch(text):
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year < FIRST_BUDDHIST else None


def shown(text: str) -> str:
    """Return `text` in one line for people: a day as cells hold it as an office says it.

    >>> shown("2025-04-17")
    'วันพฤหัสบดีที่ 17 เมษายน 2568'
    """
    day = iso_day(text)
    return format_date(day, "full", digits="arabic") if day else " ⏎ ".join(text.splitlines())
