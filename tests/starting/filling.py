"""Filling in a starter workbook as a secretary does, from the type's own example."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl

from circulars.data.labels import is_total_label
from circulars.form_cells import DATE_FORMAT
from circulars.rolling.typed import iso_day
from circulars.starting import plan_sheets, starter_bytes
from circulars.workbook import bind, read_form, read_workbook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office
    from circulars.model.sheet import Row
    from circulars.starting import SheetPlan

Book = Any  # an openpyxl workbook


def opened(content: bytes) -> Book:
    """Return the workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Book) -> bytes:
    """Return the bytes of an openpyxl workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled_from_example(kind: LetterType, office: Office, today: dt.date) -> bytes:
    """Return the starter of `kind` with the answers and figures of its example typed in."""
    book = opened(starter_bytes(kind, office, today))
    example = read_workbook(kind.example_workbook.read_bytes(), name="example.xlsx")
    fill_form(book, {**read_form(example).answers, **kind.example})
    for plan in plan_sheets(kind, today):
        fill_table(book[plan.title], plan, bind(example, plan.dataset)[0])
    return saved(book)


def fill_form(book: Book, answers: Mapping[str, str]) -> None:
    """Type `answers` beside the names that stand in the sheet แบบกรอก."""
    sheet = book["แบบกรอก"]
    for row in range(2, sheet.max_row + 1):
        text = answers.get(sheet.cell(row, 1).value, "")
        cell = sheet.cell(row, 2)
        if day := iso_day(text):
            cell.value, cell.number_format = day, DATE_FORMAT
        else:
            cell.value = int(text) if text.isdigit() else text or None


def fill_table(sheet: Any, plan: SheetPlan, dataset: Dataset) -> None:
    """Type `dataset` under the head of a starter's sheet: rows, total row, notes."""
    places = list(_places(plan, dataset))
    table = dataset.table
    for number, row in enumerate(table.every_row, start=plan.first_data_row):
        for column, place in places:
            known = row.cells[place]
            if known.value is not None:
                cell = sheet.cell(number, column, known.value)
                cell.number_format = known.number_format
        if row is table.total:
            _name_total(sheet, number, plan, row)
    below = plan.first_data_row + len(table.every_row) + 1
    for number, note in enumerate(table.notes, start=below):
        sheet.cell(number, 1, note.text)


def _places(plan: SheetPlan, dataset: Dataset) -> Iterator[tuple[int, int]]:
    """Yield the columns to be filled in: their number in the starter, their place in `dataset`."""
    months = iter(dataset.months)
    for number, slot in enumerate(plan.slots, start=1):
        if slot.month:
            yield number, next(months).index
        elif slot.spec and not slot.is_computed and slot.spec.name in dataset.columns:
            yield number, dataset.columns[slot.spec.name].index


def _name_total(sheet: Any, number: int, plan: SheetPlan, row: Row) -> None:
    """Type the total row's name into the column that names the rows."""
    key = next(n for n, s in enumerate(plan.slots, 1) if s.spec and s.spec.name == plan.dataset.key)
    texts = [cell.text.strip() for cell in row.cells if is_total_label(cell.text)]
    index = next((n for n, s in enumerate(plan.slots, 1) if s.is_index), None)
    if index:
        sheet.cell(number, index).value = None
    sheet.cell(number, key).value = next(filter(None, texts), None)
