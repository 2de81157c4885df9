"""Dates: working days, and the order of the letter, its data and its deadlines."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import form_rule, letter_rule
from circulars.checks.said import (
    is_open,
    letter_day,
    letter_month,
    named,
    said_dates,
    said_in,
    why_closed,
)
from circulars.expressions import Blank
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind, FieldRole
from thai_numerals import YearMonth, format_month, is_working_day, next_working_day, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.checks.said import Said
    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenAnnex, WrittenLetter

_DATE: Final = "วันที่"  # the field that dates the letter

# ข้อมูล ณ วันที่, ณ 10: the words right before the day; ณ also ends words such as งบประมาณ.
_AS_OF: Final = re.compile(r"(?:ข้อมูล|(?<![ก-๎]))ณ *(?:(?:วัน[ก-๎]*)?ที่ *)?$")
_ISSUED: Final = re.compile("(?:สั่ง|ประกาศ|ให้ไว้|ลงชื่อ) *(?:ณ *)?$")
# What stands before the date in a note by itself: (ข้อมูล ณ วันที่.
_NOTE: Final = re.compile(r"\W*(?:หมายเหตุ\W*)?(?:ที่มา\W*)?(?:ข้อมูล)? *(?:ณ *(?:วัน)?)?")
# Words of somebody who asks for data: they may be of a day to come.
_ASKED: Final = re.compile("ให้|ขอ|โปรด|จะ|ส่ง")


@form_rule
def letter_date(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a letter dated on a day on which offices are closed."""
    local = letter.office.days
    if letter.date and not is_working_day(letter.date, local=local):
        yield Finding(
            code="letter-date-nonworking",
            level=Level.WARN,
            where="วันที่ของหนังสือ",
            message=f"{named(letter.date)} เป็น{why_closed(letter.date, local)}",
            hint=f"วันทำการถัดไปคือ{named(next_working_day(letter.date, local=local))}",
            about=letter.date.isoformat(),
        )


@form_rule
def cited_letters(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Find cited letters (อ้างถึง) that are dated after the letter that cites them."""
    for field in letter_type.fields.values():
        cited = letter.fields.get(field.name) if field.kind is FieldKind.LETTERS else []
        for each in cited or []:
            if letter.date and each["วันที่"] > letter.date:
                yield Finding(
                    code="cited-letter-later",
                    level=Level.WARN,
                    where=f"ช่อง {field.name}",
                    message=f"{each['รายการ']} ลงวันที่หลังหนังสือฉบับนี้ ({named(letter.date)})",
                    hint="ตรวจวันที่ของหนังสือที่อ้างถึง และวันที่ของหนังสือฉบับนี้",
                    about=each["วันที่"].isoformat(),
                )


@form_rule
def deadlines(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Find deadlines before the letter itself, or on a day on which offices are closed."""
    for field in letter_type.fields.values():
        day = letter.fields.get(field.name)
        if field.role is FieldRole.DEADLINE and isinstance(day, dt.date):
            yield from _deadline(letter, field, day)


def _deadline(letter: Letter, field: FieldSpec, day: dt.date) -> Iterator[Finding]:
    month = _blank_month(letter)
    first = letter.date or (month and month.first_day)
    if first and day < first:
        said = named(first) if month is None else format_month(month, digits="arabic")
        yield Finding(
            code="deadline-before-letter",
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({named(day)}) มาก่อนวันที่ของหนังสือ ({said})",
            hint=f"แก้ด้วย --set '{field.name}=…' ให้เป็นวันหลังวันที่ของหนังสือ",
            about=day.isoformat(),
        )
    local = letter.office.days
    if not is_working_day(day, local=local):
        yield Finding(
            code="deadline-nonworking",
            level=Level.WARN,
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({named(day)}) เป็น{why_closed(day, local)}",
            hint=f"วันทำการถัดไปคือ{named(next_working_day(day, local=local))}",
            about=day.isoformat(),
        )


def _blank_month(letter: Letter) -> YearMonth | None:
    """Return the month of a letter whose day alone is left to the pen."""
    if letter.date is not None:
        return None
    blank = letter.fields.get(_DATE)
    if not isinstance(blank, Blank) or not blank.strip():
        return None
    return YearMonth.of(parse_date(blank.strip()).date)


@form_rule
def data_dates(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find data said to be of a day after the letter's own date."""
    if letter.date is None:
        return
    for dataset in letter.datasets.values():
        for note in (*dataset.table.titles, *dataset.table.notes):
            for day in _data_days(note.text):
                if day > letter.date:
                    yield Finding(
                        code="data-date-after-letter",
                        where=dataset.table.place(note),
                        message=f"ข้อมูลเป็นของ{named(day)} ซึ่งหลังวันที่ของหนังสือ ({named(letter.date)})",
                        hint="แก้วันที่ของข้อมูลใต้ตาราง หรือแก้วันที่ของหนังสือ",
                        about=day.isoformat(),
                    )


def _data_days(text: str) -> Iterator[dt.date]:
    """Yield the days that data are said to be of: ข้อมูล ณ วันที่ …; other days may lie ahead."""
    yield from (said.day for said in said_in("", text) if said.day and is_data_date(said))


def is_data_date(said: Said) -> bool:
    """Return whether data are said to be of this date."""
    first_digit = re.search(r"\d", said.found.text)
    ahead = said.before + said.found.text[: first_digit.start()] if first_digit else ""
    return bool(_AS_OF.search(ahead)) and not _ISSUED.search(said.before)


def _is_form(annex: WrittenAnnex) -> bool:
    """Return whether the annex is a form to be filled in, perhaps with data of a day to come."""
    return any("แบบ" in title.text for title in annex.titles)


@letter_rule
def written_date(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find a letter dated on a day on which offices are closed."""
    day = letter_day(letter)
    if letter.date and day and not is_open(day, setting.days):
        yield Finding(
            code="letter-date-nonworking",
            level=Level.WARN,
            where=letter.date.place,
            message=f"หนังสือลงวันที่ “{letter.date.text.strip()}” คือ{named(day)} "
            f"เป็น{why_closed(day, setting.days)}",
            hint=f"วันทำการถัดไปคือ{named(next_working_day(day, local=setting.days))}",
            about=day.isoformat(),
        )


@letter_rule
def written_cited_letters(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find cited letters (อ้างถึง) that are dated after the letter that cites them."""
    month = letter_month(letter)
    last = letter_day(letter) or (month.last_day if month else None)
    for passage in letter.cited:
        for said in said_in(passage.place, passage.text):
            if last and said.day and said.day > last:
                yield Finding(
                    code="cited-letter-later",
                    level=Level.WARN,
                    where=passage.place,
                    message=f"หนังสือที่อ้างถึงลงวันที่ “{said.found.text}” "
                    f"หลังวันที่ของหนังสือฉบับนี้ ({named(last)})",
                    hint="ตรวจวันที่ของหนังสือที่อ้างถึง และวันที่ของหนังสือฉบับนี้",
                    about=said.day.isoformat(),
                )


@letter_rule
def written_data_dates(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find data said to be of a day after the letter's own date; a letter may ask for such."""
    date = letter_day(letter)
    forms = {p.place for annex in letter.annexes if _is_form(annex) for p in annex.paragraphs}
    own = letter.date.place if letter.date else ""
    for said in said_dates(letter):
        day = said.day
        if date is None or day is None or day <= date or said.place == own:
            continue
        if is_data_date(said) and not _ASKED.search(said.before):
            is_note = said.place not in forms and _NOTE.fullmatch(said.before)
            yield Finding(
                code="data-date-after-letter",
                level=Level.BLOCK if is_note else Level.WARN,
                where=said.place,
                message=f"ข้อมูลเป็นของ “{said.found.text}” ซึ่งหลังวันที่ของหนังสือ ({named(date)})",
                hint="แก้วันที่ของข้อมูล หรือแก้วันที่ของหนังสือ",
                about=day.isoformat(),
            )
