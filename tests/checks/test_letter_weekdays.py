"""Weekdays and days of a written letter: printed weekdays are right, and every date exists."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_makers import annex, codes, typed
from written_letters import findings_in

from thai_numerals import format_date
from thai_numerals.names import WEEKDAYS


def test_a_letter_without_a_fault() -> None:
    """The letter that the tests change is itself right in every date and code."""
    assert [] == typed()


@pytest.mark.parametrize(
    "text",
    [
        # printed on letters of 2564 and 2567, and right
        "ภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
        "ภายในอังคารที่ ๒๕ พฤษภาคม ๒๕๖๔",
        "ภายในวันจันทร์ที่ ๒๐ กันยายน ๒๕๖๔",
        "วันศ.ที่ 15 มี.ค. 67",
        "วันศุกร์ที่ 15/3/2567",
        "วันศุกร์ที่ ๑๕ และวันเสาร์ที่ ๑๖ มีนาคม ๒๕๖๗",
        "วันจันทร์ที่ ๑๑ - วันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗",
        "วันพฤหัสบดีที่ ๒๙ กุมภาพันธ์ - วันศุกร์ที่ ๑ มีนาคม ๒๕๖๗",
        # of two weekdays before a range, one is of its first day, the other of its last
        "อบรมวันจันทร์ถึงวันศุกร์ที่ 17 - 21 มีนาคม 2568",
        "วันจันทร์ - วันศุกร์ ที่ 17 - 21 มีนาคม 2568",
        "อบรมวันจันทร์ - ศุกร์ที่ ๑ - ๕ ธันวาคม ๒๕๖๘",
        "ประชุมวันเสาร์และวันอาทิตย์ที่ ๑๕ - ๑๖ มีนาคม ๒๕๖๘",
        "วันเสาร์และวันอาทิตย์ที่ ๑๓ และ ๑๔ ธันวาคม ๒๕๖๘",
        "วันเสาร์-อาทิตย์ที่ ๖-๗ ธันวาคม ๒๕๖๘",
        "วันพุธ พฤหัสบดี และศุกร์ที่ ๓ ๔ และ ๕ ธันวาคม ๒๕๖๘",
        "ทุกวันเสาร์และวันอาทิตย์ที่ ๓ - ๓๑ มีนาคม ๒๕๖๘",
        "วันที่ 30 กุมภาพันธ์ 2568 ไม่มีในปฏิทิน",
        "ทุกวันศุกร์ ตั้งแต่วันที่ ๑๕ มีนาคม ๒๕๖๗",
        "วันศุกร์ที่ ๑๕ มี.ค. 24",  # two digits of a Christian year
        "พย ๕๖๐๐๐",
        "เลขที่ ๑๖๐๒๐๑ รุ่น 1.3.2568 จำนวน ๓๑ บาท มาตรา ๓๐",
    ],
)
def test_weekdays_that_are_right(text: str) -> None:
    """Weekdays of printed letters that are right, and numbers that are no dates, pass."""
    assert [] == findings_in(text, "weekday-mismatch")
    assert [] == findings_in(text, "impossible-date")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘", "วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘"),
        ("ภายในศุกร์ที่ 25 ม.ค. 68", "ศุกร์ที่ 25 ม.ค. 68"),
        ("ภายในวันศ.ที่ 25 ม.ค. 2568", "วันศ.ที่ 25 ม.ค. 2568"),
        ("วันศุกร์ที่ 25/1/2568", "วันศุกร์ที่ 25/1/2568"),
        ("วันศุกร์ที่ ๒๕ - วันอาทิตย์ที่ ๒๖ มกราคม ๒๕๖๘", "วันศุกร์ที่ ๒๕"),
        ("วันศุกร์และวันอาทิตย์ที่ ๒๕ - ๒๖ มกราคม ๒๕๖๘", "วันศุกร์และวันอาทิตย์ที่ ๒๕ - ๒๖ มกราคม ๒๕๖๘"),
        ("วันพุธถึงวันศุกร์ที่ ๒๒ - ๒๕ มกราคม ๒๕๖๘", "วันพุธถึงวันศุกร์ที่ ๒๒ - ๒๕ มกราคม ๒๕๖๘"),
    ],
)
def test_a_wrong_weekday(text: str, said: str) -> None:
    """25 January 2568 was a Saturday; the nearest Friday was the 24th; in 2562 it was one."""
    (finding,) = findings_in(text, "weekday-mismatch")
    assert "block" == finding.level
    assert f"“{said}”" in finding.message
    assert "25 มกราคม 2568 เป็นวันเสาร์" in finding.message
    assert "วันศุกร์ที่ใกล้ที่สุดคือวันที่ 24 มกราคม 2568" in finding.hint
    assert "เป็นวันศุกร์ใน พ.ศ. 2562" in finding.hint


@settings(deadline=None, max_examples=40)
@given(day=st.dates(dt.date(2015, 1, 1), dt.date(2040, 12, 31)), weekday=st.sampled_from(range(7)))
def test_every_weekday(day: dt.date, weekday: int) -> None:
    """Of the seven weekdays exactly the right one passes."""
    text = f"ภายในวัน{WEEKDAYS[weekday]}ที่ {format_date(day)}"
    assert (weekday == day.weekday()) == (findings_in(text, "weekday-mismatch") == [])


@pytest.mark.parametrize(
    "text",
    [
        "วันที่ ๓๐ กุมภาพันธ์ ๒๕๖๘",
        "วันที่ ๓๑ เมษายน ๒๕๖๘",
        "๒๙ กุมภาพันธ์ ๒๕๖๘",  # 2025 is a common year
        "ภายในวันที่ ๓๑ มิ.ย. ๖๘",
        "ภายในวันที่ ๓๑ เมษายน ให้แล้วเสร็จ",
        "ภายในวันที่ ๓๐ ก.พ. นี้",
    ],
)
def test_days_that_no_month_has(text: str) -> None:
    """A day that its month does not have holds the letter back."""
    assert ["block impossible-date"] == codes(findings_in(text, "impossible-date"))


@pytest.mark.parametrize("text", ["ภายในวันที่ 17/13/2568", "ภายในวันที่ 31/4/2568"])
def test_figures_that_are_no_day(text: str) -> None:
    """Figures between strokes may number something else: they are warned of."""
    assert ["warn impossible-date"] == codes(findings_in(text, "impossible-date"))


@pytest.mark.parametrize(
    "text",
    [
        "๒๙ กุมภาพันธ์ ๒๕๖๗",  # 2024 was a leap year
        "๒๙ กุมภาพันธ์",
        "๓๑ มีนาคม ๒๕๖๘",
        "ครั้งที่ ๓๑ เมษายน ๒๕๖๘",
        "จำนวน ๓๑ เมษายน",
        "หนังสือเวียน ว ๓๐ ก.พ. กำหนดไว้",  # the Civil Service Commission
        "พย ๕๖๐๐๐\nพฤษภาคม ๒๕๖๔",
        "เมษายน ๒๕๖๔ - กันยายน ๒๕๖๔",
    ],
)
def test_days_that_exist(text: str) -> None:
    """Days that exist pass, and so do numbers that count something else."""
    assert [] == findings_in(text, "impossible-date")


def test_dates_in_tables() -> None:
    """A date in a cell of a table is read like any other."""
    rows = [[["ที่", "กิจกรรม", "กำหนด"], ["1", "ส่งรายงาน", "วันศุกร์ที่ 25 มกราคม 2568"]]]
    (finding,) = findings_in("[table]", "weekday-mismatch", tables=rows)
    assert "ตาราง" in finding.where


def test_a_wrong_weekday_is_told_of_once() -> None:
    """A deadline whose weekday is wrong is told of as such, and not as a closed day too."""
    body = "ส่งรายงานภายในวันศุกร์ที่ ๒๒ มีนาคม ๒๕๖๘"
    assert ["block weekday-mismatch"] == codes(typed(body=body))
    assert "วันเสาร์ ซึ่งเป็นวันหยุด" in typed(body=body)[0].hint


def test_a_wrong_weekday_in_an_annex() -> None:
    """Notes under the table of an annex are read too."""
    note = "ส่งภายในวันอังคารที่ 17 มีนาคม 2568"
    assert ["block weekday-mismatch"] == codes(typed(annex=annex(note)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # 21 March 2568 was a Friday, 9 January 2569 too
        ("ส่งภายในวันศุกร์ที่ ๒๑ มีนาคม ศกนี้", []),
        ("ส่งภายในวันพฤหัสบดีที่ ๒๑ มีนาคม ศกนี้", ["warn weekday-mismatch"]),
        ("ประชุมวันพฤหัสบดีที่ ๒๐ - วันศุกร์ที่ ๒๑ มีนาคม ๒๕๖๘", []),
        ("ประชุมวันพฤหัสบดีที่ ๒๐ มีนาคม และวันศุกร์ที่ ๒๑ มีนาคม ๒๕๖๘", []),
    ],
)
def test_weekdays_without_a_year(body: str, expected: list[str]) -> None:
    """A date without a year is of the letter's year; a wrong weekday is warned of."""
    assert expected == codes(typed(body=body))


@pytest.mark.parametrize(
    ("date", "body"),
    [
        ("๑๕ ธันวาคม ๒๕๖๘", "ประชุมวันศุกร์ที่ ๙ มกราคม"),  # 2569
        ("๙ มกราคม ๒๕๖๙", "ตามที่ได้ประชุมเมื่อวันจันทร์ที่ ๑๕ ธันวาคม ที่ผ่านมา"),  # 2568
    ],
)
def test_days_over_the_turn_of_the_year(date: str, body: str) -> None:
    """A day without a year is the one next to the letter, before or after New Year."""
    assert [] == typed(date=date, body=body, subject="ขอเชิญประชุม", cited="")
