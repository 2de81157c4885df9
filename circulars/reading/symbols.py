"""Signs of symbol fonts, which a document holds as numbers of their places in the font."""

from __future__ import annotations

from typing import Final

# Places in Symbol, Wingdings and Wingdings 2, and the Unicode character that looks the same.
# Source: unicode.org, Mappings/VENDORS/APPLE/SYMBOL.TXT for Symbol; for the others the names in
# Unicode 7.0, proposal L2/11-052 (Wingdings and Webdings symbols).
_SIGNS: Final = {
    "symbol": {
        0xB7: "•", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xA3: "≤", 0xB3: "≥", 0xAE: "→",
    },
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0xA7: "▪",
        0xA8: "◻", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x9F: "•",
        0x28: "☎", 0x2A: "✉", 0xA1: "○",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x4F: "✗", 0xA3: "☐", 0x97: "●"},
}  # fmt: skip
_PRIVATE: Final = 0xF000  # where Windows keeps the places of symbol fonts in Unicode
BULLET: Final = "•"


def sign(font: str, code: str) -> str:
    """Return the character at the place `code` (hexadecimal) of `font`; empty if unknown.

    >>> sign("Wingdings", "F0FE"), sign("TH SarabunPSK", "0E01"), sign("Webdings", "F061")
    ('☑', 'ก', '')
    """
    try:
        place = int(code, 16)
        known = _SIGNS.get(font.lower(), {}).get(place & 0xFF if place >= _PRIVATE else place)
        return known or ("" if 0xE000 <= place <= 0xF8FF else chr(place))
    except (ValueError, OverflowError):
        return ""


def bullet(text: str, font: str) -> str:
    """Return the bullet that Word draws for `text` in `font`.

    >>> bullet(chr(0xF0B7), "Symbol"), bullet("-", "TH SarabunPSK"), bullet(chr(0xF0F0), "Webdings")
    ('•', '-', '•')
    """
    return "".join(sign(font, f"{ord(character):X}") or BULLET for character in text)
