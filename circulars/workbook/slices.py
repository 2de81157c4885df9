"""The total row of some rows of a table (แถวรวมของบางแถว), such as those of one recipient."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.model.letter_type import TotalPolicy
from circulars.model.rows import row_names
from circulars.workbook.computed import computing_order
from circulars.workbook.rulings import in_format, result_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec, DatasetSpec
    from circulars.model.sheet import Cell, CellValue, Column, Row

_TOTAL: Final = "รวม"


def total_of(dataset: Dataset, spec: DatasetSpec, rows: Sequence[Row]) -> Row | None:
    """Return the total row over `rows` of `dataset`; None where its table has none.

    Months and columns whose total is their sum are summed exactly, those whose total follows a
    rule between columns have what the rule gives.  What the sheet says in its total row of other
    figures is about all rows, and left out; its words stay.
    """
    total = dataset.table.total
    if total is None:
        return None
    row = replace(total, cells=tuple(map(_word, total.cells)))
    for column in _summed(dataset, spec):
        figures = [each.cells[column.index].figure for each in rows]
        known = [figure for figure in figures if figure is not None]
        row = _with(row, column, rows, total, sum(known, Decimal(0)) if known else None)
    for rule in _rules(dataset, spec):
        given, _ = result_of(rule, row_names(dataset, row))
        row = _with(row, dataset.columns[rule.name], rows, total, given)
    return row


def _word(cell: Cell) -> Cell:
    """Return the cell of the total row if it is words, without a count of all rows; else empty."""
    if not isinstance(cell.value, str):
        return replace(cell, value=None, text="", formula=None)
    if any(sign.isdigit() for sign in cell.text):  # รวม 9 อำเภอ
        return replace(cell, value=_TOTAL, text=_TOTAL, formula=None)
    return cell


def _summed(dataset: Dataset, spec: DatasetSpec) -> Iterator[Column]:
    yield from dataset.months
    for each in spec.columns:
        if each.name in dataset.columns and each.kind.is_figure and each.total is TotalPolicy.SUM:
            yield dataset.columns[each.name]


def _rules(dataset: Dataset, spec: DatasetSpec) -> Iterator[ColumnSpec]:
    """Yield the columns whose total follows a rule, with the rule, each after those it uses."""
    checks = {check.column: check.equals for check in spec.checks if check.total}
    ruled = {
        each.name: replace(each, value=each.value or checks.get(each.name))
        for each in spec.columns
        if each.name in dataset.columns and each.total is TotalPolicy.FORMULA
    }
    for name in computing_order(ruled.values()):
        if ruled[name].value is not None:
            yield ruled[name]


def _with(row: Row, column: Column, rows: Sequence[Row], total: Row, value: CellValue) -> Row:
    """Return `row` with `value` in `column`, in the number format that the sheet has there."""
    place = column.index
    cell = total.cells[place]
    code = next(each.cells[place] for each in rows) if cell.is_empty and rows else cell
    printed = in_format(replace(cell, formula=None), value, code.number_format)
    return replace(row, cells=(*row.cells[:place], printed, *row.cells[place + 1 :]))
