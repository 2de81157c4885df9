"""Names of cells (ที่อยู่เซลล์): letters and numbers to places and back, and short lists."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from circulars.workbook.raw import Area, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of `column`, counted from 1.

    >>> column_letters(4), column_letters(28), column_letters(16384)
    ('D', 'AB', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Return the name of a cell: row 7, column 4 is ``D7``."""
    return f"{column_letters(column)}{row}"


def parse_place(text: str) -> Place:
    """Return row and column of the cell called `text`; ValueError if it is no cell's name.

    >>> parse_place("AB7")
    (7, 28)
    """
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(f"not a cell's name: {text!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def parse_area(text: str) -> Area:
    """Return the rectangle called `text`, whichever corners name it; ValueError if it is none.

    >>> parse_area("A5:B6") == parse_area("B6:A5")
    True
    """
    first, _, last = text.partition(":")
    top, left = parse_place(first)
    bottom, right = parse_place(last or first)
    return Area(
        first_row=min(top, bottom),
        first_column=min(left, right),
        last_row=max(top, bottom),
        last_column=max(left, right),
    )


def name_places(places: Iterable[Place]) -> str:
    """Return the names of cells, neighbours drawn together into ranges, from the left.

    >>> name_places([(7, 3), (8, 3), (8, 4), (8, 5)])
    'C7:C8, D8:E8'
    """
    return ", ".join(_area_name(area) for area in _areas(places))


def _areas(places: Iterable[Place]) -> Iterator[Area]:
    """Yield rectangles: runs down each column, then equal runs of neighbouring columns joined."""
    runs = list(_column_runs(places))
    by_rows = sorted(runs, key=lambda run: (run.first_row, run.last_row, run.first_column))
    areas: list[Area] = []
    for run in by_rows:
        if areas and _continues(areas[-1], run):
            areas[-1] = _joined(areas[-1], run)
        else:
            areas.append(run)
    yield from sorted(areas, key=lambda area: (area.first_column, area.first_row))


def _column_runs(places: Iterable[Place]) -> Iterator[Area]:
    ordered = sorted({(column, row) for row, column in places})
    steps = groupby(enumerate(ordered), key=lambda item: (item[1][0], item[1][1] - item[0]))
    for (column, _), run in steps:
        rows = [row for _, (_, row) in run]
        yield Area(first_row=rows[0], first_column=column, last_row=rows[-1], last_column=column)


def _continues(left: Area, right: Area) -> bool:
    same_rows = (left.first_row, left.last_row) == (right.first_row, right.last_row)
    return same_rows and left.last_column + 1 == right.first_column


def _joined(left: Area, right: Area) -> Area:
    return Area(
        first_row=left.first_row,
        first_column=left.first_column,
        last_row=left.last_row,
        last_column=right.last_column,
    )


def _area_name(area: Area) -> str:
    first = address(area.first_row, area.first_column)
    last = address(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"
