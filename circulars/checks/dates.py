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
    move_on,
    named,
    said_dates,
    said_in,
    why_closed,
)
from circulars.expressions import Blank
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind, FieldRole
from thai_numerals import (
    YearMonth,
    format_month,
    is_working_day,
    next_working_day,
    weekday_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.checks.said import Said
    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenAnnex, WrittenLetter
    from thai_numerals import LocalDays

_DATE: Final = "วันที่"  # the field that dates the letter

# ข้อมูล ณ วันที่, ณ 10: the words right before the day; ณ also ends words such as งบประมาณ.
_AS_OF: Final = re.compile(r"(?:ข้อมูล|(?<![ก-๎]))ณ *(?:(?:วัน[ก-๎]*)?ที่ *)?$")
# หนังสือกระทรวงมหาดไทย ที่ … ลงวันที่, by somebody else.
_OF_LETTER: Final = re.compile(r"(?:หนังสือ|บันทึก)(?!รับรอง)(?:(?!ให้|ขอ|จะ).)*ที่ *\S.*ลง(?:วันที่)? *$")
_ISSUED: Final = re.compile("(?:สั่ง|ประกาศ|ให้ไว้|ลงชื่อ) *(?:ณ *)?$")
# What stands before the date in a note by itself: (ข้อมูล ณ วันที่.
_DATA: Final = re.compile("ข้อมูล|ยอด|สถิติ|ตัวเลข")
_NOTE: Final = re.compile(r"\W*(?:หมายเหตุ\W*)?(?:ที่มา\W*)?(?:ข้อมูล)? *(?:ณ *(?:วัน)?)?")
_NOTE_END: Final = re.compile(r"\W*(?:(?:เวลา|ที่มา|จาก|โดย|หน่วย).*)?")
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
            hint=_sign_on(letter.date, local),
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
            hint=move_on(day, local),
            about=day.isoformat(),
        )


def _blank_month(letter: Letter) -> YearMonth | None:
    """Return the month of a letter whose day alone is left to the pen."""
    if letter.date is not None:
        return None
    blank = letter.fields.get(_DATE)
    return blank.month if isinstance(blank, Blank) else None


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
    """Return whether data are said to be of this date, by their name or in a note by itself."""
    first_digit = re.search(r"\d", said.found.text)
    ahead = said.lead + said.found.text[: first_digit.start()] if first_digit else ""
    if not _AS_OF.search(ahead) or _ISSUED.search(said.lead):
        return False
    return bool(_DATA.search(said.lead)) or _is_note(said)


def _is_note(said: Said) -> bool:
    """Return whether the whole paragraph says of what day the data are."""
    return bool(_NOTE.fullmatch(said.before) and _NOTE_END.fullmatch(said.after))


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
            message=f"หนังสือลงวันที่ “{letter.date.text.strip()}” ({weekday_name(day)}) "
            f"ซึ่งตรงกับ{why_closed(day, setting.days)}",
            hint=_sign_on(day, setting.days),
            about=day.isoformat(),
        )


def _sign_on(day: dt.date, local: LocalDays) -> str:
    """Return the way out for a letter dated on a closed day."""
    return f"ถ้าไม่ได้ลงนามในวันหยุด ให้ลงวันทำการถัดไป คือ {named(next_working_day(day, local=local))}"


@letter_rule
def written_cited_letters(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find letters cited (อ้างถึง), sent along or spoken of that are dated after this one."""
    month = letter_month(letter)
    last = letter_day(letter) or (month.last_day if month else None)
    for said, whose in _dated_letters(letter) if last else ():
        if last and said.day and said.day > last:
            yield Finding(
                code="cited-letter-later",
                level=Level.WARN,
                where=said.place,
                message=f"{whose}ลงวันที่ “{_bare(said)}” หลังวันที่ของหนังสือฉบับนี้ ({named(last)})",
                hint="ตรวจวันที่ของหนังสือที่อ้างถึง และวันที่ของหนังสือฉบับนี้",
                about=said.day.isoformat(),
            )


def _bare(said: Said) -> str:
    return said.found.text.removeprefix("วันที่").strip()


def _dated_letters(letter: WrittenLetter) -> Iterator[tuple[Said, str]]:
    """Yield the dates of other letters, each with what the letter is to this one."""
    for passage in letter.cited:
        yield from ((said, "หนังสือที่อ้างถึง") for said in said_in(passage.place, passage.text))
    cited = {passage.place for passage in letter.cited}
    sent = [(each.passage.place, each.passage.text) for each in letter.attachments]
    for place, text in (*sent, *((each.place, each.text) for each in letter.body)):
        for said in said_in(place, text) if place not in cited else ():
            if _OF_LETTER.search(said.lead):
                yield said, "หนังสือที่กล่าวถึง"


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
        if is_data_date(said) and not _ASKED.search(said.before + said.after):
            is_note = said.place not in forms and _is_note(said)
            yield Finding(
                code="data-date-after-letter",
                level=Level.BLOCK if is_note else Level.WARN,
                where=said.place,
                message=f"ข้อมูลเป็นของ “{said.found.text}” ซึ่งหลังวันที่ของหนังสือ ({named(date)})",
                hint="แก้วันที่ของข้อมูล หรือแก้วันที่ของหนังสือ",
                about=day.isoformat(),
            )
