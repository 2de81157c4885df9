"""Converting a piece of text sign for sign: the result is always as long as the original."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from thai_numerals.digits import THAI_DIGITS, kept_in_arabic, to_arabic_digits, to_thai_digits
from thai_numerals.eras import Era
from thai_numerals.files.report import Change, Conversion, Kept, Report
from thai_numerals.finding import find_dates
from thai_numerals.years import BUDDHIST_ERA_OFFSET, FIRST_JANUARY_YEAR, buddhist_year

if TYPE_CHECKING:
    from thai_numerals.parsed import FoundDate, ParsedDate

LATIN_CODE: Final = "ที่อยู่เว็บ อีเมล ชื่อแฟ้ม หรือรหัสที่มีอักษรละติน คงเลขอารบิก"
FULL_ERA: Final = "เขียนคริสต์ศักราชเต็มคำ จึงไม่แปลง"
SHARED_YEAR: Final = "ปี ค.ศ. ก่อน 1941 คร่อม พ.ศ. สองปี จึงไม่แปลง"
LAST_YEAR: Final = 9999  # with five digits the text would grow longer
TOO_FAR: Final = "ปี พ.ศ. เกินสี่หลัก จึงไม่แปลง"
COMPUTER_DATE: Final = "วันที่แบบคอมพิวเตอร์ (ปี-เดือน-วัน) คงปี ค.ศ."

# A number as one sees it, with the era before it: ค.ศ. 2025, 1,234.50, 11/3/2568.
_NUMBERS: Final = re.compile(r"(?:ค ?\. ?ศ ?\. *)?\d(?:[.,/:-]?\d)*")


def convert_text(text: str, conversion: Conversion) -> tuple[str, list[Kept]]:
    """Return `text` converted, as long as before, and what in it was left alone.

    >>> convert_text("ปี 2568 แบบ OTOP68", Conversion())[0]
    'ปี ๒๕๖๘ แบบ OTOP68'
    """
    kept: list[Kept] = []
    if conversion.buddhist_era:
        text, kept = _with_buddhist_years(text)
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


def _with_buddhist_years(text: str) -> tuple[str, list[Kept]]:
    """Return `text` with the years of its CE dates made Buddhist, ค.ศ. with them."""
    signs = list(text)
    kept: list[Kept] = []
    for found in find_dates(text, years=True):
        parsed = found.parsed
        if parsed is None or parsed.era is not Era.CHRISTIAN:
            continue
        if reason := _reason_to_keep(found, parsed):
            kept.append(Kept(where="", text=found.text, reason=reason))
            continue
        _replace_year(signs, found, parsed)
    return "".join(signs), kept


def _reason_to_keep(found: FoundDate, parsed: ParsedDate) -> str | None:
    if re.match(r"[12๑๒][\d๐-๙]{3}-", found.text):
        return COMPUTER_DATE
    if "คริสต์" in found.text:
        return FULL_ERA
    if buddhist_year(parsed.date) > LAST_YEAR:
        return TOO_FAR
    begins_in_january = parsed.date.year + BUDDHIST_ERA_OFFSET >= FIRST_JANUARY_YEAR
    if parsed.precision == "year" and not begins_in_january:
        return SHARED_YEAR
    return None


def _replace_year(signs: list[str], found: FoundDate, parsed: ParsedDate) -> None:
    """Put the Buddhist year, four digits for four, at the end of the date; พ for ค."""
    year = f"{buddhist_year(parsed.date):04}"
    mark = found.text.rfind("ค")
    if parsed.era_stated and mark >= 0:
        signs[found.start + mark] = "พ"
    start = found.end - len(year)
    thai = signs[start] in THAI_DIGITS
    signs[start : found.end] = to_thai_digits(year) if thai else year
