"""Understanding a table of unknown kind by its headings and its figures (ตารางที่ไม่รู้ชนิด)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.data.headings import plain, says_nothing
from circulars.data.labels import is_subtotal_label, is_total_label
from circulars.model.dataset import Dataset
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import DatasetSpec
from circulars.model.sheet import Cell
from circulars.understanding.columns import (
    KEY,
    column_specs,
    understand_columns,
    with_counts,
)
from circulars.understanding.evidence import with_levels
from circulars.understanding.levels import level_checks
from circulars.understanding.relations import relations
from circulars.understanding.rows import without_statistics
from circulars.understanding.shift import aligned_tables, is_doubtful
from circulars.understanding.totals import (
    Sums,
    first_place,
    not_summed,
    summed_up,
    total_findings,
)
from circulars.workbook import check_figures, read_table, uncalculated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.sheet import Column, Table
    from circulars.understanding.columns import Part
    from circulars.understanding.relations import Relation
    from circulars.understanding.shift import Aligned
    from circulars.workbook import Sheet

_SAMPLE: Final = 8  # rows that tell whether figures stand under their headings


@dataclass(frozen=True, slots=True, kw_only=True)
class Understanding:
    """What a table was understood as: ready for the rules over tables."""

    dataset: Dataset
    spec: DatasetSpec  # inferred; its checks are those that the figures bear out
    findings: tuple[Finding, ...]  # what was found on the way


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a table, and what it makes of the figures."""

    table: Table
    parts: tuple[Part, ...]
    months: tuple[Column, ...]
    relations: tuple[Relation, ...]
    findings: tuple[Finding, ...]

    @property
    def fits(self) -> int:
        """How many figures follow from others."""
        return sum(relation.fit.fits for relation in self.relations)


def understand_sheet(
    sheet: Sheet, titles: Sequence[str] = ()
) -> tuple[Understanding | None, tuple[Finding, ...]]:
    """Return the table of `sheet` understood, if it has one with figures, and what was found.

    `titles` are lines over the table that the sheet itself does not hold, as over a table of a
    document.  The findings are those of reading; the rules over tables come on top.
    """
    try:
        table = read_table(sheet)
    except WorkbookError:
        return None, ()
    lines = tuple(Cell(address="", value=text, text=text) for text in titles)
    table = replace(table, titles=(*lines, *table.titles))
    understanding, found = understand_table(table)
    return understanding, (*uncalculated(sheet, "ตัวเลขให้ตรวจ"), *found)


def understand_table(table: Table) -> tuple[Understanding | None, tuple[Finding, ...]]:
    """Return `table` understood, None for one without figures, and what was found on the way."""
    understanding = _understood(table)
    found = understanding.findings if understanding else tuple(repeated_headings(table))
    return understanding, found


def _understood(table: Table) -> Understanding | None:
    """Return `table` with its columns understood; None for a table without figures.

    Columns are told by their headings, and what holds between them by headings and figures.
    Where the figures stand beside their headings, and fit when they are moved, they are moved
    and this is found.
    """
    table = without_statistics(table)
    reading = _read(table)
    if not table.rows or not any(part.is_figure for part in reading.parts):
        return None
    shifted: tuple[Finding, ...] = ()
    if is_doubtful(reading.parts, reading.relations, len(table.rows)):
        other = _aligned(table)
        if other:
            reading, shifted = _read(other.table), (other.finding,)
    dataset = _dataset(reading)
    specs = with_levels(reading.table, reading.parts, column_specs(reading.table, reading.parts))
    sums = summed_up(reading.table, reading.parts, specs)
    if dataset.subtotals and sums is Sums.NOTHING:  # a total may count subtotals twice
        sums = Sums.ROWS
    spec = DatasetSpec(
        name=dataset.name,
        sheet=None,
        header_rows=None,
        key=KEY,
        columns=specs if sums is Sums.ROWS else tuple(map(not_summed, specs)),
        months_under=None,
        total_label=None,
        checks=(
            *(relation.check for relation in reading.relations),
            *level_checks(reading.table, reading.parts),
        ),
    )
    found = (
        *shifted,
        *reading.findings,
        *repeated_headings(table),
        *total_findings(dataset, reading.parts, sums=sums),
    )
    return Understanding(dataset=dataset, spec=spec, findings=found)


def _aligned(table: Table) -> Aligned | None:
    """Return the way to lay figures and headings together with which most figures fit."""
    rows = table.rows[:_SAMPLE]
    as_it_is = _read(replace(table, rows=rows))
    best, fits = None, max(as_it_is.fits, len(rows) - 1)
    for other in aligned_tables(table, as_it_is.parts, as_it_is.months):
        candidate = _read(replace(other.table, rows=other.table.rows[:_SAMPLE]))
        if candidate.fits > fits:
            best, fits = other, candidate.fits
    return best


def _read(table: Table) -> _Reading:
    parts = understand_columns(table)
    numbers = [part.column for part in parts if part.is_figure or part.column.month]
    figures = check_figures(table, numbers)
    counted = with_counts(figures.table, parts)
    months = _months(parts)
    findings = tuple(_softened(table, figures.findings))
    return _Reading(counted, parts, months, relations(counted, parts, months), findings)


def _months(parts: Sequence[Part]) -> tuple[Column, ...]:
    """Return the columns of months if they are one row of months that follow one another."""
    groups: dict[tuple[str, ...], list[Column]] = defaultdict(list)
    for part in parts:
        if part.column.month is not None:
            groups[part.column.path[:-1]].append(part.column)
    if len(groups) != 1:
        return ()
    (columns,) = groups.values()
    pairs = pairwise(columns)
    follow = all(a.month and b.month and a.month.plus(1) == b.month for a, b in pairs)
    return tuple(columns) if follow else ()


def _softened(table: Table, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield findings on cells, words among figures as warnings: the column is only inferred."""
    words = {
        table.place(cell): cell.text
        for row in table.every_row
        for cell in row.cells
        if isinstance(cell.value, str)
    }
    for finding in findings:
        text = words.get(finding.where, "")
        if finding.code != "number-unreadable":
            yield finding
        elif any(sign.isdigit() for sign in text):
            yield finding if _is_garbled(text) else replace(finding, level=Level.WARN)
        elif not (says_nothing(text) or is_total_label(text)):
            yield replace(finding, level=Level.WARN)


def _is_garbled(text: str) -> bool:
    """Return whether `text` is digits and their signs alone, and yet no number: 1,23,400."""
    return not any(sign.isalpha() for sign in text)


def _dataset(reading: _Reading) -> Dataset:
    dataset = Dataset(
        name=first_place(reading.table),
        table=reading.table,
        columns={part.name: part.column for part in reading.parts},
        months=reading.months,
        key=KEY,
    )
    sums = (row.number for row in dataset.table.rows if is_subtotal_label(dataset.label(row)))
    return replace(dataset, subtotals=frozenset(sums))


def repeated_headings(table: Table) -> Iterator[Finding]:
    """Yield a note for each heading that stands over two columns."""
    seen: dict[tuple[str, ...], Column] = {}
    for column in table.columns:
        path = tuple(map(plain, column.path))
        if path in seen and any(path) and not _is_one_heading(table, seen[path], column):
            yield Finding(
                code="heading-repeated",
                level=Level.NOTE,
                where=heading_place(table, column),
                message=f"หัวตาราง “{column.name}” ซ้ำกันสองช่อง (ช่องที่ {seen[path].index + 1} "
                f"และช่องที่ {column.index + 1})",
                hint="ตั้งชื่อหัวตารางให้ต่างกัน เพื่อให้รู้ว่าแต่ละช่องคืออะไร",
            )
        seen.setdefault(path, column)


def _is_one_heading(table: Table, first: Column, second: Column) -> bool:
    """Return whether both columns stand under the same cell, which was merged over them."""
    return heading_place(table, first) == heading_place(table, second)


def heading_place(table: Table, column: Column) -> str:
    """Return where the lowest heading of `column` stands."""
    leaves = [leaf for node in table.head for leaf in node.leaves()]
    return table.place(leaves[column.index].cell)
