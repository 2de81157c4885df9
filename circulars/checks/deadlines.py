"""Deadlines (กำหนดส่ง): behind the letter's date, on days on which offices work, and the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.requests import Tone, is_deadline, is_invitation, tone
from circulars.checks.rules import letter_rule
from circulars.checks.said import (
    falls_on,
    first_possible_day,
    is_open,
    move_on,
    named,
    said_dates,
    said_in,
    years_later,
)
from circulars.model.findings import Finding, Level
from thai_numerals import YearMonth, format_month
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.checks.said import Said
    from circulars.model.setting import Setting
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenLetter

_LONG_AGO: Final = 400  # days: further back it is hardly this letter's own deadline
_SOON: Final = 60  # days that a deadline usually lies ahead
_OF_MONTH: Final = re.compile("ประจำเดือน *$")
_NEXT_MONTH: Final = re.compile(r"(?:ก่อน|ภายใน)?วันที่ *\d{1,2} *ของเดือนถัดไป")


@letter_rule
def early_deadlines(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find deadlines that are over before the letter is written.

    What is asked of the reader by such a day cannot be done.  A day gone by may also be told of:
    where that is not plain from the words, the finding is a warning, and none in an annex.
    """
    first = first_possible_day(letter)
    own = {paragraph.place for paragraph in letter.own_paragraphs}
    paragraphs = {paragraph.place for paragraph in letter.document.paragraphs}
    for said in said_dates(letter):
        parsed = said.found.parsed
        if first is None or parsed is None or said.place not in paragraphs:
            continue  # a table of dates tells what was done as well
        if parsed.last_day >= first:
            continue
        meant, in_letter = tone(said), said.place in own
        is_late = in_letter and (first - parsed.last_day).days < _LONG_AGO
        if meant is Tone.ASKED or (meant is Tone.OPEN and is_late):
            sure = meant is Tone.ASKED and is_late
            yield Finding(
                code="deadline-before-letter",
                level=Level.BLOCK if sure else Level.WARN,
                where=said.place,
                message=f"กำหนด “{said.found.text}” มาก่อนวันที่ของหนังสือ ({_dated(letter, first)})",
                hint=_way_out(meant, parsed.date, first),
                about=parsed.date.isoformat(),
            )


@letter_rule
def past_invitations(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find days that the letter invites to (ขอเชิญ … ในวันที่) and that are over before it."""
    first = first_possible_day(letter)
    for paragraph in letter.body if first else ():
        for said in said_in(paragraph.place, paragraph.text):
            if first and said.day and said.day < first and is_invitation(said):
                yield Finding(
                    code="deadline-before-letter",
                    level=Level.WARN,
                    where=paragraph.place,
                    message=f"วันนัด “{said.found.text}” มาก่อนวันที่ของหนังสือ ({_dated(letter, first)})",
                    hint=f"แก้วันนัด หรือวันที่ของหนังสือ{_right_year(said.day, first)}",
                    about=said.day.isoformat(),
                )


def _way_out(meant: Tone, day: dt.date, first: dt.date) -> str:
    """Return what to do about a deadline that is over."""
    way = f"แก้เป็นวันหลังวันที่ของหนังสือ{_right_year(day, first)}"
    return way if meant is Tone.ASKED else f"ถ้าเป็นกำหนดให้ผู้รับทำ {way} ถ้าเล่าถึงเรื่องที่ผ่านมา ไม่ต้องแก้"


def _dated(letter: WrittenLetter, first: dt.date) -> str:
    """Return the day of the letter for a message, or its month where the day is left blank."""
    dated = letter.date.text if letter.date else ""
    blank = not any(said.day for said in said_in("", dated))
    return format_month(YearMonth.of(first), digits="arabic") if blank else named(first)


def _right_year(day: dt.date, first: dt.date) -> str:
    """Return what the deadline is when only its year is last year's."""
    later = years_later(day, 1)
    if later is None or not 0 <= (later - first).days <= _SOON:
        return ""
    return f" ปีอาจพิมพ์ผิด: ถ้าเป็นปีถัดไปคือ{named(later)}"


@letter_rule
def closed_deadlines(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find deadlines on days on which offices are closed."""
    first = first_possible_day(letter)
    for said in said_dates(letter):
        day = said.day
        if day is None or (first and day < first) or not is_deadline(said):
            continue
        if said.found.parsed and said.found.parsed.weekday_matches is False:
            continue  # the day itself is in doubt, and is told of with its weekday
        if not is_open(day, setting.days):
            yield Finding(
                code="deadline-nonworking",
                level=Level.WARN,
                where=said.place,
                message=f"กำหนด “{said.found.text}” {falls_on(said, day, setting.days)}",
                hint=move_on(day, setting.days),
                about=day.isoformat(),
            )


@letter_rule
def deadlines_within_month(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Note data of a month (ประจำเดือน) that are due before the month is over."""
    for paragraph in letter.document.paragraphs:
        month: Said | None = None
        for said in said_in(paragraph.place, paragraph.text):
            if _OF_MONTH.search(said.lead):
                month = said
            elif month and said.day and is_deadline(said):
                yield from _within_month(letter, month, said, said.day)
                month = None


def _within_month(
    letter: WrittenLetter, month: Said, deadline: Said, day: dt.date
) -> Iterator[Finding]:
    parsed = month.found.parsed
    if parsed is None or not parsed.date <= day < parsed.last_day:
        return
    other = next(_other_words(letter), "")
    yield Finding(
        code="deadline-within-month",
        level=Level.NOTE,
        where=deadline.place,
        message=f"ข้อมูลประจำเดือน{month.found.text} มีกำหนด “{deadline.found.text}” ซึ่งยังไม่สิ้นเดือน"
        + (f" ทั้งที่อีกแห่งหนึ่งในหนังสือว่า “{other}”" if other else ""),
        hint=f"ตรวจว่าตั้งใจให้ส่งก่อนสิ้นเดือน ({named(parsed.last_day)})",
    )


def _other_words(letter: WrittenLetter) -> Iterator[str]:
    """Yield what the letter says of a day of the next month (เดือนถัดไป), as it was typed."""
    for paragraph in letter.own_paragraphs:
        if match := _NEXT_MONTH.search(plain(paragraph.text)):
            yield paragraph.text[match.start() : match.end()]


@letter_rule
def annex_deadlines(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find the one deadline in an annex that is none of those in the letter."""
    own = _deadlines(letter.body)
    for annex in letter.annexes:
        found = _deadlines(annex.paragraphs)
        if own and len(found) == 1 and not found.keys() & own.keys():
            (day, said), *_ = found.items()
            yield Finding(
                code="deadline-conflict",
                level=Level.WARN,
                where=said.place,
                message=f"กำหนดในสิ่งที่ส่งมาด้วย “{said.found.text}” ไม่ตรงกับในหนังสือ "
                f"({', '.join(named(each) for each in own)})",
                hint="ตรวจว่าเป็นเรื่องเดียวกันหรือไม่ ถ้าใช่ให้แก้ให้ตรงกัน",
                about=day.isoformat(),
            )


def _deadlines(paragraphs: tuple[Paragraph, ...]) -> dict[dt.date, Said]:
    said = (said for each in paragraphs for said in said_in(each.place, each.text))
    return {each.day: each for each in said if each.day and is_deadline(each)}
