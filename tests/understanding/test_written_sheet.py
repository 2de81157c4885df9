"""A table of a document seen as a sheet: figures, places, merged cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_tables import PHAYAO_HEAD, PHAYAO_PRINTED, written_table

from circulars.model.written import WrittenCell, WrittenTable
from circulars.understanding import written_sheet
from circulars.understanding.written_sheet import written_figure
from circulars.workbook import read_table
from thai_numerals import YearMonth, to_thai_digits


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("1,234.50", "1234.50"),
        ("๑,๒๓๔.๕๐", "1234.50"),
        ("(1,234)", "-1234"),
        ("-31,537,887", "-31537887"),
        ("− 5", "-5"),
        ("83.71%", "83.71"),
        ("๘๓.๗๑ %", "83.71"),
        ("1๒3,400", "123400"),
        ("2567", "2567"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("-", None),
        ("", None),
        ("1,23,400", None),
        ("0812345678", None),
        ("จุน", None),
        ("1 - 2", None),
        ("15/3/2567", None),
    ],
)
def test_figures(text: str, figure: str | None) -> None:
    """Figures may be Thai, in brackets, signed; telephone numbers and dates are none."""
    assert (Decimal(figure) if figure else None) == written_figure(text)


@given(st.decimals(-(10**12), 10**12, places=2))
@settings(deadline=None)
def test_every_printed_figure_is_read_back(value: Decimal) -> None:
    """A figure is read as it was printed, in Thai and in Arabic digits."""
    assert value == written_figure(f"{value:,}")
    assert value == written_figure(to_thai_digits(f"{value:,}", everything=True))


def test_cells_know_their_place_in_the_document() -> None:
    """A finding on a cell names table, row and cell of the document, and not a cell of Excel."""
    table = read_table(written_sheet(written_table(PHAYAO_PRINTED, number=3)))
    cell = table.rows[1].cells[4]
    assert ("50,151,100.00", Decimal("50151100.00")) == (cell.text, cell.value)
    assert "ตารางที่ 3 แถวที่ 4 ช่องที่ 5" == table.place(cell)


def test_a_head_of_two_rows_that_is_not_merged() -> None:
    """A group heading with empty cells beside it reaches over the headings under them."""
    table = read_table(written_sheet(written_table(f"{PHAYAO_HEAD.strip()}\n1|จุน|5")))
    months = [column for column in table.columns if column.month]
    assert [YearMonth(2024, 10).plus(n) for n in range(6)] == [c.month for c in months]
    assert {"ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP"} == {c.path[0] for c in months}
    assert ("รวมทั้งสิ้น",) == table.columns[9].path


def cell(text: str, row: int, column: int, **spans: int) -> WrittenCell:
    """Return a cell of the first table."""
    return WrittenCell(
        place=f"ตารางที่ 1 แถวที่ {row} ช่องที่ {column + 1}", text=text, column=column, **spans
    )


MERGED = WrittenTable(
    number=1,
    columns=4,
    rows=(
        (
            cell("ที่", 1, 0, row_span=2),
            cell("อำเภอ", 1, 1, row_span=2),
            cell("ผล", 1, 2, column_span=2),
        ),
        (cell("ต.ค. 67", 2, 2), cell("พ.ย. 67", 2, 3)),
        (cell("1", 3, 0), cell("จุน", 3, 1), cell("5", 3, 2), cell("6", 3, 3)),
        (cell("รวม", 4, 0, column_span=2), cell("5", 4, 2), cell("6", 4, 3)),
    ),
)


def test_merged_cells() -> None:
    """Spans are merges, and what a merged cell covers is empty and has its place."""
    table = read_table(written_sheet(MERGED))
    assert [("ที่",), ("อำเภอ",), ("ผล", "ต.ค. 67"), ("ผล", "พ.ย. 67")] == [
        c.path for c in table.columns
    ]
    assert table.total is not None
    assert ["รวม", "", "5", "6"] == [each.text for each in table.total.cells]
    assert "ตารางที่ 1 แถวที่ 4 ช่องที่ 1" == table.place(table.total.cells[1])
