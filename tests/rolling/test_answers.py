"""Answers of the form rolled forward, by the kind of their field."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.compose.answers import read_answer
from circulars.model.letter_type import FieldKind, FieldRole, FieldSpec
from circulars.rolling import Shift
from circulars.rolling.answers import roll_answer
from thai_numerals import LocalDays, YearMonth, is_working_day

MARCH, APRIL = YearMonth(2025, 3), YearMonth(2025, 4)
LETTER_DATE = FieldSpec(name="วันที่", label="วันที่ของหนังสือ", kind=FieldKind.DATE, blank=True)
DEADLINE = FieldSpec(name="กำหนด", label="กำหนด", kind=FieldKind.DATE, role=FieldRole.DEADLINE)
DAY = FieldSpec(name="เริ่ม", label="วันแรก", kind=FieldKind.DATE)
MONTH = FieldSpec(name="เดือนรายงาน", label="เดือนรายงาน", kind=FieldKind.MONTH)
NUMBER = FieldSpec(name="เลขที่", label="เลขทะเบียน", kind=FieldKind.INTEGER, blank=True)
URGENCY = FieldSpec(
    name="ชั้นความเร็ว", label="ชั้นความเร็ว", kind=FieldKind.CHOICE, choices=("", "ด่วน"), value='"ด่วน"'
)


def whole(name: str, label: str = "") -> FieldSpec:
    """Return the field of a whole number."""
    return FieldSpec(name=name, label=label or name, kind=FieldKind.INTEGER)


def new(field: FieldSpec, answer: str, origin: YearMonth = MARCH, target: YearMonth = APRIL) -> str:
    """Return what an answer becomes in an office without days of its own."""
    return roll_answer(field, answer, Shift(origin=origin, target=target)).new


@pytest.mark.parametrize(
    ("old", "rolled"),
    [
        ("2025-03-11", "2025-04-11"),
        ("11 มี.ค. 68", "11 เม.ย. 68"),
        ("๑๑ มีนาคม ๒๕๖๘", "๑๑ เมษายน ๒๕๖๘"),
        ("วันอังคารที่ 11 มีนาคม 2568", "วันศุกร์ที่ 11 เมษายน 2568"),
        ("อ. 11 มี.ค. 68", "11 เมษายน 2568"),  # a short weekday is not written again
        ("11/3/2568", "11/4/2568"),
        ("มีนาคม 2568", "เมษายน 2568"),
        ("2025-03-31", "2025-04-30"),
        ("2025-03-14", "2025-04-17"),  # Songkran is over
        ("", ""),
    ],
)
def test_the_date_of_the_letter(old: str, rolled: str) -> None:
    """The letter is dated the same day of April 2568, or the first working day behind it."""
    assert rolled == new(LETTER_DATE, old)


def test_the_letter_stays_in_its_month() -> None:
    """A letter of the end of May 2568, a Saturday before two holidays, is dated in May."""
    assert "2025-05-30" == new(LETTER_DATE, "2025-04-30", APRIL, YearMonth(2025, 5))
    (change,) = roll_answer(
        LETTER_DATE, "2025-04-30", Shift(origin=APRIL, target=YearMonth(2025, 5))
    ).changes
    assert "31 พฤษภาคม 2568 เป็นวันเสาร์ จึงใช้วันทำการสุดท้ายของเดือน" in change.why


@pytest.mark.parametrize(
    ("old", "origin", "rolled"),
    [
        ("2025-01-31", YearMonth(2025, 1), "2025-02-28"),
        ("2025-02-28", YearMonth(2025, 2), "2025-03-31"),
        ("2024-01-31", YearMonth(2024, 1), "2024-02-29"),
        ("2025-04-11", APRIL, "2025-05-13"),  # Visakha Puja on Sunday, its substitute on Monday
        ("2025-04-05", APRIL, "2025-05-06"),  # the substitute of Coronation Day
        ("2025-05-31", YearMonth(2025, 5), "2025-06-30"),
        ("2025-04-30", APRIL, "2025-06-04"),  # Saturday 31 May, and the holidays of 2 and 3 June
        ("2025-12-02", YearMonth(2025, 12), "2026-01-05"),  # 2 January 2569: a special holiday
        ("2026-03-14", YearMonth(2026, 3), "2026-04-16"),
        ("2026-05-31", YearMonth(2026, 5), "2026-06-30"),
        ("2026-05-01", YearMonth(2026, 5), "2026-06-02"),  # 1 June 2569: Visakha's substitute
        ("2025-09-30", YearMonth(2025, 9), "2025-10-31"),
    ],
)
def test_deadlines(old: str, origin: YearMonth, rolled: str) -> None:
    """Deadlines fall on the next working day by the holidays of 2568 and 2569."""
    assert rolled == new(DEADLINE, old, origin, origin.plus(1))


def test_the_office_has_days_of_its_own() -> None:
    """A day on which the office is closed, or works, goes before the list of holidays."""
    days = LocalDays(
        closed={dt.date(2025, 4, 11): "วันสถาปนาจังหวัด"}, opened=frozenset({dt.date(2025, 4, 16)})
    )
    shift = Shift(origin=MARCH, target=APRIL, days=days)
    rolled = roll_answer(DEADLINE, "2025-03-11", shift)
    assert "2025-04-16" == rolled.new
    assert "11 เมษายน 2568 เป็นวันสถาปนาจังหวัด ต่อด้วยวันสงกรานต์" in rolled.changes[0].why


def test_a_deadline_put_off_before_is_told() -> None:
    """17 April 2568 is the first day after Songkran: perhaps the 14th was meant."""
    rolled = roll_answer(DEADLINE, "2025-04-17", Shift(origin=APRIL, target=YearMonth(2025, 5)))
    assert ["2025-05-19"] == [remark.text for remark in rolled.remarks]
    assert "ครั้งก่อนอาจเลื่อนมาเพราะวันสงกรานต์" in rolled.remarks[0].why


@pytest.mark.parametrize(
    ("old", "rolled"),
    [
        ("2024-10-01", "2024-10-01"),
        ("2025-09-30", "2025-09-30"),
        ("2025-03-01", "2025-04-01"),
        ("2025-02-28", "2025-03-31"),
        ("2020-03-05", "2020-03-05"),
    ],
)
def test_edges_of_periods(old: str, rolled: str) -> None:
    """The ends of the fiscal year stay in it, first and last days stay so, old days stay."""
    assert rolled == new(DAY, old)


def test_the_edge_of_the_next_fiscal_year() -> None:
    """The first day of the fiscal year moves by a year in October."""
    assert "2025-10-01" == new(DAY, "2024-10-01", YearMonth(2025, 9), YearMonth(2025, 10))


@pytest.mark.parametrize(
    ("old", "rolled"),
    [
        ("มีนาคม 2568", "เมษายน 2568"),
        ("มี.ค. ๖๘", "เม.ย. ๖๘"),
        ("เดือนมีนาคม ๒๕๖๘", "เดือนเมษายน ๒๕๖๘"),
        ("2025-03", "2025-04"),
        ("2568-03", "2568-04"),
        ("3/2568", "เมษายน 2568"),
    ],
)
def test_months(old: str, rolled: str) -> None:
    """A month becomes the next one, typed the same way where that can be."""
    assert rolled == new(MONTH, old)


@pytest.mark.parametrize(
    ("field", "old", "origin", "rolled"),
    [
        (whole("ปีงบประมาณ"), "2568", YearMonth(2025, 9), "2569"),
        (whole("ปีงบประมาณ"), "๒๕๖๘", YearMonth(2025, 9), "๒๕๖๙"),
        (whole("ปีงบประมาณ"), "2569", YearMonth(2025, 12), "2569"),
        (whole("ปี", "ปี (พ.ศ.)"), "2568", YearMonth(2025, 12), "2569"),
        (whole("ปี", "ปี (พ.ศ.)"), "2568", YearMonth(2025, 9), "2568"),
        (whole("ปีฐาน"), "2567", YearMonth(2025, 12), "2567"),
        (whole("ไตรมาส"), "4", YearMonth(2025, 9), "1"),
        (whole("ไตรมาสก่อน"), "3", YearMonth(2025, 9), "4"),
        (whole("ปีงบประมาณของไตรมาสก่อน"), "2567", YearMonth(2024, 12), "2568"),
        (whole("รอบ", "รอบการประเมิน"), "1", YearMonth(2025, 3), "2"),
        (whole("วันบันทึก"), "25", YearMonth(2025, 9), "25"),
        (whole("ผลิตภัณฑ์เพิ่ม", "ที่เพิ่มขึ้นต่อไตรมาส"), "4", YearMonth(2025, 9), "4"),
    ],
)
def test_years_quarters_and_rounds(
    field: FieldSpec, old: str, origin: YearMonth, rolled: str
) -> None:
    """Fiscal years and quarters turn in October, calendar years in January; the rest stays."""
    assert rolled == new(field, old, origin, origin.plus(1))


def test_what_stays_is_told() -> None:
    """A year that is not the previous letter's, and an answer that cannot be read, are told."""
    shift = Shift(origin=YearMonth(2025, 12), target=YearMonth(2026, 1))
    for field, answer in ((whole("ปีฐาน"), "2567"), (DEADLINE, "วันศุกร์ที่ 25 มกราคม 2568")):
        rolled = roll_answer(field, answer, shift)
        assert (answer, [answer]) == (rolled.new, [remark.text for remark in rolled.remarks])


def test_the_number_is_removed() -> None:
    """The number of the previous letter is never proposed again."""
    rolled = roll_answer(NUMBER, "1175", Shift(origin=MARCH, target=APRIL))
    assert ("", ["1175"]) == (rolled.new, [change.old for change in rolled.changes])


def test_an_empty_choice_is_told() -> None:
    """An empty cell lets a formula answer, so an answer left empty with --set is told."""
    rolled = roll_answer(URGENCY, "", Shift(origin=MARCH, target=APRIL))
    assert ["ชั้นความเร็ว"] == [remark.text for remark in rolled.remarks]
    assert not roll_answer(URGENCY, "ด่วน", Shift(origin=MARCH, target=APRIL)).remarks


@settings(deadline=None, max_examples=80)
@given(
    st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)),
    st.integers(1, 12),
    st.sampled_from(["%Y-%m-%d", "full", "letter"]),
)
def test_dates_can_be_read_again(day: dt.date, months: int, style: str) -> None:
    """The date of the next letter reads as a working day of its month, whatever was typed."""
    from thai_numerals import format_date

    typed = day.isoformat() if "%" in style else format_date(day, style)  # type: ignore[arg-type]  # sampled from the styles
    month = YearMonth.of(day)
    value, _ = read_answer(LETTER_DATE, new(LETTER_DATE, typed, month, month.plus(months)))
    assert is_working_day(value)
    assert month.plus(months) == YearMonth.of(value)


@settings(deadline=None, max_examples=50)
@given(st.builds(YearMonth, st.integers(2010, 2040), st.integers(1, 12)), st.integers(1, 18))
def test_a_month_in_one_step_or_many(month: YearMonth, months: int) -> None:
    """The month field after n steps of a month is the one after a step of n months."""
    answer = f"{month.year + 543}-{month.month:02}"
    by_steps = answer
    for step in range(months):
        by_steps = new(MONTH, by_steps, month.plus(step), month.plus(step + 1))
    assert by_steps == new(MONTH, answer, month, month.plus(months))
