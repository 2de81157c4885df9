"""What each column of an unknown table holds, by its heading and by its figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.data.headings import (
    Meaning,
    counts_things,
    meaning,
    names_money,
    percent_named,
    threshold,
)
from circulars.data.labels import is_index_heading, lowest_heading
from circulars.model.letter_type import ColumnKind, ColumnSpec, TotalPolicy
from circulars.understanding.written_sheet import is_code
from circulars.workbook import is_dash, read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.sheet import Cell, Column, Row, Table

KEY: Final = "ชื่อแถว"
_NAMES: Final = {
    Meaning.TARGET: "เป้าหมาย",
    Meaning.TOTAL: "รวม",
    Meaning.REMAINING: "คงเหลือ",
    Meaning.PERCENT: "ร้อยละ",
    Meaning.LEVEL: "ระดับคะแนน",
}
_MOSTLY: Final = Decimal("0.6")  # of the filled cells are figures
_RUNNING: Final = "สะสม"
_FEWEST_FIGURES: Final = 3  # that tell a ratio from a sum
_SMALL: Final = 1000  # whole figures below it that are no money were counted, not rounded
_NO_FIGURES: Final = frozenset({Meaning.REMARK, Meaning.LEVEL})
NO_SUMS: Final = frozenset({Meaning.PERCENT, Meaning.NOT_SUMMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One column, understood."""

    column: Column
    name: str  # in the dataset and its rules
    meaning: Meaning
    is_figure: bool
    is_count: bool = False
    percent: Decimal | None = None  # of another column, as the heading says: "ร้อยละ 25"
    step: int | None = None  # of a target in steps, 0 for the lowest
    is_index: bool = False

    @property
    def index(self) -> int:
        """The column's place in the table, from 0."""
        return self.column.index


def understand_columns(table: Table) -> tuple[Part, ...]:
    """Return what each column of `table` holds, from the left; exactly one is the key."""
    parts = [_part(table, column) for column in table.columns]
    key = _key(parts)
    named: set[str] = {KEY}
    result = []
    for part in parts:
        usual = KEY if part is key else _NAMES.get(part.meaning, "")
        free = usual and (part is key or usual not in named)
        name = usual if free else f"ช่อง{part.index + 1}"
        named.add(name)
        result.append(replace(part, name=name))
    return tuple(result)


def column_specs(table: Table, parts: Sequence[Part]) -> tuple[ColumnSpec, ...]:
    """Return the columns as a letter type would describe them."""
    return tuple(
        ColumnSpec(
            name=part.name,
            heading=part.column.heading,
            kind=_kind(part),
            required=False,
            total=_total_policy(table, part),
        )
        for part in parts
    )


def _part(table: Table, column: Column) -> Part:
    heading = lowest_heading(column.path)
    is_index = any(map(is_index_heading, column.path))
    means = Meaning.OTHER if is_index else meaning(heading)
    is_figure = not is_index and means not in _NO_FIGURES and _holds_figures(table, column)
    return Part(
        column=column,
        name="",
        meaning=means,
        is_figure=is_figure,
        is_count=is_figure and means is not Meaning.PERCENT and _is_counted(table, column),
        percent=percent_named(heading) if is_figure else None,
        step=threshold(heading) if is_figure else None,
        is_index=is_index,
    )


def _key(parts: Sequence[Part]) -> Part:
    """Return the column that names the rows."""
    words = [part for part in parts if not part.is_figure and not part.is_index]
    names = [part for part in words if part.meaning is Meaning.KEY]
    plain_words = [part for part in words if part.meaning not in _NO_FIGURES]
    return (names or plain_words or [p for p in parts if p.is_index] or list(parts))[0]


def _holds_figures(table: Table, column: Column) -> bool:
    texts = [cell for cell in _cells(table, column) if not _is_blank(cell)]
    figures = sum(_is_figure(cell) for cell in texts)
    return figures > 0 and figures >= _MOSTLY * len(texts)


def _cells(table: Table, column: Column) -> list[Cell]:
    return [row.cells[column.index] for row in table.every_row]


def _is_blank(cell: Cell) -> bool:
    return (cell.is_empty and not cell.formula) or is_dash(cell.text.strip())


def _is_figure(cell: Cell) -> bool:
    if isinstance(cell.value, str):
        return read_number(cell.text) is not None and not is_code(cell.text)
    return isinstance(cell.value, Decimal)


def _is_counted(table: Table, column: Column) -> bool:
    """Return whether the figures count whole things, which nobody rounds."""
    figures = [c.figure for c in _cells(table, column) if c.figure is not None]
    if any(figure != figure.to_integral_value() for figure in figures):
        return False
    about = (*column.path, *(title.text for title in table.titles))
    if any(names_money(text) for text in about[: len(column.path)]):
        return False
    small = all(abs(figure) < _SMALL for figure in figures)
    return counts_things(column.path) or (small and not any(map(names_money, about)))


def _kind(part: Part) -> ColumnKind:
    if not part.is_figure:
        return ColumnKind.TEXT
    return ColumnKind.COUNT if part.is_count else ColumnKind.NUMBER


def _total_policy(table: Table, part: Part) -> TotalPolicy:
    if part.meaning is Meaning.PERCENT:
        return TotalPolicy.FORMULA
    total = table.total.cells[part.index].figure if table.total else None
    summed = part.is_figure and part.meaning not in NO_SUMS and total is not None
    told = is_mean(table, part) or _runs_on(table, part) or is_odd_total(table, part)
    return TotalPolicy.SUM if summed and not told else TotalPolicy.SHEET


def _runs_on(table: Table, part: Part) -> bool:
    """Return whether the column is a running sum or balance, whose last figure is its total."""
    total, figures = _total_and_figures(table, part)
    named = part.meaning is Meaning.REMAINING or _RUNNING in lowest_heading(part.column.path)
    return named and bool(figures) and total == figures[-1]


def is_odd_total(table: Table, part: Part) -> bool:
    """Return whether the figure in the total row is rather one more of the column's than its sum.

    It lies among the figures, as a ratio or a rate of all rows does; a sum is more than
    each of them.  What headings tell to be sums, and whole things, are no ratios.
    """
    total, figures = _total_and_figures(table, part)
    if total is None or len(figures) < _FEWEST_FIGURES or part.column.month or part.is_count:
        return False
    sums = part.meaning is not Meaning.OTHER or names_money(lowest_heading(part.column.path))
    return not sums and 0 < min(figures) <= total <= max(figures)


def _total_and_figures(table: Table, part: Part) -> tuple[Decimal | None, list[Decimal]]:
    total = table.total.cells[part.index].figure if table.total else None
    figures = [f for row in table.rows if (f := row.cells[part.index].figure) is not None]
    return total, figures


def is_mean(table: Table, part: Part) -> bool:
    """Return whether the total row shows the mean of the column."""
    total, figures = _total_and_figures(table, part)
    if total is None or not figures:
        return False
    whole = sum(figures, Decimal(0))
    return total != whole and abs(total * len(figures) - whole) <= Decimal("0.01") * len(figures)


def with_counts(table: Table, parts: Sequence[Part]) -> Table:
    """Return `table` with the cells marked that count whole things."""
    counts = {part.index for part in parts if part.is_count}

    def marked(row: Row) -> Row:
        cells = (
            replace(cell, is_count=True) if place in counts else cell
            for place, cell in enumerate(row.cells)
        )
        return replace(row, cells=tuple(cells))

    if not counts:
        return table
    total = marked(table.total) if table.total else None
    return replace(table, rows=tuple(map(marked, table.rows)), total=total)
