"""Finding a table's head (หัวตาราง) in a sheet: its first and last row."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.data.labels import column_number, is_index_heading
from circulars.workbook.headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.sheet import Cell
    from circulars.workbook.grid import Block, Grid

HeadRows = tuple[int, int]  # first and last row of the head in the sheet

MAX_HEAD_ROWS: Final = 4  # three of headings, and one that numbers the columns: (1) (2) (3)
_FEWEST_HEADINGS: Final = 2
_COVERED: Final = Decimal("0.6")  # of the widest row below, so that titles are no heads
_FEWEST_NUMBERED: Final = 4
_UNIT: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")  # (บาท)
_YEARS: Final = (range(1950, 2100), range(2450, 2650))  # of the Christian and Buddhist Era

# What stands at the right end of a title's line: "หน่วย : บาท", "ข้อมูล ณ วันที่ …".
_BESIDE_TITLE: Final = re.compile(r"\(?(?:หน่วย(?:นับ)?[:：]|ข้อมูลณ|ณวันที่)")


def find_head(grid: Grid) -> HeadRows | None:
    """Return the first and last row of the table's head, or None if the sheet has no table.

    The head is the first row with several headings that reach over the table below it, with
    the rows its merged cells reach down to, and the rows that name parts of group headings.
    """
    anchor = _index_row(grid)
    for rows in _candidates(grid):
        beside_anchor = anchor is not None and not rows[0] <= anchor <= rows[1]
        if not beside_anchor and _covers(grid, rows) and not _is_outdone(grid, rows):
            return rows
    if anchor is not None and _may_begin(grid, anchor):
        return anchor, _last_row(grid, anchor)
    return max(_candidates(grid), key=lambda rows: len(_columns(grid, rows)), default=None)


def _candidates(grid: Grid) -> Iterator[HeadRows]:
    return ((row, _last_row(grid, row)) for row in grid.numbers if _may_begin(grid, row))


def _may_begin(grid: Grid, row: int) -> bool:
    """Return whether `row` has several headings, and is not a title with a unit beside it."""
    cells = grid.first_cells(row)
    headings = sum(map(_can_head, cells))
    if headings < _FEWEST_HEADINGS or headings * 2 < len(cells):
        return False
    return len(cells) > _FEWEST_HEADINGS or not _BESIDE_TITLE.match(plain(cells[1].text))


def _index_row(grid: Grid) -> int | None:
    """Return the row of the heading ที่ or ลำดับ, the surest sign of a head."""
    rows = (
        row
        for row in grid.numbers
        if len(cells := grid.first_cells(row)) >= _FEWEST_HEADINGS
        and any(isinstance(c.value, str) and is_index_heading(c.text) for c in cells)
    )
    return next(rows, None)


def _last_row(grid: Grid, first: int) -> int:
    last = _reach(grid, first, first)
    while last - first + 1 < MAX_HEAD_ROWS:
        blocks = grid.starting(last + 1)
        if not blocks or not (
            _name_parts(grid, (first, last), blocks) or _annotates(grid, first, blocks)
        ):
            return last
        last = _reach(grid, first, last + 1)
    return min(last, first + MAX_HEAD_ROWS - 1)


def _reach(grid: Grid, first: int, last: int) -> int:
    """Return the lowest row that the headings of rows `first` to `last` reach by merging."""
    bottoms = [
        block.area.last_row for row in range(first, last + 1) for block in grid.starting(row)
    ]
    return min(max(bottoms, default=last), first + MAX_HEAD_ROWS - 1)


def _name_parts(grid: Grid, rows: HeadRows, blocks: Sequence[Block]) -> bool:
    """Return whether `blocks`, of the next row, are headings under groups or under nothing."""
    if not all(map(_is_heading, blocks)):
        return False
    covered = _columns(grid, rows) | _spilt(grid, rows, blocks)
    return all(_is_open(grid, rows, covered, block.area.first_column) for block in blocks)


def _spilt(grid: Grid, rows: HeadRows, blocks: Sequence[Block]) -> set[int]:
    """Return the columns right of the head so far that belong to its last heading.

    A group heading typed in its first column, and not merged, reaches over the parts that
    `blocks` name without a gap: where they name no rows, and figures stand under all of them.
    """
    covered = _columns(grid, rows)
    parts = {column for block in blocks for column in _of(block)}
    beyond = parts - set(range(min(covered), max(covered) + 1))
    follow = beyond == set(range(max(covered) + 1, max(covered) + 1 + len(beyond)))
    if min(covered) in parts or max(covered) not in parts or not follow:
        return set()
    last = _reach(grid, rows[0], rows[1] + 1)
    under = grid.starting(last + 1) or grid.starting(last + 2)
    figures = {
        block.area.first_column
        for block in under
        if isinstance(block.cell.value, Decimal) or block.cell.formula
    }
    return beyond if beyond <= figures else set()


def _is_open(grid: Grid, rows: HeadRows, covered: set[int], column: int) -> bool:
    """Return whether the head so far leaves a heading to come for `column`."""
    above = _lowest(grid, rows, column)
    if above is None:
        return bool(covered) and min(covered) <= column <= max(covered)
    if above.column_span > 1:
        return True
    beside = column + 1
    return beside <= max(covered) and _lowest(grid, rows, beside) is None


def _lowest(grid: Grid, rows: HeadRows, column: int) -> Block | None:
    found = (grid.block(row, column) for row in range(rows[1], rows[0] - 1, -1))
    return next((block for block in found if block is not None), None)


def _annotates(grid: Grid, first: int, blocks: Sequence[Block]) -> bool:
    """Return whether `blocks` number the columns, (1) (2) (3)=(1)+(2), or tell their units."""
    numbers = [column_number(block.text) for block in blocks]
    if len(blocks) >= _FEWEST_NUMBERED and numbers == list(range(1, len(blocks) + 1)):
        return True
    left = min(block.area.first_column for block in grid.starting(first))
    units = all(_UNIT.fullmatch(block.text) for block in blocks)
    return units and blocks[0].area.first_column > left


def _is_heading(block: Block) -> bool:
    return _can_head(block.cell)


def _can_head(cell: Cell) -> bool:
    """Return whether `cell` can be a heading: text, a date (a month), a year."""
    value = cell.value
    if isinstance(value, Decimal):
        return value == value.to_integral_value() and any(int(value) in years for years in _YEARS)
    return isinstance(value, str | dt.date) and not isinstance(value, bool)


def _covers(grid: Grid, rows: HeadRows) -> bool:
    return len(_columns(grid, rows)) >= _COVERED * grid.widest_below(rows[1])


def _is_outdone(grid: Grid, rows: HeadRows) -> bool:
    """Return whether the next row is all headings and wider, as under จังหวัด | พะเยา."""
    blocks = grid.starting(grid.next_row(rows[1]))
    if not all(_is_heading(block) for block in blocks):
        return False
    return len({column for block in blocks for column in _of(block)}) > len(_columns(grid, rows))


def _columns(grid: Grid, rows: HeadRows) -> set[int]:
    return {column for block in head_blocks(grid, rows) for column in _of(block)}


def head_blocks(grid: Grid, rows: HeadRows) -> Iterator[Block]:
    """Yield the blocks that begin in the head's rows."""
    for row in range(rows[0], rows[1] + 1):
        yield from grid.starting(row)


def _of(block: Block) -> range:
    return range(block.area.first_column, block.area.last_column + 1)
