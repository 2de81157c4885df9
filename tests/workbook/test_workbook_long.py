"""Long tables: what is said of many rows can still be read, and work grows with the rows only."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from workbook_makers import HEAD, dataset_spec, make_workbook, table_of

from circulars.model.letter_type import ColumnKind
from circulars.workbook import Sheet, bind, sheet_findings
from circulars.workbook.grid import Grid

if TYPE_CHECKING:
    import pytest

SPEC = dataset_spec(
    [
        ("อำเภอ", "อำเภอ", ColumnKind.TEXT),
        ("ยอด", "ยอด", ColumnKind.NUMBER),
        ("สอง", "สองเท่า", ColumnKind.NUMBER),
    ]
)
RULED = replace(
    SPEC, columns=(*SPEC.columns[:2], replace(SPEC.columns[2], value="ยอด * 2", override=True))
)


def rows(count: int) -> list[list[object]]:
    """Return a table whose figures say three times instead of twice."""
    return [[*HEAD, "สองเท่า"], *([n, f"ต{n}", n * 100, n * 300] for n in range(1, count + 1))]


def test_of_many_rows_the_first_are_named() -> None:
    """A message about 300 rows names twenty and counts the rest; its place names every cell."""
    _, found = bind(make_workbook(rows(300)), RULED)
    (finding,) = found
    assert "manual-override" == finding.code
    assert "ต20 6,000" in finding.message.replace("6000", "6,000")
    assert "ต21 " not in finding.message
    assert "และอีก 280 แถว" in finding.message
    assert 300 == len(finding.where.partition("!")[2].split(", "))


def test_of_few_rows_all_are_named() -> None:
    """A message about twenty rows names them all."""
    _, (finding,) = bind(make_workbook(rows(20)), RULED)
    assert "ต20 " in finding.message
    assert "และอีก" not in finding.message


def test_blocks_are_made_of_the_head_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a table of 500 rows looks at the blocks of its head, not at those of every row."""
    data = rows(500)
    sheet = make_workbook(data).sheets[0]
    asked: list[int] = []
    starting = Grid.starting

    def note(self: Grid, row: int) -> object:
        asked.append(row)
        return starting(self, row)

    monkeypatch.setattr(Grid, "starting", note)
    table = table_of(data)
    assert 500 == len(table.rows)
    assert () == sheet_findings(sheet, table)
    assert max(asked) <= 3


def test_the_last_digit_of_the_last_row() -> None:
    """The figures of a long table add up exactly, in its last row as in its first."""
    figures = [Decimal(n).scaleb(-2) for n in range(1, 2001)]
    data = [HEAD, *([n, f"ต{n}", float(figure)] for n, figure in enumerate(figures, 1))]
    table = table_of(data)
    assert sum(figures) == sum(row.cells[2].value for row in table.rows)  # type: ignore[misc]  # figures all
    assert ("C2001", "20") == (table.rows[-1].cells[2].address, table.rows[-1].cells[2].text)


def test_an_empty_sheet_has_no_blocks() -> None:
    """A sheet without cells has no row in which a block begins."""
    sheet = Sheet(
        name="", hidden=False, cells={}, merges=(), hidden_rows=frozenset(),
        hidden_columns=(), uncalculated=(),
    )  # fmt: skip
    grid = Grid.of(sheet)
    assert ([], 0, 0) == (list(grid.numbers), grid.next_row(0), grid.widest_below(0))
