"""Years of the Christian Era in a text made Buddhist ones, sign for sign (ปี ค.ศ. เป็น พ.ศ.)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thai_numerals.context import is_counted
from thai_numerals.digits import THAI_DIGITS, kept_in_arabic, to_arabic_digits, to_thai_digits
from thai_numerals.eras import LAST_CHRISTIAN, Era
from thai_numerals.files.report import Kept
from thai_numerals.finding import FIRST_UNMARKED, find_dates
from thai_numerals.patterns import plain
from thai_numerals.years import (
    BUDDHIST_ERA_OFFSET,
    FIRST_JANUARY_NEW_YEAR,
    FIRST_JANUARY_YEAR,
    buddhist_year,
)

if TYPE_CHECKING:
    from thai_numerals.parsed import FoundDate, ParsedDate

FULL_ERA: Final = "เขียนคริสต์ศักราชเต็มคำ จึงไม่แปลง"
SHARED_YEAR: Final = "ปี ค.ศ. ก่อน 1941 คร่อม พ.ศ. สองปี จึงไม่แปลง"
LAST_YEAR: Final = 9999  # with five digits the text would grow longer
TOO_FAR: Final = "ปี พ.ศ. เกินสี่หลัก จึงไม่แปลง"
COMPUTER_DATE: Final = "วันที่แบบคอมพิวเตอร์ (ปี-เดือน-วัน) คงปี ค.ศ."
IN_CODE: Final = "อยู่ในที่อยู่เว็บ ชื่อแฟ้ม หรือรหัส จึงไม่แปลงปี"
HALF: Final = "มีปีที่ไม่ได้เขียน ค.ศ. อยู่ติดกัน จึงไม่แปลงเพียงปีเดียว"
DOUBTED: Final = "เขียน ค.ศ. แต่ปีน่าจะเป็น พ.ศ. จึงไม่แปลง"
OLD: Final = "ปีก่อน 1900 ที่ไม่ได้เขียน ค.ศ. จึงไม่แปลง"

_JOINT: Final = " {0,3}(?:-|/|,|จนถึง|ถึง|และ|หรือ) {0,3}(?:ปี {0,3})?"
_YEAR_AFTER: Final = re.compile(rf"(?:{_JOINT}(?P<year>[12]\d{{3}})|[-/]\d\d)(?!\d|[.,/:-]\d)")
_YEAR_BEFORE: Final = re.compile(rf"(?<!\d)[12]\d{{3}}(?P<joint>{_JOINT})$")
_BEFORE: Final = 20  # signs that a year and a joint take


def with_buddhist_years(text: str) -> tuple[str, list[Kept]]:
    """Return `text` with the years of its CE dates made Buddhist, and dates left alone.

    >>> with_buddhist_years("ค.ศ. 2024-2025")[0]
    'พ.ศ. 2567-2568'
    """
    line, signs = plain(text), list(text)
    codes = list(kept_in_arabic(to_arabic_digits(text)))
    kept: list[Kept] = []
    end = 0
    for found in find_dates(text, years=True):
        before, end = end, found.end
        parsed = found.parsed
        if parsed is None or parsed.era is not Era.CHRISTIAN:
            continue
        in_code = any(found.start < stop and start < found.end for start, stop in codes)
        other = _year_after(line, found)
        lone = _year_before(line, found, before) or (other and not _is_range(parsed, other))
        reason = IN_CODE if in_code else HALF if lone else _reason_to_keep(found, parsed)
        if reason:
            kept.append(Kept(where="", text=found.text, reason=reason))
            continue
        _replace_year(signs, found, parsed)
        if other:
            _put_year(signs, other.end(), int(other["year"]) + BUDDHIST_ERA_OFFSET)
    return "".join(signs), kept


def _year_after(line: str, found: FoundDate) -> re.Match[str] | None:
    """Return the bare year that a joint such as a hyphen ties to the end of `found`."""
    match = _YEAR_AFTER.match(line, found.end)
    return None if match is None or is_counted(line, match.end()) else match


def _year_before(line: str, found: FoundDate, previous_end: int) -> bool:
    """Return whether a bare year, of no date that ends at `previous_end`, is tied to `found`."""
    match = _YEAR_BEFORE.search(line[max(0, found.start - _BEFORE) : found.start])
    return match is not None and found.start - len(match["joint"]) != previous_end


def _is_range(parsed: ParsedDate, other: re.Match[str]) -> bool:
    """Return whether `other` is surely a year of the era that is written before the first."""
    first = FIRST_JANUARY_NEW_YEAR.year
    marked = parsed.precision == "year" and parsed.era_stated
    return marked and bool(other["year"]) and first <= int(other["year"]) <= LAST_CHRISTIAN


def _reason_to_keep(found: FoundDate, parsed: ParsedDate) -> str | None:
    if re.match(r"[12๑๒][\d๐-๙]{3}-", found.text):
        return COMPUTER_DATE
    if "คริสต" in found.text:
        return FULL_ERA
    if not parsed.era_stated and parsed.date.year < FIRST_UNMARKED:
        return OLD
    if parsed.ambiguous and parsed.era_stated:
        return DOUBTED
    if buddhist_year(parsed.date) > LAST_YEAR:
        return TOO_FAR
    begins_in_january = parsed.date.year + BUDDHIST_ERA_OFFSET >= FIRST_JANUARY_YEAR
    if parsed.precision == "year" and not begins_in_january:
        return SHARED_YEAR
    return None


def _replace_year(signs: list[str], found: FoundDate, parsed: ParsedDate) -> None:
    """Put the Buddhist year at the end of the date; พ for ค."""
    mark = found.text.rfind("ค")
    if parsed.era_stated and mark >= 0:
        signs[found.start + mark] = "พ"
    _put_year(signs, found.end, buddhist_year(parsed.date))


def _put_year(signs: list[str], end: int, number: int) -> None:
    """Put the year, four digits for four, before `end`."""
    year = f"{number:04}"
    start = end - len(year)
    thai = signs[start] in THAI_DIGITS
    signs[start:end] = to_thai_digits(year) if thai else year
