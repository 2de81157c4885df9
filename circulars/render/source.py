"""Opening a template: refuse what is no Word document, add what every letter needs."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.exceptions import PythonDocxError
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.opc.constants import CONTENT_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from circulars.data import MEASURES
from circulars.model.errors import OfficeError, TemplateError
from circulars.model.findings import Finding
from circulars.model.lengths import cm
from circulars.ooxml import (
    MEBIBYTE,
    Fault,
    PackageFault,
    directory_faults,
    open_package,
    part_faults,
)
from circulars.render.furniture import add_annex_headers, add_page_furniture
from circulars.render.letterhead import fit_agency
from circulars.render.sections import Sections, SectionsMissingError, take_sections

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as DocumentType

    from circulars.model.lengths import Length
    from circulars.render.letterhead import Letterhead

NAME: Final = "letter.docx"  # of every template, in messages
MAX_UNPACKED: Final = 60 * MEBIBYTE  # of all members; a letter has well under one
# An emblem is about as wide as it is high; an image that is not runs off no page.
_WIDEST_EMBLEM: Final = cm(6)
# Parts of the package that may hold tags, and their names in messages.
TAGGED: Final = {
    CONTENT_TYPE.WML_DOCUMENT_MAIN: NAME,
    CONTENT_TYPE.WML_HEADER: f"{NAME} หัวกระดาษ",
    CONTENT_TYPE.WML_FOOTER: f"{NAME} ท้ายกระดาษ",
    CONTENT_TYPE.WML_FOOTNOTES: f"{NAME} เชิงอรรถ",
    CONTENT_TYPE.WML_ENDNOTES: f"{NAME} อ้างอิงท้ายเรื่อง",
}
_LABELS: Final = {**TAGGED, CONTENT_TYPE.OPC_CORE_PROPERTIES: f"{NAME} คุณสมบัติของแฟ้ม"}
_INCOMPLETE: Final = "ไม่ใช่แฟ้ม .docx หรือแฟ้มไม่ครบ"
_REASONS: Final = {
    Fault.COMPOUND_FILE: "เป็นแฟ้ม .doc รุ่นเก่าหรือมีรหัสผ่าน",
    Fault.TOO_LARGE: "แฟ้มขยายแล้วใหญ่เกินไป",
    Fault.DOCUMENT_TYPE: "มีการประกาศ DTD ซึ่งเอกสาร Word ใช้ไม่ได้",
}
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_RELATIONS: Final = "_rels/.rels"
# What python-docx raises for packages that are whole but no Word document.
_NO_DOCUMENT: Final = (
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
    OpcError,
    PythonDocxError,
    etree.XMLSyntaxError,
)
_NO_IMAGE: Final = (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    ZeroDivisionError,
    struct.error,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A template ready to compile: its package and the pieces that annexes need."""

    package: bytes
    labels: Mapping[str, str]  # members that may hold tags, and their names in messages
    sections: Sections
    annex_headers: str  # `w:headerReference` and `w:footerReference` of annex sections
    emblem: str  # the office's emblem as a `w:r` with a drawing; empty without an image


def open_source(source: Path | str | bytes, letterhead: Letterhead, *, written: int) -> Source:
    """Return the template `source` with page furniture and the letterhead's image added.

    The last `written` of its sections are annex pages.  Raises :exc:`TemplateError` when it is
    no DOCX file that can be used, :exc:`OfficeError` when the image is none.
    """
    document = _open(source if isinstance(source, bytes) else _content(source), written)
    annex_headers = add_annex_headers(document)
    fit_agency(document, letterhead.agency)
    emblem = letterhead.emblem.image
    drawing = _drawing(document, emblem, letterhead.emblem_height) if emblem else ""
    sections = _sections(document, written)
    packed = io.BytesIO()
    document.save(packed)
    parts: Any = document.part.package.iter_parts()
    return Source(
        package=packed.getvalue(),
        labels={
            part.partname.membername: _LABELS[part.content_type]
            for part in parts
            if part.content_type in _LABELS
        },
        sections=sections,
        annex_headers=annex_headers,
        emblem=drawing,
    )


def _content(path: Path | str) -> bytes:
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        reason = "ไม่มีแฟ้มนี้"
    except IsADirectoryError:
        reason = "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"
    except (OSError, ValueError) as error:  # no permission, a name that no system takes
        reason = f"อ่านแฟ้มไม่ได้ ({error})"
    raise _unreadable(str(path), reason, "ตรวจตำแหน่งและชื่อของแฟ้มแบบหนังสือ")


def _open(content: bytes, written: int) -> DocumentType:
    """Return the document with page furniture; TemplateError when it is none that can have it."""
    reason = _refusal(content)
    if not reason:
        try:
            document = Document(io.BytesIO(content))
            _add_missing_section(document)
            add_page_furniture(document, written)
        except _NO_DOCUMENT:
            reason = "แฟ้มเสียหายหรือไม่ใช่เอกสาร Word ธรรมดา (.docx)"
        else:
            return document
    raise _unreadable(NAME, reason)


def _unreadable(
    where: str,
    reason: str,
    hint: str = "เปิดแฟ้มนี้ใน Word แล้วบันทึกเป็น .docx (Word Document) จากนั้นลองใหม่",
) -> TemplateError:
    message = f"เปิดแบบหนังสือไม่ได้: {reason}"
    return TemplateError(
        Finding(code="template-unreadable", where=where, message=message, hint=hint)
    )


def _refusal(content: bytes) -> str:
    """Return why `content` is not opened at all, or nothing."""
    archive = open_package(content)
    if isinstance(archive, PackageFault):
        return _REASONS.get(archive.fault, _INCOMPLETE)
    with archive:
        faults = list(directory_faults(archive)) or list(part_faults(archive))
        if faults:
            return _REASONS.get(faults[0].fault, _INCOMPLETE)
        if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
            return _REASONS[Fault.TOO_LARGE]
        if any(name.endswith("vbaProject.bin") for name in archive.namelist()):
            return "มีมาโคร"
        if any(_STRICT in archive.read(name) for name in archive.namelist() if name == _RELATIONS):
            return "บันทึกเป็น Strict Open XML Document"
    return ""


def _add_missing_section(document: DocumentType) -> None:
    """Give the body a `w:sectPr` on A4 if it has none; AttributeError when there is no body."""
    body = document.element.body
    if body.find(qn("w:sectPr")) is None:
        size = f'w:w="{MEASURES.page_width.twips}" w:h="{MEASURES.page_height.twips}"'
        sides = "".join(
            f' w:{side}="{MEASURES.length("page", side).twips}"'
            for side in ("top", "right", "bottom", "left", "header", "footer")
        )
        xml = f'<w:sectPr {nsdecls("w")}><w:pgSz {size}/><w:pgMar{sides} w:gutter="0"/></w:sectPr>'
        body.append(parse_xml(xml))


def _sections(document: DocumentType, written: int) -> Sections:
    try:
        return take_sections(document, written)
    except SectionsMissingError as error:
        raise TemplateError(
            Finding(
                code="template-sections",
                where=NAME,
                message=f"letter.toml บอกว่ามีสิ่งที่ส่งมาด้วยที่เขียนไว้ใน {NAME} {written} ส่วน "
                f"แต่ท้ายหนังสือมีเพียง {error.there} ส่วน",
                hint="ใน Word ขึ้นส่วนใหม่ท้ายหนังสือด้วย เค้าโครง > ตัวแบ่ง > หน้าถัดไป "
                "แล้วเขียนเนื้อหาในส่วนนั้น หรือแก้ pages ใน [[annexes]]",
            )
        ) from None


def _drawing(document: DocumentType, image: Path, height: Length) -> str:
    """Return a `w:r` that draws `image` at `height`, or lower if it is so wide."""
    try:
        content = image.read_bytes()
        inline = document.part.new_pic_inline(io.BytesIO(content), height=height)
        if inline.extent.cx > _WIDEST_EMBLEM:
            inline = document.part.new_pic_inline(io.BytesIO(content), width=_WIDEST_EMBLEM)
    except _NO_IMAGE as error:
        raise OfficeError(
            Finding(
                code="office-profile",
                where=str(image.name),
                message="อ่านภาพตราครุฑไม่ได้",
                hint="ใช้ภาพชนิด PNG หรือ JPEG ที่เปิดดูได้",
            )
        ) from error
    for side in ("distT", "distB", "distL", "distR"):  # else it stands in from the margin
        inline.set(side, "0")
    xml = etree.tostring(inline, encoding="unicode")
    return f"<w:r><w:drawing>{xml}</w:drawing></w:r>"
