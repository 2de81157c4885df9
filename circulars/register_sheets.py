"""The register as a sheet: written out in the columns of form 14, and an older one read in.

Source of the columns: the regulation on correspondence (ระเบียบงานสารบรรณ พ.ศ. 2526), form 14
and clause 43.1, as www.med.cmu.ac.th/secret/admin/web/unit2_2.html prints it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from html import escape
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
_LETTERS: Final = "ABCDEFGH"
_FIRST: Final = 3  # row of the first line, under title and heads
_LONGEST: Final = 32_767  # characters of a cell.  Source: Excel specifications and limits
# The one row that openpyxl writes for the looks of all, and what it is formatted as.
_PATTERN: Final = re.compile(rf'(<row r="{_FIRST}".*?</row>)')
_STYLE: Final = re.compile(r' s="(\d+)"')
_Row = tuple[int | str, ...]  # the cells of a line
_FORMULA: Final = re.compile(r"[=+@-].")  # what Excel would compute in a CSV


def export_row(entry: Entry) -> _Row:
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
    sheets: list[list[_Row]] = []
    for book, lines in groupby(entries, key=lambda entry: entry.number.book):
        _begin(workbook.create_sheet(_sheet_name(book)), f"ทะเบียน{book}")
        sheets.append([*map(export_row, lines)])
    if sheets:
        workbook.remove(empty)
    else:
        _begin(empty, "ไม่มีเลขตามที่เลือก")
        sheets.append([])
    out = io.BytesIO()
    workbook.save(out)
    return _with_lines(out, sheets)


def _begin(sheet: Any, title: str) -> None:
    """Give `sheet` its title and heads, and one row that has what the lines look like."""
    from openpyxl.styles import Alignment, Font

    for row, cells in enumerate(((title,), COLUMNS, (0,) * len(COLUMNS)), start=1):
        for column, value in enumerate(cells, start=1):
            cell = sheet.cell(row, column, value)
            cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
            cell.font = Font(name="TH SarabunPSK", size=16, bold=row < _FIRST)
    for letter, width in zip(_LETTERS, _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = f"A{_FIRST}"
    sheet.print_title_rows = f"1:{_FIRST - 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4.  Source: ECMA-376 part 1, 18.3.1.63
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _with_lines(workbook: io.BytesIO, sheets: Sequence[Sequence[_Row]]) -> bytes:
    """Return `workbook` with the lines of each of its sheets, written without openpyxl.

    An object for each cell takes twenty times as long as its XML.
    """
    lines = {f"xl/worksheets/sheet{n}.xml": rows for n, rows in enumerate(sheets, start=1)}
    out = io.BytesIO()
    with zipfile.ZipFile(workbook) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename in lines:
                content = _sheet_with(content.decode(), lines[part.filename]).encode()
            new.writestr(part, content)
    return out.getvalue()


def _sheet_with(sheet: str, rows: Sequence[_Row]) -> str:
    """Return the XML of `sheet` with `rows` in the place of the one that shows their looks."""
    head, pattern, tail = _PATTERN.split(sheet)
    style = _STYLE.search(pattern)
    head = head.replace(f":H{_FIRST}", f":H{_FIRST - 1 + len(rows)}", 1)  # the dimension
    look = f' s="{style[1]}"' if style else ""
    body = "".join(_row_xml(number, cells, look) for number, cells in enumerate(rows, _FIRST))
    return f"{head}{body}{tail}"


def _row_xml(number: int, cells: _Row, look: str) -> str:
    inside = "".join(
        f'<c r="{letter}{number}"{look}{_value_xml(value)}'
        for letter, value in zip(_LETTERS, cells, strict=True)
    )
    return f'<row r="{number}">{inside}</row>'


def _value_xml(value: int | str) -> str:
    r"""Return the end of a `c` element with its value; a text is one though it begins with ``=``.

    >>> _value_xml("=1\r<2"), _value_xml(7)
    (' t="inlineStr"><is><t xml:space="preserve">=1&#13;&lt;2</t></is></c>', '><v>7</v></c>')
    """
    if isinstance(value, int):
        return f"><v>{value}</v></c>"
    text = escape(_NOT_IN_CELL.sub("", value)[:_LONGEST], quote=False).replace("\r", "&#13;")
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' if text else "/>"


def _sheet_name(book: Book) -> str:
    return _NOT_IN_NAME.sub("-", str(book))[:_NAME_LENGTH]
