"""The zip package of a workbook, opened only after it is known to be harmless and whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.ooxml import (
    CONTENT_TYPES,
    UNREADABLE,
    Fault,
    PackageFault,
    directory_faults,
    open_package,
    part_faults,
)
from circulars.workbook.kinds import SAVE_AS_XLSX, not_zip_finding, other_package_finding

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

REFETCH = "ขอไฟล์จากต้นฉบับอีกครั้ง หรือเปิดใน Excel ให้ซ่อมแซม แล้วบันทึกเป็นไฟล์ใหม่"


def open_container(data: bytes, *, name: str) -> zipfile.ZipFile:
    """Return the package in `data`, every part of it checked; the caller closes it.

    Raises :exc:`WorkbookError` with everything found: another kind of file, a damaged or
    hostile zip (too many members, too large unpacked), damaged XML, document types.
    """
    other = not_zip_finding(data, name)
    if other is not None:
        raise WorkbookError(other)
    archive = open_package(data)
    if isinstance(archive, PackageFault):
        raise WorkbookError(_finding(archive, name))
    findings = (
        [_finding(fault, name) for fault in directory_faults(archive)]
        or list(_kind_findings(archive, name))
        or [_finding(fault, name) for fault in part_faults(archive)]
    )
    if findings:
        archive.close()
        raise WorkbookError(*findings)
    return archive


def damaged(name: str, message: str) -> Finding:
    """Return the finding for a workbook that is broken inside; `message` says where."""
    return Finding(code="workbook-damaged", where=name, message=message, hint=REFETCH)


def _kind_findings(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    members = set(archive.namelist())
    try:
        mimetype = archive.read("mimetype") if "mimetype" in members else b""
    except UNREADABLE:
        mimetype = b""
    other = other_package_finding(members, mimetype, name)
    if other is not None:
        yield other
    elif CONTENT_TYPES not in members:
        yield damaged(name, f"“{name}” ขาดส่วนประกอบ {CONTENT_TYPES}")


def _finding(fault: PackageFault, name: str) -> Finding:
    """Return the finding that says `fault` to whoever keeps the workbook."""
    if fault.fault is Fault.NOT_A_ZIP:
        return _truncated(name)
    if fault.fault is Fault.TOO_LARGE:
        return _oversized(name, fault.detail)
    if fault.fault is Fault.DOCUMENT_TYPE:
        return _unsafe(name, fault.part)
    place = f"ส่วน {fault.part} ใน “{name}” "
    messages = {
        Fault.LOCKED: f"“{name}” เป็นไฟล์ zip ที่ตั้งรหัสผ่าน",
        Fault.STRANGE_METHOD: f"“{name}” บีบอัดด้วยวิธีที่ Excel ไม่ใช้ ที่ส่วน {fault.part}",
        Fault.NAMES_TWICE: f"“{name}” มีส่วนประกอบภายในชื่อซ้ำกัน",
        Fault.DAMAGED_XML: f"{place}เสียหาย ({fault.detail})",
    }
    return damaged(name, messages.get(fault.fault, f"{place}เสียหายหรือไม่ครบ"))


def _truncated(name: str) -> Finding:
    return Finding(
        code="workbook-damaged",
        where=name,
        message=f"ไฟล์ “{name}” ไม่สมบูรณ์ อาจขาดตอนระหว่างคัดลอกหรือดาวน์โหลด",
        hint="คัดลอกหรือดาวน์โหลดไฟล์จากต้นฉบับอีกครั้ง แล้วลองเปิดใน Excel ก่อน",
    )


def _oversized(name: str, size: str) -> Finding:
    return Finding(
        code="workbook-too-large",
        where=name,
        message=f"เมื่อคลายแล้ว “{name}” จะใหญ่ {size} ผิดปกติสำหรับสมุดงานสรุป",
        hint="คัดลอกเฉพาะแผ่นงานสรุปไปไว้ในไฟล์ใหม่ หากได้ไฟล์จากผู้อื่น ให้ตรวจไวรัสก่อน",
    )


def _unsafe(name: str, part: str) -> Finding:
    return Finding(
        code="workbook-unsafe-xml",
        where=name,
        message=f"ส่วน {part} ใน “{name}” มีคำสั่ง DOCTYPE ซึ่งไฟล์ Excel ต้องไม่มี ไฟล์นี้อาจเป็นอันตราย",
        hint=f"อย่าใช้ไฟล์นี้ ขอไฟล์จากผู้จัดทำใหม่ ถ้าแน่ใจว่าปลอดภัย {SAVE_AS_XLSX}",
    )
