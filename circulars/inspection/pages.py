"""The pages of a letter as LibreOffice lays them out, for the rules that need them."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.body import MAIN_PART
from circulars.layout import lent_converter, missing_parts, page_texts, pdf_fonts
from circulars.layout.fonts import NAMES, THAI_DIGIT_NAMES, installed_fonts
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding, Level
from circulars.model.written import LaidOutPages
from circulars.ooxml import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.layout import Converter
    from circulars.model.written import Document

_THAI: Final = re.compile("[ก-ฮ]")
_STAMP: Final = dt.date(2000, 1, 1)  # of a PDF that nobody keeps


# Of a document that is laid out: so many take LibreOffice half a minute, and a letter has some 50,
# an annex of 1,000 rows some 10,000.
MOST_PARAGRAPHS: Final = 20_000
_PARAGRAPH: Final = re.compile(rb"<w:p[ />]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A letter laid out; only findings, why not, where it is not."""

    pages: LaidOutPages | None = None
    pdf: bytes = b""  # where it is to be kept
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """LibreOffice ready to lay letters out, or why there is none; neither: nobody asked."""

    converter: Converter | None = None
    missing: tuple[Finding, ...] = ()
    keep_pdf: bool = False  # of each letter; it takes memory until the last one is checked

    def laid(self, docx: bytes, document: Document) -> Laid:
        """Return the pages of `docx`, which is `document`; or why not."""
        name = document.name
        if self.converter is None:
            return Laid(findings=tuple(_unchecked(name, part) for part in self.missing))
        if (count := _paragraph_count(docx)) > MOST_PARAGRAPHS:
            return Laid(findings=(_too_long(name, count),))
        try:
            laid_out = self.converter.convert(docx, stamp=_STAMP, name=name)
        except LayoutError as error:
            told = (_unchecked(name, each, failed=True) for each in error.findings)
            return Laid(findings=tuple(told))
        pages = LaidOutPages(
            starts=tuple(page.text for page in laid_out.pages),
            texts=tuple(page_texts(laid_out.pdf)),
            missing_fonts=_missing_fonts(document, pdf_fonts(laid_out.pdf)),
        )
        return Laid(pages=pages, pdf=laid_out.pdf if self.keep_pdf else b"")


def _paragraph_count(docx: bytes) -> int:
    """Return how many paragraphs the body has, empty ones and those of tables too."""
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            return sum(1 for _ in _PARAGRAPH.finditer(archive.read(MAIN_PART)))
    except UNREADABLE:  # told by who lays it out
        return 0


@contextmanager
def open_layout(*, wanted: bool, keep_pdf: bool = False) -> Iterator[Layout]:
    """Open LibreOffice where it is `wanted` and there; it starts at once, beside other work."""
    missing = missing_parts() if wanted else ()
    if missing or not wanted:
        yield Layout(missing=missing)
        return
    with lent_converter() as converter:
        try:
            converter.start()
        except LayoutError as error:
            yield Layout(missing=error.findings)
        else:
            yield Layout(converter=converter, keep_pdf=keep_pdf)


def _too_long(name: str, count: int) -> Finding:
    return Finding(
        code="layout-unchecked",
        level=Level.WARN,
        where=name,
        message="ไม่ได้ตรวจเลขหน้า คำต่อหน้า และแบบอักษรตามหน้าจริง "
        f"เพราะเอกสารมี {count:,} ย่อหน้า เกิน {MOST_PARAGRAPHS:,} ย่อหน้า",
        hint="แบ่งเอกสารเป็นหลายไฟล์ แล้วตรวจใหม่",
    )


def _unchecked(name: str, reason: Finding, *, failed: bool = False) -> Finding:
    return Finding(
        code="layout-unchecked",
        level=Level.WARN if failed else Level.NOTE,
        where=name,
        message=f"ไม่ได้ตรวจเลขหน้า คำต่อหน้า และแบบอักษรตามหน้าจริง เพราะจัดหน้าไม่ได้: {reason.message}",
        hint=reason.hint,
    )


def _missing_fonts(document: Document, used: set[str]) -> tuple[str, ...]:
    """Return the fonts of `document` that others stood in for, TH Sarabun apart.

    Its stand-in lays pages out alike.  `used` are the fonts of the PDF: a font that the file
    itself brings along is there, though it is not installed.
    """
    installed = {_plain(name) for name in installed_fonts()}
    drawn = {_plain(name.split("-")[0]) for name in used}
    there = installed | drawn | {_plain(name) for name in NAMES + THAI_DIGIT_NAMES}
    return tuple(sorted({font for font in _fonts(document) if _plain(font) not in there}))


def _fonts(document: Document) -> Iterator[str]:
    """Yield the fonts in which the body of `document` has Thai; others move no page break."""
    for paragraph in document.paragraphs:
        for span in paragraph.spans:
            if span.font and _THAI.search(paragraph.text[span.start : span.end]):
                yield span.font


def _plain(font: str) -> str:
    """Return the name as family and PostScript names have in common.

    >>> _plain("Times New Roman")
    'timesnewroman'
    """
    return font.replace(" ", "").casefold()
