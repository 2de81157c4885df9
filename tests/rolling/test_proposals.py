"""The whole proposal: every letter type's form rolled through the year can be filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES

from circulars.compose import form_fields
from circulars.compose.answers import read_answer
from circulars.letter_types import letter_type_folders, load_letter_type
from circulars.model.letter_type import FieldKind
from circulars.office_profile import load_office
from circulars.rolling import next_shift, roll_form
from circulars.rolling.previous import Previous
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from pathlib import Path

OFFICE = load_office(EXAMPLES / "phayao.toml")
TYPES = [folder for folder in letter_type_folders() if load_letter_type(folder).example]


def previous(answers: dict[str, str]) -> Previous:
    """Return a run whose form had `answers`."""
    return Previous(letter_type="", answers=answers, is_whole=True, letters=(), profiles=())


@pytest.mark.parametrize("folder", TYPES, ids=lambda folder: folder.name)
def test_every_type_rolls_through_the_year(folder: Path) -> None:
    """Each answer proposed for the next twelve months is one that its field takes."""
    kind = load_letter_type(folder)
    fields = form_fields(kind, OFFICE)
    answers = dict(kind.example)
    month = None
    for _ in range(12):
        run = previous(answers)
        shift = next_shift(fields, run, None, OFFICE)
        assert month in {None, shift.origin}
        month = shift.target
        answers = roll_form(fields, run, shift, None).answers
        for name, answer in answers.items():
            read_answer(fields[name], answer)
    assert "เลขที่" not in answers or answers["เลขที่"] == ""


def test_the_month_is_that_of_the_month_field() -> None:
    """A letter dated in March about February counts from February."""
    kind = load_letter_type(next(f for f in TYPES if f.name == "otop_monthly_sales"))
    fields = form_fields(kind, OFFICE)
    run = previous({"วันที่": "2025-03-11", "เดือนรายงาน": "กุมภาพันธ์ 2568"})
    shift = next_shift(fields, run, YearMonth(2025, 4), OFFICE)
    assert (YearMonth(2025, 2), 2) == (shift.origin, shift.months)
    rolled = roll_form(fields, run, shift, None)
    assert {"วันที่": "2025-05-13", "เดือนรายงาน": "เมษายน 2568"} == rolled.answers


def test_fields_come_in_the_order_of_the_form() -> None:
    """The proposal follows the form; fields that are not understood stay without a change."""
    kind = load_letter_type(next(f for f in TYPES if f.name == "otop_monthly_sales"))
    fields = form_fields(kind, OFFICE)
    given = {"ผู้ลงนาม": "พัฒนาการจังหวัด", "เรียน": "นายอำเภอจุน", "วันที่": "2025-03-11"}
    rolled = roll_form(
        fields, previous(given), next_shift(fields, previous(given), None, OFFICE), None
    )
    assert ["วันที่", "เรียน", "ผู้ลงนาม"] == [each.name for each in rolled.proposals]
    assert ["วันที่"] == [each.name for each in rolled.proposals if each.changes]


def test_texts_of_fields_are_rolled() -> None:
    """Subjects and bodies move with the rest of the form."""
    folder = next(f for f in letter_type_folders() if f.name == "external_letter")
    fields = form_fields(load_letter_type(folder), OFFICE)
    given = {"วันที่": "2025-03-11", "ข้อความ": "ประจำเดือนมีนาคม ๒๕๖๘\nภายในวันที่ ๑๗ มีนาคม ๒๕๖๘"}
    rolled = roll_form(
        fields, previous(given), next_shift(fields, previous(given), None, OFFICE), None
    )
    assert "ประจำเดือนเมษายน ๒๕๖๘\nภายในวันที่ ๑๗ เมษายน ๒๕๖๘" == rolled.answers["ข้อความ"]
    assert FieldKind.LINES is fields["ข้อความ"].kind
