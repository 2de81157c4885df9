"""Letters, workbooks and texts that somebody sends to be checked or converted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from docx import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# 25 January 2025 was a Saturday.
WRONG_DAY = "วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"
LETTER = (
    "ที่ พย ๐๐๑๙.๒/ว๓๕\tศาลากลางจังหวัดพะเยา",
    "\tถนนพหลโยธิน พย ๕๖๐๐๐",
    "๑๔ มกราคม ๒๕๖๘",
    "เรื่อง\tการรายงานผลการจำหน่ายสินค้า",
    "เรียน\tนายอำเภอทุกอำเภอ",
    f"\tด้วยจังหวัดพะเยาขอให้อำเภอรายงานผลการจำหน่ายสินค้า ภายใน{WRONG_DAY}",
    "\tจึงเรียนมาเพื่อพิจารณา",
    "ขอแสดงความนับถือ",
    "(นายสมชาติ ใจงาม)",
    "ผู้ว่าราชการจังหวัดพะเยา",
)


def letter(lines: Sequence[str] = LETTER) -> bytes:
    """Return a DOCX with a paragraph for each line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook with one sheet of `rows`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
