"""The header tree of a table (หัวตาราง): group headings, and one lowest heading a column."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from circulars.data.labels import is_annotation
from circulars.model.sheet import Cell, Column, HeaderNode
from circulars.workbook.places import address, column_letters
from thai_numerals import YearMonth, parse_month_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.workbook.grid import Block, Grid
    from circulars.workbook.head_rows import HeadRows

# A date typed as 1/10/2567 where Excel reckons in the Christian Era is kept as the year 2567.
_SURELY_BUDDHIST: Final = 2400
_BUDDHIST_OFFSET: Final = 543

Stack = tuple["Block", ...]  # the headings over one column, from the top


@dataclass(frozen=True, slots=True)
class _Head:
    """What the tree is built from: the columns, in order, with the headings over each."""

    rows: HeadRows
    columns: Sequence[int]  # columns of the sheet
    stacks: Sequence[Stack]

    @property
    def height(self) -> int:
        return self.rows[1] - self.rows[0] + 1


def build_head(
    grid: Grid, rows: HeadRows, columns: Sequence[int]
) -> tuple[tuple[HeaderNode, ...], tuple[Column, ...]]:
    """Return the header tree over `columns` of the sheet, and the table's columns.

    The nodes fill the head without gaps: a heading reaches down to the next one under it,
    the lowest to the head's last row; a heading over nothing stands at its own column.
    """
    head = _Head(rows, columns, column_stacks(grid, rows, columns))
    nodes = tuple(_nodes(head, range(len(columns)), depth=0, top=0))
    table_columns = tuple(
        Column(
            index=index,
            letter=column_letters(column),
            path=tuple(" ".join(block.text.split()) for block in head.stacks[index]),
            month=_month(head.stacks[index]),
        )
        for index, column in enumerate(columns)
    )
    return nodes, table_columns


def column_stacks(grid: Grid, rows: HeadRows, columns: Sequence[int]) -> list[Stack]:
    """Return the headings over each column, from the top.

    A group heading that is typed in its first column and not merged reaches over the
    columns to its right that have only a lower heading.
    """
    lines: list[list[Block | None]] = [
        [grid.block(row, column) for column in columns] for row in range(rows[0], rows[1] + 1)
    ]
    for depth in range(len(lines) - 1):
        for place in range(1, len(columns)):
            if _spills(lines, depth, place):
                lines[depth][place] = lines[depth][place - 1]
    return [_distinct(line[place] for line in lines) for place in range(len(columns))]


def _spills(lines: Sequence[Sequence[Block | None]], depth: int, place: int) -> bool:
    left = lines[depth][place - 1]
    if left is None or lines[depth][place] is not None:
        return False
    below = lines[depth + 1 :]
    named = any(line[place] is not None for line in below)
    is_group = any(line[place - 1] not in (None, left) for line in below)
    same_group = all(line[place] is line[place - 1] for line in lines[:depth])
    return named and is_group and same_group


def _distinct(blocks: Iterator[Block | None]) -> Stack:
    return tuple(block for block, _ in groupby(blocks) if block is not None)


def _nodes(head: _Head, places: range, *, depth: int, top: int) -> Iterator[HeaderNode]:
    """Yield the nodes at `depth` over `places`, their tops at row `top` of the head."""
    for block, group in groupby(places, key=lambda place: _block_at(head, place, depth)):
        span = list(group)
        inner = range(span[0], span[-1] + 1)
        if block is None:
            yield from (_leaf(head, place, None, top) for place in inner)
        elif all(len(head.stacks[place]) == depth + 1 for place in inner):
            yield from (_leaf(head, place, block, top) for place in inner)
        else:
            yield _group(head, inner, block, depth=depth, top=top)


def _block_at(head: _Head, place: int, depth: int) -> Block | None:
    stack = head.stacks[place]
    return stack[depth] if depth < len(stack) else None


def _group(head: _Head, places: range, block: Block, *, depth: int, top: int) -> HeaderNode:
    bottom = block.area.last_row - head.rows[0] + 1
    return HeaderNode(
        text=block.text,
        cell=block.cell,
        first_column=places.start,
        column_span=len(places),
        first_row=top,
        row_span=bottom - top,
        children=tuple(_nodes(head, places, depth=depth + 1, top=bottom)),
    )


def _leaf(head: _Head, place: int, block: Block | None, top: int) -> HeaderNode:
    empty = Cell(address=address(head.rows[0] + top, head.columns[place]), value=None, text="")
    return HeaderNode(
        text=block.text if block else "",
        cell=block.cell if block else empty,
        first_column=place,
        column_span=1,
        first_row=top,
        row_span=head.height - top,
    )


def _month(stack: Stack) -> YearMonth | None:
    """Return the month that the lowest heading names, units and columns' numbers aside."""
    headings = [block for block in stack if not is_annotation(block.text)]
    if not headings:
        return None
    value = headings[-1].cell.value
    if isinstance(value, dt.date):
        buddhist = value.year > _SURELY_BUDDHIST
        return YearMonth(value.year - _BUDDHIST_OFFSET * buddhist, value.month)
    return parse_month_head(headings[-1].text)
