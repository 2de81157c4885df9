"""Tables: figures that follow their rule, and totals that add up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circulars.checks.claims import Claim, findings
from circulars.checks.rules import table_rule
from circulars.checks.subtotals import subtotal_rows, subtotals_aside
from circulars.expressions import ExpressionError, compiled
from circulars.model.letter_type import TotalPolicy
from circulars.model.names import MONTHS
from circulars.model.precision import doubt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import ColumnCheck, DatasetSpec
    from circulars.model.sheet import Cell, Column, Row

    Inputs = Mapping[str, "Cell | list[Cell]"]


@table_rule
def column_rules(dataset: Dataset, spec: DatasetSpec) -> Iterator[Finding]:
    """Find figures that do not follow the rules between columns."""
    for claim in _rule_claims(dataset, spec):
        yield from findings(dataset.table, claim)


@table_rule
def column_totals(dataset: Dataset, spec: DatasetSpec) -> Iterator[Finding]:
    """Find totals that are not the sum of their column.

    A figure whose minus sign is missing counts as negative: it has its own finding.  Sums
    among the rows are not counted.
    """
    unsigned = {c.cell.address for c in _rule_claims(dataset, spec) if c.is_unsigned}
    columns = list(_summed_columns(dataset, spec))
    subtotals = subtotal_rows(dataset, columns)
    if subtotals:
        yield subtotals_aside(dataset, subtotals)
    rows = [row for row in dataset.table.rows if row not in subtotals]
    for column in columns:
        claim = _total_claim(dataset, rows, column, unsigned)
        if claim and not (claim.is_unsigned and claim.cell.address in unsigned):
            yield from findings(dataset.table, claim)


def _rule_claims(dataset: Dataset, spec: DatasetSpec) -> Iterator[Claim]:
    formulas = {column.name for column in spec.columns if column.total is TotalPolicy.FORMULA}
    computed = {(column.name, column.value) for column in spec.columns}
    for check in spec.checks:
        if (check.column, check.equals) in computed:  # compared when it was computed
            continue
        rows = dataset.table.rows if check.rows else ()
        claims = [_claim(dataset, row, check) for row in rows]
        if check.total and dataset.table.total:
            total = _claim(dataset, dataset.table.total, check)
            # a sum that is missing is found by the column's own rule, and not twice
            if total and (total.figure is not None or check.column in formulas):
                claims.append(total)
        yield from (claim for claim in claims if claim)


def _claim(dataset: Dataset, row: Row, check: ColumnCheck) -> Claim | None:
    """Return what `check` says of `row`; None where a figure that it needs is not there."""
    inputs = _inputs(dataset, row, compiled(check.equals).names)
    if check.column not in dataset.columns or not all(inputs.values()):
        return None
    expected = _evaluate(check.equals, inputs)
    if expected is None:
        return None
    cell = dataset.cell(row, check.column)
    return Claim(
        cell=cell,
        figure=cell.figure,
        expected=expected,
        slack=_slack(check.equals, inputs, expected),
        code=check.code,
        what=_what(dataset, row, check.column),
    )


def _what(dataset: Dataset, row: Row, column: str) -> str:
    """Return what a message calls the figure of `row`: its column's heading and its row."""
    heading = dataset.columns[column].path[-1]
    if row is dataset.table.total:
        return f"{heading} ในแถวรวม"
    return f"{heading} ของ {dataset.label(row) or f'แถวที่ {row.number}'}"


def _inputs(dataset: Dataset, row: Row, names: Iterable[str]) -> Inputs:
    """Return the cells with figures behind `names`; an empty list where there is none."""
    inputs: dict[str, Cell | list[Cell]] = {}
    for name in names:
        if name == MONTHS:
            inputs[name] = _with_figures(row.cells[column.index] for column in dataset.months)
            continue
        column = dataset.columns.get(name)  # an optional column may not be there
        found = _with_figures([row.cells[column.index]] if column else [])
        inputs[name] = found[0] if found else []
    return inputs


def _with_figures(cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.figure is not None]


def _evaluate(
    source: str, inputs: Inputs, moved: Cell | None = None, by: Decimal = Decimal(0)
) -> Decimal | None:
    """Return the expression's value, the figure of the cell `moved` shifted; None without one."""

    def figure(cell: Cell) -> Decimal:
        return (cell.figure or Decimal(0)) + (by if cell is moved else 0)

    names: dict[str, Any] = {
        name: [figure(cell) for cell in held] if isinstance(held, list) else figure(held)
        for name, held in inputs.items()
    }
    try:
        value = compiled(source).evaluate(names)
    except ExpressionError:  # such as a division by zero: nothing to compare with
        return None
    return Decimal(value) if isinstance(value, (Decimal, int)) else None


def _slack(source: str, inputs: Inputs, expected: Decimal) -> Decimal:
    """Return by how much the doubt in each input may move the result."""
    slack = Decimal(0)
    for held in inputs.values():
        for cell in held if isinstance(held, list) else [held]:
            moved = _evaluate(source, inputs, cell, doubt(cell)) if doubt(cell) else None
            slack += abs(moved - expected) if moved is not None else 0
    return slack


def _summed_columns(dataset: Dataset, spec: DatasetSpec) -> Iterator[Column]:
    named = {
        dataset.columns[column.name].index: column
        for column in spec.columns
        if column.name in dataset.columns
    }
    yield from (column for column in dataset.months if column.index not in named)
    for column in named.values():
        is_sum = column.kind.is_figure and column.total is TotalPolicy.SUM
        if is_sum and column.value is None:  # a computed total was compared when it was computed
            yield dataset.columns[column.name]


def _total_claim(
    dataset: Dataset, rows: Sequence[Row], column: Column, unsigned: set[str]
) -> Claim | None:
    total = dataset.table.total
    if total is None:
        return None
    cells = _with_figures(row.cells[column.index] for row in rows)
    signed = [
        -figure if cell.address in unsigned else figure
        for cell in cells
        if (figure := cell.figure) is not None
    ]
    return Claim(
        cell=total.cells[column.index],
        figure=total.cells[column.index].figure,
        expected=sum(signed, Decimal(0)),
        slack=sum((doubt(cell) for cell in cells), Decimal(0)),
        code="column-total-mismatch",
        what=f"ผลรวมของช่อง {column.path[-1]}",
    )
