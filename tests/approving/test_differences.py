"""Readable differences: which lines changed, and what in them."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.approving import Changed, passages

TEXTS = st.lists(st.sampled_from(["ก", "ข", "วันที่ ๑ มีนาคม", "วันที่ ๒ มีนาคม", ""])).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)
PARTS = ("จังหวัด", "พะเยา", "ที่", "กำหนด", "ส่ง", "๑๒", "ภายใน", "วันที่", "น้ำ", "ผู้")
WORDS = st.lists(st.sampled_from(PARTS))


def marked(old: str, new: str) -> list[str]:
    """Return the lines of the difference, what changed in them in brackets."""
    return [
        line.mark + "".join(f"[{p.text}]" if p.is_changed else p.text for p in line.pieces)
        for passage in passages(old, new)
        for line in passage
    ]


def lines(old: str, new: str) -> list[Changed]:
    """Return all lines of the difference."""
    return [line for passage in passages(old, new) for line in passage]


def test_nothing_changed() -> None:
    """The same text has no difference, be its last line ended or not."""
    assert () == passages("ก\nข\n", "ก\nข")


def test_a_changed_word() -> None:
    """In a line that was changed, the words that differ are marked on both sides."""
    assert ["-ภายในวัน[ศุกร์]ที่ ๓ มีนาคม", "+ภายในวัน[จันทร์]ที่ ๓ มีนาคม"] == marked(
        "ภายในวันศุกร์ที่ ๓ มีนาคม\n", "ภายในวันจันทร์ที่ ๓ มีนาคม\n"
    )


def test_a_word_put_in() -> None:
    """Where a word was put in, the place is marked in the old line too."""
    assert ["-แจ้ง[]ผู้ผลิตและผู้ประกอบการ", "+แจ้ง[กลุ่ม]ผู้ผลิตและผู้ประกอบการ"] == marked(
        "แจ้งผู้ผลิตและผู้ประกอบการ\n", "แจ้งกลุ่มผู้ผลิตและผู้ประกอบการ\n"
    )


def test_words_in_a_row_are_one_change() -> None:
    """The space between two changed words belongs to the change."""
    assert ["-ส่งภายใน [๒๘ มีนาคม] ๒๕๖๘ นี้", "+ส่งภายใน [๑๕ เมษายน] ๒๕๖๘ นี้"] == marked(
        "ส่งภายใน ๒๘ มีนาคม ๒๕๖๘ นี้\n", "ส่งภายใน ๑๕ เมษายน ๒๕๖๘ นี้\n"
    )


def test_another_line_is_no_changed_line() -> None:
    """Lines that have little in common stand whole, gone and new."""
    assert ["-ขอแสดงความนับถือ", "+เรียน นายอำเภอจุน"] == marked(
        "ขอแสดงความนับถือ\n", "เรียน นายอำเภอจุน\n"
    )


def test_a_line_put_in() -> None:
    """A new line stands between the two lines before and after it, with its number."""
    found = lines("ก\nข\nค\nง\nจ\n", "ก\nข\nค\nใหม่\nง\nจ\n")
    assert [(" ", 2), (" ", 3), ("+", 4), (" ", 5), (" ", 6)] == [(x.mark, x.number) for x in found]


def test_a_changed_line_beside_a_new_one() -> None:
    """A line put in before a changed one does not hide what changed in it."""
    assert ["+๑. หนังสือเชิญ", "-จำนวน [๑] ฉบับ ตามที่แนบ", "+จำนวน [๒] ฉบับ ตามที่แนบ"] == marked(
        "จำนวน ๑ ฉบับ ตามที่แนบ\n", "๑. หนังสือเชิญ\nจำนวน ๒ ฉบับ ตามที่แนบ\n"
    )


def test_a_monstrous_line() -> None:
    """A line of many thousand words is shown as gone and new, without a search in it."""
    old = "จังหวัด " * 3_000
    assert [f"-{old}", f"+{old}พะเยา"] == marked(f"{old}\n", f"{old}พะเยา\n")


def test_far_apart() -> None:
    """Changes far apart are passages of their own."""
    old = "".join(f"บรรทัด {n}\n" for n in range(20))
    assert 2 == len(passages(old, old.replace(" 3\n", " x\n").replace(" 15\n", " y\n")))


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_the_difference_tells_all(old: str, new: str) -> None:
    """What is gone and new, with what is left out as kept, turns the old text into the new."""
    found = lines(old, new)
    gone = {line.number: line.text for line in found if line.mark == "-"}
    come = {line.number: line.text for line in found if line.mark == "+"}
    before, after = old.splitlines(), new.splitlines()
    assert all(before[number - 1] == text for number, text in gone.items())
    assert all(after[number - 1] == text for number, text in come.items())
    left = [text for number, text in enumerate(before, 1) if number not in gone]
    assert left == [text for number, text in enumerate(after, 1) if number not in come]


@settings(deadline=None, max_examples=60)
@given(WORDS, WORDS)
def test_no_letter_is_cut_from_its_vowel(old: list[str], new: list[str]) -> None:
    """No piece of a line starts with a mark that stands above or below the letter before it."""
    for line in lines("".join(old) + "ท้าย\n", "".join(new) + "ท้าย\n"):
        for piece in line.pieces:
            assert not unicodedata.category(piece.text[:1] or " ").startswith("M")
