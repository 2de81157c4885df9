"""Headers and footers (หัวกระดาษ, ท้ายกระดาษ): which of them Word prints, and what they say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.model.written import Furniture, Pages
from circulars.ooxml import SHARED
from circulars.reading.markup import is_on
from circulars.reading.package import parse, parse_shared
from circulars.reading.page_fields import has_page_field, show_page_numbers
from circulars.reading.places import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml import etree

    from circulars.reading.package import WordPackage
    from circulars.reading.story import Item, Story

_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCES: Final = {f"{W}headerReference": True, f"{W}footerReference": False}
_NAMES: Final = {True: "หัวกระดาษ", False: "ท้ายกระดาษ"}
_KINDS: Final = frozenset(Pages)
_PAGES: Final = {Pages.FIRST: "หน้าแรก", Pages.EVEN: "หน้าคู่", Pages.DEFAULT: ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A header or footer as it is read, wherever it is printed."""

    items: tuple[Item, ...]
    has_page_field: bool
    has_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFurniture:
    """All headers and footers that are printed."""

    furniture: tuple[Furniture, ...]
    has_picture_at_head: bool  # of the first page


def read_furniture(
    package: WordPackage,
    sections: Sequence[etree._Element],
    new_story: Callable[[], Story],
) -> PrintedFurniture:
    """Return the headers and footers of the `sections`, each of them a `w:sectPr`."""
    parts: dict[tuple[str, str], _Part] = {}
    furniture: list[Furniture] = []
    has_picture = False
    for section, is_header, pages, name in _printed(package, sections):
        form = _number_form(sections[section])
        if (name, form) not in parts:
            xml = package.contents[name]
            parts[name, form] = (_read_again if len(xml) < SHARED else _read)(xml, new_story, form)
        part = parts[name, form]
        is_first = section == 0 and is_header
        has_picture |= part.has_picture and is_first and pages is _first_page(sections[0])
        where = f"{_NAMES[is_header]}{_PAGES[pages]}"
        place = f"{where} ส่วนที่ {section + 1}" if len(sections) > 1 else where
        paragraphs = paragraphs_of(part.items, place)
        if paragraphs or part.has_page_field:
            furniture.append(
                Furniture(
                    section=section,
                    pages=pages,
                    is_header=is_header,
                    paragraphs=paragraphs,
                    has_page_field=part.has_page_field,
                )
            )
    return PrintedFurniture(furniture=tuple(furniture), has_picture_at_head=has_picture)


def _printed(
    package: WordPackage, sections: Sequence[etree._Element]
) -> Iterator[tuple[int, bool, Pages, str]]:
    """Yield section, kind, pages and part of what is printed, the section's own or from before.

    The first page has its own only where the section says so (w:titlePg), even pages only where
    the document does (w:evenAndOddHeaders).
    """
    settings = package.xml("settings")
    even = bool(settings) and is_on(parse_shared(settings).find(f"{W}evenAndOddHeaders"))
    parts: dict[tuple[bool, Pages], str] = {}
    for number, section in enumerate(sections):
        parts |= dict(_references(section, package))
        printed = {Pages.FIRST: _has_first_page(section), Pages.EVEN: even, Pages.DEFAULT: True}
        for is_header in (True, False):
            for pages in Pages:
                if printed[pages] and (is_header, pages) in parts:
                    yield number, is_header, pages, parts[is_header, pages]


def _references(
    section: etree._Element, package: WordPackage
) -> Iterator[tuple[tuple[bool, Pages], str]]:
    """Yield for each header and footer that the section names which it is, and its part."""
    for reference in section:
        is_header = _REFERENCES.get(str(reference.tag))
        part = package.by_id.get(reference.get(_RELATION, ""), "")
        if is_header is not None and part in package.contents:
            pages = reference.get(f"{W}type")
            yield (is_header, Pages(pages) if pages in _KINDS else Pages.DEFAULT), part


def _has_first_page(section: etree._Element) -> bool:
    return is_on(section.find(f"{W}titlePg"))


def _first_page(section: etree._Element) -> Pages:
    return Pages.FIRST if _has_first_page(section) else Pages.DEFAULT


def _number_form(section: etree._Element) -> str:
    """Return how the section numbers its pages: "thaiNumbers"; empty where it does not say."""
    numbers = section.find(f"{W}pgNumType")
    return "" if numbers is None else numbers.get(f"{W}fmt", "")


@lru_cache(maxsize=64)
def _read_again(xml: bytes, new_story: Callable[[], Story], form: str) -> _Part:
    """Return a part as :func:`_read`; letters of one run share theirs."""
    return _read(xml, new_story, form)


def _read(xml: bytes, new_story: Callable[[], Story], form: str) -> _Part:
    root, story = parse(xml), new_story()
    show_page_numbers(root, form)
    items = tuple(story.items(root))
    return _Part(
        items=items,
        has_page_field=has_page_field(root),
        has_picture=story.has_picture_at_head,
    )
