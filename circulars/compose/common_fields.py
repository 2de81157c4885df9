"""Fields that the form of every letter has: who signs, for whom, to what class of recipient."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from circulars.data.salutations import Salutation, salutations
from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.names import RECIPIENT_CLASS, SENT, SIGNATORY, UNIT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office

TO_EACH: Final = "ฉบับละหนึ่งราย"
TO_ALL: Final = "ทุกรายในฉบับเดียว"


def common_fields(letter_type: LetterType, office: Office | None) -> dict[str, FieldSpec]:
    """Return the fields by name; nobody can be chosen without an `office`."""
    signatories = tuple(each.key for each in office.signatories) if office else ()
    fields = [
        _choice(SIGNATORY, "ผู้ลงนาม (ตามข้อมูลสำนักงาน)", signatories),
        _choice(RECIPIENT_CLASS, "ประเภทผู้รับ กำหนดคำขึ้นต้นและคำลงท้าย", tuple(salutations())),
    ]
    if office is None or office.units:
        units = tuple(each.key for each in office.units) if office else ()
        fields.append(_choice(UNIT, "หน่วยงานเจ้าของเรื่อง (ตามข้อมูลสำนักงาน)", units))
    if letter_type.recipients:
        fields.append(_choice(SENT, "ส่งแยกฉบับหรือฉบับเดียว", (TO_EACH, TO_ALL)))
    return {field.name: field for field in fields}


def _choice(name: str, label: str, choices: tuple[str, ...]) -> FieldSpec:
    return FieldSpec(name=name, label=label, kind=FieldKind.CHOICE, choices=choices, required=False)


def salutation(values: Mapping[str, Any]) -> Salutation:
    """Return how the recipient is addressed; the usual way unless the form names a class."""
    known = salutations()
    return known.get(values[RECIPIENT_CLASS]) or next(iter(known.values()))


def of_unit(office: Office, key: str) -> Office:
    """Return `office` as its unit `key` writes; unchanged where there is no such unit."""
    unit = next((each for each in office.units if each.key == key.strip()), None)
    if unit is None:
        return office
    return replace(
        office, unit=unit.unit, group=unit.group, phone=unit.phone, unit_number=unit.number
    )
