"""What stands at the places that findings name, and where comments go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.inspection.inspected import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.sheet import Table
    from circulars.model.written import Document

BETWEEN_CELLS: Final = " | "  # cells of a row


def letter_quotes(document: Document) -> dict[str, Quote]:
    """Return what is written at each place of `document`."""
    quotes = {each.place: Quote(text=_line(each.text)) for each in document.every_paragraph}
    for table in document.tables:
        for row in table.rows:
            texts = [cell.text for cell in row]
            quotes |= zip((cell.place for cell in row), _row_quotes(texts), strict=True)
    return quotes


def letter_orders(document: Document) -> dict[str, int]:
    """Return the place of each `w:p` in the body, by the place that findings name."""
    orders = {each.place: each.order for each in document.paragraphs}
    orders |= {
        cell.place: cell.order for table in document.tables for row in table.rows for cell in row
    }
    return {place: order for place, order in orders.items() if order is not None}


def table_quotes(table: Table) -> dict[str, Quote]:
    """Return the row of each cell of `table`, a table of a workbook."""
    quotes = {table.place(cell): Quote(text=_line(cell.text)) for cell in table.titles}
    for row in table.every_row:
        places = (table.place(cell) for cell in row.cells)
        quotes |= zip(places, _row_quotes([cell.text for cell in row.cells]), strict=True)
    return quotes


def _row_quotes(texts: Sequence[str]) -> Iterator[Quote]:
    """Yield the row of `texts` once for each of them, which is marked in it."""
    cells = [_line(text) for text in texts]
    start = 0
    for cell in cells:
        yield Quote(text=BETWEEN_CELLS.join(cells), cell=(start, start + len(cell)))
        start += len(cell) + len(BETWEEN_CELLS)


def _line(text: str) -> str:
    return " ".join(text.split())
