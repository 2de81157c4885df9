"""What one planted error is: a clean file, the spoilt one, and what must be told where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planted.word import docx_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from planted.drafts import Draft

    # Codes, how many, how to plant it, and what the letter needs for it.
    DraftFault = tuple[tuple[str, ...], int, Callable[[Draft, int], "Spoilt"], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """A letter spoilt, and where."""

    draft: Draft
    at: tuple[str, ...] = ()  # one of these stands in the paragraph that is named
    cells: tuple[tuple[int, int], ...] = ()  # or one of these is the cell, both from 1
    what: str = ""  # what was done, for people


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One planted error: code and place are one judgement of a careful reviewer."""

    key: str
    codes: tuple[str, ...]
    name: str  # of the file
    clean: bytes
    spoilt: bytes
    at: tuple[str, ...] = ()
    cells: tuple[tuple[int, int], ...] = ()
    sheet_cells: tuple[str, ...] = ()  # "D7"
    what: str = ""
    laid_out: bool = False  # only the pages show it

    def is_placed(self, where: str, quote: str) -> bool:
        """Whether a finding there, where `quote` stands, is at the place of the error."""
        if self.sheet_cells:
            return where.rpartition("!")[2] in self.sheet_cells
        if self.cells:
            cell = re.search(r"แถวที่ (\d+) ช่องที่ (\d+)", where)
            return bool(cell) and (int(cell[1]), int(cell[2])) in self.cells  # type: ignore[index] # just found
        if self.at:
            return any(" ".join(text.split()) in " ".join(quote.split()) for text in self.at)
        return True


def item_of(
    codes: Iterable[str], number: int, clean: Draft, spoilt: Spoilt, *, laid_out: bool = False
) -> Item:
    """Return the item for a letter typed by hand."""
    codes = tuple(codes)
    return Item(
        key=f"{codes[0]}-{number:02}",
        codes=codes,
        name=f"{clean.name}.docx",
        clean=docx_of(clean),
        spoilt=docx_of(spoilt.draft),
        at=spoilt.at,
        cells=spoilt.cells,
        what=spoilt.what or f"{clean.name}: {' / '.join(spoilt.at)}",
        laid_out=laid_out,
    )
