"""Opening a template: refuse what is no Word document, add what every letter needs."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from circulars.data import MEASURES
from circulars.model.errors import TemplateError
from circulars.model.findings import Finding
from circulars.render.furniture import add_annex_headers, add_page_furniture

if TYPE_CHECKING:
    from docx.document import Document as DocumentType

MAX_PACKAGE: Final = 60_000_000  # bytes of all members unpacked; a letter has well under one
_OLE: Final = b"\xd0\xcf\x11\xe0"
_DECLARATIONS: Final = re.compile(r' xmlns(?::\w+)?="[^"]*"')
# Where the letter ends and its annexes begin: printed by the renderer, never by an editor.
END_OF_LETTER: Final = "_end_of_letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A template ready to compile: its package and the pieces that annexes need."""

    package: bytes
    section: str  # the letter's own `w:sectPr`
    annex_headers: str  # `w:headerReference` and `w:footerReference` of annex sections
    emblem: str  # the office's emblem as a `w:r` with a drawing; empty without an image


def open_source(content: bytes, name: str, emblem: bytes | None) -> Source:
    """Return the template `content` with page furniture and the image `emblem` added.

    Raises :exc:`TemplateError` when it is no DOCX file that can be used.
    """
    document = _open(content, name)
    add_page_furniture(document)
    annex_headers = add_annex_headers(document)
    drawing = _drawing(document, emblem) if emblem else ""
    section = _take_section(document)
    packed = io.BytesIO()
    document.save(packed)
    return Source(
        package=packed.getvalue(), section=section, annex_headers=annex_headers, emblem=drawing
    )


def _open(content: bytes, name: str) -> DocumentType:
    reason = _refusal(content)
    if not reason:
        try:
            document = Document(io.BytesIO(content))
        except (KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile):
            reason = "แฟ้มเสียหายหรือไม่ใช่เอกสาร Word"
        else:
            return document
    raise TemplateError(
        Finding(
            code="template-unreadable",
            where=name,
            message=f"เปิดแบบหนังสือไม่ได้: {reason}",
            hint="เปิดแฟ้มนี้ใน Word แล้วบันทึกเป็น .docx (Word Document) จากนั้นลองใหม่",
        )
    )


def _refusal(content: bytes) -> str:
    """Return why `content` is not opened at all, or nothing."""
    if content.startswith(_OLE):
        return "เป็นแฟ้ม .doc รุ่นเก่าหรือมีรหัสผ่าน"
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MAX_PACKAGE:
                return "แฟ้มขยายแล้วใหญ่เกินไป"
            return _refused_member(archive, infos)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, RuntimeError, ValueError):
        return "ไม่ใช่แฟ้ม .docx หรือแฟ้มไม่ครบ"


def _refused_member(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> str:
    names = {info.filename for info in infos}
    if "word/document.xml" not in names:
        return "ไม่ใช่เอกสาร Word"
    if any(name.endswith("vbaProject.bin") for name in names):
        return "มีมาโคร"
    for info in infos:
        if info.filename.endswith((".xml", ".rels")):
            with archive.open(info) as member:
                if b"<!DOCTYPE" in member.read(4096).replace(b"\0", b"").upper():
                    return "มีการประกาศ DTD ซึ่งเอกสาร Word ใช้ไม่ได้"
    return ""


def _take_section(document: DocumentType) -> str:
    """Put the mark of the letter's end in place of the last `w:sectPr`; return that."""
    body = document.element.body
    section = body.find(qn("w:sectPr"))
    if section is None:
        section = parse_xml(f"<w:sectPr {nsdecls('w')}/>")
    else:
        body.remove(section)
    mark = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{{{{p {END_OF_LETTER} }}}}</w:t></w:r></w:p>")
    body.append(mark)
    return _DECLARATIONS.sub("", etree.tostring(section, encoding="unicode"))


def _drawing(document: DocumentType, image: bytes) -> str:
    """Return a `w:r` that draws `image` at the height of the emblem."""
    height = MEASURES.length("letter", "emblem_height")
    inline = document.part.new_pic_inline(io.BytesIO(image), height=height)
    xml = etree.tostring(inline, encoding="unicode")
    return f"<w:r><w:drawing>{xml}</w:drawing></w:r>"
