"""Makes letters as people type them: real DOCX files, read as any other."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document

from circulars.checks import check_written
from circulars.model.setting import Setting
from circulars.reading import read_document, read_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.findings import Finding
    from circulars.model.written_letter import WrittenLetter

_CELLS = 3  # a line with that many tabs' worth of cells is a row of a table
PAGE = "\f"  # a line of this alone is a page break


def docx_of(text: str, *, tables: Sequence[Sequence[Sequence[str]]] = ()) -> bytes:
    r"""Return a DOCX of `text`, a paragraph a line, blank lines left out.

    Lines of at least three cells parted by tabs, one under the other, become a Word table; a
    line ``\f`` breaks the page; a line ``[table]`` stands for the next one of `tables`.
    """
    document = Document()
    given = iter(tables)
    rows: list[list[str]] = []
    is_new_page = False
    for line in [*text.split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) >= _CELLS and cells != [""] * len(cells):
            rows.append(cells)
            continue
        if rows:
            _add_table(document, rows)
            rows = []
        if line.strip(" ") == PAGE:
            is_new_page = True
        elif line.strip() == "[table]":
            _add_table(document, next(given))
        elif line.strip():
            paragraph = document.add_paragraph(line)
            paragraph.paragraph_format.page_break_before = is_new_page
            is_new_page = False
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def letter_of(text: str, *, tables: Sequence[Sequence[Sequence[str]]] = ()) -> WrittenLetter:
    """Return the letter that `text` is, read from a DOCX: see `docx_of`."""
    return read_letter(read_document(docx_of(text, tables=tables), "หนังสือ.docx"))


def findings_in(
    text: str,
    code: str | None = None,
    *,
    tables: Sequence[Sequence[Sequence[str]]] = (),
    **setting: Any,
) -> list[Finding]:
    """Return what the letter rules find in the letter, of `code` alone if one is given."""
    found = check_written(letter_of(text, tables=tables), Setting(**setting))
    return [finding for finding in found if code in {None, finding.code}]


# An invented letter without a fault: two attachments, both cited, both in the file.
CLEAN = """\
ที่ พย ๐๐๑๙.๒/ว ๓๑๒
ศาลากลางจังหวัดพะเยา
ถนนพหลโยธิน พย ๕๖๐๐๐
๑๑ มีนาคม ๒๕๖๘
เรื่อง การสำรวจร้านค้าชุมชน
เรียน นายอำเภอทุกอำเภอ
อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๒๔๕ ลงวันที่ ๑๗ กุมภาพันธ์ ๒๕๖๘
สิ่งที่ส่งมาด้วย ๑. บัญชีร้านค้าชุมชน จำนวน ๑ ฉบับ
๒. แบบสำรวจร้านค้าฯ จำนวน ๑ ชุด
ตามหนังสือที่อ้างถึง จังหวัดพะเยาขอให้อำเภอสำรวจร้านค้าชุมชน ความละเอียดแจ้งแล้ว นั้น
จังหวัดพะเยาจึงขอให้อำเภอตรวจสอบบัญชีร้านค้าชุมชน ตามสิ่งที่ส่งมาด้วย ๑ และกรอกแบบสำรวจ ตามสิ่งที่ส่งมาด้วย ๒
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นางสาวมาลี ดีพร้อม)
พัฒนาการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดพะเยา
สำนักงานพัฒนาชุมชนจังหวัด
กลุ่มงานส่งเสริมการพัฒนาชุมชน
โทร. ๐ ๕๔๔๔ ๙๕๔๔
\f
สิ่งที่ส่งมาด้วย ๑
บัญชีร้านค้าชุมชน ปี 2568
ที่\tอำเภอ\tร้านค้า
1\tจุน\t12
2\tปง\t8
\f
สิ่งที่ส่งมาด้วย ๒
แบบสำรวจร้านค้าชุมชน ประจำปี 2568
ร้าน\tที่อยู่\tหมายเหตุ
\t\t
"""


def changed(*pairs: tuple[str, str], text: str = CLEAN) -> str:
    """Return `text` with the first of each pair replaced; it must stand there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text
