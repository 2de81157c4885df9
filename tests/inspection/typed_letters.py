"""Makes letters as people type them in Word, and workbooks as they keep them in Excel."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
from docx import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# 25 January 2025 was a Saturday.
WRONG_DAY = "ขอให้อำเภอรายงานผลการจำหน่ายสินค้า ภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"
RIGHT_DAY = "ขอให้อำเภอรายงานผลการจำหน่ายสินค้า ภายในวันศุกร์ที่ ๒๔ มกราคม ๒๕๖๘"
LETTER = (
    "ที่ พย ๐๐๑๙.๒/ว๓๕\tศาลากลางจังหวัดพะเยา",
    "\tถนนพหลโยธิน พย ๕๖๐๐๐",
    "๑๔ มกราคม ๒๕๖๘",
    "เรื่อง\tการรายงานผลการจำหน่ายสินค้า",
    "เรียน\tนายอำเภอทุกอำเภอ",
    f"\tด้วยจังหวัดพะเยา{RIGHT_DAY}",
    "\tจึงเรียนมาเพื่อพิจารณา",
    "ขอแสดงความนับถือ",
    "(นายสมชาติ ใจงาม)",
    "ผู้ว่าราชการจังหวัดพะเยา",
)
# Sales by month: January and February make the total, the rows make the total row.
TABLE = (
    ("ที่", "อำเภอ", "ม.ค.-68", "ก.พ.-68", "รวม"),
    ("1", "จุน", "1,203", "2,411", "3,614"),
    ("2", "ปง", "3,127", "1,590", "4,717"),
    ("3", "แม่ใจ", "2,044", "2,981", "5,025"),
    ("4", "ภูซาง", "1,876", "1,305", "3,181"),
    ("", "รวม", "8,250", "8,287", "16,537"),
)


def wrong_day_letter() -> list[str]:
    """Return the lines of the letter, Friday for a Saturday in the sixth."""
    return [line.replace(RIGHT_DAY, WRONG_DAY) for line in LETTER]


def docx(
    lines: Sequence[str] = LETTER,
    table: Sequence[Sequence[str]] = (),
    *,
    change: Callable[[Any], object] = lambda _: None,
) -> bytes:
    """Return a DOCX with a paragraph for each line and then the table; `change` adds to it."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def xlsx(table: Sequence[Sequence[str]] = TABLE, sheet: str = "ยอดขาย") -> bytes:
    """Return a workbook with `table` on its one sheet, figures as numbers."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for cells in table:
        page.append([_typed(text) for text in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(text: str) -> str | int | None:
    figure = text.replace(",", "")
    return int(figure) if figure.isdecimal() else text or None


def with_cell(row: int, column: int, text: str) -> list[list[str]]:
    """Return the table with one cell, counted from 0, typed otherwise."""
    table = [list(cells) for cells in TABLE]
    table[row][column] = text
    return table


def members(package: bytes) -> dict[str, bytes]:
    """Return the unpacked members of a package by name."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
