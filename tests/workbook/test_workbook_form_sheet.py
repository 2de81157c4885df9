"""The sheet แบบกรอก fills the form: each name with the text that the form would be typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from workbook_makers import dataset_spec, make_workbook, saved, with_sheet_xml

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind
from circulars.workbook import bind, read_form, read_workbook
from thai_numerals import parse_date

FORM = "แบบกรอก"
DAY = dt.date(2025, 3, 11)
HEAD: list[object] = ["ช่อง", "ค่า", "คำอธิบาย"]


def filled(*rows: list[object], **kinds: Any) -> dict[str, str]:
    """Return the form that a sheet with `rows` fills."""
    return dict(read_form(make_workbook(rows, **{"title": FORM, **kinds})).answers)


def refused(*rows: list[object], **kinds: Any) -> list[tuple[str, str]]:
    """Return code and place of what is wrong with a sheet."""
    with pytest.raises(WorkbookError) as caught:
        filled(*rows, **kinds)
    return [(each.code, each.where) for each in caught.value.findings]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        pytest.param(DAY, "d/m/yyyy", "2025-03-11", id="a day"),
        pytest.param(DAY, "[$-41E]d mmmm bbbb", "2025-03-11", id="Buddhist format"),
        pytest.param(
            dt.datetime.combine(DAY, dt.time(13, 55)), "d/m/yyyy h:mm", "2025-03-11", id="with time"
        ),
        pytest.param(1175, "General", "1175", id="a whole number"),
        pytest.param(1175, "#,##0.00", "1175", id="a whole number with decimals shown"),
        pytest.param(1234567.5, "#,##0", "1234567.5", id="a number rounded in the sheet"),
        pytest.param(0.11, "0%", "11", id="percent as it is shown"),
        pytest.param("๑๑ มีนาคม ๒๕๖๘", "General", "๑๑ มีนาคม ๒๕๖๘", id="text in Thai digits"),
        pytest.param("ข้อแรก\nข้อสอง", "General", "ข้อแรก\nข้อสอง", id="lines"),
        pytest.param(" เรื่องด่วน ", "@", "เรื่องด่วน", id="blanks around"),
    ],
)
def test_values(value: object, code: str, expected: str) -> None:
    """Days, numbers and texts come as the form reads them, whatever their format shows."""
    assert {"ช่อง1": expected} == filled(HEAD, ["ช่อง1", value], formats={"B2": code})


def test_a_buddhist_year_kept_by_excel() -> None:
    """11/3/2568 typed where Excel reckons in the Christian Era is read as that Buddhist day."""
    (typed,) = filled(["วันที่", dt.date(2568, 3, 11)]).values()
    assert dt.date(2025, 3, 11) == parse_date(typed).date


def test_what_is_not_given() -> None:
    """Empty names, the heading and other columns fill nothing; an empty value is empty."""
    rows: list[list[object]] = [["แบบกรอกหนังสือ"], HEAD, ["วันที่", None, "เช่น 11 มี.ค. 68"]]
    rows += [[None, "ไม่มีชื่อ"], ["เรื่อง", "  "], ["เลขที่", 5, "อธิบาย"]]
    found = filled(*rows, merges=["A1:C1"])
    assert {"แบบกรอกหนังสือ": "", "วันที่": "", "เรื่อง": "", "เลขที่": "5"} == found


def test_merged_cells() -> None:
    """A merged value is one value; a name over several rows has a line for each."""
    rows: list[list[object]] = [["เรื่อง", None, "ยาว"], ["ข้อความ", None, "บรรทัดแรก"]]
    rows += [[None, None, "บรรทัดสอง"], ["เรียน", None, "นายอำเภอ"]]
    merges = ["A1:B1", "C1:E1", "A2:B3", "A4:B4"]
    expected = {"เรื่อง": "ยาว", "ข้อความ": "บรรทัดแรก\nบรรทัดสอง", "เรียน": "นายอำเภอ"}
    assert expected == filled(*rows, merges=merges)


def test_a_form_that_begins_further_right() -> None:
    """The first column is the first that holds anything."""
    assert {"เรื่อง": "ก"} == filled([], [None, None, "เรื่อง", "ก"])


def test_hidden_rows_and_sheets() -> None:
    """What a secretary does not see fills nothing."""
    assert {"ก": "1"} == filled(["ก", 1], ["ข", 2], hidden_rows=[2])
    book = openpyxl.Workbook()
    sheet: Any = book.create_sheet(FORM)
    sheet.append(["ก", 1])
    sheet.sheet_state = "hidden"
    assert {} == read_form(read_workbook(saved(book))).answers


@pytest.mark.parametrize("title", [FORM, "แบบ กรอก", " แบบกรอก"])
def test_the_name_of_the_sheet(title: str) -> None:
    """Blanks in the sheet's name do not matter; without such a sheet nothing is filled."""
    assert {"ก": "1"} == filled(["ก", 1], title=title)
    assert {} == filled(["ก", 1], title="สรุป")
    assert {} == filled(title=title)


def test_what_cannot_be_read() -> None:
    """Truth values, errors and formulas never calculated are told all at once, with their cells."""
    assert [
        ("uncalculated-formula", "แบบกรอก!A4, B3"),
        ("form-sheet-value", "แบบกรอก!B1"),
        ("cell-error", "แบบกรอก!B2"),
        ("form-sheet-repeated", "แบบกรอก!A5, A6"),
    ] == refused(["ก", True], ["ข", "#REF!"], ["ค", "=1+1"], ["=1", 1], ["ง", 1], [" ง", 2])


def test_a_name_twice_with_one_value() -> None:
    """Of two rows of one name, the one with a value counts."""
    assert {"ก": "2"} == filled(["ก", None], ["ก", 2])


def test_a_calculated_formula() -> None:
    """A formula gives the value that Excel computed last."""
    name = '<c r="A1" t="str"><v>เลขที่</v></c>'
    data = with_sheet_xml(f'<row r="1">{name}<c r="B1"><f>1+1</f><v>2</v></c></row>')
    workbook = read_workbook(data, name="ก.xlsx")
    form = replace(workbook, sheets=(replace(workbook.sheets[0], name=FORM),))
    assert {"เลขที่": "2"} == read_form(form).answers


def test_no_dataset_is_on_the_form_sheet() -> None:
    """A form whose names look like a table is neither chosen nor named as another choice."""
    book = openpyxl.Workbook()
    form: Any = book.worksheets[0]
    form.title = FORM
    data: Any = book.create_sheet("สรุป")
    for sheet in (form, data):
        sheet.append(["อำเภอ", "ยอด"])
        sheet.append(["จุน", 10])
    book.active = 0
    dataset, found = bind(
        read_workbook(saved(book)),
        dataset_spec([("อำเภอ", "อำเภอ", ColumnKind.TEXT), ("ยอด", "ยอด", ColumnKind.NUMBER)]),
    )
    assert ("สรุป", ()) == (dataset.table.sheet, found)


texts = st.text(
    st.characters(codec="utf-8", categories=("L", "M", "N", "P", "Zs"), include_characters="\n"),
    min_size=1,
    max_size=20,
).filter(lambda text: text.strip() and text[0] not in "=#" and not text.strip().startswith("_x"))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.one_of(
            texts,
            st.integers(-(10**12), 10**12),
            st.dates(dt.date(1941, 1, 1), dt.date(2200, 1, 1)),
        ),
        min_size=1,
        max_size=5,
    )
)
@example(["1\n2"])
def test_every_value_comes_back(values: list[object]) -> None:
    """Whatever is typed comes back: text as it is, numbers in digits, days in ISO 8601."""
    rows = [[f"ช่อง{n}", value] for n, value in enumerate(values)]
    said = [str(value).strip() for value in values]
    assert said == list(filled(*rows).values())
