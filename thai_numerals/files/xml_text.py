"""Text in an XML part, changed in place: every other byte stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from thai_numerals.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NOT_UTF8: Final = "ส่วนนี้ของแฟ้มไม่ใช่ UTF-8 ให้เปิดแล้วบันทึกใหม่ด้วย Word หรือ Excel"
SEPARATOR: Final = " "  # between namespace and name; no namespace holds a blank


@dataclass(frozen=True, slots=True)
class Sign:
    """One character of text and the bytes it stands in: more than one for &#50; and Thai."""

    value: str
    start: int
    end: int


class XmlReader:
    """Walks one part and calls `start`, `end` and `signs`; subclasses say what to do.

    Names come as ``namespace name``.  Raises :exc:`FileError` when the part is not XML, is
    not UTF-8, or carries a document type (which no Office file has, but attacks do).
    """

    def __init__(self, name: str, source: bytes) -> None:
        self.name = name
        self.source = source
        self._parser = expat.ParserCreate("UTF-8", SEPARATOR)
        self._parser.buffer_text = False  # one call for each stretch, so that places are known
        self._parser.StartElementHandler = self.start
        self._parser.EndElementHandler = self.end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        self._parser.XmlDeclHandler = self._check_encoding

    def read(self) -> None:
        """Walk the whole part."""
        if self.source[:2] in {b"\xff\xfe", b"\xfe\xff"}:  # then no declaration can be read
            raise FileError(self.name, NOT_UTF8)
        try:
            self._parser.Parse(self.source, True)
        except expat.ExpatError as error:
            raise FileError(self.name, f"แฟ้มเสียหาย: {error}") from error

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of an element."""

    def end(self, name: str) -> None:
        """Meet the end of an element."""

    def signs(self, signs: list[Sign]) -> None:
        """Meet a stretch of text."""

    def _characters(self, data: str) -> None:
        place = self._parser.CurrentByteIndex
        if self.source[place : place + 1] == b"&":
            end = self.source.index(b";", place) + 1
            self.signs([Sign(data, place, end)])
            return
        found = []
        for value in data:
            end = place + len(value.encode())
            found.append(Sign(value, place, end))
            place = end
        self.signs(found)

    def _check_encoding(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            raise FileError(self.name, NOT_UTF8)

    def _refuse_doctype(self, *_: object) -> None:
        raise FileError(self.name, "แฟ้มมีส่วนประกาศเอกสาร (DOCTYPE) ซึ่งไม่ปลอดภัย")


def patched(source: bytes, signs: Iterable[tuple[Sign, str]]) -> bytes:
    """Return `source` with each sign replaced by the character beside it, in order of place."""
    pieces: list[bytes] = []
    place = 0
    for sign, value in signs:
        pieces += (source[place : sign.start], value.encode())
        place = sign.end
    return b"".join([*pieces, source[place:]])
