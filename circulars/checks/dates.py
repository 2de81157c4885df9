"""Dates: working days, and the order of the letter, its data and its deadlines."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import form_rule
from circulars.expressions import Blank
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind, FieldRole
from thai_numerals import (
    YearMonth,
    find_dates,
    format_date,
    format_month,
    holiday_name,
    is_working_day,
    next_working_day,
    parse_date,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from thai_numerals import LocalDays

_DATE: Final = "วันที่"  # the field that dates the letter

# ข้อมูล ณ วันที่, ณ 10: the words right before the day; ณ also ends words such as งบประมาณ.
_AS_OF: Final = re.compile(r"(?:ข้อมูล|(?<![ก-๎]))ณ *(?:(?:วัน[ก-๎]*)?ที่ *)?$")


@form_rule
def letter_date(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a letter dated on a day on which offices are closed."""
    local = letter.office.days
    if letter.date and not is_working_day(letter.date, local=local):
        yield Finding(
            code="letter-date-nonworking",
            level=Level.WARN,
            where="วันที่ของหนังสือ",
            message=f"{_named(letter.date)} เป็น{_why(letter.date, local)}",
            hint=f"วันทำการถัดไปคือ{_named(next_working_day(letter.date, local=local))}",
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
                    message=f"{each['รายการ']} ลงวันที่หลังหนังสือฉบับนี้ ({_named(letter.date)})",
                    hint="ตรวจวันที่ของหนังสือที่อ้างถึง และวันที่ของหนังสือฉบับนี้",
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
        said = _named(first) if month is None else format_month(month, digits="arabic")
        yield Finding(
            code="deadline-before-letter",
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({_named(day)}) มาก่อนวันที่ของหนังสือ ({said})",
            hint=f"แก้ด้วย --set '{field.name}=…' ให้เป็นวันหลังวันที่ของหนังสือ",
        )
    local = letter.office.days
    if not is_working_day(day, local=local):
        yield Finding(
            code="deadline-nonworking",
            level=Level.WARN,
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({_named(day)}) เป็น{_why(day, local)}",
            hint=f"วันทำการถัดไปคือ{_named(next_working_day(day, local=local))}",
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
                        message=f"ข้อมูลเป็นของ{_named(day)} ซึ่งหลังวันที่ของหนังสือ ({_named(letter.date)})",
                        hint="แก้วันที่ของข้อมูลใต้ตาราง หรือแก้วันที่ของหนังสือ",
                    )


def _data_days(text: str) -> Iterator[dt.date]:
    """Yield the days that data are said to be of: ข้อมูล ณ วันที่ …; other days may lie ahead."""
    for found in find_dates(text):
        if found.parsed and found.parsed.precision == "day":
            first_digit = re.search(r"\d", found.text)
            if first_digit and _AS_OF.search(text[: found.start + first_digit.start()]):
                yield found.parsed.date


def _named(day: dt.date) -> str:
    return format_date(day, "full", digits="arabic")


def _why(day: dt.date, local: LocalDays) -> str:
    name = holiday_name(day, local=local)
    return f"วันหยุดราชการ ({name})" if name else "วันหยุดสุดสัปดาห์"
