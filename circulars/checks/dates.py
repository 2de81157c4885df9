"""Dates: working days, and the order of the letter, its data and its deadlines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from circulars.checks.rules import rule
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldRole
from thai_numerals import find_dates, format_date, holiday_name, is_working_day, next_working_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.sheet import Cell


@rule
def letter_date(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a letter dated on a day on which offices are closed."""
    if letter.date and not is_working_day(letter.date):
        yield Finding(
            code="letter-date-nonworking",
            level=Level.WARN,
            where="วันที่ของหนังสือ",
            message=f"{_named(letter.date)} เป็น{_why(letter.date)}",
            hint=f"วันทำการถัดไปคือ{_named(next_working_day(letter.date))}",
        )


@rule
def deadlines(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Find deadlines before the letter itself, or on a day on which offices are closed."""
    for field in letter_type.fields.values():
        day = letter.fields.get(field.name)
        if field.role is FieldRole.DEADLINE and isinstance(day, dt.date):
            yield from _deadline(letter, field, day)


def _deadline(letter: Letter, field: FieldSpec, day: dt.date) -> Iterator[Finding]:
    if letter.date and day < letter.date:
        yield Finding(
            code="deadline-before-letter",
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({_named(day)}) มาก่อนวันที่ของหนังสือ ({_named(letter.date)})",
            hint=f"แก้ด้วย --set {field.name}=… ให้เป็นวันหลังวันที่ของหนังสือ",
        )
    if not is_working_day(day):
        yield Finding(
            code="deadline-nonworking",
            level=Level.WARN,
            where=f"ช่อง {field.name}",
            message=f"{field.label} ({_named(day)}) เป็น{_why(day)}",
            hint=f"วันทำการถัดไปคือ{_named(next_working_day(day))}",
        )


@rule
def data_dates(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find data said to be of a day after the letter's own date."""
    if letter.date is None:
        return
    for dataset in letter.datasets.values():
        for note in dataset.table.notes:
            for day in _days_in(note):
                if day > letter.date:
                    yield Finding(
                        code="data-date-after-letter",
                        where=dataset.table.place(note),
                        message=f"ข้อมูลเป็นของ{_named(day)} ซึ่งหลังวันที่ของหนังสือ ({_named(letter.date)})",
                        hint="แก้วันที่ของข้อมูลใต้ตาราง หรือแก้วันที่ของหนังสือ",
                    )


def _days_in(note: Cell) -> Iterator[dt.date]:
    for found in find_dates(note.text):
        if found.parsed and found.parsed.precision == "day":
            yield found.parsed.date


def _named(day: dt.date) -> str:
    return format_date(day, "full", digits="arabic")


def _why(day: dt.date) -> str:
    name = holiday_name(day)
    return f"วันหยุดราชการ ({name})" if name else "วันหยุดสุดสัปดาห์"
