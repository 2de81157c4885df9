"""Two tables that should agree: the annex of a letter, and the workbook that it came from."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from circulars.data.headings import Meaning, meaning, plain
from circulars.model.findings import Finding, Level
from circulars.model.precision import half_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Cell, Column, Row

    Saying = Callable[[Column], Hashable]
    Columns = dict[int, Column]  # of the workbook, by the place of the letter's

_ALIKE: Final = Fraction(1, 2)  # of the letter's rows and columns stand in the other table
_TOLD: Final = frozenset({Meaning.TOTAL, Meaning.TARGET, Meaning.REMAINING, Meaning.PERCENT})


def counterpart(letter: Dataset, others: Iterable[Dataset]) -> Dataset | None:
    """Return the one of `others` that has most of the rows and columns of `letter`, or None.

    Of several that have them all alike the first is returned.
    """
    best, likeness = None, Fraction(0)
    for other in others:
        found = min(_shared_rows(letter, other), _shared_columns(letter, other))
        if found >= _ALIKE and found > likeness:
            best, likeness = other, found
    return best


def differences(letter: Dataset, workbook: Dataset) -> Iterator[Finding]:
    """Yield where the letter's figures are not those of the workbook, rounded as printed.

    Rows go by name, columns by month or heading.  A workbook with figures of later months is
    warned of, and only months and targets are compared.  Rows that one side lacks are warned of; a
    letter of one row alone is for one recipient, and lacks nothing.
    """
    columns = _matched(letter, workbook)
    newer = _newer_months(letter, workbook)
    if newer:  # sums go by more months there
        yield _workbook_is_newer(letter, workbook, newer)
        columns = {
            place: column
            for place, column in columns.items()
            if (column.month or meaning(column.name) is Meaning.TARGET) and column not in newer
        }
    theirs = {_label(workbook, row): row for row in workbook.table.rows}
    for row in letter.table.rows:
        other = theirs.pop(_label(letter, row), None)
        if other is None:
            yield _not_in_workbook(letter, workbook, row)
        else:
            yield from _compared(letter, row, columns, workbook, other)
    if len(letter.table.rows) > 1:
        yield from (_not_in_letter(letter, workbook, row) for row in theirs.values())
        if letter.table.total and workbook.table.total:
            total = workbook.table.total
            yield from _compared(letter, letter.table.total, columns, workbook, total)


def _newer_months(letter: Dataset, workbook: Dataset) -> list[Column]:
    """Return the months behind the letter's last one of which only the workbook has figures."""
    last = max((c.month for c in letter.filled_months if c.month), default=None)
    if last is None:
        return []
    return [c for c in workbook.filled_months if c.month and c.month > last]


def _workbook_is_newer(letter: Dataset, workbook: Dataset, newer: list[Column]) -> Finding:
    named = ", ".join(f"“{column.name}”" for column in newer)
    return Finding(
        code="workbook-newer",
        level=Level.WARN,
        where=letter.table.place(letter.cell(letter.table.rows[0], letter.key)),
        message=f"สมุดงาน “{workbook.name}” มีข้อมูลของเดือน {named} ซึ่งตารางในหนังสือยังไม่มี "
        "จึงเทียบเฉพาะเดือนที่มีในหนังสือ",
        hint="ถ้าหนังสือยังไม่ออก ให้พิมพ์ตารางใหม่จากสมุดงาน",
    )


def _shared_rows(letter: Dataset, other: Dataset) -> Fraction:
    theirs = {_label(other, row) for row in other.table.rows}
    found = sum(_label(letter, row) in theirs for row in letter.table.rows)
    return Fraction(found, len(letter.table.rows) or 1)


def _shared_columns(letter: Dataset, other: Dataset) -> Fraction:
    figures = [column for column in letter.table.columns if _holds_figures(letter, column)]
    matched = _matched(letter, other)
    return Fraction(sum(column.index in matched for column in figures), len(figures) or 1)


def _label(dataset: Dataset, row: Row) -> str:
    return plain(dataset.label(row))


def _matched(letter: Dataset, workbook: Dataset) -> Columns:
    """Return the workbook's columns by the place of those of the letter that say the same."""
    matched: Columns = {}
    for sayings in (_month, _whole_heading, _lowest_heading, _role):
        theirs = _only(workbook, sayings)
        for saying, column in _only(letter, sayings).items():
            known = {each.index for each in matched.values()}
            other = theirs.get(saying)
            if other and column.index not in matched and other.index not in known:
                matched[column.index] = other
    return matched


def _only(dataset: Dataset, saying: Saying) -> dict[Hashable, Column]:
    """Return the columns of figures by what `saying` says of them, where it says it of one."""
    found: dict[Hashable, list[Column]] = {}
    for column in dataset.table.columns:
        told = column.month or _holds_figures(dataset, column)
        said = saying(column) if told else None
        if said:
            found.setdefault(said, []).append(column)
    return {said: columns[0] for said, columns in found.items() if len(columns) == 1}


def _month(column: Column) -> Hashable:
    return column.month


def _whole_heading(column: Column) -> Hashable:
    return plain(column.heading)


def _lowest_heading(column: Column) -> Hashable:
    return plain(column.name)


def _role(column: Column) -> Hashable:
    found = meaning(column.name)
    return found if found in _TOLD else None


def _holds_figures(dataset: Dataset, column: Column) -> bool:
    rows = dataset.table.rows
    key = dataset.columns[dataset.key].index
    return column.index != key and any(row.cells[column.index].figure is not None for row in rows)


def _compared(
    letter: Dataset, row: Row, columns: Columns, workbook: Dataset, other: Row
) -> Iterator[Finding]:
    for place, column in sorted(columns.items(), key=lambda item: item[0]):
        cell, theirs = row.cells[place], other.cells[column.index]
        if not _agree(cell, theirs):
            yield _differs(letter, row, cell, workbook, column, theirs)


def _agree(cell: Cell, other: Cell) -> bool:
    """Return whether the letter's `cell` prints the figure of `other`; blank is nothing."""
    if isinstance(cell.value, str) or isinstance(other.value, str):
        return True  # no figures: found when read
    printed, known = cell.figure or Decimal(0), other.figure or Decimal(0)
    rounding = half_unit(cell) if cell.figure is not None else half_unit(other)
    return abs(printed - known) <= rounding


def _differs(
    letter: Dataset, row: Row, cell: Cell, workbook: Dataset, column: Column, other: Cell
) -> Finding:
    name = letter.label(row) if row is not letter.table.total else "แถวรวม"
    return Finding(
        code="figure-differs",
        where=letter.table.place(cell),
        message=f"{column.name} ของ {name} ในหนังสือเป็น {_said(cell)} "
        f"แต่ในสมุดงาน ({workbook.table.place(other)}) เป็น {_said(other)}",
        hint="แก้ให้ตรงกัน ถ้าสมุดงานแก้ไขภายหลัง ให้พิมพ์ตารางในหนังสือใหม่",
    )


def _said(cell: Cell) -> str:
    return cell.text.strip() or "ช่องว่าง"


def _not_in_workbook(letter: Dataset, workbook: Dataset, row: Row) -> Finding:
    return Finding(
        code="row-missing",
        level=Level.WARN,
        where=letter.table.place(letter.cell(row, letter.key)),
        message=f"“{letter.label(row)}” อยู่ในหนังสือ แต่ไม่มีในสมุดงาน “{workbook.name}”",
        hint="ตรวจว่าสะกดชื่อตรงกันหรือไม่",
    )


def _not_in_letter(letter: Dataset, workbook: Dataset, row: Row) -> Finding:
    first = letter.table.rows[0]
    return Finding(
        code="row-missing",
        level=Level.WARN,
        where=letter.table.place(letter.cell(first, letter.key)),
        message=f"“{workbook.label(row)}” อยู่ในสมุดงาน ({workbook.table.place(row.cells[0])}) "
        "แต่ไม่มีในตารางของหนังสือ",
        hint="เพิ่มแถวที่ขาด หรือตรวจว่าสะกดชื่อตรงกันหรือไม่",
    )
