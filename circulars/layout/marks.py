"""Bookmarks in the copy made for LibreOffice, by which it tells on which page something stands.

Counting its paragraphs would not do: it steps over tables and frames, leaves out empty section
ends, and splits a paragraph at a page break.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.body import W, anchors, section_starts

if TYPE_CHECKING:
    from collections.abc import Sequence

# Names of the bookmarks, numbered from 0; the worker asks for them.
ANCHOR: Final = "circulars-anchor-"
SECTION: Final = "circulars-section-"
_FIRST_ID: Final = 1_000_000  # beyond those of a document's own bookmarks
# One point high, so that it moves nothing.
_LOW_PARAGRAPH: Final = (
    f'<w:p xmlns:w="{W[1:-1]}"><w:pPr>'
    '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A main part with bookmarks, and how many of each kind."""

    xml: bytes
    anchors: int = 0
    sections: int = 0


def marked(main_part: bytes) -> Marked:
    """Return `main_part` with a bookmark at each anchor and at the start of each section.

    What is no document is returned as it is: LibreOffice will say so.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(main_part, parser)
    except etree.XMLSyntaxError:
        return Marked(xml=main_part)
    body = root.find(f"{W}body")
    if body is None:
        return Marked(xml=main_part)
    tied = anchors(body)
    starts = [_opening(block) for block in list(section_starts(body))]
    _mark(tied, ANCHOR, _FIRST_ID)
    _mark(starts, SECTION, _FIRST_ID + len(tied))
    return Marked(
        xml=etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
        anchors=len(tied),
        sections=len(starts),
    )


def _opening(block: etree._Element) -> etree._Element:
    """Return the first paragraph of the section that begins with `block`, a new one for a table.

    LibreOffice 7.4 sets a table that begins a section on the page of the section before.
    """
    if block.tag != f"{W}tbl" or block.getprevious() is None:
        return next(block.iter(f"{W}p"), block)
    opening = etree.fromstring(_LOW_PARAGRAPH)
    block.addprevious(opening)
    return opening


def _mark(paragraphs: Sequence[etree._Element], name: str, first_id: int) -> None:
    """Put an empty bookmark at the start of each paragraph, numbered by its place."""
    for number, paragraph in enumerate(paragraphs):
        key = {f"{W}id": str(first_id + number)}
        place = 0 if paragraph.find(f"{W}pPr") is None else 1
        paragraph.insert(place, etree.Element(f"{W}bookmarkEnd", key))
        key[f"{W}name"] = f"{name}{number}"
        paragraph.insert(place, etree.Element(f"{W}bookmarkStart", key))
