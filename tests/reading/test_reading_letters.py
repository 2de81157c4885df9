"""Whole documents: letters of our own templates, and what python-docx writes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TEMPLATES, document_text, example_letters

from circulars.data import plain_text
from circulars.model.written import Align, Paragraph
from circulars.reading import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as DocumentType

    from circulars.model.written import Document as Written

FOLDERS = sorted(path.parent for path in TEMPLATES.glob("*/letter.toml"))
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]) | st.sampled_from(
    "กำ๑\t\n "
)


def saved(document: DocumentType) -> Written:
    """Return the document as it is read from its file."""
    document.save(buffer := BytesIO())
    return read_document(buffer.getvalue(), "หนังสือ.docx")


def bare(text: str) -> str:
    """Return the text without what only arranges it."""
    return "".join(text.split()).replace("|", "").replace("/", "")


def all_text(document: Written) -> str:
    """Return the text of paragraphs and tables in order."""
    return "".join(
        block.text
        if isinstance(block, Paragraph)
        else "".join(cell.text for row in block.rows for cell in row)
        for block in document.blocks
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_our_own_letters(folder: Path, tmp_path: Path) -> None:
    """Every word of a letter made here is read, in its order, at places that are unique."""
    data = example_letters(folder, tmp_path / "out")[0].read_bytes()
    document = read_document(data, "หนังสือ.docx")
    assert bare(document_text(data)) == bare(all_text(document))
    places = [paragraph.place for paragraph in document.paragraphs]
    places += [cell.place for each in document.tables for row in each.rows for cell in row]
    places += [paragraph.place for each in document.furniture for paragraph in each.paragraphs]
    assert len(places) == len(set(places))


def test_the_parts_of_our_own_letter(tmp_path: Path) -> None:
    """The monthly letter: distributed text, centred signature, an annex on a page of its own."""
    (path,) = example_letters(TEMPLATES / "otop_monthly_sales", tmp_path / "out")
    document = read_document(path.read_bytes(), path.name)
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    assert Align.JUSTIFIED is by_text["จึงเรียนมาเพื่อพิจารณาดำเนินการ"].align
    assert Align.CENTER is by_text["ขอแสดงความนับถือ"].align
    label = by_text["สิ่งที่ส่งมาด้วย"]
    assert (Align.RIGHT, True, 1) == (label.align, label.starts_page, label.section)
    assert {("TH SarabunPSK", "TH SarabunPSK")} == {
        (span.font, span.digits_font) for each in document.paragraphs for span in each.spans
    }
    (table,) = document.tables
    assert (13, 1) == (table.columns, table.section)
    assert "เมืองพะเยา" in {cell.text for row in table.rows for cell in row}
    assert (2, False, False) == (document.sections, document.has_emblem, document.has_revisions)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(CHARACTERS, max_size=40), max_size=4))
def test_what_is_written_is_read(runs: list[str]) -> None:
    """Text written by python-docx into the runs of a paragraph comes back, whatever it is."""
    source = Document()
    paragraph = source.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).font.name = f"F{number % 2}"
    document = saved(source)
    expected = plain_text("".join(runs))
    assert ([expected] if expected.strip() else []) == [each.text for each in document.paragraphs]
    for each in document.paragraphs:
        edges = [0, *(span.end for span in each.spans)]
        assert edges[:-1] == [span.start for span in each.spans]
        assert len(expected) == edges[-1]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.text("กข๑5 ", max_size=5), min_size=3, max_size=3), max_size=5))
def test_cells_come_back(rows: list[list[str]]) -> None:
    """The cells of a table with lines come back at their places, empty ones too."""
    source = Document()
    table = source.add_table(0, 3, style="Table Grid")
    for row in [["ลำดับ", "ก", "ข"], ["1", "2", "3"], *rows]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    (found,) = saved(source).tables
    typed = [[text if text.strip() else "" for text in row] for row in rows]
    assert typed == [[cell.text for cell in row] for row in found.rows[2:]]
    assert {(0, 1, 2)} == {tuple(cell.column for cell in row) for row in found.rows}


def test_fonts_that_python_docx_sets() -> None:
    """A font set for Latin letters alone does not draw Thai; w:cs does."""
    source = Document()
    run = source.add_paragraph().add_run("ลงวันที่ 5")
    run.font.name = "Arial"
    look: Any = run._element.rPr
    look.rFonts.set(qn("w:cs"), "TH SarabunPSK")
    (paragraph,) = saved(source).paragraphs
    assert [("TH SarabunPSK", "Arial")] == [(s.font, s.digits_font) for s in paragraph.spans]


def test_lists_of_the_default_template() -> None:
    """Word's own list styles number their paragraphs."""
    source = Document()
    for text, style in [("ก", "List Number"), ("ข", "List Number"), ("ค", "List Bullet")]:
        source.add_paragraph(text, style=style)
    assert ["1. ก", "2. ข", "• ค"] == [paragraph.text for paragraph in saved(source).paragraphs]


def test_an_empty_document() -> None:
    """A document without a word has no blocks."""
    assert () == saved(Document()).blocks
