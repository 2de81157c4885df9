"""Digits: one kind in a letter, as it is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_letters import found_in_changed, found_in_fonts, letter_text, told
from written_letters import findings_in

from circulars.checks.digits import styled_numbers
from circulars.checks.seen import seen_text
from circulars.model.findings import Level
from circulars.model.written import Paragraph, Span
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as Docx


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param("ให้ครบ 15 ราย ภายในปี 2568", "“15”, “2568”", id="numbers of one paragraph"),
        pytest.param("ยอดจำหน่าย OTOP ปี 2568", "“2568”", id="a year behind a Latin word"),
        pytest.param("ผลิตภัณฑ์ OTOP 5 ดาว จำนวนมาก", "“5”", id="counted behind a Latin word"),
        pytest.param("จำนวน 1,250.50 บาท", "“1,250.50”", id="one number with its separators"),
    ],
)
def test_arabic_numbers_in_a_thai_letter(text: str, numbers: str) -> None:
    """Arabic numbers in a letter of Thai digits are named, those of a paragraph together."""
    assert [f"ใช้เลขอารบิก {numbers} ในหนังสือที่ใช้เลขไทย"] == told(text, "mixed-digits")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ผ่านระบบ https://logi.cdd.go.th/otop/2568?id=9 ทุกเดือน", id="link"),
        pytest.param("ส่งทาง saraban_56@cdd.go.th ภายใน ๓ วัน", id="e-mail address"),
        pytest.param("ดูที่ cdd56.go.th ทุกวัน", id="domain"),
        pytest.param("มาตรการป้องกัน Covid-19 และ Web 2.0 ของหน่วยงาน", id="Latin name"),
        pytest.param("ประชุมทาง Zoom ID 812 3456 7890 เวลา ๑๐.๐๐ น.", id="groups of a name"),
        pytest.param("ติดตั้ง Windows 11 และรับรอง ISO 9001 แล้ว", id="number of a Latin name"),
        pytest.param("ได้รับการรับรอง ISO 9001:2015 แล้ว", id="year of a standard"),
        pytest.param("ช่วงโควิด-19 ตามแบบ พด.1 พิกัด 19.1234, 99.5678", id="names and places"),
        pytest.param("ผลิตภัณฑ์ OTOP ๕ ดาว ปี ๒๕๖๘ ๑,๒๕๐.๕๐ บาท", id="Thai digits"),
    ],
)
def test_foreign_words_keep_their_digits(text: str) -> None:
    """Links, addresses and Latin names keep Arabic digits; Thai ones are right."""
    assert [] == told(text, "mixed-digits")


def test_one_number_of_both() -> None:
    """A number of both kinds of digits is wrong in any letter."""
    assert ["ตัวเลขปนกันสองแบบ “๒5”"] == told("จำนวน ๒5 ราย", "mixed-digits")


def test_thai_numbers_in_an_arabic_letter() -> None:
    """In a letter of Arabic digits a Thai number is the odd one."""
    text = to_arabic_digits(letter_text("ให้ครบทุกราย")).replace("17 มีนาคม", "๑๗ มีนาคม")
    assert ["ใช้เลขไทย “๑๗” ในหนังสือที่ใช้เลขอารบิก"] == [
        each.message for each in findings_in(text, "mixed-digits")
    ]


def test_the_date_says_which_digits_are_the_letters_own() -> None:
    """A letter with its number and date in Thai digits is Thai, whatever its lists have more of."""
    text = letter_text("เสนอ 1 ชุด 2 แผ่น 3 เล่ม 4 ฉบับ 5 ราย 6 แห่ง 7 กลุ่ม 8 คน 9 อำเภอ 10 ตำบล")
    (found,) = findings_in(text, "mixed-digits")
    assert found.message.endswith("ในหนังสือที่ใช้เลขไทย")
    assert found.hint.startswith("พิมพ์เป็นเลขไทย")


def test_a_letter_of_arabic_digits() -> None:
    """A letter of Arabic digits throughout is consistent: a note, no warning."""
    text = to_arabic_digits(letter_text("ให้ครบ ๑๕ ราย"))
    assert [] == findings_in(text, "mixed-digits")
    assert [Level.NOTE] == [each.level for each in findings_in(text, "arabic-digits")]


def test_annexes_may_have_arabic_digits() -> None:
    """Tables of figures behind the letter are in Arabic digits, and nothing is said."""
    table = "ข้อมูล ณ วันที่ 10 มีนาคม 2568\nที่\tอำเภอ\tยอด\n1\tจุน\t1,200\n2\tปง\t1,300"
    text = f"{letter_text('ให้ครบทุกราย')}\n\f\nสิ่งที่ส่งมาด้วย\nรายงานยอดจำหน่าย ปี 2568\n{table}"
    assert [] == findings_in(text, "mixed-digits")


def test_digits_are_judged_by_what_is_seen() -> None:
    """Arabic digits in a font that draws them as Thai ones look Thai; the font is named once."""
    text = to_arabic_digits(letter_text("ให้ครบ ๑๕ ราย"))
    codes = [each.code for each in found_in_fonts(text, "TH SarabunIT๙")]
    assert 1 == codes.count("thai-digit-font")
    assert not {"mixed-digits", "arabic-digits"} & set(codes)


def test_a_list_that_word_numbers_is_told_once() -> None:
    """Arabic numbers of a list cannot be typed over: one finding, with where to set them."""

    def number(paragraphs: list[Docx]) -> None:
        for paragraph in paragraphs[6:8]:
            paragraph.style = "List Number"

    told_of = found_in_changed(letter_text("ให้ครบ\nให้ถูกต้อง"), number)
    (found,) = (each for each in told_of if each.code == "mixed-digits")
    assert "“1.” (2 ข้อ)" in found.message
    assert "กำหนดรูปแบบตัวเลขใหม่" in found.hint


def test_labels_are_drawn_as_their_text() -> None:
    """The number that Word adds to an item looks like the digits behind it."""
    span = Span(start=2, end=8, font="TH SarabunIT๙", digits_font="TH SarabunIT๙")
    item = Paragraph(place="ย่อหน้าที่ 1", text="1.ครบ 15", label="1.", spans=(span,))
    assert "๑.ครบ ๑๕" == seen_text(item)
    plain = replace(item, spans=(replace(span, digits_font="TH SarabunPSK"),))
    assert "1.ครบ 15" == seen_text(plain)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(min_value=0, max_value=10**7), min_size=1, max_size=5))
def test_numbers_are_found_whole(values: list[int]) -> None:
    """Each number is found once and whole, with the digits it is written in."""
    arabic = [f"{value:,}" for value in values]
    assert tuple(arabic) == styled_numbers(" บาท และ ".join(arabic))
    assert tuple(map(to_thai_digits, arabic)) == styled_numbers(
        to_thai_digits(" บาท ".join(arabic))
    )
