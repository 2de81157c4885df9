"""Footnotes and endnotes (เชิงอรรถ, อ้างอิงท้ายเรื่อง), in the order in which the text names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.reading.package import parse_shared
from circulars.reading.places import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circulars.model.written import Paragraph
    from circulars.reading.package import WordPackage
    from circulars.reading.story import Story

# Kind of the part, element of a note and of its mark in the text, and what people call it.
_KINDS: Final = (
    ("footnotes", f"{W}footnote", f"{W}footnoteReference", "เชิงอรรถ"),
    ("endnotes", f"{W}endnote", f"{W}endnoteReference", "อ้างอิงท้ายเรื่อง"),
)
_ID: Final = f"{W}id"


def read_notes(package: WordPackage, new_story: Callable[[], Story]) -> Iterator[Paragraph]:
    """Yield the paragraphs of all notes that the text has a mark for."""
    for kind, note, mark, name in _KINDS:
        if xml := package.xml(kind):
            notes = {each.get(_ID, ""): each for each in parse_shared(xml).iter(note)}
            marks = dict.fromkeys(each.get(_ID, "") for each in package.main.iter(mark))
            for number, key in enumerate(marks, start=1):
                if key in notes:
                    items = new_story().items(notes[key])
                    yield from paragraphs_of(items, f"{name}ที่ {number}")
