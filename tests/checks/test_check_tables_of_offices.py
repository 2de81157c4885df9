"""Tables of many offices: silent while every figure is right, and one wrong figure is found."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Final

import docx
import openpyxl
import pytest
from tables_of_offices import TABLES
from written_tables import changed, found_in

from circulars.inspection import inspect_letter, inspect_workbook
from circulars.model.findings import Finding, Level

_FIGURE: Final = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?")
# In a workbook a subtotal may be taken for a recipient, and figures under a table are left out.
_OF_WORKBOOKS: Final = {"subtotal-row", "figures-below-table"}


def _cells(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _as_letter(text: str) -> bytes:
    rows = _cells(text)
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for cell, value in zip(table.rows[number].cells, row, strict=True):
            cell.text = value
    document.save(stream := BytesIO())
    return stream.getvalue()


def _as_workbook(*texts: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("สรุป", 0)
    lines = [row for text in texts for row in [*_cells(text), []]]
    for number, row in enumerate(lines, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value or None)
            match = _FIGURE.fullmatch(value)
            if match:
                places = len(match[1] or "")
                cell.value = float(value.replace(",", ""))
                cell.number_format = f"#,##0.{'0' * places}".rstrip(".")
    book.save(stream := BytesIO())
    return stream.getvalue()


def _loud(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    return [
        (each.level.value, each.code, each.where)
        for each in findings
        if each.level is not Level.NOTE and each.code not in _OF_WORKBOOKS
    ]


@pytest.mark.parametrize("name", TABLES)
def test_right_tables_of_letters(name: str) -> None:
    """Nothing is said of the table of a letter in which every figure is right."""
    found = inspect_letter(_as_letter(TABLES[name]), "หนังสือ.docx").findings
    assert [] == [each for each in _loud(found) if each[2].startswith("ตารางที่")]


@pytest.mark.parametrize("name", TABLES)
def test_right_tables_of_workbooks(name: str) -> None:
    """Nothing is said of the sheet in which every figure is right."""
    assert [] == _loud(inspect_workbook(_as_workbook(TABLES[name]), "สรุป.xlsx").findings)


@pytest.mark.parametrize(
    ("name", "change", "level", "code"),
    [
        ("budget_sub", ("895,500.00|", "895,600.00|"), "block", "column-total-mismatch"),
        ("budget_sub", ("|301,220.50", "|301,320.50"), "block", "column-total-mismatch"),
        ("budget_sub", ("|3,380,500.00", "|3,380,600.00"), "block", "column-total-mismatch"),
        ("headcount2", ("66|119|185", "66|119|195"), "block", "row-total-mismatch"),
        ("procure_vat", ("68.00|1,632.00", "68.00|1,623.00"), "warn", "product-mismatch"),
        ("procure_vat", ("1,554.70", "1,544.70"), "block", "column-total-mismatch"),
        ("training_cost", ("50|4|35|7,000", "50|4|35|7,500"), "warn", "product-mismatch"),
        ("percent_of_total", ("787|26.60", "787|26.06"), "warn", "percent-mismatch"),
        ("months_rows_quarters", ("|22,000|", "|22,100|"), "block", "column-total-mismatch"),
        ("plus_minus", ("|+43|", "|+34|"), "warn", "difference-mismatch"),
        ("accumulated_total", ("|183,000|220", "|138,000|220"), "block", "column-total-mismatch"),
        ("low_performers", ("5,800|4,756|82.00", "5,800|4,756|28.00"), "block", "percent-mismatch"),
    ],
)
def test_one_wrong_figure(name: str, change: tuple[str, str], level: str, code: str) -> None:
    """One figure that does not follow from the others is found for what it is."""
    found = found_in(changed(TABLES[name], dict([change])))
    assert (level, code) in {(each.level.value, each.code) for each in found}


def _said(text: str, code: str) -> list[str]:
    return [f"{each.level.value} {each.where}" for each in found_in(text) if each.code == code]


def test_a_target_with_a_digit_too_many() -> None:
    """A target ten times too high is told by its percentage, though that follows from it."""
    text = changed(TABLES["low_performers"], {"|5,800|4,756|82.00": "|58,000|4,756|8.20"})
    assert ["warn ตารางที่ 1 แถวที่ 2 ช่องที่ 5"] == _said(text, "outlier")


def test_low_results_are_no_slips() -> None:
    """Districts at 30 and 45 percent among those at 80 to 90 have done little, that is all."""
    assert [] == _said(TABLES["low_performers"], "outlier")


def test_shares_are_low_by_nature() -> None:
    """A small share of a whole, and the first of running percentages, are no slips."""
    head = "ที่|รายการ|จำนวน|ร้อยละ\n"
    shares = [40, 19, 20, 18, 2, 1]
    rows = "\n".join(f"{n}|เรื่อง {n}|{s}|{s}.00" for n, s in enumerate(shares, start=1))
    assert [] == _said(f"{head}{rows}\n|รวม|100|100.00", "outlier")
    assert [] == _said(TABLES["cum_percent"], "outlier")


def test_the_same_table_twice_on_a_sheet() -> None:
    """A head under a total row begins another table, whose figures no sum of the first counts."""
    first, second = TABLES["headcount2"], TABLES["carry_over"]
    for tables in ((first, first), (first, second), (second, first)):
        found = inspect_workbook(_as_workbook(*tables), "สรุป.xlsx").findings
        assert [] == [each for each in found if each.level is not Level.NOTE]


def test_a_second_table_on_a_sheet_is_checked_too() -> None:
    """A wrong sum in the table under the first one is found at its place."""
    second = changed(TABLES["carry_over"], {"|186,973.67|": "|186,937.67|"})
    found = inspect_workbook(_as_workbook(TABLES["headcount2"], second), "สรุป.xlsx").findings
    assert [("column-total-mismatch", "สรุป!C19")] == [
        (each.code, each.where) for each in found if each.level is Level.BLOCK
    ]


def test_a_subtotal_of_a_workbook_is_told_once() -> None:
    """What reading the sheet and the rule over sums both find of a subtotal comes once."""
    found = inspect_workbook(_as_workbook(TABLES["budget_sub"]), "สรุป.xlsx").findings
    assert ["สรุป!A6", "สรุป!A10", "สรุป!A14"] == [
        each.where for each in found if each.code == "subtotal-row"
    ]


def test_a_table_continued_on_another_page() -> None:
    """The total of rows numbered on from the page before is not blamed for those rows."""
    text = "ที่|อำเภอ|จำนวน (คน)\n8|จุน|20\n9|ปง|30\n|รวม|340"
    assert ["note ตารางที่ 1 แถวที่ 4 ช่องที่ 2"] == _said(text, "column-total-mismatch")


def test_a_pivot_table() -> None:
    """Sums that stand above their parts, as in a pivot table, are counted once by the total."""
    parts = "จุน|30|3\nตำบลลอ|10|1\nตำบลหงส์หิน|20|2\nปง|70|9\nตำบลออย|40|4\nตำบลควร|30|5"
    text = f"ป้ายชื่อแถว|ผลรวมของ ยอด|นับจำนวน\n{parts}\nผลรวมทั้งหมด|100|12"
    assert [] == _said(text, "column-total-mismatch")
    assert _said(text.replace("|100|12", "|110|13"), "column-total-mismatch")


@pytest.mark.parametrize(
    "text",
    [
        "ที่|อำเภอ|จำนวน (คน)|อายุ\n1|จุน|10|45\n2|ปง|20|50\n3|แม่ใจ|30|40\n|รวม|60|46",
        "ที่|อำเภอ|ปริมาณฝนสูงสุด (มม.)\n1|จุน|20\n2|ปง|30\n3|แม่ใจ|25\n|รวม|30",
        "ที่|โครงการ|งบประมาณ|ระยะเวลา (วัน)\n1|ก|1,000|60\n2|ข|2,000|120\n|รวม|3,000|120",
        "ที่|อำเภอ|เพิ่มขึ้น/ลดลง\n1|จุน|20\n2|ปง|50\n3|แม่ใจ|30\n|รวม|0",
    ],
)
def test_totals_of_what_is_not_summed(text: str) -> None:
    """Ages, extremes, durations, and rises and falls without signs have totals that are no sums."""
    assert [] == _said(text, "column-total-mismatch")


@pytest.mark.parametrize(
    ("total", "level"),
    [("21", None), ("7", None), ("12", "warn"), ("40", "warn"), ("20", "block")],
)
def test_totals_of_columns_of_unknown_kind(total: str, level: str | None) -> None:
    """Such a total blocks only where it is nearly a sum beside one that is; a mean is silent."""
    rows = "1|ก|1,000|6\n2|ข|2,000|12\n3|ค|500|3"
    text = f"ที่|โครงการ|งบประมาณ|จำนวนเดือน\n{rows}\n|รวม|3,500|{total}"
    place = "ตารางที่ 1 แถวที่ 5 ช่องที่ 4"
    assert ([f"{level} {place}"] if level else []) == _said(text, "column-total-mismatch")


def test_totals_of_what_is_summed() -> None:
    """A total of people, of money or of targets that is no sum blocks, also in the only column."""
    for heading in ("จำนวน (คน)", "จำนวนเงิน", "เป้าหมาย"):
        text = f"ที่|อำเภอ|{heading}\n1|จุน|20\n2|ปง|50\n|รวม|90"
        assert ["block ตารางที่ 1 แถวที่ 4 ช่องที่ 3"] == _said(text, "column-total-mismatch")


_PAIRS: Final = {
    "percent-mismatch": ("เป้าหมาย|ผลการดำเนินงาน|ร้อยละ", "100|20|25", "200|40|50", "200|40|20"),
    "row-total-mismatch": ("ม.ค. 68|ก.พ. 68|รวม", "10|20|130", "5|5|110", "5|5|10"),
    "remaining-mismatch": ("งบประมาณ|เบิกจ่าย|คงเหลือ", "100|20|70", "200|40|150", "200|40|160"),
}


@pytest.mark.parametrize("code", _PAIRS)
def test_two_rows_that_bear_out_nothing(code: str) -> None:
    """A rule that headings tell and no row follows warns; one row that follows it is enough."""
    head, first, second, right = _PAIRS[code]
    start = f"ที่|อำเภอ|{head}\n1|จุน|{first}\n2|ปง|"
    place = "ตารางที่ 1 แถวที่ {} ช่องที่ 5"
    assert [f"warn {place.format(row)}" for row in (2, 3)] == _said(start + second, code)
    assert [f"block {place.format(2)}"] == _said(start + right, code)


def test_a_total_that_is_a_ratio() -> None:
    """A total among the figures of a column that nothing is known of is warned of at most."""
    head = "ที่|อำเภอ|ผู้สมัคร|ดรรชนี\n"
    text = f"{head}1|จุน|200|1.52\n2|ปง|310|1.10\n3|แม่ใจ|90|0.95\n|รวม|600|1.21"
    assert ["warn ตารางที่ 1 แถวที่ 5 ช่องที่ 4"] == _said(text, "column-total-mismatch")
