"""A worksheet's XML is read as a stream, and gives what an independent reader gives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_makers import edited, with_sheet_xml, with_styles, workbook_bytes

from circulars.model.sheet import Cell
from circulars.workbook import read_workbook
from circulars.workbook.number_format import format_value, show
from circulars.workbook.raw import Cells
from circulars.workbook.shared_formulas import SharedFormula
from circulars.workbook.sheet_part import MAX_SWEEP

NO_ZONE = dt.datetime(2025, 3, 11, 13, 55)  # noqa: DTZ001 - Excel's times have no zone
VALUES = st.one_of(
    st.text(
        st.characters(
            codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"
        ),
        max_size=8,
    ).filter(lambda text: not text.startswith("=")),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12).map(lambda number: float(f"{number:.15g}")),
    st.booleans(),
    st.dates(dt.date(1901, 1, 1), dt.date(2600, 1, 1)),
    st.just(NO_ZONE),
    st.none(),
)


def expected(value: object) -> object:
    """Return what our reader gives for a value that openpyxl gives."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return Decimal(f"{value:.15g}")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    return value


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(VALUES, min_size=1, max_size=5), min_size=1, max_size=4))
def test_as_openpyxl_reads(rows: list[list[object]]) -> None:
    """Every value comes as openpyxl, which shares no code with the reader, gives it."""
    data = workbook_bytes(rows)
    sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
    theirs = {
        (cell.row, cell.column): expected(cell.value)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }
    ours = {place: cell.value for place, cell in read_workbook(data).sheets[0].cells.items()}
    assert theirs == ours


def test_a_hundred_thousand_rows_are_allowed() -> None:
    """A table of 100,000 rows and 13 columns is within the limit of places."""
    assert MAX_SWEEP >= 100_000 * 13


def test_cells_in_any_order() -> None:
    """Rows and cells that do not come in order, or are named otherwise than their row, count."""
    body = (
        '<row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c></row>'
        '<row r="1"><c r="B7"><v>7</v></c><c r="$D$1"><v>4</v></c></row>'
    )
    cells = read_workbook(with_sheet_xml(body)).sheets[0].cells
    assert {(2, 3): "C2", (2, 1): "A2", (7, 2): "B7", (1, 4): "D1"} == {
        place: cell.address for place, cell in cells.items()
    }


def test_how_a_text_is_read_aloud_is_no_text() -> None:
    """Of a text with runs the letters are kept, and not the help for reading them aloud."""
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>เมือง</t></r><r><t>พะเยา</t></r>'
        '<rPh sb="0" eb="1"><t>muang</t></rPh></is></c>'
        '<c r="B1"><is><t>ค้าง</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>จุน</t></is></c></row>'
    )
    cells = read_workbook(with_sheet_xml(body)).sheets[0].cells
    assert {(1, 1): "เมืองพะเยา", (1, 3): "จุน"} == {p: c.value for p, c in cells.items()}


@pytest.mark.parametrize(
    ("formula", "place", "moved"),
    [
        ("=B1*2", (3, 1), "=B3*2"),
        ("=B1*$C$1", (2, 3), "=D2*$C$1"),
        ("=SUM(D1:I1)/$A1", (9, 2), "=SUM(E9:J9)/$A9"),
        ('=IF(A1="A1","A1 B2",B$2)', (2, 1), '=IF(A2="A1","A1 B2",B$2)'),
        ("='ยอด A1'!A1+ยอดรวม", (4, 1), "='ยอด A1'!A4+ยอดรวม"),
        ("=SUM(A:A)+SUM(2:3)", (2, 2), "=SUM(B:B)+SUM(3:4)"),
        ("=LOG10(A1)", (2, 1), "=LOG10(A2)"),
    ],
)
def test_shared_formulas(formula: str, place: tuple[int, int], moved: str) -> None:
    """A formula written at A1 moves its relative references, and nothing in texts and names."""
    assert moved == SharedFormula.of(formula, (1, 1)).at(*place)


def test_shared_formulas_at_the_edge() -> None:
    """A reference that would leave the sheet is lost, as in Excel, and no fault of the file."""
    assert "=#REF!1+A#REF!" == SharedFormula.of("=A3+B2", (3, 2)).at(1, 1)


def test_lengths_of_time_are_exact() -> None:
    """A length of time keeps the 15 digits of the file: a seventh of a day is no 3:25:42.857."""
    body = '<row r="1"><c r="A1" s="1"><v>0.142857142857143</v></c></row>'
    cell = read_workbook(with_styles(["[h]:mm:ss"], body)).sheets[0].cells[1, 1]
    assert (Decimal("0.142857142857143"), "3:25:43") == (cell.value, cell.text)


@pytest.mark.parametrize(
    ("number", "shown"), [(41, "1,235"), (43, "1,234.50"), (44, "$1,234.50"), (37, "1,235")]
)
def test_accounting_formats(number: int, shown: str) -> None:
    """Formats of Excel's accounting button are known by their number alone."""
    body = '<row r="1"><c r="A1" s="1"><v>1234.5</v></c></row>'
    assert shown == read_workbook(with_styles([number], body)).sheets[0].cells[1, 1].text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2025-03-11", dt.date(2025, 3, 11)),
        ("2025-03-11T00:00:00Z", dt.date(2025, 3, 11)),
        ("2025-03-11T13:55:00", NO_ZONE),
        ("13:55:00", dt.time(13, 55)),
    ],
)
def test_days_written_out(written: str, value: object) -> None:
    """A day written as ISO 8601, as Excel may, is that day."""
    body = f'<row r="1"><c r="A1" t="d"><v>{written}</v></c></row>'
    assert value == read_workbook(with_sheet_xml(body)).sheets[0].cells[1, 1].value


def test_no_cell_styles() -> None:
    """A style sheet without cell styles leaves every cell in the General format."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = with_sheet_xml('<row r="1"><c r="A1"><v>1.5</v></c></row>')
    xml = f'<styleSheet xmlns="{main}"/>'.encode()
    cell = read_workbook(edited(data, {"xl/styles.xml": xml})).sheets[0].cells[1, 1]
    assert ("General", "1.5") == (cell.number_format, cell.text)


CODES = [
    "0",
    "0.00",
    "#,##0",
    "#,##0.00",
    "0%",
    '0.0" บาท"',
    '"฿"#,##0',
    "#,##0;(#,##0);-",
    "0;-0;;@",
]


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(CODES), st.decimals(-(10**12), 10**12, places=4))
def test_the_quick_way_of_plain_formats(code: str, value: Decimal) -> None:
    """The way that is short for usual formats shows what the long way shows."""
    assert show(value, code).text == format_value(value, code)


PLACES = st.tuples(st.integers(1, 50), st.integers(1, 8))


@settings(deadline=None)
@given(st.dictionaries(PLACES, st.integers(0, 9)))
def test_cells_by_rows(places: dict[tuple[int, int], int]) -> None:
    """Cells kept by rows are the mapping from places that they were made of."""
    given_cells = {p: Cell(address=str(p), value=None, text=str(n)) for p, n in places.items()}
    kept = Cells.of(given_cells)
    assert given_cells == dict(kept.items())
    assert len(given_cells) == len(kept)
    assert kept.get((99, 1)) is None
    assert Cells.of(kept) is kept
