"""The PDF itself: the same bytes each time, its pages as images, its fonts."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Final

from circulars.layout.fonts import KEPT_SPACE

if TYPE_CHECKING:
    import datetime as dt

    import pikepdf
    import pypdfium2

# PDF 32000-1, 14.3.3 (document information) and 14.4 (file identifiers); DocChecksum is
# LibreOffice's own.
DATES: Final = frozenset({"/CreationDate", "/ModDate"})
IDENTIFIERS: Final = frozenset({"/ID", "/DocChecksum"})
_KEPT: Final = b"<%04X>" % KEPT_SPACE
_SPACE: Final = b"<0020>"
POINTS_PER_INCH: Final = 72


def is_whole(data: bytes) -> bool:
    """Whether `data` starts and ends as a PDF.

    >>> is_whole(b"%PDF-1.6 ... startxref 9 %%EOF"), is_whole(b"%PDF-1.6 ...")
    (True, False)
    """
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def settle(pdf: bytes, stamp: dt.date) -> bytes:
    """Return `pdf`, as LibreOffice wrote it, with nothing left that differs from run to run.

    The dates become `stamp` (midnight), the identifier a digest of the rest, and the objects
    are numbered in the order in which the pages refer to them: LibreOffice writes fonts in the
    order of their addresses in memory.  Its text has only one kind of space: that is what a
    reader searches for.
    """
    import pikepdf  # loads a large library, which only conversion needs

    settled = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for key in DATES & set(map(str, document.docinfo.keys())):
            document.docinfo[key] = pikepdf.String(f"D:{stamp:%Y%m%d}000000Z")
        for key in IDENTIFIERS & set(map(str, document.trailer.keys())):
            del document.trailer[key]
        for font in (each for each in document.objects if isinstance(each, pikepdf.Dictionary)):
            if isinstance(meanings := font.get("/ToUnicode"), pikepdf.Stream):
                _write_plain_spaces(meanings)
        document.save(settled, deterministic_id=True)
    return settled.getvalue()


def _write_plain_spaces(meanings: pikepdf.Stream) -> None:
    """Let the glyph of the kept space mean a space.  Source: PDF 32000-1, 9.10.3, ToUnicode."""
    text = meanings.read_bytes()
    if _KEPT in text:
        meanings.write(text.replace(_KEPT, _SPACE))


def page_images(pdf: bytes, *, dpi: int = 110, most: int | None = None) -> list[bytes]:
    """Return each page, or at `most` the first so many, as a PNG of `dpi` dots to the inch."""
    with opened(pdf) as document:
        return [_png(page, dpi) for page in islice(document, most)]


def _png(page: pypdfium2.PdfPage, dpi: int) -> bytes:
    buffer = io.BytesIO()
    image = page.render(scale=dpi / POINTS_PER_INCH).to_pil()
    image.save(buffer, "PNG", dpi=(dpi, dpi))
    return buffer.getvalue()


def pdf_fonts(pdf: bytes) -> set[str]:
    """Return the PostScript names of the fonts the text uses, without subset tags.

    Source of the tag (six letters and a plus sign): PDF 32000-1, 9.6.4.
    """
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT  # here: 90 ms, and only a PDF needs it

    with opened(pdf) as document:
        return {
            text.get_font().get_base_name().split("+")[-1]
            for page in document
            for text in page.get_objects(filter=[FPDF_PAGEOBJ_TEXT])
        }


def opened(pdf: bytes) -> pypdfium2.PdfDocument:
    """Return `pdf` as a PDFium document, to be closed by a `with` block."""
    import pypdfium2  # here: 90 ms, and only a PDF needs it

    return pypdfium2.PdfDocument(pdf)
