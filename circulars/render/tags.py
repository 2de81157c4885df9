"""Tags of a template and where they stand, as a template editor sees them in Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterator

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LOOSE: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INSIDE: Final = re.compile(r"^\{([{%#])(?:-|tr|tc|p|r(?=\s))?\s*(.*?)\s*-?[}%#]\}$", re.DOTALL)
_SWALLOWS: Final = re.compile(r"\{[{%#]p\s")  # tags that replace their whole paragraph
# Word makes “” and ‘’ of straight quotes as they are typed.
_SMART_QUOTES: Final = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


def inside_of(tag: str) -> str:
    """Return what stands inside the braces of `tag`.

    >>> inside_of("{%p if ชั้นความเร็ว %}")
    'if ชั้นความเร็ว'
    """
    found = _INSIDE.match(tag.translate(_SMART_QUOTES))
    return found.group(2) if found else ""


@dataclass(frozen=True)
class Tag:
    """One tag: ``{{ … }}``, ``{% … %}`` or ``{# … #}``."""

    text: str  # as typed in Word
    where: str  # "letter.docx ย่อหน้าที่ 12"

    @cached_property
    def inside(self) -> str:
        """The tag without its braces and the p, r, tr or tc that names what it replaces."""
        return inside_of(self.text)

    @property
    def sign(self) -> str:
        """``{`` for a value, ``%`` for a statement, ``#`` for a remark."""
        return self.text[1]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of one paragraph and where it is."""

    text: str
    where: str

    def tags(self) -> Iterator[Tag]:
        """Yield the tags in the paragraph, in order."""
        for found in TAG.finditer(self.text):
            yield Tag(found.group(), self.where)

    def loose_braces(self) -> str:
        """Return the first brace pair that belongs to no whole tag, or nothing."""
        found = _LOOSE.search(TAG.sub("", self.text))
        return found.group() if found else ""

    def lost_text(self) -> str:
        """Return the text that a ``{%p … %}`` in the paragraph would delete, or nothing."""
        if any(_SWALLOWS.match(tag.text) for tag in self.tags()):
            return TAG.sub("", self.text).strip()
        return ""


def paragraphs(xml: bytes, part: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of the part's `xml` in order; `part` is its name for messages."""
    root = etree.fromstring(xml)
    tables: dict[etree._Element, int] = {}
    plain = 0
    for element in root.iter(f"{W}p"):
        row = next(element.iterancestors(f"{W}tr"), None)
        if row is None:
            plain += 1
            place = f"ย่อหน้าที่ {plain}"
        else:
            place = _table_place(row, tables)
        yield Paragraph(_own_text(element), f"{part} {place}")


def _table_place(row: etree._Element, tables: dict[etree._Element, int]) -> str:
    table = next(row.iterancestors(f"{W}tbl"))
    number = tables.setdefault(table, len(tables) + 1)
    return f"ตารางที่ {number} แถวที่ {table.findall(f'{W}tr').index(row) + 1}"


def _own_text(paragraph: etree._Element) -> str:
    """Return the text of the paragraph itself, not of paragraphs in a text box inside it."""
    own = (
        element
        for element in paragraph.iter(f"{W}t", *_BREAKS)
        if next(element.iterancestors(f"{W}p")) is paragraph
    )
    return "".join(_BREAKS.get(element.tag) or element.text or "" for element in own)
