"""Where a letter's text cites its attachments: ตามสิ่งที่ส่งมาด้วย ๔ และ ๕."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thai_numerals import to_arabic_digits
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.written_letter import WrittenLetter

_MONTH: Final = "|".join(map(re.escape, (*MONTHS_WIDE, *MONTHS_SHORT)))
# Figures behind the word that are not numbers of attachments: ๑ ฉบับ, ๒๕ มกราคม, ๑.๕, 2568.
_NUMBER: Final = (
    rf"\(?\d{{1,2}}(?![\d,]*\d|\.\d|\s*(?:ฉบับ|ชุด|แผ่น|รายการ|หน้า|เล่ม|อำเภอ|ราย|วัน|เดือน|ปี|{_MONTH}))"
    r"\.?\)?"
)
_AND: Final = r"(?:\s*(?:,|และ|หรือ|กับ|-|–|ถึง|,\s*และ)\s*|\s+)"
_AGAIN: Final = r"(?:(?:สิ่งที่ส่งมาด้วย|ลำดับ|หมายเลข|ข้อ)?(?:ที่)?\s*)"
_CITATION: Final = re.compile(
    r"(?P<word>สิ่งที่(?:ส่ง|แนบ)มาด้วย|สิ่งที่ส่งมาพร้อม|เอกสารแนบ(?:ท้าย)?|เอกสารที่แนบ)"
    rf"\s*{_AGAIN}?(?P<numbers>{_NUMBER}(?:{_AND}{_AGAIN}?{_NUMBER})*)?"
)
_RANGE: Final = re.compile(r"(\d{1,2})\W*(?:-|–|ถึง)\D*(\d{1,2})")
_QR: Final = re.compile(r".{0,30}?(?i:qr|คิวอาร์|ลิงก์|link|https?:|เว็บไซต์|ดาวน์โหลด)")
_DOWNLOAD: Final = re.compile(r"(?:ดาวน์โหลด|สแกน)(?:เอกสาร|รายละเอียด)?\s*$")
_OTHER_LETTER: Final = re.compile(r".{0,25}?(?:อ้างถึง|ของหนังสือ|ในหนังสือ)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place that cites attachments."""

    text: str  # as it is written: "สิ่งที่ส่งมาด้วย ๔ และ ๕"
    numbers: tuple[int, ...]  # none: attachments in general
    is_formal: bool  # สิ่งที่ส่งมาด้วย, not เอกสารแนบ
    is_download: bool  # says only where all of them lie: a QR code


def citations_in(letter: WrittenLetter) -> list[tuple[str, Citation]]:
    """Return the citations in the letter's text, each with the place it stands at."""
    texts = [(each.place, each.text) for each in letter.body]
    cells = (cell for table in letter.body_tables for row in table.rows for cell in row)
    texts += [(cell.place, cell.text) for cell in cells]
    return [(place, citation) for place, text in texts for citation in _citations(text)]


def numbers_of(letter: WrittenLetter) -> list[set[int]]:
    """Return the numbers that cite each listed attachment: as written, and by its place.

    They differ where the list is numbered wrongly, which is one fault and not several.
    """
    places = enumerate(letter.attachments, 1)
    return [{each.number or place, place} for place, each in places]


@lru_cache(maxsize=1024)
def _citations(text: str) -> tuple[Citation, ...]:
    """Return the attachments that `text` cites.

    >>> [each.numbers for each in _citations("ตามสิ่งที่ส่งมาด้วย ๑ - ๓ และสิ่งที่ส่งมาด้วย ๕")]
    [(1, 2, 3, 5)]
    """
    if "มาด้วย" not in text and "เอกสาร" not in text and "มาพร้อม" not in text:
        return ()
    return tuple(_found(text))


def _found(text: str) -> Iterator[Citation]:
    for match in _CITATION.finditer(to_arabic_digits(text)):
        behind, before = text[match.end() :], text[: match.start()]
        if _OTHER_LETTER.match(behind) or before.rstrip().endswith("อ้างถึง"):
            continue
        numbers = _numbers(match["numbers"] or "")
        yield Citation(
            text=text[match.start() : match.end()].strip(),
            numbers=numbers,
            is_formal=match["word"].startswith("สิ่ง"),
            is_download=not numbers and bool(_QR.match(behind) or _DOWNLOAD.search(before)),
        )


def _numbers(listed: str) -> tuple[int, ...]:
    """Return the numbers of a list in figures: "1, 2 และ 4 - 6"."""
    found = {int(figures) for figures in re.findall(r"\d+", listed)}
    for first, last in _RANGE.findall(listed):
        found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))
