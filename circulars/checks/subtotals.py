"""Subtotals among the rows (แถวรวมย่อย): they are sums themselves, and no sum counts them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.checks.claims import Claim
from circulars.model.findings import Finding, Level
from circulars.model.precision import doubt, half_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Cell, Column, Row

_LABEL: Final = re.compile(r"(?:ยอด|ผล)?รวม")


def subtotal_rows(dataset: Dataset, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Return the rows called รวม… that are the sum of the rows before them.

    The rows before begin after the last such row.  A place called รวมใจ is no such sum.  Where
    most columns add up, and more than one, the sums of the others are wrong.
    """
    return tuple(row for row, _ in _subtotals(dataset, columns))


def subtotal_claims(dataset: Dataset, columns: Sequence[Column]) -> Iterator[Claim]:
    """Yield what the rows before each subtotal say of its figures."""
    for row, block in _subtotals(dataset, columns):
        for column, (total, slack) in zip(columns, block.sums(), strict=True):
            cell = row.cells[column.index]
            if cell.figure is not None:
                yield Claim(
                    cell=cell,
                    figure=cell.figure,
                    expected=total,
                    slack=slack,
                    code="column-total-mismatch",
                    what=f"{column.name} ของ {_label(row).text.strip()}",
                )


class _Block:
    """Rows before a subtotal; their sums go on with the rows, and are not made anew for each name.

    Of a thousand groups called รวมใจ each would otherwise be compared with all rows before it.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self.rows: list[Row] = []
        self._columns = columns
        self._counted = 0
        self._sums = [(Decimal(0), Decimal(0))] * len(columns)

    def sums(self) -> Sequence[tuple[Decimal, Decimal]]:
        """Return the sum of each column, and how far it may be off."""
        new = self.rows[self._counted :]
        self._counted = len(self.rows)
        for place, column in enumerate(self._columns):
            total, slack = self._sums[place]
            cells = [row.cells[column.index] for row in new]
            total = sum((cell.figure or Decimal(0) for cell in cells), total)
            self._sums[place] = total, sum(map(doubt, cells), slack)
        return self._sums


def _subtotals(dataset: Dataset, columns: Sequence[Column]) -> Iterator[tuple[Row, _Block]]:
    """Yield each subtotal with the rows that it sums up."""
    block = _Block(columns)
    for row in dataset.table.rows:
        if block.rows and _is_called_sum(row) and _is_sum(row, block, columns):
            yield row, block
            block = _Block(columns)
        else:
            block.rows.append(row)


def subtotals_aside(dataset: Dataset, rows: Sequence[Row]) -> Iterator[Finding]:
    """Yield what to tell of subtotals that the total does not count.

    Only in a workbook may they be taken for recipients of letters: there each row has its
    finding, which may have been made when the sheet was read.  In a document one tells of all.
    """
    table = dataset.table
    for group in [[row] for row in rows] if table.sheet else [rows]:
        names = ", ".join(f"“{_label(row).text.strip()}” ({_label(row).address})" for row in group)
        where = table.place(_label(group[0]))
        yield Finding(
            code="subtotal-row",
            level=Level.WARN if table.sheet else Level.NOTE,
            where=where,
            message=f"แถว {names} เป็นผลรวมของแถวก่อนหน้า การตรวจแถวรวมจึงไม่นับแถวเหล่านี้",
            hint="ตรวจว่าแถวรวมท้ายตารางไม่ได้นับแถวรวมย่อยซ้ำ",
            about=where,
        )


def _label(row: Row) -> Cell:
    """Return the row's first cell whose text begins as a sum's name does, else its first."""
    named = (cell for cell in row.cells if _LABEL.match(cell.text.strip()))
    return next(named, row.cells[0])


def _is_called_sum(row: Row) -> bool:
    return _LABEL.match(_label(row).text.strip()) is not None


def _is_sum(row: Row, block: _Block, columns: Sequence[Column]) -> bool:
    """Return whether the figures of `row` are sums over `block`, but for display rounding."""
    right = wrong = 0
    for column, (total, slack) in zip(columns, block.sums(), strict=True):
        cell = row.cells[column.index]
        if abs((cell.figure or Decimal(0)) - total) > half_unit(cell) + slack:
            wrong += 1
        else:
            right += bool(cell.figure)
    if wrong:
        return right > 1 and right > wrong
    return right > 1 or (right == 1 and len(block.rows) > 1)  # one equal figure may be chance
