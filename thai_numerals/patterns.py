"""Regular expressions for the parts of a date as people type it (ส่วนของวันที่ที่พิมพ์)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from thai_numerals.digits import ARABIC_DIGITS, THAI_DIGITS
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE, WEEKDAYS

# Spellings met in place of the right ones.  Source for กรกฏาคม: the Royal Society's list of
# words often misspelt; the others are slips of the next key or a letter that sounds the same.
# เมษายน is met with สระเอ typed twice, which looks like สระแอ.
_MISSPELT: Final = {
    "กรกฏาคม": 7, "กุมภาพันธุ์": 2, "กุมภาพันธ": 2, "พฤษจิกายน": 11, "พฤศภาคม": 5,
    "เเมษายน": 4, "แมษายน": 4,
}  # fmt: skip

# Short weekday names, Monday first.  Source: CLDR 47, th.xml, days/format/abbreviated.
_WEEKDAYS_SHORT: Final = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")

# Signs without width that copied text carries inside words: soft hyphen, joiners, directions.
_UNSEEN: Final[dict[int, str | None]] = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
)

# One sign for each sign, so that places in the text stay the same: no-break and zero-width
# blanks (Word and web pages leave them between Thai words), and dashes as a plain hyphen.
_PLAIN: Final = str.maketrans(
    dict(zip(THAI_DIGITS, ARABIC_DIGITS, strict=True))
    | dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u200a\u200b\u202f\u2060\ufeff", " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
_ONE_LINE: Final = _PLAIN | _UNSEEN

# Blanks are counted, so that a line of nothing else takes no longer than any other.
GAP: Final = " {0,9}"
DAY: Final = r"(?P<day>\d{1,2})"
ERA_MARK: Final = r"(?:(?P<era>พ ?\. ?ศ ?\.?|ค ?\. ?ศ ?\.?|พศ\.?|คศ\.?|พุทธศักราช|คริสต์?ศักราช) {0,9})"
ERA: Final = f"{ERA_MARK}?"
YEAR: Final = r"(?P<year>\d{4}|\d{2})(?!\d)"
TIME: Final = (
    r"(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:]\d{2}(?:\.\d+)?)?(?: {0,9}(?:น\.|นาฬิกา))?"
)


def plain(text: str) -> str:
    """Return `text` with Arabic digits, plain blanks and hyphens, sign for sign as long."""
    return text.translate(_PLAIN)


def one_line(text: str) -> str:
    """Return `text` made plain, line ends as blanks, none at either end, no unseen signs."""
    return " ".join(text.translate(_ONE_LINE).split())


@cache
def month(*, stops: bool = False) -> str:
    """Return the expression for a month name, in full or short.

    Blanks and stops of short names may be missing, unless `stops` asks for the first one.
    """
    first = r"\." if stops else r"\.?"
    short = [rf"{a} ?{first} ?{b} ?\.?" for a, b, _ in (name.split(".") for name in MONTHS_SHORT)]
    words = [*MONTHS_WIDE, *_MISSPELT, *map(_without_ending, MONTHS_WIDE)]
    words.sort(key=len, reverse=True)
    return "(?P<month>" + "|".join([*words, *short]) + r")(?![ก-ฮะ-๎])"


@cache
def year_of_month() -> str:
    """Return the expression for the year behind a month's name.

    A day before another month's name is none: 1 มีนาคม - 31 มีนาคม 2568.
    """
    name = month().replace("(?P<month>", "(?:", 1)
    day = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
    return f"(?!{day}{GAP}{name}){YEAR}"


def month_number(name: str) -> int:
    """Return the number of the month that `name` (matched by :func:`month`) spells."""
    return _month_numbers()[re.sub(r"[ .]", "", name)]


@cache
def weekday(*, short: bool = False) -> str:
    """Return the expression for a weekday with ที่ after it; วัน and ที่ may be missing.

    `short` adds จ. to อา., which inside a text may be anything (อ. is also อำเภอ) unless วัน
    stands before them: those are always read.
    """
    abbreviated = "|".join(map(re.escape, _WEEKDAYS_SHORT))
    behind_word = "" if short else "(?<=วัน)"
    names = "|".join([*WEEKDAYS, "พฤหัสฯ?", rf"{behind_word}(?:{abbreviated})"])
    return rf"(?:(?:วัน)?(?P<weekday>{names}) {{0,9}}(?:ที่ {{0,9}})?)"


def weekday_number(name: str) -> int:
    """Return 0 for Monday to 6 for Sunday."""
    if name in _WEEKDAYS_SHORT:
        return _WEEKDAYS_SHORT.index(name)
    return next(n for n, full in enumerate(WEEKDAYS) if full.startswith(name.rstrip("ฯ")))


@cache
def _month_numbers() -> dict[str, int]:
    table = dict(_MISSPELT)
    for number, (wide, short) in enumerate(zip(MONTHS_WIDE, MONTHS_SHORT, strict=True), 1):
        table |= {wide: number, short.replace(".", ""): number, _without_ending(wide): number}
    return table


def _without_ending(name: str) -> str:
    return re.sub("(?:คม|ยน|พันธ์)$", "", name)
