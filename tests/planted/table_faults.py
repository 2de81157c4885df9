"""Errors in Word tables of figures, planted into clean letters."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from planted.days import thai
from planted.grids import LEVELS, Counts, Sales, Scores, percent
from planted.letters import make_letter
from planted.plans import Item, Spoilt, item_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planted.drafts import Grid
    from planted.letters import Clean


def _bumped(text: str, number: int) -> str:
    """Return the figure with its last digit but two, or its last one, changed."""
    digits = [place for place, sign in enumerate(text) if sign.isdigit()]
    place = digits[-3] if len(digits) > 3 and "." not in text else digits[len(digits) // 2]
    old = text[place]
    new = str((int(old) + 2 + number % 5) % 10)
    return text[:place] + (thai(new) if old in "๐๑๒๓๔๕๖๗๘๙" else new) + text[place + 1 :]


def _spoilt(clean: Clean, grid: Grid, cells: list[tuple[int, int]], what: str) -> Spoilt:
    """Return the letter with the table; `cells` count rows of data and columns from 0."""
    above = len(grid.head) + 1
    return Spoilt(
        draft=clean.with_grid(grid).draft,
        cells=tuple((row + above, column + 1) for row, column in cells),
        what=f"{clean.draft.name}: {what}",
    )


def _change(clean: Clean, row: int, column: int, number: int) -> Spoilt:
    """Change a figure of a data row."""
    grid = _grid(clean)
    old = grid.rows[row][column]
    new = _bumped(old, number)
    return _spoilt(clean, grid.spoilt(row, column, new), [(row, column)], f"{old} เป็น {new}")


def _change_total(clean: Clean, column: int, number: int) -> Spoilt:
    """Change a figure of the row of totals."""
    grid = _grid(clean)
    assert grid.total
    old = grid.total[column]
    new = _bumped(old, number)
    row = len(grid.rows)
    return _spoilt(clean, grid.spoilt_total(column, new), [(row, column)], f"รวม {old} เป็น {new}")


def _grid(clean: Clean) -> Grid:
    assert clean.table
    return clean.table.grid()


def _sales(clean: Clean) -> Sales:
    return cast("Sales", clean.table)


def row_total(clean: Clean, number: int) -> Spoilt:
    """Plant the sum of a row is off."""
    table = clean.table
    if isinstance(table, Sales):
        return _change(clean, 1 + number % 5, table.total_column, number)
    if isinstance(table, Scores):
        return _change(clean, 1 + number % 5, table.level_column - 1, number)
    return _change(clean, 1 + number % 5, 5, number)


def month_misread(clean: Clean, number: int) -> Spoilt:
    """Plant a month is off, and with it the sums of its row and column."""
    row, column = 1 + number % 5, 4
    spoilt = _change(clean, row, column, number)
    total = _sales(clean).total_column
    above = len(_grid(clean).head) + 1
    return replace(spoilt, cells=(*spoilt.cells, (row + above, total + 1)))


def column_total(clean: Clean, number: int) -> Spoilt:
    """Plant the sum of a column is off."""
    column = 3 if isinstance(clean.table, Counts) else 2 + number % 4
    return _change_total(clean, column, number)


def share(clean: Clean, number: int) -> Spoilt:
    """Plant the percentage of a row is off."""
    return _change(clean, 1 + number % 5, _sales(clean).total_column + 2, number)


def mean_share(clean: Clean, _: int) -> Spoilt:
    """Plant the percentage of the totals is the mean of the rows."""
    table, grid = _sales(clean), _grid(clean)
    shares = [percent(table.sum_of(row), table.targets[row]) for row in range(len(table.names))]
    mean = (sum(shares, Decimal(0)) / len(shares)).quantize(Decimal("0.01"))
    text = thai(mean) if table.thai_digits else str(mean)
    column = table.total_column + 2
    place = [(len(grid.rows), column)]
    return _spoilt(clean, grid.spoilt_total(column, text), place, f"ค่าเฉลี่ย {mean}")


def remaining(clean: Clean, number: int) -> Spoilt:
    """Plant what remains of a row is off."""
    return _change(clean, 1 + number % 5, _sales(clean).total_column + 1, number)


def unsigned(clean: Clean, number: int) -> Spoilt:
    """Plant a district beyond its target, what remains printed without the minus."""
    row = 1 + number % 5
    sales = _sales(clean)
    target = (sales.sum_of(row) * Decimal("0.84")).quantize(Decimal(1))
    grid = sales.with_target(row, target).grid()
    column = sales.total_column + 1
    text = grid.rows[row][column].lstrip("-")
    return _spoilt(clean, grid.spoilt(row, column, text), [(row, column)], f"{text} ไม่มีลบ")


def level(clean: Clean, number: int) -> Spoilt:
    """Plant a level that its thresholds do not give."""
    table = cast("Scores", clean.table)
    row = number % 8
    right = table.level(row)
    wrong = LEVELS[(LEVELS.index(right) + 1) % len(LEVELS)]
    grid, column = table.grid(), table.level_column
    what = f"ระดับ {right} เป็น {wrong}"
    return _spoilt(clean, grid.spoilt(row, column, wrong), [(row, column)], what)


def duplicate(clean: Clean, number: int) -> Spoilt:
    """Plant a month copied from the row above, all sums worked out with it."""
    sales, row, month = _sales(clean), 2 + number % 4, 1
    value = sales.months[row - 1][month]
    grid = sales.with_month(row, month, value).grid()
    cells = [(row, 3 + month), (row - 1, 3 + month)]
    return _spoilt(clean, grid, cells, f"{value} ซ้ำ")


def tenfold(clean: Clean, number: int) -> Spoilt:
    """Plant a month ten times too high, all sums worked out with it."""
    sales, row, month = _sales(clean), 1 + number % 5, number % 2
    value = sales.months[row][month] * 10
    grid = sales.with_month(row, month, value).grid()
    return _spoilt(clean, grid, [(row, 3 + month)], f"{value} สูงสิบเท่า")


def tenfold_target(clean: Clean, number: int) -> Spoilt:
    """Plant a target ten times too high, all that hangs on it worked out with it."""
    sales, row = _sales(clean), 1 + number % 5
    value = sales.targets[row] * 10
    grid = sales.with_target(row, value).grid()
    share_column = sales.total_column + 2
    return _spoilt(clean, grid, [(row, 2), (row, share_column)], f"เป้าหมาย {value} สูงสิบเท่า")


def mixed_cell(clean: Clean, number: int) -> Spoilt:
    """Plant a Thai digit in a figure of Arabic ones, or the other way round."""
    grid, row, column = _grid(clean), 1 + number % 4, 3
    old = grid.rows[row][column]
    is_thai = old[0] in "๐๑๒๓๔๕๖๗๘๙"
    first = str("๐๑๒๓๔๕๖๗๘๙".index(old[0])) if is_thai else thai(old[0])
    new = first + old[1:]
    return _spoilt(clean, grid.spoilt(row, column, new), [(row, column)], f"{old} เป็น {new}")


def no_total(clean: Clean, _: int) -> Spoilt:
    """Plant a table of figures whose row of totals is gone."""
    grid = replace(_grid(clean), total=None)
    return Spoilt(draft=clean.with_grid(grid).draft, what=f"{clean.draft.name}: ไม่มีแถวรวม")


_SALES: Final = {"kind": "sales", "attachments": 1}
_SCORES: Final = {"kind": "scores", "attachments": 2}
_COUNTS: Final = {"kind": "counts", "attachments": 1}
_FAULTS: Final[tuple[tuple[str, int, Callable[[Clean, int], Spoilt], dict[str, Any]], ...]] = (
    ("row-total-mismatch", 5, row_total, _SALES),
    ("row-total-mismatch", 2, row_total, _SCORES),
    ("row-total-mismatch", 2, row_total, _COUNTS),
    ("row-total-mismatch", 4, month_misread, _SALES),
    ("column-total-mismatch", 5, column_total, _SALES),
    ("column-total-mismatch", 2, column_total, _SCORES),
    ("column-total-mismatch", 2, column_total, _COUNTS),
    ("percent-mismatch", 5, share, _SALES),
    ("percent-mismatch", 2, mean_share, _SALES),
    ("remaining-mismatch", 5, remaining, _SALES),
    ("negative-unsigned", 4, unsigned, _SALES),
    ("level-mismatch", 5, level, _SCORES),
    ("duplicate-value", 4, duplicate, _SALES),
    ("outlier", 4, tenfold, _SALES),
    ("outlier", 3, tenfold_target, _SALES),
    ("mixed-digits-cell", 4, mixed_cell, _SALES),
    ("total-row-missing", 4, no_total, _SALES),
)


def table_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for group, (code, count, plant, wishes) in enumerate(_FAULTS):
        for number in range(count):
            clean = make_letter(500 + group % 4 * 10 + number, **wishes)
            yield item_of((code,), group * 10 + number, clean.draft, plant(clean, number))
