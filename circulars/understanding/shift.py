"""Tables whose figures stand beside their headings: other ways to lay the two together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning
from circulars.data.labels import is_annotation
from circulars.model.findings import Finding, Level
from circulars.model.sheet import Cell
from thai_numerals import parse_month_head

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.sheet import Column, Row, Table
    from circulars.understanding.columns import Part
    from circulars.understanding.relations import Relation

_FEWEST_ROWS: Final = 3  # whose figures can tell
_HEAD_STEPS: Final = (-1, 1, -2, 2)
_MOST_STEPS: Final = 4
_TOLD: Final = (Meaning.TOTAL, Meaning.REMAINING, Meaning.PERCENT)
_BORNE_OUT: Final = Fraction(8, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A table with figures and headings moved together, and what to tell if it is right."""

    table: Table
    finding: Finding


def is_doubtful(parts: Sequence[Part], relations: Sequence[Relation], rows: int) -> bool:
    """Return whether headings promise sums or shares, and figures bear out none of them."""
    promised = any(
        part.meaning in _TOLD or part.percent is not None for part in parts if part.column.path
    )
    borne_out = any(each.fit.support >= _BORNE_OUT and each.fit.rows > 1 for each in relations)
    return rows >= _FEWEST_ROWS and promised and not borne_out


def aligned_tables(
    table: Table, parts: Sequence[Part], months: Sequence[Column]
) -> Iterator[Aligned]:
    """Yield other ways to read `table`: figures behind the months moved, lower headings moved."""
    if months:
        yield from _moved_figures(table, months)
    elif any(len(part.column.path) > 1 for part in parts):
        yield from _moved_headings(table)


def _moved_figures(table: Table, months: Sequence[Column]) -> Iterator[Aligned]:
    free = min(map(_empty_at_end, table.every_row))
    for steps in range(1, min(free, _MOST_STEPS) + 1):
        # the month that was left out is rather a late one, which has no figures yet
        for start in range(months[-1].index + 1, months[0].index, -1):
            if start + steps >= len(table.columns):
                continue
            moved = replace(
                table,
                rows=tuple(_moved(row, start, steps) for row in table.rows),
                total=_moved(table.total, start, steps) if table.total else None,
            )
            yield Aligned(table=moved, finding=_figures_finding(table, start, steps))


def _empty_at_end(row: Row) -> int:
    cells = list(row.cells)
    while cells and cells[-1].is_empty:
        cells.pop()
    return len(row.cells) - len(cells)


def _moved(row: Row, start: int, steps: int) -> Row:
    """Return `row` with the cells from `start` on moved right; each keeps its own address."""
    gap = tuple(Cell(address=c.address, value=None, text="") for c in row.cells[-steps:])
    return replace(row, cells=(*row.cells[:start], *gap, *row.cells[start:-steps]))


def _moved_headings(table: Table) -> Iterator[Aligned]:
    for steps in _HEAD_STEPS:
        columns = tuple(_with_heading_of(table, column, -steps) for column in table.columns)
        finding = _headings_finding(table, steps)
        yield Aligned(table=replace(table, columns=columns), finding=finding)


def _with_heading_of(table: Table, column: Column, steps: int) -> Column:
    """Return `column` with the lowest heading of the one `steps` to its right."""
    own = column.path[:-1] if len(column.path) > 1 else column.path
    place = column.index + steps
    other = table.columns[place].path if 0 <= place < len(table.columns) else ()
    lower = other[-1:] if len(other) > 1 else ()
    name = next((text for text in reversed(lower) if not is_annotation(text)), "")
    return replace(column, path=(*own, *lower), month=parse_month_head(name))


def _figures_finding(table: Table, start: int, steps: int) -> Finding:
    cell = table.rows[0].cells[start]
    stands, belongs = table.columns[start].name, table.columns[start + steps].name
    return Finding(
        code="columns-shifted",
        level=Level.WARN,
        where=table.place(cell),
        message=f"ตัวเลขไม่ตรงหัวตาราง: ตั้งแต่ “{cell.text.strip()}” เลื่อนไปทางซ้าย {steps} ช่อง "
        f"ช่อง “{belongs}” จึงมาอยู่ใต้ “{stands}” (ตรวจตัวเลขต่อไปโดยเลื่อนกลับ)",
        hint="เพิ่มช่องว่างของเดือนที่ยังไม่มีข้อมูล ให้ตัวเลขอยู่ใต้หัวตารางของตน",
    )


def _headings_finding(table: Table, steps: int) -> Finding:
    side = "ซ้าย" if steps > 0 else "ขวา"
    column = next(each for each in table.columns if len(each.path) > 1)
    leaves = [leaf for node in table.head for leaf in node.leaves()]
    return Finding(
        code="columns-shifted",
        level=Level.WARN,
        where=table.place(leaves[column.index].cell),
        message=f"หัวตารางแถวล่างเลื่อนไปทาง{side} {abs(steps)} ช่อง เริ่มที่ “{column.name}” "
        "จึงไม่ตรงกับตัวเลขข้างใต้ (ตรวจตัวเลขต่อไปโดยเลื่อนกลับ)",
        hint="เลื่อนหัวตารางให้ตรงกับตัวเลขของตน และเติมหัวตารางที่ขาดไป",
    )
