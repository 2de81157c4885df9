"""Texts rolled forward: what moves, what stays, and how the new words are typed."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.rolling import Shift, roll_text
from thai_numerals import (
    LocalDays,
    YearMonth,
    format_date,
    format_month,
    is_working_day,
    parse_date,
    to_arabic_digits,
    to_thai_digits,
)

FEBRUARY, MARCH, APRIL = (YearMonth(2025, number) for number in (2, 3, 4))
# The lines with dates of the letter พย 0019.2/ว1175, shortened.
MARCH_LETTER = """เรื่อง สรุปรายข้อมูลรายได้ฯ (OTOP) ประจำปีงบประมาณ พ.ศ.๒๕๖๘
ตามแผนปฏิบัติการรายปี (พ.ศ.๒๕๖๘) แผนย่อยของเป้าหมาย (จ.๓) ประเด็น ๑๖
ในระบบศูนย์ข้อมูลกลาง (nexus.cdd.go.th) ให้แล้วเสร็จก่อนวันที่ ๑ ของเดือนถัดไป
๑. ตรวจสอบความถูกต้องของข้อมูล ระหว่างเดือนตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘ หากอำเภอใดพบว่า
ข้อมูลไม่ถูกต้อง ให้แก้ไข ตั้งแต่บัดนี้จนถึงวันที่ ๑๗ มีนาคม ๒๕๖๘
๒. บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๘ ให้แล้วเสร็จภายในวันที่ ๑๗ มีนาคม ๒๕๖๘ รายละเอียด
ตามสิ่งที่ส่งมาด้วย โทร/โทรสาร. ๐ ๕๕๕๕ ๙๕๕๕"""
APRIL_LETTER = """เรื่อง สรุปรายข้อมูลรายได้ฯ (OTOP) ประจำปีงบประมาณ พ.ศ.๒๕๖๘
ตามแผนปฏิบัติการรายปี (พ.ศ.๒๕๖๘) แผนย่อยของเป้าหมาย (จ.๓) ประเด็น ๑๖
ในระบบศูนย์ข้อมูลกลาง (nexus.cdd.go.th) ให้แล้วเสร็จก่อนวันที่ ๑ ของเดือนถัดไป
๑. ตรวจสอบความถูกต้องของข้อมูล ระหว่างเดือนตุลาคม ๒๕๖๗ - มีนาคม ๒๕๖๘ หากอำเภอใดพบว่า
ข้อมูลไม่ถูกต้อง ให้แก้ไข ตั้งแต่บัดนี้จนถึงวันที่ ๑๗ เมษายน ๒๕๖๘
๒. บันทึกข้อมูลประจำเดือนเมษายน ๒๕๖๘ ให้แล้วเสร็จภายในวันที่ ๑๗ เมษายน ๒๕๖๘ รายละเอียด
ตามสิ่งที่ส่งมาด้วย โทร/โทรสาร. ๐ ๕๕๕๕ ๙๕๕๕"""
MONTHS = st.builds(YearMonth, st.integers(2010, 2040), st.integers(1, 12))
FILLERS = st.text(alphabet="กขคงจฉชซญดตถทธบปผพฟภยรลวศสหอะาิีุูเแโใไ่้ (),\n", max_size=12)


def way(origin: YearMonth, target: YearMonth) -> Shift:
    """Return the shift from one month to another, for an office without days of its own."""
    return Shift(origin=origin, target=target)


def rolled(text: str, origin: YearMonth = MARCH, target: YearMonth = APRIL) -> str:
    """Return `text` rolled from `origin` to `target`."""
    return roll_text(text, way(origin, target)).new


def kept(text: str, origin: YearMonth = MARCH, target: YearMonth = APRIL) -> list[str]:
    """Return what of `text` was seen and left."""
    return [each.text for each in roll_text(text, way(origin, target)).remarks if each.is_kept]


def test_the_march_letter_of_phayao() -> None:
    """The printed letter of 11 March 2568, line by line, becomes April's as by hand."""
    assert APRIL_LETTER == rolled(MARCH_LETTER)


def test_the_march_letter_of_chachoengsao() -> None:
    """Both deadlines on Friday 15 March 2567 pass over Songkran, to Wednesday 17 April."""
    march = (
        "ระหว่างเดือน ตุลาคม ๒๕๖๖ - กุมภาพันธ์ ๒๕๖๗ ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗\n"
        "ประจำเดือนมีนาคม ๒๕๖๗ ให้แล้วเสร็จภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗ ภายในวันที่ ๒๐ ของทุกเดือน"
    )
    april = (
        "ระหว่างเดือน ตุลาคม ๒๕๖๖ - มีนาคม ๒๕๖๗ ให้แล้วเสร็จภายในวันพุธที่ ๑๗ เมษายน ๒๕๖๗\n"
        "ประจำเดือนเมษายน ๒๕๖๗ ให้แล้วเสร็จภายในวันพุธที่ ๑๗ เมษายน ๒๕๖๗ ภายในวันที่ ๒๐ ของทุกเดือน"
    )
    assert april == rolled(march, YearMonth(2024, 3), YearMonth(2024, 4))


def test_the_letter_of_chiang_rai() -> None:
    """In the next month of the same quarter the quarter, the year and its ends stay as they are."""
    text = (
        "ที่อธิบดีกรมการพัฒนาชุมชนเน้นย้ำในไตรมาสที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ จำนวน ๑๐ เรื่อง "
        "ดำเนินการในไตรมาสที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๗ ดังนี้ "
        "ระหว่างวันที่ ๑ ตุลาคม ๒๕๖๖ - ๓๐ กันยายน ๒๕๖๗ ทุกวันที่ ๑๕ ของทุกเดือน"
    )
    assert text == rolled(text, YearMonth(2024, 2), YearMonth(2024, 3))


def test_the_next_quarter() -> None:
    """In April of 2567 the second quarter becomes the third, and the first the second."""
    text = "ไตรมาสที่ ๑ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ และในไตรมาส ๒ (มกราคม - มีนาคม ๒๕๖๗)"
    april = "ไตรมาสที่ ๒ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ และในไตรมาส ๓ (เมษายน - มิถุนายน ๒๕๖๗)"
    assert april == rolled(text, YearMonth(2024, 2), YearMonth(2024, 4))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("วันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘", "วันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘"),  # Songkran and its substitute
        ("วันที่ 15 มีนาคม 2568", "วันที่ 17 เมษายน 2568"),
        ("วันพฤหัสบดีที่ 6 มีนาคม 2568", "วันอังคารที่ 8 เมษายน 2568"),  # Chakri day and its substitute
        ("วันพุธที่ 9 เม.ย. 68", "วันศุกร์ที่ 9 พ.ค. 68"),
    ],
)
def test_deadlines_move_off_holidays(old: str, new: str) -> None:
    """A day that falls on a holiday of 2568 becomes the next working day, with its own weekday."""
    if "เม.ย." in old:
        office = LocalDays(opened=frozenset({dt.date(2025, 5, 9)}))  # works on the ploughing day
        shift = Shift(origin=APRIL, target=YearMonth(2025, 5), days=office)
        assert f"ภายใน{new}" == roll_text(f"ภายใน{old}", shift).new
    else:
        assert f"ภายใน{new}" == rolled(f"ภายใน{old}")


def test_the_reason_names_the_holiday() -> None:
    """The reason of a moved day names the holidays in its way."""
    (change,) = roll_text("ภายในวันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘", way(MARCH, APRIL)).changes
    assert "เลื่อน 1 เดือน แต่ 14 เมษายน 2568 เป็นวันสงกรานต์ จึงใช้วันทำการถัดไป" == change.why


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ข้อมูล ณ วันที่ ๓๑ มกราคม ๒๕๖๘", "ข้อมูล ณ วันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘"),
        ("ประจำเดือนมกราคม", "ประจำเดือนกุมภาพันธ์"),
        ("ภายในวันที่ 31 ม.ค.", "ภายในวันที่ 28 ก.พ."),
        ("วันที่ 8 มกราคม และ 12 มกราคม 2568", "วันที่ 10 กุมภาพันธ์ และ 13 กุมภาพันธ์ 2568"),
        ("วันที่ 3, 10 และ 17 มกราคม 2568", "วันที่ 3, 10 และ 17 กุมภาพันธ์ 2568"),
        ("วันจันทร์ที่ 13 - วันพุธที่ 15 มกราคม 2568", "วันพฤหัสบดีที่ 13 - วันเสาร์ที่ 15 กุมภาพันธ์ 2568"),
    ],
)
def test_months_of_other_lengths(old: str, new: str) -> None:
    """The last day stays the last one; months without a year and days of lists move too."""
    assert new == rolled(old, YearMonth(2025, 1), FEBRUARY)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("เดือนพฤศจิกายน - ธันวาคม ๒๕๖๘", "เดือนธันวาคม ๒๕๖๘ - มกราคม ๒๕๖๙"),
        ("ประจำปี ๒๕๖๘ (พ.ศ.๒๕๖๘)", "ประจำปี ๒๕๖๙ (พ.ศ.๒๕๖๙)"),
        ("ปีงบประมาณ พ.ศ. ๒๕๖๙", "ปีงบประมาณ พ.ศ. ๒๕๖๙"),
        ("ตามพระราชบัญญัติอำนวยความสะดวก พ.ศ. ๒๕๖๘", "ตามพระราชบัญญัติอำนวยความสะดวก พ.ศ. ๒๕๖๘"),
        ("ธ.ค.68", "ม.ค.69"),
        ("ระหว่าง ต.ค.-67 ถึง ธ.ค.-68", "ระหว่าง ต.ค.-67 ถึง ม.ค.-69"),
    ],
)
def test_december_to_january(old: str, new: str) -> None:
    """In January the calendar year turns, the fiscal year does not, and a law keeps its year."""
    assert new == rolled(old, YearMonth(2025, 12), YearMonth(2026, 1))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "ปีงบประมาณ พ.ศ. ๒๕๖๘ รอบที่ 2 ประจำปีงบประมาณ 2568",
            "ปีงบประมาณ พ.ศ. ๒๕๖๙ รอบที่ 1 ประจำปีงบประมาณ 2569",
        ),
        ("ไตรมาสที่ ๔ ปีงบประมาณ ๒๕๖๘", "ไตรมาสที่ ๑ ปีงบประมาณ ๒๕๖๙"),
        ("ไตรมาส 4/2568", "ไตรมาส 1/2569"),
        ("แผนปีงบประมาณ พ.ศ. ๒๕๖๘ - ๒๕๗๐", "แผนปีงบประมาณ พ.ศ. ๒๕๖๘ - ๒๕๗๐"),
        ("ประจำปี พ.ศ. ๒๕๖๘", "ประจำปี พ.ศ. ๒๕๖๘"),
        ("ตุลาคม ๒๕๖๗ - กันยายน ๒๕๖๘", "ตุลาคม ๒๕๖๘ - กันยายน ๒๕๖๙"),
        ("ปีงบประมาณ ๒๕๖๗", "ปีงบประมาณ ๒๕๖๗"),
    ],
)
def test_september_to_october(old: str, new: str) -> None:
    """In October the fiscal year turns with its quarters and rounds, and the calendar year not."""
    assert new == rolled(old, YearMonth(2025, 9), YearMonth(2025, 10))


@pytest.mark.parametrize(
    ("text", "new", "why"),
    [
        ("ต.ค. 67 - ธ.ค. 67", "ต.ค. 67 - ม.ค. 68", "ยาวเท่าไตรมาส"),
        ("ตุลาคม ๒๕๖๖ - กันยายน ๒๕๖๗", "ตุลาคม ๒๕๖๖ - กันยายน ๒๕๖๗", "ยังเป็นของปีงบประมาณเดิม"),
        (
            "วันจันทร์ที่ 13 - วันพุธที่ 15 มกราคม 2568",
            "วันพฤหัสบดีที่ 13 - วันเสาร์ที่ 15 กุมภาพันธ์ 2568",
            "ตรงกับวันเสาร์",
        ),
        ("พ. 15 ม.ค. 68", "พ. 17 ก.พ. 68", "ชื่อวันที่ย่อไว้"),
        ("เมื่อวันที่ 6 มกราคม 2568", "เมื่อวันที่ 6 กุมภาพันธ์ 2568", "ให้ใส่วันจริง"),
    ],
)
def test_guesses_are_told(text: str, new: str, why: str) -> None:
    """What is changed, or kept, by a guess alone comes with a warning that says why."""
    result = roll_text(text, way(YearMonth(2025, 1), FEBRUARY))
    assert new == result.new
    assert {(True, False)} == {(why in each.why, each.is_kept) for each in result.remarks}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("ตามหนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว๒๐๐ ลงวันที่ ๑๙ มกราคม ๒๕๖๘", "วันที่ ๑๙ มกราคม ๒๕๖๘"),
        ("ตามมติคณะรัฐมนตรี เมื่อวันที่ ๔ มีนาคม ๒๕๖๘", "วันที่ ๔ มีนาคม ๒๕๖๘"),
        ("ตั้งแต่วันที่ ๑ เมษายน ๒๕๖๔ เป็นต้นมา", "วันที่ ๑ เมษายน ๒๕๖๔"),
        ("วันที่ 31 เมษายน 2568", "วันที่ 31 เมษายน 2568"),
        ("วันที่ 3/4/2025", "3/4/2025"),
        ("วันที่ ๖ เมษายน ของทุกปี", "วันที่ ๖ เมษายน"),
        ("รายงานการประชุมครั้งที่ ๓/๒๕๖๘", "ครั้งที่ ๓/๒๕๖๘"),
        ("ดูแฟ้ม report-มีนาคม-2568.pdf", "report-มีนาคม-2568.pdf"),
    ],
)
def test_what_does_not_move_is_told(text: str, what: str) -> None:
    """Other letters' dates, days long ago, doubtful ones and codes stay, and it is said."""
    assert (text, [what]) == (rolled(text), kept(text))


def test_a_wrong_weekday_is_put_right_and_told() -> None:
    """Friday 25 January 2568, which was a Saturday, becomes the right weekday with a warning."""
    result = roll_text("ภายในวันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘", way(YearMonth(2025, 1), FEBRUARY))
    assert "ภายในวันอังคารที่ ๒๕ กุมภาพันธ์ ๒๕๖๘" == result.new
    assert [("ครั้งก่อนชื่อวันไม่ตรงกับวันที่", False)] == [(r.why, r.is_kept) for r in result.remarks]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1 มีนาคม - 31 มีนาคม 2568", "1 เมษายน - 30 เมษายน 2568"),
        ("ระหว่างวันที่ ๑ มี.ค. – ๓๑ มี.ค. ๖๘", "ระหว่างวันที่ ๑ เม.ย. – ๓๐ เม.ย. ๖๘"),
        ("ตั้งแต่มีนาคม - 31 ธันวาคม 2568", "ตั้งแต่เมษายน 2568 - 31 มกราคม 2569"),
        ("ตั้งแต่มีนาคม ถึง 31 เมษายน 2568", "ตั้งแต่เมษายน ถึง 31 เมษายน 2568"),
        ("3 มีนาคม, 10 มีนาคม 2568", "3 เมษายน, 10 เมษายน 2568"),
    ],
)
def test_days_with_one_year_behind(old: str, new: str) -> None:
    """A day behind a month is no year; a day that does not exist stays as it is."""
    assert new == rolled(old)


@settings(deadline=None, max_examples=60)
@given(MONTHS, st.integers(1, 24), st.sampled_from(["wide", "medium", "short", "head"]))
def test_one_step_or_many(month: YearMonth, months: int, style: str) -> None:
    """A month rolled n months at once is the one rolled n times by one, however it is typed."""
    text = f"ประจำเดือน{format_month(month, style)} ให้แล้วเสร็จ"  # type: ignore[arg-type]  # sampled from the styles
    by_steps = text
    for step in range(months):
        by_steps = rolled(by_steps, month.plus(step), month.plus(step + 1))
    assert by_steps == rolled(text, month, month.plus(months))
    assert f"ประจำเดือน{format_month(month.plus(months), style)} ให้แล้วเสร็จ" == by_steps  # type: ignore[arg-type]  # the same


@settings(deadline=None, max_examples=80)
@given(MONTHS, st.integers(-12, 12), st.lists(FILLERS, min_size=3, max_size=3))
def test_the_rest_is_left_as_typed(month: YearMonth, months: int, fillers: list[str]) -> None:
    """What stands around a month, blanks and line ends too, comes out character for character."""
    first, middle, last = fillers

    def text(shown: YearMonth) -> str:
        name = format_month(shown)
        return f"{first} เดือน{name} ฯ{middle}ข เดือน{name} ฯ{last}"

    assert text(month.plus(months)) == rolled(text(month), month, month.plus(months))


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60), st.integers(-12, 12))
def test_any_text_is_taken(text: str, months: int) -> None:
    """Any text is rolled, and what is no date, month or year of it comes out as it was."""
    result = roll_text(text, way(MARCH, MARCH.plus(months)))
    assert result.changes or result.new == text
    assert months or result.new == text


@settings(deadline=None, max_examples=60)
@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    st.integers(-12, 12),
    st.sampled_from(["letter", "full", "medium", "short"]),
)
def test_digits_stay_thai_or_arabic(day: dt.date, months: int, style: str) -> None:
    """Thai digits stay Thai and Arabic ones Arabic, and both say the same."""
    month = YearMonth.of(day)
    text = f"ภายใน {format_date(day, style)} ปีงบประมาณ ๒๕๖๘"  # type: ignore[arg-type]  # sampled from the styles
    thai = rolled(text, month, month.plus(months))
    arabic = rolled(to_arabic_digits(text), month, month.plus(months))
    assert not re.search(r"[0-9]", thai)
    assert (to_arabic_digits(thai), thai) == (arabic, to_thai_digits(arabic))


@settings(deadline=None, max_examples=60)
@given(st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31)), st.integers(1, 12))
def test_a_moved_day_is_a_working_day(day: dt.date, months: int) -> None:
    """A deadline with its weekday is always moved to a working day, and the weekday is right."""
    month = YearMonth.of(day)
    text = f"ภายใน{format_date(day, 'full')}"
    new = parse_date(rolled(text, month, month.plus(months)).removeprefix("ภายใน"))
    yearly = day.month == 9 and day.day == 30
    assert new.weekday_matches
    assert is_working_day(new.date) or yearly


def test_long_texts_take_no_long_time() -> None:
    """A text of many pages is rolled within a second."""
    text = "ประจำเดือนมีนาคม ๒๕๖๘ ภายในวันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘ และ 3, 10 ปี ๒๕๖๘ 1 1 1 1 1 " * 300
    start = time.process_time()
    rolled(text)
    assert 1 > time.process_time() - start
