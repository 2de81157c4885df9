"""Only the sheets that a letter type needs are read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
from workbook_makers import dataset_spec, edited, saved

from circulars.model.letter_type import ColumnKind
from circulars.workbook import SheetNeeds, bind, read_workbook

if TYPE_CHECKING:
    from circulars.model.letter_type import DatasetSpec

NAMED = dataset_spec([("อำเภอ", "อำเภอ", ColumnKind.TEXT)], sheet="ยอด")
ANY: DatasetSpec = replace(NAMED, sheet=None)


def book(*hidden: str) -> bytes:
    """Return a workbook with the sheets ยอด, ข้อมูลดิบ, แบบ ก and แบบกรอก, the same table in each."""
    made = openpyxl.Workbook()
    for number, name in enumerate(("ยอด", "ข้อมูลดิบ", "แบบ ก", "แบบกรอก")):
        sheet: Any = made.active if number == 0 else made.create_sheet()
        sheet.title = name
        sheet.append(["ที่", "อำเภอ"])
        sheet.append([1, "จุน"])
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return saved(made)


def read(data: bytes, needs: SheetNeeds) -> list[str]:
    """Return the names of the sheets that come with cells."""
    workbook = read_workbook(data, needs=needs)
    assert ["ยอด", "ข้อมูลดิบ", "แบบ ก", "แบบกรอก"] == [sheet.name for sheet in workbook.sheets]
    return [sheet.name for sheet in workbook.sheets if sheet.cells]


def test_sheets_by_name() -> None:
    """Named sheets, blank forms and the form of the letter are read; spaces do not matter."""
    assert ["ยอด", "แบบกรอก"] == read(book(), SheetNeeds.of([NAMED], []))
    assert ["ยอด", "แบบ ก", "แบบกรอก"] == read(book(), SheetNeeds.of([NAMED], ["แบบก"]))


def test_a_table_looked_for() -> None:
    """Where a dataset names no sheet, every visible one is read, and no hidden one."""
    data = book("ข้อมูลดิบ")
    assert ["ยอด", "แบบ ก", "แบบกรอก"] == read(data, SheetNeeds.of([NAMED, ANY], []))
    assert ["แบบกรอก"] == read(data, SheetNeeds.of([], []))


def test_what_is_not_needed_does_no_harm() -> None:
    """A sheet that nobody needs may hold what no cell can be."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    body = '<row r="1"><c r="A1"><v>หนึ่ง</v></c></row>'
    xml = f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'.encode()
    data = edited(book(), {"xl/worksheets/sheet2.xml": xml})
    workbook = read_workbook(data, needs=SheetNeeds.of([NAMED], []))
    dataset, found = bind(workbook, NAMED)
    assert ["จุน"] == [dataset.label(row) for row in dataset.table.rows]
    assert () == found
