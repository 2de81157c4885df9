"""Dates as English letters have them, written as Thai ones that can be read."""

from __future__ import annotations

import re
from typing import Final

from circulars.service.readings.days import ENGLISH_MONTHS
from thai_numerals import DateError, to_arabic_digits
from thai_numerals.names import MONTHS_WIDE, WEEKDAYS

_MONTH: Final = "(?P<month>" + "|".join(rf"{m}|{m[:3]}\.?|Sept\.?" for m in ENGLISH_MONTHS) + ")"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})"
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY: Final = (
    r"(?:(?P<weekday>Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
)
SHORT_YEAR: Final = "ปีสองหลักหลังเดือนภาษาอังกฤษบอกไม่ได้ว่าเป็น พ.ศ. หรือ ค.ศ. พิมพ์ปีสี่หลัก"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}{_DAY}[ -]?(?:of )?{_MONTH},?[ -]?{_YEAR}",
        rf"{_WEEKDAY}{_MONTH} ?{_DAY},? {_YEAR}",
        rf"{_MONTH},?[ -]?{_YEAR}",
    )
)


def in_thai(text: str) -> str:
    """Return the date `text` with month and weekday in Thai; anything else as it is.

    Raises :exc:`DateError` for a year of two digits: Excel writes Mar-25 for March 2025.

    >>> in_thai("March 11, 2025"), in_thai("Tuesday 11 Mar 2025"), in_thai("Mar-2568")
    ('11 มีนาคม 2025', 'วันอังคารที่ 11 มีนาคม 2025', 'มีนาคม 2568')
    """
    line = " ".join(to_arabic_digits(text).split())
    match = next(filter(None, (pattern.fullmatch(line) for pattern in _DATES)), None)
    if match is None:
        return text
    if len(match["year"]) == len("68"):
        raise DateError(text, SHORT_YEAR)
    parts = match.groupdict()
    short = [name[:3].lower() for name in ENGLISH_MONTHS]
    month = MONTHS_WIDE[short.index(match["month"][:3].lower())]
    named = parts.get("weekday")
    weekday = f"วัน{WEEKDAYS[_DAYS.index(named[:3].lower())]}ที่" if named else None
    return " ".join(filter(None, (weekday, parts.get("day"), month, match["year"])))
