"""A workbook as read, before any table is looked for: sheets of cells, kept sparsely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.model.sheet import Cell

Place = tuple[int, int]  # row and column, both from 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A rectangle of cells (ช่วงเซลล์); rows and columns count from 1, both ends belong to it."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Cells(Mapping[Place, "Cell"]):
    """Cells by their place, kept by rows: a third of the memory of one dictionary of places.

    >>> list(Cells({7: {2: "จุน", 3: "๑๐"}}))
    [(7, 2), (7, 3)]
    """

    __slots__ = ("rows",)

    def __init__(self, rows: Mapping[int, Mapping[int, Cell]]) -> None:
        self.rows = rows

    @classmethod
    def of(cls, cells: Mapping[Place, Cell]) -> Cells:
        """Return `cells` kept by rows."""
        if isinstance(cells, Cells):
            return cells
        rows: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in cells.items():
            rows.setdefault(row, {})[column] = cell
        return cls(rows)

    def __getitem__(self, place: Place) -> Cell:
        return self.rows[place[0]][place[1]]

    def __iter__(self) -> Iterator[Place]:
        return ((row, column) for row, cells in self.rows.items() for column in cells)

    def __len__(self) -> int:
        return sum(map(len, self.rows.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One worksheet (แผ่นงาน): its cells that hold something, and what is merged or hidden."""

    name: str
    hidden: bool
    cells: Mapping[Place, Cell]
    merges: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]  # first and last column of each hidden stretch
    uncalculated: tuple[Place, ...]  # formulas whose value was never computed

    def hides_column(self, column: int) -> bool:
        """Return whether `column` is hidden in Excel."""
        return any(first <= column <= last for first, last in self.hidden_columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A summary workbook (สมุดงาน) as read."""

    name: str  # the file's name, for messages
    sheets: tuple[Sheet, ...]
    active: str | None  # the name of the sheet whose tab is selected

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet called `name`, or None."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)
