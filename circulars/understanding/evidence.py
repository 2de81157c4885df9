"""How sure it is that a total which is no sum of its column should be one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning, counts_things, names_money
from circulars.data.labels import lowest_heading
from circulars.model.findings import Level
from circulars.model.letter_type import TotalPolicy
from circulars.understanding.fits import figures_by_column
from circulars.understanding.rows import without_parts, without_sums
from circulars.understanding.totals import is_sum

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Table
    from circulars.understanding.columns import Part
    from circulars.understanding.fits import Figure, Figures

_SUMMED: Final = frozenset({Meaning.TARGET, Meaning.RESULT, Meaning.TOTAL})
_SLIP: Final = Decimal("0.2")  # of the sum: a slip of a digit that is not the first


def with_levels(
    table: Table, parts: Sequence[Part], specs: Sequence[ColumnSpec]
) -> tuple[ColumnSpec, ...]:
    """Return `specs`; a total that may well be no sum at all is to be warned of only.

    Figures of money, of things counted, of targets and results are summed up.  Of any other
    column that is believed where another one adds up and this one nearly does; a total that is
    one of the figures, or lies among them, is rather their highest, their last or their mean.
    """
    sums = [p for p, spec in zip(parts, specs, strict=True) if spec.total is TotalPolicy.SUM]
    if table.total is None:
        return tuple(specs)
    totals = figures_by_column(replace(table, rows=(table.total,)), sums)
    readings = (
        figures_by_column(each, sums)
        for each in (table, without_sums(table), without_parts(table, sums))
    )
    figures, adding = max(
        ((each, _adding(each, totals)) for each in readings), key=lambda pair: len(pair[1])
    )
    sure = {
        part.index
        for part in sums
        if part.index in adding
        or _is_summed(part)
        or (adding and _is_nearly(totals[part.index][0], figures[part.index]))
    }
    return tuple(
        spec if part.index in sure else replace(spec, total_level=Level.WARN)
        for part, spec in zip(parts, specs, strict=True)
    )


def _adding(figures: Mapping[int, Figures], totals: Mapping[int, Figures]) -> frozenset[int]:
    """Return the places of the columns whose total is their sum."""
    return frozenset(place for place in figures if is_sum(totals[place][0], figures[place]))


def _is_summed(part: Part) -> bool:
    """Return whether the heading speaks of what is summed up."""
    heading = lowest_heading(part.column.path)
    known = part.meaning in _SUMMED or part.column.month is not None
    return known or counts_things(part.column.path) or names_money(heading)


def _is_nearly(total: Figure | None, figures: Figures) -> bool:
    values = [each.value for each in figures if each is not None]
    if total is None or not values:
        return False
    whole = sum(values, Decimal(0))
    among = min(values) >= 0 and total.value <= max(values)
    return not among and abs(total.value - whole) < _SLIP * abs(whole)
