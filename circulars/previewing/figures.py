"""Invented rows of a dataset, so that the type's own rules hold in each and in the total row."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from circulars.data.headings import Meaning, meaning, threshold
from circulars.expressions import ExpressionError, compiled
from circulars.model.letter_type import ColumnKind, TotalPolicy
from circulars.model.names import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.letter_type import ColumnSpec, DatasetSpec
    from circulars.previewing.words import Words
    from circulars.starting import SheetPlan
    from thai_numerals import YearMonth

Figure = Decimal | str | None
_LONG: Final = (9_876_000_000, 9_999_000_000)  # baht, and satang
_USUAL: Final = (1_200_000, 48_000_000)
_LONG_COUNT: Final = (9_000_000, 9_999_999)
_USUAL_COUNT: Final = (3, 250)
_TARGETS: Final = Decimal("1.05")  # of what the months come to
_STEP: Final = Decimal("0.15")
_APART: Final = Decimal("0.02")  # of the targets of two rows
_LEVEL: Final = Decimal(3)  # where a rule gives nothing


@dataclass(slots=True)
class Line:
    """One row: values by the names of their columns, and figures of months."""

    values: dict[str, Any] = field(default_factory=dict)
    months: list[Decimal | None] = field(default_factory=list)

    @property
    def names(self) -> dict[str, Any]:
        """What rules know of the row."""
        return {**self.values, MONTHS: [each for each in self.months if each is not None]}


class Figures:
    """Makes the rows of one dataset."""

    def __init__(self, plan: SheetPlan, words: Words, last: YearMonth, *, is_long: bool) -> None:
        self._plan = plan
        self._spec = plan.dataset
        self._words = words
        self._last = last  # the last month that has data
        self._is_long = is_long

    def line(self, texts: dict[str, Any], place: int) -> Line:
        """Return the row at `place`, which says `texts` where it says words."""
        line = Line(values=dict(texts))
        line.months = [
            self._money(place) if slot.month <= self._last else None
            for slot in self._plan.slots
            if slot.month is not None
        ]
        if self._is_long and place == 0 and any(line.months):
            line.months[0] = -(line.months[0] or Decimal(1))
        for column in self._spec.columns:
            if column.name not in line.values and column.value is None and column.kind.is_figure:
                line.values[column.name] = self._figure(column, line, place)
        _settle(self._spec, line, is_total=False)
        return line

    def total(self, lines: Sequence[Line], label: str) -> Line:
        """Return the total row of `lines`, named `label`."""
        line = Line(values={self._spec.key: label})
        line.months = [
            sum(each, Decimal(0)) if any(figure is not None for figure in each) else None
            for each in zip(*([f or Decimal(0) for f in row.months] for row in lines), strict=True)
        ]
        filled = [any(row.months[n] is not None for row in lines) for n in range(len(line.months))]
        line.months = [
            f if is_filled else None for f, is_filled in zip(line.months, filled, strict=True)
        ]
        for column in self._spec.columns:
            if column.kind.is_figure and column.total is TotalPolicy.SUM:
                figures = [row.values.get(column.name) for row in lines]
                numbers = [each for each in figures if isinstance(each, Decimal)]
                line.values[column.name] = sum(numbers, Decimal(0))
        _settle(self._spec, line, is_total=True)
        return line

    def _money(self, place: int) -> Decimal:
        low, high = _LONG if self._is_long and place == 0 else _USUAL
        satang = Decimal(self._words.number(0, 99)) / 100 if self._is_long else Decimal(0)
        return self._words.number(low, high) + satang

    def _figure(self, column: ColumnSpec, line: Line, place: int) -> Decimal:
        lowest = column.heading.rsplit("/", 1)[-1].replace("*", "").strip()
        step = threshold(lowest)
        if column.kind is ColumnKind.COUNT:
            return Decimal(self._words.number(*(_LONG_COUNT if self._is_long else _USUAL_COUNT)))
        if meaning(lowest) is Meaning.PERCENT:
            return Decimal(self._words.number(1, 10_000)) / 100
        sold = sum((figure for figure in line.months if figure), Decimal(0))
        base = abs(sold) or self._money(place)
        if step is not None or meaning(lowest) is Meaning.TARGET:
            share = _TARGETS + _STEP * (step or 0) + _APART * (place % 5)
            return (base * share).quantize(Decimal(1))
        return self._money(place)


def _settle(spec: DatasetSpec, line: Line, *, is_total: bool) -> None:
    """Put into `line` what the rules of `spec` give, whatever the order they depend on."""
    rules = list(_rules(spec, is_total=is_total))
    for _ in rules:
        for name, source in rules:
            try:
                line.values[name] = compiled(source).evaluate(line.names)
            except ExpressionError:  # what it needs comes in the next round, or never
                continue


def _rules(spec: DatasetSpec, *, is_total: bool) -> Iterator[tuple[str, str]]:
    """Yield each column that a rule gives, with the rule."""
    for check in spec.checks:
        if check.total if is_total else check.rows:
            yield check.column, check.equals
    for column in spec.columns:
        formula = not is_total or column.total is TotalPolicy.FORMULA
        if column.value is not None and formula:
            yield column.name, column.value


def written(column: ColumnSpec, value: Any, *, may_be_typed: bool) -> Figure:
    """Return what is written into the cell of a column: nothing where a rule gives the value."""
    if column.value is not None:
        return _LEVEL if may_be_typed and value is None else None
    return Decimal(value) if isinstance(value, int) else value


__all__ = ["Figures", "Line", "written"]
