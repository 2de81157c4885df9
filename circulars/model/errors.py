"""Errors by who can mend them; each carries every finding, never only the first."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from circulars.model.findings import Finding


class CircularsError(Exception):
    """The run stops; `findings` say why, where, and what to do about it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(f"{f.where}: {f.message} [{f.code}]" for f in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.findings  # so that it comes whole out of a worker process


class WorkbookError(CircularsError):
    """The workbook cannot be used: mended by whoever keeps the figures."""


class TemplateError(CircularsError):
    """The DOCX template cannot be used: mended by the template editor."""


class DocumentError(CircularsError):
    """A DOCX to be checked cannot be read: mended by whoever wrote or sent it."""


class LetterTypeError(CircularsError):
    """The letter type's letter.toml cannot be used: mended by the template editor."""


class OfficeError(CircularsError):
    """The office profile cannot be used: mended by whoever keeps office.toml."""


class FormError(CircularsError):
    """A value given for this letter is missing or wrong: mended by the secretary."""


class LetterHeldError(CircularsError):
    """The letter is made but held back by a `block` finding: mended or waived (--allow)."""


class LayoutError(CircularsError):
    """LibreOffice is missing or failed: mended by whoever keeps the machine."""


class OutputError(CircularsError):
    """The result could not be written, such as on a full disk."""


class RegisterError(CircularsError):
    """The register of outgoing letters refuses: mended by whoever takes the number or keeps it."""


class RunError(CircularsError):
    """The run cannot go on: its folder or its workers; nothing that is made is lost."""


# What the system says when a file cannot be used.  Source: POSIX.1-2017, <errno.h>.
_REASONS: Final = {
    errno.ENOENT: "ไม่มีแฟ้มหรือโฟลเดอร์นี้",
    errno.EACCES: "ไม่มีสิทธิ์",
    errno.EPERM: "ไม่มีสิทธิ์",
    errno.EISDIR: "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม",
    errno.ENOTDIR: "ส่วนหนึ่งของตำแหน่งนี้เป็นแฟ้ม ไม่ใช่โฟลเดอร์",
    errno.EEXIST: "มีแฟ้มชื่อนี้อยู่แล้ว",
    errno.ENOSPC: "เนื้อที่ดิสก์เต็ม",
    errno.EDQUOT: "เกินโควตาเนื้อที่ดิสก์",
    errno.EFBIG: "แฟ้มใหญ่เกินกว่าที่ระบบยอม",
    errno.EROFS: "ดิสก์อ่านได้อย่างเดียว",
    errno.ENAMETOOLONG: "ชื่อยาวเกินไป",
    errno.ELOOP: "ลิงก์ชี้วนกลับมาที่เดิม",
    errno.EIO: "ดิสก์ขัดข้อง",
}


def reason_of(error: OSError) -> str:
    """Return in Thai why the system refused; its own words where there are none.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'ไม่มีแฟ้มหรือโฟลเดอร์นี้'
    """
    return _REASONS.get(error.errno or 0, error.strerror or str(error))
