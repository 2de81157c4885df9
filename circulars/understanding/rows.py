"""Rows of an unknown table that its sums leave out: parts of other rows, means, extremes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

from circulars.data.headings import plain
from circulars.understanding.fits import figures_by_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.sheet import Row, Table
    from circulars.understanding.columns import Part
    from circulars.understanding.fits import Figure

    Line = tuple["Figure | None", ...]  # the figures of a row, in the summed columns

_STATISTICS: Final = re.compile(
    r"(?:รวม)?(?:ค่า)?เฉลี่ย.*|(?:ค่า)?(?:สูงสุด|ต่ำสุด|มัธยฐาน|ฐานนิยม)|(?:ส่วน|ค่า)เบี่ยงเบน.*"
    r"|(?:คิดเป็น|สัดส่วน)?\(?(?:ร้อยละ|%)\)?|sd|average|mean|max|min"
)
_SUM: Final = re.compile(r"(?:ยอด|ผล)?รวม")
_MOST_PARTS: Final = 100  # rows that one heading above them sums up


def without_statistics(table: Table) -> Table:
    """Return `table` without the rows of means, extremes and shares at its end."""
    kept = list(dropwhile(_tells_of_others, reversed(table.rows)))
    return replace(table, rows=tuple(reversed(kept))) if kept else table


def _tells_of_others(row: Row) -> bool:
    texts = (cell.text for cell in row.cells if isinstance(cell.value, str))
    name = next((text for text in texts if text.strip()), "")
    return _STATISTICS.fullmatch(plain(name)) is not None


def without_sums(table: Table) -> Table:
    """Return `table` without the rows called รวม…."""
    return replace(table, rows=tuple(row for row in table.rows if not _is_called_sum(row)))


def _is_called_sum(row: Row) -> bool:
    texts = (cell.text for cell in row.cells if isinstance(cell.value, str))
    return any(_SUM.match(text.strip()) for text in texts)


def without_parts(table: Table, sums: Sequence[Part]) -> Table:
    """Return `table` without the rows whose sum stands in a row above them.

    Plans of a budget are listed so: the plan with its sums first, then what they are made of.
    """
    figures = figures_by_column(table, sums)
    lines = list(zip(*figures.values(), strict=True))
    kept, place = [], 0
    while place < len(lines):
        kept.append(table.rows[place])
        place += 1 + _parts_below(lines, place)
    return replace(table, rows=tuple(kept))


def _parts_below(lines: Sequence[Line], place: int) -> int:
    """Return how many rows under the one at `place` it is the sum of; 0 for none."""
    whole = lines[place]
    if not any(whole):
        return 0
    running = [Decimal(0)] * len(whole)
    slack = [figure.half if figure else Decimal(0) for figure in whole]
    for count, line in enumerate(lines[place + 1 : place + 1 + _MOST_PARTS], start=1):
        for column, figure in enumerate(line):
            running[column] += figure.value if figure else 0
            slack[column] += figure.doubt if figure else 0
        if count > 1 and all(_equal(*each) for each in zip(whole, running, slack, strict=True)):
            return count
    return 0


def _equal(figure: Figure | None, total: Decimal, slack: Decimal) -> bool:
    return abs((figure.value if figure else 0) - total) <= slack
