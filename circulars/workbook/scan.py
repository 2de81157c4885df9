"""What a worksheet's XML says beyond values: merges, hidden parts, formulas never calculated."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.workbook.parts import MAIN
from circulars.workbook.places import parse_area, parse_place

if TYPE_CHECKING:
    from circulars.workbook.raw import Area, Place

_ROW: Final = f"{{{MAIN}}}row"
_CELL: Final = f"{{{MAIN}}}c"
_FORMULA: Final = f"{{{MAIN}}}f"
_VALUE: Final = f"{{{MAIN}}}v"
_COLUMN: Final = f"{{{MAIN}}}col"
_MERGE: Final = f"{{{MAIN}}}mergeCell"
_TRUE: Final = ("1", "true")

# openpyxl makes a place for each column up to a row's last cell, so width costs memory.
MAX_SWEEP: Final = 4_000_000


class SheetTooLargeError(ValueError):
    """The sheet reaches too far: its rows, each to its last cell, hold too many places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetScan:
    """What :func:`scan_sheet` finds."""

    merges: tuple[Area, ...]
    hidden_rows: frozenset[int]
    hidden_columns: tuple[tuple[int, int], ...]
    uncalculated: tuple[Place, ...]


def scan_sheet(xml: bytes) -> SheetScan:
    """Return what the worksheet part `xml` says of merges, hidden parts and missing values.

    A formula without a value is told from one that gives an empty text: for the latter
    Excel and LibreOffice write the cell's type, ``t="str"``.  ECMA-376 part 1, 18.3.1.4.
    Raises ValueError for cells' names that are none, :exc:`SheetTooLargeError`.
    """
    scan = _Scan()
    readers = {_ROW: scan.read_row, _COLUMN: scan.read_column, _MERGE: scan.read_merge}
    for _, element in etree.iterparse(BytesIO(xml), tag=tuple(readers), resolve_entities=False):
        readers[str(element.tag)](element)
        element.clear()
    return SheetScan(
        merges=tuple(scan.merges),
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=tuple(scan.hidden_columns),
        uncalculated=tuple(scan.uncalculated),
    )


class _Scan:
    """Gathers what the elements of a worksheet say, in the order they come."""

    def __init__(self) -> None:
        self.merges: list[Area] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self.uncalculated: list[Place] = []
        self.row = self.sweep = 0

    def read_merge(self, element: etree._Element) -> None:
        """Take in a merged range; of a single cell it is none."""
        area = parse_area(element.get("ref", ""))
        if (area.first_row, area.first_column) != (area.last_row, area.last_column):
            self.merges.append(area)

    def read_column(self, element: etree._Element) -> None:
        """Take in a stretch of columns if it is hidden."""
        if element.get("hidden") in _TRUE or element.get("width") == "0":
            self.hidden_columns.append((int(element.get("min", "0")), int(element.get("max", "0"))))

    def read_row(self, element: etree._Element) -> None:
        """Take in a row; rows and cells without a name follow the one before."""
        self.row = int(element.get("r", self.row + 1))
        if element.get("hidden") in _TRUE:
            self.hidden_rows.add(self.row)
        place = (self.row, 0)
        for cell in element.iterchildren(_CELL):
            name = cell.get("r")
            place = parse_place(name) if name else (self.row, place[1] + 1)
            if _lacks_value(cell):
                self.uncalculated.append(place)
        self.sweep += place[1]
        if self.sweep > MAX_SWEEP:
            raise SheetTooLargeError(self.sweep)


def _lacks_value(cell: etree._Element) -> bool:
    if cell.find(_FORMULA) is None:
        return False
    return not cell.findtext(_VALUE) and cell.get("t", "n") != "str"
