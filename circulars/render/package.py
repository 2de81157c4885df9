"""The package (OPC zip) of a document: members copied compressed, changed ones deflated."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from isal import isal_zlib

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_VERSION: Final = 20  # 2.0: deflate.  Source: APPNOTE.TXT 4.4.3
_UTF8_NAME: Final = 0x800  # general purpose bit 11
# Midnight of 1 January 1980, the first moment zip knows: the same input gives the same bytes.
_DOS_TIME: Final = 0
_DOS_DATE: Final = 0x21
# Isal's own scale, 0 to 3; 2 and 3 gain little here.  What 1 takes to begin is more than 0 takes
# for a letter, which with it is about 1 % larger.
_LEVEL: Final = 1
_QUICK: Final = 0
_SMALL: Final = 100_000  # bytes; more only a letter with a long annex has
# A piece of a part, or what makes it: the rows of a long annex are made when they are written.
Piece = bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a package as it stands in the zip: `data` is compressed by `method`."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


def deflated(name: str, content: bytes) -> Member:
    """Return `content` as a deflated member called `name`."""
    level = _QUICK if len(content) <= _SMALL else _LEVEL
    data = isal_zlib.compress(content, level, -isal_zlib.MAX_WBITS)
    return Member(name, zipfile.ZIP_DEFLATED, isal_zlib.crc32(content), len(content), data)


def whole(pieces: Iterable[Piece]) -> bytes:
    """Return the content in `pieces`."""
    return b"".join([piece if isinstance(piece, bytes) else piece() for piece in pieces])


def deflated_pieces(name: str, pieces: Sequence[Piece]) -> Member:
    """Return the content in `pieces` as a deflated member called `name`.

    A long annex is compressed as it goes along: it is never in memory as a whole.
    """
    if not any(map(callable, pieces)):
        return deflated(name, whole(pieces))
    packer = isal_zlib.compressobj(_LEVEL, isal_zlib.DEFLATED, -isal_zlib.MAX_WBITS)
    crc = size = 0
    made: list[bytes] = []
    for piece in pieces:
        content = whole([piece])
        crc = isal_zlib.crc32(content, crc)
        size += len(content)
        made.append(packer.compress(content))
    made.append(packer.flush())
    return Member(name, zipfile.ZIP_DEFLATED, crc, size, b"".join(made))


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


@dataclass(frozen=True, slots=True)
class Packed:
    """The first members of a package as they stand in the zip: written once for many letters."""

    stored: bytes
    directory: bytes
    count: int


def packed(members: Iterable[Member], offset: int = 0) -> Packed:
    """Return `members` as they stand in a zip from `offset` on, with fixed times."""
    stored: list[bytes] = []
    directory: list[bytes] = []
    for member in members:
        name, data = member.name.encode(), member.data
        flags = 0 if member.name.isascii() else _UTF8_NAME
        common = (
            *(flags, member.method, _DOS_TIME, _DOS_DATE, member.crc, len(data)),
            *(member.size, len(name), 0),
        )
        stored += (_LOCAL.pack(b"PK\3\4", _VERSION, *common), name, data)
        line = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *common, 0, 0, 0, 0, offset)
        directory += (line, name)
        offset += _LOCAL.size + len(name) + len(data)
    return Packed(b"".join(stored), b"".join(directory), len(directory) // 2)


_NOTHING: Final = packed(())


def write_package(members: Iterable[Member], first: Packed = _NOTHING) -> bytes:
    """Return a zip of what is packed in `first` and of `members`, in the order given."""
    rest = packed(members, len(first.stored))
    count = first.count + rest.count
    size, place = (len(first.directory) + len(rest.directory), len(first.stored) + len(rest.stored))
    end = _END.pack(b"PK\5\6", 0, 0, count, count, size, place, 0)
    return b"".join((first.stored, rest.stored, first.directory, rest.directory, end))
