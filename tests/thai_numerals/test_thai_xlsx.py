"""Converting workbooks: texts and number formats change, values and formulas never."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openxml_audit import OpenXmlValidator
from thai_documents import packed

from thai_numerals import FileError
from thai_numerals.files.number_formats import convert_format
from thai_numerals.files.report import Conversion
from thai_numerals.files.xlsx import PAGE_HEADER, SHEET_NAME, convert_xlsx
from thai_numerals.files.xlsx_styles import LATE

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.workbook import Workbook

THAI = Conversion()
ARABIC = Conversion(to="arabic")
ERA = Conversion(buddhist_era=True)
FORMATS = {
    "A3": "#,##0",
    "B3": "0.00;[Red]-0.00",
    "C3": "#,##0.00",
    "D3": "0.00%",
    "D4": "[$-107041E]d mmm yy",
}


def workbook_bytes(book: Workbook) -> bytes:
    """Return the workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def source() -> bytes:
    """Return a workbook with texts, numbers, dates, formulas, a table and formats."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "สรุปยอด 2568"
    rows: list[list[Any]] = [
        ["ปี 2568", "ระดับ 2", "OTOP68", None],
        ["ต.ค.-67", "พ.ย.-67", "รวม 2", None],
        [38188250, 39376250.5, "=A3+B3", 0.8729],
        ["ระดับ 5", '=IF(A4="ระดับ 5",1,2)', "=1/2", 45727],
    ]
    for row in rows:
        sheet.append(row)
    for cell, format_ in FORMATS.items():
        sheet[cell].number_format = format_
    table = Table(displayName="ตาราง", ref="A2:C3")
    sheet.add_table(table)
    return workbook_bytes(book)


def dated(year: int, style: str) -> bytes:
    """Return a workbook with a day of `year` and one of 2025, each in the number format `style`."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, day in enumerate((dt.date(2025, 3, 11), dt.date(year, 3, 11)), start=1):
        sheet.cell(row, 1, day).number_format = style
        sheet.cell(row, 2, 200_000).number_format = "0"  # no day, though as large as one
    return workbook_bytes(book)


@pytest.mark.parametrize(
    ("year", "style", "expected", "kept"),
    [
        (2568, "d mmm yyyy", "[$-D000000]d mmm yyyy", 1),  # else it would show 3111
        (2568, "d-mmm-yy", "[$-D000000]d-mmm-yy", 1),  # built in
        (2568, "[$-107041E]d mmm yyyy", "[$-D07041E]d mmm yyyy", 0),  # shows 3111 as before
        (2568, "d mmm", "[$-D000000]d mmm", 0),
        (2026, "d mmm yyyy", "[$-D070000]d mmm yyyy", 0),
        (2399, "d-mmm-yy", "[$-D070000]d-mmm-yy", 0),
    ],
)
def test_buddhist_years_in_cells_stay(year: int, style: str, expected: str, kept: int) -> None:
    """A format that a Buddhist year typed as CE is shown with keeps its years, and says so."""
    converted, report = convert_xlsx("ก.xlsx", dated(year, style), ERA)
    formats = [format_ for value, format_ in cells(converted).values() if value != 200_000]
    assert [expected] * 2 == formats
    assert [("Sheet!A2", style)] * kept == [
        (each.where, each.text) for each in report.kept if each.reason == LATE
    ]


def cells(data: bytes) -> dict[str, tuple[object, str]]:
    """Return value and number format of each cell that holds something."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return {
        cell.coordinate: (cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_texts_and_formats_change(source: bytes) -> None:
    """Texts get Thai digits, formats show them; values, formulas and what they name stay."""
    result, _ = convert_xlsx("a.xlsx", source, THAI)
    found = cells(result)
    assert found["A1"][0] == "ปี ๒๕๖๘"
    assert found["B1"][0] == "ระดับ ๒"
    assert found["C1"][0] == "OTOP68"
    assert found["A3"] == (38188250, "[$-D000000]#,##0")
    assert found["B3"] == (39376250.5, "[$-D000000]0.00;[Red][$-D000000]-0.00")
    assert found["C3"] == ("=A3+B3", "[$-D000000]#,##0.00")
    assert found["D3"] == (0.8729, "[$-D000000]0.00%")
    assert found["B4"] == ('=IF(A4="ระดับ 5",1,2)', "General")
    assert found["D4"][1] == "[$-D07041E]d mmm yy"


def test_what_something_names_stays(source: bytes) -> None:
    """Headings of a table and texts that a formula compares with stay, and are listed."""
    result, report = convert_xlsx("a.xlsx", source, THAI)
    found = cells(result)
    assert [found[c][0] for c in ("A2", "B2", "C2", "A4")] == [
        "ต.ค.-67", "พ.ย.-67", "รวม 2", "ระดับ 5",
    ]  # fmt: skip
    kept = {k.text for k in report.kept}
    assert {"ต.ค.-67", "พ.ย.-67", "รวม 2", "ระดับ 5", "OTOP68", "General"} <= kept


def test_places_name_sheet_and_cell(source: bytes) -> None:
    """Each change names sheet and cell."""
    _, report = convert_xlsx("a.xlsx", source, THAI)
    assert ("สรุปยอด 2568!A1", "2568", "๒๕๖๘") in {
        (c.where, c.before, c.after) for c in report.changes
    }


def test_other_parts_stay(source: bytes) -> None:
    """Only texts and styles are touched; openpyxl keeps its texts in the sheet."""
    result, _ = convert_xlsx("a.xlsx", source, THAI)
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(io.BytesIO(result)) as new:
        assert old.namelist() == new.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"}


def test_what_is_left_elsewhere_is_listed() -> None:
    """Sheet names, page headers and comments that hold digits are listed; font sizes are none."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "ปี 2568"
    assert sheet.oddHeader is not None
    assert sheet.evenFooter is not None
    sheet.oddHeader.center.text = "รายงาน 2568"
    sheet.evenFooter.left.text = "หน้า"
    sheet.evenFooter.left.size = 14
    sheet["A1"].comment = Comment("ตรวจ 5 ครั้ง", "ก")
    _, report = convert_xlsx("a.xlsx", workbook_bytes(book), THAI)
    assert {(SHEET_NAME, "ปี 2568"), (PAGE_HEADER, "&Cรายงาน 2568")} <= {
        (kept.reason, kept.text) for kept in report.kept
    }
    assert 1 == sum(kept.reason == PAGE_HEADER for kept in report.kept)
    assert 1 == sum(kept.reason == "ข้อคิดเห็น ไม่แปลง" for kept in report.kept)


def test_there_and_back(source: bytes) -> None:
    """Converted to Thai and back to Arabic, every cell is as it was."""
    there, _ = convert_xlsx("a.xlsx", source, THAI)
    back, _ = convert_xlsx("a.xlsx", there, ARABIC)
    assert cells(source) == cells(back)
    again, report = convert_xlsx("a.xlsx", there, THAI)
    assert (there, ()) == (again, report.changes)


def test_result_is_valid(source: bytes, tmp_path: Path) -> None:
    """openxml-audit finds nothing in the result that it did not find in the original."""
    found = []
    for name, data in (("old.xlsx", source), ("new.xlsx", convert_xlsx("a", source, THAI)[0])):
        (tmp_path / name).write_bytes(data)
        found.append(list(map(str, OpenXmlValidator().validate(tmp_path / name).errors)))
    assert found[0] == found[1]


def test_inline_and_rich_texts() -> None:
    """Texts written in the cell, and texts of several fonts, are seen whole; phonetics stay."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{namespace}"><sheets/></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{namespace}"><si><r><t>ปี 2</t></r><r><t>568</t></r>'
        "<rPh><t>5</t></rPh></si></sst>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{namespace}"><sheetData><row><c r="A1" '
        't="inlineStr"><is><t>ข้อ 7</t></is></c><c r="B1" t="s"><v>0</v></c><c r="C1"><v>12</v></c>'
        '<c r="D1" t="str"><f>"x"&amp;1</f><v>x1</v></c></row></sheetData></worksheet>',
    }
    result, report = convert_xlsx("a.xlsx", packed(parts), THAI)
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        strings = package.read("xl/sharedStrings.xml").decode()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>ปี ๒</t></r><r><t>๕๖๘</t></r><rPh><t>5</t></rPh>" in strings
    assert parts["xl/worksheets/sheet1.xml"].replace("ข้อ 7", "ข้อ ๗") == sheet
    assert ["xl/worksheets/sheet1.xml!B1", "xl/worksheets/sheet1.xml!A1"] == [
        change.where for change in report.changes
    ]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param("0", "[$-D000000]0", id="plain"),
        pytest.param("#,##0.00", "[$-D000000]#,##0.00", id="grouped"),
        pytest.param(
            '#,##0;[Red]-#,##0;"-"', '[$-D000000]#,##0;[Red][$-D000000]-#,##0;"-"', id="sections"
        ),
        pytest.param("[>100]0;0.0", "[>100][$-D000000]0;[$-D000000]0.0", id="condition first"),
        pytest.param("[h]:mm", "[$-D000000][h]:mm", id="elapsed hours are no colour"),
        pytest.param("[$-107041E]d mmm yy", "[$-D07041E]d mmm yy", id="Buddhist, Western digits"),
        pytest.param("[$-41E]d mmmm yyyy", "[$-D00041E]d mmmm yyyy", id="Thai language only"),
        pytest.param('[$-D000000]h:mm "น."', '[$-D000000]h:mm "น."', id="already Thai"),
        pytest.param("t#,##0", "t#,##0", id="already Thai by its prefix"),
        pytest.param("[$฿-41E]#,##0.00", "[$฿-D00041E]#,##0.00", id="currency keeps its sign"),
        pytest.param("@", "@", id="text"),
        pytest.param('"2568"', '"2568"', id="only words"),
        pytest.param('0" บาท 0"', '[$-D000000]0" บาท 0"', id="words after a number"),
        pytest.param("_(* #,##0_)", "[$-D000000]_(* #,##0_)", id="accounting"),
        pytest.param("General", None, id="general is left"),
        pytest.param("[$-F800]dddd, mmmm dd, yyyy", None, id="the machine's own date is left"),
        pytest.param("[$-th-TH]d mmm yy", None, id="a language by name is left"),
    ],
)
def test_formats_to_thai(code: str, expected: str | None) -> None:
    """A number format asks for Thai digits in each section, once."""
    assert expected == convert_format(code, THAI)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("[$-D000000]#,##0", "#,##0"),
        ("[$-D07041E]d mmm yy", "[$-107041E]d mmm yy"),
        ("t#,##0.00", "#,##0.00"),
        ("[Red][$-D000000]0", "[Red]0"),
        ("#,##0", "#,##0"),
        ("[$-107041E]d mmm yy", "[$-107041E]d mmm yy"),
    ],
)
def test_formats_to_arabic(code: str, expected: str) -> None:
    """A number format that asked for Thai digits asks for them no more."""
    assert expected == convert_format(code, ARABIC)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("d mmm yy", "[$-D070000]d mmm yy"),
        ("[$-41E]d mmmm yyyy", "[$-D07041E]d mmmm yyyy"),
        ("h:mm", "[$-D000000]h:mm"),
        ("#,##0", "[$-D000000]#,##0"),
    ],
)
def test_formats_to_the_buddhist_calendar(code: str, expected: str) -> None:
    """With the era asked for, a format that shows a year shows the Buddhist one."""
    assert expected == convert_format(code, ERA)


def test_built_in_thai_formats() -> None:
    """Formats built in with Thai digits become those with Arabic ones, and are reported."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    styles = f'<styleSheet xmlns="{namespace}"><cellXfs><xf numFmtId="0"/><xf numFmtId="{{}}"/>'
    styles += "</cellXfs></styleSheet>"
    parts = {"xl/workbook.xml": "<x/>", "xl/styles.xml": styles.format(62)}
    result, report = convert_xlsx("a.xlsx", packed(parts), ARABIC)
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        assert styles.format(4) == package.read("xl/styles.xml").decode()
    assert [("t#,##0.00", "#,##0.00")] == [(c.before, c.after) for c in report.changes]
    assert report.kept == ()


def test_formats_are_added_where_there_are_none() -> None:
    """Built-in formats get new ones of their own, in a list that comes first."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    styles = f'<x:styleSheet xmlns:x="{namespace}"><x:cellXfs><x:xf numFmtId="4"/></x:cellXfs>'
    parts = {"xl/workbook.xml": "<x/>", "xl/styles.xml": f"{styles}</x:styleSheet>"}
    result, _ = convert_xlsx("a.xlsx", packed(parts), THAI)
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        text = package.read("xl/styles.xml").decode()
    added = '<x:numFmts count="1"><x:numFmt numFmtId="164" formatCode="[$-D000000]#,##0.00"/>'
    assert f'{added}</x:numFmts><x:cellXfs><x:xf numFmtId="164"/>' in text


def test_not_a_workbook() -> None:
    """A package of another kind is refused with its name."""
    with pytest.raises(FileError, match=r"a\.xlsx"):
        convert_xlsx("a.xlsx", packed({"word/document.xml": "<x/>"}), THAI)
