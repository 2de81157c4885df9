"""A table of a Word document seen as a sheet (ตารางในเอกสาร), so that one reader reads both."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.model.sheet import Cell
from circulars.workbook import Area, Sheet
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.sheet import CellValue
    from circulars.model.written import WrittenCell, WrittenTable
    from circulars.workbook.raw import Place

_FIGURE: Final = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_SIGNS: Final = "-−–"
_CODE: Final = re.compile(r"0\d+")  # telephone numbers and codes are no figures


def written_sheet(table: WrittenTable) -> Sheet:
    """Return `table` as a sheet: figures as numbers that keep their printed text, merges.

    The sheet has no name, and each cell's address is its place in the document, so that
    findings name it: ``ตารางที่ 1 แถวที่ 5 ช่องที่ 8``.  Covered places of a merged cell have its
    address.
    """
    placed = [
        ((number, cell.column + 1), cell)
        for number, row in enumerate(table.rows, start=1)
        for cell in row
    ]
    cells: dict[Place, Cell] = {}
    for (row, column), cell in placed:
        empty = Cell(address=cell.place, value=None, text="")
        for place in _covered(row, column, cell):
            cells[place] = empty
        cells[row, column] = _cell(cell)
    return Sheet(
        name="",
        hidden=False,
        cells=cells,
        merges=(*_merges(placed), *_groups(placed)),
        hidden_rows=frozenset(),
        hidden_columns=(),
        uncalculated=(),
    )


def written_figure(text: str) -> Decimal | None:
    """Return the figure that a cell of a document prints, or None where it prints none.

    Digits may be Thai, a negative figure may stand in brackets, more may be told by a plus
    sign, and a percent sign does not scale: what is printed counts.

    >>> written_figure("(๑,๒๓๔.๕๐)"), written_figure("83.71 %"), written_figure("0 5444 9544")
    (Decimal('-1234.50'), Decimal('83.71'), None)
    >>> written_figure("+43")
    Decimal('43')
    """
    digits = to_arabic_digits(text).strip()
    in_brackets = digits.startswith("(") and digits.endswith(")")
    digits = digits[1:-1].strip() if in_brackets else digits
    signed = digits.startswith(tuple(_SIGNS))
    digits = digits.lstrip(_SIGNS).strip() if signed else digits.removeprefix("+")
    digits = digits.removesuffix("%").strip()
    if _FIGURE.fullmatch(digits) is None or is_code(digits):
        return None
    figure = Decimal(digits.replace(",", ""))
    return -figure if in_brackets != signed else figure


def is_code(text: str) -> bool:
    """Return whether `text` is a code or a telephone number: digits that begin with zero.

    >>> is_code("0812345678"), is_code("๐๐๑๙"), is_code("0.5")
    (True, True, False)
    """
    return _CODE.fullmatch(to_arabic_digits(text).strip()) is not None


def _cell(cell: WrittenCell) -> Cell:
    text = cell.text.strip()
    figure = written_figure(text)
    value: CellValue = figure if figure is not None else (text or None)
    return Cell(address=cell.place, value=value, text=text)


def _covered(row: int, column: int, cell: WrittenCell) -> Iterator[Place]:
    for down in range(cell.row_span):
        for right in range(cell.column_span):
            yield row + down, column + right


def _merges(placed: list[tuple[Place, WrittenCell]]) -> Iterator[Area]:
    for (row, column), cell in placed:
        if cell.row_span > 1 or cell.column_span > 1:
            yield Area(
                first_row=row,
                first_column=column,
                last_row=row + cell.row_span - 1,
                last_column=column + cell.column_span - 1,
            )


def _groups(placed: list[tuple[Place, WrittenCell]]) -> Iterator[Area]:
    """Yield merges for a head of two rows whose cells were left empty instead of merged.

    A heading of the first row reaches over empty cells under which the second row has headings,
    and down over an empty cell under it.
    """
    first, second = ({c: cell for (r, c), cell in placed if r == row} for row in (1, 2))
    names = [cell.text.strip() for cell in second.values()]
    if not any(names) or any(written_figure(name) is not None for name in names):
        return
    leftmost = min(first, default=1)
    for column, cell in first.items():
        last = column
        while _is_bare(first.get(last + 1)) and _is_named(second.get(last + 1)):
            last += 1
        is_group = last > column and _is_named(second.get(column))
        reaches_down = _is_bare(second.get(column)) and _is_bare(second.get(leftmost))
        if cell.text.strip() and cell.column_span == cell.row_span == 1:
            if is_group:
                yield Area(first_row=1, first_column=column, last_row=1, last_column=last)
            elif reaches_down:
                yield Area(first_row=1, first_column=column, last_row=2, last_column=column)


def _is_bare(cell: WrittenCell | None) -> bool:
    return cell is not None and not cell.text.strip() and cell.column_span == cell.row_span == 1


def _is_named(cell: WrittenCell | None) -> bool:
    return cell is not None and bool(cell.text.strip())
