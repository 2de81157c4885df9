"""Where a cell of the workbook is printed: by its row, as two cells can say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.service.making.page_text import Spot, letters_of

if TYPE_CHECKING:
    from circulars.model.sheet import Row, Table
    from circulars.service.making.page_text import PrintedText

_FEWEST = 4  # letters that tell a row from a stray word


def printed_cell(text: PrintedText, table: Table, address: str) -> Spot | None:
    """Return where the cell at `address` stands on the pages; None where that is not certain.

    The cells of its row are looked for one behind the other as far as the cell itself; of an
    empty one, its row as far as there.
    """
    row = next((r for r in table.every_row if any(c.address == address for c in r.cells)), None)
    return _in_row(text, row, address) if row else None


def _in_row(text: PrintedText, row: Row, address: str) -> Spot | None:
    before = ""
    for cell in row.cells:
        own = letters_of(cell.text)
        if cell.address == address:
            break
        before += own
    if len(before + own) < _FEWEST:
        return None
    found = text.find_all(before + own)
    if len(found) != 1:
        return None
    return Spot(page=found[0].page, start=found[0].end - len(own or before), end=found[0].end)
