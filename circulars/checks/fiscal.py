"""Fiscal years (ปีงบประมาณ): subject, text, annexes, periods and the letter's date agree.

Source: Budget Procedures Act (พ.ร.บ. วิธีการงบประมาณ พ.ศ. 2561), section 4: a fiscal year runs
from 1 October to 30 September and is called after the year in which it ends.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from circulars.checks.periods import fiscal_years_in, periods_in
from circulars.checks.rules import letter_rule
from circulars.checks.said import letter_month, said_in
from circulars.model.findings import Finding, Level
from thai_numerals import fiscal_year
from thai_numerals.months import OCTOBER
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.checks.periods import FiscalYear
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_SAME_WORDS: Final = 12  # characters before a year that make two phrases the same
# Words behind the year of somebody who tells what happened in it.
_TOLD: Final = re.compile("มี|(?<!ราย)ได้|แล้ว|พบ|ปรากฏ|เสร็จ")
_NEAR: Final = 30  # characters behind the year
# Words of a letter about a year that is over.
_RESULTS: Final = re.compile("ผล|สรุป|ปิดบัญชี|ประเมิน|ตรวจสอบ|สิ้นปี")


@letter_rule
def fiscal_years_of_parts(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find the fiscal year of the subject or of an annex that the rest of the letter denies."""
    base = _base_year(letter)
    if base is None:
        return
    heads = [(letter.subject.place, letter.subject.text)] if letter.subject else []
    own = {year.year for each in letter.body for year in fiscal_years_in(each.text)}
    for place, text in heads:
        years = fiscal_years_in(text)
        if years and base not in {each.year for each in years} and years[0].year not in own:
            yield _mismatch(place, f"เรื่องเป็น “{years[0].text}” แต่ในหนังสือเป็นปีงบประมาณ {base}")
    for annex in letter.annexes:
        found = [
            (title.place, year) for title in annex.titles for year in fiscal_years_in(title.text)
        ]
        if found and all(year.year not in {base, *own} for _, year in found):
            place, year = found[0]
            yield _mismatch(place, f"“{year.text}” ในสิ่งที่ส่งมาด้วย แต่หนังสือเป็นปีงบประมาณ {base}")


@letter_rule
def stale_fiscal_years(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find the year before or after, in the very words that stand with the right one elsewhere."""
    base = _base_year(letter)
    lines = [(place, text, plain(text)) for place, text in _texts(letter)]
    said = [(place, line, year) for place, text, line in lines for year in fiscal_years_in(text)]
    words = {_words_before(line, year) for _, line, year in said if year.year == base}
    own = {paragraph.place for paragraph in letter.body}
    for place, line, year in said if base else ():
        same = _words_before(line, year) in words
        end = year.start + len(year.text)
        told = _TOLD.search(line, end, end + _NEAR)
        if place in own and base and abs(year.year - base) == 1 and same and not told:
            yield Finding(
                code="stale-year",
                level=Level.WARN,
                where=place,
                message=f"“{year.text}” ต่างจากแห่งอื่นในหนังสือ ซึ่งเป็นปีงบประมาณ {base}",
                hint=f"ถ้าปีพิมพ์ผิด ที่ถูกคือปีงบประมาณ {base}",
            )


def _words_before(line: str, year: FiscalYear) -> str:
    return line[max(0, year.start - _SAME_WORDS) : year.start]


@letter_rule
def fiscal_year_of_date(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a fiscal year in the subject that is over, or far ahead, when the letter is written.

    The year before is still reported on in its successor's first quarter.
    """
    month, base = letter_month(letter), _base_year(letter)
    if month is None or letter.subject is None:
        return
    own = fiscal_year(month)
    for year in fiscal_years_in(letter.subject.text):
        late = year.year == own - 1 and (
            month.month >= OCTOBER or _RESULTS.search(letter.subject.text)
        )
        if year.year == base and year.year not in {own, own + 1} and not late:
            yield _mismatch(
                letter.subject.place,
                f"เรื่องเป็น “{year.text}” แต่วันที่ของหนังสืออยู่ในปีงบประมาณ {own}",
            )


@letter_rule
def fiscal_years_of_periods(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find periods and months that lie outside the fiscal year that the letter is about."""
    base, month = _base_year(letter), letter_month(letter)
    if base is None:
        return
    earliest = base - 1 if month and month.month >= OCTOBER else base
    for place, text in _texts(letter):
        years = {each.year for each in fiscal_years_in(text)}
        periods = [(p, {p.first.fiscal_year, p.last.fiscal_year}) for p in periods_in(text)]
        allowed = years or {earliest, base}
        if any(ends & allowed for _, ends in periods):
            continue  # the others stand beside it to be compared with
        for period, _ in periods:
            if not period.is_reversed:
                said = f"ปีงบประมาณ {min(allowed)}"
                yield _mismatch(place, f"ช่วงเวลา “{period.text}” ไม่อยู่ใน{said}")
    yield from _subject_months(letter)


def _subject_months(letter: WrittenLetter) -> Iterator[Finding]:
    """Find a month in the subject that is not of the fiscal year beside it."""
    text, place = (letter.subject.text, letter.subject.place) if letter.subject else ("", "")
    years = {each.year for each in fiscal_years_in(text)}
    if not years or periods_in(text):
        return
    for said in said_in(place, text):
        parsed = said.found.parsed
        if parsed and parsed.precision == "month" and fiscal_year(parsed.month) not in years:
            yield _mismatch(place, f"“{said.found.text}” ไม่อยู่ในปีงบประมาณ {min(years)}")


def _base_year(letter: WrittenLetter) -> int | None:
    """Return the fiscal year that the letter is about, by the most of its places.

    Each year named counts, each period, and the letter's date; of equals the first, so the
    subject's.  None where no place names a year.
    """
    votes = [year.year for _, text in _texts(letter) for year in fiscal_years_in(text)]
    if not votes:
        return None
    for _, text in _texts(letter):
        ends = [{p.first.fiscal_year, p.last.fiscal_year} for p in periods_in(text)]
        votes += [years.pop() for years in ends if len(years) == 1]
    month = letter_month(letter)
    votes += [fiscal_year(month)] if month else []
    return Counter(votes).most_common(1)[0][0]


def _texts(letter: WrittenLetter) -> Iterator[tuple[str, str]]:
    """Yield place and text of the subject, the body and the annexes."""
    if letter.subject:
        yield letter.subject.place, letter.subject.text
    paragraphs = [*letter.body, *(each for annex in letter.annexes for each in annex.paragraphs)]
    yield from ((each.place, each.text) for each in paragraphs)


def _mismatch(place: str, message: str) -> Finding:
    return Finding(
        code="fiscal-year-mismatch",
        level=Level.WARN,
        where=place,
        message=message,
        hint="ปีงบประมาณเริ่ม 1 ตุลาคม ของปีก่อน ถึง 30 กันยายน แก้ให้ตรงกันทั้งฉบับ",
    )
