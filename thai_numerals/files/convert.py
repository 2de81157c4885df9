"""Converting one file: which kind it is, and writing the result whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import FileError
from thai_numerals.files.docx import convert_docx
from thai_numerals.files.plain import convert_plain
from thai_numerals.files.xlsx import convert_xlsx

if TYPE_CHECKING:
    from collections.abc import Callable

    from thai_numerals.files.report import Conversion, Report

# The kinds of file, by the end of the name.
PLAIN: Final = ".txt"
KINDS: Final[dict[str, Callable[[str, bytes, Conversion], tuple[bytes, Report]]]] = {
    ".docx": convert_docx,
    ".docm": convert_docx,
    ".dotx": convert_docx,
    ".xlsx": convert_xlsx,
    ".xlsm": convert_xlsx,
    PLAIN: convert_plain,
}


def convert_file(source: Path, target: Path | None, conversion: Conversion) -> Report:
    """Return what converting `source` changes; write the result to `target` unless it is None.

    The result appears whole or not at all; `target` may be `source`.  Raises :exc:`FileError`
    for a file that cannot be read, converted or written.
    """
    if target is not None:
        check_kind(source.name, target)
    converted, report = convert_bytes(source.name, read_file(source), conversion)
    if target is not None:
        write_file(target, converted)
    return report


def check_kind(name: str, target: Path) -> None:
    """Raise :exc:`FileError` when what the file called `name` becomes cannot bear the new name."""
    old, new = Path(name).suffix.lower(), target.suffix.lower()
    if old in KINDS and old != new and not {old, new}.isdisjoint(KINDS.keys() - {PLAIN}):
        raise FileError(str(target), f"ชื่อแฟ้มผลลัพธ์ต้องลงท้ายด้วย {old} เหมือนแฟ้มเดิม")


def read_file(source: Path) -> bytes:
    """Return what the file holds; :exc:`FileError` says why it cannot be opened."""
    try:
        return source.read_bytes()
    except OSError as error:
        raise FileError(str(source), f"เปิดแฟ้มไม่ได้: {error.strerror}") from error


def convert_bytes(name: str, data: bytes, conversion: Conversion) -> tuple[bytes, Report]:
    """Return `data` of the file called `name` converted, with what was changed and left."""
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise FileError(name, f"แปลงได้เฉพาะ {' '.join(KINDS)}")
    return kind(name, data, conversion)


def write_file(target: Path, data: bytes) -> None:
    """Write `data` to `target`, or to the file it links to, whole or not at all."""
    try:
        _write_aside(target.resolve(), data)
    except OSError as error:
        raise FileError(str(target), f"เขียนแฟ้มไม่ได้: {error.strerror}") from error
    except RuntimeError as error:  # what resolving a circle of links raises
        raise FileError(str(target), "เขียนแฟ้มไม่ได้: ลิงก์ชี้วนกลับมาที่เดิม") from error


def _write_aside(target: Path, data: bytes) -> None:
    """Write `data` to a new file and give it the place of `target`."""
    mode = _mode(target)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".thai-numerals-")
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        aside.chmod(mode)
        aside.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the rights of the file at `target`; of a new file, those the process gives."""
    if not target.exists():
        mask = os.umask(0)  # can only be read by setting it
        os.umask(mask)
        return 0o666 & ~mask
    if not target.is_file():
        raise FileError(str(target), "เขียนแฟ้มไม่ได้: ชื่อนี้เป็นโฟลเดอร์หรืออุปกรณ์ ไม่ใช่แฟ้ม")
    return stat.S_IMODE(target.stat().st_mode)
