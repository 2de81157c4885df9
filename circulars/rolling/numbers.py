"""What becomes of years, fiscal years, quarters and rounds in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.rolling.edits import Edit
from circulars.rolling.typed import number_like
from thai_numerals import evaluation_round, fiscal_quarter, fiscal_year
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.rolling.shift import Shift

_ALONE: Final = r"(?!\d| *(?:-|,|/|ถึง|และ) *\d)"  # no list or range of numbers
_FISCAL: Final = rf"ปีงบ(?:ประมาณ)? {{0,3}}(?:พ\.? ?ศ\.? {{0,3}})?(?P<year>\d{{4}}|\d{{2}}){_ALONE}"
_FISCAL_YEAR: Final = re.compile(_FISCAL)
# The year that a number is of: ไตรมาสที่ ๒ ปีงบประมาณ ๒๕๖๘, ไตรมาส 2/2568.
_OF_YEAR: Final = rf"(?:/(?P<short>\d{{4}}|\d{{2}})(?!\d)|{_ALONE}(?:[^\d\n]{{0,40}}?{_FISCAL})?)"
_PARTS: Final = (
    ("quarter", re.compile(rf"ไตรมาส(?:ที่)? {{0,3}}(?P<number>[1-4]){_OF_YEAR}")),
    ("round", re.compile(rf"รอบ(?:การประเมิน)?(?:ที่)? {{0,3}}(?P<number>[12]){_OF_YEAR}")),
)
_YEAR: Final = re.compile(
    rf"(?:ปี {{0,3}}(?:พ\.? ?ศ\.? {{0,3}})?|พ\. ?ศ\. ?)(?P<year>2\d{{3}}){_ALONE}"
)
_ANY_YEAR: Final = re.compile(r"(?<![\d.,])(?P<year>2[45]\d{2})(?![\d]|[.,]\d)")
_MEETING: Final = re.compile(r"ครั้งที่ {0,3}\d{1,3}(?:/\d{2,4})?")
# The year of a law belongs to its name.
_LAW: Final = re.compile(
    r"(?:พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\.ร\.บ\.|ระเบียบ|กฎกระทรวง|ข้อบังคับ|ประมวล|รัฐธรรมนูญ)[^\n\d]{0,90}$"
)
_LAW_NAME: Final = 120  # characters
_RATED: Final = "ประเมิน"
_NEAR: Final = 60  # characters around a round that say what it is a round of
_CENTURY: Final = 2500

LAW: Final = "เป็นปีของกฎหมายหรือระเบียบ"
OTHER_YEAR: Final = "ไม่ใช่ปีของหนังสือครั้งก่อน"
WHICH_YEAR: Final = "ไม่แน่ว่าเป็นปีปฏิทิน ปีงบประมาณ หรือปีอื่น"
MEETING: Final = "เลขครั้งที่ไม่นับต่อให้"


def number_edits(text: str, shift: Shift) -> Iterator[Edit]:
    """Yield what becomes of the years, quarters and rounds of `text`."""
    line = plain(text)
    for part, pattern in _PARTS:
        for match in pattern.finditer(line):
            if part == "quarter" or match["year"] or match["short"] or _is_rated(line, match):
                yield from _part(text, match, part, shift)
    for match in _FISCAL_YEAR.finditer(line):
        yield _fiscal(text, match, shift)
    for match in _YEAR.finditer(line):
        yield _calendar(text, match, shift)
    for match in _MEETING.finditer(line):
        yield Edit(start=match.start(), end=match.end(), new=None, why=MEETING)
    for match in _ANY_YEAR.finditer(line):
        yield _stays(match, WHICH_YEAR if _turns(int(match["year"]), shift) else "")


def _turns(year: int, shift: Shift) -> bool:
    """Return whether `year` is one that the shift leaves behind, calendar or fiscal."""
    leaves = year == shift.origin.buddhist_year and shift.years
    return bool(leaves or (year == fiscal_year(shift.origin) and shift.fiscal_years))


def _is_rated(line: str, match: re.Match[str]) -> bool:
    return _RATED in line[max(0, match.start() - _NEAR) : match.end() + _NEAR]


def _part(text: str, match: re.Match[str], part: str, shift: Shift) -> Iterator[Edit]:
    """Yield the number of a quarter or round, and the fiscal year behind it, moved together.

    Only the one of the previous letter's month, and the one before, which it reports on.
    """
    count, steps = (4, shift.quarters) if part == "quarter" else (2, shift.rounds)
    number_of = fiscal_quarter if part == "quarter" else evaluation_round
    own = fiscal_year(shift.origin) * count + number_of(shift.origin) - 1
    number = int(match["number"]) - 1
    place = own - (own - number) % count  # the last one of that number
    typed = next((name for name in ("year", "short") if match[name]), None)
    if typed:
        place = _full(match[typed]) * count + number
    if own - place not in {0, 1}:
        return
    year, new = divmod(place + steps, count)
    why = f"{'ไตรมาส' if part == 'quarter' else 'รอบ'}ของเดือนใหม่"
    yield _number(text, match, "number", new + 1, why)
    if typed:
        word = match.string.rfind("ปีงบ", match.end("number"), match.start(typed))
        yield _number(text, match, typed, year, why, begin=max(word, match.end("number")))


def _fiscal(text: str, match: re.Match[str], shift: Shift) -> Edit:
    if _full(match["year"]) == fiscal_year(shift.origin):
        return _number(text, match, "year", fiscal_year(shift.target), "ปีงบประมาณของเดือนใหม่")
    return _stays(match, OTHER_YEAR if shift.fiscal_years else "")


def _calendar(text: str, match: re.Match[str], shift: Shift) -> Edit:
    year = _full(match["year"])
    if _LAW.search(match.string[max(0, match.start() - _LAW_NAME) : match.start()]):
        return _stays(match, LAW if shift.years else "")
    if year == shift.origin.buddhist_year and shift.years:
        return _number(text, match, "year", shift.target.buddhist_year, "ปีของเดือนใหม่")
    return _stays(match, WHICH_YEAR if _turns(year, shift) else "")


def _stays(match: re.Match[str], why: str) -> Edit:
    return Edit(start=match.start(), end=match.end(), new=None, why=why)


def _number(
    text: str, match: re.Match[str], name: str, number: int, why: str, *, begin: int | None = None
) -> Edit:
    """Return the edit of one group of the match, with its words from `begin` on.

    The number is typed as the old one was.
    """
    first = match.start() if begin is None else begin
    start, end = match.span(name)
    old = text[start:end]
    shown = number % 100 if len(old) == 2 else number
    return Edit(start=first, end=end, new=text[first:start] + number_like(old, shown), why=why)


def _full(year: str) -> int:
    """Return the Buddhist year that four digits, or the last two of them, stand for."""
    return int(year) if len(year) > 2 else _CENTURY + int(year)
