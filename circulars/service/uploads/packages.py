"""What a zip says of itself in its directory, before anything else in it is unpacked."""

from __future__ import annotations

import re
import struct
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.ooxml import (
    CONTENT_TYPES,
    MAX_MEMBERS,
    MEBIBYTE,
    Fault,
    PackageFault,
    check_xml,
    directory_faults,
    open_package,
)
from circulars.service.refusals import RefusedError
from circulars.service.uploads import refusals

if TYPE_CHECKING:
    import zipfile


class Package(StrEnum):
    """Kinds of packages, by the content type of their main part.  Source: ISO/IEC 29500-1, 15.2."""

    LETTER = "wordprocessingml.document.main+xml"
    WORKBOOK = "spreadsheetml.sheet.main+xml"
    LETTER_TEMPLATE = "wordprocessingml.template.main+xml"
    WORKBOOK_TEMPLATE = "spreadsheetml.template.main+xml"
    SLIDES = "presentationml.presentation.main+xml"
    BINARY_WORKBOOK = "sheet.binary.macroEnabled.main"  # .xlsb
    OTHER = ""


# Of what runs by itself when somebody opens the file.  Source: [MS-OFFMACRO2] 2.1, [MS-OE376].
_MACROS: Final = re.compile(r"(?i)macroEnabled|vbaProject|activeX|vnd\.ms-office\.customUI")
_MACRO_PARTS: Final = re.compile(
    r"(?i)(^|/)(vbaProject[^/]*\.bin|activeX/.*|attachedToolbars\.bin)$"
)
_LONGEST_LIST: Final = MEBIBYTE  # of the kinds of all parts: some 100 bytes each
_LONGEST_NAME: Final = 255
# .ZIP File Format Specification 6.3.10, 4.3.16: the end of the directory has 22 bytes and a
# comment of at most 65,535.
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_COMMENT: Final = 0xFFFF
_LOCATOR: Final = b"PK\x06\x07"  # 4.3.15: sizes of 64 bits, which an upload cannot need
_LOCATOR_SIZE: Final = 20
_ENTRY: Final = 46 + _LONGEST_NAME + 100  # bytes of an entry of the directory, with its extras


def look_into(content: bytes, name: str) -> Package:
    """Return the kind of the package; raises :exc:`RefusedError` for a harmful or broken one."""
    if _directory_size(content) > MAX_MEMBERS * _ENTRY:
        raise RefusedError(refusals.bomb(name, "สารบัญของแฟ้มใหญ่ผิดปกติ"))
    archive = open_package(content)
    if isinstance(archive, PackageFault):
        raise RefusedError(refusals.damaged(name, archive))
    with archive:
        for fault in directory_faults(archive):
            is_bomb = fault.fault is Fault.TOO_LARGE
            raise RefusedError(
                refusals.bomb(name, fault.detail) if is_bomb else refusals.damaged(name, fault)
            )
        names = archive.namelist()
        if any(map(_leads_out, names)):
            raise RefusedError(refusals.strange_names(name))
        types = _content_types(archive, name) if CONTENT_TYPES in names else ()
    kind = _kind(types)
    if kind is not Package.BINARY_WORKBOOK and _has_macros(types, names):
        raise RefusedError(refusals.macros(name))
    return kind


def _directory_size(content: bytes) -> int:
    """Return how many bytes the directory of the zip says to have; no directory has none."""
    start = content.rfind(_END, max(0, len(content) - _END_SIZE - _COMMENT))
    if start < 0 or len(content) - start < _END_SIZE:
        return 0
    if content[max(0, start - _LOCATOR_SIZE) : start].startswith(_LOCATOR):
        return len(content)
    (size,) = struct.unpack_from("<L", content, start + 12)
    return int(size)


def _leads_out(member: str) -> bool:
    r"""Return whether the name of a member is none that an Office program writes.

    >>> [_leads_out(name) for name in ("word/document.xml", "../a", "/a", "c:/a", "a\\b")]
    [False, True, True, True, True]
    """
    parts = member.split("/")
    return (
        len(member) > _LONGEST_NAME
        or parts[0] == ""
        or ".." in parts
        or any(sign in member for sign in ("\\", ":"))
        or not member.isprintable()
    )


def _content_types(archive: zipfile.ZipFile, name: str) -> tuple[str, ...]:
    """Return the content types that the package declares (ECMA-376 part 2, 10.1.2.2)."""
    if archive.getinfo(CONTENT_TYPES).file_size > _LONGEST_LIST:
        raise RefusedError(refusals.bomb(name, f"{CONTENT_TYPES} ใหญ่ผิดปกติ"))
    fault = PackageFault(fault=Fault.DAMAGED_XML, part=CONTENT_TYPES)
    try:
        text = archive.read(CONTENT_TYPES)
        check_xml(text)
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except Exception as error:  # what zlib, expat and lxml raise has no common base
        raise RefusedError(refusals.damaged(name, fault)) from error
    return tuple(each.get("ContentType", "") for each in root)


def _kind(types: tuple[str, ...]) -> Package:
    for kind in Package:
        if kind and any(each.endswith(kind) for each in types):
            return kind
    return Package.OTHER


def _has_macros(types: tuple[str, ...], names: list[str]) -> bool:
    return any(map(_MACROS.search, types)) or any(map(_MACRO_PARTS.search, names))
