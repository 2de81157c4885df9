"""A letter type opened for editing: its Word file, its letter.toml, and where things stand."""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from lxml import etree
from support import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from docx.document import Document

_SPACES: Final = {
    **nsmap,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
_DECLARED: Final = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
# Paragraphs of the product's types that stand in no block.
_OUTSIDE: Final = r"^\(\{\{ ผู้ลงนาม|^\{\{ (?:คำลงท้าย|จุดประสงค์|โทรศัพท์) \}\}$|^(?:[๑-๙]\.|ด้วย|จึง|เพื่อ)"
_PARTS: Final = {"hdr": " หัวกระดาษ", "ftr": " ท้ายกระดาษ"}


class UnsuitableError(Exception):
    """The letter type has no place for the fault."""


@lru_cache
def _original(name: str) -> tuple[bytes, str]:
    folder = TEMPLATES / name
    return (folder / "letter.docx").read_bytes(), (folder / "letter.toml").read_text("utf-8")


def xml(text: str) -> Any:
    """Return the element that `text` says; every prefix of Word is known."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {_DECLARED}", text, count=1))


@dataclass(slots=True)
class Opened:
    """A letter type being edited."""

    name: str
    random: Random
    document: Document
    toml: str
    taken: list[Any] = field(default_factory=list)  # elements that have their fault
    finish: Callable[[bytes], bytes] | None = None  # what is done to the file itself

    def lines(self) -> list[Any]:
        """Return the paragraphs of the letter that have no fault yet, tables included."""
        found = self.document.element.body.iter(qn("w:p"))
        return [each for each in found if all(each is not other for other in self.taken)]

    def pick(self, pattern: str) -> Any:
        """Return one of the paragraphs with text like `pattern`, and take it."""
        chosen = self._one(pattern)
        self.taken.append(chosen)
        return chosen

    def pick_plain(self) -> Any:
        """Return a paragraph outside of blocks, before which something new may stand."""
        return self._one(_OUTSIDE)

    def _one(self, pattern: str) -> Any:
        found = [each for each in self.lines() if re.search(pattern, text_of(each))]
        if not found:
            raise UnsuitableError(pattern)
        return self.random.choice(found)

    def insert(self, *texts: str) -> list[Any]:
        """Return new paragraphs of `texts`, typed somewhere between others."""
        there = self.pick_plain()
        made = [xml(paragraph(text)) for text in texts]
        for each in made:
            there.addprevious(each)
            self.taken.append(each)
        return made

    def saved(self) -> bytes:
        """Return the Word file as it is now."""
        file = io.BytesIO()
        self.document.save(file)
        data = file.getvalue()
        return self.finish(data) if self.finish else data

    def write(self, folder: Path) -> Path:
        """Write the type into `folder`, with the other files of its original; return it."""
        shutil.copytree(TEMPLATES / self.name, folder)
        (folder / "letter.docx").write_bytes(self.saved())
        (folder / "letter.toml").write_text(self.toml, encoding="utf-8")
        return folder

    def add_part(self, member: str, content_type: str, relation: str, content: str) -> str:
        """Put a part beside the letter; return the name of the relationship."""
        package = self.document.part.package
        part = Part(PackURI(f"/word/{member}"), content_type, content.encode(), package)
        return str(self.document.part.relate_to(part, relation))


def opened(name: str, random: Random) -> Opened:
    """Return the type of that name as the product has it."""
    data, toml = _original(name)
    return Opened(name=name, random=random, document=docx.Document(io.BytesIO(data)), toml=toml)


def text_of(element: Any) -> str:
    """Return the text in the element."""
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def paragraph(text: str, properties: str = "") -> str:
    """Return the XML of a paragraph of one run."""
    return f"<w:p>{run(text, properties)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return the XML of a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def swap(element: Any, old: str, new: str) -> None:
    """Put `new` for the first `old` in the paragraph, within one run as it is typed."""
    for piece in element.iter(qn("w:t")):
        if old in (piece.text or ""):
            piece.text = piece.text.replace(old, new, 1)
            return
    raise UnsuitableError(old)


def place_of(element: Any) -> str:
    """Return where a person finds the paragraph, counted by XPath over the finished part."""
    root = element.getroottree().getroot()
    label = "letter.docx" + _PARTS.get(root.tag.rpartition("}")[2], "")

    def count(path: str) -> int:
        return round(float(str(etree.XPath(f"count({path})", namespaces=_SPACES)(element))))

    if count("ancestor::w:tbl"):
        table = count("preceding::w:tbl[.//w:p]") + count("ancestor::w:tbl")
        row = count("ancestor::w:tr[1]/preceding-sibling::w:tr") + 1
        return f"{label} ตารางที่ {table} แถวที่ {row}"
    kept = "w:p[not(ancestor::w:tr)][not(ancestor::mc:Fallback)]"
    number = count(f"preceding::{kept}") + count(f"ancestor::{kept}") + 1
    return f"{label} ย่อหน้าที่ {number}"


NOTES: Final = {
    "footnote": ("footnotes.xml", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
    "endnote": ("endnotes.xml", CONTENT_TYPE.WML_ENDNOTES, RELATIONSHIP_TYPE.ENDNOTES),
}
