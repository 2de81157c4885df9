"""Invented answers to the form, by the kind of each field."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from circulars.compose import TO_ALL
from circulars.compose.common_fields import TO_EACH
from circulars.model.letter_type import FieldKind, FieldRole
from circulars.model.names import COMMON_FIELDS, SENT, SUBJECT
from thai_numerals import YearMonth, format_date, format_month, next_working_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.model.letter_type import FieldSpec
    from circulars.previewing.cases import Case
    from circulars.previewing.words import Words

DAY: Final = dt.date(2026, 3, 10)  # of every invented letter: a Tuesday, no holiday
_DATE: Final = "วันที่"
_NUMBER: Final = "เลขที่"
_DUE: Final = dt.timedelta(days=21)
_OTHER: Final = dt.timedelta(days=7)
# Whole numbers by what their labels tell of.
_NUMBERS: Final = {
    r"พ\.\s?ศ\.|^ปี": "2569",
    r"ไตรมาส": "2",
    r"รอบ": "1",
    r"เลขที่|เลขทะเบียน": "1175",
    r"วันที่เท่าใด|เดือนละวันที่": "15",
    r"ร้อยละ": "10",
}


def invented(
    fields: Mapping[str, FieldSpec], case: Case, words: Words, code: str
) -> dict[str, str]:
    """Return answers to `fields`; what the type derives is left to it where nothing is long.

    `code` begins the numbers of cited letters: ``พย 0019``.
    """
    answers = {name: _answer(field, case, words, code) for name, field in fields.items()}
    return {name: answer for name, answer in answers.items() if answer is not None}


def _answer(field: FieldSpec, case: Case, words: Words, code: str) -> str | None:
    if field.name in COMMON_FIELDS:
        sent = TO_ALL if case.is_to_all else TO_EACH
        return sent if field.name == SENT else None
    if field.name == _DATE and field.kind is FieldKind.DATE:
        return DAY.isoformat()
    if case.is_empty and (field.blank or not field.required):
        return "" if field.blank and field.value is None else None
    if field.value is not None and not _is_stretched(field, case):
        return None
    return _of_kind(field, case, words, code)


def _is_stretched(field: FieldSpec, case: Case) -> bool:
    """Return whether a derived field is given all the same, to see it long."""
    return case.is_long and field.name == SUBJECT and field.kind is FieldKind.TEXT


def _of_kind(field: FieldSpec, case: Case, words: Words, code: str) -> str:
    match field.kind:
        case FieldKind.DATE:
            return _day(field).isoformat()
        case FieldKind.MONTH:
            return format_month(YearMonth.of(DAY), digits="arabic")
        case FieldKind.INTEGER:
            return _number(field, case)
        case FieldKind.CHOICE:
            choices = [choice for choice in field.choices if choice] or [""]
            return max(choices, key=len) if case.is_long else choices[0]
        case FieldKind.LINES:
            return words.lines()
        case FieldKind.LETTERS:
            return cited(case.citations, words, code)
        case _:
            return words.text(field.name, field.label)


def _day(field: FieldSpec) -> dt.date:
    if field.role is FieldRole.DEADLINE:
        return next_working_day(DAY + _DUE)
    return DAY + _OTHER


def _number(field: FieldSpec, case: Case) -> str:
    text = f"{field.label} {field.help}"
    known = (number for pattern, number in _NUMBERS.items() if re.search(pattern, text))
    return next(known, "999999" if case.is_long else "12")


def cited(count: int, words: Words, code: str) -> str:
    """Return `count` letters as the form cites them, each on a line of its own."""
    lines = []
    for number in range(count):
        day = format_date(DAY - dt.timedelta(days=30 + 7 * number), digits="arabic")
        lines.append(f"จังหวัดสมมุติ | {code}/ว{words.number(100, 999)} | {day}")
    return "\n".join(lines)
