"""Tables: figures that follow their rule, and totals that add up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from circulars.checks.claims import Claim, findings
from circulars.checks.crossed import suspect_cells
from circulars.checks.rules import table_rule
from circulars.checks.subtotals import subtotal_claims, subtotal_rows, subtotals_aside
from circulars.expressions import ExpressionError, compiled
from circulars.model.findings import Level
from circulars.model.letter_type import TotalPolicy
from circulars.model.names import MONTHS
from circulars.model.precision import doubt, half_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import ColumnCheck, DatasetSpec
    from circulars.model.sheet import Cell, Column, Row

    Inputs = Mapping[str, "Cell | list[Cell]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowClaim:
    """What a rule between columns says of one row."""

    row: Row
    check: ColumnCheck
    claim: Claim
    inputs: tuple[Cell, ...]  # the figures that the rule goes by


@table_rule
def sums_and_shares(dataset: Dataset, spec: DatasetSpec) -> Iterator[Finding]:
    """Find figures that do not follow the rules between columns, and totals that do not add up.

    Sums among the rows are not counted.  Where wrong sums point at single cells, these are
    found too.
    """
    claims = list(rule_claims(dataset, spec))
    for each in claims:
        yield from findings(dataset.table, each.claim)
    columns = list(_summed_columns(dataset, spec))
    subtotals = subtotal_rows(dataset, columns)
    if subtotals:
        yield from subtotals_aside(dataset, subtotals)
        for claim in subtotal_claims(dataset, columns):
            yield from findings(dataset.table, claim)
    sums = {row.number for row in subtotals}
    rows = [row for row in dataset.table.rows if row.number not in sums]
    totals = _total_claims(dataset, spec, rows, claims)
    for total in totals.values():
        yield from findings(dataset.table, total)
    yield from suspect_cells(dataset, claims, totals)


def _total_claims(
    dataset: Dataset, spec: DatasetSpec, rows: Sequence[Row], claims: Sequence[RowClaim]
) -> dict[int, Claim]:
    """Return what the sum of each column says of the total row, by the column's place.

    A figure whose minus sign is missing counts as negative: it has its own finding.
    """
    unsigned = {each.claim.cell.address for each in claims if each.claim.is_unsigned}
    columns = _summed_columns(dataset, spec)
    made = {c.index: _total_claim(dataset, spec, rows, c, unsigned) for c in columns}
    return {
        place: claim
        for place, claim in made.items()
        if claim and not (claim.is_unsigned and claim.cell.address in unsigned)
    }


def rule_claims(dataset: Dataset, spec: DatasetSpec) -> Iterator[RowClaim]:
    """Yield what the rules between columns say of each row, and of the total row."""
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
            if total and (total.claim.figure is not None or check.column in formulas):
                claims.append(total)
        yield from (claim for claim in claims if claim)


def _claim(dataset: Dataset, row: Row, check: ColumnCheck) -> RowClaim | None:
    """Return what `check` says of `row`; None where a figure that it needs is not there."""
    inputs = inputs_of(dataset, row, compiled(check.equals).names)
    if check.column not in dataset.columns or not all(inputs.values()):
        return None
    expected = evaluate(check.equals, inputs)
    if not isinstance(expected, Decimal):
        return None
    cell = dataset.cell(row, check.column)
    claim = Claim(
        cell=cell,
        figure=cell.figure,
        expected=expected,
        slack=_slack(check.equals, inputs, expected) if _differs(cell, expected) else Decimal(0),
        code=check.code,
        what=_what(dataset, row, check.column),
        level=check.level,
    )
    return RowClaim(row=row, check=check, claim=claim, inputs=tuple(_flat(inputs)))


def _differs(cell: Cell, expected: Decimal) -> bool:
    return cell.figure is not None and abs(cell.figure - expected) > half_unit(cell)


def _flat(inputs: Inputs) -> Iterator[Cell]:
    for held in inputs.values():
        yield from held if isinstance(held, list) else [held]


def _what(dataset: Dataset, row: Row, column: str) -> str:
    """Return what a message calls the figure of `row`: its column's heading and its row."""
    heading = dataset.columns[column].name
    if row is dataset.table.total:
        return f"{heading} ในแถวรวม"
    return f"{heading} ของ {dataset.label(row) or f'แถวที่ {row.number}'}"


def inputs_of(dataset: Dataset, row: Row, names: Iterable[str]) -> Inputs:
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


def evaluate(
    source: str, inputs: Inputs, moved: Cell | None = None, by: Decimal = Decimal(0)
) -> Decimal | str | None:
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
    if isinstance(value, str):
        return value
    return Decimal(value) if isinstance(value, (Decimal, int)) else None


def _slack(source: str, inputs: Inputs, expected: Decimal) -> Decimal:
    """Return by how much the doubt in each input may move the result."""
    slack = Decimal(0)
    for cell in _flat(inputs):
        moved = evaluate(source, inputs, cell, doubt(cell)) if doubt(cell) else None
        slack += abs(moved - expected) if isinstance(moved, Decimal) else 0
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
    dataset: Dataset, spec: DatasetSpec, rows: Sequence[Row], column: Column, unsigned: set[str]
) -> Claim | None:
    total = dataset.table.total
    if total is None:
        return None
    own = (each for each in spec.columns if dataset.columns.get(each.name) is column)
    cells = _with_figures(row.cells[column.index] for row in rows)
    signed = [
        -figure if cell.address in unsigned else figure
        for cell in cells
        if (figure := cell.figure) is not None
    ]
    claim = Claim(
        cell=total.cells[column.index],
        figure=total.cells[column.index].figure,
        expected=sum(signed, Decimal(0)),
        slack=sum((doubt(cell) for cell in cells), Decimal(0)),
        code="column-total-mismatch",
        what=f"ผลรวมของช่อง {column.name}",
        level=next((each.total_level for each in own), Level.BLOCK),
    )
    if claim.is_wrong and _follows_a_rule(dataset, spec, total, column):
        return _explained(claim, cells)
    return claim


def _explained(claim: Claim, cells: Sequence[Cell]) -> Claim:
    """Return the claim as a warning; as rounding where the cells' own rounding makes up for it.

    Whole things that were counted have no such rounding.
    """
    if not claim.cell.is_count:
        slack = sum((half_unit(cell) for cell in cells), claim.slack)
        claim = replace(claim, slack=slack)
    why = "ซึ่งตรงกับร้อยละที่คิดจากยอดในแถวรวม แต่ไม่ใช่ผลบวกของช่อง"
    return replace(claim, level=Level.WARN, why=why)


def _follows_a_rule(dataset: Dataset, spec: DatasetSpec, total: Row, column: Column) -> bool:
    """Return whether a rule between columns, over figures of the total row, explains its total."""
    checks = (c for c in spec.checks if not c.total and c.column in dataset.columns)
    own = (check for check in checks if dataset.columns[check.column].index == column.index)
    claims = (_claim(dataset, total, check) for check in own)
    return any(each is not None and not each.claim.is_wrong for each in claims)
