"""Thai and Arabic digits (เลขไทย เลขอารบิก) in text, both ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Digits = Literal["thai", "arabic"]

# Digits zero to nine.  Source: Unicode block Thai, U+0E50 to U+0E59.
THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
ARABIC_DIGITS: Final = "0123456789"

_TO_THAI: Final = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC: Final = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)

# What an office keeps in Arabic digits: the cabinet resolution of 2 May 2543 on Thai digits
# leaves out foreign text and web addresses.  A word that joins a Latin letter and a digit
# (OTOP68, A4, COVID-19, report_2568.pdf, www.example.go.th/2568) is such text.
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")
# Thai letters are part of an address only after one of its signs: text often follows unspaced.
_ADDRESS: Final = (
    r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.|mailto:)(?:[^\s<>\"“”ก-๎]|(?<=[/.=?&_-])[ก-๎]+)+"
)
_WINDOWS_PATH: Final = r"(?:(?<![A-Za-z])[A-Za-z]:\\|\\\\)[^\s<>\"“”|]+"
# Bounded, so that a long text without blanks is not searched again from each of its letters.
_ENDINGS: Final = "docx?|xlsx?|pptx?|pdf|txt|csv|zip|jpe?g|png|odt|ods"
_FILE_NAME: Final = rf"[\w\-.\u0e31-\u0e4e]{{0,99}}\.(?:{_ENDINGS})(?![A-Za-z])"
_LATIN_WORD: Final = (
    r"[A-Za-z0-9À-ɏ]"
    r"(?:[A-Za-z0-9À-ɏ_]|[-./:@+#&=?%~*'](?=[A-Za-z0-9À-ɏ_])|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))*"
)
# A number before the first word of an item (1.OTOP) is no part of that word.
_ITEM_NUMBER: Final = re.compile(r"\d+[.-][^\d./:@]+")
_KEPT: Final = re.compile(
    f"{_ADDRESS}|{_WINDOWS_PATH}|{_FILE_NAME}|(?P<word>{_LATIN_WORD})", re.IGNORECASE
)


def to_thai_digits(text: str, *, everything: bool = False) -> str:
    """Return `text` with its digits written as Thai digits.

    Web and e-mail addresses, file names and codes that join Latin letters with digits stay
    as they are (see :func:`kept_in_arabic`) unless `everything` is true.

    >>> to_thai_digits("ปี 2568 แบบ OTOP68 ที่ https://example.go.th/2568")
    'ปี ๒๕๖๘ แบบ OTOP68 ที่ https://example.go.th/2568'
    """
    if everything or not _LATIN.search(text):
        return text.translate(_TO_THAI)
    parts: list[str] = []
    end = 0
    for start, stop in kept_in_arabic(text):
        parts += (text[end:start].translate(_TO_THAI), text[start:stop])
        end = stop
    parts.append(text[end:].translate(_TO_THAI))
    return "".join(parts)


def to_arabic_digits(text: str) -> str:
    """Return `text` with its Thai digits written as Arabic digits; nothing else changes.

    >>> to_arabic_digits("๑๑ มีนาคม ๒๕๖๘")
    '11 มีนาคม 2568'
    """
    return text.translate(_TO_ARABIC)


def kept_in_arabic(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each part of `text` that keeps its Arabic digits.

    >>> [("ใช้แบบ A4 และ 5 km")[a:b] for a, b in kept_in_arabic("ใช้แบบ A4 และ 5 km")]
    ['A4']
    """
    for match in _KEPT.finditer(text):
        kept = match.group()
        if match["word"] and _ITEM_NUMBER.fullmatch(kept):
            continue
        if _LATIN.search(kept) and any(digit in kept for digit in ARABIC_DIGITS):
            yield match.span()


def in_digits(text: str, digits: Digits) -> str:
    """Return `text`, which holds no Latin letters, in the digits named `digits`."""
    return text.translate(_TO_THAI if digits == "thai" else _TO_ARABIC)
