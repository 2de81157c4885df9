"""Converting a file that somebody sent; runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError
from circulars.service.whole_files import put_whole
from thai_numerals import FileError
from thai_numerals.files.convert import convert_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from thai_numerals.files.report import Change, Conversion, Kept

SHOWN: Final = 500  # changes that anybody reads; the others are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What converting a file changed and left alone: the first of each, and how many."""

    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    change_count: int
    kept_count: int


def convert_upload(source: Path, name: str, target: Path, conversion: Conversion) -> Converted:
    """Write `source`, a file that is called `name`, converted to `target`.

    Raises :exc:`RefusedError` for a file that cannot be converted.
    """
    try:
        content, report = convert_bytes(name, source.read_bytes(), conversion)
    except FileError as error:
        raise RefusedError(_refusal(name, error.reason)) from None
    put_whole(target, content)
    return Converted(
        changes=report.changes[:SHOWN],
        kept=report.kept[:SHOWN],
        change_count=len(report.changes),
        kept_count=len(report.kept),
    )


def _refusal(name: str, reason: str) -> Finding:
    return Finding(
        code="conversion-refused",
        where=name,
        message=f"แปลงเลขในแฟ้มนี้ไม่ได้: {reason}",
        hint="แก้ตามเหตุผลข้างต้นแล้วส่งใหม่ รับแฟ้ม Word (.docx) Excel (.xlsx) และข้อความ (.txt)",
    )
