"""One letter to all recipients, or one to each (ผู้รับ)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.compose.answers import NUMBER, Refused, read_answer
from circulars.compose.common_fields import TO_ALL
from circulars.compose.letter import compose, form_fields
from circulars.compose.names import dataset_names
from circulars.model.errors import FormError, LetterTypeError, WorkbookError
from circulars.model.findings import Finding
from circulars.model.letter import Recipient
from circulars.model.names import SENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.compose.annexes import Sheets
    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office
    from circulars.model.sheet import Row


def compose_all(
    letter_type: LetterType,
    office: Office,
    sheets: Sheets,
    given: Mapping[str, str],
    found: tuple[Finding, ...] = (),
) -> tuple[Letter, ...]:
    """Return one letter, or one for each row of the recipients' table.

    A column of that table with the name of a field fills that field for its row; sums among
    the rows get no letter.  Letters that are no circular are numbered on from the number
    given.  Raises as :func:`compose` does, with the faults of all letters.
    """
    spec = letter_type.recipients
    sheets = replace(sheets, names={n: dataset_names(d) for n, d in sheets.datasets.items()})
    if spec is None or given.get(SENT, "").strip() == TO_ALL:
        return (compose(letter_type, office, sheets, given, found),)
    dataset = sheets.datasets[spec.dataset]
    rows = [row for row in dataset.table.rows if row.number not in dataset.subtotals]
    if faults := list(_unusable(dataset, rows)):
        raise WorkbookError(*faults)
    fields = form_fields(letter_type, office)
    first = None if letter_type.is_circular else _first_number(fields, given)
    letters: list[Letter] = []
    for place, row in enumerate(rows):
        own = {name: text for name, text in _answers(dataset, row).items() if name in fields}
        number = {} if first is None else {NUMBER: str(first + place)}
        recipient = Recipient(name=dataset.label(row), dataset=spec.dataset, row=row)
        to_one = replace(sheets, recipient=recipient)
        try:
            letters.append(compose(letter_type, office, to_one, {**given, **number, **own}, found))
        except (FormError, LetterTypeError, WorkbookError) as error:
            faults += (_at(dataset, row, own, fault) for fault in error.findings)
            kind = type(error)
    if faults:
        raise kind(*dict.fromkeys(faults))
    if not letter_type.is_circular and (repeated := list(_repeated_numbers(letters))):
        raise FormError(*repeated)
    return tuple(letters)


def _at(dataset: Dataset, row: Row, own: Mapping[str, str], fault: Finding) -> Finding:
    """Return `fault` at the recipient's cell, where it is about an answer that stands there."""
    for name in own:
        if fault.where == f"ช่อง {name}":
            place = dataset.table.place(dataset.cell(row, name))
            return replace(fault, where=f"{place} ช่อง {name} ของ {dataset.label(row)}")
    return fault


def _unusable(dataset: Dataset, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield why the table does not say to whom letters go."""
    if not rows:
        yield Finding(
            code="recipients-missing",
            where=dataset.table.sheet,
            message="ตารางผู้รับไม่มีแถวใดเลย จึงไม่มีหนังสือให้ทำ",
            hint="เพิ่มชื่อผู้รับในตาราง แถวละหนึ่งราย",
        )
    for row in rows:
        if not dataset.label(row):
            yield Finding(
                code="recipient-nameless",
                where=dataset.table.place(dataset.cell(row, dataset.key)),
                message=f"แถวที่ {row.number} ไม่มีชื่อผู้รับ จึงไม่รู้ว่าหนังสือฉบับนี้ถึงใคร",
                hint="พิมพ์ชื่อผู้รับในช่องนั้น หรือลบแถวนั้นออก",
            )


def _first_number(fields: Mapping[str, FieldSpec], given: Mapping[str, str]) -> int | None:
    """Return the number that the first letter has; None where the form gives none."""
    if NUMBER not in fields or NUMBER not in given:
        return None
    try:
        number, _ = read_answer(fields[NUMBER], given[NUMBER])
    except Refused:  # told when the first letter is composed
        return None
    return number if isinstance(number, int) else None


def _answers(dataset: Dataset, row: Row) -> dict[str, str]:
    """Return what the recipient's row answers, by the names of its columns."""
    cells = {name: row.cells[column.index] for name, column in dataset.columns.items()}
    return {name: cell.typed for name, cell in cells.items() if not cell.is_empty}


def _repeated_numbers(letters: Sequence[Letter]) -> Iterator[Finding]:
    serials = Counter(letter.number.serial for letter in letters if letter.number.serial)
    for serial, count in serials.items():
        if count > 1:
            names = ", ".join(each.recipient for each in letters if each.number.serial == serial)
            yield Finding(
                code="number-repeated",
                where=f"ช่อง {NUMBER}",
                message=f"หนังสือ {count} ฉบับใช้เลขที่ {serial} เดียวกัน: {names}",
                hint="ให้เลขที่ของแต่ละแถวต่างกัน หรือกรอกเลขที่ของฉบับแรกเพียงเลขเดียวแล้วจะนับต่อให้",
            )
