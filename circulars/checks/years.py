"""Years: those left from last year's letter, periods that cannot be, and their eras."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.checks.dates import is_data_date
from circulars.checks.periods import COMPARED, periods_in
from circulars.checks.requests import is_deadline
from circulars.checks.rules import letter_rule
from circulars.checks.said import (
    letter_day,
    letter_month,
    months_between,
    named,
    said_dates,
    said_texts,
    years_later,
)
from circulars.model.findings import Finding, Level
from thai_numerals import DateError, Era, format_month
from thai_numerals.eras import doubted, read_year
from thai_numerals.patterns import ERA_MARK, plain
from thai_numerals.years import BUDDHIST_ERA_OFFSET

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.checks.said import Said
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter
    from thai_numerals import YearMonth
    from thai_numerals.eras import Year

_MARKED_YEAR: Final = re.compile(rf"{ERA_MARK}(?P<year>\d{{4}})(?!\d)")
_FISCAL_YEAR: Final = re.compile(r"ปีงบ(?:ประมาณ)? *(?P<year>(?:19|20)\d{2})(?!\d)")
_OF_MONTH: Final = re.compile("(?:ประจำ|ข้อมูล|ของ|รอบ)เดือน *$")
# The first day of a range that has its month at the other end.
_FIRST_DAY: Final = re.compile(r"วันที่ *(?P<day>\d{1,2}) *(?:-|ถึง) *$")
_BOTH_ENDS: Final = "ตรวจวัน เดือน และปี ของทั้งสองข้าง"
_YEAR: Final = 12  # months
# A month's data are asked for from a month ahead to three months behind it.
_MONTHS_BACK: Final = range(_YEAR - 1, _YEAR + 4)
_MONTHS_AHEAD: Final = range(_YEAR - 3, _YEAR + 2)
_SOON: Final = 60  # days that a deadline is usually ahead, or data old


@letter_rule
def stale_years(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find months of data, deadlines and days of data a year off: left from another letter.

    Where every such date is a year off, it is the letter's own date that is.
    """
    own = letter_month(letter)
    if own is None or letter.date is None:
        return
    day = letter_day(letter)
    asked = [(said, *_right_month(said, own)) for said in said_dates(letter) if _is_asked(said)]
    asked += [(said, *_right_day(said, day)) for said in said_dates(letter) if day]
    stale = {said.found.text: (said, right) for said, right, _ in asked if right}
    if len(stale) > 1 and not any(is_near for *_, is_near in asked):
        others = ", ".join(f"“{text}”" for text in stale)
        yield _stale(letter.date.place, letter.date.text, f"วันอื่นในหนังสือคือ {others}", "ปีของวันเหล่านั้น")
        return
    for said, right in stale.values():
        yield _stale(said.place, said.found.text, f"หนังสือลง “{letter.date.text.strip()}”", right)


def _is_asked(said: Said) -> bool:
    """Return whether data of this month are meant, and of no year to compare with."""
    parsed = said.found.parsed
    of_month = parsed and parsed.precision == "month" and _OF_MONTH.search(said.lead)
    return bool(of_month) and not _compares(said.text)


@lru_cache(maxsize=16)  # a paragraph of many months is looked at once
def _compares(text: str) -> bool:
    return COMPARED.search(text) is not None


def _right_month(said: Said, own: YearMonth) -> tuple[str, bool]:
    """Return the month that was meant, empty if it is right; and whether it is near the letter."""
    parsed = said.found.parsed
    back = months_between(parsed.month, own) if parsed else 0
    if parsed is None or not (back in _MONTHS_BACK or -back in _MONTHS_AHEAD):
        return "", True
    right = parsed.month.plus(_YEAR if back > 0 else -_YEAR)
    return format_month(right, digits="arabic"), False


def _right_day(said: Said, own: dt.date) -> tuple[str, bool]:
    """Return the day that was meant, empty if it is right; and whether it is near the letter."""
    day, parsed = said.day, said.found.parsed
    if day is None or parsed is None or parsed.weekday_matches:
        return "", False
    is_data = is_data_date(said)
    if not (is_data if day < own else is_data or is_deadline(said)):
        return "", False
    if abs((day - own).days) <= _SOON:
        return "", True
    right = years_later(day, 1 if day < own else -1)
    away = (own - right if is_data else right - own) if right else None
    is_stale = right and away is not None and 0 <= away.days <= _SOON
    return (named(right) if right and is_stale else ""), False


@letter_rule
def long_periods(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find periods that end before they begin, or go on for more than a year."""
    for place, text in said_texts(letter):
        for period in periods_in(text):
            months = months_between(period.first, period.last) + 1
            if period.is_reversed:
                yield Finding(
                    code="period-reversed",
                    level=Level.WARN,
                    where=place,
                    message=f"ช่วงเวลา “{period.text}” สิ้นสุดก่อนเริ่มต้น",
                    hint=_BOTH_ENDS,
                )
            elif _YEAR + 1 < months < 2 * _YEAR:
                right = format_month(period.first.plus(_YEAR), digits="arabic")
                yield _stale(place, period.text, f"ช่วงเวลายาว {months} เดือน", f"เริ่ม{right}")


@letter_rule
def reversed_days(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find days of one month that end before they begin: ระหว่างวันที่ ๒๘ - ๒๖ มีนาคม ๒๕๖๘."""
    for said in said_dates(letter):
        first = _FIRST_DAY.search(said.lead)
        if first and said.day and said.found.text[0].isdigit() and int(first["day"]) > said.day.day:
            start = said.found.start - len(first.group())
            yield Finding(
                code="period-reversed",
                level=Level.WARN,
                where=said.place,
                message=f"ช่วงเวลา “{said.typed[start : said.found.end]}” สิ้นสุดก่อนเริ่มต้น",
                hint=_BOTH_ENDS,
            )


def _stale(place: str, text: str, why: str, right: str) -> Finding:
    return Finding(
        code="stale-year",
        level=Level.WARN,
        where=place,
        message=f"ปีใน “{text}” อาจเป็นของหนังสือฉบับอื่น: {why}",
        hint=f"ถ้าปีพิมพ์ผิด ที่ถูกคือ{right}",
    )


@letter_rule
def eras(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find years whose era cannot be the one written, and Thai dates of the Christian era."""
    for place, typed in said_texts(letter):
        text = plain(typed) if "ศ" in typed or "ปีงบ" in typed else ""
        for match in _MARKED_YEAR.finditer(text):
            year = _read(match)
            if year and doubted(year):
                other = year.number + BUDDHIST_ERA_OFFSET * (1 if year.era is Era.BUDDHIST else -1)
                mark = "พ.ศ." if year.era is Era.BUDDHIST else "ค.ศ."
                yield _era(place, typed[match.start() : match.end()], f"{mark} {other}")
        for match in _FISCAL_YEAR.finditer(text):
            said_year = typed[match.start() : match.end()]
            yield _era(place, said_year, f"พ.ศ. {int(match['year']) + BUDDHIST_ERA_OFFSET}")
    for said in said_dates(letter):
        parsed = said.found.parsed
        thai = re.search("[ก-ฮ]{2}|[ก-ฮ]\\.", said.found.text)
        if thai and parsed and parsed.era is Era.CHRISTIAN and not parsed.era_stated:
            yield _era(said.place, said.found.text, f"พ.ศ. {parsed.buddhist_year}")


def _read(match: re.Match[str]) -> Year | None:
    try:
        return read_year(match["year"], match["era"])
    except DateError:  # พ.ศ. 0: no year at all
        return None


def _era(place: str, text: str, right: str) -> Finding:
    return Finding(
        code="era-mismatch",
        level=Level.WARN,
        where=place,
        message=f"ปีใน “{text}” ไม่ใช่ของศักราชที่ใช้",
        hint=f"ปีนั้นคือ {right} หนังสือราชการใช้ พ.ศ.",
    )
