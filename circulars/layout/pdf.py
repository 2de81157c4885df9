"""The PDF itself: the same bytes each time, its pages as images, its fonts."""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

    import pypdfium2

# PDF 32000-1, 7.9.4 (dates) and 14.4 (file identifiers); DocChecksum is LibreOffice's own.
DATE: Final = re.compile(rb"(?<=Date\(D:)\d{14}")
IDENTIFIERS: Final = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
POINTS_PER_INCH: Final = 72


def is_whole(data: bytes) -> bool:
    """Whether `data` starts and ends as a PDF.

    >>> is_whole(b"%PDF-1.6 ... startxref 9 %%EOF"), is_whole(b"%PDF-1.6 ...")
    (True, False)
    """
    return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")


def settle(pdf: bytes, stamp: dt.date) -> bytes:
    """Return `pdf`, as LibreOffice wrote it, with nothing left that differs from run to run.

    The dates become `stamp` (midnight), the identifiers a digest of the rest.  Nothing
    changes its length, so the cross-reference table stays right.
    """
    start = max(pdf.rfind(b"/CreationDate(D:"), 0)  # the last object; page content lies before
    head, tail = pdf[:start], pdf[start:]
    tail = DATE.sub(f"{stamp:%Y%m%d}000000".encode(), tail)
    blank = IDENTIFIERS.sub(b"0" * 32, tail)
    digest = hashlib.sha256(head + blank).hexdigest()[:32].upper().encode()
    return head + IDENTIFIERS.sub(digest, tail)


def page_images(pdf: bytes, *, dpi: int = 110) -> list[bytes]:
    """Return each page as a PNG of `dpi` dots to the inch."""
    with opened(pdf) as document:
        return [_png(page, dpi) for page in document]


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
