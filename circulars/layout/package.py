"""The DOCX on its way into LibreOffice: refused when it is none, and copied with a few changes."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Final

from circulars.body import MAIN_PART
from circulars.layout.brackets import with_brackets_marked
from circulars.layout.fonts import KEPT_SPACE
from circulars.layout.marks import marked
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding
from circulars.ooxml import Fault, PackageFault, directory_faults, open_package, part_faults

_INCOMPLETE: Final = "ไม่ใช่ไฟล์ .docx หรือไฟล์ขาดหาย"
_REASONS: Final = {
    Fault.COMPOUND_FILE: "เป็นไฟล์ .doc รุ่นเก่าหรือมีรหัสผ่าน",
    Fault.TOO_LARGE: "มีขนาดใหญ่เกินไป",
    Fault.DOCUMENT_TYPE: "มีคำสั่ง DOCTYPE ซึ่งเอกสาร Word ต้องไม่มี",
}

_JOINER: Final = "\N{WORD JOINER}".encode()
# What LibreOffice 7.4 does not do as Word, and what to write for it instead.
CHANGES: Final = {
    # It sets thaiDistribute ragged; its "both" also widens between Thai clusters, and breaks
    # lines at the same places.
    "justify": (re.compile(rb'(<w:jc w:val=")thaiDistribute(")'), rb"\1both\2"),
    # It numbers in 1, 2, 3 for thaiNumbers; a numbering that no Thai letter uses is known again
    # by the worker, which makes Thai digits of it.
    "sections": (re.compile(rb'(<w:pgNumType\b[^>]*\bw:fmt=")thaiNumbers(")'), rb"\1hebrew1\2"),
    "lists": (re.compile(rb'(<w:numFmt w:val=")thaiNumbers(")'), rb"\1hebrew1\2"),
    # It knows the switch in this spelling only, and takes it for ThaiLetter; a document that
    # counts some pages in letters and others in digits is not told apart.
    "fields": (re.compile(rb"(\\\*\s*)thaiarabic", re.IGNORECASE), rb"\1ThaiArabic"),
    # It keeps words joined by U+200D whole, but writes that into the text of the PDF, where a
    # search for ตัวชี้วัด then finds nothing; of U+2060 it writes nothing.
    "joiners": (
        re.compile(rb"(?:(?<=\xe0[\xb8\xb9][\x80-\xbf])|(?<=/))\xe2\x80\x8d"),
        _JOINER,
    ),
    # ICU does not know กระทรวงฯ and จังหวัดอื่นๆ, and cuts them to กระ|ทร|วงฯ; a joiner ends the word.
    "suffixes": (
        re.compile(rb"(?<=\xe0[\xb8\xb9][\x80-\xbf])(?=\xe0\xb8\xaf|\xe0\xb9\x86)"),  # ฯ ๆ
        _JOINER,
    ),
    # It dies of a comment when its pages are walked through; comments are not printed anyway.
    "comments": (
        re.compile(rb"<w:comment(Range(?:Start|End)|Reference)\b[^>]*(?:/>|></w:comment\1>)"),
        b"",
    ),
}
# With the derived font, which has U+202F as wide as a space: a single U+00A0 in Thai text.
_KEPT_SPACE: Final = re.compile(
    rb"(?:(?<=\xe0[\xb8\xb9][\x80-\xbf])|(?<=[0-9.(]))\xc2\xa0(?=\xe0[\xb8\xb9]|[0-9()-]|</w:t>)"
)
_WRITTEN_FOR_IT: Final = chr(KEPT_SPACE).encode()
_NO_DIGITS: Final = frozenset(
    {"justify", "joiners", "suffixes", "brackets", "comments"}
)  # changes that have nothing to do with them


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeCopy:
    """A DOCX as LibreOffice is to see it."""

    data: bytes
    thai: tuple[str, ...]  # what asks for Thai digits: sections, fields, lists
    anchors: int  # paragraphs of the body that a frame can be tied to, bookmarked
    sections: int  # their starts bookmarked


def office_copy(docx: bytes, name: str, *, derived: bool = False) -> OfficeCopy:
    """Return `docx` changed to what LibreOffice lays out as Word does the original.

    `derived` says that it is laid out in the derived font, not in the real TH Sarabun.
    Raises :exc:`LayoutError` naming the file `name` if it is not a whole DOCX.
    """
    members = _members(docx, name)
    thai: set[str] = set()
    for part, data in members.items():
        if part.startswith("word/") and part.endswith(".xml"):
            text = with_brackets_marked(_changed(data, thai))
            members[part] = _KEPT_SPACE.sub(_WRITTEN_FOR_IT, text) if derived else text
    main = marked(members[MAIN_PART])
    members[MAIN_PART] = main.xml
    return OfficeCopy(
        data=_pack(members),
        thai=tuple(sorted(thai)),
        anchors=main.anchors,
        sections=main.sections,
    )


def _changed(text: bytes, thai: set[str]) -> bytes:
    """Return one part as LibreOffice is to see it; add to `thai` what in it asks for it."""
    for name, (pattern, replacement) in CHANGES.items():
        text, count = pattern.subn(replacement, text)
        if count and name not in _NO_DIGITS:
            thai.add(name)
    return text


def _members(docx: bytes, name: str) -> dict[str, bytes]:
    """Return the unpacked parts of `docx`, each of them read whole."""
    package = open_package(docx)
    if isinstance(package, PackageFault):
        raise _refusal(name, _REASONS.get(package.fault, _INCOMPLETE))
    with package:
        faults = list(directory_faults(package)) or list(part_faults(package, xml=False))
        if faults:
            raise _refusal(name, _REASONS.get(faults[0].fault, _INCOMPLETE))
        members = {entry.filename: package.read(entry) for entry in package.infolist()}
    if MAIN_PART not in members:
        raise _refusal(name, "ไม่มีเนื้อเอกสารของ Word อยู่ข้างใน")
    return members


def _pack(members: dict[str, bytes]) -> bytes:
    """Return a package of `members`, not compressed: it is read once, by LibreOffice beside us."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for part, data in members.items():
            package.writestr(part, data)
    return buffer.getvalue()


def _refusal(name: str, reason: str) -> LayoutError:
    finding = Finding(
        code="docx-unreadable",
        where=name,
        message=f"เปิดไฟล์นี้เป็นเอกสาร Word ไม่ได้ เพราะ{reason}",
        hint="เปิดไฟล์ใน Word แล้วบันทึกเป็นชนิด .docx โดยไม่ใส่รหัสผ่าน แล้วลองใหม่",
    )
    return LayoutError(finding)
