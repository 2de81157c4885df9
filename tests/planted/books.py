"""Clean workbooks of several layouts, and errors planted into them."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

import openpyxl
from openpyxl.utils import get_column_letter

from planted.days import thai
from planted.grids import LEVELS, Scores, make_counts, make_sales, make_scores
from planted.offices import large_places, places
from planted.plans import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from openpyxl.worksheet.worksheet import Worksheet

    from planted.drafts import Grid
    from planted.grids import Counts, Sales

_FISCAL: Final = tuple((2024 if month >= 10 else 2025, month) for month in (10, 11, 12, 1, 2, 3))
_TITLES: Final = ("สรุปยอดจำหน่ายรายเดือน", "ผลการเบิกจ่ายรายอำเภอ", "รายงานผลการดำเนินงาน")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the table starts on the sheet, and what stands round it."""

    title_rows: int
    first_column: int  # from 1
    sheet: str
    note: str


_LAYOUTS: Final = (
    Layout(title_rows=0, first_column=1, sheet="Sheet1", note=""),
    Layout(title_rows=2, first_column=1, sheet="สรุป", note="ข้อมูล ณ วันที่ 10 เมษายน 2568"),
    Layout(title_rows=3, first_column=2, sheet="ข้อมูลรายอำเภอ", note=""),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook of one table."""

    name: str
    grid: Grid
    layout: Layout
    texts: frozenset[tuple[int, int]] = frozenset()  # cells kept as text, in data rows
    formula: tuple[int, int] | None = None  # a sum that nobody calculated, in a data row

    def cell(self, row: int, column: int) -> str:
        """Return the name of a cell; `row` counts rows of data, both from 0."""
        above = self.layout.title_rows + len(self.grid.head)
        letter = get_column_letter(self.layout.first_column + column)
        return f"{letter}{above + row + 1}"

    def xlsx(self) -> bytes:
        """Return the file."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = self.layout.sheet
        for row in range(self.layout.title_rows):
            lines = (_TITLES[len(self.name) % 3], "ปีงบประมาณ พ.ศ. 2568", "หน่วยนับ: บาท")
            sheet.cell(row + 1, self.layout.first_column, lines[row])
        self._fill(sheet)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def _fill(self, sheet: Worksheet) -> None:
        first, top = self.layout.first_column, self.layout.title_rows + 1
        head = len(self.grid.head)
        for down, row in enumerate(self.grid.lines):
            for across, text in enumerate(row):
                place = (down - head, across)
                value = text if down < head or place in self.texts else _value(text)
                cell = sheet.cell(top + down, first + across)
                if place == self.formula:
                    start, end = self.cell(place[0], 3), self.cell(place[0], across - 1)
                    cell.value = f"=SUM({start}:{end})"
                elif value is not None:
                    cell.value = value
                    if isinstance(value, Decimal):
                        cell.number_format = _format(text)
        if head == 2 and self.layout.note:
            _merge(sheet, self.grid.head, top, first)
        if self.layout.note:
            sheet.cell(top + len(self.grid.lines) + 1, first, self.layout.note)


def _merge(sheet: Worksheet, head: tuple[tuple[str, ...], ...], top: int, first: int) -> None:
    """Join the headings of groups across, and plain headings downwards."""
    groups, below = head
    column = 0
    while column < len(groups):
        end = column + 1
        while end < len(groups) and not groups[end] and below[end]:
            end += 1
        bottom = top if below[column] else top + 1
        sheet.merge_cells(
            start_row=top,
            start_column=first + column,
            end_row=bottom,
            end_column=first + end - 1,
        )
        column = end


def _value(text: str) -> Decimal | str | None:
    """Return the figure that the text is, the text, or None for an empty cell."""
    if not text or not text.isascii():  # Decimal would read Thai digits too
        return text or None
    try:
        return Decimal(text.replace(",", ""))
    except InvalidOperation:
        return text


def _format(text: str) -> str:
    return "#,##0.00" if "." in text else "#,##0" if "," in text else "0"


def make_table(seed: int, kind: str) -> Sales | Scores | Counts:
    """Return the clean table of the seed."""
    chance = random.Random(f"book {seed}")
    homes = large_places() if kind == "scores" else places()
    names = homes[seed % len(homes)].districts
    months = list(_FISCAL[: 4 + seed % 3])
    if kind == "scores":
        return make_scores(chance, names, months)
    if kind == "counts":
        return make_counts(chance, names)
    return make_sales(
        chance,
        names,
        months,
        style=("dash", "plain", "close", "full")[seed % 4],
        places=2 if seed % 5 == 0 else 0,
        grouped=seed % 2 == 0,
        words=(
            ("เป้าหมาย", "รวม", "คงเหลือ", "ร้อยละ"),
            ("เป้าหมายรายได้", "รวมทั้งสิ้น", "ยอดคงเหลือ", "คิดเป็นร้อยละ"),
            ("ค่าเป้าหมาย", "รวมทั้งสิ้น", "คงเหลือ", "คิดเป็นเปอร์เซ็นต์"),
        )[seed % 3],
    )


def make_book(seed: int, table: Sales | Scores | Counts) -> Book:
    """Return the clean workbook of the table."""
    return Book(name=f"book-{seed:03}.xlsx", grid=table.grid(), layout=_LAYOUTS[seed % 3])


Planted = tuple[Book, tuple[str, ...], str]  # spoilt, its cells, what was done


def _figure(book: Book, row: int, column: int, amount: int) -> Planted:
    """Add to a figure of a data row."""
    old = book.grid.rows[row][column]
    new = f"{Decimal(old.replace(',', '')) + amount:,}"
    spoilt = replace(book, grid=book.grid.spoilt(row, column, new))
    return spoilt, (book.cell(row, column),), f"{old} เป็น {new}"


def _total(book: Book, column: int, amount: int) -> Planted:
    assert book.grid.total
    old = book.grid.total[column]
    new = f"{Decimal(old.replace(',', '')) + amount:,}"
    spoilt = replace(book, grid=book.grid.spoilt_total(column, new))
    return spoilt, (book.cell(len(book.grid.rows), column),), f"รวม {old} เป็น {new}"


def _plant(code: str, table: Sales | Scores | Counts, book: Book, number: int) -> Planted:
    """Return the workbook with an error of the kind."""
    row = 1 + number % 5
    if isinstance(table, Scores):
        right = table.level(row)
        wrong = LEVELS[(LEVELS.index(right) + 1) % len(LEVELS)]
        grid = book.grid.spoilt(row, table.level_column, wrong)
        return replace(book, grid=grid), (book.cell(row, table.level_column),), "ระดับผิด"
    return _PLANTS[code](table, book, row)  # type: ignore[arg-type] # sales, as the list below says


def _duplicate(table: Sales, book: Book, row: int) -> Planted:
    grid = table.with_month(row, 1, table.months[row - 1][1]).grid()
    return replace(book, grid=grid), (book.cell(row, 4), book.cell(row - 1, 4)), "ซ้ำ"


def _outlier(table: Sales, book: Book, row: int) -> Planted:
    grid = table.with_month(row, 2, table.months[row][2] * 10).grid()
    return replace(book, grid=grid), (book.cell(row, 5),), "สูงสิบเท่า"


def _unsigned(table: Sales, book: Book, row: int) -> Planted:
    target = (table.sum_of(row) * Decimal("0.88")).quantize(Decimal(1))
    grid, column = table.with_target(row, target).grid(), table.total_column + 1
    text = grid.rows[row][column].lstrip("-")
    return replace(book, grid=grid.spoilt(row, column, text)), (book.cell(row, column),), text


def _as_text(_: Sales, book: Book, row: int) -> Planted:
    spoilt = replace(book, texts=frozenset({(row, 4)}))
    return spoilt, (book.cell(row, 4),), "ตัวเลขเป็นข้อความ"


def _mixed(_: Sales, book: Book, row: int) -> Planted:
    old = book.grid.rows[row][4]
    grid = book.grid.spoilt(row, 4, thai(old[0]) + old[1:])
    return replace(book, grid=grid), (book.cell(row, 4),), f"{old} ปนเลขไทย"


def _formula(table: Sales, book: Book, row: int) -> Planted:
    column = table.total_column
    return replace(book, formula=(row, column)), (book.cell(row, column),), "สูตรไม่เคยคำนวณ"


def _no_total(_: Sales, book: Book, __: int) -> Planted:
    return replace(book, grid=replace(book.grid, total=None)), (), "ไม่มีแถวรวม"


_PLANTS: Final[dict[str, Callable[[Sales, Book, int], Planted]]] = {
    "row-total-mismatch": lambda t, b, row: _figure(b, row, t.total_column, 900),
    "column-total-mismatch": lambda _, b, row: _total(b, 2 + row, 1000),
    "percent-mismatch": lambda t, b, row: _figure(b, row, t.total_column + 2, 3),
    "remaining-mismatch": lambda t, b, row: _figure(b, row, t.total_column + 1, -700),
    "negative-unsigned": _unsigned,
    "duplicate-value": _duplicate,
    "outlier": _outlier,
    "text-number": _as_text,
    "mixed-digits-cell": _mixed,
    "uncalculated-formula": _formula,
    "total-row-missing": _no_total,
}
_COUNT: Final = 3


def book_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for group, code in enumerate((*_PLANTS, "level-mismatch")):
        for number in range(_COUNT):
            seed = group * 10 + number
            table = make_table(seed, "scores" if code == "level-mismatch" else "sales")
            book = make_book(seed, table)
            spoilt, cells, what = _plant(code, table, book, number)
            yield Item(
                key=f"{code}-x{number:02}",
                codes=(code,),
                name=book.name,
                clean=book.xlsx(),
                spoilt=spoilt.xlsx(),
                sheet_cells=cells,
                what=f"{book.name}: {what}",
            )
