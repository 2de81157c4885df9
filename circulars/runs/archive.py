"""The zip of a run: written file by file, its directory kept on disk until the end."""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from isal import isal_zlib

from circulars.model.errors import OutputError, reason_of
from circulars.runs.beside import unreadable, whole_or_gone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.model.findings import Finding

# Source of the records and what stands in them: APPNOTE.TXT 6.3.10, 4.3.7 and 4.3.12 to 4.3.16.
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_UNCOUNTED: Final = 12  # of the bytes of that record: its mark and its length
_LOCATOR: Final = struct.Struct("<4sLQL")
_END: Final = struct.Struct("<4s4H2LH")
_EXTRA: Final = struct.Struct("<2H")
_EXTRA_64: Final = 1  # kind of the extra field that holds sizes and places from 4 GB.  4.5.3
_VERSION: Final = 45  # 4.5: zip64
_UNIX: Final = 3  # what the mode is to be read as
_MODE: Final = 0o100644 << 16  # a plain file, whoever made it
_UTF8_NAME: Final = 0x800  # general purpose bit 11
# Midnight of 1 January 1980, the first moment zip knows: the same files give the same bytes.
_DOS_TIME: Final = 0
_DOS_DATE: Final = 0x21
_LONG: Final = 0xFFFFFFFF  # in place of a size or a place that stands in the extra field
_MANY: Final = 0xFFFF  # in place of a number of files that the record before tells
_PACKED: Final = frozenset({".docx", ".pdf", ".png", ".xlsx"})  # deflated already, inside
_LEVEL: Final = 1  # isal's own scale, 0 to 3; 2 and 3 gain little
_CHUNK: Final = 1 << 18


def write_zip(folder: Path, names: Iterable[str], target: Path) -> None:
    """Write the files `names` of `folder` as the zip `target`, in the order given.

    Names are UTF-8 and composed (NFC), as Windows writes them.  What is packed already is
    stored, the rest deflated; times and modes are fixed.  Raises :exc:`OutputError` naming all
    files that cannot be opened, OSError when `target` cannot be written, and ValueError for a
    name that leads out of the folder: then there is no zip.
    """
    with whole_or_gone(target):
        with target.open("wb") as out, tempfile.TemporaryFile(dir=target.parent) as directory:
            archive = _Archive(out, directory)
            faults = [*archive.add_all(folder, names)]
            archive.close()
        if faults:
            raise OutputError(*faults)


class _Archive:
    """The zip while it is written to `out`; its lines are gathered in `directory`."""

    def __init__(self, out: BinaryIO, directory: BinaryIO) -> None:
        self._out = out
        self._directory = directory
        self._count = 0

    def add_all(self, folder: Path, names: Iterable[str]) -> Iterator[Finding]:
        """Add the files; yield what is wrong with those that cannot be opened."""
        for name in names:
            path = _inside(folder, name)
            try:
                file = path.open("rb")
            except OSError as error:
                yield unreadable(name, reason_of(error))
                continue
            with file:
                self._add(unicodedata.normalize("NFC", name), file)

    def _add(self, name: str, file: BinaryIO) -> None:
        """Add one file; its header is written again when checksum and sizes are known."""
        entry = _Entry(
            name=name.encode(),
            method=_method(name),
            place=self._out.tell(),
            has_room=_is_long(2 * os.fstat(file.fileno()).st_size),
        )
        self._out.write(entry.header())
        start = self._out.tell()
        entry.crc, entry.size = _copy(file, self._out, entry.method)
        end = self._out.tell()
        entry.packed = end - start
        self._out.seek(entry.place)
        self._out.write(entry.header())
        self._out.seek(end)
        self._directory.write(entry.line())
        self._count += 1

    def close(self) -> None:
        """Write the directory, and the records that tell where it is."""
        place, size, count = self._out.tell(), self._directory.tell(), self._count
        self._directory.seek(0)
        shutil.copyfileobj(self._directory, self._out, _CHUNK)
        if count >= _MANY or _is_long(place) or _is_long(size):
            made = (_END_64.size - _UNCOUNTED, _UNIX << 8 | _VERSION, _VERSION, 0, 0)
            self._out.write(_END_64.pack(b"PK\6\6", *made, count, count, size, place))
            self._out.write(_LOCATOR.pack(b"PK\6\7", 0, place + size, 1))
        told = min(count, _MANY)
        where = (_short(size), _short(place))
        self._out.write(_END.pack(b"PK\5\6", 0, 0, told, told, *where, 0))


@dataclass(slots=True, kw_only=True)
class _Entry:
    """What the zip says of one file; checksum and sizes are known once it is written."""

    name: bytes
    method: int
    place: int  # of its header in the zip
    has_room: bool  # in its header, for sizes from 4 GB
    crc: int = 0
    size: int = 0
    packed: int = 0

    def header(self) -> bytes:
        """Return what stands before the file."""
        extra = _extra([self.size, self.packed]) if self.has_room else b""
        sizes = (_LONG, _LONG) if self.has_room else (self.packed, self.size)
        tail = (*sizes, len(self.name), len(extra))
        return _LOCAL.pack(b"PK\3\4", _VERSION, *self._common(), *tail) + self.name + extra

    def line(self) -> bytes:
        """Return what stands in the directory."""
        extra = _extra([*filter(_is_long, (self.size, self.packed, self.place))])
        sizes = (_short(self.packed), _short(self.size), len(self.name), len(extra))
        place = _short(self.place)
        made = (_UNIX << 8 | _VERSION, _VERSION, *self._common())
        return _CENTRAL.pack(b"PK\1\2", *made, *sizes, 0, 0, 0, _MODE, place) + self.name + extra

    def _common(self) -> tuple[int, ...]:
        return (_UTF8_NAME, self.method, _DOS_TIME, _DOS_DATE, self.crc)


def _is_long(number: int) -> bool:
    """Return whether a size or a place is too long for four bytes."""
    return number >= _LONG


def _short(number: int) -> int:
    """Return what stands for a size or a place in four bytes."""
    return _LONG if _is_long(number) else number


def _extra(values: list[int]) -> bytes:
    """Return the extra field with those sizes and places that are from 4 GB."""
    packed = struct.pack(f"<{len(values)}Q", *values)
    return _EXTRA.pack(_EXTRA_64, len(packed)) + packed if values else b""


def _inside(folder: Path, name: str) -> Path:
    """Return the file `name` of `folder`; ValueError when it is not one on every system."""
    parts = PureWindowsPath(name).parts
    if PureWindowsPath(name).anchor or PurePosixPath(name).is_absolute() or ".." in parts:
        raise ValueError(f"name leads out of the folder: {name!r}")
    return folder / name


def _method(name: str) -> int:
    ending = PurePosixPath(name).suffix.lower()
    return zipfile.ZIP_STORED if ending in _PACKED else zipfile.ZIP_DEFLATED


def _copy(file: BinaryIO, out: BinaryIO, method: int) -> tuple[int, int]:
    """Copy `file` to `out` by `method`; return checksum and size of what was read."""
    crc = size = 0
    deflating = method == zipfile.ZIP_DEFLATED
    packer: Any = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -15) if deflating else None
    while chunk := file.read(_CHUNK):
        crc = isal_zlib.crc32(chunk, crc)
        size += len(chunk)
        out.write(packer.compress(chunk) if packer else chunk)
    if packer:
        out.write(packer.flush())
    return crc, size
