"""Computed columns (คอลัมน์คำนวณ): a rule gives the figures, and the sheet is compared with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Final

from circulars.expressions import compiled
from circulars.model.letter_type import ColumnKind, TotalPolicy
from circulars.workbook.added_columns import add_columns
from circulars.workbook.computed_findings import column_findings
from circulars.workbook.rulings import GENERAL, Ruling, restyled, rule_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import ColumnSpec, DatasetSpec
    from circulars.model.sheet import Cell, Row

_COUNT: Final = "#,##0"


@dataclass(frozen=True, slots=True)
class Computed:
    """A dataset with its computed columns filled, and what was found on the way."""

    dataset: Dataset
    findings: tuple[Finding, ...] = ()
    settled: frozenset[str] = frozenset()  # addresses of cells that the rule is printed in


def compute(dataset: Dataset, spec: DatasetSpec) -> Computed:
    """Return `dataset` with its computed columns, those that the sheet lacks put in.

    The rule is printed, unless it gives nothing or a figure typed by hand goes before it
    (``override``).  Each column is computed after those it uses.
    """
    rules = {column.name: column for column in spec.columns if column.value is not None}
    dataset = _in_formats(add_columns(dataset, spec.columns, rules), spec.columns)
    findings: list[Finding] = []
    settled: set[str] = set()
    for name in computing_order(rules.values()):
        dataset, rulings = _computed_column(dataset, rules[name])
        findings += column_findings(dataset, rules[name], rulings)
        settled |= {ruling.cell.address for ruling in rulings if ruling.is_settled}
    return Computed(dataset, tuple(findings), frozenset(settled))


def computing_order(columns: Iterable[ColumnSpec]) -> tuple[str, ...]:
    """Return the names of computed `columns`, each after those that it uses."""
    used = {column.name: compiled(column.value or "none").names for column in columns}
    graph = {name: sorted(names & used.keys()) for name, names in used.items()}
    return tuple(TopologicalSorter(graph).static_order())


def _computed_column(dataset: Dataset, spec: ColumnSpec) -> tuple[Dataset, list[Ruling]]:
    code = _usual_format(dataset, spec)
    rulings = [_ruling(dataset, spec, row, code) for row in dataset.table.rows]
    dataset = _with_cells(dataset, spec.name, {each.row.number: each.printed for each in rulings})
    total = dataset.table.total
    if total is not None and _has_total(spec):
        ruling = _ruling(dataset, spec, total, code)
        dataset = _with_cells(dataset, spec.name, {total.number: ruling.printed})
        rulings.append(ruling)
    return dataset, rulings


def _ruling(dataset: Dataset, spec: ColumnSpec, row: Row, usual: str) -> Ruling:
    cell = dataset.cell(row, spec.name)
    own = cell.number_format if cell.formula or not cell.is_empty else usual
    return rule_on(dataset, spec, row, spec.format or own)


def _has_total(spec: ColumnSpec) -> bool:
    """Return whether a rule gives the column's total: words have no sum."""
    is_sum = spec.total is TotalPolicy.SUM
    return spec.total is TotalPolicy.FORMULA or (is_sum and spec.kind.is_figure)


def _usual_format(dataset: Dataset, spec: ColumnSpec) -> str:
    """Return the number format of the column's first filled cell that has one.

    Where it has none, figures are parted by thousands as in the columns that they come from.
    """
    if spec.kind is ColumnKind.COUNT:
        return next(_formats(dataset, spec.name), _COUNT)
    used = (name for name in compiled(spec.value or "none").names if name in dataset.columns)
    usual = next(_formats(dataset, spec.name), GENERAL)
    if usual != GENERAL or not spec.kind.is_figure:
        return usual
    of_others = (code for name in sorted(used) for code in _formats(dataset, name))
    return next((code for code in of_others if "," in code and "%" not in code), GENERAL)


def _formats(dataset: Dataset, name: str) -> Iterator[str]:
    cells = (dataset.cell(row, name) for row in dataset.table.rows)
    return (cell.number_format for cell in cells if cell.number_format != GENERAL)


def _in_formats(dataset: Dataset, columns: Iterable[ColumnSpec]) -> Dataset:
    """Return `dataset` with figures in the number formats that `columns` name."""
    for column in columns:
        if column.format is not None and column.name in dataset.columns:
            cells = {
                row.number: restyled(dataset.cell(row, column.name), column.format)
                for row in dataset.table.every_row
            }
            dataset = _with_cells(dataset, column.name, cells)
    return dataset


def _with_cells(dataset: Dataset, name: str, cells: Mapping[int, Cell]) -> Dataset:
    """Return `dataset` with `cells`, by the numbers of their rows, in the column called `name`."""
    place = dataset.columns[name].index
    table = dataset.table

    def mended(row: Row) -> Row:
        if row.number not in cells:
            return row
        return replace(row, cells=(*row.cells[:place], cells[row.number], *row.cells[place + 1 :]))

    total = mended(table.total) if table.total else None
    return replace(dataset, table=replace(table, rows=tuple(map(mended, table.rows)), total=total))
