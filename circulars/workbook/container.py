"""The zip package of a workbook, opened only after it is known to be harmless and whole."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.workbook.kinds import SAVE_AS_XLSX, not_zip_finding, other_package_finding
from circulars.workbook.source import MEBIBYTE

if TYPE_CHECKING:
    from collections.abc import Iterator

# A workbook with a sheet of 100,000 cells unpacks to about 6 MB and 20 parts.
MAX_MEMBERS: Final = 2_000
MAX_UNPACKED_BYTES: Final = 128 * MEBIBYTE
# Sheets of formatted but empty cells reach 1:80; deflate cannot go beyond 1:1032.
MAX_RATIO: Final = 300
RATIO_MATTERS_FROM: Final = 4 * MEBIBYTE

# ECMA-376 part 2, 10.1: packages hold stored and deflated members only.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ZIP_ENCRYPTED: Final = 0x1
_FAULTS: Final = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
CONTENT_TYPES: Final = "[Content_Types].xml"
REFETCH: Final = "ขอไฟล์จากต้นฉบับอีกครั้ง หรือเปิดใน Excel ให้ซ่อมแซม แล้วบันทึกเป็นไฟล์ใหม่"


class DocumentTypeFoundError(Exception):
    """A part of the package declares a document type, which OOXML forbids."""


def open_container(data: bytes, *, name: str) -> zipfile.ZipFile:
    """Return the package in `data`, every XML part of it checked; the caller closes it.

    Raises :exc:`WorkbookError` with everything found: another kind of file, a damaged or
    hostile zip (too many members, too large unpacked), damaged XML, document types.
    """
    other = not_zip_finding(data, name)
    if other is not None:
        raise WorkbookError(other)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _FAULTS as error:
        raise WorkbookError(_truncated(name)) from error
    findings = tuple(_zip_findings(archive, name)) or tuple(_kind_findings(archive, name))
    findings = findings or tuple(_part_findings(archive, name))
    if findings:
        archive.close()
        raise WorkbookError(*findings)
    return archive


def damaged(name: str, message: str) -> Finding:
    """Return the finding for a workbook that is broken inside; `message` says where."""
    return Finding(code="workbook-damaged", where=name, message=message, hint=REFETCH)


def check_xml(xml: bytes) -> None:
    """Raise unless `xml` is well-formed and has no document type, in any encoding.

    Expat reports a document type before it reads the entities in it, so a bomb does not go
    off.  Raises :exc:`DocumentTypeFoundError`, or expat.ExpatError with the line.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise DocumentTypeFoundError


def _zip_findings(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or bomb:
        yield _oversized(name, len(members), unpacked)
    if any(member.flag_bits & _ZIP_ENCRYPTED for member in members):
        yield damaged(name, f"“{name}” เป็นไฟล์ zip ที่ตั้งรหัสผ่าน")
    strange = [m.filename for m in members if m.compress_type not in _METHODS]
    if strange:
        yield damaged(name, f"“{name}” บีบอัดด้วยวิธีที่ Excel ไม่ใช้ ที่ส่วน {strange[0]}")
    names = [member.filename.lower() for member in members]
    if len(set(names)) < len(names):
        yield damaged(name, f"“{name}” มีส่วนประกอบภายในชื่อซ้ำกัน")


def _kind_findings(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    members = set(archive.namelist())
    try:
        mimetype = archive.read("mimetype") if "mimetype" in members else b""
    except _FAULTS:
        mimetype = b""
    other = other_package_finding(members, mimetype, name)
    if other is not None:
        yield other
    elif CONTENT_TYPES not in members:
        yield damaged(name, f"“{name}” ขาดส่วนประกอบ {CONTENT_TYPES}")


def _part_findings(archive: zipfile.ZipFile, name: str) -> Iterator[Finding]:
    """Yield what is wrong with each XML part; reading also proves length and checksum.

    zipfile gives at most as many bytes as the directory declares, so a header that lies
    about the size ends in a checksum error and not in memory.
    """
    for member in archive.infolist():
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        try:
            check_xml(archive.read(member))
        except DocumentTypeFoundError:
            yield _unsafe(name, member.filename)
        except expat.ExpatError as error:
            line = f"บรรทัดที่ {error.lineno}"
            yield damaged(name, f"ส่วน {member.filename} ใน “{name}” เสียหาย ({line})")
        except _FAULTS:
            yield damaged(name, f"ส่วน {member.filename} ใน “{name}” เสียหายหรือไม่ครบ")
        except Exception as error:  # noqa: BLE001 - zlib.error and whatever damaged bytes bring
            yield damaged(name, f"ส่วน {member.filename} ใน “{name}” อ่านไม่ได้ ({error})")


def _truncated(name: str) -> Finding:
    return Finding(
        code="workbook-damaged",
        where=name,
        message=f"ไฟล์ “{name}” ไม่สมบูรณ์ อาจขาดตอนระหว่างคัดลอกหรือดาวน์โหลด",
        hint="คัดลอกหรือดาวน์โหลดไฟล์จากต้นฉบับอีกครั้ง แล้วลองเปิดใน Excel ก่อน",
    )


def _oversized(name: str, members: int, unpacked: int) -> Finding:
    size = f"{unpacked // MEBIBYTE:,} MB"
    return Finding(
        code="workbook-too-large",
        where=name,
        message=f"เมื่อคลายแล้ว “{name}” จะใหญ่ {size} ใน {members:,} ส่วน ผิดปกติสำหรับสมุดงานสรุป",
        hint="คัดลอกเฉพาะแผ่นงานสรุปไปไว้ในไฟล์ใหม่ หากได้ไฟล์จากผู้อื่น ให้ตรวจไวรัสก่อน",
    )


def _unsafe(name: str, part: str) -> Finding:
    return Finding(
        code="workbook-unsafe-xml",
        where=name,
        message=f"ส่วน {part} ใน “{name}” มีคำสั่ง DOCTYPE ซึ่งไฟล์ Excel ต้องไม่มี ไฟล์นี้อาจเป็นอันตราย",
        hint=f"อย่าใช้ไฟล์นี้ ขอไฟล์จากผู้จัดทำใหม่ ถ้าแน่ใจว่าปลอดภัย {SAVE_AS_XLSX}",
    )
