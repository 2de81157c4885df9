"""Readers for the parts of a workbook: shared texts, sheets, and names that formulas use."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from thai_numerals.files.xml_text import SEPARATOR, Sign, XmlReader

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED: Final = "xl/sharedStrings.xml"
SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2"})
_HEADERS: Final = frozenset(
    f"{a}{b}" for a in ("odd", "even", "first") for b in ("Header", "Footer")
)
# The serial numbers of 1 January 2400 and of 31 December 2699: Buddhist years typed as CE.
FIRST_LATE, LAST_LATE = "182623", "292193"
_LITERAL: Final = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a cell: its signs, and the address of the cell."""

    signs: tuple[Sign, ...]
    where: str = ""

    @property
    def value(self) -> str:
        """The text itself."""
        return "".join(sign.value for sign in self.signs)

    def at(self, where: str) -> Text:
        """Return the same text placed at `where`."""
        return replace(self, where=where)


class _Named(XmlReader):
    """A reader that knows the local names of the open elements."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, source)
        self.path: list[str] = []
        self.text: list[Sign] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of an element."""
        self.path.append(name.rpartition(SEPARATOR)[2])
        self.opened(self.path[-1], attributes)

    def end(self, name: str) -> None:  # noqa: ARG002 - the name is known from the start
        """Meet the end of an element."""
        self.closed(self.path[-1])
        self.path.pop()

    def opened(self, local: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of the element `local`."""

    def closed(self, local: str) -> None:
        """Meet the end of the element `local`."""

    def taken(self) -> str:
        """Return the text gathered so far and forget it."""
        text = "".join(sign.value for sign in self.text)
        self.text = []
        return text


class Strings(_Named):
    """The shared texts (xl/sharedStrings.xml), in order; phonetic guides are no text."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, source)
        self.texts: list[Text] = []

    def closed(self, local: str) -> None:
        """Meet the end of the element `local`."""
        if local == "si":
            self.texts.append(Text(tuple(self.text)))
            self.text = []

    def signs(self, signs: list[Sign]) -> None:
        """Meet a stretch of text."""
        if self.path[-1] == "t" and "rPh" not in self.path:
            self.text += signs


class Sheet(_Named):
    """A worksheet: texts written in the cell itself, uses of shared ones, texts in formulas."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, source)
        self.texts: list[Text] = []
        self.shared: list[tuple[int, str]] = []  # index of the shared text, address
        self.literals: set[str] = set()
        self.headers: list[str] = []  # page headers and footers, with their codes
        self.late: dict[
            int, str
        ] = {}  # cell format: first cell whose day is in a year 2400 to 2699
        self._address = ""
        self._kind = ""
        self._format = 0

    def opened(self, local: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of the element `local`."""
        if local == "c":
            self._address, self._kind = attributes.get("r", ""), attributes.get("t", "n")
            style = attributes.get("s", "0")
            self._format = int(style) if style.isdecimal() else 0
        elif local == "filter":
            self.literals.add(attributes.get("val", ""))
        if local in {"c", "v", "is"} | _FORMULAS | _HEADERS:
            self.text = []

    def closed(self, local: str) -> None:
        """Meet the end of the element `local`."""
        if local == "is":
            self.texts.append(Text(tuple(self.text), self._address))
        elif local == "v" and self._kind == "s":
            index = self.taken().strip()
            if index.isdecimal():  # a damaged cell shows no text
                self.shared.append((int(index), self._address))
        elif local == "v" and self._kind == "n":
            day = self.taken().partition(".")[0]
            if len(day) == len(FIRST_LATE) and FIRST_LATE <= day <= LAST_LATE:
                self.late.setdefault(self._format, self._address)
        elif local in _FORMULAS:
            self.literals |= literals(self.taken())
        elif local in _HEADERS:
            self.headers.append(self.taken())

    def signs(self, signs: list[Sign]) -> None:
        """Meet a stretch of text."""
        if self.path[-1] in {"v"} | _FORMULAS | _HEADERS or (
            self.path[-1] == "t" and "is" in self.path and "rPh" not in self.path
        ):
            self.text += signs


class Names(_Named):
    """Names in tables and pivot tables, and texts in the formulas of defined names."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, source)
        self.found: set[str] = set()

    def opened(self, local: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of the element `local`."""
        if local in {"tableColumn", "cacheField"}:
            self.found.add(attributes.get("name", ""))
        elif local == "s" and "sharedItems" in self.path:
            self.found.add(attributes.get("v", ""))
        elif local == "filter":
            self.found.add(attributes.get("val", ""))

    def closed(self, local: str) -> None:
        """Meet the end of the element `local`."""
        if local in {"definedName", "calculatedColumnFormula", "totalsRowFormula"}:
            self.found |= literals(self.taken())

    def signs(self, signs: list[Sign]) -> None:
        """Meet a stretch of text."""
        if self.path[-1] in {"definedName", "calculatedColumnFormula", "totalsRowFormula"}:
            self.text += signs


def literals(formula: str) -> set[str]:
    """Return the texts in quotes in `formula`, and those of a list such as "ก,ข"."""
    found = {text.replace('""', '"') for text in _LITERAL.findall(formula)}
    return found | {item.strip() for text in found for item in text.split(",")}


def sheet_names(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of the sheet in each worksheet part, as the workbook shows it."""
    links = _Attributes(
        "xl/_rels/workbook.xml.rels", parts.get("xl/_rels/workbook.xml.rels", b"<x/>")
    )
    book = _Attributes("xl/workbook.xml", parts["xl/workbook.xml"])
    links.read()
    book.read()
    targets = {item.get("Id"): item.get("Target", "") for item in links.found["Relationship"]}
    names = {}
    for sheet in book.found["sheet"]:
        link = next((value for key, value in sheet.items() if key.endswith(f"{SEPARATOR}id")), "")
        target = targets.get(link, "")
        names[posixpath.normpath(posixpath.join("xl", target)).lstrip("/")] = sheet.get("name", "")
    return names


class _Attributes(_Named):
    """The attributes of every sheet and relationship named in a part."""

    def __init__(self, name: str, source: bytes) -> None:
        super().__init__(name, source)
        self.found: dict[str, list[dict[str, str]]] = {"sheet": [], "Relationship": []}

    def opened(self, local: str, attributes: Mapping[str, str]) -> None:
        """Meet the start of the element `local`."""
        if local in self.found:
            self.found[local].append(dict(attributes))
