"""Deadlines of a written letter: after it, on working days, and the same everywhere."""

from __future__ import annotations

import datetime as dt

import pytest
from letter_makers import LETTER, PARTS, annex, codes, typed
from written_letters import letter_of

from circulars.checks import check_written
from circulars.model.setting import Setting
from thai_numerals import LocalDays


@pytest.mark.parametrize(
    "body",
    [
        "ส่งรายงานภายในวันที่ ๑๗ มีนาคม ๒๕๖๘",
        "แก้ไขข้อมูลตั้งแต่บัดนี้จนถึงวันที่ ๑๗ มีนาคม ๒๕๖๘",
        "ส่งรายงานไม่เกินวันที่ 17 มี.ค. 68 เวลา 16.30 น.",
        # what is told of, and asked of nobody
        "ผู้สมัครต้องเกิดก่อนวันที่ ๑ มกราคม ๒๕๕๐",
        "ตามที่จังหวัดได้ขอให้อำเภอส่งรายงานภายในวันที่ ๑๐ มกราคม ๒๕๖๘ นั้น",
        "บัดนี้พ้นกำหนดวันที่ ๑๐ มกราคม ๒๕๖๘ แล้ว",
        "ผลการเบิกจ่ายตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๗ จนถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘",
        "รายชื่อผู้ที่ขึ้นทะเบียนภายในวันที่ ๓๑ ธันวาคม ๒๕๖๗",
        "ตรวจสอบข้อมูลที่บันทึกไว้ภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘ และยืนยันภายในวันที่ ๑๗ มีนาคม ๒๕๖๘",
        "ขอเชิญประชุมในวันเสาร์ที่ ๑๕ มีนาคม ๒๕๖๘",  # a meeting may be on a Saturday
    ],
)
def test_days_that_are_no_fault(body: str) -> None:
    """Deadlines on working days pass, and days that are no deadlines of this letter."""
    assert [] == typed(body=body)


@pytest.mark.parametrize(
    "body",
    [
        "ส่งรายงานภายในวันที่ ๑๐ มีนาคม ๒๕๖๘",
        "แก้ไขข้อมูลตั้งแต่บัดนี้จนถึงวันที่ ๑๗ มีนาคม ๒๕๖๗",
        "ให้แล้วเสร็จภายในวันที่ 17 มี.ค. 67",
        "รายงานให้จังหวัดทราบก่อนวันที่ ๕ มีนาคม ๒๕๖๘",
        "ขอให้ดำเนินการตามหนังสือที่อ้างถึง ให้แล้วเสร็จภายในวันที่ ๑๗ มีนาคม ๒๕๖๗",
        "ส่งรายงานภายในเดือนกุมภาพันธ์ ๒๕๖๘",
    ],
)
def test_deadlines_before_the_letter(body: str) -> None:
    """A deadline before the letter's own date holds it back."""
    (finding,) = typed(body=body)
    assert ("block", "deadline-before-letter") == (finding.level, finding.code)
    assert "วันอังคารที่ 11 มีนาคม 2568" in finding.message


def test_a_deadline_of_last_year() -> None:
    """A deadline exactly a year early is told with the day that was meant."""
    (finding,) = typed(body="ส่งรายงานภายในวันที่ ๑๗ มีนาคม ๒๕๖๗")
    assert "ถ้าเป็นปีถัดไปคือวันจันทร์ที่ 17 มีนาคม 2568" in finding.hint


def test_a_deadline_when_the_day_is_left_blank() -> None:
    """Without its day a letter is no earlier than the first of its month."""
    blank = {"date": "       มีนาคม ๒๕๖๘", "number": "พย ๐๐๑๙.๒/ว"}
    early = codes(typed(body="ส่งรายงานภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘", **blank))
    assert "block deadline-before-letter" in early
    assert ["note blank-number", "note blank-date"] == codes(typed(**blank))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("ส่งรายงานภายในวันที่ ๑๕ มีนาคม ๒๕๖๘", "๒๕๖๘” (วันเสาร์) ตรงกับวันหยุดสุดสัปดาห์"),
        ("ส่งรายงานภายในวันอาทิตย์ที่ ๑๖ มีนาคม ๒๕๖๘", "“วันอาทิตย์ที่ ๑๖ มีนาคม ๒๕๖๘” ตรงกับวันหยุด"),
        ("ส่งรายงานภายในวันที่ 14 เม.ย. 68", "(วันจันทร์) ตรงกับวันหยุดราชการ (วันสงกรานต์)"),
    ],
)
def test_deadlines_on_closed_days(body: str, why: str) -> None:
    """A deadline on a weekend or holiday is warned of, with the next working day."""
    (finding,) = typed(body=body)
    assert ("warn", "deadline-nonworking") == (finding.level, finding.code)
    assert why in finding.message
    assert "เลื่อนเป็นวันทำการถัดไป คือ วัน" in finding.hint


def test_days_of_the_office() -> None:
    """A day that the office itself has closed counts as closed."""
    days = LocalDays(closed={dt.date(2025, 3, 17): "วันครบรอบของสำนักงาน"})
    found = check_written(letter_of(LETTER.format(**PARTS)), Setting(no_days=days))
    assert ["วันครบรอบ" in each.message for each in found if "deadline" in each.code] == [True]


@pytest.mark.parametrize(
    ("body", "closed"),
    [
        # the calendar of January to September 2568, from 11 March on
        ("บันทึกข้อมูลทุกวันที่ ๒๕ ของเดือน", ["วันอาทิตย์ที่ 25 พฤษภาคม 2568"]),
        (
            "ปิดระบบทุกวันที่ ๖ ของเดือน",
            ["วันอาทิตย์ที่ 6 เมษายน", "วันอาทิตย์ที่ 6 กรกฎาคม", "วันเสาร์ที่ 6 กันยายน"],
        ),
        ("ส่งภายในวันที่ ๒๐ ของทุกเดือน", ["วันอาทิตย์ที่ 20 กรกฎาคม", "วันเสาร์ที่ 20 กันยายน"]),
        ("ส่งทุก ๆ สิ้นเดือน", ["วันเสาร์ที่ 31 พฤษภาคม", "วันอาทิตย์ที่ 31 สิงหาคม"]),
    ],
)
def test_deadlines_of_every_month(body: str, closed: list[str]) -> None:
    """A monthly deadline is noted with its closed days, up to the end of the fiscal year."""
    (finding,) = typed(body=body)
    assert ("note", "deadline-nonworking") == (finding.level, finding.code)
    assert [] == [day for day in closed if day not in finding.message]
    assert len(closed) <= finding.message.count("25") - body.count("๒๕")


@pytest.mark.parametrize(
    "body",
    [
        "บันทึกข้อมูลทุกวันที่ ๒๕ ของเดือน หากตรงกับวันหยุดให้บันทึกในวันทำการถัดไป",
        "บันทึกข้อมูลก่อนวันที่ ๑ ของเดือนถัดไป",
        "ทุกวันที่ ๒๕ มกราคม ของทุกปี",
        "ส่งภายในวันทำการสุดท้ายของเดือน",
        "ทุกวันทำการ",
    ],
)
def test_monthly_days_that_are_provided_for(body: str) -> None:
    """A monthly day with a rule for holidays is not noted, nor a day of every year."""
    assert [] == typed(body=body)


def test_data_due_before_their_month_is_over() -> None:
    """The data of March asked for by 17 March are noted, beside the other deadline named."""
    body = "บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๘ ให้แล้วเสร็จภายในวันที่ ๑๗ มีนาคม ๒๕๖๘"
    (finding,) = typed(body=body)
    assert ("note", "deadline-within-month") == (finding.level, finding.code)
    (both,) = typed(body=body + "\nบันทึกข้อมูลทุกเดือนก่อนวันที่ ๑ ของเดือนถัดไป")
    assert "“ก่อนวันที่ ๑ ของเดือนถัดไป”" in both.message
    later = "บันทึกข้อมูลประจำเดือนกุมภาพันธ์ ๒๕๖๘ ให้แล้วเสร็จภายในวันที่ ๑๗ มีนาคม ๒๕๖๘"
    assert [] == typed(body=later)


def test_the_deadline_of_an_annex() -> None:
    """The deadline in an annex is one of the letter's."""
    same = annex("ส่งแบบรายงานภายในวันที่ ๑๗ มี.ค. ๒๕๖๘")
    other = annex("ส่งแบบรายงานภายในวันที่ ๑๘ มี.ค. ๒๕๖๘")
    assert [] == typed(annex=same)
    assert ["warn deadline-conflict"] == codes(typed(annex=other))
