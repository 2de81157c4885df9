"""Page numbers, continuation words and the emblem, on real pages and without them."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from letters_to_check import OFFICE
from text_letters import CLEAN, letter_text, told
from written_letters import docx_of, findings_in

from circulars.checks import check_written
from circulars.model.findings import Level
from circulars.model.office import Emblem, EmblemKind
from circulars.model.setting import Setting
from circulars.model.written import LaidOutPages
from circulars.reading import read_document, read_letter

SIGNED = "ขอแสดงความนับถือ\n(นายสมมุติ ตั้งใจดี)\nผู้ว่าราชการจังหวัดพะเยา"
NEXT = "๕. กรมการพัฒนาชุมชนจะดำเนินการปิดระบบ"


def pages(first: str, second: str, *, start: str = NEXT) -> LaidOutPages:
    """Return a letter of two pages, and an annex behind it."""
    texts = (f"{CLEAN}\n{first}", f"{second}\n{SIGNED}", "สิ่งที่ส่งมาด้วย\nที่ อำเภอ")
    return LaidOutPages(starts=(CLEAN, start, "สิ่งที่ส่งมาด้วย"), texts=texts)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param("", f"- ๒ -\n{NEXT}", [], id="numbered"),
        pytest.param("", f"๒\n{NEXT}", [], id="number alone"),
        pytest.param("", NEXT, ["ไม่มีเลขหน้า ทั้งที่หนังสือยาวเกินหนึ่งหน้า"], id="no number"),
        pytest.param("", f"- ๓ -\n{NEXT}", ["เลขหน้าพิมพ์ว่า “๓” แต่เป็นหน้า 2"], id="another"),
        pytest.param("- ๑ -", f"- ๒ -\n{NEXT}", ["หน้าแรกมีเลขหน้า “๑”"], id="on the first page"),
    ],
)
def test_numbers_on_pages(first: str, second: str, expected: list[str]) -> None:
    """Each page of the letter from the second on has its number, the first has none."""
    assert expected == told("", "page-number", pages=pages(first, second))


def test_annexes_need_no_number() -> None:
    """A letter of one page needs no number, however many annexes stand behind it."""
    laid_out = LaidOutPages(starts=(CLEAN, "สิ่งที่ส่งมาด้วย"), texts=(f"{CLEAN}\n{SIGNED}", "ตาราง"))
    assert [] == told("", "page-number", pages=laid_out)
    assert [] == told("", "continuation-absent", pages=laid_out)


def test_page_break_without_number() -> None:
    """A letter that breaks its page itself needs a number on the next one, typed or not."""
    assert 1 == len(told(f"{CLEAN}\n\f\n{NEXT}", "page-number"))
    assert [] == told(f"{CLEAN}\n\f\n- ๒ -\n{NEXT}", "page-number")
    assert [] == told(CLEAN, "page-number")


def test_arabic_page_number() -> None:
    """A page number typed in Arabic digits in a letter of Thai ones is told."""
    (said,) = told(f"{CLEAN}\n\f\n- 2 -\n{NEXT}", "page-number")
    assert "เลขหน้า “- 2 -” เป็นเลขอารบิก ในหนังสือที่ใช้เลขไทย" == said


@pytest.mark.parametrize(
    ("switch", "form", "count"),
    [
        ("", "thaiNumbers", 0),
        (r" \* ThaiArabic", "", 0),
        ("", "", 1),
        (r" \* Arabic", "thaiNumbers", 1),
    ],
)
def test_page_number_of_a_field(switch: str, form: str, count: int) -> None:
    """A number that Word puts in has the digits of its field or section, whatever was saved."""
    document = Document(io.BytesIO(docx_of(letter_text(f"{CLEAN}\n\f\n{NEXT}"))))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = section.header.paragraphs[0]
    header.add_run("- ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f"PAGE{switch}")
    field.append(header.add_run("2")._r)
    header._p.append(field)
    header.add_run(" -")
    if form:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:fmt"), form)
        section._sectPr.append(numbers)
    out = io.BytesIO()
    document.save(out)
    letter = read_letter(read_document(out.getvalue(), "หนังสือ.docx"))
    found = [each for each in check_written(letter, Setting()) if each.code == "page-number"]
    assert count == len(found)
    assert all("จัดรูปแบบหมายเลขหน้า" in each.hint for each in found)


def test_number_in_a_header() -> None:
    """A header of later pages numbers them."""
    document = Document(io.BytesIO(docx_of(letter_text(f"{CLEAN}\n\f\n{NEXT}"))))
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "- ๒ -"
    out = io.BytesIO()
    document.save(out)
    letter = read_letter(read_document(out.getvalue(), "หนังสือ.docx"))
    codes = [each.code for each in check_written(letter, Setting())]
    assert "page-number" not in codes


@pytest.mark.parametrize(
    ("word", "code"),
    [
        pytest.param("/๕. กรมการพัฒนาชุมชน...", None, id="right"),
        pytest.param("/5. กรมการพัฒนาชุมชน…", None, id="the other digits"),
        pytest.param("/๕. กรมการ\u2060พัฒนาชุมชน...", None, id="a joiner between words"),
        pytest.param("/๖. สำนักงานจังหวัด...", "continuation-mismatch", id="another word"),
        pytest.param("", "continuation-absent", id="none"),
    ],
)
def test_continuation_words_on_pages(word: str, code: str | None) -> None:
    """The word at the foot of a page is how the next one begins."""
    found = findings_in(letter_text(""), pages=pages(word, f"- ๒ -\n{NEXT}"))
    codes = {each.code for each in found if each.code.startswith("continuation")}
    assert ({code} if code else set()) == codes


def test_nothing_of_continuations_where_fonts_are_missing() -> None:
    """Where another font stands in, pages break elsewhere than in Word."""
    laid_out = replace(pages("/๖. อื่น...", NEXT), missing_fonts=("Angsana New",))
    assert [] == told("", "continuation-mismatch", pages=laid_out)


def test_emblem() -> None:
    """An external letter without an emblem is noted, unless the office has garuda paper."""
    found = findings_in(letter_text(""), "emblem-missing")
    assert [Level.NOTE] == [each.level for each in found]
    paper = replace(OFFICE, emblem=Emblem(kind=EmblemKind.PAPER))
    assert [] == told("", "emblem-missing", office=paper)
