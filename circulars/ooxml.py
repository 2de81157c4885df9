"""Opening a package (OPC zip) that comes from a stranger: limits first, then wholeness.

Nothing is unpacked before the directory of the zip is known to be harmless, and every XML part
is read once, so that what passes here opens later without surprises.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

MEBIBYTE: Final = 1024 * 1024
# [MS-CFB] 2.2: the first bytes of .doc and .xls, and of any Office file with a password.
COMPOUND_FILE: Final = b"\xd0\xcf\x11\xe0"
CONTENT_TYPES: Final = "[Content_Types].xml"

MAX_MEMBERS: Final = 2_000  # a sheet of 100,000 cells comes in about 20 parts
MAX_UNPACKED: Final = 256 * MEBIBYTE  # the longest annex is some 50 MB
# Sheets of formatted but empty cells reach 1:80; deflate cannot go beyond 1:1032.
MAX_RATIO: Final = 300
RATIO_MATTERS_FROM: Final = 4 * MEBIBYTE
# ECMA-376 part 2, 10.1: packages hold stored and deflated members only.
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SHARED: Final = 64 * 1024  # bytes of a part that letters of one run share, such as their styles
_ZIP_ENCRYPTED: Final = 0x1
# What zipfile raises for truncated, damaged, locked and unheard-of packages.
UNREADABLE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Fault(StrEnum):
    """What is wrong with a package."""

    COMPOUND_FILE = "compound-file"  # an old file, or one with a password
    NOT_A_ZIP = "not-a-zip"  # another kind of file, or cut off
    TOO_LARGE = "too-large"  # unpacked; a bomb
    LOCKED = "locked"  # a member has a zip password
    STRANGE_METHOD = "strange-method"  # a member is packed in a way that OPC does not know
    NAMES_TWICE = "names-twice"  # two members of one name
    DOCUMENT_TYPE = "document-type"  # an XML part has a DTD, which OPC forbids
    DAMAGED_PART = "damaged-part"  # a member cannot be read whole
    DAMAGED_XML = "damaged-xml"  # an XML part is not well-formed


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageFault:
    """A fault, the member it is in, and a figure or reason for the message."""

    fault: Fault
    part: str = ""
    detail: str = ""


class DocumentTypeFoundError(Exception):
    """A part of the package declares a document type, which OPC forbids."""


def open_package(data: bytes) -> zipfile.ZipFile | PackageFault:
    """Return the package in `data` unread, or the fault that says why it is none."""
    if data.startswith(COMPOUND_FILE):
        return PackageFault(fault=Fault.COMPOUND_FILE)
    try:
        return zipfile.ZipFile(BytesIO(data))
    except UNREADABLE as error:
        return PackageFault(fault=Fault.NOT_A_ZIP, detail=str(error))


def has_stream(data: bytes, stream: str) -> bool:
    """Whether an entry of a compound file names `stream`, null-ended UTF-16 ([MS-CFB] 2.6.1)."""
    entry = f"{stream}\0".encode("utf-16-le")
    start = data.find(entry)
    while start >= 0:
        if start % 128 == 0:  # entries are 128 bytes long and lie on such boundaries
            return True
        start = data.find(entry, start + 1)
    return False


def directory_faults(archive: zipfile.ZipFile) -> Iterator[PackageFault]:
    """Yield what the directory of the zip tells, before anything is unpacked."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > MAX_RATIO * packed
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or bomb:
        size = f"{unpacked // MEBIBYTE:,} MB ใน {len(members):,} ส่วน"
        yield PackageFault(fault=Fault.TOO_LARGE, detail=size)
    for member in members:
        if member.flag_bits & _ZIP_ENCRYPTED:
            yield PackageFault(fault=Fault.LOCKED, part=member.filename)
            break
    for member in members:
        if member.compress_type not in _METHODS:
            yield PackageFault(fault=Fault.STRANGE_METHOD, part=member.filename)
            break
    if len({member.filename.lower() for member in members}) < len(members):
        yield PackageFault(fault=Fault.NAMES_TWICE)


def part_faults(archive: zipfile.ZipFile, *, xml: bool = True) -> Iterator[PackageFault]:
    """Yield what is wrong with each member; reading also proves length and checksum.

    `xml` says whether XML parts are parsed too, for a reader that would fall over them.
    zipfile gives at most as many bytes as the directory declares, so a header that lies about
    the size ends in a checksum error and not in memory.
    """
    for member in archive.infolist():
        content = _read(archive, member)
        if isinstance(content, PackageFault):
            yield content
        elif xml and is_xml(member.filename):
            yield from _xml_faults(member.filename, content)


def xml_parts(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], list[PackageFault]]:
    """Return the XML members by name, and what is wrong with any member, each read once."""
    contents: dict[str, bytes] = {}
    faults: list[PackageFault] = []
    for member in archive.infolist():
        content = _read(archive, member)
        if isinstance(content, PackageFault):
            faults.append(content)
        elif is_xml(member.filename):
            contents[member.filename] = content
            faults += _xml_faults(member.filename, content)
    return contents, faults


def is_xml(name: str) -> bool:
    """Return whether a member of that name is XML."""
    return name.lower().endswith((".xml", ".rels"))


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | PackageFault:
    try:
        return archive.read(member)
    except UNREADABLE as error:
        return PackageFault(fault=Fault.DAMAGED_PART, part=member.filename, detail=str(error))


def _xml_faults(name: str, content: bytes) -> Iterator[PackageFault]:
    try:
        (_check_again if len(content) < SHARED else check_xml)(content)
    except DocumentTypeFoundError:
        yield PackageFault(fault=Fault.DOCUMENT_TYPE, part=name)
    except expat.ExpatError as error:
        detail = f"บรรทัดที่ {error.lineno}"
        yield PackageFault(fault=Fault.DAMAGED_XML, part=name, detail=detail)
    except (ValueError, LookupError) as error:  # such as an encoding that nobody knows
        yield PackageFault(fault=Fault.DAMAGED_XML, part=name, detail=str(error))


@lru_cache(maxsize=256)
def _check_again(xml: bytes) -> None:
    """Check a part as :func:`check_xml`; what passed once, such as the styles of a run, passes."""
    check_xml(xml)


def check_xml(xml: bytes) -> None:
    """Raise unless `xml` is well-formed and has no document type, in any encoding.

    Expat reports a document type before it reads the entities in it, so a bomb does not go
    off.  Raises :exc:`DocumentTypeFoundError`, or expat.ExpatError with the line.
    """
    parser = expat.ParserCreate(namespace_separator=" ")  # an unbound prefix is a fault too
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise DocumentTypeFoundError
