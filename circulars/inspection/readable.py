"""What of a document the rules can read: paragraphs of a letter's length, and that it is one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level
from circulars.model.written import Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.written import Document
    from circulars.model.written_letter import WrittenLetter

# The longest paragraph of a letter has some 2,000 characters; rules take time by its square.
_LONGEST: Final = 20_000


def shortened(document: Document) -> Document:
    """Return `document` with each paragraph cut at 20,000 characters."""
    if not any(map(_is_too_long, document.paragraphs)):
        return document
    blocks = (_cut(block) if isinstance(block, Paragraph) else block for block in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _is_too_long(paragraph: Paragraph) -> bool:
    return len(paragraph.text) > _LONGEST


def _cut(paragraph: Paragraph) -> Paragraph:
    spans = (
        replace(span, end=min(span.end, _LONGEST))
        for span in paragraph.spans
        if span.start < _LONGEST
    )
    return replace(paragraph, text=paragraph.text[:_LONGEST], spans=tuple(spans))


def unread(document: Document, letter: WrittenLetter) -> Iterator[Finding]:
    """Yield what kept the rules from reading all of `document`, or from knowing its parts."""
    for paragraph in filter(_is_too_long, document.paragraphs):
        yield Finding(
            code="paragraph-too-long",
            level=Level.NOTE,
            where=paragraph.place,
            message=f"ย่อหน้านี้ยาว {len(paragraph.text):,} ตัวอักษร จึงตรวจเฉพาะ {_LONGEST:,} ตัวแรก",
            hint="แบ่งย่อหน้าแล้วตรวจใหม่",
        )
    if not document.blocks:
        yield Finding(
            code="letter-unrecognised",
            level=Level.WARN,
            where=document.name,
            message="ไม่มีข้อความในแฟ้มนี้ จึงไม่ได้ตรวจอะไร",
            hint="ถ้าเป็นภาพสแกน ให้ใช้แฟ้ม Word ที่พิมพ์หนังสือนั้น",
        )
    elif letter.kind is None:
        yield Finding(
            code="letter-unrecognised",
            level=Level.NOTE,
            where=document.name,
            message="ไม่พบส่วนของหนังสือราชการ เช่น ที่ เรื่อง เรียน จึงตรวจได้เฉพาะถ้อยคำ วันที่ และตาราง",
            hint="ถ้าเป็นหนังสือ ให้ตรวจว่าพิมพ์ส่วนเหล่านั้นไว้ในเนื้อเอกสาร",
        )
