"""Lines break between words: spaces that do not break, and joined words."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from render_documents import package, paragraph, part, run

from circulars import Template
from circulars.data import JOINER, NO_BREAK_SPACE, plain_text
from circulars.data.line_breaks import compounds, rules_table
from circulars.data.words import words
from circulars.render import keeping
from circulars.render.keeping import LONGEST, LONGEST_IN_CELL, changed_characters
from circulars.render.kept_parts import keep_together

ICU: Final = Path(__file__).with_name("icu_breaks.py")
LONG: Final = "ซึ่งเป็นข้อความต่อท้ายที่ยาวพอให้ย่อหน้านี้มีมากกว่าหนึ่งบรรทัด"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def kept(text: str, longest: int = LONGEST) -> str:
    """Return `text` with _ for a space that does not break and | for a joiner."""
    changes = changed_characters(text, longest)
    made = "".join(changes.get(place, each) for place, each in enumerate(text))
    return made.replace(NO_BREAK_SPACE, "_").replace(JOINER, "|")


def kept_in_letter(text: str) -> str:
    """Return what :func:`kept` makes of `text` in a paragraph of several lines."""
    return kept(f"{text} {LONG}").removesuffix(kept(f" {LONG}"))


RULES: Final = [*rules_table()["space"], *rules_table()["joint"]]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("name", "joint"))
def test_every_rule_keeps_its_example(rule: dict[str, Any]) -> None:
    """The spaces marked in the example of a rule do not break, and no other ones."""
    example: str = rule["example"]
    made = kept_in_letter(plain_text(example.replace("_", " ").replace("|", "")))
    assert example == (made if "|" in example else made.replace("|", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ภายในวันศุกร์ที่ ๑๕ มีนาคม ๒๕๖๗", "ภายในวัน|ศุกร์|ที่_๑๕_มีนาคม_๒๕๖๗"),
        ("ภายในวันศุกร์ที่ 15 มีนาคม 2567", "ภายในวัน|ศุกร์|ที่_15_มีนาคม_2567"),
        ("ที่ พย ๐๐๑๙.๒/ว ๒๐๐", "ที่_พย_๐๐๑๙.๒/|ว_๒๐๐"),
        ("รอบที่ ๑ - ๒ จำนวน ๑ ฉบับ", "รอบที่_๑_- ๒ จำนวน_๑_ฉบับ"),
        ("เวลา ๑๓.๕๕ น. (ภาคบ่าย )", "เวลา_๑๓.๕๕_น. (ภาคบ่าย_)"),
        ("ตามตัวชี้วัดในสิ่งที่ส่งมาด้วย ๒", "ตามตัว|ชี้|วัดในสิ่ง|ที่|ส่ง|มา|ด้วย_๒"),
        ("ให้นายสมชาติ ใจงาม ทราบ", "ให้นา|ย|ส|ม|ชา|ติ_ใจ|งาม ทราบ"),
        ("เรียน นายอำเภอทุกอำเภอ เพื่อทราบ", "เรียน นาย|อำเภอทุกอำเภอ เพื่อทราบ"),
    ],
)
def test_names_and_numbers_stay_together(text: str, expected: str) -> None:
    """Dates, numbers of letters, ranges, times, titles and names are each kept on one line."""
    assert expected == kept_in_letter(text)


@pytest.mark.parametrize(
    "text",
    [
        "ที่  พย",  # two spaces, for their width
        f"หมายเลข{NO_BREAK_SPACE * 16}และ",  # room for the pen
        "Roadmap - version 2 (final ) at https://example.go.th/a b",
        "saraban@example.go.th ตามที่แจ้งไว้ในหนังสือ",
        "ใน พ.ศ.๒๕๖๘ จังหวัดพะเยา และรอบที่",  # a year is no number of provinces
    ],
)
def test_what_is_none_of_this_stays(text: str) -> None:
    """Spaces for width, room for the pen, Latin text and addresses are left as they are."""
    changes = changed_characters(f"{text} {LONG}", LONGEST)
    assert {} == {place: new for place, new in changes.items() if place < len(text)}


def test_what_fits_one_line_is_left_alone() -> None:
    """A paragraph of one line cannot be cut, so nothing invisible is put into it."""
    assert "(นายสมชาติ ใจงาม)" == kept("(นายสมชาติ ใจงาม)")
    assert "ตัวชี้วัด ๑ ฉบับ" == kept("ตัวชี้วัด ๑ ฉบับ", LONGEST_IN_CELL + 4)


def test_stretches_are_not_longer_than_a_line_takes() -> None:
    """Of what would be too long together, the end is let go: the line could not hold it."""
    text = "ที่ ๒๕ มีนาคม ๒๕๖๘ - ๓๐"
    assert "ที่_๒๕ มีนาคม_๒๕๖๘ - ๓๐" == kept(text, 12)
    assert "ที่_๒๕_มีนาคม_๒๕๖๘_- ๓๐" == kept_in_letter(text)


PIECES: Final = st.sampled_from(
    ["ตัวชี้วัด", "สิ่งที่ส่งมาด้วย", "ที่", "๒๕", "12", "มีนาคม", "๒๕๖๘", "พ.ศ.", "ฉบับ", "ๆ", "-", "(", ")",
     "น.", "ณ", "นายสมชาติ", "ใจงาม", "ว", "พย", "๐๐๑๙.๒/", "OTOP", "a@b.go.th", "รายได้", " ", "  ",
     NO_BREAK_SPACE, JOINER, "\n"]
)  # fmt: skip
TEXTS: Final = st.lists(PIECES | st.text("กขเ๑1 .-", max_size=4), max_size=40).map("".join)


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.sampled_from([LONGEST_IN_CELL, LONGEST]))
def test_only_breaks_are_changed(text: str, longest: int) -> None:
    """A character stays, or becomes a no-break space, or has a joiner behind it."""
    for place, new in changed_characters(text, longest).items():
        assert (text[place], new) in {(" ", NO_BREAK_SPACE), (text[place], text[place] + JOINER)}


@settings(deadline=None, max_examples=200)
@given(TEXTS, st.sampled_from([LONGEST_IN_CELL, LONGEST]))
def test_nothing_is_kept_together_beyond_measure(text: str, longest: int) -> None:
    """What is kept on one line, with all that hangs on it, is no longer than is allowed."""
    stretches: list[tuple[int, int]] = []
    for each in keeping._within(keeping._every_kept(text), longest):
        if stretches and each[0] < stretches[-1][1]:
            start, end = stretches.pop()
            stretches.append((start, max(end, each[1])))
        else:
            stretches.append(each[:2])
    assert all(end - start <= longest for start, end in stretches)


@settings(deadline=None, max_examples=100)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_the_document_stays_the_same_but_for_breaks(texts: list[str], in_table: bool) -> None:
    """Tags are untouched, the text reads the same, and doing it again changes nothing."""
    runs = [run(text.replace("\n", "</w:t><w:br/><w:t>"), "<w:b/>") for text in texts]
    body = paragraph(*runs) + paragraph(LONG)
    if in_table:
        body = f"<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>"
    xml = f'<w:body xmlns:w="{W[1:-1]}">{body}</w:body>'
    made = keep_together([xml]).decode()
    before, after = etree.fromstring(xml), etree.fromstring(made)
    assert [each.tag for each in before.iter()] == [each.tag for each in after.iter()]
    for old, new in zip(before.iter(f"{W}t"), after.iter(f"{W}t"), strict=True):
        assert plain_text(old.text or "") == plain_text(new.text or "")
    assert made == keep_together([made]).decode()
    assert made == keep_together(re.split("(?<=>)", xml)).decode()


def test_runs_of_a_paragraph_are_read_as_one_text() -> None:
    """A rule sees over the ends of runs, such as where a value was printed."""
    xml = f"<w:body>{paragraph('จำนวน ', '๑', ' ฉบับ ตัวชี้', f'วัด {LONG}')}</w:body>"
    made = re.findall("<w:t[^>]*>([^<]*)</w:t>", keep_together([xml]).decode())
    assert ["จำนวน_", "๑", "_ฉบับ ตัว|ชี้|"] == [
        each.replace(NO_BREAK_SPACE, "_").replace(JOINER, "|") for each in made[:3]
    ]


def test_tabs_and_other_paragraphs_part_the_text() -> None:
    """What stands before a tab, in another paragraph or in a text box is no part of a text."""
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(f'ๆ {LONG}')}</w:txbxContent></w:pict></w:r>"
    tab = "<w:r><w:t>จำนวน </w:t><w:tab/><w:t>๑</w:t></w:r>"
    xml = "".join([paragraph(f"{LONG} ที่ "), paragraph(f"๑ {LONG}"), paragraph(tab, LONG)])
    xml += paragraph(f"{LONG} ต่าง ", box, f"ๆ {LONG}")
    assert NO_BREAK_SPACE not in keep_together([f"<w:body>{xml}</w:body>"]).decode()


def test_letters_are_kept_and_headers_are_not() -> None:
    """The pass works on what a letter prints, in its body alone."""
    text = f"จำนวน {{{{ จำนวน }}}} ฉบับ {LONG}"
    header = f'<w:hdr xmlns:w="{W[1:-1]}">{paragraph(text)}</w:hdr>'
    reference = '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
    docx = Template(package(paragraph(text) + reference, {"header1": header})).render({"จำนวน": 5})
    assert f"จำนวน{NO_BREAK_SPACE}๕{NO_BREAK_SPACE}ฉบับ" in part(docx, "word/document.xml")
    assert "จำนวน ๕ ฉบับ" in part(docx, "word/header1.xml")
    assert docx == Template(package(paragraph(text) + reference, {"header1": header})).render(
        {"จำนวน": 5}
    )


def cut(texts: list[str]) -> list[list[str]]:
    """Return each of `texts` in the pieces between which ICU may break a line."""
    lines = "".join(f"{text}\n" for text in texts)
    command = ["/usr/bin/python3", str(ICU)]
    answer = subprocess.run(command, input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in answer.stdout.splitlines()]


def test_no_word_of_the_list_is_cut() -> None:
    """With joiners ICU keeps each word whole, and without them it, or PyThaiNLP, cuts there."""
    every = [word for word in compounds() if "|" in word]
    plain = [word.replace("|", "") for word in every]
    joined = cut([word.replace("|", JOINER) for word in (*every, "๐๐๑๙.๒/|ว๒๐๐")])
    assert [] == [pieces for pieces in joined if len(pieces) > 1]
    for word, whole, pieces in zip(every, plain, cut(plain), strict=True):
        places = ends(pieces) | ends(list(words(whole)))
        assert places == ends(word.split("|")), word


def ends(pieces: list[str]) -> set[int]:
    """Return where one piece ends and the next begins."""
    return {len("".join(pieces[:number])) for number in range(1, len(pieces))}


def test_plain_text_is_what_was_typed() -> None:
    """Every character that only says where lines break is taken out; a no-break space is one."""
    assert "ก ขค" == plain_text("ก\u00a0ข\u200b\u200c\u200d\u2060\ufeffค")
