"""A letter type of ``letter.docx`` alone: its form is what the template asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.names import OFFICE_NAMES, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.model.letter_type import LetterType

# Every letter has these two, which the secretary may leave to the pen.
_ALWAYS: Final = (
    FieldSpec(name="วันที่", label="วันที่ของหนังสือ", kind=FieldKind.DATE, blank=True),
    FieldSpec(name="เลขที่", label="เลขทะเบียนหนังสือส่ง", kind=FieldKind.INTEGER, blank=True),
)


def with_form(letter_type: LetterType, names: Iterable[str]) -> LetterType:
    """Return `letter_type` with a text field for each of the template's `names` nothing gives.

    A type whose letter.toml names fields or datasets stays as it is.
    """
    if letter_type.fields or letter_type.datasets:
        return letter_type
    fields = {field.name: field for field in _ALWAYS}
    for name in sorted(set(names) - OFFICE_NAMES.keys() - RESERVED - fields.keys()):
        fields[name] = FieldSpec(name=name, label=name, kind=FieldKind.TEXT)
    return replace(letter_type, fields=fields)
