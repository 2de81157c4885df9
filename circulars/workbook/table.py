"""Reading the table of a sheet: titles, head, data rows, total row, notes."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from circulars.data.labels import is_annotation, is_index_heading
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.model.sheet import Cell, Column, Table
from circulars.workbook.body import Body, read_body
from circulars.workbook.grid import Grid
from circulars.workbook.head import Stack, build_head, column_stacks
from circulars.workbook.head_rows import HeadRows, find_head, head_blocks
from circulars.workbook.notes import read_below, visible_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.workbook.raw import Sheet


def read_table(
    sheet: Sheet, *, header_rows: HeadRows | None = None, total_label: str | None = None
) -> Table:
    """Return the table of `sheet`: what a secretary sees, so without hidden rows and columns.

    `header_rows` names the head's first and last row in the sheet where it is not found by
    itself; `total_label` is a heading pattern for the total row.  Columns without a heading
    are left out at the right edge, and elsewhere when empty.  Raises :exc:`WorkbookError`
    when the sheet has no table.
    """
    grid = Grid.of(sheet)
    rows = header_rows or find_head(grid)
    columns = _headed_columns(grid, rows) if rows else []
    if rows is None or not columns:
        raise WorkbookError(_no_table(sheet, header_rows))
    stacks = column_stacks(grid, rows, columns)
    body = _body(grid, rows, columns, stacks, total_label)
    kept = _columns_to_keep(columns, stacks, body)
    if len(kept) < len(columns):
        columns = [columns[place] for place in kept]
        stacks = [stacks[place] for place in kept]
        body = _body(grid, rows, columns, stacks, total_label)
    nodes, table_columns = build_head(grid, rows, columns)
    return Table(
        sheet=sheet.name,
        titles=_titles(grid, rows),
        head=nodes,
        head_rows=rows[1] - rows[0] + 1,
        columns=table_columns,
        rows=body.rows,
        total=body.total,
        notes=read_below(grid, body.last_row).notes,
    )


def index_column(table: Table) -> Column | None:
    """Return the column that numbers the rows (ที่, ลำดับ), or None."""
    return next((c for c in table.columns if any(map(is_index_heading, c.path))), None)


def _headed_columns(grid: Grid, rows: HeadRows) -> list[int]:
    """Return the visible columns of the sheet from the first heading to the last."""
    areas = [block.area for block in head_blocks(grid, rows)]
    if not areas:
        return []
    first = min(area.first_column for area in areas)
    last = max(area.last_column for area in areas)
    return [c for c in range(first, last + 1) if not grid.sheet.hides_column(c)]


def _body(
    grid: Grid,
    rows: HeadRows,
    columns: Sequence[int],
    stacks: Sequence[Stack],
    total_label: str | None,
) -> Body:
    headings = [_name(stack) for stack in stacks]
    return read_body(grid, columns, below=rows[1], headings=headings, total_label=total_label)


def _name(stack: Stack) -> str:
    """Return the lowest heading that is no unit and no number of the column."""
    names = [block.text for block in stack if not is_annotation(block.text)]
    return names[-1] if names else ""


def _columns_to_keep(columns: Sequence[int], stacks: Sequence[Stack], body: Body) -> list[int]:
    """Return the places of columns with a heading of their own, or with something in them."""
    rows = [*body.rows, *([body.total] if body.total else [])]
    return [
        place
        for place, column in enumerate(columns)
        if _has_own_heading(stacks, columns, place, column)
        or any(not row.cells[place].is_empty for row in rows)
    ]


def _has_own_heading(
    stacks: Sequence[Stack], columns: Sequence[int], place: int, column: int
) -> bool:
    """Return whether the lowest heading over the column is not one that began further left."""
    if not stacks[place]:
        return False
    lowest = stacks[place][-1]
    first = next(p for p, stack in enumerate(stacks) if stack and lowest in stack)
    return lowest.area.first_column == column or columns[first] == column


def _titles(grid: Grid, rows: HeadRows) -> tuple[Cell, ...]:
    above = takewhile(lambda row: row < rows[0], grid.numbers)
    return tuple(cell for row in above for cell in visible_cells(grid, row))


def _no_table(sheet: Sheet, header_rows: HeadRows | None) -> Finding:
    if header_rows:
        where = f"{sheet.name}!{header_rows[0]}:{header_rows[1]}"
        message = f"ไม่พบหัวตารางในแถวที่ {header_rows[0]} ถึง {header_rows[1]} ของแผ่นงาน “{sheet.name}”"
        hint = "แก้ header_rows ใน letter.toml ให้ตรงกับแถวหัวตาราง หรือตรวจว่าใช้แผ่นงานถูกแผ่น"
    else:
        where = sheet.name
        message = f"ไม่พบตารางในแผ่นงาน “{sheet.name}”"
        hint = "ตรวจว่าแผ่นงานมีแถวหัวตารางที่มีหัวข้ออย่างน้อยสองช่อง เช่น “ที่” และ “อำเภอ”"
    return Finding(code="table-not-found", where=where, message=message, hint=hint)
