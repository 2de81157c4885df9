"""One letter to all recipients, or one to each (ผู้รับ)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.compose.answers import NUMBER, Refused, read_answer
from circulars.compose.common_fields import TO_ALL
from circulars.compose.letter import compose, form_fields
from circulars.compose.names import SUMS, dataset_names
from circulars.model.errors import FormError, LetterTypeError, WorkbookError
from circulars.model.findings import Finding
from circulars.model.letter import Recipient
from circulars.model.names import SENT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from circulars.compose.annexes import Sheets
    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import FieldSpec, LetterType
    from circulars.model.office import Office
    from circulars.model.sheet import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """The letters of one workbook, each composed when asked for.

    Their places count from 0, in the order of the recipients' table; a letter to all is the
    only one.
    """

    letter_type: LetterType
    office: Office
    sheets: Sheets
    given: Mapping[str, str]  # the form's answers as text
    fields: Mapping[str, FieldSpec]
    rows: tuple[Row, ...]  # of the recipients; empty for one letter to all
    first: int | None  # number of the first of letters that are numbered one by one

    def __len__(self) -> int:
        return len(self.rows) or 1

    def recipient(self, place: int) -> str:
        """Return the name of the recipient of the letter at `place`; empty for a letter to all."""
        return self._dataset.label(self.rows[place]) if self.rows else ""

    def compose(self, place: int, serial: int | None = None) -> Letter:
        """Return the letter at `place`, with the number `serial` where one was taken for it.

        A column of the recipients' table with the name of a field fills that field for its
        row.  Raises as :func:`compose` does, and :exc:`WorkbookError` for a row without name.
        """
        taken = {} if serial is None else {NUMBER: str(serial)}
        if not self.rows:
            return compose(self.letter_type, self.office, self.sheets, {**self.given, **taken})
        row = self.rows[place]
        own = self._answers(row)
        counted = {} if self.first is None else {NUMBER: str(self.first + place)}
        recipient = Recipient(name=self._named(row), dataset=self._dataset.name, row=row)
        to_one = replace(self.sheets, recipient=recipient)
        answers = {**self.given, **counted, **own, **taken}
        try:
            return compose(self.letter_type, self.office, to_one, answers)
        except (FormError, LetterTypeError, WorkbookError) as error:
            raise type(error)(*(self._at(row, own, fault) for fault in error.findings)) from None

    def without_sums(self, datasets: Collection[str]) -> Composer:
        """Return the composer of letters that tell nothing of all rows of `datasets`.

        Rows of theirs are faulty: a letter that asks for their total has a name missing.
        """
        names = {
            name: {key: value for key, value in known.items() if key not in SUMS}
            if name in datasets
            else known
            for name, known in self.sheets.names.items()
        }
        return replace(self, sheets=replace(self.sheets, names=names))

    @property
    def _dataset(self) -> Dataset:
        assert self.letter_type.recipients is not None  # there are rows
        return self.sheets.datasets[self.letter_type.recipients.dataset]

    def _named(self, row: Row) -> str:
        """Return the name of the recipient in `row`; :exc:`WorkbookError` where it has none."""
        dataset = self._dataset
        if name := dataset.label(row):
            return name
        raise WorkbookError(
            Finding(
                code="recipient-nameless",
                where=dataset.table.place(dataset.cell(row, dataset.key)),
                message=f"แถวที่ {row.number} ไม่มีชื่อผู้รับ จึงไม่รู้ว่าหนังสือฉบับนี้ถึงใคร",
                hint="พิมพ์ชื่อผู้รับในช่องนั้น หรือลบแถวนั้นออก",
            )
        )

    def _answers(self, row: Row) -> dict[str, str]:
        """Return what the recipient's row answers, by the names of the form's fields."""
        columns = {n: c for n, c in self._dataset.columns.items() if n in self.fields}
        cells = {name: row.cells[column.index] for name, column in columns.items()}
        return {name: cell.typed for name, cell in cells.items() if not cell.is_empty}

    def _at(self, row: Row, own: Mapping[str, str], fault: Finding) -> Finding:
        """Return `fault` at the recipient's cell, where it is about an answer that stands there."""
        dataset = self._dataset
        for name in own:
            if fault.where == f"ช่อง {name}":
                place = dataset.table.place(dataset.cell(row, name))
                return replace(fault, where=f"{place} ช่อง {name} ของ {dataset.label(row)}")
        return fault


def composer(
    letter_type: LetterType, office: Office, sheets: Sheets, given: Mapping[str, str]
) -> Composer:
    """Return the composer of one letter, or of one for each row of the recipients' table.

    Sums among the rows get no letter.  Letters that are no circular are numbered on from the
    number given.  Raises :exc:`WorkbookError` where the table has no rows.
    """
    spec = letter_type.recipients
    sheets = replace(sheets, names={n: dataset_names(d) for n, d in sheets.datasets.items()})
    fields = form_fields(letter_type, office)
    rows: tuple[Row, ...] = ()
    if spec is not None and given.get(SENT, "").strip() != TO_ALL:
        rows = _recipients(sheets.datasets[spec.dataset])
    counts = rows and not letter_type.is_circular
    return Composer(
        letter_type=letter_type,
        office=office,
        sheets=sheets,
        given=given,
        fields=fields,
        rows=rows,
        first=_first_number(fields, given) if counts else None,
    )


def _recipients(dataset: Dataset) -> tuple[Row, ...]:
    rows = tuple(row for row in dataset.table.rows if row.number not in dataset.subtotals)
    if rows:
        return rows
    raise WorkbookError(
        Finding(
            code="recipients-missing",
            where=dataset.table.sheet,
            message="ตารางผู้รับไม่มีแถวใดเลย จึงไม่มีหนังสือให้ทำ",
            hint="เพิ่มชื่อผู้รับในตาราง แถวละหนึ่งราย",
        )
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
