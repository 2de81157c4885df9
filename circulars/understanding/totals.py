"""The total row of an unknown table: whether it sums up the rows, and what is told of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding, Level
from circulars.model.letter_type import TotalPolicy
from circulars.understanding.columns import KEY, NO_SUMS, is_mean, is_odd_total
from circulars.understanding.fits import figures_by_column
from circulars.understanding.rows import without_parts, without_sums
from circulars.workbook import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Row, Table
    from circulars.understanding.columns import Part
    from circulars.understanding.fits import Figure, Figures

_ENOUGH_SUMS: Final = 3  # columns; where none adds up the total row is of more than these rows
_SUMMED_ROWS: Final = 3  # a table of so many rows of figures usually sums them up


class Sums(Enum):
    """What the total row of a table sums up."""

    ROWS = "rows"
    SOME_ROWS = "some rows"  # those over their parts, which have their sums beside them
    PARTS = "parts"  # tables in pages before, too
    NOTHING = "nothing"


def summed_up(table: Table, parts: Sequence[Part], specs: Sequence[ColumnSpec]) -> Sums:
    """Return what the total row sums up in any column at all.

    The last part of a table that goes over several tables holds the sums of all of them.
    """
    sums = [p for p, spec in zip(parts, specs, strict=True) if spec.total is TotalPolicy.SUM]
    if table.total is None or not sums:
        return Sums.ROWS
    if _adds_up(table, sums) or _adds_up(without_sums(table), sums):
        return Sums.ROWS
    if _adds_up(without_parts(table, sums), sums):
        return Sums.SOME_ROWS
    if _continues(table, parts):
        return Sums.PARTS
    return Sums.ROWS if len(sums) < _ENOUGH_SUMS else Sums.NOTHING


def _continues(table: Table, parts: Sequence[Part]) -> bool:
    """Return whether the rows are numbered on from a table before."""
    index = next((part.index for part in parts if part.is_index), None)
    if index is None or not table.rows:
        return False
    number = read_number(table.rows[0].cells[index].text)
    return number is not None and number > 1


def _adds_up(table: Table, sums: Sequence[Part]) -> bool:
    assert table.total is not None
    figures = figures_by_column(table, sums)
    totals = figures_by_column(replace(table, rows=(table.total,)), sums)
    return any(is_sum(totals[part.index][0], figures[part.index]) for part in sums)


def is_sum(total: Figure | None, figures: Figures) -> bool:
    """Return whether `total` is the sum of `figures`, but for rounding."""
    known = [each for each in figures if each is not None]
    if total is None or not known:
        return False
    lack = total.value - sum((each.value for each in known), Decimal(0))
    return abs(lack) <= sum((each.doubt for each in known), total.half)


def not_summed(spec: ColumnSpec) -> ColumnSpec:
    """Return the column without the rule that its total is its sum."""
    return replace(spec, total=TotalPolicy.SHEET) if spec.total is TotalPolicy.SUM else spec


def total_findings(dataset: Dataset, parts: Sequence[Part], *, sums: Sums) -> Iterator[Finding]:
    """Yield what is to be told of the total row: missing, without a name, no sum at all."""
    table = dataset.table
    if table.total is None:
        summed = any(part.is_figure and part.meaning not in NO_SUMS for part in parts)
        if len(table.rows) >= _SUMMED_ROWS and summed and not dataset.subtotals:
            yield _missing(table)
        return
    where = table.place(table.total.cells[dataset.columns[KEY].index])
    if not _has_name(table.total):
        yield _unnamed(where)
    if sums is Sums.NOTHING:
        yield _no_sums(where)
    elif sums is Sums.PARTS:
        yield _of_more_tables(where)
    for part in parts:
        if part.is_figure and part.meaning not in NO_SUMS and is_odd_total(table, part):
            yield from _odd(table, part)


def first_place(table: Table) -> str:
    """Return what to call the table: its sheet, or where in the document it begins."""
    return table.sheet or table.place(table.head[0].cell)


def _has_name(row: Row) -> bool:
    """Return whether a text stands left of the row's figures."""
    figures = [place for place, cell in enumerate(row.cells) if cell.figure is not None]
    return any(isinstance(cell.value, str) for cell in row.cells[: min(figures, default=None)])


def _missing(table: Table) -> Finding:
    return Finding(
        code="total-row-missing",
        level=Level.NOTE,
        where=first_place(table),
        message="ตารางมีตัวเลขหลายแถว แต่ไม่มีแถวรวม จึงตรวจผลรวมของแต่ละช่องไม่ได้",
        hint="เพิ่มแถวรวมท้ายตาราง ถ้าตัวเลขเหล่านี้ควรรวมกัน",
    )


def _unnamed(where: str) -> Finding:
    return Finding(
        code="total-row-unnamed",
        level=Level.NOTE,
        where=where,
        message="แถวสุดท้ายไม่มีชื่อ จึงถือเป็นแถวรวม",
        hint="พิมพ์คำว่า “รวม” ในช่องชื่อของแถวนั้น",
    )


def _no_sums(where: str) -> Finding:
    return Finding(
        code="column-total-mismatch",
        level=Level.WARN,
        where=where,
        message="แถวรวมไม่เท่ากับผลบวกของแถวข้างบนแม้แต่ช่องเดียว",
        hint="ตรวจว่าขาดแถวใดไป หรือแถวรวมนับตารางในหน้าก่อนด้วย",
    )


def _of_more_tables(where: str) -> Finding:
    return Finding(
        code="column-total-mismatch",
        level=Level.NOTE,
        where=where,
        message="ตารางนี้ต่อจากตารางก่อน แถวรวมนับแถวของตารางก่อนด้วย จึงตรวจผลรวมของแต่ละช่องไม่ได้",
        hint="ทำเป็นตารางเดียวแล้วให้ Word พิมพ์หัวตารางซ้ำทุกหน้า จะตรวจผลรวมให้ได้",
    )


def _odd(table: Table, part: Part) -> Iterator[Finding]:
    """Yield a warning for a total that lies among the figures and is not their mean."""
    cell = table.total.cells[part.index] if table.total else None
    if cell is not None and not is_mean(table, part):
        yield Finding(
            code="column-total-mismatch",
            level=Level.WARN,
            where=table.place(cell),
            message=f"{part.column.name} ในแถวรวมเป็น {cell.text} ซึ่งไม่ใช่ผลบวกและไม่ใช่ค่าเฉลี่ยของช่อง",
            hint="ถ้าเป็นอัตราส่วนที่คิดจากยอดรวมก็ถูกแล้ว ถ้าเป็นยอดรวมให้ตรวจผลบวก",
        )
