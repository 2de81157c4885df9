"""A table of the workbook as it is shown: head, rows, total row, findings in their cells."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.service.making.shown import BodyCell, HeadCell, TableShown
from circulars.workbook.places import parse_area

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.model.findings import Finding
    from circulars.model.sheet import Column, HeaderNode, Row, Table
    from circulars.workbook import Area

SHOWN: Final = 60  # rows; those with findings come besides
_AREA: Final = re.compile(r"(?<![A-Za-z$])[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which findings are about which cells of one table."""

    by_cell: Mapping[str, tuple[int, ...]]  # by address: "D7"

    def of(self, row: Row) -> bool:
        """Return whether a finding is about a cell of `row`."""
        return any(cell.address in self.by_cell for cell in row.cells)


def marks_in(table: Table, findings: Sequence[Finding]) -> Marks:
    """Return which of `findings`, by their places, are about which cells of `table`."""
    rows = {row.number: row for row in table.every_row}
    letters = {column.letter: column.index for column in table.columns}
    found: dict[str, list[int]] = defaultdict(list)
    for number, finding in enumerate(findings):
        for area in areas(finding.where, table.sheet):
            for address in _cells(area, rows, letters):
                if number not in found[address]:
                    found[address].append(number)
    return Marks(by_cell={address: tuple(numbers) for address, numbers in found.items()})


def areas(where: str, sheet: str) -> Iterator[Area]:
    """Yield the rectangles of cells that `where` names in `sheet`.

    >>> [area.first_row for area in areas("ยอด!D7:D9, F4", "ยอด")]
    [7, 4]
    """
    if not where.startswith(f"{sheet}!"):
        return
    said = where.removeprefix(f"{sheet}!").split(" ช่อง ")[0]
    yield from (parse_area(found[0]) for found in _AREA.finditer(said))


def _cells(area: Area, rows: Mapping[int, Row], letters: Mapping[str, int]) -> Iterator[str]:
    """Yield the addresses of the table's cells within `area`."""
    from circulars.workbook.places import column_letters

    columns = [column_letters(n) for n in range(area.first_column, area.last_column + 1)]
    places = [letters[letter] for letter in columns if letter in letters]
    for number, row in rows.items():
        if area.first_row <= number <= area.last_row:
            yield from (row.cells[place].address for place in places)


def shown_table(
    name: str, table: Table, findings: Sequence[Finding], months: Sequence[Column]
) -> TableShown:
    """Return `table` as dataset `name`, its cells marked with the places of `findings`."""
    marks = marks_in(table, findings)
    rows = [row for n, row in enumerate(table.rows) if n < SHOWN or marks.of(row)]
    return TableShown(
        dataset=name,
        sheet=table.sheet,
        titles=tuple(cell.text for cell in table.titles),
        head=head_rows(table, {column.index for column in months}),
        rows=tuple(_row(table, row, marks) for row in rows),
        total=_row(table, table.total, marks) if table.total else None,
        left_out=len(table.rows) - len(rows),
    )


def _row(table: Table, row: Row, marks: Marks) -> tuple[BodyCell, ...]:
    return tuple(
        BodyCell(
            text=cell.text,
            place=table.place(cell),
            is_figure=cell.figure is not None,
            findings=marks.by_cell.get(cell.address, ()),
        )
        for cell in row.cells
    )


def head_rows(table: Table, months: set[int]) -> tuple[tuple[HeadCell, ...], ...]:
    """Return the rows of the head, each heading in the row where it begins."""
    rows: list[list[HeadCell]] = [[] for _ in range(table.head_rows)]
    nodes = sorted(_nodes(table.head), key=lambda node: (node.first_row, node.first_column))
    for node in nodes:
        rows[node.first_row].append(
            HeadCell(
                text=node.text,
                column_span=node.column_span,
                row_span=node.row_span,
                is_month=not node.children and node.first_column in months,
            )
        )
    return tuple(map(tuple, rows))


def _nodes(nodes: Sequence[HeaderNode]) -> Iterator[HeaderNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)
