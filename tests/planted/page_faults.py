"""Errors that only the pages show, as LibreOffice lays them out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planted.drafts import Shape
from planted.letters import make_letter
from planted.plans import Item, Spoilt, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planted.drafts import Draft

_WRONG_NUMBERS: Final = ("- ๓ -", "- ๒๒ -", "- ๑ -")
_FONTS: Final = ("Cordia New", "Angsana New")  # of Windows; not where these tests run


def _two_pages(seed: int) -> Draft:
    """Return a letter of two pages, the second one numbered."""
    draft = make_letter(seed, shape=Shape.TYPED, attachments=0).draft
    words = draft.items[-1][:18].strip()
    return replace(draft, page_number="- ๒ -", continuation=f"/{words}...")


def page_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for number, wrong in enumerate(_WRONG_NUMBERS):
        clean = _two_pages(800 + number)
        spoilt = Spoilt(draft=replace(clean, page_number=wrong), what=f"{clean.name}: {wrong}")
        yield item_of(("page-number",), number, clean, spoilt, laid_out=True)
    for number in range(2):
        clean = _two_pages(810 + number)
        other = f"/{clean.body[1][:18].strip()}..."
        spoilt = Spoilt(draft=replace(clean, continuation=other), at=(other,))
        yield item_of(("continuation-mismatch",), 10 + number, clean, spoilt, laid_out=True)
    for number, font in enumerate(_FONTS):
        clean = _two_pages(820 + number)
        spoilt = Spoilt(draft=replace(clean, font=font), what=f"{clean.name}: {font}")
        yield item_of(("font-substituted",), number, clean, spoilt, laid_out=True)
