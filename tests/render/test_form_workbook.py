"""Forms as workbooks of their own: the same head, room to write, the same bytes."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING, Any, Final

import openpyxl
import pytest
from annex_makers import CLOSING, NOTES, SURVEY, annex, form, leaves, survey_table
from openpyxl import Workbook
from openpyxl.styles import Font
from openxml_audit import OpenXmlValidator

from circulars.model.letter import Annex
from circulars.render.form_workbook import form_workbook
from circulars.workbook import load_bytes, read_table, read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from circulars.model.sheet import HeaderNode, Table

ROWS: Final = 6
HEAD: Final = 4  # row of the sheet: title, the sheet's title, an empty row before it


def opened(xlsx: bytes) -> Worksheet:
    """Return the only sheet."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(xlsx)).worksheets
    return sheet


def read(path: Path, name: str | None = None) -> Table:
    """Return the table of the sheet `name` as circulars reads it."""
    book = read_workbook(load_bytes(path, name=path.name), name=path.name)
    return read_table(next(sheet for sheet in book.sheets if name in {None, sheet.name}))


def tree(nodes: Sequence[HeaderNode]) -> list[Any]:
    """Return texts, places and spans of a head, without the cells they were read from."""
    return [
        (n.text, n.first_column, n.column_span, n.first_row, n.row_span, tree(n.children))
        for n in nodes
    ]


@pytest.fixture(scope="module")
def sheet() -> Worksheet:
    """Return the survey form as a sheet."""
    return opened(form_workbook(form(ROWS)))


def test_the_head_is_read_back(tmp_path: Path) -> None:
    """What districts fill in has the head tree and columns of the sheet it was made from."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(form_workbook(form(ROWS)))
    made, origin = read(path), read(SURVEY, "แบบสำรวจ")
    assert tree(origin.head) == tree(made.head)
    assert [each.path for each in origin.columns] == [each.path for each in made.columns]
    assert ["แบบสำรวจความพร้อม", "จังหวัดพะเยา"] == [cell.text for cell in made.titles]


def test_a_filled_form_is_read_without_its_notes(tmp_path: Path) -> None:
    """Rows that a district adds are the table's rows; notes and closing are none."""
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(form(ROWS))))
    for row, product in enumerate(("ผ้าทอ", "ข้าวแต๋น"), start=HEAD + 2):
        book.worksheets[0].cell(row=row, column=4).value = product
        book.worksheets[0].cell(row=row, column=16).value = 1250.5
    path = tmp_path / "filled.xlsx"
    book.save(path)
    table = read(path)
    assert ["ผ้าทอ", "ข้าวแต๋น"] == [row.cells[3].text for row in table.rows]
    assert ["1,250.50"] * 2 == [row.cells[15].text for row in table.rows]
    assert table.total is None


def test_house_numbers_stay_text(sheet: Worksheet) -> None:
    """Excel makes 12/3 a date and drops the nought of a telephone number, unless they are text."""
    formats = {
        heading: sheet.cell(row=HEAD + 2, column=column).number_format
        for column, heading in enumerate(leaves(survey_table(1)), start=1)
    }
    assert "@" == formats["เลขที่"] == formats["หมู่ที่"] == formats["เบอร์โทรศัพท์"]
    assert "#,##0.00" == formats["ยอดจำหน่ายออนไลน์ (ปีงบประมาณ ๒๕๖๓)"]


def test_rows_have_frames_and_height(sheet: Worksheet) -> None:
    """Every cell of the rows has lines on all sides, every row is 0.8 cm (22.68 pt) high."""
    rows = range(HEAD + 2, HEAD + 2 + ROWS)
    sides = {
        getattr(sheet.cell(row=row, column=column).border, side).style
        for row in rows
        for column in range(1, 17)
        for side in ("left", "right", "top", "bottom")
    }
    assert {"thin"} == sides
    assert {22.68} == {sheet.row_dimensions[row].height for row in rows}


def test_headings_are_bold_and_wrapped(sheet: Worksheet) -> None:
    """Headings wrap in the middle of their cells, in the official font of 14 points."""
    for row in sheet.iter_rows(min_row=HEAD, max_row=HEAD + 1):
        for cell in row:
            if cell.value:
                assert (True, "TH SarabunPSK", 14) == (cell.font.b, cell.font.name, cell.font.sz)
                assert (True, "center") == (cell.alignment.wrap_text, cell.alignment.horizontal)


def test_pages_and_panes(sheet: Worksheet) -> None:
    """Printed on A4 across, as wide as the page, the head on each; on screen it stays above."""
    assert 9 == sheet.page_setup.paperSize
    assert "landscape" == sheet.page_setup.orientation
    assert (1, 0) == (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert f"${HEAD}:${HEAD + 1}" == sheet.print_title_rows
    assert f"A{HEAD + 2}" == sheet.freeze_panes
    assert sheet.oddHeader is not None
    assert "สิ่งที่ส่งมาด้วย ๒" == sheet.oddHeader.right.text


def test_notes_and_closing_below(sheet: Worksheet) -> None:
    """All notes are one cell over the table's width, the closing one on the right."""
    first = HEAD + 2 + ROWS
    assert "\n".join(NOTES) == sheet.cell(row=first, column=1).value
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert f"A{first}:P{first + len(NOTES) - 1}" in merged
    (closing,) = [cell for row in sheet.iter_rows(min_row=first + 1) for cell in row if cell.value]
    assert "\n".join(CLOSING) == closing.value
    assert closing.column > 8
    assert closing.row == first + len(NOTES) + 1


def test_the_same_form_gives_the_same_bytes() -> None:
    """The moment at which it is made is nowhere in the workbook."""
    before = form_workbook(form(ROWS))
    time.sleep(1.1)  # the time in a workbook counts seconds
    assert before == form_workbook(form(ROWS))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        pytest.param("แบบ 1/2: [ก] *?", "แบบ 1 2 ก", id="signs"),
        pytest.param("ก" * 40, "ก" * 31, id="too long"),
        pytest.param("'ก'", "ก", id="quotes"),
        pytest.param("//", "แบบ", id="nothing left"),
    ],
)
def test_names_of_sheets(title: str, name: str) -> None:
    """The sheet is named after the form, as far as Excel allows."""
    assert name == opened(form_workbook(form(1, title=title))).title


def test_text_is_no_formula() -> None:
    """A title that begins with = is printed as it is; what XML cannot hold is left out."""
    sheet = opened(form_workbook(form(1, title="=1+1", headings=("ก\x0bข",))))
    assert ("s", "=1+1") == (sheet["A1"].data_type, sheet["A1"].value)
    assert "กข" == sheet["A2"].value


def test_a_table_with_total() -> None:
    """Rows that stand already and the total row, its label merged, are written too."""
    sheet = opened(form_workbook(annex(notes=(), is_form=True)))
    *_, last = sheet.iter_rows(values_only=True)
    assert ("รวม", "2,014,884.00", "0.00", "9,999,999.99") == last


def test_pages_of_the_template_are_no_form() -> None:
    """Written pages have no table to make a workbook of."""
    with pytest.raises(ValueError, match="no table"):
        form_workbook(Annex(label="ก", title="ข", section=1))


def kinds(xlsx: bytes, folder: Path) -> set[str]:
    """Return what the validator says, without addresses and counts."""
    path = folder / "audited.xlsx"
    path.write_bytes(xlsx)
    found = (str(error) for error in OpenXmlValidator().validate(path).errors)
    return {"".join(char for char in error if not char.isdigit()) for error in found}


def test_excel_opens_it(tmp_path: Path) -> None:
    """The validator finds nothing but what it finds in every workbook of openpyxl."""
    plain = Workbook()
    cell = plain.worksheets[0]["A1"]
    cell.value, cell.font = "ก", Font(name="TH SarabunPSK", size=14, bold=True)
    plain.worksheets[0]["A2"].font = Font(name="TH SarabunPSK", size=14)
    packed = io.BytesIO()
    plain.save(packed)
    assert set() == kinds(form_workbook(form(ROWS)), tmp_path) - kinds(packed.getvalue(), tmp_path)


def test_the_package_has_fixed_times() -> None:
    """Every member is dated as the zip format begins."""
    with zipfile.ZipFile(io.BytesIO(form_workbook(form(1)))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {member.date_time for member in archive.infolist()}
