"""What kind of file the bytes are, when they are not an Excel workbook (.xlsx)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.findings import Finding
from circulars.ooxml import has_stream

if TYPE_CHECKING:
    from collections.abc import Collection

# Compound File Binary header.  Source: [MS-CFB] 2.2.
OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP_MAGIC = b"PK"

SAVE_AS_XLSX = "เปิดไฟล์ใน Excel แล้วเลือก บันทึกเป็น (Save As) ชนิด Excel Workbook (.xlsx)"
_PICK_XLSX = "เลือกไฟล์สมุดงานสรุปที่เป็น Excel (.xlsx)"


def not_zip_finding(data: bytes, name: str) -> Finding | None:
    """Return what `data` is instead of a zip package, or None when it begins like one."""
    if data.startswith(ZIP_MAGIC):
        return None
    if data.startswith(OLE_MAGIC):
        return _ole_finding(data, name)
    if data.startswith(b"%PDF"):
        return _wrong_kind(name, "PDF")
    if _is_text(data):
        return _text_finding(data, name)
    return _wrong_kind(name, "ชนิดที่ไม่รู้จัก")


def other_package_finding(members: Collection[str], mimetype: bytes, name: str) -> Finding | None:
    """Return what a zip package is instead of a workbook, or None when it looks like one."""
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Finding(
            code="workbook-ods",
            where=name,
            message=f"“{name}” เป็นไฟล์ OpenDocument (.ods) ซึ่งยังใช้ไม่ได้",
            hint="เปิดใน LibreOffice หรือ Excel แล้วบันทึกเป็นชนิด Excel Workbook (.xlsx)",
        )
    folders = {member.split("/", 1)[0].lower() for member in members}
    if "xl" in folders:
        return _binary_finding(members, name)
    for folder, kind in (("word", "Word"), ("ppt", "PowerPoint")):
        if folder in folders:
            return _wrong_kind(name, kind)
    return _wrong_kind(name, "zip ที่ไม่มีสมุดงาน Excel อยู่ภายใน")


def _binary_finding(members: Collection[str], name: str) -> Finding | None:
    if "xl/workbook.bin" not in members:
        return None
    return Finding(
        code="workbook-xlsb",
        where=name,
        message=f"“{name}” เป็น Excel แบบไบนารี (.xlsb) ซึ่งยังใช้ไม่ได้",
        hint=SAVE_AS_XLSX,
    )


def _ole_finding(data: bytes, name: str) -> Finding:
    if has_stream(data, "EncryptedPackage"):
        return Finding(
            code="workbook-encrypted",
            where=name,
            message=f"“{name}” ตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้",
            hint="เปิดใน Excel เลือก ไฟล์ > ข้อมูล > ป้องกันเวิร์กบุ๊ก > เข้ารหัสลับด้วยรหัสผ่าน "
            "ลบรหัสผ่านออก แล้วบันทึก",
        )
    if has_stream(data, "Workbook") or has_stream(data, "Book"):
        return Finding(
            code="workbook-old-format",
            where=name,
            message=f"“{name}” เป็น Excel รุ่นเก่า (.xls) ซึ่งยังใช้ไม่ได้",
            hint=SAVE_AS_XLSX,
        )
    return _wrong_kind(name, "Office รุ่นเก่าที่ไม่ใช่ Excel")


def _is_text(data: bytes) -> bool:
    head = data[:4096]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        return True
    return not any(byte < 9 for byte in head)  # no control characters, whatever the encoding


def _text_finding(data: bytes, name: str) -> Finding:
    head = data[:4096].replace(b"\0", b"").lower()
    kind = "หน้าเว็บ (HTML)" if b"<html" in head or b"<table" in head else "ข้อความ (CSV)"
    if b"<?mso-application" in head or b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        kind = "XML Spreadsheet 2003"
    return Finding(
        code="workbook-is-text",
        where=name,
        message=f"“{name}” เป็นไฟล์{kind} แม้ชื่อจะลงท้ายเหมือน Excel",
        hint=SAVE_AS_XLSX,
    )


def _wrong_kind(name: str, kind: str) -> Finding:
    return Finding(
        code="workbook-wrong-kind",
        where=name,
        message=f"“{name}” เป็นไฟล์ {kind} ไม่ใช่สมุดงาน Excel",
        hint=_PICK_XLSX,
    )
