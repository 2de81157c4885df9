"""Facts told twice in a letter agree: sums in words, times of the day, items, cited letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_letters import letter_text, told
from written_letters import findings_in

from circulars.checks.amounts import _differing
from thai_numerals import spell_baht, to_thai_digits

if TYPE_CHECKING:
    from decimal import Decimal


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("งบประมาณ ๒๐,๐๐๐ บาท (สองหมื่นห้าพันบาทถ้วน)", "สองหมื่นบาทถ้วน"),
        ("จำนวน ๒๐,๐๐๐.- บาท (สองหมื่นห้าพันบาทถ้วน)", "สองหมื่นบาทถ้วน"),
        (
            "๑๒,๓๔๕.๕๐ บาท (หนึ่งหมื่นสองพันสามร้อยห้าสิบสี่บาทห้าสิบสตางค์)",
            "หนึ่งหมื่นสองพันสามร้อยสี่สิบห้าบาทห้าสิบสตางค์",
        ),
        ("คณะกรรมการ ๕ (หก) คน", "ห้า"),
    ],
)
def test_words_of_another_amount(text: str, right: str) -> None:
    """Words in brackets that say another number are told with the right words."""
    (found,) = findings_in(letter_text(text), "amount-mismatch")
    assert f"ถ้าตัวเลขถูก ตัวอักษรคือ “{right}”" == found.hint


@pytest.mark.parametrize(
    "text",
    [
        "งบประมาณ ๒๐,๐๐๐ บาท (สองหมื่นบาทถ้วน)",
        "๑๒,๓๔๕.๕๐ บาท (หนึ่งหมื่นสองพันสามร้อยสี่สิบห้าบาทห้าสิบสตางค์)",
        "จำนวน ๕ (ห้า) คน และ ๓ แห่ง (แห่งละสองคน)",
        "ประจำปี ๒๕๖๘ (รอบที่หนึ่ง) และไตรมาส ๑ (ตุลาคม)",
    ],
)
def test_words_of_the_same_amount(text: str) -> None:
    """Words of the same number, and words that are no number, are right."""
    assert [] == told(text, "amount-mismatch")


@settings(deadline=None, max_examples=100)
@given(
    st.decimals(0, 10**9, places=2, allow_nan=False),
    st.decimals(0, 10**9, places=2, allow_nan=False),
)
def test_amounts_agree_when_they_are_the_same(figure: Decimal, other: Decimal) -> None:
    """Of any two sums exactly those that differ are told."""
    text = to_thai_digits(f"เงิน {figure:,.2f} บาท ({spell_baht(other)})")
    assert bool(_differing(text)) == (figure != other)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ประชุมเวลา ๑๓.๐๐ - ๑๒.๐๐ น.", "time-reversed"),
        ("ประชุมเวลา ๑๓.๐๐ น. ถึง ๑๒.๓๐ น.", "time-reversed"),
        ("ประชุมเวลา ๒๕.๐๐ น.", "impossible-time"),
        ("ประชุมเวลา ๐๙.๗๕ น.", "impossible-time"),
        ("ประชุมเวลา ๐๙.๐๐ - ๑๒.๖๐ น.", "impossible-time"),
    ],
)
def test_times_that_cannot_be(text: str, code: str) -> None:
    """Hours beyond 24, minutes beyond 59, and spans that end before they begin are told."""
    codes = {each.code for each in findings_in(letter_text(text))}
    assert {code} == codes & {"time-reversed", "impossible-time"}


@pytest.mark.parametrize(
    "text",
    [
        "ประชุมเวลา ๐๙.๐๐ - ๑๖.๓๐ น. และข้อมูล ณ เวลา ๑๓.๕๕ น.",
        "อยู่เวรเวลา ๒๐.๐๐ - ๐๘.๐๐ น. ถึงเวลา ๒๔.๐๐ น.",
        "ราคา ๙๙.๗๕ บาท ร้อยละ ๖๕.๐๐ ของเป้าหมาย",
    ],
)
def test_times_that_can_be(text: str) -> None:
    """Working hours, a night's duty, midnight and figures that are no times are right."""
    codes = {each.code for each in findings_in(letter_text(text))}
    assert not codes & {"time-reversed", "impossible-time"}


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ("๑. ก\n๒. ข\n๔. ค", ["ข้อ ๔ ต่อจากข้อ ๒"]),
        ("๑. ก\n๒. ข\n๒. ค", ["ข้อ ๒ ต่อจากข้อ ๒"]),
        ("๑. ก\n๒. ข\n๓. ค", []),
        ("๑. ก\n๑. ย่อย\n๒. ย่อย\n๓. ย่อย\n๒. ข", []),
        ("๑. ก\n๑.๑ ย่อย\n๑.๒ ย่อย\n๒. ข", []),
        ("๕. ระเบียบวาระที่เลื่อนมา", []),
        ("๑) ก\n๓) ข", []),
    ],
)
def test_items_in_order(items: str, found: list[str]) -> None:
    """A number left out or twice is told; lists in lists and lists of their own are not."""
    lines = items.replace(" ", " ให้รายงานเรื่อง")
    assert found == told(lines, "item-numbering")


CITED = "เรียน นายอำเภอทุกอำเภอ"


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("", "ตามหนังสือที่อ้างถึง จังหวัดได้แจ้งให้ทราบแล้ว", ["หนังสือไม่มีหัวข้ออ้างถึง"]),
        (
            "อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๓๐ ลงวันที่ ๑๔ มกราคม ๒๕๖๘",
            "ตามหนังสือที่อ้างถึง ๒ จังหวัดได้แจ้งให้ทราบแล้ว",
            ["หนังสือมี 1 รายการ"],
        ),
        (
            "อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๓๐ ลงวันที่ ๑๔ มกราคม ๒๕๖๘",
            "ตามหนังสือที่อ้างถึง จังหวัดได้แจ้งให้ทราบแล้ว",
            [],
        ),
        ("", "ตามที่อ้างถึง จังหวัดได้แจ้งให้ทราบแล้ว", ["หนังสือไม่มีหัวข้ออ้างถึง"]),
        ("", "ตามหนังสือที่อ้างถึงข้างต้น จังหวัดได้แจ้งให้ทราบแล้ว", []),
    ],
)
def test_cited_letters_are_named(head: str, text: str, expected: list[str]) -> None:
    """The text refers to letters that the head names, and to no more of them."""
    letter = letter_text(text).replace(CITED, f"{CITED}\n{head}" if head else CITED)
    found = findings_in(letter, "cited-letter-missing")
    assert expected == [each.message.partition("แต่")[2] for each in found]
