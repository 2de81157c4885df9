"""The starter workbook itself: instructions, the form, a sheet for each table, lists to choose."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from circulars.compose import form_fields
from circulars.starting.blank_forms import add_blank_form, form_tables
from circulars.starting.form_page import add_form
from circulars.starting.form_rows import form_rows
from circulars.starting.instructions import add_instructions
from circulars.starting.lists import Lists
from circulars.starting.plans import plan_sheets
from circulars.starting.table_page import add_table
from circulars.workbook.form_sheet import FORM_SHEET

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office
    from circulars.starting.plans import SheetPlan

_INSTRUCTIONS: Final = "คำอธิบาย"


def starter_bytes(kind: LetterType, office: Office | None, today: dt.date) -> bytes:
    """Return the starter workbook of `kind` as .xlsx; `office` names who can be chosen."""
    out = io.BytesIO()
    starter_book(kind, office, plan_sheets(kind, today), today).save(out)
    return out.getvalue()


def starter_book(
    kind: LetterType, office: Office | None, plans: Sequence[SheetPlan], today: dt.date
) -> Any:
    """Return the starter workbook of `kind`, an openpyxl workbook with a sheet for each of `plans`.

    Nothing in it is read as data: examples stand in prompts and beside the form's answers.
    """
    from openpyxl import Workbook

    fields = form_fields(kind, office)
    rows = form_rows(kind, fields)
    book = Workbook()
    add_instructions(book.worksheets[0], _INSTRUCTIONS, kind, plans, fields)
    lists = Lists(today)
    add_form(book.create_sheet(FORM_SHEET), rows, lists)
    for plan in plans:
        add_table(book.create_sheet(plan.title), plan)
    for name, form in form_tables(kind, {plan.title for plan in plans}).items():
        sheet = book.create_sheet(name)
        if form is not None:
            add_blank_form(sheet, form)
    lists.add_to(book)
    return book
