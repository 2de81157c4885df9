"""The lines over an annex: its title as in the attachment list, and those of its sheet."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from circulars.model.letter import Annex

_ABBREVIATED: Final = "ฯ"  # stands for the rest of a name that is known


def title_lines(annex: Annex) -> tuple[str, ...]:
    """Return the title of `annex` and the titles of its sheet, but nothing twice.

    The attachment list and the annex must name one thing.  Where the sheet's titles begin
    with the annex's own, as people compare them, they do so by themselves.
    """
    return _lines(annex.title, annex.headings) if annex.headings else (annex.title,)


@lru_cache(maxsize=64)
def _lines(title: str, headings: tuple[str, ...]) -> tuple[str, ...]:
    compared = _compared(title).removesuffix(_ABBREVIATED)
    if compared and _compared("".join(headings)).startswith(compared):
        return headings
    return (title, *headings)


def _compared(text: str) -> str:
    return "".join(to_arabic_digits(text).split())
