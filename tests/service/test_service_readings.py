"""What the converter makes of a text: facts from calendars, the regulation, and by hand."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.service.readings import Readings, Sense, read_text
from thai_numerals import LocalDays, format_date, to_arabic_digits

FORMS = (
    "letter", "letter_era", "full", "full_era", "medium", "numeric", "christian", "english", "iso",
)  # fmt: skip
TODAY = dt.date(2025, 3, 11)


def read(text: str, days: LocalDays | None = None) -> Readings:
    """Return the readings of `text` on 11 March 2025."""
    return read_text(text, today=TODAY, days=days)


def lines(text: str, sense: Sense) -> dict[str, str]:
    """Return the results of `text` in one sense, by key."""
    (group,) = (each for each in read(text).groups if each.sense is sense)
    return {line.key: line.text for line in group.lines}


def notes(text: str) -> list[str]:
    """Return what is noted of `text` in all senses."""
    return [note for group in read(text).groups for note in group.notes]


def test_a_day_in_every_form() -> None:
    """11 March 2568 was a Tuesday, in the second quarter and first round of fiscal year 2568."""
    found = lines("11/3/2568", Sense.DATE)
    expected = {
        "letter": "๑๑ มีนาคม ๒๕๖๘",
        "letter_era": "๑๑ มีนาคม พ.ศ. ๒๕๖๘",
        "full": "วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘",
        "full_era": "วันอังคารที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๘",
        "medium": "๑๑ มี.ค. ๒๕๖๘",
        "short": "๑๑ มี.ค. ๖๘",
        "numeric": "๑๑/๓/๒๕๖๘",
        "christian": "๑๑ มีนาคม ค.ศ. ๒๐๒๕",
        "english": "11 March 2025",
        "iso": "2025-03-11",
        "fiscal": "ปีงบประมาณ พ.ศ. ๒๕๖๘",
        "quarter": "ไตรมาสที่ ๒ ปีงบประมาณ พ.ศ. ๒๕๖๘",
        "round": "รอบที่ ๑ ปีงบประมาณ พ.ศ. ๒๕๖๘",
        "distance": "วันนี้",
        "working": "เป็นวันทำการ",
    }
    assert expected == found


def test_both_kinds_of_digits() -> None:
    """Every result with digits can be copied in Arabic ones too."""
    (date, _) = read("๑๑ มีนาคม ๒๕๖๘").groups
    assert "11 มีนาคม 2568" == date.lines[0].arabic


def test_how_far_a_day_is() -> None:
    """From Tuesday 11 to Friday 21 March 2025 there are ten days, eight of them worked."""
    assert "อีก ๑๐ วัน (วันทำการ ๘ วัน)" == lines("21 มี.ค. 2568", Sense.DATE)["distance"]
    assert "ผ่านมาแล้ว ๑๐ วัน (วันทำการ ๗ วัน)" == lines("1 มี.ค. 2568", Sense.DATE)["distance"]


def test_songkran() -> None:
    """Saturday 12 April 2025 is followed by Songkran: the office works again on Thursday 17."""
    found = lines("12 เม.ย. 2568", Sense.DATE)
    assert "ไม่ใช่วันทำการ: วันเสาร์" == found["working"]
    assert "วันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘" == found["next_working"]


def test_the_holidays_of_the_office() -> None:
    """A day on which this office is closed is no working day here."""
    days = LocalDays(closed={TODAY: "วันหยุดพิเศษจังหวัด"})
    (group, _) = read("11/3/2568", days).groups
    assert "ไม่ใช่วันทำการ: วันหยุดพิเศษจังหวัด" in [line.text for line in group.lines]


def test_holidays_that_nobody_knows_yet() -> None:
    """Of a day decades ahead nothing is said about holidays; of next year that they may change."""
    assert "working" not in lines("1 พ.ย. 2600", Sense.DATE)
    assert any("ยังไม่ประกาศ" in note for note in notes("9 มี.ค. 2569"))


@pytest.mark.parametrize("text", ["วันจันทร์ที่ ๑๑ มีนาคม ๒๕๖๘", "วันจันทร์ที่ 11/3/2568"])
def test_a_wrong_weekday(text: str) -> None:
    """A weekday that is not that of the date is told, with the right one."""
    assert ["วันที่นี้เป็นวันอังคาร ไม่ใช่วันจันทร์"] == notes(text)


def test_a_doubtful_date() -> None:
    """Two digits may be a Christian year: 11 March 1968 was a Monday."""
    assert "อาจหมายถึง วันจันทร์ที่ ๑๑ มีนาคม ๒๕๑๑ (ค.ศ. 1968)" in notes("11/3/68")


def test_a_day_that_is_none() -> None:
    """What nearly is a date is refused with the reason, once."""
    found = read("29 ก.พ. 2568")
    assert ["เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 29"] == [each.reason for each in found.refused]
    assert [Sense.DIGITS] == [each.sense for each in found.groups]


def test_a_month() -> None:
    """A month has its last day and its fiscal year: October opens the next one."""
    found = lines("ต.ค. 67", Sense.DATE)
    assert "ตุลาคม ๒๕๖๗" == found["month"]
    assert "วันพฤหัสบดีที่ ๓๑ ตุลาคม ๒๕๖๗" == found["last_day"]
    assert "ปีงบประมาณ พ.ศ. ๒๕๖๘" == found["fiscal"]


def test_a_range_of_days() -> None:
    """2 to 5 March 2025 are four days from a Sunday on, three of them worked."""
    found = lines("๒ - ๕ มีนาคม ๒๕๖๘", Sense.RANGE)
    assert "๒ - ๕ มีนาคม ๒๕๖๘" == found["letter"]
    assert "2025-03-02/2025-03-05" == found["iso"]
    assert ("๔ วัน", "๓ วัน") == (found["days"], found["working_days"])


@pytest.mark.parametrize("text", ["2568", "๒๕๖๘", "ค.ศ. 2025", "2025"])
def test_a_year(text: str) -> None:
    """2568 is 2025; its fiscal year runs from 1 October before to 30 September."""
    found = lines(text, Sense.YEAR)
    assert ("พ.ศ. ๒๕๖๘", "ค.ศ. ๒๐๒๕") == (found["buddhist"], found["christian"])
    assert "๑ ตุลาคม ๒๕๖๗ - ๓๐ กันยายน ๒๕๖๘" == found["fiscal_days"]


def test_a_year_that_began_in_april() -> None:
    """2475 ran from April 1932 to March 1933 (Calendar Act BE 2483)."""
    assert "ค.ศ. ๑๙๓๒ - ๑๙๓๓" == lines("2475", Sense.YEAR)["christian"]
    assert "พ.ศ. ๒๔๗๔ - ๒๔๗๕" == lines("ค.ศ. 1932", Sense.YEAR)["buddhist"]


def test_a_number() -> None:
    """A number is grouped, spelt, and read as a per cent."""
    found = lines("87.29", Sense.NUMBER)
    assert "แปดสิบเจ็ดจุดสองเก้า" == found["words"]
    assert "ร้อยละ ๘๗.๒๙" == found["percent"]
    assert "๑,๒๓๔" == lines("1234", Sense.NUMBER)["grouped"]


@pytest.mark.parametrize("text", ["10.01", "฿10.01", "๑๐.๐๑ บาท", "฿ 10.01 บาท"])
def test_money(text: str) -> None:
    """A sum stands with its words in brackets, with ฿ or บาท or neither."""
    assert "๑๐.๐๑ บาท (สิบบาทหนึ่งสตางค์)" == lines(text, Sense.BAHT)["amount"]


def test_money_is_rounded_and_told() -> None:
    """Less than a satang is rounded half up, and that is said."""
    assert "๑.๐๑ บาท (หนึ่งบาทหนึ่งสตางค์)" == lines("1.005", Sense.BAHT)["amount"]
    assert "ปัดครึ่งขึ้นเป็น 1.01 บาท" in notes("1.005")


def test_words() -> None:
    """Words become figures again."""
    assert {"amount": "๑๐.๐๐ บาท"} == lines("สิบบาทถ้วน", Sense.WORDS)
    assert {"number": "๒,๕๖๘"} == lines("สองพันห้าร้อยหกสิบแปด", Sense.WORDS)


def test_dates_inside_a_text() -> None:
    """A paragraph gives its dates, the impossible one with its reason, and its digits."""
    text = "ประชุมวันที่ 1 เมษายน 2568 แทน 31 ก.พ. 2568 ตามแบบ OTOP68"
    assert {"found": "วันอังคารที่ ๑ เมษายน ๒๕๖๘"} == lines(text, Sense.FOUND)
    assert any(note.startswith("31 ก.พ. 2568:") for note in notes(text))
    digits = lines(text, Sense.DIGITS)
    assert "ประชุมวันที่ ๑ เมษายน ๒๕๖๘ แทน ๓๑ ก.พ. ๒๕๖๘ ตามแบบ OTOP68" == digits["thai"]
    assert digits["everything"].endswith("OTOP๖๘")


def test_figures_are_a_number_first() -> None:
    """45000 is a number before it is a day of Excel's; 2568 is a year first."""
    assert Sense.NUMBER is read("45000").groups[0].sense
    assert Sense.YEAR is read("2568").groups[0].sense


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0812345678", "ศูนย์แปดหนึ่งสองสามสี่ห้าหกเจ็ดแปด"),
        ("007", "ศูนย์ศูนย์เจ็ด"),
        ("๐๕๔๔๔๙๕๔๔", "ศูนย์ห้าสี่สี่สี่เก้าห้าสี่สี่"),
        ("081-234-5678", ""),
        ("๐ ๕๔๔๔ ๙๕๔๔", ""),
    ],
)
def test_a_zero_in_front_is_no_number(text: str, said: str) -> None:
    """A telephone number or a code is neither counted nor paid, and is no date that went wrong."""
    found = read(text)
    assert ([Sense.DIGITS], ()) == ([each.sense for each in found.groups], found.refused)
    assert said == lines(text, Sense.DIGITS).get("each", "")


@pytest.mark.parametrize("text", ["01-02-2568", "05/03/68", "0.75", "๐๑ ก.พ. ๒๕๖๘"])
def test_a_zero_in_front_of_a_day_is_none_of_a_code(text: str) -> None:
    """A day or a share that begins with zero stays what it is."""
    assert read(text).groups[0].sense in {Sense.DATE, Sense.NUMBER}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,500.-", "๑,๕๐๐ บาท (หนึ่งพันห้าร้อยบาทถ้วน)"),
        ("1,500 บาท 50 สตางค์", "๑,๕๐๐.๕๐ บาท (หนึ่งพันห้าร้อยบาทห้าสิบสตางค์)"),
        ("๒๐ บาท ๕ สตางค์", "๒๐.๐๕ บาท (ยี่สิบบาทห้าสตางค์)"),
        ("-20บาท25สตางค์", "-๒๐.๒๕ บาท (ลบยี่สิบบาทยี่สิบห้าสตางค์)"),
    ],
)
def test_money_as_bills_have_it(text: str, amount: str) -> None:
    """Sums are read with a stroke behind them, and with their satang apart."""
    assert amount == lines(text, Sense.BAHT)["amount"]


@pytest.mark.parametrize("text", ["1.50 บาท 25 สตางค์", "50 สตางค์", "(20) บาท 25 สตางค์", "1-5 บาท"])
def test_money_that_says_two_things(text: str) -> None:
    """Satang said twice, satang alone, brackets and ranges are no sum: nobody guesses at money."""
    assert Sense.BAHT not in {each.sense for each in read(text).groups}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.5 ล้าน", "หนึ่งล้านห้าแสนบาทถ้วน"),
        ("๑.๕ ล้านบาท", "หนึ่งล้านห้าแสนบาทถ้วน"),
        ("2.35 หมื่นล้านบาท", "สองหมื่นสามพันห้าร้อยล้านบาทถ้วน"),
        ("3แสน", "สามแสนบาทถ้วน"),
        ("1,500.- บาท", "หนึ่งพันห้าร้อยบาทถ้วน"),
        ("-2 พันบาท", "ลบสองพันบาทถ้วน"),
    ],
)
def test_money_in_thousands_and_millions(text: str, words: str) -> None:
    """A sum in figures of thousands to millions is the whole sum, as budgets have it."""
    assert words == lines(text, Sense.BAHT)["words"]


@pytest.mark.parametrize("text", ["25.5%", "ร้อยละ 25.5", "๒๕.๕ %", "25.5 เปอร์เซ็นต์"])
def test_a_share(text: str) -> None:
    """A percentage is one, in figures and in words, and no sum of money."""
    assert "ร้อยละยี่สิบห้าจุดห้า" == lines(text, Sense.NUMBER)["percent_words"]
    assert Sense.BAHT not in {each.sense for each in read(text).groups}


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("พันห้า", "1,500"),
        ("สองหมื่นห้า", "25,000"),
        ("สามแสนสองบาท", "320,000"),
        ("ล้านห้า", "1,500,000"),
        ("สองหมื่นห้าบาทถ้วน", ""),  # as the law writes sums
        ("สองหมื่นห้าพัน", ""),
        ("หนึ่งพันเอ็ด", ""),
        ("ร้อยห้า", ""),
    ],
)
def test_words_that_people_say_for_more(text: str, spoken: str) -> None:
    """What is 20,005 in a letter and 25,000 in speech is told to be in doubt."""
    (group,) = (each for each in read(text).groups if each.sense is Sense.WORDS)
    assert (bool(spoken), bool(spoken)) == (group.doubtful, bool(group.notes))
    assert all(f" {spoken} " in note for note in group.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("11 มีนาคม", "เช่น 11 มีนาคม 2568"),
        ("วันอังคารที่ ๑๑ มี.ค.", "เช่น วันอังคารที่ ๑๑ มี.ค. 2568"),
        ("มีนาคม", "เช่น มีนาคม 2568"),
        ("1,23,456", "หลักพัน"),
        ("1.234.567,89", "หลักพัน"),
        ("11-Mar-25", "ปีสี่หลัก"),
        ("31 Feb 2025", "ไม่มีวันที่ 31"),
    ],
)
def test_what_is_missing_is_told(text: str, said: str) -> None:
    """A day without its year, and commas at the wrong place, are told with what to type."""
    (refused,) = read(text).refused
    assert said in refused.reason


@pytest.mark.parametrize("text", ["ปีงบประมาณ 2568", "ปีงบ ๖๘", "งบประมาณปี พ.ศ. ๒๕๖๘"])
def test_a_fiscal_year(text: str) -> None:
    """Fiscal year 2568 is told by its days, from October on, not as the year of the calendar."""
    expected = {
        "fiscal": "ปีงบประมาณ พ.ศ. ๒๕๖๘",
        "fiscal_days": "๑ ตุลาคม ๒๕๖๗ - ๓๐ กันยายน ๒๕๖๘",
    }
    assert expected == lines(text, Sense.YEAR)


@pytest.mark.parametrize("text", ["1,", "1,2", "1,234,56", "3/4", "ระเบียบ", "11", "มี"])
def test_what_is_still_being_typed_is_no_fault(text: str) -> None:
    """Half a number, and what is no date at all, are not told to be wrong."""
    assert () == read(text).refused


@pytest.mark.parametrize(
    "text", ["11 March 2025", "March 11, 2025", "Tue, 11 Mar 2025", "11th of March 2568"]
)
def test_an_english_date(text: str) -> None:
    """A date copied from an English letter is the day it says."""
    assert "๑๑ มีนาคม ๒๕๖๘" == lines(text, Sense.DATE)["letter"]


def test_an_english_weekday_is_compared() -> None:
    """11 March 2025 was no Friday, whatever the language."""
    assert "วันที่นี้เป็นวันอังคาร ไม่ใช่วันศุกร์" in notes("Friday, 11 March 2025")


def test_one_sense_and_why_not() -> None:
    """Who asks for one sense gets that one, or the reason why there is none."""
    found = read_text("ร้อยบาท", today=TODAY, sense=Sense.DATE)
    assert () == found.groups
    assert [Sense.DATE] == [each.sense for each in found.refused]
    (group,) = read_text("2568", today=TODAY, sense=Sense.NUMBER).groups
    assert Sense.NUMBER is group.sense


def test_nothing() -> None:
    """An empty text has no readings and is refused nothing."""
    assert Readings(groups=()) == read(" \n ")


@pytest.mark.parametrize(
    "text", ["1" + " " * 3998 + "1", "1," * 2000, "9" * 4000, "ก" * 4000, "1 มีนาคม " * 444]
)
def test_long_texts_take_no_time(text: str) -> None:
    """The longest text is read while somebody types, whatever is in it."""
    begun = time.process_time()
    read(text)
    assert time.process_time() - begun < 0.6


TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789๐๑๒๓๔๕๖๗๘๙ .,/-()฿บาทวันที่มีนาคมพ.ศ.ถึงลบ\n", max_size=40),
)


@settings(deadline=None)
@given(text=TEXTS, sense=st.none() | st.sampled_from(Sense))
def test_any_text_has_an_answer(text: str, sense: Sense | None) -> None:
    """Whatever is typed is read without a fault; the Arabic form has the same signs."""
    found = read_text(text, today=TODAY, sense=sense)
    for line in (line for group in found.groups for line in group.lines):
        assert line.text
        assert not line.arabic or line.arabic == to_arabic_digits(line.text)


@settings(deadline=None, max_examples=50)
@given(date=st.dates(dt.date(1941, 1, 1), dt.date(2157, 12, 31)))
def test_every_form_means_the_same_day(date: dt.date) -> None:
    """Each form that has its year in full is read back as that day, of years of one era only."""
    found = lines(format_date(date), Sense.DATE)
    for key in (
        "letter",
        "letter_era",
        "full",
        "full_era",
        "medium",
        "numeric",
        "christian",
        "iso",
    ):
        assert date.isoformat() == lines(found[key], Sense.DATE)["iso"]
