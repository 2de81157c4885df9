"""The form's words: what is wrong with an answer, and what to type instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from circulars.compose.form import fill_form
from circulars.model.errors import FormError
from circulars.model.findings import Level
from circulars.model.letter_type import FieldKind, FieldSpec
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from circulars.model.findings import Finding


def field(name: str, kind: FieldKind, **options: Any) -> FieldSpec:
    """Return a field whose label is its name."""
    return FieldSpec(name=name, label=name, kind=kind, **options)


def fault(spec: FieldSpec, answer: str | None, names: dict[str, Any] | None = None) -> Finding:
    """Return the one finding of a form with one field; without an answer it is derived."""
    given = {} if answer is None else {spec.name: answer}
    with pytest.raises(FormError) as caught:
        fill_form({spec.name: spec}, given, names or {})
    (finding,) = caught.value.findings
    return finding


MONTH = field("เดือนรายงาน", FieldKind.MONTH)
YEAR = field("ปีงบประมาณ", FieldKind.INTEGER, value="เดือนรายงาน | ปีงบประมาณ")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [("-5", "น้อยเกินไป ช่องนี้ต้องไม่น้อยกว่า 0"), ("9" * 5000, "ยาวเกิน 15 หลัก")],
)
def test_numbers_out_of_range(answer: str, reason: str) -> None:
    """A whole number out of range is said to be so, and not to be none."""
    quoted = f"{answer[:80]}…" if len(answer) > 80 else answer
    assert f"“{quoted}” {reason}" == fault(field("ช่อง", FieldKind.INTEGER), answer).message


def test_the_register_begins_at_one() -> None:
    """No letter has the number 0."""
    finding = fault(field("เลขที่", FieldKind.INTEGER), "๐")
    assert "“๐” น้อยเกินไป ช่องนี้ต้องไม่น้อยกว่า 1" == finding.message


@pytest.mark.parametrize("answer", ["abc", "เดือนหน้า"])
def test_months_are_spoken_of_as_months(answer: str) -> None:
    """What is said of a month speaks of a month, with a month as the example."""
    finding = fault(field("ช่อง", FieldKind.MONTH), answer)
    assert (f"“{answer}” อ่านเป็นเดือนและปีไม่ได้", "กรอกเช่น มีนาคม 2568") == (
        finding.message,
        finding.hint,
    )
    (note,) = fill_form({"ช่อง": field("ช่อง", FieldKind.MONTH)}, {"ช่อง": "11/3/2025"}, {})[1]
    assert note.message.startswith("“11/3/2025” ถือเป็นเดือนมีนาคม 2568: ")
    assert note.hint.startswith("ถ้าหมายถึงเดือนอื่น")


def test_an_empty_answer_to_a_derived_field() -> None:
    """Who empties a field that is computed is told to leave it out."""
    finding = fault(field("เรื่อง", FieldKind.TEXT, value='"ก"'), "")
    assert "field-missing" == finding.code
    assert finding.hint.endswith("หรือไม่ต้องใส่ --set 'เรื่อง=' เลย เพื่อให้คำนวณให้เอง")


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("2568", []),
        ("๒๕๖๘", []),
        ("2025", ["fiscal-year-mismatch"]),
        ("2567", ["fiscal-year-mismatch"]),
    ],
)
def test_a_year_that_differs_from_its_month(answer: str, expected: list[str]) -> None:
    """A year given that is not the one computed, such as one of the Christian era, is told."""
    fields = {each.name: each for each in (MONTH, YEAR)}
    values, found = fill_form(fields, {"เดือนรายงาน": "มีนาคม 2568", "ปีงบประมาณ": answer}, {})
    assert expected == [each.code for each in found]
    assert all("2568" in each.message and each.level is Level.WARN for each in found)
    assert int(answer) == values["ปีงบประมาณ"]


def test_other_numbers_may_differ() -> None:
    """A number given for one that is computed and no year is the secretary's own affair."""
    fields = {"จำนวน": field("จำนวน", FieldKind.INTEGER, value="9")}
    assert ({"จำนวน": 8}, ()) == fill_form(fields, {"จำนวน": "8"}, {})


def test_a_table_without_any_data() -> None:
    """Where no month has data, that is the reason given, and no name of a formula."""
    names = {"ยอด": {"เดือน": [YearMonth(2025, 3)], "เดือนที่มีข้อมูล": []}}
    month = field("เดือนรายงาน", FieldKind.MONTH, value="ยอด.เดือนถัดไป")
    finding = fault(month, None, names)
    assert "หาค่าของ “เดือนรายงาน” เองไม่ได้: ตารางยังไม่มีเดือนที่มีข้อมูล" == finding.message
