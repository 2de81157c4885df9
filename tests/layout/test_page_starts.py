"""What LibreOffice tells of the pages: first words, anchors for frames, where annexes start."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from sample_documents import (
    SENTENCE,
    add_annex,
    add_body,
    add_foot_frame,
    add_rows,
    letter,
    repeat_head,
    saved,
)

from circulars.layout import lent_converter, page_texts
from circulars.layout import package as package_module
from circulars.layout.marks import Marked, marked
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import placed_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.layout import Converter, LaidOut

pytestmark = pytest.mark.usefixtures("warm_office")

STAMP = dt.date(2025, 1, 2)
PARAGRAPH = SENTENCE * 3


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """Return one warm LibreOffice for all tests of this file."""
    with lent_converter() as warm:
        yield warm


def lay_out(converter: Converter, document: Any, *, annexes: int = 0) -> LaidOut:
    """Return `document` laid out, with the anchors of all its letter's pages."""
    return converter.convert(saved(document), stamp=STAMP, annexes=annexes, anchors_beyond=0)


def words_on_paper(laid_out: LaidOut) -> list[str]:
    """Return the text of each page of the PDF without breaks of lines."""
    return ["".join(text.split()) for text in page_texts(laid_out.pdf)]


def words_told(laid_out: LaidOut) -> list[str]:
    """Return the start of each page as it is told, without blanks."""
    return ["".join(page.text.split()) for page in laid_out.pages]


def test_a_page_within_a_paragraph_is_named(converter: Converter) -> None:
    """A page that starts inside a long paragraph is named with the words that start it."""
    document = letter()
    add_body(document, ["เรื่อง รายงานผล", PARAGRAPH * 9, PARAGRAPH * 5])
    laid_out = lay_out(converter, document)
    told, printed = words_told(laid_out), words_on_paper(laid_out)
    assert 3 == len(told) == len(printed)
    assert [text[:40] for text in printed] == [text[:40] for text in told]


def test_a_page_of_short_paragraphs_is_named(converter: Converter) -> None:
    """A page that starts with short paragraphs has 200 characters of them."""
    document = letter()
    add_body(document, ["ก๑", "", "ข\tค", *["ง" * (number % 4) for number in range(120)]])
    first, *others = (page.text for page in lay_out(converter, document).pages)
    add_rows(document, 1)  # pages are then gone through paragraph by paragraph
    slowly = [page.text for page in lay_out(converter, document).pages]
    assert [first, *others[:-1]] == slowly[: len(others)]
    assert (200, True) == (len(first), len(others) > 1)


@pytest.mark.parametrize("heads", [0, 1, 2])
def test_a_page_that_starts_in_a_table_is_named(converter: Converter, heads: int) -> None:
    """Every page of a table has the words of its first row, a repeated head's where it has one."""
    document = letter()
    document.add_paragraph("ก่อนตาราง")
    table = add_rows(document, 90)
    repeat_head(table, heads)
    laid_out = lay_out(converter, document)
    told, printed = words_told(laid_out), words_on_paper(laid_out)
    assert 3 == len(told) == len(printed)
    assert [] == [
        (page, words)
        for page, words in zip(printed[1:], told[1:], strict=True)
        if not (words and page.startswith(words))
    ]
    assert (["แถว1ช่อง1แถว1ช่อง2แถว1ช่อง3"] * 2 == told[1:]) == (heads > 0)


def test_a_page_that_starts_within_a_row_is_named(converter: Converter) -> None:
    """Where a row goes on from the page before, the page has the words that go on alone."""
    document = letter()
    table = add_rows(document, 2)
    table.cell(1, 1).text = PARAGRAPH * 9
    laid_out = lay_out(converter, document)
    told, printed = words_told(laid_out), words_on_paper(laid_out)
    assert 4 < len(told) == len(printed)
    for page, words in zip(printed[1:], told[1:], strict=True):
        assert page.startswith(words[:40])


def test_the_number_of_a_list_is_named(converter: Converter) -> None:
    """A page that starts with an item numbered by Word is named with the number, in Thai digits."""
    document = letter()
    for number in range(1, 50):
        document.add_paragraph(f"ข้อที่ {number}", style="List Number")
    for form in document.part.numbering_part.element.iter(qn("w:numFmt")):
        form.set(qn("w:val"), "thaiNumbers")
    laid_out = lay_out(converter, document)
    (first, second) = [page.text.split("\n")[0] for page in laid_out.pages]
    assert "๑. ข้อที่ 1" == first
    assert "".join(second.split()) == page_texts(laid_out.pdf)[1].split("\n")[0].replace(" ", "")
    assert "๐" <= second[0] <= "๙"


def test_blank_pages_are_not_told(converter: Converter) -> None:
    """The page LibreOffice puts between two odd ones is not told, nor counted before annexes."""
    document = letter(even_and_odd=True)
    document.add_paragraph("หนังสือ")
    add_annex(document, rows=5)
    laid_out = lay_out(converter, document, annexes=1)
    assert ["หนังสือสิ่งที่", "สิ่งที่ส่งมาด้"] == [text[:14] for text in words_told(laid_out)]
    assert (1,) == laid_out.annexes


def first_on_page(laid_out: LaidOut, texts: list[str]) -> list[str | None]:
    """Return for each page the anchor's text, `texts` being those of all anchors."""
    anchors = [page.anchor for page in laid_out.pages]
    return [None if anchor is None else texts[anchor] for anchor in anchors]


def fill(document: Any, names: str, *, lines: int = 12) -> None:
    """Add a paragraph of some lines for each letter of `names`, beginning with it."""
    for name in names:
        document.add_paragraph(f"{name} " + "ข้อความยาว " * 9 * lines)


def starting(laid_out: LaidOut, names: str) -> list[str | None]:
    """Return for each page the first of `names` that begins a line of it in the PDF."""
    pages = [text.split("\n") for text in page_texts(laid_out.pdf)]
    return [next((line[0] for line in page if line[:1] in set(names)), None) for page in pages]


NAMES = "ABCDEFGHIJKLMN"


def test_the_anchor_is_the_first_paragraph_that_starts_on_the_page(converter: Converter) -> None:
    """A paragraph that goes on from the page before is not the anchor, the next one is."""
    document = letter()
    fill(document, NAMES)
    laid_out = lay_out(converter, document)
    assert starting(laid_out, NAMES) == first_on_page(laid_out, [*NAMES])
    assert len(laid_out.pages) >= 4


def test_tables_frames_and_sections_are_no_anchors(converter: Converter) -> None:
    """Anchors are counted right past tables, frames, section ends, and paragraphs that break."""
    document = letter()
    fill(document, "AB")
    add_rows(document, 20)
    fill(document, "CD")
    add_foot_frame(document.paragraphs[-1], "กรอบ")
    document.add_section(WD_SECTION.CONTINUOUS)
    fill(document, "E")
    broken = document.add_paragraph("ก่อนขึ้นหน้า")
    broken.add_run().add_break(WD_BREAK.PAGE)
    broken.add_run("หลังขึ้นหน้า")
    fill(document, "FGH")
    add_rows(document, 60)
    fill(document, "IJ")
    laid_out = lay_out(converter, document)
    assert starting(laid_out, NAMES) == first_on_page(laid_out, [*"ABCDEFGHIJ"])


def test_a_page_of_one_paragraph_or_table_has_no_anchor(converter: Converter) -> None:
    """A page on which no paragraph of the body starts has none."""
    document = letter()
    fill(document, "A", lines=70)
    add_rows(document, 70)
    fill(document, "B", lines=1)
    anchors = first_on_page(lay_out(converter, document), [*"AB"])
    assert ["A", None, None, None, "B"] == [anchors[0], *anchors[-4:]]


def test_anchors_are_looked_for_in_long_letters_only(converter: Converter) -> None:
    """A letter of no more pages than `anchors_beyond` has none; annexes do not count."""
    document = letter()
    fill(document, NAMES[:6])
    add_annex(document, rows=60)
    docx = saved(document)
    for beyond, found in ((3, False), (2, True)):
        laid_out = converter.convert(docx, stamp=STAMP, annexes=1, anchors_beyond=beyond)
        assert (3,) == laid_out.annexes
        assert [found] * 3 + [False] * 3 == [page.anchor is not None for page in laid_out.pages]


def test_annexes_start_where_their_sections_do(converter: Converter) -> None:
    """The last sections are annexes, also those that start with a table or the same words."""
    document = letter()
    document.add_paragraph("หนังสือ")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("ยังเป็นหนังสือ")
    add_annex(document, rows=30, start=None)
    add_annex(document, rows=5, start=None)
    add_annex(document, rows=50, start=None)
    document.add_paragraph("ท้ายตาราง")
    document.add_section(WD_SECTION.NEW_PAGE)
    add_rows(document, 3)
    laid_out = lay_out(converter, document, annexes=4)
    assert (1, 3, 4, 7) == laid_out.annexes
    assert 8 == len(laid_out.pages)


def test_an_annex_without_anything_has_no_page(converter: Converter) -> None:
    """A section that LibreOffice leaves out is counted with no page, and harms no other."""
    document = letter()
    document.add_paragraph("หนังสือ")
    add_annex(document, rows=5, start=None)
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("ท้ายสุด")
    laid_out = lay_out(converter, document, annexes=3)
    before, nothing, last = laid_out.annexes
    assert (1, len(laid_out.pages) - 1) == (before, last)
    assert 2 <= nothing <= last


def test_marks_move_nothing(converter: Converter, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bookmarks in LibreOffice's copy change no place of any character."""
    document = letter()
    fill(document, NAMES[:5])
    document.add_paragraph("")
    add_rows(document, 30)
    add_annex(document, rows=30)
    with_marks = converter.convert(saved(document), stamp=STAMP)
    monkeypatch.setattr(package_module, "marked", lambda xml: Marked(xml=xml))
    without = converter.convert(saved(document), stamp=STAMP)
    assert places(without) == places(with_marks)


def places(laid_out: LaidOut) -> list[list[Any]]:
    """Return the characters of each page with their places."""
    with opened(laid_out.pdf) as pdf:
        return [list(placed_characters(page)) for page in pdf]


def test_what_is_no_document_is_not_marked() -> None:
    """A main part that is broken, or has no body, is left for LibreOffice to refuse."""
    for xml in (b"<w:document>", b"<nothing/>"):
        assert Marked(xml=xml) == marked(xml)
