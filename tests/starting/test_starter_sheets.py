"""What stands in a starter workbook: heads that bind, rules of Excel, lists, instructions."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

import pytest
from python_calamine import CalamineWorkbook
from support import EXAMPLES, TEMPLATES

from circulars import load_letter_type
from circulars.letter_types import letter_type_folders
from circulars.office_profile import load_office
from circulars.starting import opened_type, plan_sheets, starter_bytes
from circulars.workbook import bind, blank_form, read_workbook
from starting.filling import opened
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = letter_type_folders()
DAY = dt.date(2026, 3, 10)
TOML = """\
title = "แจ้งเป้าหมาย"

[fields."กำหนดส่ง"]
label = "วันสุดท้าย"
kind = "date"

[datasets."เป้าหมาย"]
key = "ตำบล"
months_under = "ผลงาน*"

[datasets."เป้าหมาย".columns]
"ตำบล" = { heading = "ตำบล", kind = "text" }
"ราย" = { heading = "จำนวนราย*", kind = "count" }
"ขั้นต้น" = { heading = "ค่าเป้าหมาย* / ขั้นต้น" }
"ขั้นสูง" = { heading = "ค่าเป้าหมาย* / ขั้นสูง" }
"รวม" = { heading = "รวม" }
"ร้อยละ" = { heading = "ร้อยละ", value = "รวม / ขั้นสูง * 100" }
SETTINGS
[[datasets."เป้าหมาย".checks]]
code = "row-total-mismatch"
column = "รวม"
equals = "เดือน | ผลรวม"
"""


def rules(sheet: Any) -> dict[str, Any]:
    """Return the data validations of an openpyxl sheet by their first cell."""
    return {str(v.sqref).split(":")[0]: v for v in sheet.data_validations.dataValidation}


def made_type(folder: Path, settings: str = "") -> Path:
    """Return a type of its own letter.toml, without an example."""
    folder.mkdir()
    template = (TEMPLATES / "memo" / "letter.docx").read_bytes()
    (folder / "letter.docx").write_bytes(template)
    (folder / "letter.toml").write_text(TOML.replace("SETTINGS", settings), encoding="utf-8")
    return folder


def test_columns_take_what_their_kinds_hold() -> None:
    """Excel lets nobody type words among figures, nor halves of whole things."""
    kind = load_letter_type(TEMPLATES / "quarter_targets")
    sheet = opened(starter_bytes(kind, None, DAY))["เป้าหมาย"]
    known = {cell: (rule.type, rule.errorStyle) for cell, rule in rules(sheet).items()}
    assert {
        "A3": ("whole", "warning"),  # ที่
        "B3": ("textLength", "stop"),  # อำเภอ
        "C3": ("whole", "stop"),  # a count
        "D3": ("decimal", "stop"),  # money
        "E3": ("textLength", "warning"),  # computed: nothing to type
        "F3": ("whole", "stop"),
    } == {cell: known[cell] for cell in ("A3", "B3", "C3", "D3", "E3", "F3")}


def test_answers_take_what_their_kinds_hold() -> None:
    """Days, numbers and choices are enforced; a day that may be left to the pen can be words."""
    kind = load_letter_type(TEMPLATES / "otop_monthly_sales")
    book = opened(starter_bytes(kind, load_office(EXAMPLES / "phayao.toml"), DAY))
    sheet = book["แบบกรอก"]
    rows = {sheet.cell(row, 1).value: f"B{row}" for row in range(2, sheet.max_row + 1)}
    known = rules(sheet)
    found = {name: known[rows[name]] for name in ("วันที่", "เลขที่", "กำหนดแก้ไข", "ผู้ลงนาม")}
    assert {
        "วันที่": ("date", "warning"),
        "เลขที่": ("whole", "stop"),
        "กำหนดแก้ไข": ("date", "stop"),
        "ผู้ลงนาม": ("list", "stop"),
    } == {name: (rule.type, rule.errorStyle) for name, rule in found.items()}
    title, cells = found["ผู้ลงนาม"].formula1.replace("'", "").replace("$", "").split("!")
    assert ["ผู้รักษาราชการแทนพัฒนาการจังหวัด", "พัฒนาการจังหวัด", "รองผู้ว่าราชการจังหวัด"] == [
        row[0].value for row in book[title][cells]
    ]
    assert "hidden" == book[title].sheet_state


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_excel_opens_it(folder: Path) -> None:
    """Prompts keep to Excel's lengths, every sheet is read, and nothing is locked."""
    content = starter_bytes(load_letter_type(folder), None, DAY)
    book = opened(content)
    assert book.sheetnames == CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names
    assert ["คำอธิบาย", "แบบกรอก"] == book.sheetnames[:2]
    for sheet in book:
        assert not sheet.protection.sheet
        for rule in sheet.data_validations.dataValidation:
            assert len(rule.promptTitle) <= 32
            assert len(rule.errorTitle) <= 32
            assert 0 < len(rule.prompt) <= 255
            assert 0 < len(rule.error) <= 255


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_heads_bind_without_a_word(folder: Path) -> None:
    """Each dataset finds its columns in the starter, and nothing is unclear."""
    kind = load_letter_type(folder)
    book = read_workbook(starter_bytes(kind, None, DAY), name="s.xlsx")
    wanted = [spec for spec in kind.datasets.values() if not spec.rows]
    assert [()] * len(wanted) == [bind(book, spec)[1] for spec in wanted]


def test_months_move_to_the_present() -> None:
    """A starter of today has the months of this half-year, not those of the example."""
    kind = load_letter_type(TEMPLATES / "otop_monthly_sales")  # its example: Oct 2024 – Mar 2025
    (plan,) = plan_sheets(kind, DAY)
    months = [slot.month for slot in plan.slots if slot.month]
    assert [YearMonth(2025, 10).plus(number) for number in range(6)] == months


def test_no_heading_is_dated() -> None:
    """No year, round or quarter of the example stands in a starter's head."""
    for folder in FOLDERS:
        for plan in plan_sheets(load_letter_type(folder), DAY):
            texts = [text for slot in plan.slots if not slot.month for text in slot.path]
            assert [] == [text for text in texts if "256" in text or "รอบที่" in text]


def test_a_type_without_example_has_the_head_of_its_letter_toml(tmp_path: Path) -> None:
    """Headings come from the patterns, groups are merged, months are those of the fiscal year."""
    kind = load_letter_type(made_type(tmp_path / "แจ้งเป้าหมาย"))
    content = starter_bytes(kind, None, DAY)
    sheet = opened(content)["เป้าหมาย"]
    assert ["ตำบล", "จำนวนราย", "ค่าเป้าหมาย", None, "ผลงาน"] == [c.value for c in sheet[1]][:5]
    assert [None, None, "ขั้นต้น", "ขั้นสูง", "ต.ค.-68"] == [c.value for c in sheet[2]][:5]
    assert ["ก.ย.-69", None] == [c.value for c in sheet[2]][15:]
    assert {"A1:A2", "B1:B2", "C1:D1", "E1:P1", "Q1:Q2"} == {
        str(area) for area in sheet.merged_cells.ranges
    }
    book = read_workbook(content, name="s.xlsx")
    dataset, findings = bind(book, kind.datasets["เป้าหมาย"])
    assert (12, ()) == (len(dataset.months), findings)


def test_the_head_stands_where_letter_toml_says(tmp_path: Path) -> None:
    """A dataset that names its sheet and the rows of its head gets both so."""
    settings = '[datasets."อื่น"]\nsheet = "สรุป"\nheader_rows = [5, 7]\nkey = "ก"\n'
    settings += '[datasets."อื่น".columns]\n"ก" = { heading = "กลุ่ม", kind = "text" }\n'
    settings += '"ข" = { heading = "ยอด" }\n'
    kind = load_letter_type(made_type(tmp_path / "อื่น", settings))
    content = starter_bytes(kind, None, DAY)
    sheet = opened(content)["สรุป"]
    assert ["A5:A7", "B5:B7"] == sorted(str(area) for area in sheet.merged_cells.ranges)
    dataset, _ = bind(read_workbook(content, name="s.xlsx"), kind.datasets["อื่น"])
    assert ["ก", "ข"] == list(dataset.columns)


def test_a_template_alone_has_a_starter(tmp_path: Path) -> None:
    """A bare .docx asks for each name in its tags."""
    path = tmp_path / "บันทึก.docx"
    path.write_bytes((TEMPLATES / "memo" / "letter.docx").read_bytes())
    with opened_type(str(path)) as kind:
        sheet = opened(starter_bytes(kind, None, DAY))["แบบกรอก"]
    names = {sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)}
    assert {"วันที่", "เลขที่", "เรื่อง", "เรียน", "ข้อความ"} <= names


def test_blank_forms_are_there_to_be_adapted() -> None:
    """A form that goes out with the letter stands in the starter as in the type's example."""
    kind = load_letter_type(TEMPLATES / "online_market_targets")
    starter = read_workbook(starter_bytes(kind, None, DAY), name="s.xlsx")
    example = read_workbook(kind.example_workbook.read_bytes(), name="example.xlsx")
    for name in ("แบบสำรวจ", "แบบรายงานผล"):
        before, after = blank_form([example], name), blank_form([starter], name)
        assert [cell.text for cell in before.titles] == [cell.text for cell in after.titles]
        assert [c.path for c in before.columns] == [c.path for c in after.columns]
        assert [cell.text for cell in before.notes] == [cell.text for cell in after.notes]


COVERED = """\
title = "ส่งรายอำเภอ"

[recipients]
dataset = "รายชื่อ"

[datasets."รายชื่อ"]
key = "อำเภอ"
columns = { "อำเภอ" = { heading = "อำเภอ", kind = "text" } }

[datasets."ยอด"]
key = "อำเภอ"
[datasets."ยอด".columns]
"อำเภอ" = { heading = "อำเภอ", kind = "text" }
"ยอด" = { heading = "ยอดจำหน่าย*" }

[datasets."กลุ่มก"]
sheet = "กลุ่ม"
key = "กลุ่ม"
columns = { "กลุ่ม" = { heading = "กลุ่ม", kind = "text" }, "คน" = { heading = "จำนวนคน" } }

[datasets."กลุ่มข"]
sheet = "กลุ่ม"
key = "กลุ่ม"
columns = { "กลุ่ม" = { heading = "กลุ่ม", kind = "text" }, "เงิน" = { heading = "จำนวนเงิน" } }
"""


def test_nobody_fills_in_one_table_twice(tmp_path: Path) -> None:
    """Datasets of one sheet, and those that another sheet serves as well, share a sheet."""
    folder = tmp_path / "แบบ"
    folder.mkdir()
    (folder / "letter.docx").write_bytes((TEMPLATES / "memo" / "letter.docx").read_bytes())
    (folder / "letter.toml").write_text(COVERED, encoding="utf-8")
    plans = plan_sheets(load_letter_type(folder), DAY)
    assert {
        "ยอด": (["อำเภอ", "ยอดจำหน่าย"], ("รายชื่อ",)),
        "กลุ่ม": (["กลุ่ม", "จำนวนคน", "จำนวนเงิน"], ("กลุ่มข",)),
    } == {plan.title: ([s.path[-1] for s in plan.slots], plan.also) for plan in plans}


def test_texts_of_strangers_fit_into_cells(tmp_path: Path) -> None:
    """Control characters, formulas and endless help become plain text of a length Excel opens."""
    folder = tmp_path / "แบบ"
    folder.mkdir()
    (folder / "letter.docx").write_bytes((TEMPLATES / "memo" / "letter.docx").read_bytes())
    text = (
        f'title = "=1+1"\n[fields."ก"]\nlabel = "ก\\u0001"\nkind = "text"\nhelp = "{"ย" * 40000}"\n'
    )
    (folder / "letter.toml").write_text(text, encoding="utf-8")
    book = opened(starter_bytes(load_letter_type(folder), None, DAY))
    assert ("=1+1", "s") == (book["คำอธิบาย"]["A1"].value, book["คำอธิบาย"]["A1"].data_type)
    assert len(book["แบบกรอก"]["C2"].value) <= 32_767
