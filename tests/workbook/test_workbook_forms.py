"""Blank forms: the head of a sheet, whatever was filled in below it."""

from __future__ import annotations

import pytest
from support import EXAMPLES
from workbook_makers import make_workbook

from circulars.model.errors import WorkbookError
from circulars.workbook import blank_form, read_workbook

ONLINE = EXAMPLES / "phayao-online-2564.xlsx"
HEAD: list[object] = ["ที่", "ชื่อ", "ยอด"]


def test_the_survey_of_phayao() -> None:
    """The printed form has sixteen columns, six of them under ที่อยู่, in two rows of headings."""
    form = blank_form([read_workbook(ONLINE)], "แบบสำรวจ")
    assert (16, 2, (), None) == (len(form.columns), form.head_rows, form.rows, form.total)
    assert 6 == sum(column.path[0] == "ที่อยู่" for column in form.columns)
    assert "รอบการประเมินที่ ๒ (เมษายน - กันยายน)" == form.titles[2].text


def test_what_was_filled_in_is_left_out() -> None:
    """Rows and the total row of a form that somebody filled in do not go out again."""
    rows: list[list[object]] = [["แบบรายงาน"], HEAD, [1, "ก", 5], [2, None, None], [None, "รวม", 5]]
    rows.append(["หมายเหตุ : ส่งภายในเดือนนี้"])
    form = blank_form([make_workbook(rows, title="แบบรายงาน")], "แบบรายงาน")
    assert ((), None, ["แบบรายงาน"]) == (form.rows, form.total, [each.text for each in form.titles])
    assert ["หมายเหตุ : ส่งภายในเดือนนี้"] == [note.text for note in form.notes]


def test_the_first_workbook_that_has_it() -> None:
    """The office's own form goes before that of the letter type; blanks in its name aside."""
    own = make_workbook([["ที่", "ชื่อของเรา"]], title="แบบ สำรวจ")
    example = read_workbook(ONLINE)
    assert "ชื่อของเรา" == blank_form([own, example], "แบบสำรวจ").columns[1].heading
    assert 16 == len(blank_form([make_workbook([HEAD]), example], "แบบสำรวจ").columns)


def test_no_workbook_has_it() -> None:
    """Without such a sheet the first workbook's sheets are named."""
    with pytest.raises(WorkbookError) as caught:
        blank_form([make_workbook([HEAD]), read_workbook(ONLINE)], "แบบรายงาน")
    (found,) = caught.value.findings
    assert ("sheet-missing", "ข้อมูล.xlsx") == (found.code, found.where)
    assert "“สรุป”" in found.message


def test_a_sheet_without_a_head() -> None:
    """A sheet of that name without headings is no form."""
    with pytest.raises(WorkbookError) as caught:
        blank_form([make_workbook([["แบบสำรวจ"]], title="แบบสำรวจ")], "แบบสำรวจ")
    assert "table-not-found" == caught.value.findings[0].code
