"""Reading dates as people type them (การอ่านวันที่).

Day comes before month.  Which era a year is of: see :mod:`thai_numerals.eras`.  What cannot
be a date is refused with the reason; what had to be assumed stands in the result's notes.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from thai_numerals.cells import date_from_serial
from thai_numerals.eras import Era, Year, doubted, read_year
from thai_numerals.errors import DateError
from thai_numerals.months import YearMonth
from thai_numerals.names import WEEKDAYS
from thai_numerals.parsed import ParsedDate, Precision
from thai_numerals.patterns import (
    DAY,
    ERA,
    ERA_MARK,
    GAP,
    TIME,
    YEAR,
    month,
    month_number,
    one_line,
    weekday,
    weekday_number,
    year_of_month,
)
from thai_numerals.years import BUDDHIST_ERA_OFFSET, christian_year, starts_in_april

if TYPE_CHECKING:
    from collections.abc import Mapping

# What the groups of a match hold: asked once of each, since asking costs as much as matching.
Parts: TypeAlias = "Mapping[str, str | None]"
# Serial numbers taken for dates: the years CE 1954 to 2099, and BE 2400 to 2699 typed as CE.
SERIALS = ((19_725, 73_050), (182_623, 292_193))
LONGEST = 200  # signs; no date takes more
LAST_DAY = 31
PIVOT = 30  # Excel reads two digits from 30 as 19xx, below as 20xx

NOT_A_DATE = "อ่านเป็นวันที่ไม่ได้ เขียนเช่น 11 มีนาคม 2568, 11 มี.ค. 68, 11/3/2568 หรือ 2025-03-11"
SERIAL = "อ่านเป็นเลขลำดับวันของ Excel"
TWO_DIGITS = "ปีสองหลักอ่านเป็น พ.ศ. {year}"
DAY_OR_MONTH = "อ่านเลขตัวแรกเป็นวัน ตัวที่สองเป็นเดือน ปีเป็น ค.ศ. จึงอาจพิมพ์แบบเดือนมาก่อน"
APRIL_YEAR = "ก่อน พ.ศ. 2484 ปีเริ่ม 1 เมษายน จึงตรงกับ ค.ศ. {year}"
MAYBE_DAY = "เลข {number} หลังเดือนอ่านเป็นปี พ.ศ. {year} แต่อาจเป็นวันที่"
WRONG_ERA = "เขียน {written} แต่ปี {year} น่าจะเป็น {other}"
MONTH_NUMBER = "อ่านเลขตัวแรกเป็นเดือน ตัวหลังเป็นปี"
ZONE = "เวลามีเขตเวลากำกับ อ่านวันและเวลาตามที่เขียน"
WEEKDAY = "วันที่นี้เป็นวัน{right} ไม่ใช่วัน{written}"


def parse_date(text: str) -> ParsedDate:
    """Return the date `text` says, with era, precision and what was assumed.

    Raises :exc:`DateError` with the reason in Thai when it is no date or does not exist.

    >>> parse_date("๑๑ มีนาคม พ.ศ. ๒๕๖๘").date, parse_date("11 มี.ค. 68").date
    (datetime.date(2025, 3, 11), datetime.date(2025, 3, 11))
    >>> parse_date("11/3/68").ambiguous
    True
    >>> parse_date("31 ก.พ. 2568")
    Traceback (most recent call last):
    thai_numerals.errors.DateError: '31 ก.พ. 2568': เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31
    """
    line = one_line(text)[:LONGEST]
    try:
        match = _match(line)
        if match is None and (within := bare(line)) != line:
            match = _match(within)
        if match:
            return read_match(match)
    except DateError as error:
        raise DateError(text, error.reason) from error
    raise DateError(text, NOT_A_DATE)


def bare(line: str) -> str:
    """Return `line` without brackets around it, ลง or เมื่อ before it, a stop or comma behind."""
    line = line.rstrip(" .,;")
    if line.startswith("(") and line.endswith(")"):
        line = line[1:-1].strip()
    return re.sub("^(?:ลง|เมื่อ) ?(?=วัน)", "", line)


def parse_time(text: str) -> dt.time:
    """Return the time of day `text` says, such as ๑๓.๕๕ น.

    >>> parse_time("๑๓.๕๕ น."), parse_time("เวลา 9:05")
    (datetime.time(13, 55), datetime.time(9, 5))
    """
    match = re.fullmatch(rf"(?:เวลา *)?{TIME}", one_line(text))
    if match is None:
        raise DateError(text, "อ่านเป็นเวลาไม่ได้ เขียนเช่น 13.55 น.")
    return _time(match)


def read_match(match: re.Match[str]) -> ParsedDate:
    """Return what a match of one of the patterns says; :exc:`DateError` if there is none such."""
    parts = match.groupdict()
    if parts.get("serial"):
        return _serial(Decimal(parts["serial"]))
    year = read_year(parts["year"], parts.get("era"))
    if not (parts.get("month") or parts.get("number")):
        return _result(match, parts, year, month_=None, day=None)
    name = parts.get("month")
    number = month_number(name) if name else int(parts["number"])
    day = parts.get("day")
    return _result(match, parts, year, month_=number, day=int(day) if day else None)


def day_month_year(*, short_weekdays: bool = False) -> str:
    """Return the expression for day, month name and year, with a weekday or without."""
    lead = rf"(?:{weekday(short=short_weekdays)}|(?:ณ{GAP})?(?:วันที่|ที่){GAP})?"
    joint = rf"{GAP}[-/.,'’]?{GAP}"
    return rf"{lead}{DAY}{joint}(?:เดือน{GAP})?{month()}{joint}(?:ปี{GAP})?{ERA}{year_of_month()}"


def month_year(*, stops: bool = False) -> str:
    """Return the expression for a month name and year."""
    return rf"{month(stops=stops)}{GAP}[-/.,'’]?{GAP}(?:ปี{GAP})?{ERA}{year_of_month()}"


def _match(line: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.fullmatch(line) for pattern in _patterns())), None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    time = rf"(?:[ T,]*(?:เวลา *)?{TIME}(?P<zone>Z| ?[+-]\d\d:?\d\d)?)?"
    numeric = r"(?P<day>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<number>\d{1,2}) ?(?P=sep) ?"
    return tuple(
        re.compile(pattern)
        for pattern in (
            day_month_year(short_weekdays=True) + time,
            r"(?:วันที่ *)?" + numeric + ERA + YEAR + time,
            r"(?P<year>\d{4})(?P<sep>[-/.])(?P<number>\d{1,2})(?P=sep)(?P<day>\d{1,2})" + time,
            r"(?:(?:ประจำ)?เดือน *)?" + month_year(),
            r"(?P<year>\d{4})-(?P<number>\d{2})",
            r"(?:(?:ประจำ)?เดือน *)?(?P<number>\d{1,2})(?P<stroke>/)(?P<year>\d{4})",
            r"(?:ปี *)?" + ERA + r"(?P<year>\d{4})",
            r"(?:ปี *)?" + ERA_MARK + r"(?P<year>\d{2})",
            r"ปี *(?P<year>\d{2})",
            r"(?P<year>(?:1[89]|2[01456])\d{2})(?P<number>0[1-9]|1[0-2])(?P<day>\d{2})",
            r"(?P<day>\d{2})(?P<number>0[1-9]|1[0-2])(?P<year>(?:1[89]|2[01456])\d{2})",
            r"(?P<serial>\d{5,6}(?:\.\d+)?)",
        )
    )


def _serial(serial: Decimal) -> ParsedDate:
    if not any(first <= serial < last + 1 for first, last in SERIALS):
        raise DateError(serial, NOT_A_DATE)
    cell = date_from_serial(serial)
    return replace(cell, notes=(SERIAL, *cell.notes))


def _result(
    match: re.Match[str], parts: Parts, year: Year, month_: int | None, day: int | None
) -> ParsedDate:
    date = _date(year, month_, day)
    named = parts.get("weekday")
    written = weekday_number(named) if named else None
    alternatives = _alternatives(match, parts, year, date)
    maybe_day = _may_be_day(match, parts, year)
    precision: Precision = "day" if day else "month" if month_ else "year"
    return ParsedDate(
        date=date,
        precision=precision,
        era=year.era,
        era_stated=bool(parts.get("era")),
        two_digits=year.guessed,
        weekday=written,
        time=_time(match) if parts.get("hour") else None,
        maybe_day=maybe_day,
        alternatives=alternatives,
        notes=(
            *_notes_of_year(year, is_day_or_month=bool(alternatives)),
            *([MAYBE_DAY.format(number=parts["year"], year=year.number)] if maybe_day else ()),
            *_notes(parts, year, date, written),
        ),
    )


def _date(year: Year, month_: int | None, day: int | None) -> dt.date:
    first = 4 if year.era is Era.BUDDHIST and starts_in_april(year.number) else 1
    number = first if month_ is None else month_
    if not 1 <= number <= 12:
        raise DateError(number, f"ไม่มีเดือนที่ {number} (วันมาก่อนเดือน)")
    ce = christian_year(year.number, number) if year.era is Era.BUDDHIST else year.number
    return YearMonth(ce, number).day(1 if day is None else day)


def _alternatives(
    match: re.Match[str], parts: Parts, year: Year, date: dt.date
) -> tuple[dt.date, ...]:
    """Return the other dates that the text can stand for."""
    if doubted(year):
        offset = 0 if year.era is Era.BUDDHIST else BUDDHIST_ERA_OFFSET
        return _existing(year.number - offset, date.month, date.day)
    if not parts.get("sep") or parts.get("era"):
        return ()
    if year.guessed:
        short = year.number % 100
        return _existing((1900 if short >= PIVOT else 2000) + short, date.month, date.day)
    day_first = match.start("day") < match.start("number")
    if year.era is Era.CHRISTIAN and day_first and date.month != date.day <= 12:
        return _existing(date.year, date.day, date.month)
    return ()


def _existing(year: int, month_: int, day: int) -> tuple[dt.date, ...]:
    try:
        return (YearMonth(year, month_).day(day),)
    except DateError:
        return ()


def _notes_of_year(year: Year, *, is_day_or_month: bool) -> list[str]:
    """Return what was assumed of the year; `is_day_or_month`: the date can be another, too."""
    notes = [TWO_DIGITS.format(year=year.number)] if year.guessed else []
    if doubted(year):
        written, other = ("พ.ศ.", "ค.ศ.")[:: 1 if year.era is Era.BUDDHIST else -1]
        notes.append(WRONG_ERA.format(written=written, other=other, year=year.number))
    elif not year.guessed and is_day_or_month:
        notes.append(DAY_OR_MONTH)
    return notes


def _notes(parts: Parts, year: Year, date: dt.date, named: int | None) -> list[str]:
    notes = []
    if year.era is Era.BUDDHIST and starts_in_april(year.number) and date.month < 4:
        notes.append(APRIL_YEAR.format(year=date.year))
    if named is not None and named != date.weekday():
        notes.append(WEEKDAY.format(right=WEEKDAYS[date.weekday()], written=WEEKDAYS[named]))
    if parts.get("stroke"):
        notes.append(MONTH_NUMBER)
    if parts.get("zone"):
        notes.append(ZONE)
    return notes


def _may_be_day(match: re.Match[str], parts: Parts, year: Year) -> bool:
    """Return whether a month name and two digits, blanks between, may be a month and a day."""
    if not year.guessed or parts.get("day") or parts.get("era") or not parts.get("month"):
        return False
    between = match.string[match.end("month") : match.start("year")]
    return not between.strip() and 1 <= int(match["year"]) <= LAST_DAY


def _time(match: re.Match[str]) -> dt.time:
    hour, minute = int(match["hour"]), int(match["minute"])
    if hour > 23 or minute > 59:
        raise DateError(match.group(), f"ไม่มีเวลา {hour:02}.{minute:02} น.")
    return dt.time(hour, minute)
