"""Pictures of all pages of the five real letters on one sheet, for the documentation.

``make contact-sheet`` writes docs/images/letters.png: letter after letter, every page in
proportion, upright or turned.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont
from real_letters import REAL_LETTERS, ROOT

from circulars.layout.fonts import installed_fonts, prepare_fonts
from circulars.model.errors import LayoutError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont
    from real_letters import RealLetter

SHEET: Final = ROOT / "docs" / "images" / "letters.png"
# Pixels.
LONG_SIDE: Final = 540  # of a page of A4
GAP: Final = 18  # between the pages of a letter
BETWEEN: Final = 70  # and between letters
MARGIN: Final = 20
CAPTION: Final = 56
FONT_SIZE: Final = 36
FRAME: Final = "#b0b0b0"
_TINTS: Final = range(0, 256, 15)
# Greys, and the red in which urgency is printed.
COLOURS: Final = [
    *(channel for tint in _TINTS for channel in (tint, tint, tint)),
    *(channel for tint in _TINTS for channel in (255, tint, tint)),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One letter: its pages as small pictures, and what stands under them."""

    caption: str
    pages: list[Image.Image]

    @property
    def width(self) -> int:
        """Its width with the gaps between the pages."""
        return sum(page.width for page in self.pages) + GAP * (len(self.pages) - 1)


def strip(letter: RealLetter, folder: Path) -> Strip:
    """Return the strip of `letter`, made in `folder`; raises SystemExit without pictures."""
    batch = letter.make(folder)
    images = [path for path in batch.files if path.suffix == ".png"]
    if not images:
        sys.exit("ไม่มีภาพของหน้า: ติดตั้ง LibreOffice แล้วสั่งใหม่")
    return Strip(caption=letter.load().title, pages=[small(path) for path in images])


def small(path: Path) -> Image.Image:
    """Return the page in the file `path` as a small picture with a thin frame."""
    with Image.open(path) as page:
        scale = LONG_SIDE / max(page.size)
        size = (round(page.width * scale), round(page.height * scale))
        made = page.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    ImageDraw.Draw(made).rectangle((0, 0, made.width - 1, made.height - 1), outline=FRAME)
    return made


def thai_font() -> FreeTypeFont | None:
    """Return the font that letters are laid out with, or nothing where there is none."""
    try:
        setup = prepare_fonts()
    except LayoutError:
        return None
    if setup.derived:
        name = f"{setup.family.replace(' ', '')}.ttf"
        return ImageFont.truetype(setup.config.parent / name, FONT_SIZE)
    return ImageFont.truetype(installed_fonts()[setup.family]["Regular"], FONT_SIZE)


def rows(strips: list[Strip], width: int) -> list[list[Strip]]:
    """Return `strips` in rows, as many in each as fit beside one another in `width`."""
    made: list[list[Strip]] = []
    left = 0
    for each in strips:
        if left < each.width:
            made.append([])
            left = width
        made[-1].append(each)
        left -= each.width + BETWEEN
    return made


def sheet(strips: list[Strip]) -> Image.Image:
    """Return all `strips` in rows on white, with their captions if a font is at hand."""
    width, height = max(each.width for each in strips), LONG_SIDE + CAPTION
    placed = rows(strips, width)
    size = (width + 2 * MARGIN, height * len(placed) + 2 * MARGIN)
    made = Image.new("RGB", size, "white")
    font = thai_font()
    for number, together in enumerate(placed):
        left, top = MARGIN, MARGIN + number * height
        for each in together:
            paste(made, each, (left, top), font)
            left += each.width + BETWEEN
    return made


def paste(
    made: Image.Image, each: Strip, corner: tuple[int, int], font: FreeTypeFont | None
) -> None:
    """Put one strip onto the sheet `made`."""
    left, top = corner
    if font is not None:
        place = (left, top + LONG_SIDE + CAPTION // 2)
        ImageDraw.Draw(made).text(place, each.caption, "#303030", font, anchor="lm")
    for page in each.pages:
        made.paste(page, (left, top))
        left += page.width + GAP


def main(out: Path) -> None:
    """Write the sheet to the file `out`."""
    with tempfile.TemporaryDirectory() as folder:
        strips = [strip(letter, Path(folder) / letter.letter_type) for letter in REAL_LETTERS]
    palette = Image.new("P", (1, 1))
    palette.putpalette(COLOURS)
    small_file = sheet(strips).quantize(palette=palette, dither=Image.Dither.NONE)
    small_file.save(out, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHEET)
