"""The rows of the sheet แบบกรอก: which answers a starter asks for, with an example of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.compose.cited import EXAMPLE as CITED
from circulars.model.errors import CircularsError
from circulars.model.letter_type import FieldKind
from circulars.workbook import read_form, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circulars.model.letter_type import FieldSpec, LetterType

_SUCH: Final = {
    FieldKind.TEXT: "ข้อความ",
    FieldKind.LINES: "หนึ่งบรรทัดเป็นหนึ่งย่อหน้า ขึ้นบรรทัดใหม่ด้วย Alt+Enter",
    FieldKind.INTEGER: "จำนวนเต็ม",
    FieldKind.DATE: "วันที่",
    FieldKind.MONTH: "เดือนและปี",
    FieldKind.CHOICE: "เลือกจากรายการ",
    FieldKind.LETTERS: "หน่วยงาน | เลขที่ | วันที่ หนึ่งฉบับต่อบรรทัด",
}
_INVENTED: Final = {
    FieldKind.INTEGER: "1175",
    FieldKind.DATE: "2025-03-11",
    FieldKind.MONTH: "มีนาคม 2568",
    FieldKind.LETTERS: CITED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One row of the form: a field, how to answer it, and an answer that stands beside it."""

    field: FieldSpec
    told: str
    example: str

    @property
    def must_be_filled(self) -> bool:
        """Whether no letter is made without an answer."""
        field = self.field
        return field.required and field.value is None and not field.blank


def form_rows(kind: LetterType, fields: Mapping[str, FieldSpec]) -> tuple[FormRow, ...]:
    """Return the rows that the form of `kind` asks for, in the order of `fields`.

    Left out is what the recipients' table answers, and what an empty cell would leave to the
    pen although it is derived.
    """
    answers = {**_sheet_answers(kind), **kind.example}
    known = answered_by_recipients(kind)
    return tuple(
        FormRow(field=field, told=_told(field), example=_example(field, answers))
        for name, field in fields.items()
        if name not in known and not is_left_out(field)
    )


def is_left_out(field: FieldSpec) -> bool:
    """Return whether an empty row would take the field's own value away."""
    return field.blank and field.value is not None


def answered_by_recipients(kind: LetterType) -> frozenset[str]:
    """Return the names of fields that each recipient's row answers."""
    if kind.recipients is None:
        return frozenset()
    columns = kind.datasets[kind.recipients.dataset].columns
    return frozenset(column.name for column in columns)


def _sheet_answers(kind: LetterType) -> Mapping[str, str]:
    """Return the answers in the type's own example; none where it cannot be read."""
    path = kind.example_workbook
    if not path.is_file():
        return {}
    try:
        return read_form(read_workbook(path.read_bytes(), name=path.name)).answers
    except CircularsError:
        return {}


def _told(field: FieldSpec) -> str:
    parts: Iterable[str] = (
        field.label if field.label != field.name else "",
        field.help or _SUCH[field.kind],
        "เว้นว่าง: หาค่าให้เอง" if field.value is not None else "",
        "" if field.required or field.value is not None else "ไม่กรอกก็ได้",
        "เว้นว่าง: เว้นไว้เขียนด้วยมือ" if field.blank and "ด้วยมือ" not in field.help else "",
    )
    return " · ".join(filter(None, parts))


def _example(field: FieldSpec, answers: Mapping[str, str]) -> str:
    said = answers.get(field.name, "") or answers.get(field.label, "")
    return said or next(filter(None, field.choices), _INVENTED.get(field.kind, ""))
