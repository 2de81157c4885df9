"""Dates: working days of the office, and the order of letter, data and deadline."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from letters_to_check import OFFICE, brief, check, check_datasets, table_of

from circulars.expressions import Blank
from circulars.model.dataset import Dataset
from thai_numerals import LocalDays, YearMonth

TUESDAY = dt.date(2025, 3, 11)
MONDAY = dt.date(2025, 3, 17)


def test_a_letter_as_it_should_be() -> None:
    """The seed letter: dated Tuesday 11 March 2568, due Monday 17 March."""
    assert [] == check(date=TUESDAY, deadline=MONDAY)


@pytest.mark.parametrize(
    ("date", "said", "hint"),
    [
        # the letter ว ๒๐๐ was dated on a Sunday
        (dt.date(2025, 1, 19), "วันอาทิตย์ที่ 19 มกราคม 2568 เป็นวันหยุดสุดสัปดาห์", "วันจันทร์ที่ 20 มกราคม 2568"),
        (
            dt.date(2025, 4, 6),
            "เป็นวันหยุดราชการ (วันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลก",
            "วันอังคารที่ 8 เมษายน 2568",
        ),
        (dt.date(2025, 4, 7), "ชดเชย", "วันอังคารที่ 8 เมษายน 2568"),
        (dt.date(2025, 4, 14), "เป็นวันหยุดราชการ (วันสงกรานต์", "วันพฤหัสบดีที่ 17 เมษายน 2568"),
        (dt.date(2025, 1, 1), "เป็นวันหยุดราชการ (วันขึ้นปีใหม่", "วันพฤหัสบดีที่ 2 มกราคม 2568"),
    ],
)
def test_letter_on_a_day_off(date: dt.date, said: str, hint: str) -> None:
    """A letter dated on a weekend or holiday is named with the next working day."""
    (finding,) = check(date=date)
    assert ("warn", "letter-date-nonworking") == (finding.level, finding.code)
    assert said in finding.message
    assert f"ถ้าไม่ได้ลงนามในวันหยุด ให้ลงวันทำการถัดไป คือ {hint}" == finding.hint


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        (dt.date(2025, 3, 10), ["deadline-before-letter"]),
        (dt.date(2025, 3, 9), ["deadline-before-letter", "deadline-nonworking"]),
        (dt.date(2025, 3, 15), ["deadline-nonworking"]),
        (TUESDAY, []),
        (Blank(" "), []),
        ("", []),
    ],
)
def test_deadlines(deadline: object, expected: list[str]) -> None:
    """A deadline before the letter blocks, one on a Saturday or Sunday is warned of."""
    found = check(date=TUESDAY, deadline=deadline)
    assert expected == [finding.code for finding in found]
    assert {"block", "warn"} >= {finding.level for finding in found}


def test_undated_letter() -> None:
    """A letter whose day is left blank is neither early nor late; its deadline is still checked."""
    assert [("warn", "deadline-nonworking", "ช่อง กำหนด")] == brief(
        check(deadline=dt.date(2025, 3, 15))
    )


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [(dt.date(2025, 3, 31), ["deadline-before-letter"]), (dt.date(2025, 4, 1), [])],
)
def test_a_letter_whose_day_is_left_blank(deadline: dt.date, expected: list[str]) -> None:
    """A letter of April 2568 is of no day before the first."""
    room = Blank("      เมษายน 2568")
    room.month = YearMonth(2025, 4)
    found = check(deadline=deadline, blank=room)
    assert expected == [finding.code for finding in found]
    assert all("เมษายน 2568" in finding.message for finding in found)


def test_own_days_of_the_office() -> None:
    """A day on which the office is closed counts as a holiday, and an open one as none."""
    closed = replace(OFFICE, days=LocalDays(closed={TUESDAY: "วันหยุดของสำนักงาน"}))
    (finding,) = check(date=TUESDAY, office=closed)
    assert "วันหยุดราชการ (วันหยุดของสำนักงาน)" in finding.message
    assert "วันพุธที่ 12 มีนาคม 2568" in finding.hint
    songkran = dt.date(2025, 4, 14)
    opened = replace(OFFICE, days=LocalDays(opened=frozenset([songkran])))
    assert [] == check(date=TUESDAY, deadline=songkran, office=opened)


def data_findings(*, notes: tuple[str, ...] = (), titles: tuple[str, ...] = ()) -> list[str]:
    """Return the codes found in a letter of 11 March 2568 with words over and under its table."""
    table = table_of(("อำเภอ",), [("ก",)], notes=notes, titles=titles)
    column = {"อำเภอ": table.columns[0]}
    dataset = Dataset(name="x", table=table, columns=column, months=(), key="อำเภอ")
    return [finding.code for finding in check_datasets({"x": dataset}, date=TUESDAY)]


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูล ณ วันที่ 12 มีนาคม 2568 เวลา 13.55 น.",
        "(ข้อมูลณวันที่ ๑๒/๓/๒๕๖๘)",
        "ณ 12 มี.ค. 68",
        "ข้อมูล ณ วันพุธที่ 12 มีนาคม 2568",
    ],
)
def test_data_of_a_day_after_the_letter(text: str) -> None:
    """Data said to be of a day after the letter block it, over the table or under it."""
    assert ["data-date-after-letter"] == data_findings(notes=(text,))
    assert ["data-date-after-letter"] == data_findings(titles=(text,))


@pytest.mark.parametrize(
    "text",
    [
        "ข้อมูล ณ วันที่ 10 มีนาคม 2568 เวลา 13.55 น.",
        "ข้อมูล ณ วันที่ 11 มีนาคม 2568",
        "ข้อมูล ณ เดือนเมษายน 2568",
        "ส่งภายในวันที่ 25 พฤษภาคม 2568",
        "ปีงบประมาณ 1 ตุลาคม 2567 - 30 กันยายน 2568",
        "ประมาณ 30 กันยายน 2568",
        "ข้อมูล ณ วันที่ 31 กุมภาพันธ์ 2568",
        "",
    ],
)
def test_days_that_may_lie_ahead(text: str) -> None:
    """Days of deadlines and fiscal years may lie ahead of the letter, and are no days of data."""
    assert [] == data_findings(notes=(text,), titles=(text,))


def test_a_cited_letter_of_a_later_day() -> None:
    """A letter cites no letter that is dated after it; one of 13 March 2567 cites 23 January."""
    earlier = check(date=dt.date(2024, 3, 13), cited=dt.date(2024, 1, 23))
    assert "cited-letter-later" not in {finding.code for finding in earlier}
    later = check(date=dt.date(2024, 3, 13), cited=dt.date(2025, 1, 23))
    assert ["cited-letter-later"] == [f.code for f in later if f.code.startswith("cited")]
