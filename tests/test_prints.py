"""The loop of layout and page furniture: it ends, and DOCX and PDF are of the same round."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from types import SimpleNamespace
from typing import Any, cast

import pikepdf
from docx import Document

from circulars.layout import LaidOut, PageStart
from circulars.prints import _letter_pages, _settled
from circulars.render import Template

DAY = dt.date(2025, 3, 11)


def start(text: str) -> PageStart:
    """Return a page that begins with `text`."""
    return PageStart(text=text, paragraph=0, offset=0)


class Restless:
    """Lays out a document so that the second page begins elsewhere each time."""

    def __init__(self) -> None:
        self.seen: list[bytes] = []

    def convert(self, docx: bytes, *, stamp: dt.date) -> LaidOut:
        """Return two pages; the PDF's title tells which document it was made of."""
        assert stamp == DAY
        self.seen.append(docx)
        written = BytesIO()
        with pikepdf.new() as pdf:
            pdf.add_blank_page()
            pdf.docinfo["/Title"] = pikepdf.String(str(len(self.seen)))
            pdf.save(written)
        second = ("เรื่องแรก", "เรื่องที่สอง")[len(self.seen) % 2]
        return LaidOut(pdf=written.getvalue(), pages=(start("หนังสือ"), start(second)))


def template() -> Template:
    """Return a template of one paragraph."""
    written = BytesIO()
    document = Document()
    document.add_paragraph("{{ เรื่อง }}")
    document.save(written)
    return Template(written.getvalue())


def test_a_layout_that_never_settles_is_said() -> None:
    """The DOCX given out is the one that the PDF was made of, and the finding says it moves."""
    letter = cast("Any", SimpleNamespace(context={"เรื่อง": "ก"}, annexes=()))
    one, office = template(), Restless()
    prints = _settled(letter, one, one.render(letter.context), cast("Any", office), DAY)
    assert ["layout-unsettled"] == [finding.code for finding in prints.findings]
    assert prints.docx == office.seen[-1]
    assert prints.pdf is not None
    with pikepdf.open(BytesIO(prints.pdf)) as pdf:
        assert str(len(office.seen)) == str(pdf.docinfo["/Title"])


def test_an_empty_page_is_no_annex() -> None:
    """Only a page that begins with the annex's label and title ends the letter."""
    annex = SimpleNamespace(label="สิ่งที่ส่งมาด้วย", title="ตาราง")
    letter = cast("Any", SimpleNamespace(annexes=(annex,)))
    pages = (start("หนังสือ"), start(""), start("สิ่งที่ส่งมาด้วย\nตาราง\nก"))
    assert pages[:2] == _letter_pages(letter, LaidOut(pdf=b"", pages=pages))
