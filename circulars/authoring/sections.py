"""The pages behind the letter: those that the program builds go, written ones get sections."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.body import W, section_end
from circulars.reading.markup import PARAGRAPH, PROPERTIES, SECTION, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BREAK: Final = f"{W}br"
_SEEN: Final = (TEXT, f"{W}drawing", f"{W}pict", f"{W}object", f"{W}tab", f"{W}sym")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The blocks of the body that are one annex."""

    first: etree._Element
    is_kept: bool  # written pages, which stay in a section of their own
    dropped: tuple[etree._Element, ...] = ()  # label and title, which the program prints


def block_of(body: etree._Element, element: etree._Element) -> etree._Element | None:
    """Return the block of the body that `element` stands in, None outside of it."""
    block: etree._Element | None = element
    while block is not None and block.getparent() is not body:
        block = block.getparent()
    return block


def is_landscape(root: etree._Element, number: int) -> bool:
    """Return whether section `number` of the document, from 0, is printed on its side."""
    parents = {f"{W}body", PROPERTIES}
    sections = [
        section
        for section in root.iter(SECTION)
        if (parent := section.getparent()) is not None and parent.tag in parents
    ]
    size = sections[number].find(f"{W}pgSz") if number < len(sections) else None
    return size is not None and size.get(f"{W}orient") == "landscape"


def part_pages(body: etree._Element, annexes: Sequence[Pages]) -> None:
    """Leave the letter and the written pages in `body`, each section with its own properties.

    `annexes` are in order; all behind the first of them belongs to one of them.
    """
    blocks = [block for block in body if block.tag != SECTION]
    governing = _governing(body)
    starts = [blocks.index(each.first) for each in annexes]
    letter = blocks[: starts[0]]
    kept = [
        blocks[start:end]
        for each, start, end in zip(annexes, starts, [*starts[1:], len(blocks)], strict=True)
        if each.is_kept
    ]
    groups = [(group, governing[group[0]]) for group in (letter, *kept) if group]
    groups = [(_stripped(group), section) for group, section in groups]
    dropped = {each for annex in annexes for each in annex.dropped}
    for child in list(body):
        body.remove(child)
    for number, (group, section) in enumerate(groups):
        body.extend(block for block in group if block not in dropped)
        copied = deepcopy(section) if section is not None else etree.Element(SECTION)
        if number < len(groups) - 1:
            body.append(_ending(copied))
        else:
            body.append(copied)


def _governing(body: etree._Element) -> dict[etree._Element, etree._Element | None]:
    """Return for each block the `w:sectPr` of its section."""
    known: dict[etree._Element, etree._Element | None] = {}
    section: etree._Element | None = None
    for block in reversed(body):
        section = section_end(block) if section_end(block) is not None else section
        known[block] = section
    return known


def _stripped(blocks: Iterable[etree._Element]) -> list[etree._Element]:
    """Return the blocks of one section without ends of sections, and breaks at its own ends."""
    kept = []
    for block in blocks:
        end = block.find(f"{PROPERTIES}/{SECTION}")
        if end is None:
            kept.append(block)
            continue
        if _says_something(block):
            properties = end.getparent()
            if properties is not None:
                properties.remove(end)
            kept.append(block)
    while kept and _only_breaks(kept[-1]):
        kept.pop()
    _without_break(kept)
    return kept


def _says_something(block: etree._Element) -> bool:
    return block.tag != PARAGRAPH or next(block.iter(*_SEEN), None) is not None


def _only_breaks(block: etree._Element) -> bool:
    return not _says_something(block) and any(
        each.get(f"{W}type") == "page" for each in block.iter(_BREAK)
    )


def _without_break(blocks: Sequence[etree._Element]) -> None:
    """Take away a page break at the very head or end of a section, which breaks by itself."""
    for block in (*blocks[:1], *blocks[-1:]):
        for each in list(block.iter(_BREAK)) if block.tag == PARAGRAPH else ():
            parent = each.getparent()
            if each.get(f"{W}type") == "page" and parent is not None:
                parent.remove(each)


def _ending(section: etree._Element) -> etree._Element:
    """Return an empty paragraph that ends a section."""
    paragraph = etree.Element(PARAGRAPH)
    etree.SubElement(paragraph, PROPERTIES).append(section)
    return paragraph
