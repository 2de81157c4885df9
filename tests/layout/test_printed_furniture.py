"""Page numbers and continuation words of whole letters, read back from PDF and DOCX."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Cm
from sample_documents import SENTENCE, add_body, add_rows, letter, repeat_head, saved, write

from circulars.layout.pdf import opened
from circulars.layout.pdf_text import Placed, join, placed_characters
from circulars.model.letter import Annex, AnnexTable
from circulars.model.sheet import Cell, HeaderNode
from circulars.prints import Prints, open_printer
from circulars.render import Template
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.model.letter import Letter
    from circulars.prints import Printer, Recount

pytestmark = pytest.mark.usefixtures("warm_office")

STAMP = dt.date(2025, 1, 2)
POINTS = 72 / 2.54  # in a centimetre
# Paragraphs that fill so many pages; the heading of the first page among them.
LENGTHS = {1: 2, 2: 10, 3: 16, 5: 30}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    """Return one printer for all letters of this file."""
    with open_printer(pdf=True) as opened_once:
        yield opened_once


def sheet(paragraphs: int) -> Any:
    """Return a letter of numbered paragraphs, with the margins and foot of the templates."""
    document = letter()
    section = document.sections[0]
    section.top_margin = section.bottom_margin = section.header_distance = Cm(1.5)
    section.footer_distance = Cm(0.6)
    write(section.first_page_footer, "คำขวัญของจังหวัด")
    document.add_paragraph("หัวหนังสือ").paragraph_format.space_after = Cm(4)
    add_body(document, [f"{number}. ข้อนี้ {SENTENCE * 2}" for number in range(1, paragraphs)])
    return document


def printed(
    printer: Printer,
    document: Any,
    annexes: tuple[Annex, ...] = (),
    recount: Recount | None = None,
) -> Prints:
    """Return the prints of the letter that has `document` as its template."""
    one = cast("Letter", SimpleNamespace(context={"แผ่น": "?"}, annexes=annexes, recipient=""))
    return printer.lay_out(one, Template(saved(document)), stamp=STAMP, recount=recount)


def parts(prints: Prints) -> list[tuple[str, str, str]]:
    """Return of each page of the PDF the number, the first words, and the continuation word.

    The number is what stands in the middle of the first line, the continuation word what ends
    at the right margin in the lowest four centimetres and begins with a stroke.
    """
    assert prints.pdf is not None
    with opened(prints.pdf) as pdf:
        return [_parts(page) for page in pdf]


def _parts(page: Any) -> tuple[str, str, str]:
    characters = list(placed_characters(page))
    lines = [line.strip() for line in join(characters).split("\n") if line.strip()]
    number = lines.pop(0) if re.fullmatch("- .+ -", lines[0]) else ""
    low = [each for each in characters if each.baseline < 4 * POINTS]
    (word, *others) = [
        line for line in join(low).split("\n") if line.startswith("/") and line.strip()
    ] or [""]
    assert [] == others
    if word:
        edge = max(each.right for each in low if not each.text.isspace())
        assert edge == pytest.approx(page.get_width() - 2 * POINTS, abs=2)
    return number, "".join(lines[0].split()), word.strip()


def first_words(word: str) -> str:
    """Return what a continuation word says of the next page, without blanks."""
    return "".join(word.removeprefix("/").removesuffix("...").split())


def check(pages: list[tuple[str, str, str]]) -> None:
    """Assert that numbers count in Thai digits from page 2, and words are of the next page."""
    assert ["", *(f"- {to_thai_digits(str(n))} -" for n in range(2, len(pages) + 1))] == [
        number for number, _, _ in pages
    ]
    *before, (_, _, last) = [*pages]
    assert "" == last
    for (_, _, word), (_, start, _) in zip(before, pages[1:], strict=True):
        assert re.fullmatch(r"/.+\.\.\.", word)
        assert start.startswith(first_words(word))


def frames(docx: bytes) -> list[str]:
    """Return the texts of the frames in the body, in order."""
    paragraphs = Document(BytesIO(docx)).paragraphs
    return [each.text for each in paragraphs if each._p.find(f".//{qn('w:framePr')}") is not None]


def test_letters_do_not_depend_on_those_before(printer: Printer) -> None:
    """Whatever was printed before, and by whom, a letter has the same DOCX, PDF and pages."""
    documents = {length: sheet(paragraphs) for length, paragraphs in LENGTHS.items()}
    first = {length: printed(printer, each) for length, each in documents.items()}
    with open_printer(pdf=True) as other:
        again = {length: printed(other, documents[length]) for length in reversed(documents)}
    assert {**first} == {length: again[length] for length in first}


@pytest.mark.parametrize("length", sorted(LENGTHS))
def test_letters_of_any_length(printer: Printer, length: int) -> None:
    """Every page is numbered and has the first words of the next one at its foot."""
    prints = printed(printer, sheet(LENGTHS[length]))
    pages = parts(prints)
    assert (length, length, ()) == (len(pages), prints.pages, prints.findings)
    check(pages)


@pytest.mark.parametrize("length", sorted(LENGTHS))
def test_word_has_what_the_pdf_has(printer: Printer, length: int) -> None:
    """Numbers and words stand in the DOCX as text, or as the field that Word counts itself."""
    prints = printed(printer, sheet(LENGTHS[length]))
    words = [word for _, _, word in parts(prints)][:-1]
    section = Document(BytesIO(prints.docx)).sections[0]
    feet = [section.first_page_footer, section.even_page_footer]
    footers = [foot.paragraphs[0].text for foot in feet]
    assert words == [*filter(None, footers), *frames(prints.docx)]
    assert "" == section.footer.paragraphs[0].text
    heads = [section.even_page_header, section.header]
    shown = [re.sub(r"\s+", " ", head._element.xpath("string()")).strip() for head in heads]
    if length > 3:
        assert [r"- PAGE \* ThaiArabic๒ -", r"- PAGE \* ThaiArabic๓ -"] == shown
    else:
        assert ["- ๒ -", "- ๓ -"] == shown


def test_the_same_letter_gives_the_same_bytes(printer: Printer) -> None:
    """DOCX and PDF of a long letter are the same each time."""
    first, second = (printed(printer, sheet(30)) for _ in range(2))
    assert first == second


def test_one_libreoffice_prints_all_letters(printer: Printer) -> None:
    """A printer starts LibreOffice once, before its first letter, and keeps it for the others."""
    assert printer.converter is not None
    started = printer.converter.start()
    before = started.files
    for length in (1, 2):
        printed(printer, sheet(LENGTHS[length]))
    assert started is printer.converter.start()
    assert before + 3 == started.files


def test_words_move_no_text(printer: Printer) -> None:
    """Frames at the foot leave every character where it is without them."""
    assert printer.converter is not None
    framed = printed(printer, sheet(30))
    assert framed.pdf is not None
    document = Document(BytesIO(framed.docx))
    for frame in document.element.body.xpath("w:p[w:pPr/w:framePr]"):
        frame.getparent().remove(frame)
    plain = printer.converter.convert(saved(document), stamp=STAMP)
    words = [word if 1 < number < 5 else "" for number, (*_, word) in enumerate(parts(framed), 1)]
    assert [
        [each for each in page if each not in foot]
        for page, foot in zip(characters(framed.pdf), feet(framed.pdf, words), strict=True)
    ] == characters(plain.pdf)


def characters(pdf: bytes) -> list[list[Placed]]:
    """Return the characters of each page with their places, blanks apart."""
    with opened(pdf) as document:
        return [
            [each for each in placed_characters(page) if not each.text.isspace()]
            for page in document
        ]


def feet(pdf: bytes, words: list[str]) -> list[set[Placed]]:
    """Return the characters of the lowest line of each page that has one of `words`."""
    return [
        {each for each in page if each.baseline == min(every.baseline for every in page)}
        if word
        else set()
        for page, word in zip(characters(pdf), words, strict=True)
    ]


def test_a_long_letter_with_table_and_sections(printer: Printer) -> None:
    """Words are right past a table over pages, section breaks, and pages that start in a table."""
    document = sheet(12)
    repeat_head(add_rows(document, 30), 1)
    add_body(document, [f"ต่อ {SENTENCE * 2}"] * 6)
    document.add_section(WD_SECTION.NEW_PAGE)
    add_body(document, [f"ส่วนที่สอง {SENTENCE * 2}"] * 12)
    document.add_section(WD_SECTION.CONTINUOUS)
    add_rows(document, 4)
    add_body(document, [f"ส่วนที่สาม {SENTENCE * 2}"] * 12)
    prints = printed(printer, document)
    assert () == prints.findings
    check(parts(prints))


def test_pages_where_nothing_starts(printer: Printer) -> None:
    """A page within one paragraph, and one within a table, have no word: the finding lists them."""
    document = sheet(12)
    document.add_paragraph(SENTENCE * 40)
    add_rows(document, 120)
    document.add_paragraph("จบ")
    prints = printed(printer, document)
    (found,) = prints.findings
    pages = parts(prints)
    bare = [number for number, (_, _, word) in enumerate(pages[:-1], start=1) if not word]
    assert len(bare) >= 2
    assert bare == [int(number) for number in re.findall(r"หน้า (\d+):", found.hint)]
    for number, word in zip(bare, re.findall(r'"(.+?)"', found.hint), strict=True):
        assert pages[number][1].startswith(first_words(word))


def annex(label: str, rows: int, orientation: str) -> Annex:
    """Return an annex with a small table."""
    heads = tuple(
        HeaderNode(
            text=text,
            cell=Cell(address="A1", value=text, text=text),
            first_column=column,
            column_span=1,
            first_row=0,
            row_span=1,
            children=(),
        )
        for column, text in enumerate(("ที่", "อำเภอ"))
    )
    body = tuple((str(row), f"อำเภอ {row}") for row in range(1, rows + 1))
    table = AnnexTable(head=heads, head_rows=1, numeric=(False, False), rows=body, total=None)
    return Annex(label=label, title="รายชื่อ", table=table, orientation=orientation)


@pytest.mark.parametrize("length", [1, 5])
def test_annexes_of_several_pages(printer: Printer, length: int) -> None:
    """Annex pages count on after the letter, none on a first page, and the letter tells how many.

    Portrait and landscape follow one another, and two annexes begin with the same words.
    """
    annexes = (
        annex("สิ่งที่ส่งมาด้วย", 80, "portrait"),
        annex("สิ่งที่ส่งมาด้วย", 60, "landscape"),
        annex("สิ่งที่ส่งมาด้วย", 5, "portrait"),
        annex("สิ่งที่ส่งมาด้วย", 40, "landscape"),
    )
    told = []

    def recount(letter: Letter, counts: tuple[int, ...]) -> Letter:
        told.append(counts)
        context = {"แผ่น": "+".join(map(str, counts))}
        return cast(
            "Letter", SimpleNamespace(context=context, annexes=letter.annexes, recipient="")
        )

    document = sheet(LENGTHS[length])
    document.add_paragraph("แนบ {{ แผ่น }}")
    prints = printed(printer, document, annexes, recount)
    pages = parts(prints)
    counts = told[-1]
    assert () == prints.findings
    assert prints.pages == len(pages) == length + sum(counts)
    check(pages[:length])
    expected = [
        "" if first else f"- {to_thai_digits(str(number))} -"
        for number, first in enumerate(
            (place == 0 for count in counts for place in range(count)), start=length + 1
        )
    ]
    assert expected == [number for number, _, _ in pages[length:]]
    assert {""} == {word for _, _, word in pages[length:]}
    starts = [length + sum(counts[:place]) for place in range(4)]
    assert ["สิ่งที่ส่งมาด้วย"] * 4 == [pages[start][1] for start in starts]
    assert "แนบ " + to_thai_digits("+".join(map(str, counts))) in [
        each.text for each in Document(BytesIO(prints.docx)).paragraphs
    ]
    assert prints.pdf is not None
    with opened(prints.pdf) as pdf:
        turned = [pdf[start].get_width() > pdf[start].get_height() for start in starts]
    assert [False, True, False, True] == turned


def test_word_opens_a_long_letter(printer: Printer, tmp_path: Path) -> None:
    """A letter with frames has no fault of the schema that its template has not."""
    from openxml_audit import OpenXmlValidator

    faults = []
    for name, docx in (("plain", saved(sheet(30))), ("long", printed(printer, sheet(30)).docx)):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(docx)
        faults.append({str(error) for error in OpenXmlValidator().validate(path).errors})
    assert set() == faults[1] - faults[0]
