"""The register as a sheet: written out in the columns of form 14, and an older one read in.

Source of the columns: the regulation on correspondence (ระเบียบงานสารบรรณ พ.ศ. 2526), form 14
and clause 43.1, as www.med.cmu.ac.th/secret/admin/web/unit2_2.html prints it.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from circulars.register import Entry, Status
from thai_numerals import format_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from circulars.register import Book

COLUMNS: Final = (*("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ"),)
_WIDTHS: Final = (16, 14, 16, 24, 28, 48, 24, 28)  # in characters
BETWEEN: Final = "; "  # the parts of one cell
CANCELLED: Final = "ยกเลิก"
RESERVED: Final = "จองไว้"
_NOT_IN_CELL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_NAME: Final = re.compile(r"[\\/*?:\[\]]")
_NAME_LENGTH: Final = 31  # of a sheet, in Excel
_FORMULA: Final = re.compile(r"[=+@-].")  # what Excel would compute in a CSV


def export_row(entry: Entry) -> tuple[int | str, ...]:
    """Return the cells of one line in the order of `COLUMNS`."""
    number = entry.number
    return (
        number.short if number.book.series.mark else number.serial,
        number.book.owner,
        _day(entry.date),
        entry.sender,
        entry.recipient,
        entry.subject,
        BETWEEN.join(_actions(entry)),
        BETWEEN.join(_notes(entry)),
    )


def _actions(entry: Entry) -> Iterator[str]:
    for status, day in ((Status.SIGNED, entry.signed), (Status.SENT, entry.sent)):
        if day is not None:
            yield f"{status.thai} {_day(day)}"
    if entry.action:
        yield entry.action


def _notes(entry: Entry) -> Iterator[str]:
    if entry.status is Status.CANCELLED:
        yield f"{CANCELLED}: {entry.reason}"
    if entry.status is Status.RESERVED:
        whose = f"ให้ {entry.holder}" if entry.holder else ""
        until = f" ถึง {_day(entry.until)}" if entry.until else ""
        yield f"{RESERVED}{whose}{until}" + (f": {entry.reason}" if entry.reason else "")
    if entry.note:
        yield entry.note


def _day(day: dt.date | None) -> str:
    return format_date(day, "medium", digits="arabic") if day else ""


def export_csv(entries: Sequence[Entry]) -> bytes:
    """Return the lines as CSV that Excel opens in Thai; no cell of it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        writer.writerow([_harmless(str(cell)) for cell in export_row(entry)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def export_workbook(entries: Sequence[Entry]) -> bytes:
    """Return the lines as .xlsx: a sheet for each book, its title and heads above."""
    from openpyxl import Workbook

    workbook = Workbook()
    empty = workbook.worksheets[0]
    for book, lines in groupby(entries, key=lambda entry: entry.number.book):
        _fill(workbook.create_sheet(_sheet_name(book)), str(book), [*map(export_row, lines)])
    if entries:
        workbook.remove(empty)
    else:
        _fill(empty, "ไม่มีเลขตามที่เลือก", [])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fill(sheet: Any, title: str, rows: Sequence[tuple[int | str, ...]]) -> None:
    from openpyxl.styles import Alignment, Font

    written = [(f"ทะเบียน{title}" if rows else title,), COLUMNS, *rows]
    for row, cells in enumerate(written, start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(row, column)
            cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
            cell.font = Font(name="TH SarabunPSK", size=16, bold=row <= 2)
            cell.value = _NOT_IN_CELL.sub("", value) if isinstance(value, str) else value
            if isinstance(value, str):  # text even where it begins with an equals sign
                cell.data_type = "s"
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "1:2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4.  Source: ECMA-376 part 1, 18.3.1.63
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _sheet_name(book: Book) -> str:
    return _NOT_IN_NAME.sub("-", str(book))[:_NAME_LENGTH]
