"""Tables that stand in letter.toml itself (ชุดข้อมูลในแบบหนังสือ), such as criteria of a score."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from circulars.model.dataset import Dataset
from circulars.model.sheet import Row, Table
from circulars.workbook.added_columns import add_columns
from circulars.workbook.computed import Computed, compute
from circulars.workbook.number_format import format_value
from thai_numerals import parse_number

if TYPE_CHECKING:
    from circulars.model.letter_type import ColumnSpec, DatasetSpec
    from circulars.model.sheet import Cell


def inline_dataset(spec: DatasetSpec) -> Computed:
    """Return the dataset of the rows that `spec` holds, its computed columns filled.

    Optional columns without a value in any row are left out.
    """
    rows = tuple(Row(number=number, cells=()) for number in range(1, len(spec.rows) + 1))
    table = Table(
        sheet=f"letter.toml datasets.{spec.name}",
        titles=(),
        head=(),
        head_rows=0,
        columns=(),
        rows=rows,
        total=None,
        notes=(),
    )
    empty = Dataset(name=spec.name, table=table, columns={}, months=(), key=spec.key)
    given = {name for row in spec.rows for name in row}
    wanted = {
        column.name
        for column in spec.columns
        if column.name in given or (column.required and column.value is None)
    }
    return compute(_filled(add_columns(empty, spec.columns, wanted), spec), spec)


def _filled(dataset: Dataset, spec: DatasetSpec) -> Dataset:
    specs = {column.name: column for column in spec.columns}
    by_place = sorted((column.index, specs[name]) for name, column in dataset.columns.items())
    rows = tuple(
        replace(
            row,
            cells=tuple(
                _cell(cell, column, spec.rows[row.number - 1].get(column.name))
                for cell, (_, column) in zip(row.cells, by_place, strict=True)
            ),
        )
        for row in dataset.table.rows
    )
    return replace(dataset, table=replace(dataset.table, rows=rows))


def _cell(cell: Cell, column: ColumnSpec, given: str | float | None) -> Cell:
    value = Decimal(str(given)) if isinstance(given, (int, float)) else given
    if isinstance(value, str) and column.kind.is_figure:
        value = parse_number(value) if value.strip() else None
    return replace(cell, value=value, text=format_value(value))
