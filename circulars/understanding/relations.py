"""What holds between the columns of an unknown table: inferred, and believed by its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning
from circulars.model.findings import Level
from circulars.model.letter_type import ColumnCheck
from circulars.model.names import MONTHS
from circulars.understanding.fits import (
    Fit,
    figures_by_column,
    fit_difference,
    fit_lack,
    fit_middle,
    fit_percent,
    fit_product,
    fit_sum,
)
from circulars.understanding.products import (
    likeliest_factors,
    likeliest_whole,
    may_be_product,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from circulars.model.sheet import Column, Table
    from circulars.understanding.columns import Part
    from circulars.understanding.fits import Figures

    Pair = tuple[Part, Part]
    Test = Callable[[Figures, Figures, Figures], Fit]

_ENOUGH_ROWS: Final = 3  # for figures to speak
_BELIEVED: Final = Fraction(6, 10)  # of the rows, where only figures speak
_BELIEVED_NAMED: Final = Fraction(1, 2)  # more than this, where the heading names the percentage
_BORNE_OUT: Final = Fraction(1, 3)  # of the rows, where headings say it all
_NEAREST: Final = 8  # columns looked at where headings do not tell which
_LONGEST_RUN: Final = 24
_DIFFERENCE: Final = re.compile("ต่าง|เพิ่ม|ลด|สูง.*ต่ำ|เกิน|สุทธิ")
_MORE: Final = "เพิ่ม"
_LESS: Final = "ลด"
_USUAL_GROWTH: Final = Decimal("0.2")  # of a target over its base, where no word says so
# Rounding as expressions write it; the first is taken where several fit.
_ROUNDINGS: Final = (("ปัดเศษ", ROUND_HALF_UP), ("ปัดขึ้น", ROUND_CEILING), ("ปัดลง", ROUND_FLOOR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One rule between columns, and how well the rows bear it out."""

    check: ColumnCheck
    fit: Fit


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns to look for relations in."""

    parts: Sequence[Part]
    months: Sequence[Column]
    figures: Mapping[int, Figures]
    sums: Mapping[int, Decimal]  # of the total row, by the column's place

    def of(self, *meanings: Meaning) -> list[Part]:
        """Return the columns of figures with one of `meanings`."""
        return [part for part in self.parts if part.is_figure and part.meaning in meanings]

    def near(self, part: Part) -> list[Part]:
        """Return the columns of figures beside `part`, those on its left first, the nearest."""
        skipped = (Meaning.PERCENT, Meaning.NOT_SUMMED)
        others = [p for p in self.parts if p.is_figure and p.meaning not in skipped and p != part]
        left = [p for p in reversed(others) if p.index < part.index]
        return [*left, *(p for p in others if p.index > part.index)][:_NEAREST]


def relations(
    table: Table, parts: Sequence[Part], months: Sequence[Column]
) -> tuple[Relation, ...]:
    """Return what holds between the columns, in the order of the columns.

    A relation that headings tell is believed unless nearly all rows contradict it, and blocks
    where a row bears it out; one that only figures tell is believed when most of at least
    three rows bear it out, and then it warns.
    """
    cells = table.total.cells if table.total else ()
    sums = {place: cell.figure for place, cell in enumerate(cells) if cell.figure is not None}
    columns = _Columns(parts, months, figures_by_column(table, parts), sums)
    found = [
        relation
        for part in parts
        if part.is_figure
        for relation in (_relation(columns, part), _middle(columns, part))
        if relation
    ]
    return tuple(found)


def _relation(columns: _Columns, part: Part) -> Relation | None:
    if part.percent is not None:
        return _share(columns, part)
    match part.meaning:
        case Meaning.TOTAL:
            return _total(columns, part) or _product(columns, part)
        case Meaning.REMAINING:
            return _remaining(columns, part)
        case Meaning.PERCENT:
            pair = _of_pair(columns, part, fit_percent, "percent-mismatch", "{1} / {0} * 100")
            return pair or _share_of_all(columns, part)
        case _ if _DIFFERENCE.search(part.column.heading):
            return _difference(columns, part)
        case _:
            return _product(columns, part) if may_be_product(part) else None


def _total(columns: _Columns, part: Part) -> Relation | None:
    """Return the sum over the months, or over the neighbours that `part` is the sum of."""
    places = {month.index for month in columns.months}
    by_months = None
    if places and part.index not in places:
        figures = [columns.figures[place] for place in sorted(places & columns.figures.keys())]
        fit = fit_sum(columns.figures[part.index], figures, blanks=True)
        by_months = _relation_of(part, f"{MONTHS} | ผลรวม", fit, code="row-total-mismatch")
        if fit.support >= _BELIEVED:
            return by_months
    runs = [(run, fit_sum(columns.figures[part.index], run[1])) for run in _runs(columns, part)]
    (names, _), fit = max(runs, key=lambda each: each[1].fits, default=(("", []), Fit(0, 0)))
    if _speaks(fit):
        return _relation_of(part, names, fit, code="row-total-mismatch")
    return by_months


def _runs(columns: _Columns, part: Part) -> Iterator[tuple[str, list[Figures]]]:
    """Yield what `part` may be the sum of: the other sums, and columns that end or begin beside."""
    places = [each.index for each in columns.parts]
    here = places.index(part.index)
    sums = [each for each in columns.of(Meaning.TOTAL) if each is not part]
    if len(sums) > 1:  # of groups side by side
        yield " + ".join(_names(sums)), [columns.figures[each.index] for each in sums]
    for side in (list(reversed(columns.parts[:here])), list(columns.parts[here + 1 :])):
        stretch: list[Part] = []
        for each in side[:_LONGEST_RUN]:
            if not each.is_figure or each.meaning is Meaning.PERCENT:
                break
            stretch.append(each)
            if len(stretch) > 1:
                names = " + ".join(p.name for p in sorted(stretch, key=lambda p: p.index))
                yield names, [columns.figures[p.index] for p in stretch]


def _of_pair(columns: _Columns, part: Part, test: Test, code: str, pattern: str) -> Relation | None:
    """Return the relation of `part` to a whole and a part of it, the likeliest by headings."""

    def fit(pair: Pair) -> Fit:
        whole, taken = (columns.figures[each.index] for each in pair)
        return test(columns.figures[part.index], whole, taken)

    told = _pairs(columns.of(Meaning.TARGET), columns.of(Meaning.TOTAL, Meaning.RESULT), part)
    best = max(told, key=lambda pair: fit(pair).fits, default=None)
    if best and (fit(best).support >= _BORNE_OUT or fit(best).rows < _ENOUGH_ROWS):
        level = Level.BLOCK if fit(best).fits else Level.WARN
        return _relation_of(part, pattern.format(*_names(best)), fit(best), level, code=code)
    near = columns.near(part)
    best = max(_pairs(near, near, part), key=lambda pair: fit(pair).fits, default=None)
    if best and _speaks(fit(best)):
        return _relation_of(part, pattern.format(*_names(best)), fit(best), Level.WARN, code=code)
    return None


def _remaining(columns: _Columns, part: Part) -> Relation | None:
    """Return what is left of a target; nothing is left of one that is exceeded, in some tables."""
    rest = _of_pair(columns, part, fit_difference, "remaining-mismatch", "{0} - {1}")
    lack = _of_pair(columns, part, fit_lack, "remaining-mismatch", "[{0} - {1}, 0] | max")
    if lack is None or (rest and rest.fit.fits >= lack.fit.fits):
        return rest
    return replace(lack, check=replace(lack.check, total=False))  # the sum of what is lacking


def _difference(columns: _Columns, part: Part) -> Relation | None:
    """Return of which two columns `part` is the difference; not where it is printed unsigned."""
    figures, near = columns.figures, columns.near(part)
    printed = figures[part.index]

    def fit(pair: Pair) -> Fit:
        return fit_difference(printed, *(figures[each.index] for each in pair), signed=True)

    best = max(_pairs(near, near, part), key=lambda pair: fit(pair).fits, default=None)
    if best is None or not _speaks(fit(best)):
        return None
    equals = "{} - {}".format(*_names(best))
    return _relation_of(part, equals, fit(best), Level.WARN, code="difference-mismatch")


def _pairs(wholes: Sequence[Part], taken: Sequence[Part], part: Part) -> list[Pair]:
    return [pair for pair in product(wholes, taken) if len({p.index for p in (*pair, part)}) > 2]


def _names(parts: Sequence[Part]) -> list[str]:
    return [part.name for part in parts]


def _share(columns: _Columns, part: Part) -> Relation | None:
    """Return the column that `part` is the named percentage of, or grew by it from."""
    best: Relation | None = None
    printed = columns.figures[part.index]
    first = next((figure for figure in printed if figure), None)
    for base, factor in product(columns.near(part), _factors(part)):
        for name, rounding in _ROUNDINGS:
            fit = fit_product(printed, columns.figures[base.index], factor, rounding)
            if first is None or fit.rows < _ENOUGH_ROWS or fit.support <= _BELIEVED_NAMED:
                continue
            if best is None or fit.fits > best.fit.fits:
                equals = f"({base.name} * {factor:f}) | {name}({first.places})"
                best = _relation_of(
                    part, equals, fit, Level.WARN, code="percent-mismatch", total=False
                )
    return best


def _factors(part: Part) -> Iterator[Decimal]:
    """Yield by what a column may be multiplied: ร้อยละ 25 of it, or 2 percent more than it."""
    share = (part.percent or Decimal(0)) / 100
    yield share
    heading = part.column.heading
    if _MORE in heading or share <= _USUAL_GROWTH:
        yield 1 + share
    if _LESS in heading:
        yield 1 - share


def _share_of_all(columns: _Columns, part: Part) -> Relation | None:
    """Return that `part` is the percentage that another column is of its own sum."""
    printed = columns.figures[part.index]
    base, fit = likeliest_whole(printed, columns.near(part), columns.figures, columns.sums)
    if base is None or not _speaks(fit):
        return None
    equals = f"{base.name} / {columns.sums[base.index]:f} * 100"
    return _relation_of(part, equals, fit, Level.WARN, code="percent-mismatch")


def _product(columns: _Columns, part: Part) -> Relation | None:
    """Return what amount `part` is: how many times which price."""
    factors, fit = likeliest_factors(columns.parts, columns.figures, part)
    if not _speaks(fit):
        return None
    equals = " * ".join(_names(factors))
    return _relation_of(part, equals, fit, Level.WARN, code="product-mismatch", total=False)


def _middle(columns: _Columns, part: Part) -> Relation | None:
    """Return that the standard step of a target is half-way between the lowest and the highest."""
    low = next((each for each in columns.parts if each.step == 0), None)
    high = next((each for each in columns.parts if each.step == 2), None)
    if part.step != 1 or low is None or high is None:
        return None
    figures = [columns.figures[each.index] for each in (part, low, high)]
    fit = fit_middle(figures[0], figures[1], figures[2])
    equals = f"({low.name} + {high.name}) / 2"
    warning = _relation_of(part, equals, fit, Level.WARN, code="midpoint-mismatch")
    return warning if _speaks(fit) else None


def _speaks(fit: Fit) -> bool:
    return fit.rows >= _ENOUGH_ROWS and fit.support >= _BELIEVED


def _relation_of(
    part: Part, equals: str, fit: Fit, level: Level | None = None, *, code: str, total: bool = True
) -> Relation:
    if level is None:
        sure = fit.support >= _BORNE_OUT  # where no row bears it out, it may be another sum
        level = Level.BLOCK if sure else Level.WARN
    check = ColumnCheck(code=code, column=part.name, equals=equals, total=total, level=level)
    return Relation(check=check, fit=fit)
