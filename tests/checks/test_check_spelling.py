"""Spelling: what is one look-alike letter away from a word; silence on everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from letters_to_check import OFFICE
from support import ROOT, TEMPLATES
from text_letters import letter_text, told
from written_letters import findings_in

from circulars.checks.spelling import misspellings
from circulars.data.districts import districts
from circulars.data.provinces import provinces
from circulars.data.thai_words import alike, common_words

if TYPE_CHECKING:
    from pathlib import Path

PROSE = [*sorted((ROOT / "docs").glob("*.md")), *sorted(TEMPLATES.glob("*/expected.txt"))]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        pytest.param("สรุบบัญชียอดจำหน่ายสินค้า", "สรุบ", "สรุป", id="printed, Chachoengsao"),
        pytest.param("จัดทำสรุบผลการดำเนินงาน", "สรุบ", "สรุป", id="in the middle"),
        pytest.param("การจัดระดับ การกิจสำคัญ", "การกิจ", "ภารกิจ", id="printed, Chiang Rai"),
        pytest.param("ศาลากลางจังหวัดเขียงราย", "เขียงราย", "เชียงราย", id="province"),
        pytest.param("ให้ตรวจสอบรายงามทุกเดือน", "รายงาม", "รายงาน", id="two words from one"),
        pytest.param("การควบคุนคุณภาพ", "ควบคุน", "ควบคุม", id="no word"),
        pytest.param("ประชาสมัพันธ์โครงการ", "ประชาสมัพันธ์", "ประชาสัมพันธ์", id="letters swapped"),
        pytest.param("ตามงบประมษณที่ได้รับ", "งบประมษณ", "งบประมาณ", id="another key"),
        pytest.param("จัดทำผลิตภัณฑชุมชน", "ผลิตภัณฑ", "ผลิตภัณฑ์", id="sign left out"),
    ],
)
def test_misspelt(text: str, wrong: str, right: str) -> None:
    """The misspelt word is quoted with the word it stands for."""
    assert [(wrong, right)] == [(each.written, each.right) for each in misspellings(text)]
    (said,) = told(text, "spelling")
    assert said.startswith(f"“{wrong}” น่าจะเป็น “{right}”")


@pytest.mark.parametrize(
    "text",
    [
        "ดำเนินการกิจกรรมและการกิจการของรัฐ",
        "ขอให้นายปณณธร ล้ามแขก และนางสาวกุซาง เขียงราย เข้าร่วม",
        "อำเภอเทิง อำเภอแม่สรวย อำเภอขาณุวรลักษบุรี จังหวัดประจวบคีรีขันธ์",
        "ลงทะเบียนผู้ผลิต ผู้ประกอบการ เพื่อยกระดับเศรษฐกิจฐานราก",
        "ณ อาคารรัฐประศาสนภักดี ถนนแจ้งวัฒนะ แขวงทุ่งสองห้อง",
    ],
)
def test_right_words(text: str) -> None:
    """Words beside one another, names of people and of places are right."""
    assert [] == told(text, "spelling")


@pytest.mark.parametrize("path", PROSE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_silent_on_prose(path: Path) -> None:
    """In the guides and in the approved letters nothing is misspelt."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told_here = {"สรุบ", "เขียงราย", "เขียงแสน", "กุซาง", "การกิจ"}  # examples in the guide to findings
    found = [each.written for line in lines for each in misspellings(line)]
    assert set() == set(found) - told_here


def test_the_office_has_words_of_its_own() -> None:
    """Words of the office are right."""
    office = replace(OFFICE, words=frozenset({"สรุบ"}))
    assert [] == told("สรุบบัญชียอดจำหน่าย", "spelling", office=office)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "ผู้ประกอบการ OTOF และสินค้า OTOP ในงาน OTOP",
            ["“OTOF” (1 แห่ง) น่าจะเป็น “OTOP” ซึ่งใช้ 2 แห่ง"],
            id="rare beside usual",
        ),
        pytest.param("ผู้ประกอบการ OTOF และ OTOP", [], id="none is usual"),
        pytest.param("OTOP OTOP Shop Show Roadmap", [], id="other words"),
        pytest.param("form form และ https://a.th/from", [], id="links are no text"),
    ],
)
def test_latin_words(text: str, expected: list[str]) -> None:
    """A Latin word one letter away from one used more often may be a slip."""
    assert expected == told(text, "spelling")


PHAYAO = ["เมืองพะเยา", "จุน", "เชียงคำ", "เชียงม่วน", "ดอกคำใต้", "ปง", "แม่ใจ", "ภูซาง", "ภูกามยาว"]


@pytest.mark.parametrize(
    ("index", "name", "right"),
    [
        (7, "กุซาง", "ภูซาง"),  # as printed in a letter of Phayao, 2564
        (2, "เขียงคำ", "เชียงคำ"),
        (2, "อำเภอเขียงคำ", "เชียงคำ"),
    ],
)
def test_districts_of_a_table(index: int, name: str, right: str) -> None:
    """In a column of districts, a name that the province has not is told with the nearest one."""
    names = [*PHAYAO]
    names[index] = name
    table = [["ที่", "อำเภอ", "ยอด"], *([str(n), each, "๕"] for n, each in enumerate(names))]
    found = findings_in(letter_text("ให้ครบ\n[table]"), "spelling", tables=[table])
    assert f"ตารางที่ 1 แถวที่ {index + 2} ช่องที่ 2" == found[0].where
    bare = name.removeprefix("อำเภอ")
    assert f"จังหวัดพะเยาไม่มีอำเภอ “{bare}” น่าจะเป็น “{right}”" in [each.message for each in found]


def test_tables_of_districts_and_others() -> None:
    """Right names, total rows and other columns are left alone."""
    rows = [[str(n), each, "จุก"] for n, each in enumerate(PHAYAO)]
    table = [["ที่", "อำเภอ", "หมายเหตุ"], *rows, ["", "รวม", ""]]
    assert [] == findings_in(letter_text("ให้ครบ\n[table]"), "spelling", tables=[table])


def test_districts_are_complete() -> None:
    """There are 878 districts in 76 provinces: all but Bangkok, whose districts are เขต."""
    assert 878 == sum(len(each) for each in districts().values())
    named = {each.name for each in provinces()}
    assert named - {"กรุงเทพมหานคร"} == districts().keys()


def test_letters_look_alike_both_ways() -> None:
    """A letter that looks like another is looked like by it; common words have the offices' own."""
    assert all(letter in alike()[other] for letter, others in alike().items() for other in others)
    assert {"ภารกิจ", "ตัวชี้วัด", "เชียงราย"} <= common_words("short")
