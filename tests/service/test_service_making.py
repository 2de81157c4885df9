"""What the page that makes letters shows: the workbook as understood, and the form."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING

import openpyxl
import pytest
from printed_tables import PHAYAO, PHAYAO_TOTAL
from support import EXAMPLES, TEMPLATES

from circulars.model.findings import Level
from circulars.service.jobs.orders import JobState
from circulars.service.making.shown import Origin
from circulars.service.places import new_id
from circulars.service.refusals import RefusedError
from service.making_service import (
    AS_PRINTED,
    BOOK,
    DAY,
    SHEET,
    changed_book,
    found,
)

if TYPE_CHECKING:
    from pathlib import Path

    from service.making_service import Desk

pytestmark = pytest.mark.xdist_group("making")


# ---- the workbook as it was understood


def test_the_table_is_shown_as_it_was_printed(desk: Desk) -> None:
    """Every figure of the workbook is shown as on the printed letter, with its total row."""
    (table,) = desk.understood(desk.draft()).tables
    rows = ["|".join(cell.text for cell in row) for row in table.rows]
    assert PHAYAO.strip().splitlines() == rows
    assert table.total is not None
    assert PHAYAO_TOTAL == "|".join(cell.text for cell in table.total)


def test_the_head_is_a_tree_with_its_months(desk: Desk) -> None:
    """A group heading spans its months; the others reach down both rows of the head."""
    (table,) = desk.understood(desk.draft()).tables
    top, bottom = table.head
    spans = [(cell.column_span, cell.row_span) for cell in top]
    assert [(1, 2), (1, 2), (1, 2), (6, 1), (1, 2), (1, 2), (1, 2), (1, 2)] == spans
    months = ["ต.ค.-67", "พ.ย.-67", "ธ.ค.-67", "ม.ค.-68", "ก.พ.-68", "มี.ค.-68"]
    assert months == [cell.text for cell in bottom if cell.is_month]
    assert not any(cell.is_month for cell in top)


def test_faults_stand_in_their_cells(desk: Desk) -> None:
    """What the surviving print has wrong is marked: four totals of a row, one sign, one column."""
    book = desk.understood(desk.draft(book=AS_PRINTED))
    marked = {
        cell.place.removeprefix(f"{SHEET}!")
        for table in book.tables
        for row in (*table.rows, table.total or ())
        for cell in row
        if any(book.findings[number].level is Level.BLOCK for number in cell.findings)
    }
    assert {"J8", "J12", "J13", "J14", "K15", "E16"} == marked


def test_a_text_among_figures_is_shown_where_it_stands(desk: Desk, tmp_path: Path) -> None:
    """A table with a figure lost is shown all the same: its cell says what is wrong."""
    broken = changed_book(tmp_path / "ยอด.xlsx", {"E9": "สามสิบแปดล้าน"})
    book = desk.understood(desk.draft(book=broken))
    cells = [cell for row in book.tables[0].rows for cell in row if cell.findings]
    codes = {cell.place: [book.findings[number].code for number in cell.findings] for cell in cells}
    assert "number-unreadable" in codes[f"{SHEET}!E9"]
    assert "สามสิบแปดล้าน" in [cell.text for cell in cells]


def test_formulas_never_calculated_are_marked_one_by_one(desk: Desk) -> None:
    """A finding about several ranges marks every cell of them, in the total row too."""
    book = desk.understood(desk.draft(book=EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx"))
    number = [finding.code for finding in book.findings].index("uncalculated-formula")
    (table,) = book.tables
    marked = [
        cell.place.removeprefix(f"{SHEET}!")
        for row in (*table.rows, table.total or ())
        for cell in row
        if number in cell.findings
    ]
    rows = [f"{letter}{row}" for row in range(7, 16) for letter in "CJKL"]
    assert sorted([*rows, *(f"{letter}16" for letter in "CDEFGHJKL")]) == sorted(marked)


def test_a_table_without_its_column_is_shown_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """Where a heading is misspelt the findings name it, and the table is there to be compared."""
    renamed = changed_book(tmp_path / "ยอด.xlsx", {"J5": "ยอดทั้งหมด"})
    book = desk.understood(desk.draft(book=renamed))
    assert "column-missing" in [finding.code for finding in book.findings]
    assert ["เมืองพะเยา"] == [row[1].text for row in book.tables[0].rows[:1]]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no workbook", b"<html>", b"\x00" * 4000], ids=len
)
def test_what_is_no_workbook_gives_findings_alone(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    """A file that cannot be read is told in Thai, with a way out, and shows no table."""
    path = tmp_path / "สรุป.xlsx"
    path.write_bytes(content)
    book = desk.understood(desk.draft(book=path))
    assert ((), True) == (book.tables, bool(book.findings))
    assert all("สรุป.xlsx" in finding.where and finding.hint for finding in book.findings)


def test_another_workbook_shows_what_it_has(desk: Desk) -> None:
    """A workbook of another kind of letter is told apart by the columns that it lacks."""
    book = desk.understood(desk.draft(book=EXAMPLES / "phayao-indicators-2568.xlsx"))
    assert any(finding.level is Level.BLOCK for finding in book.findings)


# ---- the form


def test_the_form_comes_filled_in(desk: Desk) -> None:
    """Today's date, the first signatory and the next number are proposed, the rest is derived."""
    form = desk.form(desk.draft())
    told = {name: (field.value, field.origin) for name, field in form.items()}
    assert ("๑๑ มีนาคม ๒๕๖๘", Origin.PROPOSED) == told["วันที่"]
    assert ("ผู้รักษาราชการแทนพัฒนาการจังหวัด", Origin.PROPOSED) == told["ผู้ลงนาม"]
    assert ("", Origin.PROPOSED) == told["เลขที่"]
    assert ("", Origin.DERIVED) == told["กำหนดแก้ไข"]
    derived = {name: field.derived for name, field in form.items()}
    assert "มีนาคม ๒๕๖๘" == derived["เดือนรายงาน"]  # the first month without figures
    assert "๑๗ มีนาคม ๒๕๖๘" == derived["กำหนดแก้ไข"]
    assert "นายอำเภอทุกอำเภอ" == derived["เรียน"]
    assert derived["เรื่อง"].endswith("ประจำปีงบประมาณ พ.ศ. ๒๕๖๘")


def test_what_is_derived_follows_what_is_typed(desk: Desk) -> None:
    """A field that follows from another says so at once."""
    form = desk.form(desk.draft(answers={"เดือนรายงาน": "ต.ค. 68"}))
    assert (Origin.TYPED, "ต.ค. 68") == (form["เดือนรายงาน"].origin, form["เดือนรายงาน"].value)
    assert "๒๕๖๙" == form["ปีงบประมาณ"].derived  # October begins the fiscal year


def test_a_field_that_nothing_derives_must_be_filled_in(desk: Desk) -> None:
    """Required is what the letter cannot be made without: not what the type derives."""
    form = desk.form(
        desk.draft("online_market_targets", TEMPLATES / "online_market_targets" / "example.xlsx")
    )
    assert {"วันที่", "กำหนดสำรวจ", "กำหนดรายงาน"} == {
        name for name, field in form.items() if field.required
    }
    # they follow from the two days that are still to be given
    assert {"ปีงบประมาณ", "รอบ", "ปีสุดท้าย"} == {name for name, f in form.items() if f.waits}
    assert not form["ร้อยละรายได้"].required
    assert not form["เลขที่"].required


def test_fields_that_follow_from_the_workbook_say_so(desk: Desk) -> None:
    """Before the workbook is there, what will be taken from it is neither missing nor asked for."""
    form = desk.form(desk.draft(book=None))
    waiting = {name for name, field in form.items() if field.waits}
    assert {"เรียน", "เรื่อง", "เดือนรายงาน", "กำหนดแก้ไข"} <= waiting
    assert waiting.isdisjoint(name for name, field in form.items() if field.required)


def test_days_of_the_workbook_are_said_in_thai(desk: Desk) -> None:
    """A cell of Excel with a day is shown as people write it, and not as computers do."""
    guidance = TEMPLATES / "indicator_guidance" / "example.xlsx"
    field = desk.form(desk.draft("indicator_guidance", guidance))["วันที่"]
    assert (Origin.WORKBOOK, "๒๐ มกราคม ๒๕๖๘") == (field.origin, field.value)


def test_the_workbooks_own_form_is_used(desk: Desk) -> None:
    """The sheet แบบกรอก of the workbook fills the form; what is typed goes before it."""
    memo = TEMPLATES / "memo" / "example.xlsx"
    draft = desk.draft("memo", memo, {"เรื่อง": "ขอเชิญประชุม"})
    form = desk.form(draft)
    assert Origin.WORKBOOK is form["ข้อความ"].origin
    assert ("ขอเชิญประชุม", Origin.TYPED) == (form["เรื่อง"].value, form["เรื่อง"].origin)


def test_sending_the_form_as_it_stands_changes_nothing(desk: Desk) -> None:
    """A browser without scripts sends all fields: what was proposed is not taken as typed."""
    draft = desk.draft()
    before = desk.form(draft)
    sent = {name: field.value.replace("\n", "\r\n") for name, field in before.items()}
    after = desk.form(desk.drafts.say(draft.id, sent))
    chosen = {name for name, field in before.items() if "" in field.choices}
    assert {n: f for n, f in before.items() if n not in chosen} == {
        n: f for n, f in after.items() if n not in chosen
    }


# ---- last month's letter


@pytest.fixture(scope="module")
def march(opened: Desk) -> str:
    """Return the id of the job that made the letter of March."""
    opened.now = DAY
    draft = opened.draft(
        answers={
            "กำหนดแก้ไข": "วันศุกร์ที่ 14 มีนาคม 2568",
            "เรื่อง": "รายงานประจำเดือนมีนาคม 2568",
            "เรียน": "นายอำเภอทุกท่าน",
        }
    )
    job = opened.made(draft)
    assert (JobState.DONE, ()) == (job.state, job.held)
    return job.id


@pytest.mark.usefixtures("march")
def test_last_months_answers_move_forward(desk: Desk) -> None:
    """A month later months move on, and a deadline in the Songkran holidays goes behind them."""
    desk.now = DAY.replace(month=4, day=9)
    form = desk.form(desk.draft())
    rolled = {n: f.value for n, f in form.items() if f.origin is Origin.ROLLED}
    assert "รายงานประจำเดือนเมษายน 2568" == rolled["เรื่อง"]
    assert "นายอำเภอทุกท่าน" == rolled["เรียน"]
    # 14 and 15 April 2568 are Songkran, 16 April a substitute for Sunday the 13th
    assert "วันพฤหัสบดีที่ 17 เมษายน 2568" == rolled["กำหนดแก้ไข"]
    assert "วันสงกรานต์" in form["กำหนดแก้ไข"].why
    assert form["เรียน"].why.startswith("ใช้ค่าเดิมจากหนังสือเดือนมีนาคม 2568")
    assert "๙ เมษายน ๒๕๖๘" == form["วันที่"].value  # of the day, not moved


def test_the_job_before_is_the_one_that_was_chosen(desk: Desk, march: str) -> None:
    """A draft after a chosen job is filled from that job; one of another office is not found."""
    chosen = replace(desk.draft(), after=march)
    assert Origin.ROLLED is desk.form(chosen)["เรียน"].origin
    with pytest.raises(RefusedError) as caught:
        desk.form(replace(chosen, after=new_id()))
    assert HTTPStatus.NOT_FOUND == caught.value.status


def test_a_district_left_out_is_told(desk: Desk, tmp_path: Path) -> None:
    """Phayao has nine districts: a table without one of them says which, with the workbook too."""
    book = openpyxl.load_workbook(BOOK, data_only=True)
    book.worksheets[0].delete_rows(11)
    book.save(tmp_path / "ยอด.xlsx")
    draft = desk.draft(book=tmp_path / "ยอด.xlsx")
    (told,) = (f for f in desk.understood(draft).findings if f.code == "district-missing")
    assert "ตารางมี 8 อำเภอ จาก 9 อำเภอของจังหวัด ไม่มี ดอกคำใต้" == told.message
    assert "district-missing" in found(desk.preview(draft))


def test_a_district_misspelt_is_not_left_out(desk: Desk, tmp_path: Path) -> None:
    """As many rows as there are districts: a wrong name is a slip, and told as such."""
    draft = desk.draft(book=changed_book(tmp_path / "ยอด.xlsx", {"B14": "กุซาง"}))
    assert "district-missing" not in {f.code for f in desk.understood(draft).findings}


@pytest.mark.parametrize(
    "name", ["chachoengsao-otop-2567", "chiangrai-q2-2567", "phayao-online-2564"]
)
def test_whole_tables_and_those_of_other_provinces_lack_nothing(desk: Desk, name: str) -> None:
    """A table of all districts, or of another province than the office's, is left alone."""
    kinds = {"ch": "sales_followup", "ph": "online_market_targets"}
    kind = "quarter_targets" if name.startswith("chi") else kinds[name[:2]]
    shown = desk.understood(desk.draft(kind, EXAMPLES / f"{name}.xlsx"))
    assert shown.tables
    assert "district-missing" not in {finding.code for finding in shown.findings}
