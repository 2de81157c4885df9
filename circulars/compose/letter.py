"""Composing one letter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from circulars.compose.annexes import attachment_list, build_annexes
from circulars.compose.answers import NUMBER
from circulars.compose.form import fill_form
from circulars.compose.names import dataset_names, office_names, signatory_names
from circulars.model.findings import Finding, Level
from circulars.model.letter import Letter
from circulars.model.letter_type import FieldKind, FieldSpec
from circulars.model.names import ATTACHMENTS, REFERENCE, SIGNATORY
from circulars.model.office import EmblemKind
from circulars.model.reference_number import ReferenceNumber

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office, Signatory

DATE: Final = "วันที่"


def form_fields(letter_type: LetterType, office: Office | None) -> dict[str, FieldSpec]:
    """Return the fields of the form: the type's own, and who signs.

    Without an `office`, such as to show the form of a type, nobody can be chosen yet.
    """
    keys = tuple(signatory.key for signatory in office.signatories) if office else ()
    signatory = FieldSpec(
        name=SIGNATORY,
        label="ผู้ลงนาม (ตามข้อมูลสำนักงาน)",
        kind=FieldKind.CHOICE,
        choices=keys,
        required=False,
    )
    return {**letter_type.fields, SIGNATORY: signatory}


def compose(
    letter_type: LetterType,
    office: Office,
    datasets: Mapping[str, Dataset],
    given: Mapping[str, str],
    found: tuple[Finding, ...] = (),
) -> Letter:
    """Return the letter of `letter_type`, the form filled with `given` and what is derived.

    `found` is what reading the workbook found already; it goes with the letter.

    Raises :exc:`FormError` with every fault in the form.
    """
    names = office_names(office) | {
        name: dataset_names(dataset) for name, dataset in datasets.items()
    }
    values, assumed = fill_form(form_fields(letter_type, office), given, names)
    date, serial = values.get(DATE), values.get(NUMBER)
    number = ReferenceNumber(
        code=office.code,
        unit=office.unit_number,
        serial=serial if isinstance(serial, int) else None,
        is_circular=letter_type.is_circular,
        space=office.circular_space,
    )
    derived: dict[str, Any] = {
        REFERENCE: str(number),
        ATTACHMENTS: attachment_list(letter_type.annexes),
        SIGNATORY: signatory_names(_signatory(office, values[SIGNATORY])),
    }
    return Letter(
        number=number,
        date=date if isinstance(date, dt.date) else None,
        fields=values,
        context={**names, **values, **derived},
        annexes=build_annexes(letter_type.annexes, datasets, letter_type.annex_digits),
        datasets=datasets,
        office=office,
        findings=(*found, *assumed, *_findings(office)),
    )


def _signatory(office: Office, key: str) -> Signatory:
    return next((each for each in office.signatories if each.key == key), office.signatories[0])


def _findings(office: Office) -> Iterator[Finding]:
    if office.emblem.kind is EmblemKind.MISSING:
        yield Finding(
            code="emblem-missing",
            level=Level.WARN,
            where="หัวหนังสือ",
            message="ไม่มีตราครุฑ: พิมพ์ที่ว่างพร้อมป้ายกำกับไว้แทน",
            hint='กำหนด [emblem] ในข้อมูลสำนักงาน: kind = "paper" เมื่อใช้กระดาษตราครุฑ หรือให้แฟ้มภาพ',
        )
