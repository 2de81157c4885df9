"""Blank forms of a starter (แบบฟอร์มเปล่า): heads that go out with the letter, to be adapted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import write_text
from circulars.model.errors import CircularsError
from circulars.starting.table_page import write_heading
from circulars.workbook import blank_form, read_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from circulars.model.letter_type import LetterType
    from circulars.model.sheet import HeaderNode, Table

_GAP: Final = 2  # rows between the head of a form and the notes under it


def form_tables(kind: LetterType, taken: Collection[str]) -> dict[str, Table | None]:
    """Return the blank forms that `kind` attaches, by sheet; None for one nobody has drawn yet.

    Those on sheets already `taken` by a table are left out.
    """
    names = dict.fromkeys(annex.form for annex in kind.annexes if annex.form is not None)
    return {name: _drawn(kind, name) for name in names if name not in taken}


def _drawn(kind: LetterType, name: str) -> Table | None:
    path = kind.example_workbook
    if not path.is_file():
        return None
    try:
        return blank_form([read_workbook(path.read_bytes(), name=path.name)], name)
    except CircularsError:  # the example is at fault, or has it not
        return None


def add_blank_form(sheet: Any, form: Table) -> None:
    """Write titles, head and notes of `form` onto an empty openpyxl `sheet`."""
    for number, title in enumerate(form.titles, start=1):
        write_text(sheet.cell(number, 1), title.text, head=True)
        sheet.cell(number, 1).alignment = None  # a title reaches over the columns
    top = len(form.titles) + 1 + bool(form.titles)
    _write_nodes(sheet, form.head, top)
    bottom = top + form.head_rows + _GAP
    for number, note in enumerate(form.notes, start=bottom):
        write_text(sheet.cell(number, 1), note.text)
        sheet.cell(number, 1).alignment = None
    sheet.freeze_panes = f"A{top + form.head_rows}"


def _write_nodes(sheet: Any, nodes: Iterable[HeaderNode], top: int) -> None:
    from openpyxl.utils import get_column_letter

    for node in nodes:
        rows = (top + node.first_row, top + node.first_row + node.row_span - 1)
        columns = (node.first_column + 1, node.first_column + node.column_span)
        write_heading(sheet, rows, columns, node.text)
        if not node.children:
            sheet.column_dimensions[get_column_letter(columns[0])].width = max(
                10, min(24, len(node.text))
            )
        _write_nodes(sheet, node.children, top)
