"""Tags of a template and where they stand, as a template editor sees them in Word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# No tag begins inside another of its kind: what is never closed is then gone through once.
TAG: Final = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}", re.DOTALL
)
_LOOSE: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INSIDE: Final = re.compile(r"^\{[{%#](?:-|(tr|tc|p|r)(?= ))?(.*?)-?[}%#]\}$", re.DOTALL)
_OURS: Final = "{{p _"  # paragraphs that the editor does not see, put there by the renderer
_WORD: Final = re.compile(r"\w*")
# Word makes “” and ‘’ of straight quotes as they are typed.
_SMART_QUOTES: Final = {0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


def shortened(text: str, limit: int = 60) -> str:
    """Return `text` on one line of at most `limit` characters, as messages quote it."""
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1] + "…"


@dataclass(frozen=True)
class Tag:
    """One tag: ``{{ … }}``, ``{% … %}`` or ``{# … #}``."""

    text: str  # as typed in Word
    where: str  # "letter.docx ย่อหน้าที่ 12"
    paragraph: int  # which one of the part, from 0

    @cached_property
    def _parts(self) -> tuple[str, str]:
        found = _INSIDE.match(self.text.translate(_SMART_QUOTES))
        return (found.group(1) or "", found.group(2).strip()) if found else ("", "")

    @property
    def replaces(self) -> str:
        """What the tag takes away around it: ``p``, ``tr``, ``tc``, ``r``, or nothing."""
        return self._parts[0]

    @property
    def inside(self) -> str:
        """The tag without its braces and the letters that say what it replaces.

        >>> Tag("{%p if ชั้นความเร็ว %}", "letter.docx", 0).inside
        'if ชั้นความเร็ว'
        """
        return self._parts[1]

    @property
    def word(self) -> str:
        """The first word inside: of a statement its name, such as ``if``."""
        return _WORD.match(self.inside).group()  # type: ignore[union-attr] # matches nothing too

    @property
    def shown(self) -> str:
        """The tag as messages quote it."""
        return shortened(self.text)

    @property
    def sign(self) -> str:
        """``{`` for a value, ``%`` for a statement, ``#`` for a remark."""
        return self.text[1]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of one paragraph and where it is."""

    text: str
    where: str
    number: int  # of the part, from 0
    row: str = ""  # the text of the table row around it
    cell: str = ""

    @property
    def has_braces(self) -> bool:
        """Whether there may be tags in it, whole or not."""
        return "{" in self.text or "}" in self.text

    def tags(self) -> Iterator[Tag]:
        """Yield the tags in the paragraph, in order."""
        for found in TAG.finditer(self.text):
            yield Tag(found.group(), self.where, self.number)

    def loose_braces(self) -> str:
        """Return the first brace pair that belongs to no whole tag, or nothing."""
        found = _LOOSE.search(TAG.sub("", self.text))
        return found.group() if found else ""

    def lost(self) -> tuple[Tag, str] | None:
        """Return the last tag that replaces more than itself, and what it would take with it.

        ``{%p … %}`` replaces its whole paragraph, ``{%tr … %}`` the row, ``{%tc … %}`` the cell.
        """
        around = {"p": self.text, "tr": self.row, "tc": self.cell}
        for tag in reversed(list(self.tags())):
            if tag.replaces in around:
                rest = around[tag.replaces].replace(tag.text, "", 1).strip()
                return (tag, rest) if rest else None
        return None


def paragraphs(root: etree._Element, part: str) -> Iterator[Paragraph]:
    """Yield the paragraphs under `root` in order; `part` is its name for messages.

    What Word keeps twice for older readers (`mc:Fallback`) is left out.
    """
    places = _Places()
    around: dict[etree._Element, str] = {}  # rows and cells: their text
    for number, element in enumerate(root.iter(f"{W}p")):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        text = _own_text(element)
        where = part if text.startswith(_OURS) else f"{part} {places.of(element)}"
        row = cell = ""
        if "{" in text:
            row, cell = (_text_around(element, tag, around) for tag in ("tr", "tc"))
        yield Paragraph(text, where, number, row, cell)


def _text_around(paragraph: etree._Element, tag: str, known: dict[etree._Element, str]) -> str:
    """Return the text of the row or cell that `paragraph` stands in, gone through once."""
    around = next(paragraph.iterancestors(f"{W}{tag}"), paragraph)
    if around not in known:
        known[around] = "".join(map(_own_text, around.iter(f"{W}p")))
    return known[around]


class _Places:
    """Counts paragraphs and tables in their order."""

    def __init__(self) -> None:
        self._plain = 0
        self._tables: dict[etree._Element, int] = {}
        self._rows: dict[etree._Element, int] = {}

    def of(self, paragraph: etree._Element) -> str:
        """Return the place of the next paragraph: ``ย่อหน้าที่ 3``, ``ตารางที่ 1 แถวที่ 2``."""
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is None:
            self._plain += 1
            return f"ย่อหน้าที่ {self._plain}"
        if row not in self._rows:
            self._count(list(row.iterancestors(f"{W}tbl")))
        table = next(row.iterancestors(f"{W}tbl"))
        return f"ตารางที่ {self._tables[table]} แถวที่ {self._rows[row]}"

    def _count(self, tables: Iterable[etree._Element]) -> None:
        """Give the `tables`, from the inner one, and their rows numbers."""
        for table in reversed(list(tables)):
            if table not in self._tables:
                self._tables[table] = len(self._tables) + 1
                own = (
                    row
                    for row in table.iter(f"{W}tr")
                    if next(row.iterancestors(f"{W}tbl")) is table
                )
                self._rows |= {row: number for number, row in enumerate(own, start=1)}


def own_pieces(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the elements that print text in the paragraph itself, each with its text.

    Paragraphs in a text box inside it have their own.
    """
    for element in paragraph.iter(f"{W}t", *_BREAKS):
        if next(element.iterancestors(f"{W}p")) is paragraph:
            yield element, _BREAKS.get(element.tag) or element.text or ""


def _own_text(paragraph: etree._Element) -> str:
    return "".join(text for _, text in own_pieces(paragraph))
