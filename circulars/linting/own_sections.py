"""Sections of letter.docx: those of the letter, and behind them those of annex pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.body import W, section_end

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from circulars.linting.draft import Part
    from circulars.render.tags import Paragraph


def sections(part: Part) -> list[etree._Element]:
    """Return the `w:sectPr` of the letter's part in order, not those of tracked changes."""
    return [end for block in _blocks(part) if (end := section_end(block)) is not None]


def own_lines(part: Part, written: int) -> Iterator[Paragraph]:
    """Yield the paragraphs of `part` before the last `written` sections, which are annexes."""
    ends = [block for block in _blocks(part) if section_end(block) is not None]
    last = ends[-1 - written] if 0 < written < len(ends) else None
    if last is None:
        yield from part.lines
        return
    for line in part.lines:
        yield line
        if part.elements[line.number] is last:
            return


def _blocks(part: Part) -> list[etree._Element]:
    body = part.root.find(f"{W}body")
    return [] if body is None else list(body)
