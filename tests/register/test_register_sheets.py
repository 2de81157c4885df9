"""The register as a sheet: what it writes, what it reads, and that both agree."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from circulars.model.errors import RegisterError
from circulars.register import Entry, Made, Query, Series, Status
from circulars.register_reading import read_register
from circulars.register_sheets import COLUMNS, export_csv, export_row, export_workbook
from register.shared import OWNER, TODAY, book, created, number, request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circulars.register import Register
    from circulars.register_reading import OldRegister

HEAD = ("เลขทะเบียนส่ง", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ")

# What XML can hold.  Source: W3C XML 1.0, production [2] Char.
XML_SIGN = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@pytest.fixture
def make_workbook(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that saves rows as a workbook."""

    def make(*rows: tuple[Any, ...]) -> Path:
        workbook = openpyxl.Workbook()
        sheet = workbook.worksheets[0]
        sheet.title = "2568"
        for row in rows:
            sheet.append(row)
        workbook.save(path := tmp_path / "ทะเบียนเดิม.xlsx")
        return path

    return make


@pytest.fixture
def sqlite(tmp_path: Path) -> Register:
    """Return a new register in a file."""
    return created(str(tmp_path / "register.sqlite"))


def read(path: Path) -> OldRegister:
    """Return what stands in the workbook."""
    return read_register(path, owner=OWNER, today=TODAY)


def filled(register: Register) -> tuple[Entry, ...]:
    """Return the lines of a register in which each thing has happened once."""
    register.take(request(recipient="นายอำเภอจุน", sender="สำนักงานพัฒนาชุมชน", action="ส่งทางไปรษณีย์"))
    register.take(request(subject="=SUM(A1:A9)", note="แนบแผ่น; ส่งซ้ำ"))
    register.reserve(book(), 2, holder="กลุ่มงานสารสนเทศ", reason="ด่วน", until=dt.date(2025, 4, 1))
    register.take(request(series=Series.CIRCULAR, subject="เวียน"))
    register.take(request(series=Series.ORDER, subject="แต่งตั้งคณะทำงาน"))
    register.take(request(owner="พย 0019.3"))
    register.sign([number(1)], on=TODAY)
    register.send([number(1)], on=dt.date(2025, 3, 12))
    register.cancel([number(2)], reason="พิมพ์ผิด")
    return register.search(Query())


def test_columns_are_those_of_form_14(sqlite: Register) -> None:
    """The columns are those of form 14 of the regulation on correspondence, in its order."""
    assert HEAD == COLUMNS
    first, cancelled, reserved = (export_row(entry) for entry in filled(sqlite)[:3])
    assert (
        *(1, "พย 0019.2", "11 มี.ค. 2568", "สำนักงานพัฒนาชุมชน", "นายอำเภอจุน", "สรุปยอดจำหน่าย"),
        *("ลงนามแล้ว 11 มี.ค. 2568; ส่งแล้ว 12 มี.ค. 2568; ส่งทางไปรษณีย์", ""),
    ) == first
    assert "ยกเลิก: พิมพ์ผิด; แนบแผ่น; ส่งซ้ำ" == cancelled[-1]
    assert "จองไว้ให้ กลุ่มงานสารสนเทศ ถึง 1 เม.ย. 2568: ด่วน" == reserved[-1]
    sqlite.close()


def test_what_is_exported_is_imported_again(sqlite: Register, tmp_path: Path) -> None:
    """A register written to Excel and read into a new one is the same register."""
    before = filled(sqlite)
    sqlite.close()
    path = tmp_path / "ทะเบียน.xlsx"
    path.write_bytes(export_workbook(before))
    old = read(path)
    assert () == old.findings
    with created(str(tmp_path / "again.sqlite")) as again:
        again.take_over(old.lines)
        after = again.search(Query())
        assert [*map(export_row, before)] == [*map(export_row, after)]
        assert [entry.status for entry in before] == [entry.status for entry in after]
        assert 5 == again.take(request()).number.serial
        assert (
            number(2, series=Series.CIRCULAR) == again.take(request(series=Series.CIRCULAR)).number
        )


def test_no_cell_of_an_export_is_a_formula(sqlite: Register) -> None:
    """A subject that begins like a formula is text in Excel, and in a CSV that Excel opens."""
    entries = filled(sqlite)
    sqlite.close()
    sheet = openpyxl.load_workbook(io.BytesIO(export_workbook(entries))).worksheets[0]
    assert ("s", "=SUM(A1:A9)") == (sheet["F4"].data_type, sheet["F4"].value)
    rows = [*csv.reader(io.StringIO(export_csv(entries).decode("utf-8-sig")))]
    assert [*COLUMNS] == rows[0]
    assert ["'=SUM(A1:A9)", "1"] == [rows[2][5], rows[1][0]]


def test_a_register_without_lines_is_exported() -> None:
    """An empty choice gives the heads alone."""
    sheet = openpyxl.load_workbook(io.BytesIO(export_workbook(()))).worksheets[0]
    assert HEAD == tuple(cell.value for cell in sheet[2])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
@example(["=1+1", "ก\r\nข", "\x01\ud800\uffff", " <&>\"' ", "_x0041_", "ก" * 40_000])
def test_every_text_stands_in_its_cell(subjects: list[str]) -> None:
    """Whatever was typed is text in its cell, but for what no XML holds; all look the same."""
    entries = [
        Entry(
            number=number(serial), status=Status.TAKEN, registered=TODAY, date=TODAY, subject=text
        )
        for serial, text in enumerate(subjects, start=1)
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(export_workbook(entries))).worksheets[0]
    assert f"ทะเบียน{book()}" == sheet["A1"].value
    assert f"A1:H{2 + len(subjects)}" == sheet.dimensions
    for row, text in enumerate(subjects, start=3):
        kept = "".join(sign for sign in text if XML_SIGN.match(sign))
        assert (row - 2, kept[:32_767]) == (sheet[f"A{row}"].value, sheet[f"F{row}"].value or "")
        assert {("TH SarabunPSK", 16.0, False, True)} == {
            (cell.font.name, cell.font.size, cell.font.bold, cell.alignment.wrap_text)
            for cell in sheet[row]
        }


def test_an_older_register_is_read_by_its_headings(make_workbook: Callable[..., Path]) -> None:
    """Columns stand in any order below any title; days, Thai digits and ว are understood."""
    path = make_workbook(
        ("ทะเบียนหนังสือส่ง ประจำปี ๒๕๖๘",),
        ("สำนักงานพัฒนาชุมชนจังหวัดพะเยา",),
        ("ลำดับ", "ที่", "ลง วันที่", "เรื่อง", "ถึง", "เลขทะเบียนส่ง", "หมายเหตุ"),
        (1, None, dt.date(2025, 1, 6), "รายงาน", "กรม", 1, None),
        (2, "พย๐๐๑๙.๒/ว๒", "๗ ม.ค. ๖๘", "เวียน", "อำเภอ", "๒", None),
        (3, "พย 0019.3", None, None, None, 3, "ยกเลิก"),
        (None, None, None, None, None, None, None),
        ("ลำดับ", "ที่", "ลง วันที่", "เรื่อง", "ถึง", "เลขทะเบียนส่ง", "หมายเหตุ"),
        (4, None, "8/1/2568", "แจ้ง", "อำเภอ", 3, "จองไว้ให้ ก ถึง 31 เม.ย. 2568"),
    )
    old = read(path)
    assert [
        ("2568!F4", "พย 0019.2/1", dt.date(2025, 1, 6), Status.TAKEN, "รายงาน"),
        ("2568!F5", "พย 0019.2/ว2", dt.date(2025, 1, 7), Status.TAKEN, "เวียน"),
        ("2568!F6", "พย 0019.3/3", None, Status.CANCELLED, ""),
        ("2568!F9", "พย 0019.2/3", dt.date(2025, 1, 8), Status.RESERVED, "แจ้ง"),
    ] == [
        (place, str(entry.number), entry.date, entry.status, entry.subject)
        for place, entry in old.lines
    ]
    assert ["register-gap"] * 3 == [finding.code for finding in old.findings]
    assert "2" in old.findings[0].message


def test_all_faults_of_an_older_register_are_told_with_their_cells(
    make_workbook: Callable[..., Path],
) -> None:
    """Days that are none, numbers that are unclear or disagree: each with its cell, at once."""
    path = make_workbook(
        HEAD,
        (1, OWNER, "31 เม.ย. 68", "", "", "ก"),
        ("หนึ่ง", OWNER, "6 ม.ค. 68", "", "", "ข"),
        (3, "พย 0019.2/ว4", "6 ม.ค. 68", "", "", "ค"),
        (None, OWNER, "6 ม.ค. 68", "", "", "ง"),
        (5, OWNER, "ม.ค. 68", "", "", "จ"),
    )
    with pytest.raises(RegisterError) as error:
        read(path)
    assert [
        *(("2568!C2", "register-import"), ("2568!A3", "number-unclear")),
        *(("2568!A4", "register-import"), ("2568!แถวที่ 5", "register-import")),
        ("2568!C6", "register-import"),
    ] == [(finding.where, finding.code) for finding in error.value.findings]


def test_a_sheet_without_heads_is_no_register(make_workbook: Callable[..., Path]) -> None:
    """Without number, date and subject in one row there is nothing to take over."""
    with pytest.raises(RegisterError) as error:
        read(make_workbook(("ชื่อ", "ที่อยู่"), ("ก", "ข")))
    assert ["register-import"] == [finding.code for finding in error.value.findings]


def test_doubles_are_refused_and_nothing_is_taken_over(
    sqlite: Register, make_workbook: Callable[..., Path]
) -> None:
    """A number in the register already, and one that stands twice: both told, none imported."""
    sqlite.take(request())
    path = make_workbook(
        HEAD,
        (1, OWNER, "6 ม.ค. 68", "", "", "ก"),
        (2, OWNER, "6 ม.ค. 68", "", "", "ข"),
        (2, OWNER, "7 ม.ค. 68", "", "", "ค"),
        ("ว1", OWNER, "7 ม.ค. 68", "", "", "ง"),
    )
    with pytest.raises(RegisterError) as error:
        sqlite.take_over(read(path).lines)
    assert [("2568!A2", "number-taken"), ("2568!A4", "number-taken")] == [
        (finding.where, finding.code) for finding in error.value.findings
    ]
    assert 1 == len(sqlite.search(Query()))
    sqlite.close()


def test_a_dry_run_changes_nothing(register: Register, make_workbook: Callable[..., Path]) -> None:
    """A dry run tells what would be taken over; then the real one counts on after the highest."""
    path = make_workbook(
        HEAD, (41, OWNER, "6 ม.ค. 68", "", "", "ก"), (44, OWNER, "7 ม.ค. 68", "", "", "ข")
    )
    lines = read(path).lines
    assert 2 == len(register.take_over(lines, dry_run=True))
    assert () == register.search(Query())
    register.take_over(lines)
    assert 45 == register.take(request()).number.serial
    assert 42 == register.take(request(), number=42).number.serial
    assert 46 == register.take(request()).number.serial
    register.confirm([Made(number=number(41), file="ก.docx")])
    assert ["import", "confirm"] == [change.action for change in register.history(number(41))]


def test_a_whole_register_is_taken_over_quickly(
    register: Register, make_workbook: Callable[..., Path]
) -> None:
    """A year of 3,000 letters is one import."""
    rows = [(serial, OWNER, "6 ม.ค. 68", "", "", "เรื่อง") for serial in range(1, 3001)]
    register.take_over(read(make_workbook(HEAD, *rows)).lines)
    assert 3001 == register.take(request()).number.serial
