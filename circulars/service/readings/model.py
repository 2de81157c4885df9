"""The readings of a text: groups by what it is taken for, each with lines to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thai_numerals import to_arabic_digits, to_thai_digits

LONGEST_TEXT: Final = 4000  # characters; a paragraph of a letter has some 2,000 at most


class Sense(StrEnum):
    """What a text is taken for."""

    DATE = "date"  # a day, or a month with its year
    RANGE = "range"  # of days or of months
    YEAR = "year"
    NUMBER = "number"
    BAHT = "baht"  # a sum of money
    WORDS = "words"  # a number or a sum written in words
    FOUND = "found"  # dates inside a text
    DIGITS = "digits"

    @property
    def thai(self) -> str:
        """What people call it."""
        return _SENSES[self]


_SENSES: Final = {
    Sense.DATE: "วันที่",
    Sense.RANGE: "ช่วงวันหรือเดือน",
    Sense.YEAR: "ปี",
    Sense.NUMBER: "จำนวน",
    Sense.BAHT: "จำนวนเงิน",
    Sense.WORDS: "ตัวหนังสือเป็นตัวเลข",
    Sense.FOUND: "วันที่ที่พบในข้อความ",
    Sense.DIGITS: "เลขไทย เลขอารบิก",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One result: what can be copied, and the same in Arabic digits where that differs."""

    key: str  # stable, for other systems: "letter"
    label: str
    text: str
    arabic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The text in one sense."""

    sense: Sense
    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()  # what was assumed, what does not fit
    doubtful: bool = False  # the notes say that it may be another, or is wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Why the text has no reading in a sense."""

    sense: Sense
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All readings of a text, the likeliest first; `refused` says why it is not something."""

    groups: tuple[Group, ...]
    refused: tuple[Refused, ...] = ()


def line(key: str, label: str, text: str) -> Line:
    """Return the line of `text` in Thai digits, and in Arabic ones where it has digits.

    >>> line("letter", "วันที่", "11 มีนาคม 2568").text
    '๑๑ มีนาคม ๒๕๖๘'
    """
    thai, arabic = to_thai_digits(text), to_arabic_digits(text)
    return Line(key=key, label=label, text=thai, arabic=arabic if arabic != thai else "")
