"""The pages of a checked letter as pictures, and where its findings stand on them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.layout import page_images
from circulars.service.making.page_text import PrintedText, Spot, letters_of
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.inspection import Inspected, Quote
    from circulars.model.findings import Finding

MOST_PAGES: Final = 40  # of one letter that are shown
MOST_MARKED: Final = 300  # findings of one letter that are looked for on them
_CONTEXT: Final = (40, 12)  # characters before the offence that tell it from its likes
_OPENING: Final = 40  # characters by which a paragraph is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a finding stands on a page, in pixels of its picture."""

    finding: int  # which of the file's
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPage:
    """One page of a letter."""

    image: str  # name of the PNG
    width: int  # pixels
    height: int
    marks: tuple[Mark, ...]


def checked_pages(inspected: Inspected, folder: Path, prefix: str) -> tuple[CheckedPage, ...]:
    """Return the pages of the letter `inspected`; their pictures are put into `folder`.

    None where nobody wanted it laid out, or LibreOffice did not: a finding says so.
    """
    if not inspected.pdf:
        return ()
    printed = PrintedText(inspected.pdf)
    sought = enumerate(inspected.findings[:MOST_MARKED])
    spots = [(n, _spot(printed, inspected, finding)) for n, finding in sought]
    pages = []
    for number, image in enumerate(page_images(inspected.pdf, most=MOST_PAGES), start=1):
        name = f"{prefix}-{number}.png"
        put_whole(folder / name, image)
        size = width, height = _size(image)
        on_page = [(n, spot) for n, spot in spots if spot and spot.page == number]
        marks = tuple(_mark(printed, n, spot, size) for n, spot in on_page)
        pages.append(CheckedPage(image=name, width=width, height=height, marks=marks))
    return tuple(pages)


def _size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])  # PNG, third edition, 11.2.1 IHDR
    return width, height


def _spot(printed: PrintedText, inspected: Inspected, finding: Finding) -> Spot | None:
    """Return where on the pages `finding` is; None where it is about no text."""
    quote = inspected.quote(finding)
    if quote is None:
        return None
    for text, kept in _sought(quote, quote.offence(finding)):
        found = printed.find_all(text)
        if len(found) == 1 or (found and text != kept):  # better no mark than one elsewhere
            spot = found[0]
            return Spot(page=spot.page, start=spot.end - len(letters_of(kept)), end=spot.end)
    return None


def _sought(quote: Quote, offence: tuple[int, int] | None) -> Iterator[tuple[str, str]]:
    """Yield what to look for, the surest first, and how much at its end is marked."""
    text = quote.text.replace("|", " ")
    if offence is None:
        yield text[:_OPENING], text[:_OPENING]
        return
    start, end = offence
    for before in _CONTEXT:
        yield text[max(start - before, 0) : end], text[start:end]
    yield text[start:end], text[start:end]


def _mark(printed: PrintedText, finding: int, spot: Spot, size: tuple[int, int]) -> Mark:
    box = printed.box(spot)
    return Mark(
        finding=finding,
        x=round(box.x * size[0]),
        y=round(box.y * size[1]),
        width=round(box.width * size[0]),
        height=round(box.height * size[1]),
    )
