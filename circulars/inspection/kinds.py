"""What kind of file a path names: a letter or a workbook, read whole."""

from __future__ import annotations

import errno
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.model.errors import CircularsError, reason_of
from circulars.model.findings import Finding
from circulars.paths import is_file, is_there

if TYPE_CHECKING:
    from pathlib import Path

# By ending: also kinds that cannot be read, for their reader knows what to say of them.
_LETTERS: Final = frozenset({".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf"})
_WORKBOOKS: Final = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".csv"})
IN_FOLDERS: Final = frozenset({".docx", ".xlsx"})  # what is checked where a folder is named
_LARGEST: Final = 64 * 1024 * 1024  # bytes; letters with pictures stay below 20 MB


class Kind(StrEnum):
    """How a file is checked."""

    LETTER = "letter"
    WORKBOOK = "workbook"


class FileError(CircularsError):
    """The file cannot be checked: mended by whoever names it."""


def kind_of(path: Path) -> Kind | None:
    """Return how the file at `path` is checked, by the ending of its name; None: not at all."""
    ending = path.suffix.casefold()
    if ending in _LETTERS:
        return Kind.LETTER
    return Kind.WORKBOOK if ending in _WORKBOOKS else None


def read_bytes(path: Path) -> bytes:
    """Return the content of the file at `path`; :exc:`FileError` says why there is none."""
    if not is_there(path):
        raise FileError(unreadable(path, _why_not_there(path)))
    if kind_of(path) is None or not is_file(path):  # a pipe would be waited for
        raise FileError(_unknown_kind(path))
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise FileError(unreadable(path, error)) from error
    if len(data) > _LARGEST:
        raise FileError(_too_large(path))
    return data


def _why_not_there(path: Path) -> OSError:
    try:
        path.stat()
    except OSError as error:
        return error
    except ValueError:  # a null character
        pass
    return FileNotFoundError(errno.ENOENT, "")


def unreadable(path: Path, error: OSError) -> Finding:
    """Return the finding for a path that the system does not give."""
    near = _neighbours(path) if isinstance(error, FileNotFoundError) else ""
    return Finding(
        code="file-unreadable",
        where=str(path),
        message=f"เปิด “{path.name or path}” ไม่ได้: {reason_of(error)}",
        hint=f"ตรวจชื่อแฟ้ม โฟลเดอร์ และสิทธิ์ในการอ่าน{near}",
    )


def _neighbours(path: Path) -> str:
    """Return the first files beside `path` that could have been meant."""
    try:
        names = sorted(each.name for each in path.parent.iterdir() if is_checked(each))
    except (OSError, ValueError):
        return ""
    return f" ในโฟลเดอร์นี้มี {', '.join(names[:5])}" if names else ""


def is_checked(path: Path) -> bool:
    """Return whether a file of a folder is checked: no lock file of Word, nothing hidden."""
    return path.suffix.casefold() in IN_FOLDERS and not path.name.startswith(("~$", "."))


def _unknown_kind(path: Path) -> Finding:
    return Finding(
        code="file-wrong-kind",
        where=str(path),
        message=f"ตรวจ “{path.name}” ไม่ได้ เพราะไม่ใช่แฟ้ม .docx หรือ .xlsx",
        hint="ระบุหนังสือ (.docx) สมุดงาน (.xlsx) หรือโฟลเดอร์ที่มีแฟ้มเหล่านี้",
    )


def _too_large(path: Path) -> Finding:
    return Finding(
        code="file-too-large",
        where=str(path),
        message=f"“{path.name}” ใหญ่เกิน {_LARGEST // 1024 // 1024} MB ซึ่งเกินขนาดของหนังสือ",
        hint="ลดขนาดภาพในแฟ้ม หรือแยกภาพถ่ายออกเป็นแฟ้มต่างหาก",
    )
