"""Cited letters (อ้างถึง): typed in parts or as printed, cited by agency, number and date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.compose.cited import read_cited
from thai_numerals import format_date

# As the letter of Chachoengsao cites it, its code mended: ฉช, not นข.
PRINTED = "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช 0019/ว396 ลงวันที่ 23 มกราคม 2567"


@pytest.mark.parametrize(
    "typed",
    [
        "จังหวัดฉะเชิงเทรา | ฉช 0019/ว396 | 23 มกราคม 2567",
        "จังหวัดฉะเชิงเทรา|ที่ ฉช 0019/ว396|ลงวันที่ 23 ม.ค. 67",
        "หนังสือจังหวัดฉะเชิงเทรา | ฉช 0019/ว396 | 2024-01-23",
        "หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช 0019/ว396 ลงวันที่ ๒๓ มกราคม ๒๕๖๗",
    ],
)
def test_one_cited_letter(typed: str) -> None:
    """However it is typed, it is cited in one form and without a number."""
    (letter,) = read_cited(typed)
    assert PRINTED == letter["รายการ"]
    assert (dt.date(2024, 1, 23), "จังหวัดฉะเชิงเทรา") == (letter["วันที่"], letter["หน่วยงาน"])


def test_several_are_numbered() -> None:
    """Several cited letters are numbered from 1 in their order."""
    two = read_cited("กรม ก | กก 1/2 | 1 ม.ค. 2567; กรม ข | ขข 3/4 | 2 ม.ค. 2567\n")
    assert ["1. หนังสือกรม ก", "2. หนังสือกรม ข"] == [each["รายการ"].split(" ที่")[0] for each in two]


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("จังหวัดพะเยา | พย 0019/1", "ต้องมีหน่วยงาน เลขที่ และวันที่"),
        ("จังหวัดพะเยา || 1 ม.ค. 67", "ต้องมีหน่วยงาน เลขที่ และวันที่"),
        ("จังหวัดพะเยา | พย 0019/1 | มกราคม 2567", "วันที่ของหนังสือที่อ้างถึงไม่ครบ"),
        ("จังหวัดพะเยา | พย 0019/1 | วันศุกร์ที่ 25 มกราคม 2568", "ชื่อวันไม่ตรง"),
        ("จังหวัดพะเยา | พย 0019/1 | 3/4/25", "อ่านได้หลายแบบ"),
        ("จังหวัดพะเยา ที่ " + "ก " * 5000, "ยาวเกิน 500 อักษร"),
        ("จังหวัดพะเยา | พย 0019/1 | 31 ก.พ. 67", "วันที่ของหนังสือที่อ้างถึง"),
        ("จังหวัดพะเยา | พย\x01 0019/1 | 1 ม.ค. 67", "อักขระ"),
    ],
)
def test_unreadable_citations(typed: str, reason: str) -> None:
    """A citation that lacks a part, or whose date is none, says what is wrong."""
    with pytest.raises(ValueError, match=reason):
        read_cited(typed)


@settings(deadline=None)
@given(date=st.dates(dt.date(1950, 1, 1), dt.date(2100, 1, 1)), serial=st.integers(1, 99999))
def test_what_is_printed_is_read_again(date: dt.date, serial: int) -> None:
    """A citation as printed gives the same agency, number and date when it is typed again."""
    typed = f"จังหวัดพะเยา | พย 0019.2/ว {serial} | {format_date(date, digits='thai')}"
    (letter,) = read_cited(typed)
    (again,) = read_cited(letter["รายการ"])
    assert letter == again
    assert date == again["วันที่"]
