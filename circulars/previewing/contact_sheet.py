"""A picture of all pages of a case, to be looked over at a glance (ภาพรวม)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST: Final = 24  # pages in one picture
_ACROSS: Final = 4
_WIDTH: Final = 420  # pixels of a page
_GAP: Final = 12
_TABLE: Final = (96, 96, 96)  # what the pages lie on


def contact_sheet(pages: Sequence[Path]) -> bytes:
    """Return the first pages side by side as PNG; `pages` are images, one at least."""
    from PIL import Image

    small = []
    for path in pages[:MOST]:
        with Image.open(path) as page:
            height = round(page.height * _WIDTH / page.width)
            small.append(page.convert("RGB").resize((_WIDTH, height)))
    rows = [small[start : start + _ACROSS] for start in range(0, len(small), _ACROSS)]
    heights = [max(image.height for image in row) for row in rows]
    across = min(_ACROSS, len(small))
    size = (across * (_WIDTH + _GAP) + _GAP, sum(heights) + _GAP * (len(rows) + 1))
    sheet = Image.new("RGB", size, _TABLE)
    top = _GAP
    for row, height in zip(rows, heights, strict=True):
        for place, image in enumerate(row):
            sheet.paste(image, (_GAP + place * (_WIDTH + _GAP), top))
        top += height + _GAP
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()
