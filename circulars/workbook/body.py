"""The rows under a table's head: data rows, the total row (แถวรวม), notes below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.data.labels import is_index_heading, is_total_label
from circulars.model.sheet import Row
from circulars.workbook.headings import matches, plain
from circulars.workbook.notes import is_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.workbook.grid import Grid

_INDEX: Final = re.compile(r"\d+")
_FEWEST_HEADINGS: Final = 2  # under figures, that begin another table


@dataclass(frozen=True, slots=True)
class Body:
    """The rows under the head, apart by what they are."""

    rows: tuple[Row, ...]
    total: Row | None
    last_row: int  # of the sheet; notes begin below


@dataclass(frozen=True, slots=True)
class _Reading:
    """The rows under the head that hold something, and which columns name them."""

    rows: Sequence[Row]
    index: int | None  # place of the column that numbers the rows
    naming: tuple[int, ...]  # places of the columns that name the rows


def read_body(
    grid: Grid,
    columns: Sequence[int],
    *,
    below: int,
    headings: Sequence[str],
    total_label: str | None,
) -> Body:
    """Return the rows under row `below` of the sheet; blank and hidden rows are left out.

    The total row is the one called `total_label`, or else by one of the usual words, or
    else the last one with figures and no name.  `headings` are the lowest over `columns`.
    """
    index = next((n for n, heading in enumerate(headings) if is_index_heading(heading)), None)
    rows = _one_table(list(_visible_rows(grid, columns, below)), headings)
    reading = _Reading(rows, index, _naming_places(rows, index, len(columns)))
    total = _total_place(reading, total_label)
    if total is None:
        data = rows[: _end_of_data(reading)]
        return Body(tuple(data), None, data[-1].number if data else below)
    if total == 0 and len(rows) > 1:  # some offices put the total above the districts
        data = rows[1 : _end_of_data(reading)]
        return Body(tuple(data), rows[0], data[-1].number if data else rows[0].number)
    return Body(tuple(rows[:total]), rows[total], rows[total].number)


def _visible_rows(grid: Grid, columns: Sequence[int], below: int) -> Iterator[Row]:
    for number in grid.rows_below(below):
        if number not in grid.sheet.hidden_rows:
            row = Row(number=number, cells=grid.row_cells(number, columns))
            if _is_filled(row):
                yield row


def _one_table(rows: Sequence[Row], headings: Sequence[str]) -> list[Row]:
    """Return `rows` up to another table's head; the table's own, repeated, is left out.

    A head under a total row begins another table, even where it is the same.
    """
    kept: list[Row] = []
    ended = False
    for row in rows:
        texts = [cell.text for cell in row.cells]
        named = is_index_heading(next(filter(None, texts), ""))
        if ended and (named or _is_head(row, kept)):
            break
        if not named:
            kept.append(row)
        elif not _repeats(texts, headings):
            break
        ended = ended or _has_total_label(row)
    return kept


def _has_total_label(row: Row) -> bool:
    return has_figures(row) and any(
        isinstance(cell.value, str) and is_total_label(cell.text) for cell in row.cells
    )


def _is_head(row: Row, above: Sequence[Row]) -> bool:
    """Return whether `row` is words alone, and several of them stand under figures."""
    filled = [place for place, cell in enumerate(row.cells) if not cell.is_empty]
    if has_figures(row) or len(filled) < _FEWEST_HEADINGS:
        return False
    under = [p for p in filled if any(isinstance(r.cells[p].value, Decimal) for r in above)]
    return len(under) >= _FEWEST_HEADINGS


def _repeats(texts: Sequence[str], headings: Sequence[str]) -> bool:
    pairs = zip(texts, headings, strict=True)
    return all(not text.strip() or plain(text) == plain(heading) for text, heading in pairs)


def _is_filled(row: Row) -> bool:
    return any(not cell.is_empty or cell.formula for cell in row.cells)


def has_figures(row: Row) -> bool:
    """Return whether a number, or a formula, stands in the row."""
    return any(isinstance(cell.value, Decimal) or cell.formula for cell in row.cells)


def _naming_places(rows: Sequence[Row], index: int | None, width: int) -> tuple[int, ...]:
    """Return the places of the columns that name the rows: text, left of the figures."""
    places = [place for place in range(width) if place != index]
    figures = {
        place for place in places if any(isinstance(r.cells[place].value, Decimal) for r in rows)
    }
    first = min(figures, default=width)
    left = tuple(place for place in places if place < first)
    return left or tuple(place for place in places if place not in figures)[:1]


def _is_numbered(reading: _Reading, row: Row) -> bool:
    """Return whether the row has its number in the index column."""
    if reading.index is None:
        return False
    return _INDEX.fullmatch(plain(row.cells[reading.index].text)) is not None


def _total_place(reading: _Reading, label: str | None) -> int | None:
    """Return the place of the total row among the rows, or None if there is none."""
    named = [
        place
        for place, row in enumerate(reading.rows)
        if not _is_numbered(reading, row) and _is_named_total(reading, row, label)
    ]
    if not named:
        return None if label else _unnamed_total(reading)
    last = named[-1]
    numbered_after = any(_is_numbered(reading, row) for row in reading.rows[last + 1 :])
    keyed_after = reading.index is None and any(map(has_figures, reading.rows[last + 1 :]))
    if last > 0 and (numbered_after or keyed_after) and label is None:
        return None  # a subtotal, such as of a zone, with more rows after it
    return last


def _is_named_total(reading: _Reading, row: Row, label: str | None) -> bool:
    places = reading.naming if reading.index is None else (reading.index, *reading.naming)
    texts = (row.cells[place].text for place in places)
    return any(matches(label, text) if label else is_total_label(text) for text in texts)


def _unnamed_total(reading: _Reading) -> int | None:
    """Return the place of the last row with figures if nothing names it but named rows precede.

    In a table by years the years name the rows, and no row lacks its name.
    """
    if not reading.naming:
        return None
    figures = [place for place, row in enumerate(reading.rows) if has_figures(row)]
    if len(figures) < 2:
        return None
    last = figures[-1]
    row = reading.rows[last]
    named = any(not row.cells[place].is_empty for place in reading.naming)
    return None if named or _is_numbered(reading, row) else last


def _end_of_data(reading: _Reading) -> int:
    """Return how many rows are left when the notes at the end are taken off."""
    end = len(reading.rows)
    while end and _is_note(reading, reading.rows[end - 1]):
        end -= 1
    return end


def _is_note(reading: _Reading, row: Row) -> bool:
    filled = [cell for cell in row.cells if not cell.is_empty]
    if has_figures(row) or len(filled) != 1 or _is_numbered(reading, row):
        return False
    return reading.index is not None or is_note(filled[0].text)
