"""Where a letter's text cites its attachments: ตามสิ่งที่ส่งมาด้วย ๔ และ ๕."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from thai_numerals import to_arabic_digits
from thai_numerals.names import MONTHS_SHORT, MONTHS_WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.written_letter import WrittenLetter

_MONTH: Final = "|".join(map(re.escape, (*MONTHS_WIDE, *MONTHS_SHORT)))
# Places inside an attachment, and how many copies there are: ๑ ข้อ ๔, ๑ แผ่นที่ ๕, ๑ จำนวน ๓ หน้า.
_PLACE: Final = (
    r"(?:ข้อ|หน้า|แผ่น|ตาราง|หมวด|ส่วน|บท|ตอน|รายการ|ลำดับ|วรรค|ภาคผนวก|ช่อง|แถว)(?:ที่)?\s*\d[\d.]*"
)
_INSIDE: Final = (
    rf"(?:\s*\(?\s*{_PLACE}(?:\s*(?:-|–|ถึง|,|และ)\s*(?:{_PLACE}|\d[\d.]*))*\s*\)?"
    r"|\s*จำนวน\s*\d+\s*[ก-๎]+)"
)
# Figures behind the word that are not numbers of attachments: ๑ ฉบับ, ๒๕ มกราคม, ๑.๕, 2568.
_NUMBER: Final = (
    r"\(?\d{1,2}(?![\d,]*\d|\.\d|\s*(?:ฉบับ|ชุด|(?:แผ่น|รายการ|หน้า)(?!ที่|\s*\d)|เล่ม|อำเภอ|ราย(?!การ)|วัน|เดือน|ปี"
    rf"|{_MONTH}))\.?\)?"
)
_AND: Final = r"(?:\s*(?:,|และ\s*/?\s*หรือ|และ|หรือ|กับ|-|–|ถึง|,\s*และ)\s*|\s+)"
_AGAIN: Final = r"(?:(?:สิ่งที่ส่งมาด้วย|ลำดับ|หมายเลข)?(?:ที่)?\s*)"
_ITEM: Final = r"ข้อ(?:ที่)?\s*"  # in place of the word again: สิ่งที่ส่งมาด้วย ข้อ ๑ และข้อ ๒
_CITATION: Final = re.compile(
    r"(?P<word>สิ่งที่(?:ส่ง|แนบ)มาด้วย|สิ่งที่ส่งมาพร้อม|เอกสารแนบ(?:ท้าย)?|เอกสารที่แนบ)\s*"
    rf"(?:{_ITEM}(?P<items>{_NUMBER}(?:{_AND}(?:{_ITEM})?{_NUMBER})*)"
    rf"|{_AGAIN}?(?P<numbers>{_NUMBER}{_INSIDE}?(?:{_AND}{_AGAIN}?{_NUMBER}{_INSIDE}?)*))?"
)
_PLACED: Final = re.compile(rf"(?<=[\d.)]){_INSIDE}")
_NAMED: Final = re.compile(rf"{_PLACE}|จำนวน\s*\d+")
# Other ways to say that papers come with the letter: ที่ส่งมาพร้อมหนังสือนี้, ดังแนบ.
_ENCLOSED: Final = re.compile(
    r"(?:ส่ง|แนบ)(?:มา)?(?:ด้วย|พร้อม)(?:กับ|แล้ว|หนังสือ|ฉบับ|นี้|\s)*(?:นี้|แล้ว)|ที่(?:ได้)?(?:ส่ง|แนบ)มา(?:ด้วย|พร้อม)"
    r"|(?:ดัง|ตาม|เอกสาร)(?:ที่)?(?:ได้)?แนบ|แนบมา(?:นี้|ท้าย)|แนบท้าย(?:หนังสือ)?(?:ฉบับ)?นี้|(?:ได้|ขอ)(?:จัด)?(?:ส่ง|แนบ).{0,60}มา(?:ด้วย|พร้อม)"
)
# What stands in place of a list: the papers are told elsewhere.
_ELSEWHERE: Final = re.compile(
    r"(?:รายละเอียด|เอกสาร|รายการ)?\s*(?:ปรากฏ)?(?:ตาม|ดัง)|(?:ดาวน์โหลด|สแกน)"
)
# A letter that says what it sends has named it: จึงขอส่งเรื่องดังกล่าวคืน.
_SENDS: Final = re.compile(r"ขอ(?:จัด|นำ)?ส่ง(?!เสริม)")
_RANGE: Final = re.compile(r"(\d{1,2})\W*(?:-|–|ถึง)\D*(\d{1,2})")
_QR: Final = re.compile(r".{0,30}?(?i:qr|คิวอาร์|ลิงก์|link|https?:|เว็บไซต์|ดาวน์โหลด)")
_DOWNLOAD: Final = re.compile(r"(?:ดาวน์โหลด|สแกน)(?:เอกสาร|รายละเอียด)?\s*$")
_OTHER_LETTER: Final = re.compile(r".{0,25}?(?:อ้างถึง|ของหนังสือ|ในหนังสือ)")


_LONG_ENOUGH: Final = 10  # characters of a title that nobody writes by accident


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place that cites attachments."""

    text: str  # as it is written: "สิ่งที่ส่งมาด้วย ๔ และ ๕"
    numbers: tuple[int, ...]  # none: attachments in general
    perhaps: tuple[int, ...] = ()  # behind a place inside one: "๑ ข้อ ๔ และ ๒" may cite 2
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


def is_told_elsewhere(letter: WrittenLetter) -> bool:
    """Return whether the letter has no list of its own: สิ่งที่ส่งมาด้วย ตามรายการแนบท้าย."""
    return len(letter.attachments) == 1 and bool(_ELSEWHERE.match(letter.attachments[0].title))


def names_attachments(letter: WrittenLetter) -> bool:
    """Return whether the text names every attachment by its whole title, or sends the only one."""
    if len(letter.attachments) == 1 and any(_SENDS.search(each.text) for each in letter.body):
        return True
    wanted = [_plain(each.title) for each in letter.attachments]
    texts = [_plain(paragraph.text) for paragraph in letter.body]
    return all(
        len(title) >= _LONG_ENOUGH and any(title in text for text in texts) for title in wanted
    )


def _plain(text: str) -> str:
    return "".join(to_arabic_digits(text).split())


@remembered
def _citations(text: str) -> tuple[Citation, ...]:
    """Return the attachments that `text` cites.

    >>> [each.numbers for each in _citations("ตามสิ่งที่ส่งมาด้วย ๑ - ๓ และสิ่งที่ส่งมาด้วย ๕")]
    [(1, 2, 3, 5)]
    """
    if not any(word in text for word in ("ด้วย", "เอกสาร", "พร้อม", "แนบ")):
        return ()
    found = tuple(_found(text))
    enclosed = None if found else _ENCLOSED.search(text)
    if enclosed is None or _OTHER_LETTER.match(text, enclosed.end()):
        return found
    return (Citation(text=enclosed[0], numbers=(), is_formal=False, is_download=False),)


def _found(text: str) -> Iterator[Citation]:
    for match in _CITATION.finditer(to_arabic_digits(text)):
        behind, before = text[match.end() :], text[: match.start()]
        if _OTHER_LETTER.match(behind) or before.rstrip().endswith("อ้างถึง"):
            continue
        listed = match["numbers"] or ""
        numbers = _numbers(match["items"] or _PLACED.sub(" ", listed))
        yield Citation(
            text=text[match.start() : match.end()].strip(),
            numbers=numbers,
            perhaps=_numbers(_NAMED.sub(" ", " ".join(_PLACED.findall(listed)))),
            is_formal=match["word"].startswith("สิ่ง"),
            is_download=not numbers and bool(_QR.match(behind) or _DOWNLOAD.search(before)),
        )


def _numbers(listed: str) -> tuple[int, ...]:
    """Return the numbers of a list in figures: "1, 2 และ 4 - 6"."""
    found = {int(figures) for figures in re.findall(r"\d+", listed)}
    for first, last in _RANGE.findall(listed):
        found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))
