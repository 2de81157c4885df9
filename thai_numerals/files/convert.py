"""Converting one file: which kind it is, and writing the result whole or not at all."""

from __future__ import annotations

import os
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
KINDS: Final[dict[str, Callable[[str, bytes, Conversion], tuple[bytes, Report]]]] = {
    ".docx": convert_docx,
    ".docm": convert_docx,
    ".dotx": convert_docx,
    ".xlsx": convert_xlsx,
    ".xlsm": convert_xlsx,
    ".txt": convert_plain,
}


def convert_file(source: Path, target: Path | None, conversion: Conversion) -> Report:
    """Return what converting `source` changes; write the result to `target` unless it is None.

    The result appears whole or not at all; `target` may be `source`.  Raises :exc:`FileError`
    for a file that cannot be read, converted or written.
    """
    converted, report = convert_bytes(source.name, read_file(source), conversion)
    if target is not None:
        write_file(target, converted)
    return report


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
    """Write `data` to `target`, whole or not at all."""
    try:
        handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise FileError(str(target), f"เขียนแฟ้มไม่ได้: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(aside).chmod(target.stat().st_mode if target.exists() else 0o644)
        Path(aside).replace(target)
    except OSError as error:
        Path(aside).unlink(missing_ok=True)
        raise FileError(str(target), f"เขียนแฟ้มไม่ได้: {error.strerror}") from error
