"""Letters as people type them: runs torn apart, tables for the letterhead, breaks by hand."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm, Pt
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph

ROWS = (
    ("ที่", "อำเภอ", "เป้าหมาย", "ผลงาน", "คงเหลือ"),
    ("1", "เมืองพะเยา", "1,200", "1,000", "200"),
    ("2", "จุน", "800", "650", "150"),
    ("3", "ปง", "500", "480", "20"),
    ("รวม", "", "2,500", "2,130", "370"),
)


def torn(document: Docx, text: str, *, every: int = 3) -> Paragraph:
    """Return a new paragraph with `text` in runs of a few letters, each in another font."""
    paragraph = document.add_paragraph()
    fonts = ("TH SarabunPSK", "TH SarabunIT๙", "Cordia New")
    for place, start in enumerate(range(0, len(text), every)):
        run = paragraph.add_run(text[start : start + every])
        run.font.name = fonts[place % len(fonts)]
        run.font.size = Pt(16)
        run.bold = place % 2 == 0
    return paragraph


def saved(document: Docx) -> bytes:
    """Return the bytes of the DOCX."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def torn_letter() -> bytes:
    """Return a letter in Arabic digits with torn runs, a typed page number, a table behind it."""
    document = Document()
    for line in (
        "ที่ พย 0019.2/ว 123\tศาลากลางจังหวัดพะเยา",
        "\tถนนพหลโยธิน พย 56000",
        "\t11 มีนาคม 2568",
        "เรื่อง  การรายงานผลประจำปีงบประมาณ พ.ศ. 2568",
        "เรียน  นายอำเภอทุกอำเภอ",
        "อ้างถึง  หนังสือจังหวัดพะเยา ที่ พย 0019.2/865 ลงวันที่ 17 กุมภาพันธ์ 2568",
        "สิ่งที่ส่งมาด้วย  ผลการดำเนินงาน\tจำนวน 1 ชุด",
        "ตามหนังสือที่อ้างถึง จังหวัดพะเยาขอให้รายงานตามสิ่งที่ส่งมาด้วย ภายในวันศุกร์ที่ 14 มีนาคม 2568",
        "- 2 -",
        "จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ",
        "ขอแสดงความนับถือ",
        "(นางสาวมาลี ดีพร้อม)",
        "พัฒนาการจังหวัด ปฏิบัติราชการแทน",
        "ผู้ว่าราชการจังหวัดพะเยา",
        "สำนักงานพัฒนาชุมชนจังหวัด",
        "โทร. 0 5444 9544",
    ):
        torn(document, line)
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    torn(document, "สิ่งที่ส่งมาด้วย").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    torn(document, "ผลการดำเนินงาน")
    add_table(document, ROWS)
    return saved(document)


def add_table(document: Docx, rows: Sequence[Sequence[str]]) -> None:
    """Put a ruled table with these rows at the end of `document`."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def table_letter() -> bytes:
    """Return a letter with an emblem, whose head, attachments and signature are in tables."""
    document = Document()
    emblem = io.BytesIO()
    Image.new("RGB", (30, 33), "white").save(emblem, "PNG")
    document.add_paragraph().add_run().add_picture(emblem, width=Cm(3))
    _row(document, ["ที่ พย ๐๐๑๙.๒/๑๑๘๐"], ["ศาลากลางจังหวัดพะเยา", "ถนนพหลโยธิน พย ๕๖๐๐๐"])
    document.add_paragraph("๑๑ มีนาคม ๒๕๖๘")
    document.add_paragraph("เรื่อง\tขอเชิญประชุม")
    document.add_paragraph("เรียน\tประธานหอการค้าจังหวัดพะเยา")
    items, counts = ["๑. ระเบียบวาระ", "๒. แบบตอบรับ"], ["จำนวน ๑ ฉบับ", "จำนวน ๒ ฉบับ"]
    _row(document, ["สิ่งที่ส่งมาด้วย"], items, counts)
    document.add_paragraph("ด้วยจังหวัดพะเยาขอเชิญประชุมในวันที่ ๒๑ มีนาคม ๒๕๖๘ ตามสิ่งที่ส่งมาด้วย ๑")
    document.add_paragraph("ขอแสดงความนับถือ")
    _row(document, [""], ["(นายวิทยา ศรีสุข)", "ผู้ว่าราชการจังหวัดพะเยา"])
    document.add_paragraph("สำนักงานพัฒนาชุมชนจังหวัด\nโทร. ๐ ๕๔๔๔ ๙๕๔๔")
    return saved(document)


def _row(document: Docx, *cells: Sequence[str]) -> None:
    """Add a table of one row without lines, a paragraph for each text of a cell."""
    row = document.add_table(rows=1, cols=len(cells)).rows[0]
    for cell, texts in zip(row.cells, cells, strict=True):
        cell.text = texts[0]
        for text in texts[1:]:
            cell.add_paragraph(text)


def strange_letter() -> bytes:
    """Return a document that is hardly a letter: braces, breaks within paragraphs, strange days."""
    document = Document()
    document.add_paragraph("เรื่อง ขอส่งสูตร {{ x }} และ {% if %} กับ {# # }")
    document.add_paragraph("เรียน  ผู้เกี่ยวข้อง\nอ้างถึง หนังสือเก่า\nสิ่งที่ส่งมาด้วย แบบ ก\n๒. แบบ ข")
    document.add_paragraph("ด้วยวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๘ และ ๒๕ - ๒๙ เมษายน ๒๕๖๘ กับวันพุธที่ ๑๑ มีนาคม ๒๕๖๘")
    document.add_paragraph("ขอแสดงความนับถือ\n\n(นายสมชาติ ใจงาม)")
    return saved(document)
