"""Whether figures bear out what a heading says of them, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from circulars.model.precision import doubt, half_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from circulars.model.sheet import Table
    from circulars.understanding.columns import Part


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure, and how exact it is."""

    value: Decimal
    half: Decimal  # half of its last printed place
    doubt: Decimal  # how far it may be from what it stands for

    @property
    def places(self) -> int:
        """How many places it prints behind the point."""
        return -int(self.half.as_tuple().exponent) - 1

    @property
    def unit(self) -> Decimal:
        """Its last printed place: 1 or 0.01."""
        return Decimal(1).scaleb(-self.places)


@dataclass(frozen=True, slots=True)
class Fit:
    """In how many of the rows that can tell a relation holds."""

    fits: int
    rows: int

    @property
    def support(self) -> Fraction:
        """The part of the rows in which it holds."""
        return Fraction(self.fits, self.rows) if self.rows else Fraction(0)


Figures = tuple["Figure | None", ...]  # a column's, a row each


def figures_by_column(table: Table, parts: Iterable[Part]) -> Mapping[int, Figures]:
    """Return the figures of each column of figures, by the column's place."""
    return {part.index: _figures(table, part.index) for part in parts if part.is_figure}


def _figures(table: Table, place: int) -> Figures:
    cells = (row.cells[place] for row in table.rows)
    return tuple(
        Figure(figure, half_unit(cell), doubt(cell))
        if (figure := cell.figure) is not None
        else None
        for cell in cells
    )


def fit_sum(printed: Figures, parts: Sequence[Figures], *, blanks: bool = False) -> Fit:
    """Return how well `printed` is the sum of `parts`; with `blanks` some may be empty."""
    fits = rows = 0
    for place, figure in enumerate(printed):
        held = [part[place] for part in parts]
        known = [each for each in held if each is not None]
        if figure is None or not known or (len(known) < len(held) and not blanks):
            continue
        total = sum((each.value for each in known), Decimal(0))
        slack = sum((each.doubt for each in known), figure.half)
        if figure.value or total:
            rows += 1
            fits += abs(figure.value - total) <= slack
    return Fit(fits, rows)


def fit_difference(
    printed: Figures, whole: Figures, taken: Figures, *, signed: bool = False
) -> Fit:
    """Return how well `printed` is `whole` − `taken`.

    A lost minus sign is no misfit, unless so many lack it that it is the other way round, or
    figures must be `signed`: then more than one is a column of amounts alone.
    """
    fits = unsigned = rows = 0
    for figure, first, second in zip(printed, whole, taken, strict=True):
        if figure is None or first is None or second is None:
            continue
        rest = first.value - second.value
        slack = figure.half + first.doubt + second.doubt
        if figure.value or rest:
            rows += 1
            fits += abs(figure.value - rest) <= slack
            unsigned += rest < 0 < figure.value and abs(figure.value + rest) <= slack
    if signed and unsigned > 1:
        return Fit(0, rows)
    return Fit(fits + (unsigned if unsigned < fits else 0), rows)


def fit_lack(printed: Figures, whole: Figures, taken: Figures) -> Fit:
    """Return how well `printed` is `whole` − `taken`, and nothing where that is negative."""
    fits = rows = 0
    for figure, first, second in zip(printed, whole, taken, strict=True):
        if figure is None or first is None or second is None:
            continue
        lack = max(first.value - second.value, Decimal(0))
        rows += 1
        fits += abs(figure.value - lack) <= figure.half + first.doubt + second.doubt
    return Fit(fits, rows)


def fit_percent(printed: Figures, whole: Figures, part: Figures) -> Fit:
    """Return how well `printed` is `part` / `whole` × 100."""
    fits = rows = 0
    for figure, second, first in zip(printed, whole, part, strict=True):
        if figure is None or first is None or second is None or not second.value:
            continue
        percent = first.value / second.value * 100
        slack = figure.half + abs(percent) * second.doubt / abs(second.value)
        slack += 100 * first.doubt / abs(second.value)
        if figure.value or percent > figure.half:
            rows += 1
            fits += abs(figure.value - percent) <= slack
    return Fit(fits, rows)


def fit_product(printed: Figures, base: Figures, factor: Decimal, rounding: str) -> Fit:
    """Return how well `printed` is `base` × `factor`, rounded to its places by `rounding`.

    Rows in which the product is rounded back to the base tell nothing.
    """
    fits = rows = 0
    for figure, first in zip(printed, base, strict=True):
        if figure is None or first is None or not (figure.value or first.value):
            continue
        product = (first.value * factor).quantize(figure.unit, rounding)
        if product == first.value and factor != 1:
            continue
        rows += 1
        fits += abs(figure.value - product) <= figure.half + first.doubt * factor
    return Fit(fits, rows)


def fit_middle(printed: Figures, low: Figures, high: Figures) -> Fit:
    """Return how well `printed` is half-way between `low` and `high`."""
    fits = rows = 0
    for figure, first, second in zip(printed, low, high, strict=True):
        if figure is None or first is None or second is None:
            continue
        middle = (first.value + second.value) / 2
        rows += 1
        fits += abs(figure.value - middle) <= figure.half + (first.doubt + second.doubt) / 2
    return Fit(fits, rows)
