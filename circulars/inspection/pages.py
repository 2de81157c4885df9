"""The pages of a letter as LibreOffice lays them out, for the rules that need them."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.layout import lent_converter, missing_parts, page_texts, pdf_fonts
from circulars.layout.fonts import NAMES, THAI_DIGIT_NAMES, installed_fonts
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding, Level
from circulars.model.written import LaidOutPages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.layout import Converter
    from circulars.model.written import Document

_THAI: Final = re.compile("[ก-ฮ]")
_STAMP: Final = dt.date(2000, 1, 1)  # of a PDF that nobody keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """LibreOffice ready to lay letters out, or why there is none; neither: nobody asked."""

    converter: Converter | None = None
    missing: tuple[Finding, ...] = ()

    def pages(self, docx: bytes, document: Document) -> tuple[LaidOutPages | None, list[Finding]]:
        """Return the pages of `docx`, which is `document`; or None and why not."""
        if self.converter is None:
            return None, [_unchecked(document.name, part) for part in self.missing]
        try:
            laid_out = self.converter.convert(docx, stamp=_STAMP, name=document.name)
        except LayoutError as error:
            return None, [_unchecked(document.name, each, failed=True) for each in error.findings]
        pages = LaidOutPages(
            starts=tuple(page.text for page in laid_out.pages),
            texts=tuple(page_texts(laid_out.pdf)),
            missing_fonts=_missing_fonts(document, pdf_fonts(laid_out.pdf)),
        )
        return pages, []


@contextmanager
def open_layout(*, wanted: bool) -> Iterator[Layout]:
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
            yield Layout(converter=converter)


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
