"""A dataset (ชุดข้อมูล): a table of the workbook bound to the names a letter type uses."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.model.sheet import Cell, Column, Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table with its columns known by name, and its month columns in order."""

    name: str
    table: Table
    columns: Mapping[str, Column]  # by the name in letter.toml: {"เป้าหมาย": …}
    months: tuple[Column, ...]  # month columns from the left, empty future months included
    key: str  # the name of the column that names the row, such as the district (อำเภอ)
    subtotals: frozenset[int] = frozenset()  # numbers of rows that are sums of others
    # rows by what a column says, each column gone through once, when it is first asked for
    _known: dict[str, dict[str, list[Row]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def cell(self, row: Row, name: str) -> Cell:
        """Return the cell of `row` in the column called `name`; KeyError if there is none."""
        return row.cells[self.columns[name].index]

    def label(self, row: Row) -> str:
        """Return what names `row`, such as the district's name."""
        return self.cell(row, self.key).text.strip()

    def row_of(self, label: str) -> Row | None:
        """Return the row called `label`, blanks and what nobody sees aside; None without one."""
        return next(iter(self._by(self.key).get(_letters(label), ())), None)

    def rows_of(self, label: str, column: str) -> Sequence[Row]:
        """Return the rows that say `label` in `column`, compared as by :meth:`row_of`.

        They come in the order of the table, without those that are sums of others.
        """
        found = self._by(column).get(_letters(label), ())
        return [row for row in found if row.number not in self.subtotals]

    def _by(self, column: str) -> dict[str, list[Row]]:
        if column not in self._known:
            known = self._known[column] = {}
            for row in self.table.rows:
                known.setdefault(_letters(self.cell(row, column).text), []).append(row)
        return self._known[column]

    @property
    def filled_months(self) -> tuple[Column, ...]:
        """The month columns that hold a figure other than zero.

        A formula gives 0 for a month that has not come: a month of zeros alone has no data.
        """
        return tuple(
            column
            for column in self.months
            if any(row.cells[column.index].value for row in self.table.rows)
        )


def _letters(text: str) -> str:
    """Return what is to be seen of `text`, without blanks and zero-width characters."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
