"""Weekdays and days: a printed weekday is that of its date, and every date exists."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.checks.said import is_open, letter_month, said_dates, said_texts
from circulars.model.findings import Finding, Level
from thai_numerals import buddhist_year, format_date, weekday_name
from thai_numerals.patterns import month, month_number, plain, weekday, weekday_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.checks.said import Said
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter
    from thai_numerals import LocalDays

_LEAP_YEAR: Final = 2024  # a month without a year has all the days that it can have
_OLD_LETTER: Final = 6  # years back in which a letter is still copied from
_LAST_DAY: Final = 31
_LONGEST_DAY: Final = 60  # characters of a weekday with its day and month
_HALF_YEAR: Final = 6  # months by which a date without a year is at most away from its letter
# ก.พ. is the Civil Service Commission too, unless a date is begun before it.
_DATED: Final = re.compile("(?:ที่|ภายใน|ก่อน|ถึง|-) *$")
_MONTH_LETTERS: Final = re.compile(r"[0-9๐-๙] {0,3}(?:[ก-ฮ]\S*(?:คม|ยน|ธ์)|[ก-ฮ]{1,2}\. ?[คยพ]|เม)")
_DENIED: Final = re.compile(r"\W*(?:นั้น *)?(?:ซึ่ง)?ไม่มี(?:ใน|จริง|อยู่)")
# Words before a number that counts something else: ครั้งที่ 31 เมษายน 2568.
_COUNTED: Final = re.compile(r"(?:ครั้ง|รุ่น|ฉบับ|ข้อ|มาตรา|จำนวน|ห้อง|เลข|เล่ม|ลำดับ|ชุด)(?:ที่)? *$")


@letter_rule
def weekdays(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find weekdays that are not those of their dates."""
    for said in said_dates(letter):
        day, parsed = said.day, said.found.parsed
        if day is None or parsed is None:
            continue
        yield from _first_days(said, day, setting.days)
        if parsed.weekday is None or parsed.weekday == day.weekday():
            continue
        # a year of two digits or of a doubtful era may be another year
        others = {*parsed.alternatives, *_other_century(said, day)}
        if all(other.weekday() != parsed.weekday for other in others):
            yield _mismatch(said.place, said.found.text, parsed.weekday, day, setting.days)


def _other_century(said: Said, day: dt.date) -> Iterator[dt.date]:
    """Yield what two digits mean to whoever counts by the Christian era."""
    parsed = said.found.parsed
    year = 2000 + buddhist_year(day) % 100
    if parsed and parsed.two_digits and day.day <= monthrange(year, day.month)[1]:
        yield day.replace(year=year)


def _first_days(said: Said, last: dt.date, local: LocalDays) -> Iterator[Finding]:
    """Find weekdays of days that take month and year from the date behind them."""
    text = said.before
    if not text.rstrip().endswith(("-", "ถึง", "และ", ",")):
        return
    while match := _first_day().search(text, max(0, len(text) - _LONGEST_DAY)):
        number = month_number(match["month"]) if match["month"] else last.month
        day_number = int(match["day"])
        if not 1 <= day_number <= monthrange(last.year, number)[1]:
            return
        day = dt.date(last.year, number, day_number)
        if day > last:
            return
        if text.endswith("ทุก", 0, match.start()):
            return  # every such day between the two
        end = said.found.end if match["ahead"] else match.end("whole")
        typed = said.typed[match.start() : end].strip()
        for of_day, written in _weekdays_of(match, day, last):
            if of_day.weekday() != written:
                yield _mismatch(said.place, typed, written, of_day, local)
        text = text[: match.start()]


def _weekdays_of(
    match: re.Match[str], day: dt.date, last: dt.date
) -> tuple[tuple[dt.date, int], ...]:
    """Return each weekday before a range with its day: of two, the second is the last day's."""
    written = weekday_number(match["weekday"])
    if not match["ahead"]:
        return ((day, written),)
    return (day, weekday_number(match["ahead"])), (last, written)


@cache
def _first_day() -> re.Pattern[str]:
    ahead = weekday().replace("(?P<weekday>", "(?P<ahead>")
    own = rf"{weekday()}(?P<day>\d{{1,2}}) *(?:{month()})?"
    return re.compile(rf"(?P<whole>(?:{ahead} *(?:-|ถึง|และ|,) *)?{own}) *(?:-|ถึง|และ|,) *$")


def _mismatch(place: str, text: str, written: int, day: dt.date, local: LocalDays) -> Finding:
    nearby = (day + dt.timedelta(days=n) for n in range(-3, 4))
    near = next(each for each in nearby if each.weekday() == written)
    right, short = weekday_name(day), format_date(day, digits="arabic")
    closed = "" if is_open(day, local) else " ซึ่งเป็นวันหยุด"
    hint = (
        f"ถ้าวันที่ถูก ให้แก้เป็น{right}{closed} ถ้าชื่อวันถูก "
        f"{weekday_name(near)}ที่ใกล้ที่สุดคือวันที่ {format_date(near, digits='arabic')}"
    )
    old = _old_year(day, written)
    if old:
        without_year = short.rsplit(" ", 1)[0]
        hint += f" ({without_year} เป็น{weekday_name(near)}ใน พ.ศ. {old} จึงอาจคัดมาจากหนังสือเก่า)"
    return Finding(
        code="weekday-mismatch",
        where=place,
        message=f"“{text}” ชื่อวันไม่ตรงกับวันที่: {short} เป็น{right}",
        hint=hint,
    )


def _old_year(day: dt.date, written: int) -> int | None:
    """Return the Buddhist year, a few years back, in which the day was the written weekday."""
    for year in range(day.year - 1, day.year - 1 - _OLD_LETTER, -1):
        if day.day <= monthrange(year, day.month)[1]:
            then = day.replace(year=year)
            if then.weekday() == written:
                return buddhist_year(then)
    return None


@letter_rule
def weekdays_without_year(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find weekdays that are wrong in the year of the letter, where the date has no year."""
    own = letter_month(letter)
    for place, typed in said_texts(letter) if own else ():
        text = plain(typed) if "ที่" in typed and _MONTH_LETTERS.search(typed) else ""
        for match in _day_of_weekday().finditer(text):
            number, written = month_number(match["month"]), weekday_number(match["weekday"])
            ahead = number - own.month if own else 0
            year = own.year + (ahead < -_HALF_YEAR) - (ahead > _HALF_YEAR) if own else 0
            if not 1 <= int(match["day"]) <= monthrange(year, number)[1]:
                continue
            day = dt.date(year, number, int(match["day"]))
            if day.weekday() != written:
                said = typed[match.start() : match.end()].strip()
                found = _mismatch(place, said, written, day, setting.days)
                yield replace(found, level=Level.WARN)  # another year may be meant


@cache
def _day_of_weekday() -> re.Pattern[str]:
    """Return the expression for a day with its weekday and without its year."""
    own = rf"{weekday()}(?P<day>\d{{1,2}}) {{0,3}}{month(stops=True)}"
    return re.compile(own + r"(?![ .,/'-]*(?:พ\.?ศ\.?|ปี)?[ .]*\d)(?! *(?:-|ถึง|และ|,))")


@letter_rule
def impossible_dates(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find dates that are none: a day that its month does not have, a thirteenth month."""
    for said in said_dates(letter):
        error = said.found.error
        if error is None or _COUNTED.search(said.lead) or _DENIED.match(said.after):
            continue
        # figures between strokes may number something else than a day
        sure = re.search("[ก-ฮ]{2}", said.found.text) and not _beyond(said.found.text)
        yield Finding(
            code="impossible-date",
            level=Level.BLOCK if sure else Level.WARN,
            where=said.place,
            message=f"“{said.found.text}” ไม่มีในปฏิทิน: {error.reason}",
            hint="แก้วัน เดือน หรือปี ให้เป็นวันที่ที่มีจริง",
        )
    yield from _without_year(letter)


def _beyond(text: str) -> bool:
    """Return whether the number is none that a day ever has, so that it may be no day at all."""
    number = re.search(r"\d+", text)
    lead = re.match("วัน|ที่", text)
    return bool(number and not lead and not 1 <= int(number.group()) <= _LAST_DAY)


def _without_year(letter: WrittenLetter) -> Iterator[Finding]:
    """Find days without a year that their month never has."""
    for place, typed in said_texts(letter):
        text = plain(typed) if _MONTH_LETTERS.search(typed) else ""
        for match in _day_and_month().finditer(text):
            longest = monthrange(_LEAP_YEAR, month_number(match["month"]))[1]
            number = int(match["day"])
            before = text[: match.start()]
            office = match["month"].startswith("ก.พ") and not _DATED.search(before)
            if longest < number <= _LAST_DAY and not office and not _COUNTED.search(before):
                said = typed[match.start() : match.end()].strip()
                yield Finding(
                    code="impossible-date",
                    where=place,
                    message=f"“{said}” ไม่มีในปฏิทิน: เดือน{match['month']}มี {longest} วัน",
                    hint="แก้วันหรือเดือนให้เป็นวันที่ที่มีจริง",
                )


@cache
def _day_and_month() -> re.Pattern[str]:
    day = rf"(?<![\d/.,])(?P<day>\d{{1,2}}) {{0,3}}{month(stops=True)}"
    return re.compile(day + r"(?![ .,/'-]*(?:พ\.?ศ\.?|ปี)?[ .]*\d)")
