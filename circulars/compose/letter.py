"""Composing one letter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from circulars.compose.annexes import row_of
from circulars.compose.answers import NUMBER
from circulars.compose.attachments import attachment_list, build_attachments
from circulars.compose.common_fields import common_fields, of_unit, salutation
from circulars.compose.form import fill_form
from circulars.compose.names import dataset_names, office_names, signatory_names
from circulars.expressions import ExpressionError
from circulars.model.errors import LetterTypeError
from circulars.model.findings import Finding, Level
from circulars.model.letter import Letter
from circulars.model.names import (
    ATTACHMENTS,
    CLOSING,
    OF_RECIPIENT,
    RECIPIENT,
    REFERENCE,
    SALUTATION,
    SIGNATORY,
    UNIT,
)
from circulars.model.office import EmblemKind
from circulars.model.reference_number import ReferenceNumber
from circulars.model.rows import row_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.compose.annexes import Sheets
    from circulars.model.letter import Attachment
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office, Signatory

DATE: Final = "วันที่"


def form_fields(letter_type: LetterType, office: Office | None) -> dict[str, FieldSpec]:
    """Return the fields of the form: the type's own, and those of every letter.

    Without an `office`, such as to show the form of a type, nobody can be chosen yet.
    """
    return {**letter_type.fields, **common_fields(letter_type, office)}


def compose(
    letter_type: LetterType,
    office: Office,
    sheets: Sheets,
    given: Mapping[str, str],
    found: tuple[Finding, ...] = (),
) -> Letter:
    """Return the letter of `letter_type`, the form filled with `given` and what is derived.

    `sheets` says what the workbook gives, and to which of several recipients the letter goes;
    `found` is what reading the workbook found already, and goes with the letter.

    Raises :exc:`FormError` with every fault in the form, :exc:`LetterTypeError` where a text
    of the type's attachments cannot be printed.
    """
    writer = of_unit(office, given.get(UNIT, ""))
    names = {**office_names(writer), **_dataset_names(sheets)}
    values, assumed = fill_form(form_fields(letter_type, office), given, names)
    number = _number(letter_type, writer, values)
    addressed = salutation(values)
    names |= {
        **values,
        REFERENCE: str(number),
        SIGNATORY: signatory_names(_signatory(writer, values[SIGNATORY])),
        SALUTATION: addressed.opening,
        CLOSING: addressed.closing,
    }
    attachments = _attachments(letter_type, sheets, names)
    return Letter(
        number=number,
        date=number.date,
        fields=values,
        context={**names, ATTACHMENTS: attachment_list(attachments)},
        attachments=attachments,
        datasets=sheets.datasets,
        office=writer,
        findings=(*found, *assumed, *_findings(writer)),
        recipient=sheets.recipient.name if sheets.recipient else "",
    )


def _dataset_names(sheets: Sheets) -> dict[str, Any]:
    """Return what each dataset gives; in a letter to one of several, the recipient's rows too."""
    names: dict[str, Any] = {RECIPIENT: {}}
    for name, dataset in sheets.datasets.items():
        shared = sheets.names.get(name) or dataset_names(dataset)
        row = row_of(dataset, name, sheets.recipient) if sheets.recipient else None
        own = {OF_RECIPIENT: row_names(dataset, row)} if row else {}
        names[name] = {**shared, **own}
        if sheets.recipient and sheets.recipient.dataset == name:
            names[RECIPIENT] = own[OF_RECIPIENT]
    return names


def _number(letter_type: LetterType, office: Office, values: Mapping[str, Any]) -> ReferenceNumber:
    date, serial = values.get(DATE), values.get(NUMBER)
    return ReferenceNumber(
        code=office.code,
        unit=office.unit_number,
        serial=serial if isinstance(serial, int) else None,
        is_circular=letter_type.is_circular,
        space=office.circular_space,
        kind=letter_type.kind,
        date=date if isinstance(date, dt.date) else None,
    )


def _attachments(
    letter_type: LetterType, sheets: Sheets, names: Mapping[str, Any]
) -> tuple[Attachment, ...]:
    try:
        return build_attachments(letter_type, sheets, names)
    except ExpressionError as error:
        raise LetterTypeError(
            Finding(
                code="attachment-underivable",
                where="letter.toml annexes",
                message=f"หาสิ่งที่ส่งมาด้วยไม่ได้: {error}",
                hint="แก้ title, notes, closing หรือ when ใน [[annexes]] ให้ใช้ชื่อที่มีค่า",
            )
        ) from None


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
