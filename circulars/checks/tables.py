"""Tables: totals that add up, figures that follow their rule, values in the wrong row."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from circulars.checks.precision import doubt, half_unit, significant_digits
from circulars.checks.rules import rule
from circulars.expressions import ExpressionError, compiled
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import ColumnKind, TotalPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import ColumnCheck, DatasetSpec, LetterType
    from circulars.model.sheet import Cell, Column, Row

MONTHS: Final = "เดือน"
_LEAST_DIGITS: Final = 6  # significant digits that two rows share only by mistake
_OUTLIER_RATIO: Final = 4  # times the largest of the row's other months
_FEWEST_MONTHS: Final = 4  # that make a row's own measure


@rule
def column_rules(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Find figures that do not follow the type's rules between columns."""
    for name, dataset in letter.datasets.items():
        for check in letter_type.datasets[name].checks:
            rows = dataset.table.rows if check.rows else ()
            total = (dataset.table.total,) if check.total and dataset.table.total else ()
            for row in (*rows, *total):
                yield from _column_rule(dataset, row, check)


def _column_rule(dataset: Dataset, row: Row, check: ColumnCheck) -> Iterator[Finding]:
    cell = dataset.cell(row, check.column)
    inputs = _inputs(dataset, row, compiled(check.equals).names)
    if not isinstance(cell.value, Decimal) or any(value is None for value in inputs.values()):
        return
    try:
        expected = _evaluate(check.equals, inputs)
        slack = _slack(check.equals, inputs, expected)
    except ExpressionError:
        return  # such as a division by zero: nothing to compare with
    what = f"{dataset.columns[check.column].path[-1]} ของ {dataset.label(row) or 'แถวรวม'}"
    yield from _compare(dataset, cell, expected, slack, code=check.code, what=what)


_Inputs = dict[str, "Cell | list[Cell] | None"]


def _inputs(dataset: Dataset, row: Row, names: frozenset[str]) -> _Inputs:
    """Return the cells behind `names`; None for a column without a figure in `row`."""
    inputs: _Inputs = {}
    for name in names:
        if name == MONTHS:
            cells = [row.cells[column.index] for column in dataset.months]
            inputs[name] = [cell for cell in cells if isinstance(cell.value, Decimal)]
        else:
            cell = dataset.cell(row, name)
            inputs[name] = cell if isinstance(cell.value, Decimal) else None
    return inputs


def _evaluate(source: str, inputs: _Inputs, moved: dict[str, Decimal] | None = None) -> Decimal:
    """Return the expression's value, figures at the addresses in `moved` shifted by as much."""
    shift = moved or {}

    def value(cell: Cell) -> Any:
        return cell.value + shift.get(cell.address, Decimal(0))  # type: ignore[operator]

    names = {
        name: [value(cell) for cell in held] if isinstance(held, list) else value(held)
        for name, held in inputs.items()
        if held is not None
    }
    return Decimal(compiled(source).evaluate(names))


def _slack(source: str, inputs: _Inputs, expected: Decimal) -> Decimal:
    """Return by how much the doubt in each input may move the result."""
    cells = [
        cell
        for held in inputs.values()
        for cell in (held if isinstance(held, list) else [held])
        if cell is not None
    ]
    return sum(
        (
            abs(_evaluate(source, inputs, {cell.address: doubt(cell)}) - expected)
            for cell in cells
            if doubt(cell)
        ),
        Decimal(0),
    )


def _compare(
    dataset: Dataset, cell: Cell, expected: Decimal, slack: Decimal, *, code: str, what: str
) -> Iterator[Finding]:
    """Yield a finding when the cell's figure is not the expected one.

    Within `slack` the difference may come from inputs typed as they were printed: a note.
    """
    assert isinstance(cell.value, Decimal)
    difference = cell.value - expected
    if abs(difference) <= half_unit(cell):
        return
    if cell.value > 0 > expected and abs(cell.value + expected) <= half_unit(cell) + slack:
        yield Finding(
            code="negative-unsigned",
            where=dataset.table.place(cell),
            message=f"{what} ควรติดลบ: ในตารางเป็น {cell.text} แต่คำนวณได้ {expected:,f}",
            hint="ใส่เครื่องหมายลบหน้าตัวเลขในเซลล์นี้",
        )
        return
    rounding = abs(difference) <= half_unit(cell) + slack
    yield Finding(
        code=code,
        level=Level.NOTE if rounding else Level.BLOCK,
        where=dataset.table.place(cell),
        message=f"{what} ในตารางเป็น {cell.text} แต่คำนวณได้ {_plain(expected)} "
        f"(ต่างกัน {_plain(abs(difference))})",
        hint="อาจเกิดจากการปัดเศษของตัวเลขที่พิมพ์ไว้"
        if rounding
        else "ตรวจตัวเลขที่ใช้คำนวณเซลล์นี้ หรือแก้เซลล์นี้ให้เป็นสูตร",
    )


def _plain(value: Decimal) -> str:
    text = f"{value.quantize(Decimal('0.01')):,f}"
    return text.removesuffix(".00")


@rule
def column_totals(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Find totals that are not the sum of their column."""
    for name, dataset in letter.datasets.items():
        total = dataset.table.total
        if total is None:
            continue
        for column in _summed_columns(dataset, letter_type.datasets[name]):
            cells = [row.cells[column.index] for row in dataset.table.rows]
            figures = [cell for cell in cells if isinstance(cell.value, Decimal)]
            cell = total.cells[column.index]
            if not figures or not isinstance(cell.value, Decimal):
                continue
            expected = sum((c.value for c in figures if isinstance(c.value, Decimal)), Decimal(0))
            slack = sum((doubt(each) for each in figures), Decimal(0))
            what = f"ผลรวมของช่อง {column.path[-1]}"
            yield from _compare(
                dataset, cell, expected, slack, code="column-total-mismatch", what=what
            )


def _summed_columns(dataset: Dataset, spec: DatasetSpec) -> Iterator[Column]:
    yield from dataset.months
    for column in spec.columns:
        if (
            column.kind is ColumnKind.NUMBER
            and column.total is TotalPolicy.SUM
            and column.name in dataset.columns
        ):
            yield dataset.columns[column.name]


@rule
def duplicate_values(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a month's figure that stands again in another row: perhaps copied by mistake."""
    for dataset in letter.datasets.values():
        for column in dataset.months:
            seen: dict[Decimal, Row] = {}
            for row in dataset.table.rows:
                value = row.cells[column.index].value
                if not isinstance(value, Decimal) or significant_digits(value) < _LEAST_DIGITS:
                    continue
                if value in seen:
                    yield _duplicate(dataset, column, seen[value], row)
                seen.setdefault(value, row)


def _duplicate(dataset: Dataset, column: Column, first: Row, second: Row) -> Finding:
    cell = second.cells[column.index]
    other = first.cells[column.index]
    return Finding(
        code="duplicate-value",
        level=Level.WARN,
        where=dataset.table.place(cell),
        message=f"{column.path[-1]} ของ {dataset.label(second)} ({cell.text}) "
        f"เท่ากับของ {dataset.label(first)} ที่ {other.address} ทุกหลัก",
        hint="ตรวจว่าคัดลอกตัวเลขมาผิดแถวหรือไม่",
    )


@rule
def outliers(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a month far above the row's other months."""
    for dataset in letter.datasets.values():
        for row in dataset.table.rows:
            cells = [row.cells[column.index] for column in dataset.months]
            figures = sorted(
                ((cell.value, cell) for cell in cells if isinstance(cell.value, Decimal)),
                key=lambda pair: pair[0],
            )
            if len(figures) < _FEWEST_MONTHS or figures[-2][0] <= 0:
                continue
            highest, cell = figures[-1]
            if highest > _OUTLIER_RATIO * figures[-2][0]:
                yield _outlier(dataset, row, cell, highest / figures[-2][0])


def _outlier(dataset: Dataset, row: Row, cell: Cell, ratio: Decimal) -> Finding:
    return Finding(
        code="outlier",
        level=Level.WARN,
        where=dataset.table.place(cell),
        message=f"{dataset.label(row)}: {cell.text} สูงเป็น {ratio:.1f} เท่า"
        "ของเดือนที่สูงรองลงมาในแถวเดียวกัน",
        hint="ตรวจกับหลักฐานของอำเภอก่อนลงนาม",
    )


@rule
def negatives(letter: Letter, letter_type: LetterType) -> Iterator[Finding]:
    """Note negative figures, which the total counts as such."""
    for name, dataset in letter.datasets.items():
        numbers = [c.name for c in letter_type.datasets[name].columns if c.name in dataset.columns]
        for row in dataset.table.rows:
            for column in numbers:
                cell = dataset.cell(row, column)
                if isinstance(cell.value, Decimal) and cell.value < 0:
                    yield _negative(dataset, row, column, cell)


def _negative(dataset: Dataset, row: Row, column: str, cell: Cell) -> Finding:
    return Finding(
        code="negative-value",
        level=Level.NOTE,
        where=dataset.table.place(cell),
        message=f"{dataset.columns[column].path[-1]} ของ {dataset.label(row)} ติดลบ ({cell.text}) "
        "และนับเป็นค่าลบในผลรวม",
        hint="ตรวจว่าเป็นค่าลบจริง เช่น ทำได้เกินเป้าหมาย",
    )
