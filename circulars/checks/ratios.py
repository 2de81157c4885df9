"""Ratios far from those of the other rows: of a result to its target, of one target to the next."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import table_rule
from circulars.data.headings import Meaning, meaning, threshold
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Cell, Column, Row

_FEWEST_ROWS: Final = 5  # that make a measure
_PERCENT_FACTOR: Final = 2  # times the median percentage
# A slip of one digit is a factor of 10, and rows that did well stand within twice the median: what
# is left of a slip is more than 5.  A district that reached 30 percent among 80s is none.
_LOW_FACTOR: Final = 5
_STEP_FACTOR: Final = 4  # times the median ratio of two targets
_SPREAD: Final = 8  # times as far from the median as the middle half of the rows, in ratios
_RUNNING: Final = "สะสม"
_ALL: Final = 100  # percent: below it nobody wonders
_FEWEST_STEPS: Final = 2


@dataclass(frozen=True, slots=True)
class _Ratio:
    row: Row
    cell: Cell
    value: Decimal


@table_rule
def percent_outliers(dataset: Dataset, spec: DatasetSpec) -> Iterator[Finding]:
    """Find a percentage over 100 far above those of the other rows, and one far below them.

    Shares of a whole and growth, which may be negative, are low by nature.
    """
    percents = {c.name for c in spec.columns if meaning(_name(dataset, c.name)) is Meaning.PERCENT}
    for name in sorted(percents & dataset.columns.keys()):
        column = dataset.columns[name]
        grows = _RUNNING in column.name  # from nearly nothing
        ratios = [
            _Ratio(row, row.cells[column.index], figure)
            for row in dataset.table.rows
            if (figure := row.cells[column.index].figure)
        ]
        for each, middle in _far(ratios, _PERCENT_FACTOR):
            high = each.value > middle and each.value > _ALL
            low = each.value * _LOW_FACTOR < middle and not grows and _of_targets(ratios)
            if high or low:
                yield _finding(dataset, each, column, f"แต่ค่ากลางของทุกแถวเป็น {middle:.2f}")


@table_rule
def step_outliers(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Find a highest target that is far more times the lowest one than in the other rows."""
    ranked = sorted(
        (step, column.index)
        for column in dataset.table.columns
        if column.path and (step := threshold(column.name)) is not None
    )
    if len(ranked) < _FEWEST_STEPS or len({step for step, _ in ranked}) < len(ranked):
        return
    low, high = (dataset.table.columns[place] for _, place in (ranked[0], ranked[-1]))
    ratios = [
        _Ratio(row, row.cells[high.index], top / bottom)
        for row in dataset.table.rows
        if (top := row.cells[high.index].figure) and (bottom := row.cells[low.index].figure)
    ]
    for each, middle in _far(ratios, _STEP_FACTOR):
        said = f"เป็น {each.value:.2f} เท่าของ{low.name} แต่ค่ากลางของทุกแถวเป็น {middle:.2f} เท่า"
        yield _finding(dataset, each, high, said)


def _of_targets(ratios: Sequence[_Ratio]) -> bool:
    """Return whether each row has a whole of its own: no shares of one whole, and no growth."""
    whole = sum((each.value for each in ratios), Decimal(0))
    return all(each.value > 0 for each in ratios) and abs(whole - _ALL) > 1


def _name(dataset: Dataset, name: str) -> str:
    return dataset.columns[name].name if name in dataset.columns else ""


def _far(ratios: Sequence[_Ratio], factor: int) -> Iterator[tuple[_Ratio, Decimal]]:
    """Yield the ratios far from the median, with the median.

    Far is more than `factor` times the median, or as little of it, and far more so than half
    of the rows: tables whose rows differ widely by nature have nothing far.
    """
    positive = [each for each in ratios if each.value > 0]
    if len(positive) < _FEWEST_ROWS:
        return
    middle = median(each.value for each in positive)
    away = [max(each.value / middle, middle / each.value) for each in positive]
    usual = median(away)
    for each, distance in zip(positive, away, strict=True):
        if distance > factor and distance - 1 > _SPREAD * (usual - 1):
            yield each, middle


def _finding(dataset: Dataset, ratio: _Ratio, column: Column, said: str) -> Finding:
    return Finding(
        code="outlier",
        level=Level.WARN,
        where=dataset.table.place(ratio.cell),
        message=f"{column.name} ของ {dataset.label(ratio.row)} ({ratio.cell.text}) {said}",
        hint="ตรวจกับหลักฐาน อาจพิมพ์เลขเกินหรือขาดหลัก หรือใส่ยอดของแถวอื่น",
    )
