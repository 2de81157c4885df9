"""The attachment list is derived from what is attached; texts cite it by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from support import EXAMPLES, FORM

from circulars.compose import Sheets, compose, with_annex_pages
from circulars.expressions import make_sandbox
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.errors import LetterTypeError
from circulars.model.letter_type import AnnexSpec, DigitPolicy
from circulars.office_profile import load_office
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from circulars.model.letter import Letter

TYPE = load_letter_type(find_letter_type("otop_monthly_sales"))
OFFICE = load_office(EXAMPLES / "phayao.toml")
TABLE = AnnexSpec(name="ตาราง", title="ตารางยอด", dataset="ยอดจำหน่าย")
APART = AnnexSpec(name="คู่มือ", title="คู่มือปี {{ ปีงบประมาณ }}", unit="เล่ม", copies=2)
WRITTEN = AnnexSpec(name="เกณฑ์", title="เกณฑ์", pages=True, copies=None, unit="แผ่น")


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    """Return what the example workbook gives."""
    workbook = read_workbook(EXAMPLES / "phayao-otop-2568.xlsx")
    datasets = {name: bind(workbook, spec)[0] for name, spec in TYPE.datasets.items()}
    return Sheets(datasets=datasets, forms={})


def letter_with(sheets: Sheets, *annexes: AnnexSpec, **values: str) -> Letter:
    """Return the example letter with these attachments."""
    return compose(replace(TYPE, annexes=annexes), OFFICE, sheets, {**FORM, **values})


def lines(letter: Letter) -> list[str]:
    """Return the attachment list as it is printed."""
    listed = letter.context["สิ่งที่ส่งมาด้วย"]
    return [f"{each['รายการ']} จำนวน {each['จำนวน']} {each['หน่วย']}" for each in listed]


def printed(letter: Letter, text: str) -> Any:
    """Return `text` as a template prints it in the letter."""
    return make_sandbox().from_string(text).render(letter.context)


def test_list_and_labels_agree(sheets: Sheets) -> None:
    """Papers attached apart are listed and numbered, and have no annex behind the letter."""
    letter = letter_with(sheets, APART, TABLE, WRITTEN)
    listed = ["1. คู่มือปี 2568 จำนวน 2 เล่ม", "2. ตารางยอด จำนวน 1 ฉบับ", "3. เกณฑ์ จำนวน 1 แผ่น"]
    assert listed == lines(letter)
    assert ["สิ่งที่ส่งมาด้วย ๒", "สิ่งที่ส่งมาด้วย ๓"] == [annex.label for annex in letter.annexes]
    assert [0, 1] == [annex.section for annex in letter.annexes]


def test_removing_one_renumbers_all(sheets: Sheets) -> None:
    """An attachment whose condition is false leaves the list, and the others are renumbered."""
    absent = replace(APART, when='ชั้นความเร็ว == "ด่วน"')
    letter = letter_with(sheets, absent, TABLE, WRITTEN)
    assert ["1. ตารางยอด จำนวน 1 ฉบับ", "2. เกณฑ์ จำนวน 1 แผ่น"] == lines(letter)
    assert "ตามสิ่งที่ส่งมาด้วย 2" == printed(letter, 'ตาม{{ "เกณฑ์" | อ้างแนบ }}')
    there = letter_with(sheets, absent, TABLE, WRITTEN, ชั้นความเร็ว="ด่วน")
    assert "ตามสิ่งที่ส่งมาด้วย 3" == printed(there, 'ตาม{{ "เกณฑ์" | อ้างแนบ }}')
    only = letter_with(sheets, absent, TABLE)
    assert ["ตารางยอด จำนวน 1 ฉบับ"] == lines(only)
    assert "ตามสิ่งที่ส่งมาด้วย" == printed(only, 'ตาม{{ "ตาราง" | อ้างแนบ }}')


def test_several_are_cited_together(sheets: Sheets) -> None:
    """Several attachments are cited as in a letter: สิ่งที่ส่งมาด้วย 1 และ 2, or 1 2 และ 3."""
    letter = letter_with(sheets, APART, TABLE, WRITTEN)
    two = '{{ ["คู่มือ", "ตาราง"] | อ้างแนบ }}'
    assert "สิ่งที่ส่งมาด้วย 1 และ 2" == printed(letter, two)
    three = '{{ ["คู่มือ", "ตาราง", "เกณฑ์"] | cite_attachment }}'
    assert "สิ่งที่ส่งมาด้วย 1 2 และ 3" == printed(letter, three)
    assert "True False" == printed(letter, '{{ "คู่มือ" | มีแนบ }} {{ "อื่น" | มีแนบ }}')


def test_citing_what_is_not_attached(sheets: Sheets) -> None:
    """A citation of what is not attached says so, with the names there are."""
    letter = letter_with(sheets, TABLE, APART)
    with pytest.raises(ValueError, match="ไม่มีสิ่งที่ส่งมาด้วยชื่อ “ผัง” ที่มีคือ ตาราง, คู่มือ"):
        printed(letter, '{{ "ผัง" | อ้างแนบ }}')


def test_pages_are_counted_when_known(sheets: Sheets) -> None:
    """Where the list tells the pages of an annex, they come from its layout."""
    letter = letter_with(sheets, TABLE, APART, WRITTEN)
    counted = with_annex_pages(letter, [4, 3])
    listed = ["1. ตารางยอด จำนวน 1 ฉบับ", "2. คู่มือปี 2568 จำนวน 2 เล่ม", "3. เกณฑ์ จำนวน 3 แผ่น"]
    assert listed == lines(counted)
    assert lines(letter) == lines(with_annex_pages(letter, [4, 1]))


def test_digits_of_one_annex(sheets: Sheets) -> None:
    """An annex may have digits of its own; its label has those of the letter that cites it."""
    thai = replace(TABLE, digits=DigitPolicy.THAI, notes=("ปี {{ ปีงบประมาณ }}",))
    first, second = letter_with(sheets, thai, TABLE).annexes
    assert ("สิ่งที่ส่งมาด้วย ๑", "สิ่งที่ส่งมาด้วย ๒") == (first.label, second.label)
    assert "ปี ๒๕๖๘" == first.notes[-1]


def test_text_that_cannot_be_printed(sheets: Sheets) -> None:
    """A text with a name that has no value is told with its reason."""
    for title in ("{{ ไม่มีชื่อนี้ }}", "ปี {{ ปีงบประมาณ ", "{% if ก %}ข{% endif %}", "ก }}"):
        with pytest.raises(LetterTypeError) as caught:
            letter_with(sheets, replace(APART, title=title))
        assert ["attachment-underivable"] == [finding.code for finding in caught.value.findings]
