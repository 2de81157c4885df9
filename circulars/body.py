"""The body of a Word document: where its sections start, and what a frame can be tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

# ISO/IEC 29500-1, A.1: the namespace of WordprocessingML (transitional).
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN_PART: Final = "word/document.xml"
_PROPERTIES: Final = f"{W}pPr"
# Breaks within a paragraph, by `w:type`, behind which it goes on elsewhere.
_BREAKS: Final = frozenset({"page", "column"})


def anchors(body: etree._Element) -> list[etree._Element]:
    """Return the paragraphs of `w:body` that a frame can be put before, in order.

    Those are the body's own: not in a table, not frames themselves.  One with a page break in
    it starts on one page and goes on on the next, and an empty one that ends a section is no
    paragraph to LibreOffice: both are left out.
    """
    return [
        block
        for block in body.iterchildren(f"{W}p")
        if not is_frame(block) and section_end(block) is None and not _is_broken(block)
    ]


def is_frame(block: etree._Element) -> bool:
    """Whether `block` is a paragraph that stands apart from the text (`w:framePr`)."""
    return block.find(f"{_PROPERTIES}/{W}framePr") is not None


def section_end(block: etree._Element) -> etree._Element | None:
    """Return the `w:sectPr` of the section that ends with `block`, if one does."""
    return block if block.tag == f"{W}sectPr" else block.find(f"{_PROPERTIES}/{W}sectPr")


def section_starts(body: etree._Element) -> Iterator[etree._Element]:
    """Yield the first block of each section of `w:body`, frames apart."""
    starts = True
    for block in body:
        if starts and block.tag != f"{W}sectPr" and not is_frame(block):
            yield block
            starts = False
        starts = starts or section_end(block) is not None


def _is_broken(paragraph: etree._Element) -> bool:
    return any(mark.get(f"{W}type") in _BREAKS for mark in paragraph.iter(f"{W}br"))
