"""The starter workbook of a new type: the old letter's figures, and its answers to the form."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import DATE_FORMAT, FONT, SIZE, write_text
from circulars.understanding.written_sheet import written_figure
from circulars.workbook.form_sheet import FORM_SHEET
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from circulars.authoring.form import Field
    from circulars.authoring.tables import TypedSheet
    from circulars.model.written import WrittenCell

_HEADS: Final = ("ช่อง", "ค่า", "คำอธิบาย")
_WIDTHS: Final = {"A": 24, "B": 56, "C": 48}  # in characters
_INTEGER: Final = re.compile(r"[1-9][0-9]{0,14}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def workbook_bytes(
    sheets: Sequence[TypedSheet], fields: Mapping[str, Field], answers: Mapping[str, str]
) -> bytes:
    """Return the .xlsx: a sheet for each table, and the sheet แบบกรอก."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for each in sheets:
        _write_sheet(book.create_sheet(each.name), each)
    _write_form(book.create_sheet(FORM_SHEET), fields, answers)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet: Any, typed: TypedSheet) -> None:
    """Write titles, the table cell by cell as it stood in the letter, and notes."""
    for number, title in enumerate(typed.titles, start=1):
        write_text(sheet.cell(number, 1), title)
    top = len(typed.titles) + 1
    for number, row in enumerate(typed.rows):
        for cell in row:
            _write_cell(sheet, top + number, cell)
    below = top + len(typed.rows)
    for number, note in enumerate(typed.notes):
        write_text(sheet.cell(below + number, 1), note)


def _write_cell(sheet: Any, row: int, cell: WrittenCell) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    place = sheet.cell(row, cell.column + 1)
    thin = Side(style="thin")
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=cell.column + 1,
            end_row=row + cell.row_span - 1,
            end_column=cell.column + cell.column_span,
        )
    place.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    figure = written_figure(cell.text)
    if figure is None:
        if cell.text.strip():
            write_text(place, cell.text.strip())
            place.alignment = Alignment(wrap_text=True, vertical="center")
        return
    place.font = Font(name=FONT, size=SIZE)
    place.value, place.number_format = _figure(figure, cell.text)


def _figure(figure: Decimal, text: str) -> tuple[Decimal, str]:
    """Return the value of a cell and the number format that prints it as it stood.

    >>> from decimal import Decimal
    >>> _figure(Decimal("-1234.5"), "(1,234.50)"), _figure(Decimal("84"), "๘๔%")
    ((Decimal('-1234.5'), '#,##0.00;(#,##0.00)'), (Decimal('0.84'), '0%'))
    """
    digits = to_arabic_digits(text).strip()
    decimals = re.search(r"\.(\d+)", digits)
    places = f".{'0' * len(decimals[1])}" if decimals else ""
    if digits.rstrip(")").rstrip().endswith("%"):
        return figure / 100, f"0{places}%"
    grouped = "," in digits or abs(figure) < 1000
    form = f"{'#,##0' if grouped else '0'}{places}"
    return figure, f"{form};({form})" if digits.startswith("(") else form


def _write_form(sheet: Any, fields: Mapping[str, Field], answers: Mapping[str, str]) -> None:
    import datetime as dt

    for column, head in enumerate(_HEADS, start=1):
        write_text(sheet.cell(1, column), head, head=True)
    rows = [(name, answers[name]) for name in fields if name in answers]
    for number, (name, answer) in enumerate(rows, start=2):
        write_text(sheet.cell(number, 1), name)
        write_text(sheet.cell(number, 3), fields[name].help)
        cell = sheet.cell(number, 2)
        if answer:
            write_text(cell, answer)
        if _DAY.fullmatch(answer):
            cell.value, cell.number_format = dt.date.fromisoformat(answer), DATE_FORMAT
        elif _INTEGER.fullmatch(answer):
            cell.value, cell.number_format = int(answer), "0"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
