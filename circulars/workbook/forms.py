"""Blank forms (แบบฟอร์มเปล่า): the head of a sheet, to be filled in by whoever gets the letter."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError
from circulars.workbook.choosing import find_sheet, no_sheet
from circulars.workbook.table import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.sheet import Table
    from circulars.workbook.raw import Workbook


def blank_form(workbooks: Sequence[Workbook], sheet: str) -> Table:
    """Return titles, head and notes of the sheet called `sheet`, without any row.

    It is that of the first of `workbooks` that has it.  Raises :exc:`WorkbookError` when none
    has, or when the sheet has no head.
    """
    found = (find_sheet(workbook, sheet) for workbook in workbooks)
    form = next(filter(None, found), None)
    if form is None:
        raise WorkbookError(no_sheet(workbooks[0], sheet))
    return replace(read_table(form), rows=(), total=None)
