"""The values of a row by the names of its columns, as templates and expressions know them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.model.names import MONTHS

if TYPE_CHECKING:
    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Cell, CellValue, Row


def row_names(dataset: Dataset, row: Row) -> dict[str, Any]:
    """Return the values of `row` by column name; ``เดือน`` is the list of its months' figures.

    A number in percent format is the number printed: 83.71 for 83.71%.
    """
    names = {name: _value(row.cells[column.index]) for name, column in dataset.columns.items()}
    months = [row.cells[column.index].figure for column in dataset.months]
    return {**names, MONTHS: [figure for figure in months if figure is not None]}


def _value(cell: Cell) -> CellValue:
    return cell.value if cell.figure is None else cell.figure
