"""Sections of letter.docx: the letter's own, and annex pages written behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from circulars.expressions import XmlText

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from docx.document import Document

    from circulars.render.package import Piece

# Name under which the template finds what stands between the sections.
PAGES: Final = "_pages"
_END: Final = "end"
_PLACE: Final = "\0{}\0"  # a character that no XML has; number 0 is the end


@dataclass(frozen=True, slots=True)
class Sections:
    """The `w:sectPr` of the letter, and of each section of annex pages written behind it."""

    letter: str
    written: tuple[str, ...] = ()


class SectionsMissingError(ValueError):
    """The template has fewer sections than annexes written in it; `there` are behind the letter."""

    def __init__(self, there: int) -> None:
        super().__init__(there)
        self.there = there


def take_sections(document: Document, written: int) -> Sections:
    """Take the section properties out of `document`, and leave marks where they are printed.

    The last `written` sections are annex pages, each between tags that leave it out of a
    letter without that annex.  Raises :exc:`SectionsMissingError` when there are fewer.
    """
    body = document.element.body
    last = body.find(qn("w:sectPr"))
    ends = [block for block in body if block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]
    if len(ends) < written:
        raise SectionsMissingError(len(ends))
    body.remove(last)
    ends = ends[len(ends) - written :]  # the first of them ends the letter
    properties = [_taken(end) for end in ends] + [last]
    for number, end in enumerate(ends, start=1):
        end.addnext(opening := _mark(f"{{%p if {PAGES}.s{number} %}}"))
        opening.addnext(_mark(_printed(f"s{number}")))
        if number > 1:
            end.addnext(_mark("{%p endif %}"))
    if ends:
        body.append(_mark("{%p endif %}"))
    body.append(_mark(_printed(_END)))
    for end in ends:
        if not _says_something(end):
            body.remove(end)
    letter, *behind = (etree.tostring(each, encoding="unicode") for each in properties)
    return Sections(letter, tuple(behind))


@lru_cache(maxsize=64)
def page_values(gaps: tuple[int, ...], written: int) -> Mapping[str, Any]:
    """Return what the marks print: places for the gaps there are, and for the end.

    Annexes may be long: they are put there by :func:`with_pages`, past Jinja.
    """
    opened = {
        f"s{number}": XmlText(_PLACE.format(number) if number in gaps else "")
        for number in range(1, written + 1)
    }
    return {**opened, _END: XmlText(_PLACE.format(0))}


def with_pages(
    content: bytes, gaps: Mapping[int, Sequence[Piece]], end: Sequence[Piece]
) -> list[Piece]:
    """Return the part's `content`, with those of `gaps` and `end` in their places, in pieces."""
    text, mark, rest = content.partition(b"\0")
    pieces: list[Piece] = [text]
    while mark:
        number, _, rest = rest.partition(b"\0")
        text, mark, rest = rest.partition(b"\0")
        pieces += gaps.get(int(number), end)
        pieces.append(text)
    return pieces


def _taken(end: Any) -> Any:
    properties = end.find(qn("w:pPr"))
    section = properties.find(qn("w:sectPr"))
    properties.remove(section)
    return section


def _says_something(paragraph: Any) -> bool:
    return any(paragraph.iter(qn("w:t"), qn("w:drawing"), qn("w:tab"), qn("w:object")))


def _printed(name: str) -> str:
    return f"{{{{p {PAGES}.{name} }}}}"


def _mark(tag: str) -> Any:
    return parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t>{tag}</w:t></w:r></w:p>")
