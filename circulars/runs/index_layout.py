"""How the index of a run looks: its heads, fonts and page, and the styles of its cells."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any, Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from circulars.data import MEASURES
from circulars.runs.sheet_stream import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.worksheet.worksheet import Worksheet

HEAD_ROW: Final = 2
_NAME: Final = "บัญชีหนังสือ"
_HEAD_SIZE: Final = 16
_SIZE: Final = 14
_DIGEST_SIZE: Final = 10  # 64 hex digits in a cell
_A4: Final = 9  # Source: ECMA-376 part 1, 18.3.1.63, paperSize
_MARGINS: Final = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7, "footer": 0.3}  # inches
# Arabic digits (01), the Thai Buddhist calendar (07), Thai (041E): 11 มี.ค. 2568, as Excel writes
# the formats of its own list of Thai dates.
_DATE: Final = "[$-107041E]d mmm yyyy;@"
_RED: Final = "C00000"
_PALE_RED: Final = "FDE9E7"
_BLUE: Final = "0563C1"  # of links in Excel's own theme
_GREY: Final = "D9D9D9"
_LOOKS: Final[Mapping[str, dict[str, Any]]] = {
    "text": {},
    "number": {"number_format": "#,##0", "horizontal": "right"},
    "date": {"number_format": _DATE},
    "link": {"number_format": "General", "color": _BLUE, "underline": "single"},
    "digest": {"size": _DIGEST_SIZE},
}


def index_book(
    title: str, widths: Mapping[str, int], *, printed: int, rows: int
) -> tuple[Workbook, dict[tuple[str, bool], int]]:
    """Return the workbook of an index that has `rows`, without them, and the styles of cells.

    `widths` are those of the columns by their heads, of which the first `printed` are printed.
    A style is known by the kind of its cells, and whether their letter is held.
    """
    book = Workbook()
    book.properties.creator, book.properties.title = "circulars", clean(title)
    sheet: Worksheet = book.worksheets[0]
    sheet.title = _NAME
    _write_heads(sheet, title, widths)
    _set_page(sheet, len(widths), printed, rows + HEAD_ROW)
    samples: Worksheet = book.create_sheet()
    styles = {
        (kind, held): _styled(samples.cell(row, 1 + held), held=held, **look)
        for row, (kind, look) in enumerate(_LOOKS.items(), start=1)
        for held in (False, True)
    }
    book.remove(samples)
    return book, styles


def parts_of(book: Workbook) -> dict[str, bytes]:
    """Return the parts of `book` by name."""
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _styled(
    cell: Any,
    *,
    held: bool,
    number_format: str = "@",
    horizontal: str = "left",
    color: str | None = None,
    underline: Literal["single"] | None = None,
    size: int = _SIZE,
) -> int:
    """Return the number of the style that `cell` is given."""
    color = color or (_RED if held else None)
    cell.font = Font(name=MEASURES.font, size=size, color=color, underline=underline)
    cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
    cell.border = Border(bottom=Side(style="thin", color=_GREY))
    cell.number_format = number_format
    if held:
        cell.fill = PatternFill("solid", start_color=_PALE_RED)
    return int(cell.style_id)


def _write_heads(sheet: Worksheet, title: str, widths: Mapping[str, int]) -> None:
    heading: Any = sheet.cell(1, 1)
    heading.value, heading.data_type = clean(title), "s"  # text even after an equals sign
    heading.font = Font(name=MEASURES.font, size=_HEAD_SIZE, bold=True)
    for column, (head, width) in enumerate(widths.items(), start=1):
        cell = sheet.cell(HEAD_ROW, column, head)
        cell.font = Font(name=MEASURES.font, size=_HEAD_SIZE, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.fill = PatternFill("solid", start_color=_GREY)
        sheet.column_dimensions[get_column_letter(column)].width = width


def _set_page(sheet: Worksheet, columns: int, printed: int, last: int) -> None:
    """Freeze and filter the heads; print them again on each A4 page, and number the pages."""
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(columns)}{last}"
    sheet.print_title_rows = f"1:{HEAD_ROW}"
    sheet.print_area = f"A1:{get_column_letter(printed)}{last}"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, margin in _MARGINS.items():
        setattr(sheet.page_margins, side, margin)
    footer = sheet.oddFooter
    assert footer is not None  # only a chart sheet has none
    footer.right.text, footer.right.font, footer.right.size = "หน้า &P/&N", MEASURES.font, _SIZE
