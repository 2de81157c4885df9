"""Tables whose cells come from tags: their grid has as many columns as their rows.

Loops over cells and merged cells leave a row with more or fewer columns than the grid that the
template has; Word then guesses, LibreOffice leaves cells out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What changes how many columns a row has: tags by what they replace, and by their word.
CELL_TAGS: Final = frozenset({"tc"})
CELL_WORDS: Final = frozenset({"colspan", "hm"})
# ECMA-376 part 1, 17.4: tables, their grid, rows, cells, and what of the grid they take.
_TOKEN: Final = re.compile(
    rb"<(?P<table>/?w:tbl)[ >]|(?P<grid><w:tblGrid>.*?</w:tblGrid>|<w:tblGrid/>)|<(?P<row>w:tr)[ >]"
    rb'|<(?P<cell>w:tc)[ >]|<w:(?P<taken>gridSpan|gridBefore|gridAfter) w:val="(?P<count>\d+)"/>',
    re.DOTALL,
)
_COLUMN: Final = re.compile(rb'<w:gridCol(?: w:w="(\d+)")?/>')
_MOST: Final = 63  # columns of a table in Word


@dataclass(slots=True)
class _Table:
    """A table that is being gone through."""

    grid: re.Match[bytes] | None = None
    widest: int = 0  # columns of its widest row
    row: int = 0  # columns of the row so far

    def take(self, columns: int) -> None:
        """Count so many columns more in the row."""
        self.row += columns
        self.widest = max(self.widest, self.row)


def with_grids(xml: bytes) -> bytes:
    """Return the part `xml` with the grid of each table as wide as its widest row.

    >>> row = b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr></w:tc></w:tr>'
    >>> grid = b'<w:tblGrid><w:gridCol w:w="6000"/></w:tblGrid>'
    >>> with_grids(b"<w:tbl>" + grid + row + b"</w:tbl>")[7:70]
    b'<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tb'
    """
    changed: list[tuple[re.Match[bytes], bytes]] = []
    for table in _tables(xml):
        if table.grid and table.widest <= _MOST:
            before = _COLUMN.findall(table.grid[0])
            if table.widest not in {0, len(before)}:
                changed.append((table.grid, _grid(before, table.widest)))
    pieces: list[bytes] = []
    end = 0
    for place, grid in sorted(changed, key=lambda each: each[0].start()):
        pieces += (xml[end : place.start()], grid)
        end = place.end()
    return b"".join([*pieces, xml[end:]])


def _tables(xml: bytes) -> list[_Table]:
    """Return the tables of `xml`, also those in cells, with what they have of columns."""
    found: list[_Table] = []
    opened: list[_Table] = []
    for token in _TOKEN.finditer(xml):
        if token["table"] == b"w:tbl":
            opened.append(_Table())
        elif token["table"]:
            found += [opened.pop()] if opened else []
        elif opened:
            _count(opened[-1], token)
    return found


def _count(table: _Table, token: re.Match[bytes]) -> None:
    if token["grid"]:
        table.grid = table.grid or token
    elif token["row"]:
        table.row = 0
    elif token["cell"]:
        table.take(1)
    else:  # a cell that spans has been counted once
        table.take(int(token["count"]) - (token["taken"] == b"gridSpan"))


def _grid(before: list[bytes], count: int) -> bytes:
    """Return a grid of `count` columns, as wide together as those `before`."""
    if not all(before):
        return b"<w:tblGrid>" + b"<w:gridCol/>" * count + b"</w:tblGrid>"
    widths = [int(width) for width in before]
    if count > len(widths):
        new = sum(widths) // count
        added = [new] * (count - len(widths))
        widths = [width * len(widths) // count for width in widths] + added
    else:
        extra = sum(widths[count:]) // count
        widths = [width + extra for width in widths[:count]]
    columns = b"".join(b'<w:gridCol w:w="%d"/>' % width for width in widths)
    return b"<w:tblGrid>" + columns + b"</w:tblGrid>"
