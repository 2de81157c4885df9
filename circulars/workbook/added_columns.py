"""Columns that the letter type has and the table lacks (คอลัมน์ที่เพิ่ม): put in with their heads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.expressions import compiled
from circulars.model.names import MONTHS
from circulars.model.sheet import Cell, Column, HeaderNode
from circulars.workbook.headings import matches

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Row, Table

    Nodes = tuple[HeaderNode, ...]

_GROUP = " / "  # between a group heading and the headings under it


def add_columns(dataset: Dataset, specs: Sequence[ColumnSpec], wanted: Collection[str]) -> Dataset:
    """Return `dataset` with the columns called `wanted` that it lacks, their cells empty.

    A column comes right after the one before it in `specs`, and after those that it is
    computed from; a group of headings that it does not belong to is not split.
    """
    for number, spec in enumerate(specs):
        if spec.name in wanted and spec.name not in dataset.columns:
            before = [each.name for each in specs[:number] if each.name in dataset.columns]
            dataset = _with_column(dataset, spec, _place(dataset, spec, before))
    columns = {
        each.name: dataset.columns[each.name] for each in specs if each.name in dataset.columns
    }
    return replace(dataset, columns=columns)


def printed_heading(spec: ColumnSpec) -> tuple[str, ...]:
    """Return the headings of a column that no sheet names, from the top.

    The ``*`` of the pattern stands for nothing: ``เป้าหมาย* / ขั้นต้น`` prints เป้าหมาย, ขั้นต้น.
    """
    parts = (part.replace("*", "").strip() for part in spec.heading.split(_GROUP))
    return tuple(part for part in parts if part) or (spec.name,)


def sheet_part(dataset: Dataset, table: Table) -> Table:
    """Return `table` with the rows of `dataset`, without the columns that were added to it."""
    own = [column.index for column in dataset.table.columns if column.letter]

    def kept(row: Row) -> Row:
        return replace(row, cells=tuple(row.cells[place] for place in own))

    return replace(
        table,
        rows=tuple(map(kept, dataset.table.rows)),
        total=kept(dataset.table.total) if dataset.table.total else None,
    )


def _place(dataset: Dataset, spec: ColumnSpec, before: Sequence[str]) -> int:
    used = compiled(spec.value).names if spec.value is not None else frozenset()
    left = [dataset.columns[name] for name in (*before[-1:], *(used & dataset.columns.keys()))]
    left += dataset.months if MONTHS in used else ()
    return max((column.index + 1 for column in left), default=0)


def _with_column(dataset: Dataset, spec: ColumnSpec, place: int) -> Dataset:
    path = printed_heading(spec)
    table = _deepened(dataset.table, len(path))
    patterns = spec.heading.split(_GROUP)
    groups = patterns if len(patterns) == len(path) else path
    head, place = _joined(
        table.head, place, tuple(zip(groups, path, strict=True)), (0, table.head_rows)
    )
    column = Column(index=place, letter="", path=path)
    shifted = {each.index: _shifted(each, place) for each in table.columns}
    columns = [*shifted.values(), column]
    return replace(
        dataset,
        table=replace(
            table,
            head=head,
            columns=tuple(sorted(columns, key=lambda each: each.index)),
            rows=tuple(_with_cell(row, column) for row in table.rows),
            total=_with_cell(table.total, column) if table.total else None,
        ),
        columns={name: shifted[each.index] for name, each in dataset.columns.items()}
        | {spec.name: column},
        months=tuple(shifted[each.index] for each in dataset.months),
    )


def _shifted(column: Column, place: int) -> Column:
    return replace(column, index=column.index + 1) if column.index >= place else column


def _with_cell(row: Row, column: Column) -> Row:
    where = f"แถวที่ {row.number} ช่อง “{column.path[-1]}”"  # no cell of the sheet has a name for it
    cell = Cell(address=where, value=None, text="")
    return replace(row, cells=(*row.cells[: column.index], cell, *row.cells[column.index :]))


def _deepened(table: Table, rows: int) -> Table:
    """Return `table` with at least as many rows of headings: the lowest reach further down."""
    more = max(0, rows - table.head_rows)
    head = tuple(_stretched(node, more) for node in table.head)
    return replace(table, head=head, head_rows=table.head_rows + more)


def _stretched(node: HeaderNode, more: int) -> HeaderNode:
    if node.children:
        return replace(node, children=tuple(_stretched(child, more) for child in node.children))
    return replace(node, row_span=node.row_span + more)


def _joined(
    nodes: Nodes, place: int, path: Sequence[tuple[str, str]], rows: tuple[int, int]
) -> tuple[Nodes, int]:
    """Return `nodes` with a new column at `place`, and where it went; `rows` are first and end.

    `path` are the headings, each as pattern and as printed.
    """
    group = next(
        (node for node in nodes if len(path) > 1 and _takes(node, place, path[0][0])), None
    )
    if group:
        top = group.first_row + group.row_span
        children, place = _joined(group.children, place, path[1:], (top, rows[1]))
        new = replace(group, column_span=group.column_span + 1, children=children)
    else:
        split = (node for node in nodes if node.first_column < place < _end(node))
        place = next((_end(node) for node in split), place)
        new = _branch([text for _, text in path], place, rows)
    left = [node for node in nodes if node is not group and node.first_column < place]
    right = [node for node in nodes if node is not group and node.first_column >= place]
    return (*left, new, *(_moved(node) for node in right)), place


def _takes(node: HeaderNode, place: int, pattern: str) -> bool:
    """Return whether a column at `place` stands in the group `node`, or right beside it."""
    beside = node.first_column <= place <= _end(node)
    return bool(node.children) and beside and matches(pattern, node.text)


def _end(node: HeaderNode) -> int:
    return node.first_column + node.column_span


def _moved(node: HeaderNode) -> HeaderNode:
    children = tuple(_moved(child) for child in node.children)
    return replace(node, first_column=node.first_column + 1, children=children)


def _branch(path: Sequence[str], place: int, rows: tuple[int, int]) -> HeaderNode:
    """Return a heading with those under it, over one column; the lowest reaches the head's end."""
    top, end = rows
    is_leaf = len(path) == 1 or top + 1 >= end
    text = path[-1] if is_leaf else path[0]
    return HeaderNode(
        text=text,
        cell=Cell(address=f"หัวตาราง “{text}”", value=text, text=text),
        first_column=place,
        column_span=1,
        first_row=top,
        row_span=end - top if is_leaf else 1,
        children=() if is_leaf else (_branch(path[1:], place, (top + 1, end)),),
    )
