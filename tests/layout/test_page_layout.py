"""What LibreOffice prints for the parts an official letter is made of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from sample_documents import (
    SENTENCE,
    add_annex,
    add_body,
    add_field,
    element,
    furniture,
    letter,
    saved,
    set_page_numbers,
    write,
)

from circulars.layout import lent_converter, page_texts, pdf_fonts
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import placed_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.layout import Converter, LaidOut

pytestmark = pytest.mark.usefixtures("warm_office")

STAMP = dt.date(2025, 1, 2)
PARAGRAPH = SENTENCE * 3
PAGES_2, PAGES_3, PAGES_5 = 7, 12, 22  # paragraphs that fill so many pages


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """Return one warm LibreOffice for all tests of this file."""
    with lent_converter() as warm:
        yield warm


def lay_out(converter: Converter, document: Any) -> LaidOut:
    """Return `document` laid out."""
    return converter.convert(saved(document), stamp=STAMP)


def first_lines(laid_out: LaidOut) -> list[str]:
    """Return the first line of each page of the PDF."""
    return [text.split("\n")[0].strip() for text in page_texts(laid_out.pdf)]


def last_lines(laid_out: LaidOut) -> list[str]:
    """Return the last line of each page of the PDF."""
    return [text.split("\n")[-1].strip() for text in page_texts(laid_out.pdf)]


def test_thai_text_is_exact(converter: Converter) -> None:
    """Text in the PDF reads as typed: tone marks, sara am and Thai digits in place."""
    document = letter()
    text = "น้ำใจที่กำหนด ณ ปั๊มน้ำ ญี่ปุ่น ฐานะ ๑,๒๓๔.๕๐ บาท พ.ศ. ๒๕๖๗-๒๕๖๘"
    document.add_paragraph(text)
    assert [text] == page_texts(lay_out(converter, document).pdf)


def test_text_is_set_in_the_font_with_the_layout_of_th_sarabun(converter: Converter) -> None:
    """All that asks for TH Sarabun, in any of its names and styles, gets one family."""
    document = letter()
    for name in ("TH SarabunPSK", "TH Sarabun New", "TH SarabunIT๙"):
        run = document.add_paragraph().add_run("กำหนดการ")
        run.font.name, run.font.cs_bold = name, True
        run._r.rPr.rFonts.set(
            "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}cs", name
        )
    fonts = {name.lower() for name in pdf_fonts(lay_out(converter, document).pdf)}
    assert {True} == {"sarabun" in name and name.endswith("-bold") for name in fonts}


def test_literal_headers_and_footers_of_three_pages(converter: Converter) -> None:
    """First, even and odd headers and footers print on pages 1, 2, 3; the annex has its own."""
    document = letter(even_and_odd=True)
    parts = furniture(document.sections[0])
    write(parts["even_header"], "- ๒ -")
    write(parts["header"], "- ๓ -")
    write(parts["first_footer"], "/ทั้งนี้...")
    write(parts["even_footer"], "/จึงเรียน...")
    add_body(document, [PARAGRAPH] * PAGES_3)
    annex = furniture(add_annex(document, rows=50))
    write(annex["header"], "หน้า ", "{PAGE}")
    write(annex["even_header"], "หน้า ", "{PAGE}")
    laid_out = lay_out(converter, document)
    body = SENTENCE.split()[0]
    assert [body, "- ๒ -", "- ๓ -", "สิ่งที่ส่งมาด้วย ๑", "หน้า 2", "หน้า 3"] == [
        line if line.startswith(("-", "ส", "ห")) else body for line in first_lines(laid_out)
    ]
    assert ["/ทั้งนี้...", "/จึงเรียน..."] == last_lines(laid_out)[:2]
    assert "แถว 50 ช่อง 1 แถว 50 ช่อง 2 แถว 50 ช่อง 3" == last_lines(laid_out)[-1]


@pytest.mark.parametrize("even_and_odd", [False, True])
def test_no_blank_page_before_an_annex_that_restarts_at_one(
    converter: Converter, *, even_and_odd: bool
) -> None:
    """A one-page letter and an annex numbered from 1 (odd after odd) have no page between."""
    document = letter(even_and_odd=even_and_odd)
    add_body(document, [PARAGRAPH])
    annex = furniture(add_annex(document, rows=30))
    write(annex["header"], "{PAGE}")
    write(annex["even_header"], "{PAGE}")
    laid_out = lay_out(converter, document)
    assert 3 == len(page_texts(laid_out.pdf)) == len(laid_out.pages)
    assert ["สิ่งที่ส่งมาด้วย ๑", "2"] == first_lines(laid_out)[1:]
    with opened(laid_out.pdf) as pdf:
        assert [False, True, True] == [page.get_width() > page.get_height() for page in pdf]


def test_page_numbers_by_switch_are_thai_on_any_page(converter: Converter) -> None:
    r"""`PAGE \* ThaiArabic` prints Thai digits on all pages, as in Word; the annex restarts."""
    document = letter()
    write(document.sections[0].header, "- ", "{PAGE  \\* ThaiArabic}", " -")
    add_body(document, [PARAGRAPH] * PAGES_5)
    annex = add_annex(document, rows=30)
    write(annex.header, "หน้า ", "{page \\* THAIARABIC}", " จาก ", "{NUMPAGES \\* ThaiArabic}")
    laid_out = lay_out(converter, document)
    assert ["- ๒ -", "- ๓ -", "- ๔ -", "- ๕ -"] == first_lines(laid_out)[1:5]
    assert "หน้า ๒ จาก ๗" == first_lines(laid_out)[-1]


@pytest.mark.parametrize(("switch", "count"), [("", "3"), (" \\* ThaiArabic", "๓")])
def test_number_of_pages_counts_printed_pages(
    converter: Converter, switch: str, count: str
) -> None:
    """`NUMPAGES` is the number of pages of the PDF, blank ones that LibreOffice counts apart."""
    document = letter()
    add_body(document, [PARAGRAPH])
    annex = add_annex(document, rows=30)
    write(annex.header, "{NUMPAGES" + switch + "}")
    laid_out = lay_out(converter, document)
    assert (3, count) == (len(laid_out.pages), first_lines(laid_out)[-1])


def test_page_numbers_by_section_are_thai(converter: Converter) -> None:
    """Pages of a section numbered thaiNumbers print Thai digits, those of the next Arabic ones."""
    document = letter()
    set_page_numbers(document.sections[0], fmt="thaiNumbers")
    write(document.sections[0].header, "- ", "{PAGE}", " -")
    add_body(document, [PARAGRAPH] * PAGES_2)
    annex = add_annex(document, rows=30, start=None)
    set_page_numbers(annex, fmt="decimal")
    write(annex.header, "- ", "{PAGE}", " -")
    assert ["- ๒ -", "สิ่งที่ส่งมาด้วย ๑", "- 4 -"] == first_lines(lay_out(converter, document))[1:]


def test_lists_numbered_in_thai_digits(converter: Converter) -> None:
    """A list whose numbering is thaiNumbers prints ๑. ๒. as in Word."""
    document = letter()
    for text in ("ก่อน", "หลัง"):
        document.add_paragraph(text, style="List Number")
    for form in document.part.numbering_part.element.iter(element("w:numFmt").tag):
        form.set(element("w:numFmt", val="").keys()[0], "thaiNumbers")
    lines = page_texts(lay_out(converter, document).pdf)[0].split("\n")
    assert ["๑. ก่อน", "๒. หลัง"] == [" ".join(line.split()) for line in lines]


def test_pages_numbered_in_thai_letters_stay_letters(converter: Converter) -> None:
    """A preface numbered ก ข ค is not made Thai digits of."""
    document = letter()
    document.sections[0].different_first_page_header_footer = False
    add_field(document.sections[0].header.paragraphs[0], "PAGE \\* ThaiLetter")
    document.add_paragraph("คำนำ")
    assert "ก" == first_lines(lay_out(converter, document))[0]


def test_thai_paragraphs_are_justified(converter: Converter) -> None:
    """Every full line of a thaiDistribute paragraph ends at the right margin."""
    document = letter()
    add_body(document, [PARAGRAPH])
    rights: dict[float, float] = {}
    with opened(lay_out(converter, document).pdf) as pdf:
        for character in placed_characters(pdf[0]):
            if not character.text.isspace():
                rights[character.baseline] = character.right
    margin = (21 - 2) / 2.54 * 72
    full = list(rights.values())[:-1]
    assert 5 <= len(full)
    assert [] == [right for right in full if abs(right - margin) > 5]
