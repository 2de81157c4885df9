"""Finding words on printed pages: which page, and in which box on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from circulars.data.line_breaks import plain_text
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import HYPHEN_GUESS
from circulars.service.making.shown import Box
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pypdfium2

_ROOM: Final = 0.003  # of the page, around what is boxed
Edges = tuple[float, float, float, float]  # left, top, right, bottom, in fractions of the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of text on a page."""

    page: int  # from 1
    start: int  # among the letters of the page
    end: int


@dataclass(frozen=True, slots=True)
class _Page:
    letters: str  # without blanks, digits Arabic
    edges: tuple[Edges, ...]  # of each letter


def letters_of(text: str) -> str:
    """Return `text` as it is looked for: no blanks, no signs for line breaks, digits Arabic.

    >>> letters_of("ว\u200d๑๑๗๕ ลง")
    'ว1175ลง'
    """
    return "".join(to_arabic_digits(plain_text(text)).split())


class PrintedText:
    """The text of a PDF with its places; each page is read when first asked for."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._read: dict[int, _Page] = {}

    def find_all(self, text: str) -> list[Spot]:
        """Return every place where `text` stands, from the first page on."""
        wanted = re.escape(letters_of(text))
        if not wanted:
            return []
        return [
            Spot(page=number, start=found.start(), end=found.end())
            for number in range(1, self._count + 1)
            for found in re.finditer(wanted, self._page(number).letters)
        ]

    def find_behind(self, begin: Spot, text: str, *, within: int) -> Spot | None:
        """Return where `text` stands on the page of `begin`, at most `within` letters behind it.

        What begins there is looked at too.
        """
        wanted = letters_of(text)
        letters = self._page(begin.page).letters
        start = letters.find(wanted, begin.start, begin.end + within) if wanted else -1
        return Spot(page=begin.page, start=start, end=start + len(wanted)) if start >= 0 else None

    def box(self, spot: Spot) -> Box:
        """Return the box around the stretch `spot`, in fractions of the page."""
        edges = self._page(spot.page).edges[spot.start : spot.end]
        left = max(min(edge[0] for edge in edges) - _ROOM, 0.0)
        top = max(min(edge[1] for edge in edges) - _ROOM, 0.0)
        right = min(max(edge[2] for edge in edges) + _ROOM, 1.0)
        bottom = min(max(edge[3] for edge in edges) + _ROOM, 1.0)
        return Box(x=left, y=top, width=right - left, height=bottom - top)

    @cached_property
    def _count(self) -> int:
        with opened(self._pdf) as document:
            return len(document)

    def _page(self, number: int) -> _Page:
        if number not in self._read:
            with opened(self._pdf) as document:
                self._read[number] = _page(document[number - 1])
        return self._read[number]


def _page(page: pypdfium2.PdfPage) -> _Page:
    found = [*_letters(page)]
    return _Page("".join(letter for letter, _ in found), tuple(edges for _, edges in found))


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Edges]]:
    """Yield each letter of `page` with where it stands."""
    from pypdfium2 import raw  # here: 90 ms, and only a PDF needs it

    width, height = page.get_size()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code == 0 or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        for letter in letters_of("-" if code == HYPHEN_GUESS else chr(code)):
            left, bottom, right, top = text.get_charbox(index, loose=True)
            yield letter, _fractions(left, height - top, right, height - bottom, (width, height))


def _fractions(
    left: float, top: float, right: float, bottom: float, size: tuple[float, float]
) -> Edges:
    width, height = size
    return (
        _within(left / width),
        _within(top / height),
        _within(right / width),
        _within(bottom / height),
    )


def _within(part: float) -> float:
    return min(max(part, 0.0), 1.0)
