"""Suspects: figures that may be right and often are not, such as one copied into the wrong row."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import table_rule
from circulars.model.findings import Finding, Level
from circulars.model.precision import significant_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Cell, Column, Row

_LEAST_DIGITS: Final = 6  # significant digits that two rows share only by mistake
_OUTLIER_RATIO: Final = 4  # times the largest of the row's other months
_LEAST_OUTLIER: Final = 100  # small counts jump fourfold by chance alone
_FEWEST_MONTHS: Final = 4  # that make a row's own measure
_REPEATED_DIGITS: Final = 4  # significant digits that two months share only by a copy


@table_rule
def duplicate_values(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Find a month's figure that stands again in another row: perhaps copied by mistake."""
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
        message=f"{column.name} ของ {dataset.label(second)} ({cell.text}) "
        f"เท่ากับของ {dataset.label(first)} ที่ {other.address} ทุกหลัก",
        hint="ตรวจว่าคัดลอกตัวเลขมาผิดแถวหรือไม่",
    )


@table_rule
def repeated_months(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Note a month whose figure is that of the month before: perhaps carried forward."""
    for row in dataset.table.rows:
        for left, right in pairwise(dataset.months):
            cell, before = row.cells[right.index], row.cells[left.index]
            value = cell.value
            if not isinstance(value, Decimal) or value != before.value:
                continue
            if significant_digits(value) >= _REPEATED_DIGITS:
                yield _repeated(dataset, row, left, right)


def _repeated(dataset: Dataset, row: Row, left: Column, right: Column) -> Finding:
    cell = row.cells[right.index]
    return Finding(
        code="repeated-month",
        level=Level.NOTE,
        where=dataset.table.place(cell),
        message=f"{dataset.label(row)}: {right.name} ({cell.text}) เท่ากับ {left.name} ทุกหลัก",
        hint="ตรวจว่าเป็นยอดของเดือนนั้นจริง ไม่ใช่ยอดเดือนก่อนที่ยกมา",
    )


@table_rule
def outliers(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Find a month far above the row's other months."""
    for row in dataset.table.rows:
        cells = [row.cells[column.index] for column in dataset.months]
        figures = sorted(
            ((cell.value, cell) for cell in cells if isinstance(cell.value, Decimal)),
            key=lambda pair: pair[0],
        )
        if len(figures) < _FEWEST_MONTHS or figures[-2][0] <= 0:
            continue
        highest, cell = figures[-1]
        if highest >= _LEAST_OUTLIER and highest > _OUTLIER_RATIO * figures[-2][0]:
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


@table_rule
def negatives(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Note negative figures, which the total counts as such."""
    bound = {column.index: column for column in (*dataset.months, *dataset.columns.values())}
    for row in dataset.table.rows:
        for column in bound.values():
            cell = row.cells[column.index]
            if cell.figure is not None and cell.figure < 0:
                yield _negative(dataset, row, column, cell)


def _negative(dataset: Dataset, row: Row, column: Column, cell: Cell) -> Finding:
    return Finding(
        code="negative-value",
        level=Level.NOTE,
        where=dataset.table.place(cell),
        message=f"{column.name} ของ {dataset.label(row)} ติดลบ ({cell.text}) และนับเป็นค่าลบในผลรวม",
        hint="ตรวจว่าเป็นค่าลบจริง เช่น ทำได้เกินเป้าหมาย",
    )
