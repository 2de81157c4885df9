"""Numbers, words and reading results: what the table of cases does not show."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from decimal import Decimal
from typing import Any

import pytest

from thai_numerals import (
    DateError,
    Era,
    NumberError,
    ThaiNumeralsError,
    YearMonth,
    christian_year,
    date_from_serial,
    find_dates,
    fiscal_year,
    format_date,
    format_number,
    format_ordinal,
    format_percent,
    holiday_name,
    is_working_day,
    next_working_day,
    parse_baht,
    parse_date,
    parse_number,
    parse_range,
    parse_words,
    read_date_cell,
    spell_baht,
    spell_number,
    spell_ordinal,
    spell_percent,
    to_thai_digits,
)
from thai_numerals.words import LONGEST, spell_each_digit


@pytest.mark.parametrize("value", [1.5, "12", None, True])
def test_money_is_never_float(value: Any) -> None:
    """Float, text and truth values are refused: they are no exact numbers."""
    with pytest.raises(TypeError):
        spell_baht(value)
    with pytest.raises(TypeError):
        spell_number(value)
    with pytest.raises(TypeError):
        format_number(value)


NO_NUMBERS = ["NaN", "sNaN", "Infinity", "-Infinity", "1E+200000", "1E-200000"]


@pytest.mark.parametrize("value", NO_NUMBERS)
def test_what_is_no_number(value: str) -> None:
    """NaN, infinity and numbers of absurd length are refused with a reason."""
    with pytest.raises(NumberError):
        spell_baht(Decimal(value))
    with pytest.raises(NumberError):
        spell_number(Decimal(value))


def test_long_numbers_are_spelled() -> None:
    """A number of thousands of digits is spelled; the interpreter's limit does not matter."""
    assert spell_number(Decimal(10) ** 6000).count("ล้าน") == 1000
    assert spell_baht(Decimal("1E+6")) == "หนึ่งล้านบาทถ้วน"
    assert LONGEST > 6000


def test_the_other_reading_of_one() -> None:
    """On request a final one is เอ็ด after tens only."""
    expected = {11: "สิบเอ็ด", 21: "ยี่สิบเอ็ด", 101: "หนึ่งร้อยหนึ่ง", 1000001: "หนึ่งล้านหนึ่ง"}
    assert expected == {n: spell_number(n, final_one="after_tens") for n in expected}
    assert spell_baht(201, final_one="after_tens") == "สองร้อยหนึ่งบาทถ้วน"


def test_ordinals_percents_and_codes() -> None:
    """Ordinals, percents and digits read singly."""
    assert spell_ordinal(21) == "ที่ยี่สิบเอ็ด"
    assert spell_percent(Decimal("4")) == "ร้อยละสี่"
    assert spell_percent(Decimal("-0.5")) == "ร้อยละลบศูนย์จุดห้า"
    assert format_ordinal(3) == "ที่ ๓"
    assert format_ordinal(3, digits="arabic") == "ที่ 3"
    assert format_percent(Decimal("87.2943"), 2) == "ร้อยละ ๘๗.๒๙"
    assert parse_words("ที่สาม") == 3
    assert parse_words("ร้อยละแปดสิบเจ็ดจุดสองเก้า") == Decimal("87.29")
    assert spell_each_digit("56000") == "ห้าหกศูนย์ศูนย์ศูนย์"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("11" + " " * 20_000 + "x", id="blanks"),
        pytest.param("ก" * 20_000 + "a.1", id="a long word"),
        pytest.param("a-" * 20_000, id="a long code"),
        pytest.param("1." * 20_000, id="stops"),
        pytest.param("วันจันทร์" * 5_000, id="weekdays"),
        pytest.param("บาท" * 10_000 + "สตางค์", id="baht"),
        pytest.param("ล้าน" * 10_000, id="millions"),
    ],
)
def test_long_texts_take_no_longer(text: str) -> None:
    """No text, however long and odd, makes reading or converting slow."""
    start = time.process_time()
    to_thai_digits(text)
    list(find_dates(text, years=True))
    for read in (parse_date, parse_range, parse_number, parse_words, parse_baht):
        with contextlib.suppress(ThaiNumeralsError):
            read(text)
    assert time.process_time() - start < 3


def test_moments_are_their_days() -> None:
    """A moment, as a cell of a workbook holds, prints and counts as its day."""
    moment = dt.datetime(2025, 12, 10, 8, 30)  # noqa: DTZ001 - cells know no zone
    assert format_date(moment) == "๑๐ ธันวาคม ๒๕๖๘"
    assert holiday_name(moment) == "วันรัฐธรรมนูญ"
    assert not is_working_day(moment)
    assert next_working_day(moment) == dt.date(2025, 12, 11)
    assert fiscal_year(moment) == 2569


def test_everything_converts_on_request() -> None:
    """Addresses are converted too when asked for."""
    assert to_thai_digits("A4 www.example.go.th/5", everything=True) == "A๔ www.example.go.th/๕"


def test_cell_with_a_buddhist_year_typed_as_christian() -> None:
    """A year from 2400 in a date cell is Buddhist; the weekday is that of the true date."""
    parsed = read_date_cell(dt.datetime(2568, 3, 11, 13, 55))  # noqa: DTZ001 - cells know no zone
    assert (dt.date(2025, 3, 11), dt.time(13, 55)) == (parsed.date, parsed.time)
    assert parsed.era is Era.BUDDHIST
    assert not parsed.ambiguous
    assert "543" in parsed.notes[0]


def test_cell_with_a_leap_day_that_never_was() -> None:
    """CE 2568 is a leap year and 2025 is not: 29 February there is refused."""
    with pytest.raises(DateError, match="28 วัน"):
        read_date_cell(dt.date(2568, 2, 29))


def test_cell_57_years_too_early() -> None:
    """11/3/68 typed under a Western locale becomes 1968: the other reading is offered."""
    parsed = read_date_cell(dt.date(1968, 3, 11))
    assert dt.date(1968, 3, 11) == parsed.date
    assert (dt.date(2025, 3, 11),) == parsed.alternatives
    assert "2568" in parsed.notes[0]
    assert read_date_cell(dt.date(1968, 2, 29)).alternatives == ()
    assert read_date_cell(dt.date(2025, 3, 11)).notes == ()


@pytest.mark.parametrize(
    ("serial", "expected"),
    [
        (1, dt.date(1900, 1, 1)),
        (59, dt.date(1900, 2, 28)),
        (61, dt.date(1900, 3, 1)),
        (45727, dt.date(2025, 3, 11)),
        (244054, dt.date(2025, 3, 11)),
    ],
)
def test_serial_numbers(serial: int, expected: dt.date) -> None:
    """Serial numbers count from 1900 as Excel does, with its 29 February that never was."""
    assert expected == date_from_serial(serial).date


def test_serial_numbers_from_1904() -> None:
    """Workbooks of older Macs count from 1904."""
    assert date_from_serial(44265, date1904=True).date == dt.date(2025, 3, 11)
    assert date_from_serial(0, date1904=True).date == dt.date(1904, 1, 1)


# The last but one is a hair before the year 10000, and would be rounded into it.
NO_DAYS = [
    *(0, -1, 60, 3_000_000),
    *map(Decimal, ("-0.5", "NaN", "Infinity", "2958465.999999", "-Infinity")),
]


@pytest.mark.parametrize("serial", NO_DAYS)
def test_serials_that_are_no_day(serial: Decimal | int) -> None:
    """Serial numbers outside the calendar are refused."""
    with pytest.raises(DateError):
        date_from_serial(serial)


def test_serial_rounds_to_the_second() -> None:
    """A time that ends a hair before midnight is the next day."""
    parsed = date_from_serial(Decimal("45727.9999999"))
    assert (dt.date(2025, 3, 12), None) == (parsed.date, parsed.time)


def test_notes_say_what_was_assumed() -> None:
    """Whatever was guessed or does not fit is said in Thai."""
    assert parse_date("11 มี.ค. 68").two_digits
    assert not parse_date("11 มี.ค. 2568").two_digits
    assert parse_date("11 มี.ค. 68").notes == ("ปีสองหลักอ่านเป็น พ.ศ. 2568",)
    wrong = parse_date("วันศุกร์ที่ ๒๕ มกราคม ๒๕๖๘")
    assert wrong.notes == ("วันที่นี้เป็นวันเสาร์ ไม่ใช่วันศุกร์",)
    assert "1933" in parse_date("15 กุมภาพันธ์ 2475").notes[0]
    assert parse_date("๑๑ มีนาคม ๒๕๖๘").notes == ()
    assert parse_date("21 พ.ย. พ.ศ. 2026").notes == ("เขียน พ.ศ. แต่ปี 2026 น่าจะเป็น ค.ศ.",)
    assert parse_date("21 พ.ย. พ.ศ. 2026").alternatives == (dt.date(2026, 11, 21),)
    assert parse_date("11 มีนาคม ค.ศ. 2568").alternatives == (dt.date(2025, 3, 11),)
    assert "อาจเป็นวันที่" in parse_date("มกราคม 15").notes[1]
    assert "เดือน" in parse_date("10/2567").notes[0]
    assert "เขตเวลา" in parse_date("2025-03-11T09:30:00Z").notes[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("มีนาคม 2568", dt.date(2025, 3, 31)),
        ("พ.ศ. 2568", dt.date(2025, 12, 31)),
        ("พ.ศ. 2475", dt.date(1933, 3, 31)),
        ("พ.ศ. 2483", dt.date(1940, 12, 31)),
        ("ค.ศ. 1932", dt.date(1932, 12, 31)),
        ("11 มีนาคม 2568", dt.date(2025, 3, 11)),
    ],
)
def test_last_day_of_what_was_read(text: str, expected: dt.date) -> None:
    """A month or a year read ends with its own last day, by the rules of its time."""
    assert expected == parse_date(text).last_day


def test_first_year_of_january_is_exact() -> None:
    """Years turn on 1 April until 2483 and on 1 January from 2484."""
    assert [christian_year(2482, 1), christian_year(2483, 4), christian_year(2484, 1)] == [
        1940, 1940, 1941,
    ]  # fmt: skip
    assert YearMonth(1940, 3).buddhist_year == 2482


def test_found_dates_know_place_and_error() -> None:
    """A date found tells where it stands, and one that cannot be tells why."""
    text = "ก ๓๑ กุมภาพันธ์ ๒๕๖๘ และ พ.ศ. ๒๕๖๘"
    impossible, year = find_dates(text, years=True)
    assert text[impossible.start : impossible.end] == impossible.text == "๓๑ กุมภาพันธ์ ๒๕๖๘"
    assert impossible.error is not None
    assert impossible.error.value == impossible.text
    assert year.parsed is not None
    assert (year.text, year.parsed.precision) == ("พ.ศ. ๒๕๖๘", "year")


@pytest.mark.parametrize(
    ("text", "found", "weekday"),
    [
        ("ภายในวันศ.ที่ 25 ม.ค. 68", "วันศ.ที่ 25 ม.ค. 68", 4),
        ("วันพฤ.ที่ ๑๓ มีนาคม ๒๕๖๘", "วันพฤ.ที่ ๑๓ มีนาคม ๒๕๖๘", 3),
        ("วันอา. ๑๖ มี.ค. ๖๘", "วันอา. ๑๖ มี.ค. ๖๘", 6),
        ("ประชุมวันอังคารที่ 11/3/2568", "วันอังคารที่ 11/3/2568", 1),
        ("อังคารที่ ๑๑/๓/๖๘", "อังคารที่ ๑๑/๓/๖๘", 1),
        ("อ. 11 มีนาคม 2568", "11 มีนาคม 2568", None),  # อ. alone is อำเภอ as well
        ("พ.ศ. 11 มีนาคม 2568", "11 มีนาคม 2568", None),
    ],
)
def test_weekdays_found_in_a_text(text: str, found: str, weekday: int | None) -> None:
    """A weekday is part of its date: in full, short behind วัน, and before figures."""
    (date,) = find_dates(text)
    assert date.parsed is not None
    assert (found, weekday) == (date.text, date.parsed.weekday)
