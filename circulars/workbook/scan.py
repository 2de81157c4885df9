"""What a worksheet's XML says beyond values: merges, hidden parts, formulas never calculated."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.workbook.parts import MAIN
from circulars.workbook.places import parse_area, parse_place

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    merges: list[Area] = []
    hidden_rows: set[int] = set()
    hidden_columns: list[tuple[int, int]] = []
    uncalculated: list[Place] = []
    row = sweep = 0
    tags = (_ROW, _COLUMN, _MERGE)
    for _, element in etree.iterparse(BytesIO(xml), tag=tags, resolve_entities=False):
        if element.tag == _MERGE:
            merges.append(parse_area(element.get("ref", "")))
        elif element.tag == _COLUMN:
            hidden_columns += _hidden_stretch(element)
        else:
            row = int(element.get("r", row + 1))
            if element.get("hidden") in _TRUE:
                hidden_rows.add(row)
            column = 0
            for place, missing in _cells(element, row):
                column = max(column, place[1])
                if missing:
                    uncalculated.append(place)
            sweep = _checked(sweep + column)
        element.clear()
    return SheetScan(
        merges=tuple(area for area in merges if _spans(area)),
        hidden_rows=frozenset(hidden_rows),
        hidden_columns=tuple(hidden_columns),
        uncalculated=tuple(uncalculated),
    )


def _cells(row_element: etree._Element, row: int) -> Iterator[tuple[Place, bool]]:
    """Yield each cell's place, and whether it is a formula without a value."""
    column = 0
    for cell in row_element.iterchildren(_CELL):
        name = cell.get("r")
        place = parse_place(name) if name else (row, column + 1)
        column = place[1]
        yield place, _lacks_value(cell)


def _lacks_value(cell: etree._Element) -> bool:
    if cell.find(_FORMULA) is None:
        return False
    return not cell.findtext(_VALUE) and cell.get("t", "n") != "str"


def _hidden_stretch(element: etree._Element) -> Iterator[tuple[int, int]]:
    if element.get("hidden") in _TRUE or element.get("width") == "0":
        yield int(element.get("min", "0")), int(element.get("max", "0"))


def _checked(sweep: int) -> int:
    if sweep > MAX_SWEEP:
        raise SheetTooLargeError(sweep)
    return sweep


def _spans(area: Area) -> bool:
    return (area.first_row, area.first_column) != (area.last_row, area.last_column)
