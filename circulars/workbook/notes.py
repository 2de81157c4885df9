"""What stands under a table: notes, to be printed, and figures and signatures, to be left out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.data.labels import is_index_heading
from circulars.workbook.headings import plain

if TYPE_CHECKING:
    from circulars.model.sheet import Cell
    from circulars.workbook.grid import Grid

_NOTE: Final = re.compile(r"\*|\(?(?:หมายเหตุ|ข้อมูลณ|ณวันที่|ที่มา|แหล่งที่มา|note)")
_SIGNED: Final = re.compile(r"\(?(?:ลงชื่อ|ผู้รายงาน)")


@dataclass(frozen=True, slots=True)
class Below:
    """The cells under a table, apart by what they are."""

    notes: tuple[Cell, ...]
    figures: tuple[Cell, ...]  # with the words in their rows, or of another table
    signature: tuple[Cell, ...]  # whoever signed the sheet does not sign the annex


def is_note(text: str) -> bool:
    """Return whether a line with one text is no row of a table but a note, or a signature.

    >>> is_note("หมายเหตุ : ข้อมูลเบื้องต้น"), is_note("ลงชื่อ ........"), is_note("จุน")
    (True, True, False)
    """
    return bool(_NOTE.match(plain(text)) or _SIGNED.match(plain(text)))


def read_below(grid: Grid, last_row: int) -> Below:
    """Return the visible cells under row `last_row` of the sheet.

    A signature goes on to the end or the next note, and so does another table, known by
    its numbered head.
    """
    kept: dict[str, list[Cell]] = {"notes": [], "figures": [], "signature": []}
    within = "notes"
    for row in grid.rows_below(last_row):
        cells = visible_cells(grid, row)
        if not cells:
            continue
        first = plain(cells[0].text)
        if _NOTE.match(first):
            within = "notes"
            kept["notes"] += [cell for cell in cells if not _is_figure(cell)]
            kept["figures"] += [cell for cell in cells if _is_figure(cell)]
            continue
        if _SIGNED.match(first):
            within = "signature"
        elif is_index_heading(first):
            within = "figures"
        kept["figures" if any(map(_is_figure, cells)) else within] += cells
    return Below(tuple(kept["notes"]), tuple(kept["figures"]), tuple(kept["signature"]))


def visible_cells(grid: Grid, row: int) -> tuple[Cell, ...]:
    """Return the filled cells that begin in `row` and are not hidden, from the left."""
    sheet = grid.sheet
    if row in sheet.hidden_rows:
        return ()
    blocks = grid.starting(row)
    return tuple(b.cell for b in blocks if not sheet.hides_column(b.area.first_column))


def _is_figure(cell: Cell) -> bool:
    return isinstance(cell.value, Decimal)
