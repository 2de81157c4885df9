"""A blank form as a workbook of its own, to be filled in and sent back."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from circulars.data import MEASURES, text_width
from circulars.model.lengths import Length, cm, pt
from circulars.render.annex_form import columns_written, form_widths
from circulars.render.annex_layout import TableLayout, head_heights, line_height, text_area
from circulars.render.annex_needs import label_span
from circulars.render.annex_table import FORM_ROW
from circulars.render.annex_text import line_count
from circulars.render.annex_titles import title_lines
from circulars.render.package import deflated, read_members, write_package

if TYPE_CHECKING:
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from circulars.model.letter import Annex, AnnexTable
    from circulars.model.sheet import HeaderNode

_TITLE_SIZE: Final = pt(16)
_SIZE: Final = pt(14)
_MARGIN: Final = cm(1.5)
_A4: Final = 9  # Source: ECMA-376 part 1, 18.3.1.63, paperSize
_WIDEST: Final = Length(text_area(landscape=True) * 3 // 2)  # printed smaller, on one page
# A column's width counts digits of the workbook's usual font, 7 pixels wide, and 5 pixels
# around them.  Source: ECMA-376 part 1, 18.3.1.13, width.
_DIGIT: Final = 7
_AROUND: Final = 5
_EMU_PER_PIXEL: Final = 9525
_NAME_LENGTH: Final = 31  # of a sheet, in Excel
_NOT_IN_NAME: Final = re.compile(r"[\\/*?:\[\]]")
# What XML, and so a cell, cannot hold.  Source: W3C XML 1.0, production [2] Char.
_NOT_IN_CELL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CORE: Final = "docProps/core.xml"
_TIME: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_TIME: Final = b"1980-01-01T00:00:00Z"  # the zip's own: the same form gives the same bytes
_LINE: Final = Side(style="thin")
_FRAME: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_CENTRED: Final = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT: Final = Alignment(horizontal="left", vertical="top", wrap_text=True)
_IN_ROW: Final = Alignment(vertical="center", wrap_text=True)


def form_workbook(annex: Annex) -> bytes:
    """Return the form `annex` as .xlsx: titles, head, empty rows, notes, closing.

    Raises ValueError for an annex without a table.
    """
    if annex.table is None:
        raise ValueError("annex has no table to make a form of")
    book = Workbook()
    book.properties.creator, book.properties.title = "circulars", _clean(annex.title)
    sheet: Worksheet = book.worksheets[0]
    sheet.title = _sheet_name(annex.title)
    widths = form_widths(annex.table, _SIZE, _WIDEST)
    for column, width in enumerate(widths, start=1):
        digits = (width / _EMU_PER_PIXEL - _AROUND) / _DIGIT
        sheet.column_dimensions[get_column_letter(column)].width = round(digits, 2)
    head = _write_titles(sheet, annex, len(widths)) + 1
    below = head + annex.table.head_rows
    _write_head(sheet, annex.table, widths, head)
    last = _write_rows(sheet, annex.table, below)
    last = _write_notes(sheet, annex, widths, last)
    _write_closing(sheet, annex, widths, last)
    sheet.freeze_panes = f"A{below}"
    _set_page(sheet, annex, f"{head}:{below - 1}")
    return _timeless(book)


def _sheet_name(title: str) -> str:
    """Return `title` as a sheet's name: without some signs, and not too long."""
    name = _NOT_IN_NAME.sub(" ", _clean(title)).strip("' ")[:_NAME_LENGTH]
    return " ".join(name.split()) or "แบบ"


def _clean(text: str) -> str:
    return _NOT_IN_CELL.sub("", text)


def _font(size: Length, *, bold: bool = False) -> Font:
    return Font(name=MEASURES.font, size=size.pt, bold=bold)


def _put(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    *,
    rows: int = 1,
    columns: int = 1,
    font: Font,
    alignment: Alignment,
) -> None:
    """Write `text` over the cells given, merged where there are several; never as a formula."""
    cell: Cell | MergedCell = sheet.cell(row=row, column=column)
    cell.value = _clean(text) or None
    if cell.data_type == "f":
        cell.data_type = "s"
    cell.font, cell.alignment = font, alignment
    if rows > 1 or columns > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + rows - 1,
            end_column=column + columns - 1,
        )


def _write_titles(sheet: Worksheet, annex: Annex, columns: int) -> int:
    """Write the lines over the table; return the row of the last one and an empty one."""
    lines = title_lines(annex)
    font = _font(_TITLE_SIZE, bold=True)
    for row, line in enumerate(lines, start=1):
        _put(sheet, row, 1, line, columns=columns, font=font, alignment=_CENTRED)
        sheet.row_dimensions[row].height = line_height(_TITLE_SIZE).pt
    return len(lines) + 1


def _write_head(sheet: Worksheet, table: AnnexTable, widths: list[int], first: int) -> None:
    lengths = tuple(Length(width) for width in widths)
    layout = TableLayout(landscape=True, size=_SIZE, widths=lengths)
    for row, height in enumerate(head_heights(table.head, table.head_rows, layout), start=first):
        sheet.row_dimensions[row].height = round(height.pt, 2)
        for column in range(1, len(widths) + 1):
            sheet.cell(row=row, column=column).border = _FRAME
    for node in table.head:
        _write_node(sheet, node, first)


def _write_node(sheet: Worksheet, node: HeaderNode, first: int) -> None:
    _put(
        sheet,
        first + node.first_row,
        1 + node.first_column,
        node.text,
        rows=node.row_span,
        columns=node.column_span,
        font=_font(_SIZE, bold=True),
        alignment=_CENTRED,
    )
    for child in node.children:
        _write_node(sheet, child, first)


def _write_rows(sheet: Worksheet, table: AnnexTable, first: int) -> int:
    """Write the rows and the total row; return the last row's number."""
    formats = [written.number_format for written in columns_written(table)]
    rows = [*table.rows, *([table.total] if table.total else [])]
    for number, texts in enumerate(rows, start=first):
        font = _font(_SIZE, bold=texts is table.total)
        sheet.row_dimensions[number].height = round(FORM_ROW.pt, 2)
        for column, (text, number_format) in enumerate(zip(texts, formats, strict=True), start=1):
            _put(sheet, number, column, text, font=font, alignment=_IN_ROW)
            cell = sheet.cell(row=number, column=column)
            cell.border, cell.number_format = _FRAME, number_format
    last = first + len(rows) - 1
    if table.total and (span := label_span(table)) > 1:
        text = "".join(table.total[:span])
        sheet.cell(row=last, column=1).value = None
        _put(sheet, last, 1, text, columns=span, font=_font(_SIZE, bold=True), alignment=_CENTRED)
    return last


def _write_notes(sheet: Worksheet, annex: Annex, widths: list[int], last: int) -> int:
    """Write the notes in one cell, so that no reader takes them for rows; return its last row."""
    if not annex.notes:
        return last
    _put(
        sheet,
        last + 1,
        1,
        "\n".join(annex.notes),
        rows=len(annex.notes),
        columns=len(widths),
        font=_font(_SIZE),
        alignment=_LEFT,
    )
    for row, note in enumerate(annex.notes, start=last + 1):
        lines = line_count(note, Length(sum(widths)), _SIZE)
        sheet.row_dimensions[row].height = round(lines * line_height(_SIZE).pt, 2)
    return last + len(annex.notes)


def _write_closing(sheet: Worksheet, annex: Annex, widths: list[int], last: int) -> None:
    """Write the lines for signature and date in one cell on the right, a row below the rest."""
    if not annex.closing:
        return
    widest = max(text_width(line, _SIZE, bold=True) for line in annex.closing)
    wanted = max(sum(widths) // 2, widest)
    room = list(accumulate(reversed(widths)))
    columns = next((n for n, width in enumerate(room, start=1) if width >= wanted), len(room))
    _put(
        sheet,
        last + 2,
        len(widths) - columns + 1,
        "\n".join(annex.closing),
        rows=len(annex.closing),
        columns=columns,
        font=_font(_SIZE),
        alignment=_CENTRED,
    )
    for row in range(last + 2, last + 2 + len(annex.closing)):
        sheet.row_dimensions[row].height = round(FORM_ROW.pt, 2)


def _set_page(sheet: Worksheet, annex: Annex, head: str) -> None:
    """Print on A4, as wide as the page, the head again on each, the annex's label at the top."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "portrait" if annex.orientation == "portrait" else "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = head
    sheet.print_options.horizontalCentered = True
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, round(_MARGIN.cm / 2.54, 3))
    header = sheet.oddHeader
    assert header is not None  # only a chart sheet has none
    label = header.right
    label.text, label.font, label.size = _clean(annex.label), MEASURES.font, int(_SIZE.pt)


def _timeless(book: Workbook) -> bytes:
    """Return the bytes of `book` without the moment they were made at."""
    packed = io.BytesIO()
    book.save(packed)
    package = packed.getvalue()
    with zipfile.ZipFile(packed) as archive:
        core = _TIME.sub(_NO_TIME, archive.read(_CORE))
    return write_package(
        deflated(_CORE, core) if member.name == _CORE else member
        for member in read_members(package)
    )
