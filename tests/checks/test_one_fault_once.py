"""A fault that both the form and the printed letter show is told of once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_makers import typed
from letters_to_check import OFFICE, check
from written_letters import findings_in

from circulars.checks import settled

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = dt.date(2025, 3, 11)


@pytest.mark.parametrize(
    ("form", "parts", "code"),
    [
        (
            {"date": DAY, "deadline": dt.date(2025, 3, 10)},
            {"body": "ส่งภายในวันที่ ๑๐ มีนาคม ๒๕๖๘"},
            "deadline-before-letter",
        ),
        (
            {"date": DAY, "deadline": dt.date(2025, 3, 15)},
            {"body": "ส่งภายในวันที่ ๑๕ มีนาคม ๒๕๖๘"},
            "deadline-nonworking",
        ),
        ({"date": dt.date(2025, 3, 9)}, {"date": "๙ มีนาคม ๒๕๖๘"}, "letter-date-nonworking"),
        (
            {"date": DAY, "cited": dt.date(2025, 3, 12)},
            {"cited": "อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙/ว ๓๙๖ ลงวันที่ ๑๒ มีนาคม ๒๕๖๘"},
            "cited-letter-later",
        ),
        (
            {"office": replace(OFFICE, code="ขร")},
            {"number": "ขร ๐๐๑๙.๒/ว ๑๑๗๕"},
            "reference-code-province",
        ),
        (
            {"office": replace(OFFICE, address=("ถนนพหลโยธิน ขร 56000",))},
            {"address": "ขร ๕๖๐๐๐"},
            "reference-code-province",
        ),
        (
            {"office": replace(OFFICE, address=("ถนนพหลโยธิน พย 57000",))},
            {"address": "พย ๕๗๐๐๐"},
            "postcode-province",
        ),
        (
            {"office": replace(OFFICE, letterhead="ศาลากลางจังหวัดแพร่")},
            {"letterhead": "ศาลากลางจังหวัดแพร่"},
            "province-mismatch",
        ),
    ],
)
def test_form_and_letter_agree(form: dict[str, Any], parts: Mapping[str, str], code: str) -> None:
    """Both rules speak, the form's stays, and the letter's goes."""
    of_form = [each for each in check(**form) if each.code == code]
    of_letter = [each for each in typed(**parts) if each.code == code]
    assert (1, 1) == (len(of_form), len(of_letter))
    assert tuple(of_form) == settled((*of_form, *of_letter), {})


PIECES = (
    "ที่ พย ๐๐๑๙.๒/ว", "๑๑", "มีนาคม", "๒๕๖๘", "พ.ศ.", "ค.ศ.", "0", "9999", "-", "ถึง", "31/13/68",
    "วันศุกร์ที่ ", "31 ธันวาคม ค.ศ. 9999", "มกราคม พ.ศ. 544", "ภายใน", "ทุกวันที่ ", "๓๑", "ของเดือน", "\n",
    "ปีงบประมาณ", "โทร. ๐ ", " ", "เรื่อง ", "ก.พ. ", "ณ วันที่ ", "จังหวัดพะเยา", "หนังสือ", "ประจำเดือน",
    "29", "กุมภาพันธ์", "ศาลากลาง", "0000", "1/1/1", "สิ้นเดือน", "อ้างถึง ",
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_rules_read_any_text(text: str) -> None:
    """Whatever is typed in whatever order, the rules tell what they find and do not fail."""
    for finding in findings_in(f"๑๑ มีนาคม ๒๕๖๘\nเรื่อง {text}\nเรียน นายอำเภอ\n{text}"):
        assert finding.message
        assert finding.hint


@pytest.mark.parametrize("date", ["31 ธันวาคม ค.ศ. 9999", "1 มกราคม พ.ศ. 544", "ธันวาคม ค.ศ. 9999"])
def test_years_that_nobody_means(date: str) -> None:
    """Years thousands of years away are no dates of a letter, and break nothing."""
    text = f"{date}\nเรื่อง ทดสอบ\nเรียน นายอำเภอ\nส่งทุกวันที่ ๓๑ ของเดือน ภายในวันศุกร์ที่ {date} - {date}"
    assert [] == findings_in(text, "weekday-mismatch")
