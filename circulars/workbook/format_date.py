"""Dates, times and lengths of time laid out by a section of a format code."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import Kind, Section, Token
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS
from thai_numerals.years import BUDDHIST_ERA_OFFSET

if TYPE_CHECKING:
    from collections.abc import Sequence

Moment = dt.date | dt.datetime | dt.time

# Short weekday names, Monday first.  Source: CLDR 47, th.xml, days/format/abbreviated.
_WEEKDAYS_SHORT: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
_ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_SECONDS: Final = {"h": 3600, "m": 60, "s": 1}
_DAY_SECONDS: Final = 86_400
# Excel's day zero; a time alone is shown as of this day.
_DAY_ZERO: Final = dt.date(1899, 12, 31)


def date_text(section: Section, moment: Moment) -> str:
    """Return `moment` as `section` lays it out, with Thai names unless it asks for English.

    Years are of the Buddhist Era where the section's locale has that calendar, or for ``b``.
    """
    when = _datetime(moment)
    half_days = section.has(Kind.HALF_DAY)
    pieces = []
    for index, token in enumerate(section.tokens):
        if token.kind is Kind.DATE:
            minute = _is_minute(section.tokens, index)
            pieces.append(_part(section, token.text.lower(), when, minute, half_days))
        elif token.kind is Kind.HALF_DAY:
            pieces.append(_half_day(token.text, when))
        elif token.kind is Kind.DIGIT:  # decimals of a second
            pieces.append("0")
        elif token.kind is Kind.ELAPSED:
            pieces.append(_elapsed_part(token, _seconds_of_day(when)))
        else:
            pieces.append("" if token.kind is Kind.TEXT else token.text)
    return "".join(pieces)


def elapsed_text(section: Section, days: Decimal) -> str:
    """Return a length of time, in days, as `section` lays it out: ``[h]:mm``."""
    seconds = int((abs(days) * _DAY_SECONDS).to_integral_value(ROUND_HALF_UP))
    pieces = ["-" if days < 0 and seconds else ""]
    for index, token in enumerate(section.tokens):
        if token.kind is Kind.ELAPSED:
            pieces.append(_elapsed_part(token, seconds))
        elif token.kind is Kind.DATE:
            unit = token.text[0].lower()
            pieces.append(_clock_part(unit, len(token.text), seconds))
        elif token.kind is Kind.DIGIT:
            pieces.append("0")
        else:
            pieces.append("" if token.kind is Kind.TEXT else section.tokens[index].text)
    return "".join(pieces)


def _datetime(moment: Moment) -> dt.datetime:
    match moment:
        case dt.datetime():
            return moment
        case dt.date():
            return dt.datetime.combine(moment, dt.time())
        case _:
            return dt.datetime.combine(_DAY_ZERO, moment)


def _part(section: Section, token: str, when: dt.datetime, minute: bool, half_days: bool) -> str:
    match token[0]:
        case "d":
            return _day(section, len(token), when)
        case "m" if minute:
            return _padded(when.minute, len(token))
        case "m":
            return _month(section, len(token), when)
        case "h":
            return _padded((when.hour - 1) % 12 + 1 if half_days else when.hour, len(token))
        case "s":
            return _padded(when.second, len(token))
        case "g":  # the era's name, which only Japanese and Chinese formats show
            return ""
        case letter:
            return _year(when.year, letter, len(token), buddhist=section.buddhist)


def _is_minute(tokens: Sequence[Token], index: int) -> bool:
    """Return whether an ``m`` is minutes: after hours, or before seconds."""
    if tokens[index].text[0] not in "mM":
        return False
    clock = (Kind.DATE, Kind.ELAPSED)
    before = [token.text[0].lower() for token in tokens[:index] if token.kind in clock]
    after = [token.text[0].lower() for token in tokens[index + 1 :] if token.kind in clock]
    return before[-1:] == ["h"] or after[:1] == ["s"]


def _day(section: Section, length: int, when: dt.datetime) -> str:
    if length <= 2:
        return _padded(when.day, length)
    if section.english:
        name = _ENGLISH_DAYS[when.weekday()]
        return name[:3] if length == 3 else name
    return _WEEKDAYS_SHORT[when.weekday()] if length == 3 else WEEKDAYS[when.weekday()]


def _month(section: Section, length: int, when: dt.datetime) -> str:
    if length <= 2:
        return _padded(when.month, length)
    wide = _ENGLISH_MONTHS if section.english else MONTHS_WIDE
    if length == 3:
        return wide[when.month - 1][:3] if section.english else MONTHS_SHORT[when.month - 1]
    name = wide[when.month - 1]
    return name[0] if length == 5 else name  # mmmmm is the first letter


def _year(year: int, letter: str, length: int, *, buddhist: bool) -> str:
    if buddhist or letter == "b":
        year += BUDDHIST_ERA_OFFSET
    short = letter != "e" and length <= 2
    return f"{year % 100:02}" if short else f"{year:04}"


def _half_day(token: str, when: dt.datetime) -> str:
    before, after = token.split("/")
    return before if when.hour < 12 else after


def _seconds_of_day(when: dt.datetime) -> int:
    return when.hour * 3600 + when.minute * 60 + when.second


def _elapsed_part(token: Token, seconds: int) -> str:
    unit = token.text[0].lower()
    return _padded(seconds // _SECONDS[unit], len(token.text))


def _clock_part(unit: str, length: int, seconds: int) -> str:
    """Return hours of the day, minutes of the hour or seconds of the minute."""
    if unit not in _SECONDS:
        return ""
    limit = 24 if unit == "h" else 60
    return _padded(seconds // _SECONDS[unit] % limit, length)


def _padded(number: int, length: int) -> str:
    return f"{number:0{min(length, 2)}}"
