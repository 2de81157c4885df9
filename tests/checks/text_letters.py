"""A clean letter with room for the sentence that each test is about."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn
from written_letters import docx_of, findings_in

from circulars.checks import check_written
from circulars.model.setting import Setting
from circulars.reading import read_document, read_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.text.paragraph import Paragraph

    from circulars.model.findings import Finding

CLEAN = "ขอให้อำเภอตรวจสอบข้อมูลประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ให้แล้วเสร็จภายในวันที่ ๑๗ มีนาคม ๒๕๖๘"
LETTER = """ที่ พย ๐๐๑๙.๒/ว ๑๑๗๕
ศาลากลางจังหวัดพะเยา
ถนนพหลโยธิน พย ๕๖๐๐๐
๑๑ มีนาคม ๒๕๖๘
เรื่อง การตรวจสอบข้อมูลรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน
เรียน นายอำเภอทุกอำเภอ
{body}
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมมุติ ตั้งใจดี)
พัฒนาการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดพะเยา
สำนักงานพัฒนาชุมชนจังหวัด
โทร. ๐ ๕๔๔๔ ๙๕๔๔"""


def letter_text(body: str) -> str:
    """Return the clean letter with `body` after the salutation."""
    return LETTER.format(body=f"{body}\n{CLEAN}")


def told(body: str, code: str, **setting: Any) -> list[str]:
    """Return the messages of `code` about the letter with `body` in it."""
    return [each.message for each in findings_in(letter_text(body), code, **setting)]


def found_in_fonts(text: str, *fonts: str) -> list[Finding]:
    """Return what is found in the letter `text`, its paragraphs set in `fonts` in turn."""

    def set_fonts(paragraphs: list[Paragraph]) -> None:
        for index, paragraph in enumerate(paragraphs):
            for run in paragraph.runs:
                run.font.name = fonts[index % len(fonts)]
                element: Any = run._element
                element.rPr.rFonts.set(qn("w:cs"), fonts[index % len(fonts)])

    return found_in_changed(text, set_fonts)


def found_in_changed(text: str, change: Callable[[list[Paragraph]], None]) -> list[Finding]:
    """Return what is found in the letter `text` after `change` of its paragraphs."""
    document = Document(io.BytesIO(docx_of(text)))
    change(document.paragraphs)
    out = io.BytesIO()
    document.save(out)
    letter = read_letter(read_document(out.getvalue(), "หนังสือ.docx"))
    return list(check_written(letter, Setting()))
