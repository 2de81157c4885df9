"""The bytes of a workbook file, or findings that say why there are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError, reason_of
from circulars.model.findings import Finding
from circulars.paths import is_file, is_folder, is_there

if TYPE_CHECKING:
    from pathlib import Path

MEBIBYTE = 1024 * 1024

# Summary workbooks of offices are below 1 MB; more than this is no summary.
MAX_FILE_BYTES = 32 * MEBIBYTE


def load_bytes(source: Path | bytes, *, name: str) -> bytes:
    """Return the bytes of `source`; :exc:`WorkbookError` if it cannot be read or is empty."""
    data = source if isinstance(source, bytes) else _read_file(source, name)
    if not data:
        raise WorkbookError(
            Finding(
                code="workbook-empty",
                where=name,
                message=f"ไฟล์ “{name}” ว่างเปล่า มีขนาด 0 ไบต์",
                hint="การคัดลอกหรือดาวน์โหลดอาจไม่สมบูรณ์ ให้คัดลอกไฟล์จากต้นฉบับอีกครั้ง",
            )
        )
    if len(data) > MAX_FILE_BYTES:
        raise WorkbookError(_too_large(name))
    return data


def _read_file(path: Path, name: str) -> bytes:
    try:
        if is_folder(path):
            raise WorkbookError(_is_folder(name))
        if is_there(path) and not is_file(path):  # a pipe would be waited for
            raise WorkbookError(_unreadable(name, "ไม่ใช่แฟ้มธรรมดา"))
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise WorkbookError(_missing(path, name)) from None
    except OSError as error:
        raise WorkbookError(_unreadable(name, reason_of(error))) from error
    except ValueError:  # a null character in the path
        raise WorkbookError(_missing(path, name)) from None


def _missing(path: Path, name: str) -> Finding:
    neighbours = _workbooks_beside(path)
    found = f" ในโฟลเดอร์นี้มี {neighbours}" if neighbours else ""
    return Finding(
        code="workbook-not-found",
        where=str(path),
        message=f"ไม่พบไฟล์ “{name}”",
        hint=f"ตรวจชื่อไฟล์และโฟลเดอร์อีกครั้ง{found}",
    )


def _workbooks_beside(path: Path) -> str:
    try:
        names = sorted(p.name for p in path.parent.glob("*.xlsx") if not p.name.startswith("~$"))
    except OSError:
        return ""
    return ", ".join(names[:5])


def _is_folder(name: str) -> Finding:
    return Finding(
        code="workbook-is-folder",
        where=name,
        message=f"“{name}” เป็นโฟลเดอร์ ไม่ใช่ไฟล์ Excel",
        hint="ระบุชื่อไฟล์ .xlsx ที่อยู่ในโฟลเดอร์นั้น",
    )


def _unreadable(name: str, reason: str) -> Finding:
    return Finding(
        code="workbook-unreadable",
        where=name,
        message=f"เปิดไฟล์ “{name}” ไม่ได้ ({reason})",
        hint="ปิดไฟล์ใน Excel หากเปิดอยู่ และตรวจว่าท่านมีสิทธิ์อ่านไฟล์นี้",
    )


def _too_large(name: str) -> Finding:
    limit = MAX_FILE_BYTES // MEBIBYTE
    return Finding(
        code="workbook-too-large",
        where=name,
        message=f"ไฟล์ “{name}” ใหญ่เกิน {limit} MB ซึ่งเกินขนาดของสมุดงานสรุป",
        hint="คัดลอกเฉพาะแผ่นงานสรุปไปไว้ในไฟล์ใหม่ แล้วใช้ไฟล์ใหม่นั้น",
    )
