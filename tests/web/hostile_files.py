"""Files made to harm, and the code with which each is refused."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook

from web.hostile_house import BOOK, LETTER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_LAUGHS: Final = (
    b'<!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b"]>"
)
_OUTSIDE: Final = b'<!DOCTYPE a [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'
_PARAMETER: Final = b'<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def changed(
    source: Path, part: str = "", change: Callable[[bytes], bytes] = bytes, **extra: bytes
) -> bytes:
    """Return the package `source` with one part changed, and further ones."""
    return packed(_parts(source, part, change) | extra)


def added(source: Path, extra: Mapping[str, bytes]) -> bytes:
    """Return the package `source` with further parts."""
    return packed(_parts(source, "", bytes) | dict(extra))


def _parts(source: Path, part: str, change: Callable[[bytes], bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(source) as archive:
        assert not part or part in archive.namelist()
        parts = {name: archive.read(name) for name in archive.namelist()}
    return {name: change(content) if name == part else content for name, content in parts.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a zip of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def declared(doctype: bytes) -> Callable[[bytes], bytes]:
    """Return a change that declares a document type, and uses its entity."""

    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>") if xml.startswith(b"<?xml") else (b"", b"", xml)
        return head + mark + doctype + rest.replace(b"</", b"&a11;</", 1)

    return change


def overlapping() -> bytes:
    """Return a zip whose thousand members are all the same compressed bytes, each a megabyte."""
    body = zlib.compress(bytes(1_000_000), 9)[2:-4]
    crc = zlib.crc32(bytes(1_000_000))
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(body), 1_000_000, 1, 0)
    directory = b""
    for number in range(1000):
        name = f"xl/{number}.xml".encode()
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(body), 1_000_000,
            len(name), 0, 0, 0, 0, 0, 0,
        ) + name  # fmt: skip
    start = len(local) + 1 + len(body)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 1000, 1000, len(directory), start, 0)
    return local + b"a" + body + directory + end


def lying() -> bytes:
    """Return a workbook of which one part says to be small and is not."""
    content = bytearray(added(BOOK, {"xl/media/image9.png": bytes(40_000_000)}))
    size = struct.pack("<I", 40_000_000)
    for _ in range(content.count(size)):
        place = content.index(size)
        content[place : place + 4] = struct.pack("<I", 10)
    return bytes(content)


def link() -> bytes:
    """Return a workbook with a member that is a symbolic link."""
    made = io.BytesIO(BOOK.read_bytes())
    with zipfile.ZipFile(made, "a") as archive:
        member = zipfile.ZipInfo("../../../tmp/circulars-link")
        member.create_system = 3
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return made.getvalue()


def wide_sheet() -> bytes:
    """Return a workbook with one cell at the far corner of the sheet, and a cell of megabytes."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "ก" * 32_000
    sheet.cell(row=1_048_576, column=16_384, value=1)
    book.save(made := io.BytesIO())
    return made.getvalue()


def compound(stream: str) -> bytes:
    """Return the beginning of an old Office file, or an encrypted one, with one stream."""
    return _OLE.ljust(512, b"\0") + f"{stream}\0".encode("utf-16-le").ljust(128, b"\0")


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """Return a PNG that says to be so large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    head = struct.pack(">2I5B", width, height, 1, 0, 0, 0, 0)
    pixels = zlib.compress(data or bytes(100))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML: Final = b"<!doctype html><script>alert(1)</script>"
_MACROS: Final = "application/vnd.ms-word.document.macroEnabled.main+xml"

# Name: how it is made, what it calls itself, and the code of the refusal.
WORKBOOKS: Final[dict[str, tuple[Callable[[], bytes], str, str]]] = {
    "flat zip bomb": (
        lambda: added(BOOK, {"xl/a.xml": bytes(300_000_000)}), "a.xlsx",
        "upload-unpacks-too-large"),
    "zip bomb in a zip": (
        lambda: packed({"a.zip": packed({"b": bytes(90_000_000)})}), "a.xlsx", "upload-kind"),
    "overlapping zip bomb": (overlapping, "a.xlsx", "upload-unpacks-too-large"),
    "thousands of members": (
        lambda: added(BOOK, {f"xl/{n}.xml": b"" for n in range(3000)}), "a.xlsx",
        "upload-unpacks-too-large"),
    "member that climbs": (
        lambda: added(BOOK, {"../../../etc/cron.d/x": b"x"}), "a.xlsx", "upload-damaged"),
    "member with an absolute path": (
        lambda: added(BOOK, {"/etc/cron.d/x": b"x"}), "a.xlsx", "upload-damaged"),
    "member with backslashes": (
        lambda: added(BOOK, {"xl\\..\\..\\x": b"x"}), "a.xlsx", "upload-damaged"),
    "member with a drive": (
        lambda: added(BOOK, {"C:\\x.exe": b"x"}), "a.xlsx", "upload-damaged"),
    "member that is a link": (link, "a.xlsx", "upload-damaged"),
    "macros under another name": (
        lambda: added(BOOK, {"xl/vbaProject.bin": b"x"}), "a.xlsx", "upload-macros"),
    "ActiveX": (
        lambda: added(BOOK, {"xl/activeX/activeX1.bin": b"x"}), "a.xlsx", "upload-macros"),
    "old Excel file": (lambda: compound("Workbook"), "a.xlsx", "upload-old-kind"),
    "encrypted file": (lambda: compound("EncryptedPackage"), "a.xlsx", "upload-locked"),
    "program": (lambda: b"MZ\x90\0\3\0\0\0", "a.xlsx", "upload-kind"),
    "web page": (lambda: HTML, "a.xlsx", "upload-kind"),
    "web page before a workbook": (lambda: HTML + BOOK.read_bytes(), "a.xlsx", "upload-kind"),
    "PDF before a workbook": (
        lambda: b"%PDF-1.7\n\xff" + BOOK.read_bytes(), "a.xlsx", "upload-kind"),
    "PNG before a workbook": (
        lambda: png(9, 9) + BOOK.read_bytes(), "a.xlsx", "upload-kind"),
    "letter called a workbook": (LETTER.read_bytes, "a.xlsx", "upload-kind"),
    "empty file": (lambda: b"", "a.xlsx", "upload-empty"),
    "cut-off file": (lambda: BOOK.read_bytes()[:-500], "a.xlsx", "upload-damaged"),
    "noise that begins as a zip": (lambda: b"PK\3\4" + b"\xff" * 9000, "a.xlsx", "upload-damaged"),
    "types with a document type": (
        lambda: changed(BOOK, "[Content_Types].xml", declared(_LAUGHS)), "a.xlsx",
        "upload-damaged"),
}  # fmt: skip

# These look like workbooks until they are read; whoever reads them refuses.
READ_WORKBOOKS: Final[dict[str, Callable[[], bytes]]] = {
    "billion laughs in a workbook": lambda: changed(BOOK, "xl/workbook.xml", declared(_LAUGHS)),
    "billion laughs in a sheet": lambda: changed(
        BOOK, "xl/worksheets/sheet1.xml", declared(_LAUGHS)
    ),
    "file entity in a sheet": lambda: changed(BOOK, "xl/worksheets/sheet1.xml", declared(_OUTSIDE)),
    "web entity in a workbook": lambda: changed(BOOK, "xl/workbook.xml", declared(_PARAMETER)),
    "broken XML": lambda: changed(BOOK, "xl/workbook.xml", lambda _: b"<workbook><a></workbook>"),
    "XML that is no workbook": lambda: changed(BOOK, "xl/workbook.xml", lambda _: b"<a/>"),
    "sheet as wide as it can be": wide_sheet,
    "zip that lies of its sizes": lying,
}

LETTERS: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "billion laughs in a letter": (
        lambda: changed(LETTER, "word/document.xml", declared(_LAUGHS)), ""),
    "file entity in a letter": (
        lambda: changed(LETTER, "word/document.xml", declared(_OUTSIDE)), ""),
    "web entity in a letter": (
        lambda: changed(LETTER, "word/document.xml", declared(_PARAMETER)), ""),
    "macros in a letter": (
        lambda: added(LETTER, {"word/vbaProject.bin": b"x"}), "upload-macros"),
    "letter that says to have macros": (
        lambda: changed(
            LETTER, "[Content_Types].xml",
            lambda xml: xml.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                _MACROS.encode())),
        "upload-macros"),
    "old Word file": (lambda: compound("WordDocument"), "upload-old-kind"),
    "zip bomb in a letter": (
        lambda: added(LETTER, {"word/media/a.png": bytes(300_000_000)}),
        "upload-unpacks-too-large"),
}  # fmt: skip

# Templates whose tags attack; none can be published.
TEMPLATES: Final = {
    "globals of cycler": "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "attribute chain": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attribute by filter": "{{ '' | attr('__class__') }}",
    "include of a file": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}{{ os.system('id') }}",
    "endless loops": "{% for i in range(99999) %}" * 3 + "x" + "{% endfor %}" * 3,
    "endless macro": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "memory": "{{ 'a' * 10**10 }}",
    "padding": "{{ 'a' | center(10**9) }}",
    "tags never closed": "{{" * 20_000,
}

IMAGES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "picture of 900 million pixels": (lambda: png(30_000, 30_000), "emblem.png"),
    "picture that unpacks to gigabytes": (lambda: png(30_000, 30_000, bytes(9_000_000)), "e.png"),
    "drawing with a script": (lambda: SVG, "emblem.png"),
    "web page called a picture": (lambda: HTML, "emblem.png"),
    "cut-off picture": (lambda: png(9, 9)[:30], "emblem.png"),
}
