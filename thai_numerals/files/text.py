"""Converting a piece of text sign for sign: the result is always as long as the original."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from thai_numerals.digits import kept_in_arabic, to_arabic_digits, to_thai_digits
from thai_numerals.files.era_text import with_buddhist_years
from thai_numerals.files.report import Change, Conversion, Kept, Report

LATIN_CODE: Final = "ที่อยู่เว็บ อีเมล ชื่อแฟ้ม หรือรหัสที่มีอักษรละติน คงเลขอารบิก"

# A number as one sees it, with the era before it: ค.ศ. 2025, 1,234.50, 11/3/2568.
_NUMBERS: Final = re.compile(r"(?:ค ?\. ?ศ ?\. *)?\d(?:[.,/:-]?\d)*")


def convert_text(text: str, conversion: Conversion) -> tuple[str, list[Kept]]:
    """Return `text` converted, as long as before, and what in it was left alone.

    >>> convert_text("ปี 2568 แบบ OTOP68", Conversion())[0]
    'ปี ๒๕๖๘ แบบ OTOP68'
    """
    kept: list[Kept] = []
    if conversion.buddhist_era:
        text, kept = with_buddhist_years(text)
    if conversion.to == "arabic":
        return to_arabic_digits(text), kept
    spans = kept_in_arabic(text)
    kept += [Kept(where="", text=text[a:b], reason=LATIN_CODE) for a, b in spans]
    return to_thai_digits(text), kept


def text_report(before: str, after: str, kept: list[Kept], where: str) -> Report:
    """Return the changes between two texts of one length, number by number, at `where`."""
    changes = [
        Change(where=where, before=match.group(), after=after[slice(*match.span())])
        for match in _NUMBERS.finditer(before)
        if match.group() != after[slice(*match.span())]
    ]
    placed = [Kept(where=where, text=k.text, reason=k.reason) for k in kept]
    return Report(changes=tuple(changes), kept=tuple(placed))


def has_digits(text: str, conversion: Conversion) -> bool:
    """Return whether `text` holds a digit that the conversion could change."""
    return bool(_digits(conversion.to).search(text))


@cache
def _digits(to: str) -> re.Pattern[str]:
    return re.compile("[0-9]" if to == "thai" else "[๐-๙]")
