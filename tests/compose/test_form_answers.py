"""Answers of the sheet แบบกรอก, by name or label, and what of an answer nobody sees."""

from __future__ import annotations

import pytest

from circulars.compose.answers import read_answer
from circulars.compose.form import fill_form, named_answers
from circulars.expressions import Blank
from circulars.model.errors import FormError
from circulars.model.letter_type import FieldKind, FieldSpec
from thai_numerals import YearMonth


def test_answers_of_a_sheet() -> None:
    """A sheet may name fields by label; an empty cell leaves to the pen what may be left to it."""
    fields = {
        "เลขที่": FieldSpec(name="เลขที่", label="เลขทะเบียน", kind=FieldKind.INTEGER, blank=True),
        "เรื่อง": FieldSpec(name="เรื่อง", label="ชื่อเรื่อง", kind=FieldKind.TEXT),
    }
    answers = {"เลขทะเบียน": "", "ชื่อเรื่อง": "", "แบบกรอกหนังสือ": ""}
    assert {"เลขที่": ""} == named_answers(fields, answers)
    assert {"เรื่อง": "ก", "อื่น": "ข"} == named_answers(fields, {"ชื่อเรื่อง": "ก", "อื่น": "ข"})
    swapped = {"เลขที่": "12", "เลขทะเบียน": ""}
    assert {"เลขที่": "12"} == named_answers(fields, swapped)


def test_one_field_answered_twice() -> None:
    """Name and label of one field with two values are told; the same value twice is no fault."""
    fields = {"เรื่อง": FieldSpec(name="เรื่อง", label="ชื่อเรื่อง", kind=FieldKind.TEXT)}
    assert {"เรื่อง": "ก"} == named_answers(fields, {"เรื่อง": "ก", "ชื่อเรื่อง": "ก"})
    with pytest.raises(FormError, match="form-sheet-repeated"):
        named_answers(fields, {"เรื่อง": "ก", "ชื่อเรื่อง": "ข"})


def test_what_nobody_sees_is_no_answer() -> None:
    """Zero-width characters and marks of direction are taken out; nothing else is left of some."""
    subject = FieldSpec(name="เรื่อง", label="เรื่อง", kind=FieldKind.TEXT, required=False)
    assert "ขอเชิญประชุม" == read_answer(subject, "\u200bขอเชิญ\ufeffประชุม\u202e")[0]
    assert not read_answer(subject, "\u00a0\u200b")[0]


def test_a_day_left_to_the_pen_has_its_month() -> None:
    """Where the day alone is left blank, quarter and fiscal year come from its month."""
    derived = {
        "ไตรมาส": (FieldKind.INTEGER, "วันที่ | ไตรมาส"),
        "ปี": (FieldKind.INTEGER, "วันที่ | ปีงบประมาณ"),
        "ก่อน": (FieldKind.MONTH, "วันที่ | เดือนของ | เลื่อนเดือน(-3)"),
    }
    fields = {
        name: FieldSpec(name=name, label=name, kind=kind, value=value)
        for name, (kind, value) in derived.items()
    }
    fields["วันที่"] = FieldSpec(name="วันที่", label="วันที่", kind=FieldKind.DATE, blank=True)
    values, _ = fill_form(fields, {"วันที่": "พฤศจิกายน 2567"}, {})
    assert (1, 2568, YearMonth(2024, 8)) == (values["ไตรมาส"], values["ปี"], values["ก่อน"])
    assert isinstance(values["วันที่"], Blank)
