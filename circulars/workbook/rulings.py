"""What a rule gives for a cell, beside what the sheet says there (ค่าตามสูตรกับค่าในตาราง)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from circulars.data.labels import is_subtotal_label
from circulars.expressions import ExpressionError, compiled
from circulars.model.letter_type import ColumnKind, TotalPolicy
from circulars.model.names import MONTHS
from circulars.model.precision import doubt, half_unit
from circulars.model.rows import row_names
from circulars.workbook.figures import is_dash, read_number
from circulars.workbook.number_format import format_value
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import Cell, CellValue, Row

GENERAL: Final = "General"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One cell: what the sheet says, what the rule gives (None: nothing), what is printed."""

    row: Row
    cell: Cell  # of the sheet
    stated: CellValue
    given: CellValue
    ruled: Cell  # the cell as the rule gives it
    printed: Cell
    difference: Decimal | None  # between the figures; None where one of the two is no figure
    tolerance: Decimal  # how far apart two figures may be that are both right
    failure: str = ""  # why the rule gives nothing, though all it uses is there

    @property
    def is_settled(self) -> bool:
        """Whether the rule is printed, so that what is wrong with the cell does not matter."""
        return self.printed is self.ruled

    @property
    def differs(self) -> bool:
        """Whether sheet and rule both say something, and would not print the same."""
        if self.stated is None or self.given is None or self.cell.text == self.ruled.text:
            return False
        if self.difference is None:
            return _words(self.stated) != _words(self.given)
        return self.difference > half_unit(self.ruled)

    @property
    def is_rounding(self) -> bool:
        """Whether the difference may come from rounding alone."""
        return self.difference is not None and self.difference <= self.tolerance


def rule_on(dataset: Dataset, spec: ColumnSpec, row: Row, code: str) -> Ruling:
    """Return the ruling on `row` in a computed column; `code` is the number format of the rule."""
    cell = dataset.cell(row, spec.name)
    is_sum = row is dataset.table.total and spec.total is TotalPolicy.SUM
    given, failure = (
        (_sum(dataset, spec), "") if is_sum else result_of(spec, row_names(dataset, row))
    )
    ruled = _ruled(cell, given, spec, code, is_sum=is_sum)
    stated, figure = _stated(cell), _figure(given)
    stands = given is None or (spec.override and not is_sum and stated is not None)
    said = _figure(stated)
    difference = abs(said - figure) if said is not None and figure is not None else None
    return Ruling(
        row=row,
        cell=cell,
        stated=stated,
        given=given,
        ruled=ruled,
        printed=restyled(cell, spec.format) if stands else ruled,
        difference=difference,
        failure=failure,
        tolerance=_tolerance(dataset, spec, row, ruled, is_sum=is_sum)
        if difference
        else Decimal(0),
    )


def restyled(cell: Cell, code: str | None) -> Cell:
    """Return `cell` with its figure in the number format `code`; as it is without either."""
    if code is None or not isinstance(cell.value, Decimal) or cell.figure is None:
        return cell
    return in_format(cell, cell.figure, code)


def in_format(cell: Cell, value: CellValue, code: str) -> Cell:
    """Return `cell` with `value`, a figure as it is to be printed: 83.71 in percent is 0.8371."""
    held = replace(cell, value=value, number_format=code)
    if isinstance(value, Decimal) and held.figure != value:
        held = replace(held, value=value.scaleb(-2))
    return replace(held, text=format_value(held.value, code))


def _ruled(cell: Cell, given: CellValue, spec: ColumnSpec, code: str, *, is_sum: bool) -> Cell:
    formula = f"={spec.name} | ผลรวม" if is_sum else f"={spec.value}"
    return replace(in_format(cell, given, code), formula=" ".join(formula.split()))


def _sum(dataset: Dataset, spec: ColumnSpec) -> Decimal | None:
    """Return the exact sum of the column as it is printed; None of a column without figures."""
    known = [cell.figure for cell in _summed(dataset, spec) if cell.figure is not None]
    return sum(known, Decimal(0)) if known else None


def _summed(dataset: Dataset, spec: ColumnSpec) -> Iterator[Cell]:
    """Yield the column's cells, but of rows that are sums themselves (แถวรวมย่อย)."""
    for row in dataset.table.rows:
        if not is_subtotal_label(dataset.label(row)):
            yield dataset.cell(row, spec.name)


def result_of(spec: ColumnSpec, names: Mapping[str, Any]) -> tuple[CellValue, str]:
    """Return what the rule gives with `names` known, and why it gives nothing to print.

    No reason is given where a figure that it uses is not there.
    """
    rule = compiled(spec.value or "none")
    try:
        result = rule.evaluate(names)
    except ExpressionError as error:
        lacks = any(names.get(name) in (None, "", []) for name in rule.names)
        return None, "" if lacks else str(error)
    value = _printable(result)
    if value is None and result is not None:
        return None, "สูตรให้ค่าที่พิมพ์ในช่องไม่ได้ เช่น จริงหรือเท็จ หรือรายการ"
    if spec.kind.is_figure and isinstance(value, str) and read_number(value) is None:
        return None, f"สูตรให้ข้อความ “{value}” ในช่องตัวเลข"
    return value, ""


def _printable(value: object) -> CellValue:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, str):
        return str(value)
    return value if isinstance(value, (Decimal, dt.date)) else None


def _stated(cell: Cell) -> CellValue:
    """Return what the cell says, an error of Excel and text among figures too; None for nothing."""
    if cell.figure is not None:
        return cell.figure
    if isinstance(cell.value, dt.date):
        return cell.value
    text = cell.text.strip()
    return None if not text or is_dash(text) else text


def _figure(value: CellValue) -> Decimal | None:
    if isinstance(value, str):
        return read_number(value)
    return value if isinstance(value, Decimal) else None


def _words(value: CellValue) -> CellValue:
    return " ".join(to_arabic_digits(value).split()) if isinstance(value, str) else value


def _tolerance(
    dataset: Dataset, spec: ColumnSpec, row: Row, ruled: Cell, *, is_sum: bool
) -> Decimal:
    """Return half of the last printed place, and more where inputs were typed as printed.

    Words such as levels of a score have no rounding.
    """
    if spec.kind is ColumnKind.TEXT or ruled.figure is None:
        return Decimal(0)
    if is_sum:
        slack = sum(map(doubt, _summed(dataset, spec)), Decimal(0))
    else:
        slack = _slack(dataset, spec, row, ruled.figure)
    return half_unit(ruled) + slack


def _slack(dataset: Dataset, spec: ColumnSpec, row: Row, figure: Decimal) -> Decimal:
    """Return by how much the doubt in each input may move the rule's figure, up or down."""
    names = row_names(dataset, row)
    slack = Decimal(0)
    for shifts in _shifts(dataset, spec, row):
        moved = (_figure(result_of(spec, {**names, **shift})[0]) for shift in shifts)
        slack += max((abs(each - figure) for each in moved if each is not None), default=Decimal(0))
    return slack


def _shifts(dataset: Dataset, spec: ColumnSpec, row: Row) -> Iterator[list[dict[str, Any]]]:
    """Yield, input by input, the names that change when it is moved by its doubt up and down."""
    used = compiled(spec.value or "none").names
    for name in sorted(used & dataset.columns.keys()):
        cell = dataset.cell(row, name)
        if doubt(cell) and cell.figure is not None:
            yield [{name: cell.figure + by} for by in (doubt(cell), -doubt(cell))]
    months = row_names(dataset, row)[MONTHS] if MONTHS in used else []
    cells = [row.cells[column.index] for column in dataset.months]
    for place, cell in enumerate(cell for cell in cells if cell.figure is not None):
        if months and doubt(cell):
            left, figure, right = months[:place], months[place], months[place + 1 :]
            yield [{MONTHS: [*left, figure + by, *right]} for by in (doubt(cell), -doubt(cell))]
