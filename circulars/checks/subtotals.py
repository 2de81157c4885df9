"""Subtotals among the rows (แถวรวมย่อย): they are sums themselves, and no sum counts them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level
from circulars.model.precision import doubt, half_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Cell, Column, Row, Table

_LABEL: Final = re.compile(r"(?:ยอด|ผล)?รวม")


def subtotal_rows(dataset: Dataset, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Return the rows called รวม… that are, in every column, the sum of the rows before them.

    The rows before begin after the last such row.  A place called รวมใจ is no such sum.
    """
    found: list[Row] = []
    block: list[Row] = []
    for row in dataset.table.rows:
        if block and _is_called_sum(row) and _is_sum(row, block, columns):
            found.append(row)
            block = []
        else:
            block.append(row)
    return tuple(found)


def subtotals_aside(dataset: Dataset, rows: Sequence[Row]) -> Finding:
    """Return what to tell of subtotals that the total does not count."""
    cells = [row.cells[dataset.columns[dataset.key].index] for row in rows]
    names = ", ".join(
        f"“{_label(row)}” ({cell.address})" for row, cell in zip(rows, cells, strict=True)
    )
    return Finding(
        code="subtotal-row",
        level=Level.WARN,
        where=_where(dataset.table, cells),
        message=f"แถว {names} เป็นผลรวมของแถวก่อนหน้า การตรวจแถวรวมจึงไม่นับแถวเหล่านี้",
        hint="ตรวจว่าแถวรวมท้ายตารางไม่ได้นับแถวรวมย่อยซ้ำ",
    )


def _where(table: Table, cells: Sequence[Cell]) -> str:
    """Return the cells in one name, as Excel lists them; in a document the first one's place."""
    others = [cell.address for cell in cells[1:]] if table.sheet else []
    return ", ".join([table.place(cells[0]), *others])


def _label(row: Row) -> str:
    """Return the row's first text that begins as a sum's name does."""
    texts = (cell.text.strip() for cell in row.cells)
    return next((text for text in texts if _LABEL.match(text)), "")


def _is_called_sum(row: Row) -> bool:
    return bool(_label(row))


def _is_sum(row: Row, block: Sequence[Row], columns: Sequence[Column]) -> bool:
    """Return whether each figure of `row` is the sum over `block`, but for display rounding."""
    compared = 0
    for column in columns:
        cell = row.cells[column.index]
        cells = [each.cells[column.index] for each in block]
        total = sum((each.figure or Decimal(0) for each in cells), Decimal(0))
        slack = half_unit(cell) + sum((doubt(each) for each in cells), Decimal(0))
        if abs((cell.figure or Decimal(0)) - total) > slack:
            return False
        compared += bool(cell.figure)
    return compared > 1 or (compared == 1 and len(block) > 1)  # one equal figure may be chance
