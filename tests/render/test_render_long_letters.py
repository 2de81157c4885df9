"""Continuation words in frames: where they are put, and what they leave alone."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import letter, paragraph, part, schema_errors, table
from render_documents import package as smallest

from circulars.body import anchors
from circulars.render import with_continuation_words

if TYPE_CHECKING:
    from pathlib import Path

FRAME = '<w:p><w:pPr><w:framePr w:y="1"/></w:pPr></w:p>'
END = "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>"
BROKEN = '<w:p><w:r><w:t>ก</w:t><w:br w:type="page"/><w:t>ข</w:t></w:r></w:p>'
LINES = "<w:p><w:r><w:t>ก</w:t><w:br/><w:t>ข</w:t></w:r></w:p>"


def body(docx: bytes) -> Any:
    """Return the `w:body` of `docx`."""
    return Document(io.BytesIO(docx)).element.body


def tied(docx: bytes) -> list[str]:
    """Return the texts of the paragraphs that frames can be tied to."""
    return [str(each.xpath("string()")) for each in anchors(body(docx))]


def framed(docx: bytes) -> list[tuple[str, str]]:
    """Return the text of each frame of ours and of the paragraph behind it."""
    return [
        (each.xpath("string()"), each.getnext().xpath("string()"))
        for each in body(docx).xpath("w:p[w:pPr/w:framePr/@w:xAlign]")
    ]


def test_what_a_frame_can_be_tied_to() -> None:
    """Not to cells, frames, section ends or paragraphs broken by a page, nor counting them."""
    inside = table(("ในตาราง",))
    blocks = [paragraph("A"), inside, FRAME, paragraph("B"), BROKEN, END, LINES, paragraph("C")]
    assert ["A", "B", "กข", "C"] == tied(smallest("".join(blocks) + "<w:sectPr/>"))


def test_words_stand_before_their_anchors() -> None:
    """Each word is framed right before its paragraph, past whatever is no anchor."""
    blocks = [paragraph("A"), table(("ในตาราง",)), FRAME, paragraph("B"), BROKEN, paragraph("C")]
    docx = smallest("".join(blocks) + "<w:sectPr/>")
    made = with_continuation_words(docx, [(1, "/๕. ก & ข..."), (2, "/ค...")])
    assert [("/๕. ก & ข...", "B"), ("/ค...", "C")] == framed(made)
    assert tied(docx) == tied(made)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.sampled_from(["p", "t", "f", "e"]), min_size=1, max_size=12),
    st.sets(st.integers(0, 11)),
)
def test_frames_change_no_anchor(kinds: list[str], wanted: set[int]) -> None:
    """However a body is mixed, frames leave the anchors and their numbers as they are."""
    made = {"t": table(("ตาราง",)), "f": FRAME, "e": END}
    blocks = [made.get(kind) or paragraph(f"P{place}") for place, kind in enumerate(kinds)]
    docx = smallest("".join(blocks) + "<w:sectPr/>")
    names = tied(docx)
    words = [(number, f"/{number}...") for number in sorted(wanted) if number < len(names)]
    printed = with_continuation_words(docx, words)
    assert names == tied(printed)
    assert [(word, names[number]) for number, word in words] == framed(printed)


def sections(*shapes: tuple[float, float]) -> bytes:
    """Return a letter of sections with so high a page and so low a margin, in centimetres."""
    document = Document()
    for number, (height, bottom) in enumerate(shapes):
        section = document.add_section(WD_SECTION.NEW_PAGE) if number else document.sections[0]
        section.page_height, section.bottom_margin = Cm(height), Cm(bottom)
        document.add_paragraph(f"ส่วนที่ {number}")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def test_words_stand_below_the_text_of_their_section() -> None:
    """A frame begins where the text of its section's pages ends, at most 1 mm below."""
    shapes = ((29.7, 1.5), (21.0, 2.0), (29.7, 4.0))
    made = with_continuation_words(sections(*shapes), [(n, "/ก...") for n in range(3)])
    tops = [
        Length(int(frame.get(qn("w:y"))) * 635).cm for frame in body(made).iter(qn("w:framePr"))
    ]
    gaps = [top - (height - bottom) for top, (height, bottom) in zip(tops, shapes, strict=True)]
    assert [True] * 3 == [0 < gap < 0.1 for gap in gaps]


def test_everything_else_stays_as_it_is(tmp_path: Path) -> None:
    """Only the main part changes, and Word has nothing to repair in it."""
    docx = letter("ก", "ข", "ค")
    made = with_continuation_words(docx, [(1, "/ข...")])
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        names = archive.namelist()
    differing = [name for name in names if "." in name and not _same(docx, made, name)]
    assert ["word/document.xml"] == differing
    assert [] == schema_errors(made, tmp_path)


def _same(one: bytes, other: bytes, name: str) -> bool:
    with zipfile.ZipFile(io.BytesIO(one)) as first, zipfile.ZipFile(io.BytesIO(other)) as second:
        return first.read(name) == second.read(name)


def test_a_word_of_a_character_that_no_document_may_have_is_refused() -> None:
    """A control character does not make a file that Word cannot open."""
    with pytest.raises(ValueError, match=r"U\+0001"):
        with_continuation_words(letter("ก"), [(0, "/\x01...")])
    assert "framePr" not in part(letter("ก"), "word/document.xml")
