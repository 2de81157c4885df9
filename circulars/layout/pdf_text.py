"""The text of a PDF, Thai exactly as typed.

PDFium gives the characters right, but guesses at lines: it breaks one between a blank and a
digit of the same baseline, and takes a hyphen there for a soft one.  So the lines are put
together here, from where each character stands.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.data import plain_text
from circulars.layout.pdf import opened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pypdfium2

SAME_LINE: Final = 3.0  # points between baselines; a line of official text is 21 high
BLANK: Final = 2.5  # points; a blank of 16 pt is 3.4 wide, letters stand closer than 1
BACKWARDS: Final = -12.0  # points; marks above and below stand back by less
HYPHEN_GUESS: Final = 0xFFFE  # what PDFium makes of a hyphen before a line break it guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A character of the page and where it stands, in points from the lower left corner."""

    text: str
    baseline: float
    left: float
    right: float


def page_texts(pdf: bytes) -> list[str]:
    """Return the text of each page, lines parted by newlines, Thai exactly as typed.

    Spaces that do not break read as spaces.
    """
    with opened(pdf) as document:
        return [plain_text(join(placed_characters(page))) for page in document]


def placed_characters(page: pypdfium2.PdfPage) -> Iterator[Placed]:
    """Yield the characters of `page` in order, without those PDFium made up."""
    from pypdfium2 import raw  # here: 90 ms, and only a PDF needs it

    textpage = page.get_textpage()
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code == 0 or raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(textpage, index, x, y)
        yield Placed(
            text="-" if code == HYPHEN_GUESS else chr(code),
            baseline=y.value,
            left=x.value,
            right=textpage.get_charbox(index)[2],
        )


def join(characters: Iterable[Placed]) -> str:
    """Return the text of `characters`: a new line for a new baseline, a blank for a gap.

    >>> word = [Placed(text="ก", baseline=9, left=0, right=6)]
    >>> join(word + [Placed(text="1", baseline=9, left=6.5, right=9)])
    'ก1'
    >>> join(word + [Placed(text="1", baseline=9, left=60, right=63)])
    'ก 1'
    """
    pieces: list[str] = []
    baseline = edge = 0.0  # of the line so far
    for character in characters:
        gap = character.left - edge
        if pieces and (abs(character.baseline - baseline) > SAME_LINE or gap < BACKWARDS):
            pieces.append("\n")
            edge = 0.0
        elif pieces and gap > BLANK and not (pieces[-1] + character.text).count(" "):
            pieces.append(" ")
        pieces.append(character.text)
        baseline, edge = character.baseline, max(edge, character.right)
    return "".join(pieces)
