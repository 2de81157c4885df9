"""Why a file is not read as a Word document, told to whoever keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.ooxml import COMPOUND_FILE, UNREADABLE, Fault, PackageFault, has_stream

if TYPE_CHECKING:
    import zipfile

SAVE_AS_DOCX: Final = "เปิดไฟล์ใน Word แล้วเลือก บันทึกเป็น (Save As) ชนิด Word Document (.docx)"
_REFETCH: Final = "ขอไฟล์จากต้นฉบับอีกครั้ง หรือเปิดใน Word ให้ซ่อมแซม แล้วบันทึกเป็นไฟล์ใหม่"
# The folder of a package's main part, or the start of its mimetype, and what it is instead.
_FOLDERS: Final = {"xl": "Excel", "ppt": "PowerPoint"}
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.text"
# First characters of other kinds of file that are found under the name of a letter.
_BEGINNINGS: Final = {b"%PDF": "PDF", b"{\\rtf": "RTF", b"\x89PNG": "ภาพ", b"\xff\xd8": "ภาพ"}


def no_package_finding(data: bytes, name: str) -> Finding | None:
    """Return what `data` is instead of a zip package, or None when it may be one."""
    if not data:
        return _damaged(name, f"ไฟล์ “{name}” ว่างเปล่า มีขนาด 0 ไบต์")
    if data.startswith(COMPOUND_FILE):
        return _compound_finding(data, name)
    if data.startswith(b"PK"):
        return None
    for beginning, kind in _BEGINNINGS.items():
        if data.startswith(beginning):
            return _wrong_kind(name, f"เป็นไฟล์ {kind}")
    head = data[:4096].lower()
    return _wrong_kind(name, "เป็นหน้าเว็บ (HTML)" if b"<html" in head else "เป็นไฟล์ชนิดอื่น")


def other_package_finding(archive: zipfile.ZipFile, name: str) -> Finding | None:
    """Return what a zip package is instead of a Word document, or None when it may be one."""
    members = archive.namelist()
    folders = {member.split("/", 1)[0].lower() for member in members}
    if "word" in folders:
        return None
    try:
        mimetype = archive.read("mimetype") if "mimetype" in members else b""
    except UNREADABLE:
        mimetype = b""
    if mimetype.startswith(_OPEN_DOCUMENT):
        return _wrong_kind(name, "เป็นเอกสาร OpenDocument (.odt)")
    for folder, kind in _FOLDERS.items():
        if folder in folders:
            return _wrong_kind(name, f"เป็นไฟล์ {kind}")
    if "[Content_Types].xml" not in members:
        return _wrong_kind(name, "เป็นไฟล์ zip ที่ไม่มีเอกสาร Word อยู่ภายใน")
    return None


def strict_finding(name: str) -> Finding:
    """Return the finding for a document in the strict form of the standard."""
    return _wrong_kind(name, "บันทึกเป็นชนิด Strict Open XML Document ซึ่งโปรแกรมอื่นอ่านได้ไม่ครบ")


def incomplete(name: str, part: str) -> Finding:
    """Return the finding for a package whose `part` is missing or holds no text."""
    return _damaged(name, f"“{name}” ไม่มีเนื้อเอกสารของ Word อยู่ข้างใน (ส่วน {part})")


def too_deep(name: str) -> Finding:
    """Return the finding for XML that is nested deeper than any text needs."""
    return _damaged(name, f"เนื้อหาใน “{name}” ซ้อนกันลึกผิดปกติ จึงอ่านไม่ได้")


def refusal(fault: PackageFault, name: str) -> Finding:
    """Return the finding that says what is wrong with the package."""
    if fault.fault is Fault.TOO_LARGE:
        return Finding(
            code="docx-too-large",
            where=name,
            message=f"เมื่อคลายแล้ว “{name}” จะใหญ่ {fault.detail} ผิดปกติสำหรับหนังสือ",
            hint="ลดขนาดรูปในเอกสาร หากได้ไฟล์จากผู้อื่น ให้ตรวจไวรัสก่อน",
        )
    if fault.fault is Fault.DOCUMENT_TYPE:
        return Finding(
            code="docx-unsafe-xml",
            where=name,
            message=f"ส่วน {fault.part} ใน “{name}” มีคำสั่ง DOCTYPE ซึ่งไฟล์ Word ต้องไม่มี "
            "ไฟล์นี้อาจเป็นอันตราย",
            hint=f"อย่าใช้ไฟล์นี้ ขอไฟล์จากผู้จัดทำใหม่ ถ้าแน่ใจว่าปลอดภัย {SAVE_AS_DOCX}",
        )
    return _damaged(name, _damage(fault, name))


def _damage(fault: PackageFault, name: str) -> str:
    place = f"ส่วน {fault.part} ใน “{name}” "
    messages = {
        Fault.NOT_A_ZIP: f"ไฟล์ “{name}” ไม่สมบูรณ์ อาจขาดตอนระหว่างคัดลอกหรือดาวน์โหลด",
        Fault.LOCKED: f"“{name}” เป็นไฟล์ zip ที่ตั้งรหัสผ่าน",
        Fault.STRANGE_METHOD: f"“{name}” บีบอัดด้วยวิธีที่ Word ไม่ใช้ ที่ส่วน {fault.part}",
        Fault.NAMES_TWICE: f"“{name}” มีส่วนประกอบภายในชื่อซ้ำกัน",
        Fault.DAMAGED_XML: f"{place}เสียหาย ({fault.detail})",
    }
    return messages.get(fault.fault, f"{place}เสียหายหรือไม่ครบ")


def _compound_finding(data: bytes, name: str) -> Finding:
    if has_stream(data, "EncryptedPackage"):
        return Finding(
            code="docx-encrypted",
            where=name,
            message=f"“{name}” ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้",
            hint="เปิดใน Word เลือก ไฟล์ > ข้อมูล > ป้องกันเอกสาร > เข้ารหัสลับด้วยรหัสผ่าน ลบรหัสผ่านออก แล้วบันทึก",
        )
    if has_stream(data, "Workbook") or has_stream(data, "PowerPoint Document"):
        return _wrong_kind(name, "เป็นไฟล์ Office รุ่นเก่าที่ไม่ใช่ Word")
    return Finding(
        code="docx-old-format",
        where=name,
        message=f"“{name}” เป็น Word รุ่นเก่า (.doc) ซึ่งยังอ่านไม่ได้",
        hint=SAVE_AS_DOCX,
    )


def _damaged(name: str, message: str) -> Finding:
    return Finding(code="docx-damaged", where=name, message=message, hint=_REFETCH)


def _wrong_kind(name: str, what: str) -> Finding:
    return Finding(
        code="docx-wrong-kind",
        where=name,
        message=f"“{name}” {what} ไม่ใช่เอกสาร Word (.docx)",
        hint=SAVE_AS_DOCX,
    )
