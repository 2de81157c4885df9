"""Rolling a text of the form forward: its dates, months and years, and nothing else of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.rolling.dates import date_edits
from circulars.rolling.edits import Edit, Rolled, apart, applied
from circulars.rolling.numbers import number_edits
from thai_numerals.digits import kept_in_arabic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.rolling.shift import Shift

IN_CODE: Final = "อยู่ในที่อยู่เว็บ ชื่อแฟ้ม หรือรหัส"


def roll_text(text: str, shift: Shift) -> Rolled:
    """Return `text` with its dates, months and years moved by `shift`, the rest as it was typed.

    Digits, names and blanks stay as they were written.  Web addresses and codes are left, and
    the dates of other letters; what somebody should look at stands in the remarks.

    >>> from thai_numerals import YearMonth
    >>> from circulars.rolling.shift import Shift
    >>> way = Shift(origin=YearMonth(2025, 3), target=YearMonth(2025, 4))
    >>> roll_text("ประจำเดือนมีนาคม ๒๕๖๘ ภายในวันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘", way).new
    'ประจำเดือนเมษายน ๒๕๖๘ ภายในวันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘'
    """
    codes = [Edit(start=a, end=b, new=None, why="") for a, b in kept_in_arabic(text)]
    found = [*date_edits(text, shift), *number_edits(text, shift)]
    return applied(text, apart([*_told(codes, found), *found]))


def _told(codes: list[Edit], found: list[Edit]) -> Iterator[Edit]:
    """Yield the codes, with a reason where something that would move stands in one."""
    for code in codes:
        holds = any(edit.start < code.end and code.start < edit.end for edit in found)
        yield Edit(start=code.start, end=code.end, new=None, why=IN_CODE if holds else "")
