"""A sheet seen as blocks: single cells, and merged ranges as one cell each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.model.sheet import Cell
from circulars.workbook.places import address
from circulars.workbook.raw import Area, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
    """The blocks of a sheet, found by place; what merged cells cover counts as empty."""

    sheet: Sheet
    rows: Mapping[
        int, Sequence[Block]
    ]  # blocks that begin in the row, from the left; no empty ones
    merges: Mapping[int, Sequence[Area]]  # merged ranges that touch the row
    last_column: int

    @classmethod
    def of(cls, sheet: Sheet) -> Grid:
        """Return the blocks of `sheet`; work grows with its cells, not with its extent."""
        filled = {place: cell for place, cell in sheet.cells.items() if not cell.is_empty}
        merges = _merges_by_row(sheet, sorted({row for row, _ in sheet.cells}))
        last_column = max((column for _, column in filled), default=0)
        rows: dict[int, list[Block]] = defaultdict(list)
        for place in sorted(filled):
            area = _merge_at(merges, *place) or _single(*place)
            if (area.first_row, area.first_column) == place:
                rows[place[0]].append(Block(filled[place], _clipped(area, last_column)))
        return cls(sheet, dict(rows), merges, last_column)

    def starting(self, row: int) -> Sequence[Block]:
        """Return the filled blocks that begin in `row`, from the left."""
        return self.rows.get(row, ())

    def block(self, row: int, column: int) -> Block | None:
        """Return the filled block over the place, or None where it is empty."""
        area = _merge_at(self.merges, row, column)
        top, left = (area.first_row, area.first_column) if area else (row, column)
        return next(
            (block for block in self.starting(top) if block.area.first_column == left), None
        )

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at the place; an empty one where nothing is or a merge covers it."""
        area = _merge_at(self.merges, row, column)
        covered = area is not None and (area.first_row, area.first_column) != (row, column)
        cell = self.sheet.cells.get((row, column))
        if cell and not covered:
            return cell
        return Cell(address=cell.address if cell else address(row, column), value=None, text="")


def _merges_by_row(sheet: Sheet, rows: Sequence[int]) -> dict[int, list[Area]]:
    """Return merged ranges by each row that has cells; a tall range costs no empty rows."""
    found: dict[int, list[Area]] = defaultdict(list)
    for area in sheet.merges:
        for row in rows[bisect_left(rows, area.first_row) : bisect_right(rows, area.last_row)]:
            found[row].append(area)
    return dict(found)


def _merge_at(merges: Mapping[int, Sequence[Area]], row: int, column: int) -> Area | None:
    return next((a for a in merges.get(row, ()) if a.first_column <= column <= a.last_column), None)


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
