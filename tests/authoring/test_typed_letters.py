"""Letters typed by hand: formatting stays, and what is not understood stays as it is typed."""

from __future__ import annotations

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from support import document_text
from torn_letters import ROWS, add_table, saved, strange_letter, table_letter, torn, torn_letter

from circulars.authoring import author_from_letter
from circulars.authoring.stretches import flat_text, replace_stretch
from circulars.authoring.writing import write_type
from circulars.letter_types import load_letter_type
from circulars.linting import lint
from circulars.model.findings import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    LetterOf = Callable[[Path, str, Mapping[str, str]], bytes]


def became(letter: bytes) -> dict[str, str]:
    """Return what each text of the letter became."""
    authored = author_from_letter(letter, "หนังสือเดิม.docx", "แบบใหม่")
    return {taking.text: taking.became for taking in authored.takings}


def blocks(folder: Path) -> list[str]:
    """Return the findings of the check of templates that stop a type."""
    return [str(f.message) for f in lint(str(folder)).findings if f.level is Level.BLOCK]


def test_text_torn_into_runs_is_found() -> None:
    """A day whose letters stand in ten runs of three fonts is taken as one."""
    taken = became(torn_letter())
    assert taken["11 มีนาคม 2568"] == "{{ วันที่ | วันที่ไทย }}"
    assert taken["วันศุกร์ที่ 14 มีนาคม 2568"] == "{{ กำหนดส่ง | วันที่เต็ม }}"


def test_a_tag_looks_like_the_text_that_it_replaces() -> None:
    """A tag has the font, size and weight of the first letter of the old text."""
    document = Document()
    paragraph = torn(document, "เรื่อง ขอเชิญ", every=4)
    look = [(run.font.name, run.font.size, run.bold) for run in paragraph.runs]
    assert replace_stretch(paragraph._p, 7, 13, "{{ เรื่อง }}")
    assert paragraph.text == "เรื่อง {{ เรื่อง }}"
    assert look == [(run.font.name, run.font.size, run.bold) for run in paragraph.runs]
    assert next(run for run in paragraph.runs if "{{" in run.text) is not None


def test_a_torn_letter_is_made_again(type_of: Callable[[bytes], Path], letter_of: LetterOf) -> None:
    """A letter typed in Arabic digits comes out in them, without its typed page number.

    What the office profile says otherwise than the old letter is printed as the profile has it.
    """
    letter = torn_letter()
    folder = type_of(letter)
    assert blocks(folder) == []
    made = document_text(letter_of(folder, "phayao", {"ผู้ลงนาม": "พัฒนาการจังหวัด"}))
    expected = document_text(letter).replace("- 2 -\n", "").replace("/ว 123", "/ว123")
    expected = expected.replace("โทร. 0", "โทร./โทรสาร 0").replace("รวม |  |", "รวม |")
    assert expected == made


def test_tables_that_arrange_the_letter(
    type_of: Callable[[bytes], Path], letter_of: LetterOf
) -> None:
    """Head and signature in cells become tags there; a list of attachments in cells stays typed."""
    letter = table_letter()
    taken = became(letter)
    assert taken["ศาลากลางจังหวัดพะเยา"] == "{{ ส่วนราชการ }}"
    assert taken["ภาพ"] == "{{r ตราครุฑ }}"
    assert taken["๑. ระเบียบวาระ\tจำนวน ๑ ฉบับ"] == ""
    folder = type_of(letter)
    assert blocks(folder) == []
    made = document_text(letter_of(folder, "phayao", {}))
    assert "สิ่งที่ส่งมาด้วย | ๑. ระเบียบวาระ / ๒. แบบตอบรับ | จำนวน ๑ ฉบับ / จำนวน ๒ ฉบับ" in made


def test_what_is_no_letter_stays_as_it_is_typed(type_of: Callable[[bytes], Path]) -> None:
    """Braces, days that no calendar has and lists in one paragraph stay, and are named."""
    taken = became(strange_letter())
    assert taken["๓๑ กุมภาพันธ์ ๒๕๖๘"] == ""
    assert taken["วันพุธที่ ๑๑ มีนาคม ๒๕๖๘"] == ""  # it was a Tuesday
    assert taken["๒๙ เมษายน ๒๕๖๘"] == ""  # of ๒๕ - ๒๙ เมษายน
    assert blocks(type_of(strange_letter())) == []


_LINES = """\
ที่ พย ๐๐๑๙.๒/ว๑๒
ศาลากลางจังหวัดพะเยา
๑๑ มีนาคม ๒๕๖๘
เรื่อง ขอเชิญ
เรียน นายอำเภอ
อ้างถึง หนังสือกรม ที่ มท ๑/๒ ลงวันที่ ๓ มกราคม ๒๕๖๘
สิ่งที่ส่งมาด้วย ๑. แบบ จำนวน ๑ ฉบับ
๒. แบบ จำนวน ๒ ชุด
ด้วยจังหวัดพะเยาขอให้ส่งภายในวันที่ ๑๔ มีนาคม ๒๕๖๘
ขอแสดงความนับถือ
(นายสมชาติ ใจงาม)
ผู้ว่าราชการจังหวัดพะเยา
โทร. ๐ ๕๔๔๔ ๙๕๔๔
- ๒ -
/ด้วย...
{{ x }}
{% if
สิ่งที่ส่งมาด้วย
สิ่งที่ส่งมาด้วย ๒
บันทึกข้อความ
สั่ง ณ วันที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๘
ปีงบประมาณ ๒๕๖๘
"""
_PIECES = st.sampled_from((*_LINES.splitlines(), "\t\n", ""))


@settings(max_examples=25, deadline=None)
@given(
    lines=st.lists(_PIECES, max_size=14),
    every=st.integers(1, 9),
    table=st.none() | st.integers(0, 13),
)
def test_any_order_of_lines_makes_a_type(lines: list[str], every: int, table: int | None) -> None:
    """Whatever stands in the document, in whatever runs: a type comes out that makes letters."""
    document = Document()
    for number, line in enumerate(lines):
        torn(document, line, every=every)
        if number == table:
            add_table(document, ROWS)
    with TemporaryDirectory() as parent:
        folder = Path(parent) / "แบบใหม่"
        write_type(folder, author_from_letter(saved(document), "หนังสือเดิม.docx", "แบบใหม่"))
        assert load_letter_type(folder).title == "แบบใหม่"
        assert blocks(folder) == []


def test_flat_text_is_what_python_docx_reads() -> None:
    """The text laid flat is that of the paragraph, tabs and line breaks too."""
    paragraph = torn(Document(), "ที่\tพย ๐๐๑๙.๒\nถนน")
    assert flat_text(paragraph._p) == paragraph.text


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(st.sampled_from("กขค๑2 "), min_size=1, max_size=20),
    every=st.integers(1, 5),
    place=st.tuples(st.integers(0, 19), st.integers(1, 20)),
)
def test_a_stretch_and_nothing_else_is_replaced(
    text: str, every: int, place: tuple[int, int]
) -> None:
    """Of any text in any runs, exactly the stretch is replaced."""
    start, end = min(place[0], len(text) - 1), min(place[0] + place[1], len(text))
    end = max(end, start + 1)
    paragraph = torn(Document(), text, every=every)
    assert replace_stretch(paragraph._p, start, end, "«»")
    assert flat_text(paragraph._p) == f"{text[:start]}«»{text[end:]}"


def test_what_word_puts_in_is_left_to_word() -> None:
    """A day that is a field of Word stays: Word would print its own over a tag."""
    document = Document(io.BytesIO(torn_letter()))
    day = document.paragraphs[2]
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "DATE")
    for run in list(day.runs):
        field.append(run._r)
    day._p.append(field)
    assert became(saved(document))["11 มีนาคม 2568"] == ""


def test_a_subject_over_two_paragraphs_is_one() -> None:
    """A subject that goes on in a paragraph of its own is one field, and its rest goes."""
    document = Document(io.BytesIO(torn_letter()))
    paragraph = document.paragraphs[4]
    paragraph.insert_paragraph_before("\tของจังหวัดพะเยา")
    authored = author_from_letter(saved(document), "หนังสือเดิม.docx", "แบบใหม่")
    (subject,) = [each for each in authored.takings if each.became == "{{ เรื่อง }}"]
    assert subject.doubtful
    lines = [p.text for p in Document(io.BytesIO(authored.files["letter.docx"])).paragraphs]
    assert "เรื่อง  {{ เรื่อง }}" in lines
    assert not any("ของจังหวัดพะเยา" in line for line in lines)


def test_words_of_the_next_page_leave_a_footer() -> None:
    """Of a footer the slogan stays, and the words that the program prints by itself go."""
    document = Document(io.BytesIO(torn_letter()))
    footer = document.sections[0].footer
    footer.paragraphs[0].text = "/จึงเรียนมา..."
    footer.add_paragraph("ชุมชนพึ่งตนเอง")
    document.sections[0].header.paragraphs[0].text = "- ๒ -"
    made = author_from_letter(saved(document), "หนังสือเดิม.docx", "แบบใหม่").files["letter.docx"]
    section = Document(io.BytesIO(made)).sections[0]
    assert [p.text for p in section.footer.paragraphs] == ["ชุมชนพึ่งตนเอง"]
    assert section.header.is_linked_to_previous
