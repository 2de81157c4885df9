"""Fonts that a document names by their part in its theme (ชุดรูปแบบ)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.reading.package import parse_shared

if TYPE_CHECKING:
    from lxml import etree

_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# ISO/IEC 29500-1, 17.18.96 `ST_Theme`: the endings of names, and where their fonts stand.
_SCRIPTS: Final = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}


def theme_fonts(xml: bytes, language: str) -> dict[str, str]:
    """Return the font for each name such as ``minorBidi``; empty without a theme.

    The theme names fonts by script where it leaves the place of all complex scripts empty;
    `language` (w:themeFontLang, "th-TH") says which script the document means.
    """
    if not xml:
        return {}
    root = parse_shared(xml)
    fonts = {}
    for size in ("major", "minor"):
        collection = next(root.iter(f"{_DRAWING}{size}Font"), None)
        if collection is not None:
            for ending, place in _SCRIPTS.items():
                fonts[f"{size}{ending}"] = _font(collection, place, language)
    return fonts


def _font(collection: etree._Element, place: str, language: str) -> str:
    font = collection.find(f"{_DRAWING}{place}")
    name = "" if font is None else font.get("typeface", "")
    if not name and place == "cs" and language.startswith("th"):
        thai = collection.find(f"{_DRAWING}font[@script='Thai']")
        return "" if thai is None else thai.get("typeface", "")
    return name
