"""Text of a template is gone through once: what is kept together is the same as in one go."""

from __future__ import annotations

import re
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import package, paragraph

from circulars import Template
from circulars.data import JOINER, NO_BREAK_SPACE
from circulars.data.line_breaks import rules_table
from circulars.render.cutting import cuts
from circulars.render.keeping import (
    LONGEST,
    LONGEST_IN_CELL,
    LOOKED_AT,
    applied,
    changed_characters,
    changes,
    shape,
)
from circulars.render.kept_parts import keep_together

BREAK: Final = '</w:t><w:br/><w:t xml:space="preserve">'
TORN: Final = '</w:t></w:r><w:r><w:t xml:space="preserve">'
WORDS: Final = st.sampled_from(
    ["ตัวชี้วัด", "สิ่งที่ส่งมาด้วย", "ที่", "ข้อ", "ปี", "๒๕", "12", "0", "๐", "68", "2568", "มีนาคม", "๒๕๖๘",
     "พ.ศ.", "ฉบับ", "ราย", "ๆ", "-", "(", ")", "น.", "ณ", "ให้นายสมชาติ", "ใจงาม", "ว", "พย",
     "๐๐๑๙.๒/", "5444", "9544", "โทร.", "1,234.00", "OTOP", "รายได้จากการ", NO_BREAK_SPACE, "&amp;"]
)  # fmt: skip
TEXTS: Final = st.lists(WORDS | st.sampled_from([" ", " ", " ", "  ", "9", "."]), max_size=30).map(
    "".join
)
SPACED: Final = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
LENGTHS: Final = st.sampled_from([LONGEST_IN_CELL, LONGEST])


@settings(deadline=None, max_examples=300)
@given(SPACED | TEXTS, LENGTHS)
def test_texts_of_one_shape_are_kept_alike(text: str, longest: int) -> None:
    """To the rules figures are alike but for years and a zero alone."""
    assert changes(text.replace(NO_BREAK_SPACE, " "), longest) == changes(shape(text), longest)
    assert len(text) == len(shape(text))


@settings(deadline=None, max_examples=300)
@given(TEXTS, SPACED, TEXTS, LENGTHS)
def test_nothing_reaches_over_a_cut(before: str, text: str, behind: str, longest: int) -> None:
    """Cut at such a space and kept apart, both parts are what they are in the whole text."""
    whole = shape(before + text + behind)
    for space in cuts(text):
        place = len(before) + space
        left, right = whole[:place], whole[place + 1 :]
        apart = changes(left, longest, "", right.split(" ")[0])
        moved = changes(right, longest, left.split(" ")[-1], "")
        assert changes(whole, longest) == (
            *apart,
            *((place + 1 + offset, is_joined) for offset, is_joined in moved),
        )


PIECES: Final = st.lists(st.tuples(SPACED | TEXTS, st.sampled_from(["", BREAK, TORN])), max_size=7)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, min_size=1, max_size=3), st.sets(st.integers(0, 20)), st.booleans())
def test_pieces_of_a_template_are_kept_as_the_whole(
    lines: list[list[tuple[str, str]]], own: set[int], in_table: bool
) -> None:
    """Whatever the template has ready, the letter is that of the rules alone."""
    start, end = "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"
    pieces = ["<w:tbl><w:tr><w:tc>" if in_table else "<w:body>"]
    for line in lines:
        pieces += [start, *(text + markup for text, markup in line), end]
    ready = {piece for number, piece in enumerate(pieces) if number in own}
    made = keep_together(pieces, ready).decode()
    assert keep_together(["".join(pieces)]).decode() == made
    longest = LONGEST_IN_CELL if in_table else LONGEST
    for line, printed in zip(lines, made.split(end), strict=False):
        text = _as_text("".join(typed + markup for typed, markup in line))
        expected = "".join(applied(text, changed_characters(text, longest)))
        assert expected == _as_text(printed)


def _as_text(xml: str) -> str:
    return re.sub("<[^>]*>", "", xml.replace(BREAK, "\n"))


def test_rules_ask_of_what_stands_before_only_what_hinders() -> None:
    """Cuts rest on this: a rule that looks back over a space does so only not to apply."""
    befores = [rule["before"] for rule in rules_table()["space"]]
    positive = [text for rule in befores for text in re.findall(r"\(\?<=([^)]*)\)", rule)]
    assert [] == [text for text in positive if " " in text or r"\s" in text]
    hindering = [text for rule in befores for text in re.findall(r"\(\?<!([^)]*)\)", rule)]
    assert LOOKED_AT >= max(map(len, hindering))


def test_a_value_is_seen_with_the_text_around_it() -> None:
    """A long paragraph is cut, and still a value stays with what numbers and counts it."""
    text = "จังหวัดได้รวบรวมข้อมูล จัดเก็บได้ตามเป้าหมาย จำนวน {{ x }} ราย ซึ่งเพิ่มขึ้นจากปีก่อน ประมาณ {{ y }} บาท"
    template = Template(package(paragraph(text)))
    for count, money in (("5", "1,375"), ("7", "9,246"), ("1234", "5")):
        docx = template.render({"x": count, "y": money})
        assert docx == Template(package(paragraph(text))).render({"x": count, "y": money})
    pieces = ["<w:p><w:r><w:t>" + text.split("{{ x }}")[0], "๕", " ราย ซึ่ง</w:t></w:r></w:p>"]
    made = keep_together(pieces, {pieces[0], pieces[2]}).decode()
    assert f"จำนวน{NO_BREAK_SPACE}๕{NO_BREAK_SPACE}ราย ซึ่ง" in made
    assert f"เป้า{JOINER}หมาย" in made
