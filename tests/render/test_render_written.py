"""Annex pages written in the template, between annexes that are made from tables."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

import pytest
from annex_makers import annex
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from render_documents import schema_errors

from circulars import Template
from circulars.layout import lent_converter, page_texts
from circulars.model.letter import Annex
from circulars.render.annex import annex_gaps
from circulars.render.package import whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from circulars.render.package import Piece

pytestmark = pytest.mark.usefixtures("warm_office")

LETTER: Final = '<w:sectPr><w:pgSz w:w="1" w:h="1"/></w:sectPr>'
HEADERS: Final = "".join(
    f'<w:{kind}Reference w:type="{page}" {nsdecls("r")} r:id="annex-{kind}-{page}"/>'
    for kind in ("header", "footer")
    for page in ("even", "default", "first")
)


def own(content: str = "") -> str:
    """Return the `w:sectPr` of written pages, 10 twips wide."""
    return f'<w:sectPr {nsdecls("w", "r")}>{content}<w:pgSz w:w="10" w:h="20"/></w:sectPr>'


def reference(kind: str, page: str, name: str) -> str:
    """Return a reference to a header or footer of the template's own."""
    return f'<w:{kind}Reference w:type="{page}" r:id="{name}"/>'


def written(section: int) -> Annex:
    """Return the annex written in the section of this number."""
    return Annex(label=f"แนบ {section}", title=f"หน้าที่เขียน {section}", section=section)


def parsed(pieces: Iterable[Piece]) -> Any:
    """Return the `w:body` with `pieces` of XML in it."""
    xml = whole(pieces).decode()
    return parse_xml(f"<w:body {nsdecls('w', 'r')}>{xml}</w:body>")


def sections(xml: Iterable[Piece]) -> list[str]:
    """Return the paper width of each `w:sectPr`, in order."""
    return [each.get(qn("w:w")) for each in parsed(xml).iter(qn("w:pgSz"))]


def texts(xml: Iterable[Piece]) -> list[str]:
    """Return the texts outside tables."""
    paragraphs = parsed(xml).iterchildren(qn("w:p"))
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)
    return [text for text in found if text]


def test_a_letter_without_annexes() -> None:
    """The letter's own section ends the document, bare."""
    assert ({}, [LETTER.encode()]) == annex_gaps([], LETTER, HEADERS, [own()])


def test_what_stands_before_written_pages() -> None:
    """Before them come the end of the unit before, made annexes, then their label and title."""
    gaps, end = annex_gaps(
        [annex(label="แนบ ก"), written(1), annex(label="แนบ ข"), written(2)],
        LETTER,
        HEADERS,
        [own(), own()],
    )
    assert [1, 2] == list(gaps)
    assert ["แนบ ก", "ยอดจำหน่าย <&>", "จังหวัดพะเยา", "แนบ 1", "หน้าที่เขียน 1"] == texts(gaps[1])
    assert ["1", "11906"] == sections(gaps[1])
    assert ["แนบ ข", "ยอดจำหน่าย <&>", "จังหวัดพะเยา", "แนบ 2", "หน้าที่เขียน 2"] == texts(gaps[2])
    assert ["10", "11906"] == sections(gaps[2])
    assert ["10"] == sections(end)
    assert qn("w:sectPr") == parsed(end)[-1].tag


def test_a_made_annex_at_the_end() -> None:
    """The last unit's section is no paragraph's but the body's, behind a paragraph."""
    gaps, end = annex_gaps([written(1), annex()], LETTER, HEADERS, [own()])
    assert ["1"] == sections(gaps[1])
    assert ["10", "11906"] == sections(end)
    assert [qn("w:tbl"), qn("w:p"), qn("w:sectPr")] == [each.tag for each in parsed(end)][-3:]


def test_pages_left_out() -> None:
    """Written pages without their annex have no gap; the others keep their own sections."""
    gaps, end = annex_gaps([written(2)], LETTER, HEADERS, [own(), own().replace("10", "30")])
    assert [2] == list(gaps)
    assert ["30"] == sections(end)


def references(content: str) -> dict[tuple[str, str], str]:
    """Return the names of headers and footers by kind and page, of pages with `content`."""
    _, end = annex_gaps([written(1)], LETTER, HEADERS, [own(content)])
    (section,) = parsed(end).iter(qn("w:sectPr"))
    assert section.find(qn("w:titlePg")) is not None
    return {
        (each.tag.rpartition("}")[2].removesuffix("Reference"), each.get(qn("w:type"))): each.get(
            qn("r:id")
        )
        for each in section.iterchildren(qn("w:headerReference"), qn("w:footerReference"))
    }


def expected(kind: str, first: str, even: str, default: str) -> dict[tuple[str, str], str]:
    """Return the names as `references` does, for one kind."""
    return {(kind, "first"): first, (kind, "even"): even, (kind, "default"): default}


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_headers_of_written_pages(kind: str) -> None:
    """Pages without headers of their own have the annexes', never the letter's page numbers."""
    assert (
        expected(kind, f"annex-{kind}-first", f"annex-{kind}-even", f"annex-{kind}-default").items()
        <= references("").items()
    )


@pytest.mark.parametrize("kind", ["header", "footer"])
def test_own_headers_stay_on_every_page(kind: str) -> None:
    """A header that stood on all pages of the template's section still does."""
    own_header = reference(kind, "default", "own")
    assert expected(kind, "own", "own", "own").items() <= references(own_header).items()


def test_an_own_first_page_stays() -> None:
    """Where the first page had a header of its own, it keeps it."""
    content = reference("header", "first", "a") + reference("header", "default", "b")
    found = references(content + "<w:titlePg/>")
    assert expected("header", "a", "b", "b").items() <= found.items()


def test_pages_begin_on_a_new_page() -> None:
    """A section that began on the letter's own page begins on a new one behind it."""
    _, end = annex_gaps([written(1)], LETTER, HEADERS, [own('<w:type w:val="continuous"/>')])
    assert parsed(end).find(f".//{qn('w:type')}") is None


def template() -> bytes:
    """Return a letter with two written annexes: one upright, one that has its own header."""
    document = Document()
    document.add_paragraph("{{ ก }}")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("เนื้อหาหนึ่ง {{ ก }}")
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.header.is_linked_to_previous = False
    second.header.paragraphs[0].text = "หัวของตนเอง"
    document.add_paragraph("เนื้อหาสอง")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


TEMPLATE: Final = Template(template(), written=2)
MADE: Final = annex(label="แนบ ก")


@pytest.mark.parametrize(
    "annexes",
    [
        pytest.param([], id="none"),
        pytest.param([written(1)], id="the first"),
        pytest.param([written(2), MADE], id="the second"),
        pytest.param([MADE, written(1), written(2)], id="both behind"),
        pytest.param([written(1), MADE, written(2), MADE], id="by turns"),
    ],
)
def test_word_opens_letters_with_written_pages(annexes: list[Annex], tmp_path: Path) -> None:
    """Whichever annexes a letter has, and in which order, it is valid."""
    assert [] == schema_errors(TEMPLATE.render({"ก": "ข"}, annexes), tmp_path)


def test_written_pages_on_paper() -> None:
    """Each unit begins a page, in the letter's order; written pages carry label and title."""
    docx = TEMPLATE.render({"ก": "ข"}, [MADE, written(1), written(2)])
    with lent_converter() as converter:
        pages = page_texts(converter.convert(docx, stamp=dt.date(2025, 3, 11)).pdf)
    assert 4 == len(pages)
    assert ["แนบ ก", "แนบ 1", "แนบ 2"] == [
        next(line for line in page.splitlines() if line.startswith("แนบ")) for page in pages[1:]
    ]
    assert ["เนื้อหาหนึ่ง ข" in page for page in pages] == [False, False, True, False]
    assert ["หัวของตนเอง" in page for page in pages] == [False, False, False, True]
