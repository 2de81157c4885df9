"""One letter to all recipients, or one to each (ผู้รับ)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.compose.answers import NUMBER
from circulars.compose.common_fields import TO_ALL
from circulars.compose.letter import compose, form_fields
from circulars.model.errors import FormError, LetterTypeError, WorkbookError
from circulars.model.findings import Finding
from circulars.model.names import SENT
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.compose.annexes import Sheets
    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType
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

    A column of that table with the name of a field fills that field for its row.  Letters that
    are no circular are numbered on from the number given.  Raises as
    :func:`compose` does, with the faults of all letters.
    """
    spec = letter_type.recipients
    if spec is None or given.get(SENT, "").strip() == TO_ALL:
        return (compose(letter_type, office, sheets, given, found),)
    dataset = sheets.datasets[spec.dataset]
    if not dataset.table.rows:
        raise WorkbookError(_nobody(dataset))
    fields = form_fields(letter_type, office)
    letters: list[Letter] = []
    faults: list[Finding] = []
    for place, row in enumerate(dataset.table.rows):
        own = {name: text for name, text in _answers(dataset, row).items() if name in fields}
        values = {**given, **_numbered(letter_type, given, place), **own}
        to_one = replace(sheets, recipient=dataset.label(row))
        try:
            letters.append(compose(letter_type, office, to_one, values, found))
        except (FormError, LetterTypeError, WorkbookError) as error:
            faults += error.findings
            kind = type(error)
    if faults:
        raise kind(*dict.fromkeys(faults))
    return tuple(letters)


def _numbered(letter_type: LetterType, given: Mapping[str, str], place: int) -> dict[str, str]:
    """Return the number of the letter at `place`: all share one only where it is a circular."""
    first = to_arabic_digits(given.get(NUMBER, "")).strip()
    if letter_type.is_circular or not first.isdecimal():
        return {}
    return {NUMBER: str(int(first) + place)}


def _answers(dataset: Dataset, row: Row) -> dict[str, str]:
    """Return what the recipient's row answers, by the names of its columns."""
    cells = {name: row.cells[column.index] for name, column in dataset.columns.items()}
    return {name: cell.text for name, cell in cells.items() if not cell.is_empty}


def _nobody(dataset: Dataset) -> Finding:
    return Finding(
        code="recipients-missing",
        where=dataset.table.sheet,
        message="ตารางผู้รับไม่มีแถวใดเลย จึงไม่มีหนังสือให้ทำ",
        hint="เพิ่มชื่อผู้รับในตาราง แถวละหนึ่งราย",
    )
