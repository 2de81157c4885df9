"""The package (OPC zip) of a document: members copied compressed, changed ones deflated."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from isal import isal_zlib

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5HL")  # without the place
_PLACE: Final = struct.Struct("<L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20  # 2.0: deflate.  Source: APPNOTE.TXT 4.4.3
_UTF8_NAME: Final = 0x800  # general purpose bit 11
# Midnight of 1 January 1980, the first moment zip knows: the same input gives the same bytes.
_DOS_TIME: Final = 0
_DOS_DATE: Final = 0x21
_LEVEL: Final = 1  # isal's own scale, 0 to 3; 2 and 3 gain little here


@dataclass(frozen=True)
class Member:
    """One member of a package as it stands in the zip: `data` is compressed by `method`."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes

    @cached_property
    def packed(self) -> tuple[bytes, bytes]:
        """What stands in the zip: the member with its header, and its line of the directory.

        Of that line the place is left out, which comes before the name.
        """
        name = self.name.encode()
        flags = 0 if self.name.isascii() else _UTF8_NAME
        common = (flags, self.method, _DOS_TIME, _DOS_DATE, self.crc, len(self.data))
        tail = (self.size, len(name), 0)
        local = _LOCAL.pack(b"PK\3\4", _VERSION, *common, *tail)
        line = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, *tail, 0, 0, 0, 0)
        return local + name + self.data, line


def deflated(name: str, content: bytes) -> Member:
    """Return `content` as a deflated member called `name`."""
    packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -15)
    data = packer.compress(content) + packer.flush()
    return Member(name, zipfile.ZIP_DEFLATED, isal_zlib.crc32(content), len(content), data)


def read_members(package: bytes) -> list[Member]:
    """Return the members of the zip `package` in order, compressed as they are."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        infos = archive.infolist()
    return [
        Member(info.filename, info.compress_type, info.CRC, info.file_size, _raw(package, info))
        for info in infos
        if not info.is_dir()
    ]


def _raw(package: bytes, info: zipfile.ZipInfo) -> bytes:
    start = info.header_offset
    name_length, extra_length = struct.unpack_from("<2H", package, start + 26)
    start += _LOCAL.size + name_length + extra_length
    return package[start : start + info.compress_size]


def write_package(members: Iterable[Member]) -> bytes:
    """Return a zip of `members` in the order given, with fixed times."""
    chunks: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member in members:
        stored, line = member.packed
        directory += (line, _PLACE.pack(offset), member.name.encode())
        chunks.append(stored)
        offset += len(stored)
    central = b"".join(directory)
    count = len(chunks)
    end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
    return b"".join((*chunks, central, end))
