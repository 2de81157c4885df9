"""A sheet seen as blocks: single cells, and merged ranges as one cell each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from circulars.model.sheet import Cell
from circulars.workbook.places import address
from circulars.workbook.raw import Area, Cells, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Block:
    """A cell with the rectangle it fills; merged cells fill more than one place."""

    cell: Cell
    area: Area

    @property
    def text(self) -> str:
        """The text as typed, without blanks around it."""
        return self.cell.text.strip()

    @property
    def column_span(self) -> int:
        """How many columns of the sheet the block fills."""
        return self.area.last_column - self.area.first_column + 1


@dataclass(frozen=True, slots=True)
class Grid:
    """The blocks of a sheet, found by place; what merged cells cover counts as empty.

    Blocks are made when they are asked for: of a long table only those of its head are.
    """

    sheet: Sheet
    numbers: Sequence[int]  # of the rows in which a filled block begins, from the top
    widest: Sequence[int]  # how many begin in the widest of these rows and all below
    cells: Mapping[int, Mapping[int, Cell]]  # of the sheet by row and column
    merges: Mapping[int, Sequence[Area]]  # merged ranges that touch the row
    last_column: int

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """Return the blocks of `sheet`; work grows with its cells, not with its extent."""
        cells = Cells.of(sheet.cells).rows
        ordered = sorted(cells)
        merges = _merges_by_row(sheet, ordered)
        widths: dict[int, int] = {}
        last_column = 0
        for row in ordered:
            filled = [column for column, cell in cells[row].items() if not cell.is_empty]
            last_column = max(last_column, *filled, 0)
            begin = [c for c in filled if _begins(merges, row, c)] if row in merges else filled
            if begin:
                widths[row] = len(begin)
        widest = list(accumulate(reversed(widths.values()), max))[::-1]
        return cls(sheet, list(widths), widest, cells, merges, last_column)

    def starting(self, row: int) -> Sequence[Block]:
        """Return the filled blocks that begin in `row`, from the left."""
        return [Block(cell, self._area(row, column)) for column, cell in self._beginning(row)]

    def first_cells(self, row: int) -> Sequence[Cell]:
        """Return the cells of the blocks that begin in `row`, from the left."""
        return [cell for _, cell in self._beginning(row)]

    def widest_below(self, row: int) -> int:
        """Return how many blocks begin in the widest of the rows under `row`."""
        place = bisect_right(self.numbers, row)
        return self.widest[place] if place < len(self.widest) else 0

    def rows_below(self, row: int) -> Sequence[int]:
        """Return the rows under `row` in which a block begins."""
        return self.numbers[bisect_right(self.numbers, row) :]

    def next_row(self, row: int) -> int:
        """Return the next row under `row` in which a block begins; 0 where none does."""
        place = bisect_right(self.numbers, row)
        return self.numbers[place] if place < len(self.numbers) else 0

    def block(self, row: int, column: int) -> Block | None:
        """Return the filled block over the place, or None where it is empty."""
        area = _merge_at(self.merges, row, column)
        top, left = (area.first_row, area.first_column) if area else (row, column)
        cell = self.cells.get(top, {}).get(left)
        return Block(cell, self._area(top, left)) if cell and not cell.is_empty else None

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at the place; an empty one where nothing is or a merge covers it."""
        cell = self.cells.get(row, {}).get(column)
        if cell and _begins(self.merges, row, column):
            return cell
        return Cell(address=cell.address if cell else address(row, column), value=None, text="")

    def row_cells(self, row: int, columns: Sequence[int]) -> tuple[Cell, ...]:
        """Return the cells of `row` in `columns`, as :meth:`cell` does."""
        cells = self.cells.get(row, {})
        if row in self.merges:
            return tuple(self.cell(row, column) for column in columns)
        return tuple(cells.get(column) or self.cell(row, column) for column in columns)

    def _beginning(self, row: int) -> Iterator[tuple[int, Cell]]:
        filled = [each for each in self.cells.get(row, {}).items() if not each[1].is_empty]
        for column, cell in sorted(filled):
            if row not in self.merges or _begins(self.merges, row, column):
                yield column, cell

    def _area(self, row: int, column: int) -> Area:
        area = _merge_at(self.merges, row, column)
        return _clipped(area, self.last_column) if area else _single(row, column)


def _merges_by_row(sheet: Sheet, rows: Sequence[int]) -> dict[int, list[Area]]:
    """Return merged ranges by each row that has cells; a tall range costs no empty rows."""
    found: dict[int, list[Area]] = defaultdict(list)
    for area in sheet.merges:
        for row in rows[bisect_left(rows, area.first_row) : bisect_right(rows, area.last_row)]:
            found[row].append(area)
    return dict(found)


def _merge_at(merges: Mapping[int, Sequence[Area]], row: int, column: int) -> Area | None:
    for area in merges.get(row, ()):
        if area.first_column <= column <= area.last_column:
            return area
    return None


def _begins(merges: Mapping[int, Sequence[Area]], row: int, column: int) -> bool:
    """Return whether no merged range covers the place, but for one that begins there."""
    area = _merge_at(merges, row, column)
    return area is None or (area.first_row, area.first_column) == (row, column)


def _single(row: int, column: int) -> Area:
    return Area(first_row=row, first_column=column, last_row=row, last_column=column)


def _clipped(area: Area, last_column: int) -> Area:
    """Return `area` cut at the sheet's last filled column: merging to XFD makes no columns."""
    if area.last_column <= last_column:
        return area
    return Area(
        first_row=area.first_row,
        first_column=area.first_column,
        last_row=area.last_row,
        last_column=last_column,
    )
