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
        for column in columns:
            cell = row.cells[column.index]
            if cell.figure is not None:
                total, slack = _sum(block, column)
                yield Claim(
                    cell=cell,
                    figure=cell.figure,
                    expected=total,
                    slack=slack,
                    code="column-total-mismatch",
                    what=f"{column.name} ของ {_label(row).text.strip()}",
                )


def _subtotals(dataset: Dataset, columns: Sequence[Column]) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each subtotal with the rows that it sums up."""
    block: list[Row] = []
    for row in dataset.table.rows:
        if block and _is_called_sum(row) and _is_sum(row, block, columns):
            yield row, block
            block = []
        else:
            block.append(row)


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


def _is_sum(row: Row, block: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Return whether the figures of `row` are sums over `block`, but for display rounding."""
    right = wrong = 0
    for column in columns:
        cell = row.cells[column.index]
        total, slack = _sum(block, column)
        if abs((cell.figure or Decimal(0)) - total) > half_unit(cell) + slack:
            wrong += 1
        else:
            right += bool(cell.figure)
    if wrong:
        return right > 1 and right > wrong
    return right > 1 or (right == 1 and len(block) > 1)  # one equal figure may be chance


def _sum(block: Sequence[Row], column: Column) -> tuple[Decimal, Decimal]:
    """Return the sum over `block` in the column, and how far it may be off."""
    cells = [row.cells[column.index] for row in block]
    total = sum((cell.figure or Decimal(0) for cell in cells), Decimal(0))
    return total, sum(map(doubt, cells), Decimal(0))
