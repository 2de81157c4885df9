"""Columns that are products of others (จำนวน × ราคา), or shares of the sum of another."""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning, names_money
from circulars.data.labels import lowest_heading
from circulars.understanding.fits import Fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from circulars.understanding.columns import Part
    from circulars.understanding.fits import Figures

_MOST_FACTORS: Final = 3  # people × days × rate
_NEAREST: Final = 5  # columns on the left


def may_be_product(part: Part) -> bool:
    """Return whether the column's heading speaks of an amount: จำนวนเงิน, เป็นเงิน, รวม."""
    return part.meaning is Meaning.TOTAL or names_money(lowest_heading(part.column.path))


def likeliest_factors(
    parts: Sequence[Part], figures: Mapping[int, Figures], part: Part
) -> tuple[tuple[Part, ...], Fit]:
    """Return the columns left of `part` that it is most often the product of, and how well."""
    left = [p for p in parts if p.is_figure and p.index < part.index][-_NEAREST:]
    chosen = (c for n in range(2, _MOST_FACTORS + 1) for c in combinations(left, n))
    fits = (
        (factors, _fit_product(figures[part.index], [figures[p.index] for p in factors]))
        for factors in chosen
    )
    return max(fits, key=lambda each: each[1].fits, default=((), Fit(0, 0)))


def _fit_product(printed: Figures, factors: Sequence[Figures]) -> Fit:
    """Return how well `printed` is the product of `factors`; a row with a factor of 1 is mute."""
    fits = rows = 0
    for figure, *held in zip(printed, *factors, strict=True):
        known = [each for each in held if each is not None]
        if figure is None or len(known) < len(held) or any(each.value in (0, 1) for each in known):
            continue
        product = prod(each.value for each in known)
        slack = sum(abs(product / each.value) * each.doubt for each in known)
        rows += 1
        fits += abs(figure.value - product) <= figure.half + slack
    return Fit(fits, rows)


def likeliest_whole(
    printed: Figures,
    bases: Sequence[Part],
    figures: Mapping[int, Figures],
    sums: Mapping[int, Decimal],
) -> tuple[Part | None, Fit]:
    """Return the column of whose sum `printed` is most often the percentage, and how well."""
    fits = (
        (base, _fit_share(printed, figures[base.index], sums[base.index]))
        for base in bases
        if sums.get(base.index)
    )
    return max(fits, key=lambda each: each[1].fits, default=(None, Fit(0, 0)))


def _fit_share(printed: Figures, base: Figures, whole: Decimal) -> Fit:
    fits = rows = 0
    for figure, first in zip(printed, base, strict=True):
        if figure is not None and first is not None and (figure.value or first.value):
            rows += 1
            share = first.value / whole * 100
            fits += abs(figure.value - share) <= figure.half + 100 * first.doubt / abs(whole)
    return Fit(fits, rows)
