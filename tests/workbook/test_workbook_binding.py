"""Binding finds sheets, columns, months and figures by what people call them, or says why not."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_makers import dataset_spec, make_workbook, saved

from circulars.model.errors import WorkbookError
from circulars.model.findings import Level
from circulars.model.letter_type import ColumnCheck, ColumnKind
from circulars.workbook import bind, read_workbook
from circulars.workbook.figures import read_number
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import DatasetSpec
    from circulars.workbook import Workbook

TEXT, NUMBER = ColumnKind.TEXT, ColumnKind.NUMBER
DISTRICT = ("อำเภอ", "อำเภอ", TEXT)
SALES = ("ยอด", "ยอดจำหน่าย*", NUMBER)
HEAD: list[object] = ["ที่", "อำเภอ", "ยอดจำหน่าย (บาท)"]


def bound(rows: Sequence[Sequence[object]], spec: DatasetSpec) -> tuple[Dataset, list[Finding]]:
    """Return the dataset of a sheet with `rows`, and the findings."""
    dataset, findings = bind(make_workbook(rows), spec)
    return dataset, list(findings)


def refused(workbook: Workbook, spec: DatasetSpec) -> list[Finding]:
    """Return the findings with which binding fails."""
    with pytest.raises(WorkbookError) as caught:
        bind(workbook, spec)
    return list(caught.value.findings)


def sheets(named: Mapping[str, Sequence[Sequence[object]]], *, hidden: str = "") -> Workbook:
    """Return a workbook with several sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in named.items():
        sheet: Any = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    return read_workbook(saved(book), name="สรุป มี.ค.xlsx")


def test_columns_by_name() -> None:
    """The dataset knows its columns by the letter type's names, its rows by the key."""
    rows: list[list[object]] = [HEAD, [1, "จุน", 10], [2, "ปง", 20.5], [None, "รวม", 30.5]]
    dataset, findings = bound(rows, dataset_spec([DISTRICT, SALES]))
    assert [] == findings
    assert ["จุน", "ปง"] == [dataset.label(row) for row in dataset.table.rows]
    assert [Decimal(10), Decimal("20.5")] == [
        dataset.cell(row, "ยอด").value for row in dataset.table.rows
    ]


def test_sheet_that_is_not_there() -> None:
    """A missing sheet is answered with the sheets there are, and the nearest name."""
    workbook = sheets({"สรุปยอดจำหน่าย": [HEAD], "ปกหน้า": [["เรื่อง"]]})
    found = refused(workbook, dataset_spec([DISTRICT], sheet="สรุปยอดจำหนาย"))
    assert ["sheet-missing"] == [finding.code for finding in found]
    assert "“สรุปยอดจำหน่าย”, “ปกหน้า”" in found[0].message
    assert "“สรุปยอดจำหน่าย”" in found[0].hint
    assert "สรุป มี.ค.xlsx" == found[0].where


def test_sheet_names_are_compared_without_blanks() -> None:
    """A sheet's name is known in spite of a blank too many."""
    workbook = sheets({"สรุป ยอด": [HEAD, [1, "จุน", 10]]})
    dataset, _ = bind(workbook, dataset_spec([DISTRICT], sheet="สรุปยอด "))
    assert "สรุป ยอด" == dataset.table.sheet


def test_the_first_sheet_with_the_key_column_is_taken() -> None:
    """Without a sheet's name, covers, other tables and hidden sheets are passed over."""
    data: list[list[object]] = [HEAD, [1, "จุน", 10]]
    workbook = sheets(
        {
            "ซ่อน": data,
            "ปก": [["เรื่อง"]],
            "อื่น": [["ที่", "ตำบล"], [1, "ห้วยข้าวก่ำ"]],
            "ข้อมูล": data,
            "สำเนา": data,
        },
        hidden="ซ่อน",
    )
    dataset, findings = bind(workbook, dataset_spec([DISTRICT, SALES]))
    assert "ข้อมูล" == dataset.table.sheet
    assert [("sheet-chosen", Level.WARN, "ข้อมูล")] == [(f.code, f.level, f.where) for f in findings]
    assert "“สำเนา”" in findings[0].message
    assert "ซ่อน" not in findings[0].message


def test_no_table_anywhere() -> None:
    """A workbook without any table names the sheets that were looked at."""
    found = refused(sheets({"ปก": [["เรื่อง"]]}), dataset_spec([DISTRICT]))
    assert ["table-not-found"] == [finding.code for finding in found]
    assert "ปก" in found[0].message


def test_all_missing_columns_at_once() -> None:
    """Each missing column is quoted with the headings there are and the nearest one."""
    workbook = make_workbook([["ที่", "ชื่ออำเภอ", "ยอดขาย"], [1, "จุน", 10]])
    spec = dataset_spec([DISTRICT, SALES, ("หมายเหตุ", "หมายเหตุ", TEXT)], optional=["หมายเหตุ"])
    found = refused(workbook, spec)
    assert ["column-missing", "column-missing"] == [finding.code for finding in found]
    assert "“อำเภอ”" in found[0].message
    assert "“ที่”, “ชื่ออำเภอ”, “ยอดขาย”" in found[0].message
    assert "“ชื่ออำเภอ”" in found[0].hint
    assert "*" not in found[1].message + found[1].hint


def test_optional_columns_may_be_missing() -> None:
    """A column that is not required is simply not there."""
    spec = dataset_spec([DISTRICT, ("หมายเหตุ", "หมายเหตุ", TEXT)], optional=["หมายเหตุ"])
    dataset, findings = bound([HEAD, [1, "จุน", 10]], spec)
    assert (["อำเภอ"], []) == (list(dataset.columns), findings)


def test_ambiguous_columns() -> None:
    """A heading that stands twice is refused with both places; a path tells them apart."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "ปี 2566", None, "ปี 2567", None],
        [None, None, "ราย", "บาท", "ราย", "บาท"],
        [1, "จุน", 1, 2, 3, 4],
    ]
    workbook = make_workbook(rows, merges=["A1:A2", "B1:B2", "C1:D1", "E1:F1"])
    found = refused(workbook, dataset_spec([DISTRICT, ("ราย", "ราย", NUMBER)]))
    assert ["column-ambiguous"] == [finding.code for finding in found]
    assert "C “ปี 2566 / ราย”, E “ปี 2567 / ราย”" in found[0].message
    dataset, _ = bind(workbook, dataset_spec([DISTRICT, ("ราย", "ปี ๒๕๖๗/ราย", NUMBER)]))
    assert "E" == dataset.columns["ราย"].letter


def test_a_group_over_one_column_names_it() -> None:
    """A group heading over a single column is a name for that column."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "จำนวนผลิตภัณฑ์", "ยอด"],
        [None, None, "เป้าหมาย", None],
        [1, "จุน", 1, 5],
    ]
    workbook = make_workbook(rows, merges=["A1:A2", "B1:B2", "D1:D2"])
    dataset, _ = bind(workbook, dataset_spec([DISTRICT, ("ผลิตภัณฑ์", "จำนวนผลิตภัณฑ์", NUMBER)]))
    assert "C" == dataset.columns["ผลิตภัณฑ์"].letter


@pytest.mark.parametrize(
    ("typed", "value", "words"),
    [
        ("1,234", Decimal(1234), ["C2", "“1,234”", "ข้อความ"]),
        ("๑,๒๓๔", Decimal(1234), ["C2", "“๑,๒๓๔”", "เลขไทย"]),
        (" 1234.50 ", Decimal("1234.50"), ["C2", "“1234.50”"]),
        ("-5", Decimal(-5), ["“-5”"]),
    ],
)
def test_numbers_typed_as_text(typed: object, value: Decimal, words: list[str]) -> None:
    """A number typed as text is found with its cell, and read."""
    dataset, findings = bound(
        [HEAD, [1, "จุน", typed], [2, "ปง", 20]], dataset_spec([DISTRICT, SALES])
    )
    assert [("text-number", "block", "สรุป!C2")] == [(f.code, f.level, f.where) for f in findings]
    assert all(word in findings[0].message for word in words)
    assert value == dataset.cell(dataset.table.rows[0], "ยอด").value


@pytest.mark.parametrize("typed", ["ยังไม่รายงาน", "1,23", "12 ราย", True])
def test_text_in_a_number_column(typed: object) -> None:
    """Text that is no number would leave a blank: nobody can waive it, nothing is guessed."""
    found = refused(
        make_workbook([HEAD, [1, "จุน", typed], [2, "ปง", "1,000"]]),
        dataset_spec([DISTRICT, SALES]),
    )
    assert [("number-unreadable", "สรุป!C2"), ("text-number", "สรุป!C3")] == [
        (f.code, f.where) for f in found
    ]
    assert f"“{str(typed).upper() if typed is True else typed}”" in found[0].message


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", "", "  "])
def test_a_dash_is_an_empty_cell(dash: str) -> None:
    """A dash means nothing to report, and is still printed."""
    dataset, findings = bound(
        [HEAD, [1, "จุน", dash], [2, "ปง", 2]], dataset_spec([DISTRICT, SALES])
    )
    cell = dataset.cell(dataset.table.rows[0], "ยอด")
    assert ([], None, dash.strip()) == (findings, cell.value, cell.text.strip())


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?", "#VALUE!"])
@pytest.mark.parametrize("row", ["จุน", "รวม"])
def test_errors_of_excel(error: str, row: str) -> None:
    """An error of Excel anywhere in the table is found with its cell; nobody can waive it."""
    rows: list[list[object]] = [HEAD, [1, "ปง", 5], [2 if row == "จุน" else None, row, error]]
    findings = refused(make_workbook(rows), dataset_spec([DISTRICT]))
    assert [("cell-error", "สรุป!C3")] == [(f.code, f.where) for f in findings]
    assert error in findings[0].message


MONTHS: list[object] = ["ที่", "อำเภอ", "ผลการดำเนินงาน", None, None, "รวม"]


def month_rows(*names: str) -> Workbook:
    """Return a workbook with month columns under a group heading."""
    rows: list[list[object]] = [MONTHS, [None, None, *names], [1, "จุน", 10, 20, None, 30]]
    return make_workbook(rows, merges=["A1:A2", "B1:B2", "C1:E1", "F1:F2"])


SPEC = dataset_spec([DISTRICT, ("รวม", "รวม", NUMBER)], months_under="ผลการ*")


def test_months() -> None:
    """Month columns are those under the group heading, from the left."""
    dataset, findings = bind(month_rows("ต.ค.-67", "พ.ย.-67", "ธ.ค.-67"), SPEC)
    assert () == findings
    assert ["C", "D", "E"] == [column.letter for column in dataset.months]
    assert ["C", "D"] == [column.letter for column in dataset.filled_months]


@pytest.mark.parametrize(
    ("names", "place", "words"),
    [
        (("ต.ค.-67", "ต.ค.-67", "พ.ย.-67"), "สรุป!D2", "พ.ย. 2567"),
        (("ต.ค.-67", "ธ.ค.-67", "ม.ค.-68"), "สรุป!D2", "พ.ย. 2567"),
        (("ต.ค.-67", "พ.ย.-67", "ธ.ค.-68"), "สรุป!E2", "ธ.ค. 2567"),
    ],
)
def test_months_out_of_order(names: tuple[str, ...], place: str, words: str) -> None:
    """Months that repeat, skip or jump a year are found at their heading."""
    _, findings = bind(month_rows(*names), SPEC)
    assert [("months-out-of-order", place)] == [(f.code, f.where) for f in findings]
    assert words in findings[0].message


def test_december_to_january() -> None:
    """January follows December of the year before."""
    assert () == bind(month_rows("พ.ย.-67", "ธ.ค.-67", "ม.ค.-68"), SPEC)[1]


def test_a_heading_that_is_no_month() -> None:
    """A heading among the months that is none is found; the total of the months is none too."""
    _, findings = bind(month_rows("ต.ค.-67", "พ.ย.-67", "เดือนถัดไป"), SPEC)
    assert [("month-heading", "สรุป!E2")] == [(f.code, f.where) for f in findings]
    spec = dataset_spec([DISTRICT], months_under="ผลการ*")
    assert () == bind(month_rows("ต.ค.-67", "พ.ย.-67", "รวม"), spec)[1]


def test_no_months() -> None:
    """Without the group heading, or without months under it, binding says what there is."""
    found = refused(
        month_rows("ต.ค.-67", "พ.ย.-67", "ธ.ค.-67"), dataset_spec([DISTRICT], months_under="ยอด*")
    )
    assert ["months-missing"] == [finding.code for finding in found]
    assert "“ผลการดำเนินงาน”" in found[0].message
    found = refused(month_rows("หนึ่ง", "สอง", "สาม"), SPEC)
    assert "“หนึ่ง”, “สอง”, “สาม”" in found[0].message


def test_months_without_a_group() -> None:
    """A star takes the months wherever they stand, also without a group heading."""
    dataset, findings = bound(
        [["ที่", "อำเภอ", "ต.ค.-67", "พ.ย.-67"], [1, "จุน", 10, "1,000"]],
        dataset_spec([DISTRICT], months_under="*"),
    )
    assert 2 == len(dataset.months)
    assert "text-number" in [finding.code for finding in findings]


def test_total_row_that_was_named_and_is_missing() -> None:
    """A total row that the letter type names and the sheet lacks is worth a warning."""
    spec = dataset_spec([DISTRICT], total_label="รวมทั้งจังหวัด")
    _, findings = bound([HEAD, [1, "จุน", 10]], spec)
    assert [("total-row-missing", Level.WARN)] == [(f.code, f.level) for f in findings]


def test_total_row_that_was_deleted() -> None:
    """A letter type with a rule for the total row expects one, whatever it is called."""
    rule = ColumnCheck(code="a", column="ยอด", equals="ยอด")
    rows: list[list[object]] = [HEAD, [1, "จุน", 10], [2, "ปง", 20]]
    spec = replace(dataset_spec([DISTRICT, SALES]), checks=(rule,))
    assert [("total-row-missing", Level.WARN)] == [(f.code, f.level) for f in bound(rows, spec)[1]]
    rows_only = replace(spec, checks=(replace(rule, total=False),))
    assert [] == bound(rows, rows_only)[1]
    assert [] == bound([*rows, [None, "รวม", 30]], spec)[1]


def test_two_rows_of_one_name() -> None:
    """A district that stands twice is worth a warning, in spite of a blank too many."""
    rows: list[list[object]] = [HEAD, [1, "ดอกคำใต้", 10], [2, "ปง", 2], [3, "ดอกคำ ใต้", 3]]
    _, findings = bound(rows, dataset_spec([DISTRICT, SALES]))
    assert [("duplicate-row-name", Level.WARN, "สรุป!B4")] == [
        (f.code, f.level, f.where) for f in findings
    ]
    assert "แถวที่ 2 และแถวที่ 4" in findings[0].message


@pytest.mark.parametrize(("hidden", "letter"), [("C", "ต.ค.-67"), ("D", "พ.ย.-67")])
def test_a_hidden_month(hidden: str, letter: str) -> None:
    """A hidden month with figures is the one thing said: Excel's totals still count it."""
    rows: list[list[object]] = [
        MONTHS,
        [None, None, "ต.ค.-67", "พ.ย.-67", "ธ.ค.-67"],
        [1, "จุน", 10, 20, 5, 35],
    ]
    merges = ["A1:A2", "B1:B2", "C1:E1", "F1:F2"]
    dataset, findings = bind(make_workbook(rows, merges=merges, hidden_columns=[hidden]), SPEC)
    assert [("hidden-months", "block", f"สรุป!{hidden}"), ("hidden-columns", "note")] == [
        (findings[1].code, findings[1].level, findings[1].where),
        (findings[0].code, findings[0].level),
    ]
    assert f"“{letter}”" in findings[1].message
    assert (2, 2) == (len(findings), len(dataset.months))


def test_a_hidden_month_to_come() -> None:
    """A hidden month without figures changes no sum, also between others."""
    rows: list[list[object]] = [
        MONTHS,
        [None, None, "ต.ค.-67", "พ.ย.-67", "ธ.ค.-67"],
        [1, "จุน", 10, None, 5, 15],
    ]
    merges = ["A1:A2", "B1:B2", "C1:E1", "F1:F2"]
    _, findings = bind(make_workbook(rows, merges=merges, hidden_columns=["D"]), SPEC)
    assert ["hidden-columns"] == [f.code for f in findings]


def test_rows_without_a_name() -> None:
    """A row whose key cell is empty, such as a line between groups, is worth a warning."""
    rows: list[list[object]] = [HEAD, ["โซนเหนือ"], [1, "จุน", 10], [None, "รวม", 10]]
    _, findings = bound(rows, dataset_spec([DISTRICT]))
    assert [("row-without-name", "สรุป!B2")] == [(f.code, f.where) for f in findings]


def test_signs_and_hidden_values() -> None:
    """Formats that drop a minus sign or the whole number are pointed out."""
    workbook = make_workbook(
        [HEAD, [1, "จุน", -10], [2, "ปง", 20]], formats={"C2": "0;0", "C3": ";;;"}
    )
    dataset, findings = bind(workbook, dataset_spec([DISTRICT, SALES]))
    assert [("minus-sign-restored", "สรุป!C2"), ("value-hidden-by-format", "สรุป!C3")] == [
        (f.code, f.where) for f in findings
    ]
    assert ["-10", ""] == [dataset.cell(row, "ยอด").text for row in dataset.table.rows]


numbers = st.decimals(min_value=0, max_value=10**12, places=2)


@settings(deadline=None)
@given(numbers, st.booleans())
def test_numbers_typed_as_text_are_read(number: Decimal, thai: bool) -> None:
    """A number with its commas, in either script, is read as itself."""
    typed = f"{number:,.2f}"
    assert number == read_number(to_thai_digits(typed) if thai else typed)


@settings(deadline=None)
@given(st.text(max_size=8))
def test_other_text_is_no_number(text: str) -> None:
    """Text without digits is no number."""
    if not any(letter.isdigit() for letter in text):
        assert read_number(text) is None
