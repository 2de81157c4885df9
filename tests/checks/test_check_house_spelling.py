"""House spelling: frequent mistakes, one form of a word in a letter, the office's own forms."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from letters_to_check import OFFICE
from pythainlp.corpus import thai_orst_words
from text_letters import letter_text, told
from written_letters import findings_in

from circulars.data.house_spelling import form_examples, house_spelling
from circulars.data.thai_words import known_words, word_bounds
from circulars.model.findings import Level


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("ตามตัวชี้วัดของสำนักงาน ก.พ.ร กำหนด", "ก.พ.ร", "ก.พ.ร."),
        ("ภายในอังคารที่ ๒๕ พฤษภาคม ๒๕๖๔", "อังคารที่", "วันอังคารที่"),
        ("ขออนุญาติดำเนินการ", "อนุญาติ", "อนุญาต"),
        ("จากการสังเกตุพบว่าไม่ปรากฎข้อมูล", "สังเกตุ", "สังเกต"),
        ("ตามกฏกระทรวง", "กฏกระทรวง", "กฎกระทรวง"),
        ("ภายในวันพฤหัสที่ ๒๐ มีนาคม ๒๕๖๘", "วันพฤหัส", "วันพฤหัสบดี"),
        ("ติดต่อ โทร.โทรสาร ๐ ๕๔๔๔ ๙๕๔๔", "โทร.โทรสาร", "โทร./โทรสาร"),
        ("ติดต่อ โทร/โทรสาร. ๐ ๕๔๔๔ ๙๕๔๔", "โทร/โทรสาร.", "โทร./โทรสาร"),
        ("เอกสารต่างๆ ทุกฉบับ", "ต่างๆ", "ต่าง ๆ"),
    ],
)
def test_frequent_mistakes(text: str, wrong: str, right: str) -> None:
    """What is often written wrongly is quoted with what is right."""
    assert any(
        each.startswith(f"“{wrong}” ควรเป็น “{right}”") for each in told(text, "house-spelling")
    )


@pytest.mark.parametrize(
    "text",
    [
        "ตามตัวชี้วัดของสำนักงาน ก.พ.ร. และ ป.ป.ช. ปี พ.ศ. ๒๕๖๘ เวลา ๑๓.๕๕ น. (รต.๑)",
        "ภายในวันอังคารที่ ๒๕ และวันเสาร์ที่ ๑ หรืออาทิตย์ที่ ๒ มีนาคม ๒๕๖๘",
        "ขออนุญาตญาติสังเกตสาเหตุ ปรากฏกฎหมาย กบฏ ศีรษะ สร้างสรรค์ สรรค์สร้าง",
        "โทร./โทรสาร ๐ ๕๔๔๔ ๙๕๔๔ โทร. ๐ ๕๔๔๔ ๙๕๔๔ โทรศัพท์ ๒ เครื่อง",
        "วันพฤหัสบดีที่ ๒๐ มีนาคม ๒๕๖๘ เอกสารต่าง ๆ",
        "อ.เมืองพะเยา จ.พะเยา ต.บ้านต๋อม",
    ],
)
def test_right_forms(text: str) -> None:
    """The right forms of the same words are left alone."""
    assert [] == told(text, "house-spelling")


def test_a_note_is_made_once() -> None:
    """A note is made at its first place alone; a warning at each."""
    assert 1 == len(told("เอกสารต่างๆ\nแบบต่างๆ ทุกชุด", "house-spelling"))
    assert 2 == len(told("ขออนุญาติ\nได้อนุญาติ", "house-spelling"))


def test_wrong_words_are_in_no_dictionary() -> None:
    """No wrong word is one of the Royal Institute's Dictionary; each right one is made of words."""
    words = house_spelling().words
    assert set() == words.keys() & thai_orst_words()
    rights = {word.right for word in words.values()}
    unknown = {right for right in rights if not all(known for *_, known in word_bounds(right))}
    assert {"เซ็นชื่อ"} >= unknown
    assert not {word for word in rights if house_spelling().any_word.search(word)}


def test_no_wrong_word_stands_inside_a_right_one() -> None:
    """No word of the dictionary of the Royal Institute is found to be wrong."""
    pattern = house_spelling().any_word
    assert [] == sorted(word for word in thai_orst_words() if pattern.search(word))


@pytest.mark.parametrize(("wrong", "right", "example"), form_examples())
def test_forms_find_their_examples(wrong: str, right: str, example: str) -> None:
    """Each expression finds its example, and not what it makes of it."""
    mended = re.sub(wrong, right, example)
    assert example != mended
    assert None is re.search(wrong, mended) or re.sub(wrong, right, mended) == mended


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        pytest.param("ประจำปี พ.ศ.๒๕๖๘", [Level.WARN], id="both ways"),
        pytest.param("ประจำปี พ.ศ. ๒๕๖๘", [], id="with a space"),
    ],
)
def test_eras(text: str, levels: list[Level]) -> None:
    """A space stands between พ.ศ. and the year."""
    found = findings_in(letter_text(text), "era-spacing")
    assert levels == [each.level for each in found]


def test_eras_all_close() -> None:
    """A letter that leaves the space out everywhere is consistent: a note with the count."""
    text = letter_text("ประจำปี พ.ศ. ๒๕๖๗").replace("พ.ศ. ", "พ.ศ.")
    (found,) = findings_in(text, "era-spacing")
    assert (Level.NOTE, "“พ.ศ.” เขียนติดกับปี 2 แห่ง") == (found.level, found.message)


def test_two_forms_in_one_letter() -> None:
    """Two right forms of one expression in a letter are a note; one of them is none."""
    both = told("ผลงานไตรมาส ๒ ตามไตรมาสที่ ๑", "house-spelling")
    assert ["เขียนสองแบบในฉบับเดียวกัน “ไตรมาส ๒” 1 แห่ง กับ “ไตรมาสที่ ๑” 1 แห่ง"] == both
    assert [] == told("ผลงานไตรมาสที่ ๒ ตามไตรมาสที่ ๑", "house-spelling")


def test_the_office_decides() -> None:
    """The office's own forms are told, and its words are right whatever the list says."""
    office = replace(OFFICE, spelling={"โอทอป": "OTOP"}, words=frozenset({"อนุญาติ"}))
    said = told("ขออนุญาติจำหน่ายโอทอป", "house-spelling", office=office)
    assert ["“โอทอป” สำนักงานเขียนว่า “OTOP”"] == said


def test_known_words_have_the_offices_words() -> None:
    """Places and words of offices are words."""
    assert {"ตัวชี้วัด", "ภูซาง", "เชียงราย"} <= known_words()
