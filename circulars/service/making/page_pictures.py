"""Pages of a PDF as PNG; one that is as it was for the letter before is not encoded again."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING, Final

from circulars.layout.pdf import POINTS_PER_INCH, opened
from circulars.service.making.bench import bench

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

DPI: Final = 110
_QUICK: Final = 1  # of zlib: a third of the time, and pages that go to this machine or the next


def page_pictures(pdf: bytes) -> tuple[bytes, ...]:
    """Return each page as a PNG of 110 dots to the inch."""
    with opened(pdf) as document:
        return tuple(map(_picture, document))


def _picture(page: pypdfium2.PdfPage) -> bytes:
    image = page.render(scale=DPI / POINTS_PER_INCH).to_pil()
    digest = hashlib.sha256(image.tobytes()).digest()
    return bench().page(digest, lambda: _png(image))


def _png(image: Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=_QUICK)
    return buffer.getvalue()
