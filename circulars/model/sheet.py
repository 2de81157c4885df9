"""A summary workbook as read: cells that know their address, and tables with a header tree."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thai_numerals import YearMonth

# What a number format shows as it stands, so that a percent sign there does not scale.
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^]]*\]')

CellValue = Decimal | str | dt.date | dt.datetime | dt.time | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: its value with full precision and its text as Excel shows it."""

    address: str  # "D7"; in a document "ตารางที่ 1 แถวที่ 5 ช่องที่ 8"
    value: CellValue
    text: str  # as Excel shows it: value through number format, half-up
    number_format: str = "General"
    formula: str | None = None  # "=SUM(D7:I7)"; the value is what Excel last computed
    is_count: bool = False  # of whole things: never rounded before it was typed

    @property
    def is_empty(self) -> bool:
        """Whether the cell holds nothing, not even blanks."""
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())

    @property
    def typed(self) -> str:
        """What the cell answers in a form: days as ISO 8601, figures in plain digits.

        >>> Cell(address="B2", value=dt.date(2025, 3, 5), text="5 มี.ค. 25").typed
        '2025-03-05'
        """
        match self.value:
            case dt.datetime():
                return self.value.date().isoformat()
            case dt.date():
                return self.value.isoformat()
            case Decimal():
                digits = f"{self.figure or 0:f}"
                return digits.rstrip("0").rstrip(".") if "." in digits else digits
            case str():
                return self.value.strip()
            case _:
                return self.text.strip()

    @property
    def figure(self) -> Decimal | None:
        """The number as it is printed, unrounded; None where the cell holds none.

        >>> Cell(address="L7", value=Decimal("0.8371"), text="84%", number_format="0%").figure
        Decimal('83.7100')
        """
        if not isinstance(self.value, Decimal):
            return None
        return self.value * 100 if "%" in _LITERAL.sub("", self.number_format) else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderNode:
    """One cell of the table's head with the columns under it (หัวตาราง)."""

    text: str
    cell: Cell
    first_column: int  # 0-based place in the table, not in the sheet
    column_span: int
    first_row: int  # 0-based row of the head
    row_span: int
    children: tuple[HeaderNode, ...] = ()

    def leaves(self) -> Iterator[HeaderNode]:
        """Yield the lowest nodes, one for each column, from the left."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table, named by the headings over it."""

    index: int  # 0-based place in the table
    letter: str  # "D" in the sheet
    path: tuple[str, ...]  # headings from the top: ("ผลการจัดเก็บรายได้", "ต.ค.-67")
    month: YearMonth | None = None  # the month, where the lowest heading is one

    @property
    def heading(self) -> str:
        """The headings from the top, joined for messages."""
        return " / ".join(self.path)

    @property
    def name(self) -> str:
        """What messages call the column: its lowest heading, or its number without one.

        >>> Column(index=3, letter="D", path=("ผลการจัดเก็บรายได้", "ต.ค.-67")).name
        'ต.ค.-67'
        """
        return self.path[-1] if self.path else f"ช่องที่ {self.index + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table: a cell for each column, in order."""

    number: int  # 1-based row in the sheet
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The one table of a sheet: titles, head, rows, total row, notes under it."""

    sheet: str  # empty for a table of a document, whose cells know their whole place
    titles: tuple[Cell, ...]
    head: tuple[HeaderNode, ...]  # the top row of the header tree
    head_rows: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None  # แถวรวม
    notes: tuple[Cell, ...]

    @property
    def every_row(self) -> tuple[Row, ...]:
        """The data rows, and the total row last if there is one."""
        return (*self.rows, self.total) if self.total else self.rows

    def only(self, row: Row) -> Table:
        """Return the table with `row` alone, and no total row."""
        return replace(self, rows=(row,), total=None)

    def place(self, cell: Cell) -> str:
        """Return where `cell` is, as messages name it: ``สรุปยอดจำหน่าย!D7``.

        In a document a cell's own address says it all: ``ตารางที่ 1 แถวที่ 5 ช่องที่ 8``.
        """
        return f"{self.sheet}!{cell.address}" if self.sheet else cell.address
