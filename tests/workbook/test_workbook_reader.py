"""Cells are read with full precision, their formula, and the text that Excel shows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from workbook_makers import (
    SHEET_PART,
    edited,
    make_sheet,
    make_workbook,
    saved,
    with_sheet_xml,
    with_styles,
    workbook_bytes,
)

from circulars.workbook import read_workbook
from circulars.workbook.places import address, column_letters, name_places, parse_area, parse_place
from circulars.workbook.raw import Area

if TYPE_CHECKING:
    from circulars.model.sheet import Cell

EXAMPLE = Path(__file__).parents[2] / "examples" / "phayao-otop-2568.xlsx"


def first_cell(data: bytes) -> Cell:
    """Return cell A1 of the first sheet of the file `data`."""
    return read_workbook(data).sheets[0].cells[1, 1]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("146633370.04", Decimal("146633370.04")),
        ("0.1", Decimal("0.1")),
        ("0.30000000000000004", Decimal("0.3")),
        ("83.709740615177402", Decimal("83.7097406151774")),
        ("1E-3", Decimal("0.001")),
        ("227101420", Decimal(227101420)),
        ("1101700203451", Decimal(1101700203451)),
        ("-0", Decimal(0)),
    ],
)
def test_numbers(written: str, expected: Decimal) -> None:
    """Numbers are decimals through 15 significant digits, as Excel knows them."""
    cell = first_cell(with_sheet_xml(f'<row r="1"><c r="A1"><v>{written}</v></c></row>'))
    assert expected == cell.value


@settings(deadline=None, max_examples=50)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
@example(Decimal("0.0001"))
def test_decimals_survive_excel(number: Decimal) -> None:
    """Any amount to the satang and beyond comes back from a file exactly."""
    assert number == first_cell(workbook_bytes([[float(number)]])).value


def test_infinity_is_an_error() -> None:
    """A number beyond what Excel holds is shown as Excel's error."""
    cell = first_cell(with_sheet_xml('<row r="1"><c r="A1"><v>1E999</v></c></row>'))
    assert "#NUM!" == cell.value


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("เมืองพะเยา", "เมืองพะเยา"),
        (" เว้นวรรค ", " เว้นวรรค "),
        ("บรรทัดหนึ่ง\nบรรทัดสอง", "บรรทัดหนึ่ง\nบรรทัดสอง"),
        ("a & b <c>", "a & b <c>"),
        ("๑,๒๓๔", "๑,๒๓๔"),
        (True, True),
        (dt.date(2025, 3, 11), dt.date(2025, 3, 11)),
        (dt.datetime(2025, 3, 10, 13, 55), dt.datetime(2025, 3, 10, 13, 55)),  # noqa: DTZ001
        (dt.time(13, 55), dt.time(13, 55)),
        (dt.timedelta(hours=36), Decimal("1.5")),
    ],
)
def test_values_that_are_no_numbers(written: object, expected: object) -> None:
    """Text is kept as typed; dates, times and lengths of time have types of their own."""
    assert expected == first_cell(workbook_bytes([[written]])).value


def test_line_ends_of_excel() -> None:
    """The carriage return that Excel writes as _x000D_ is a line's end, not text."""
    body = '<row r="1"><c r="A1" t="inlineStr"><is><t>หนึ่ง_x000D_\nสอง</t></is></c></row>'
    assert "หนึ่ง\nสอง" == first_cell(with_sheet_xml(body)).value


def test_rich_text_is_flattened() -> None:
    """Text with several fonts in one cell is one text."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = CellRichText("รวม", TextBlock(InlineFont(b=True), "ทั้งสิ้น"))
    assert "รวมทั้งสิ้น" == first_cell(saved(book)).value


def test_both_date_systems() -> None:
    """Serial numbers are dates of the workbook's own system, 1900 or 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet: Any = book.active
    sheet["A1"] = dt.date(2025, 3, 11)
    assert dt.date(2025, 3, 11) == first_cell(saved(book)).value
    assert dt.date(2025, 3, 11) == first_cell(workbook_bytes([[dt.date(2025, 3, 11)]])).value


def test_midnight_is_a_date_unless_the_time_is_shown() -> None:
    """A date without time is a date; with a format that shows the time it has one."""
    midnight = dt.datetime(2025, 3, 11)  # noqa: DTZ001 - Excel's times have no zone
    data = workbook_bytes([[midnight, midnight]], formats={"A1": "d mmm yy", "B1": "d/m/yyyy h:mm"})
    cells = read_workbook(data).sheets[0].cells
    assert [dt.date(2025, 3, 11), midnight] == [cells[1, 1].value, cells[1, 2].value]
    assert "11/3/2025 0:00" == cells[1, 2].text


def test_formulas_come_with_their_last_value() -> None:
    """A cell keeps its formula and the value Excel last computed."""
    cell = read_workbook(EXAMPLE).sheets[0].cells[7, 3]
    assert ("=227101420*1.04", Decimal("236185476.8"), "236,185,477") == (
        cell.formula,
        cell.value,
        cell.text,
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1"><f>1+1</f></c>', ((1, 1),)),
        ('<c r="A1"><f>1+1</f><v></v></c>', ((1, 1),)),
        ('<c r="A1"><f>1+1</f><v/></c>', ((1, 1),)),
        ("<c><f>1+1</f></c>", ((1, 1),)),
        ('<c r="A1" t="str"><f>""</f><v></v></c>', ()),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', ()),
        ('<c r="A1"><v></v></c>', ()),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ()),
    ],
)
def test_formulas_never_calculated(cell: str, expected: tuple[tuple[int, int], ...]) -> None:
    """A formula without a value was never calculated; one that gives an empty text was."""
    sheet = read_workbook(with_sheet_xml(f'<row r="1">{cell}</row>')).sheets[0]
    assert expected == sheet.uncalculated


def test_shared_and_array_formulas() -> None:
    """Formulas written once for many cells are given for each of them."""
    body = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c></row>'
        '<row r="3"><c r="A3"><f t="array" ref="A3">SUM(A1:A2*2)</f><v>12</v></c></row>'
    )
    cells = read_workbook(with_sheet_xml(body)).sheets[0].cells
    assert ["=B1*2", "=B2*2", "=SUM(A1:A2*2)"] == [cells[row, 1].formula for row in (1, 2, 3)]


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        (59, "12", "๑๒"),
        (62, "1234.5", "๑,๒๓๔.๕๐"),
        (67, "0.5", "๕๐%"),
        (71, "45727", "11/3/2568"),
        (72, "45727", "11-มี.ค.-68"),
        (74, "45727", "มี.ค.-68"),
        (14, "45727", "11/3/2568"),
        (79, "1.5", "36:00:00"),
        (4, "1234.5", "1,234.50"),
        ("[$-D07041E]d mmmm yyyy", "45727", "๑๑ มีนาคม ๒๕๖๘"),
        ('#,##0.00" บาท"', "1234.5", "1,234.50 บาท"),
    ],
)
def test_formats_in_the_file(code: str | int, number: str, text: str) -> None:
    """Formats built into Thai Excel and formats of the file show the cell as Excel does."""
    body = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
    assert text == first_cell(with_styles([code], body)).text


def test_dates_beyond_excel() -> None:
    """A serial number that is no date is Excel's error, not a crash."""
    body = '<row r="1"><c r="A1" s="1"><v>99999999</v></c><c r="B1" s="2"><v>-1E9</v></c></row>'
    cells = read_workbook(with_styles(["d mmm yy", 71], body)).sheets[0].cells
    assert ["#VALUE!", "#VALUE!"] == [cells[1, 1].value, cells[1, 2].value]


def test_the_declared_size_is_not_trusted() -> None:
    """Cells outside the size that a file declares are read all the same."""
    body = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row>'
        '<row r="3"><c r="B3"><v>5</v></c></row>'
    )
    sheet = read_workbook(with_sheet_xml(body, before='<dimension ref="A1"/>')).sheets[0]
    assert {(1, 1), (1, 3), (3, 2)} == set(sheet.cells)


def test_cells_without_names() -> None:
    """Rows and cells that have no name, as some programs write them, follow one another."""
    body = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    sheet = read_workbook(with_sheet_xml(body)).sheets[0]
    assert {(1, 1): "1", (1, 2): "2", (2, 1): "3"} == {
        place: cell.text for place, cell in sheet.cells.items()
    }


def test_hidden_parts_and_merges() -> None:
    """Hidden rows and columns and merged ranges are known."""
    sheet = make_sheet(
        [["ก", "ข", "ค"], [1, 2, 3]],
        merges=["A4:B5"],
        hidden_rows=[2],
        hidden_columns=["B"],
    )
    assert {2} == sheet.hidden_rows
    assert (False, True, False) == tuple(sheet.hides_column(n) for n in (1, 2, 3))
    assert (Area(first_row=4, first_column=1, last_row=5, last_column=2),) == sheet.merges


def test_hidden_sheets_are_read_and_marked() -> None:
    """Hidden sheets are read, and known as hidden."""
    book = openpyxl.Workbook()
    other = book.create_sheet("ซ่อน")
    other.sheet_state = "hidden"
    workbook = read_workbook(saved(book))
    assert [("Sheet", False), ("ซ่อน", True)] == [(s.name, s.hidden) for s in workbook.sheets]


def test_names_for_messages(tmp_path: Path) -> None:
    """The workbook is called by its file's name, or by the name given."""
    (tmp_path / "สรุป มี.ค.xlsx").write_bytes(workbook_bytes())
    assert "สรุป มี.ค.xlsx" == read_workbook(tmp_path / "สรุป มี.ค.xlsx").name
    assert "อัปโหลด.xlsx" == read_workbook(workbook_bytes(), name="อัปโหลด.xlsx").name


def test_charts_pictures_and_comments_are_no_hindrance() -> None:
    """What stands beside the cells, such as charts, comments and links, is passed over."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = "ดูเว็บ"
    sheet["A1"].hyperlink = "https://example.go.th"
    sheet["A2"] = 5
    sheet["A2"].comment = Comment("หมายเหตุ", "ผู้ทำ")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")
    book.create_chartsheet("แผนภูมิ").add_chart(BarChart())
    workbook = read_workbook(saved(book))
    assert [("Sheet", 2)] == [(s.name, len(s.cells)) for s in workbook.sheets]


def test_what_openpyxl_refuses_is_left_out() -> None:
    """Odd page set-ups, broken print titles and dates of the file's properties are forgiven."""
    body = '<row r="1"><c r="A1"><v>7</v></c></row>'
    data = with_sheet_xml(
        body,
        before='<sheetViews><sheetView workbookViewId="0" view="ปกติ"/></sheetViews>',
        after='<pageSetup orientation="ตั้ง"/>',
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="ก &amp; ข" sheetId="1" r:id="rId1"/></sheets><definedNames>'
        '<definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!</definedName>'
        "</definedNames></workbook>"
    )
    core = b'<cp:coreProperties xmlns:cp="c"><cp:revision>x</cp:revision></cp:coreProperties>'
    broken = edited(data, {"xl/workbook.xml": book.encode(), "docProps/core.xml": core})
    workbook = read_workbook(broken)
    assert [("ก & ข", "7")] == [(s.name, s.cells[1, 1].text) for s in workbook.sheets]


def test_cells_in_a_namespace_with_prefix() -> None:
    """Worksheets whose elements carry a prefix, as some programs write, are read the same."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetViews/><x:sheetData><x:row r="1"><x:c r="A1">'
        "<x:v>7</x:v></x:c></x:row></x:sheetData><x:pageSetup orientation='?'/></x:worksheet>"
    )
    assert "7" == first_cell(edited(workbook_bytes(), {SHEET_PART: xml.encode()})).text
    assert "7" == first_cell(edited(workbook_bytes(), {SHEET_PART: xml.encode("utf-8-sig")})).text


def test_reading_twice_gives_the_same() -> None:
    """A workbook read again is equal: nothing depends on the clock or on order."""
    assert read_workbook(EXAMPLE) == read_workbook(EXAMPLE)
    assert make_workbook([["ก"]]) == make_workbook([["ก"]])


@settings(deadline=None)
@given(st.integers(1, 1048576), st.integers(1, 16384))
def test_cell_names_round_trip(row: int, column: int) -> None:
    """A cell's name leads back to its place."""
    assert (row, column) == parse_place(address(row, column))


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_column_letters(number: int, letters: str) -> None:
    """Columns are lettered as in Excel."""
    assert letters == column_letters(number)


@settings(deadline=None)
@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)), min_size=1, max_size=30))
def test_named_ranges_hold_each_cell_once(places: set[tuple[int, int]]) -> None:
    """The ranges that name cells hold exactly those cells, none twice."""
    named = []
    for name in name_places(places).split(", "):
        area = parse_area(name)
        named += [
            (row, column)
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        ]
    assert sorted(places) == sorted(named)
