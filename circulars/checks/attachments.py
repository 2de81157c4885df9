"""The list of attachments (สิ่งที่ส่งมาด้วย): numbers, counts, and what the text cites of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.citations import (
    citations_in,
    is_told_elsewhere,
    names_attachments,
    numbers_of,
)
from circulars.checks.rules import letter_rule
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import ListedAttachment, WrittenLetter

_HEADING: Final = "สิ่งที่ส่งมาด้วย"
# Units by which papers are counted in the lists of real letters.  The regulation asks for the names
# of what is sent (clause 11.7); that the list counts them, and by which units, is usage.
_UNITS: Final = frozenset(
    {"ฉบับ", "ชุด", "แผ่น", "เล่ม", "หน้า", "แฟ้ม", "ซอง", "ใบ", "รายการ", "เรื่อง", "ไฟล์", "แผ่นซีดี"}
    | {"ตัวอย่าง", "ขวด", "หลอด", "ราย", "คู่"}
    | {"ม้วน", "กล่อง", "ห่อ", "ภาพ", "ผืน", "ป้าย", "คู่ฉบับ", "สำเนา", "ตัว", "อัน", "ชิ้น"}
)
_COUNT: Final = re.compile(
    r"(?:จำนวน)?\s*(?:อย่างละ)?\s*(?P<figure>[0-9๐-๙]+|หนึ่ง|สอง|สาม)?[.…_\s]*(?P<unit>[ก-๎]*)"
)
# One letter or order known by its number and date; what is not on paper.
_UNCOUNTED: Final = re.compile(r"ลงวันที่|(?i:https?:|qr ?code|ดาวน์โหลด)")
_ODD_UNIT: Final = "ใช้หน่วยนับที่ไม่ค่อยพบ"
_RIGHT_UNIT: Final = "ตรวจหน่วยนับ เอกสารนับเป็นฉบับ ชุด แผ่น หรือเล่ม"


@letter_rule
def attachments_are_cited(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find attachments that the text never sends its reader to.

    Source: clause 11.7 of the regulation has the list tell what comes with the letter; that the
    text cites each of them is usage.  A letter that cites none by number may name them instead.
    """
    if is_told_elsewhere(letter):
        return
    cited = [citation for _, citation in citations_in(letter)]
    numbers = {number for citation in cited for number in citation.numbers}
    in_general = any(not each.numbers and not each.is_download for each in cited)
    if len(letter.attachments) == 1 and (numbers or cited):
        return
    if not numbers and (in_general or names_attachments(letter)):
        return
    perhaps = {number for citation in cited for number in citation.perhaps}
    for each, own in zip(letter.attachments, numbers_of(letter), strict=True):
        if not own & (numbers | perhaps):
            yield _uncited(each, alone=len(letter.attachments) == 1)


def _uncited(attachment: ListedAttachment, *, alone: bool) -> Finding:
    number = "" if alone or attachment.number is None else f" {_thai(attachment.number)}"
    return Finding(
        code="attachment-uncited",
        level=Level.WARN,
        where=attachment.passage.place,
        message=f"เนื้อความไม่ได้กล่าวถึง{_HEADING}{number} “{attachment.title}”",
        hint=f"เพิ่มข้อความ เช่น “ตาม{_HEADING}{number}” ในเนื้อความ หรือตัดรายการนี้ออก",
    )


@letter_rule
def cited_attachments_are_listed(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find citations of attachments that the list does not have.

    Source: clause 11.7 of the regulation: what comes with the letter is listed.
    """
    if is_told_elsewhere(letter):
        return
    listed = set().union(*numbers_of(letter))
    for place, citation in citations_in(letter):
        missing = [number for number in citation.numbers if number not in listed]
        if missing and (listed or citation.is_formal):
            yield _missing(letter, place, citation.text, missing)
        elif not listed and citation.is_formal and not citation.is_download:
            yield _missing(letter, place, citation.text, [])


def _missing(letter: WrittenLetter, place: str, text: str, numbers: list[int]) -> Finding:
    listed = len(letter.attachments)
    said = f"มี {listed} รายการ" if listed else "ไม่มีรายการ"
    which = f" {_listing(numbers)}" if numbers else ""
    is_sure = letter.kind is DocumentKind.EXTERNAL and text.startswith("สิ่ง")
    return Finding(
        code="attachment-missing",
        level=Level.BLOCK if is_sure else Level.WARN,
        where=place,
        message=f"เนื้อความกล่าวถึง “{text}” แต่หัวข้อ{_HEADING}{said}",
        hint=f"เพิ่ม{_HEADING}{which} ในรายการ หรือแก้เลขที่ในเนื้อความ",
    )


@letter_rule
def attachments_are_numbered(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find lists that are not numbered ๑, ๒, ๓ …, and a number where there is one attachment.

    Source: usage; the text and the labels cite the attachments by these numbers.
    """
    numbers = [each.number for each in letter.attachments]
    expected = [None] if len(numbers) == 1 else list(range(1, len(numbers) + 1))
    if numbers == expected or not numbers:
        return
    if len(numbers) == 1:
        message = f"มี{_HEADING}รายการเดียว แต่มีเลขลำดับ {_thai(numbers[0] or 0)}"
        hint = "รายการเดียวไม่ต้องมีเลขลำดับ ตรวจว่าขาดรายการอื่นหรือไม่"
    else:
        shown = ", ".join("(ไม่มีเลข)" if n is None else _thai(n) for n in numbers)
        message = f"เลขลำดับของ{_HEADING}เป็น {shown}"
        hint = f"ควรเป็น {', '.join(map(_thai, range(1, len(numbers) + 1)))}"
    pairs = zip(letter.attachments, expected, strict=True)
    wrong = next(each for each, number in pairs if each.number != number)
    yield Finding(
        code="attachment-numbering",
        level=Level.WARN,
        where=wrong.passage.place,
        message=message,
        hint=hint,
    )


@letter_rule
def attachments_are_counted(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find attachments without how many there are of them: จำนวน ๑ ฉบับ.

    One letter named by its date is one copy, and a link is none; source: usage (clause 11.7).
    """
    is_shared = any("อย่างละ" in each.count for each in letter.attachments)
    for each in letter.attachments:
        needs_none = not each.count and (is_shared or _UNCOUNTED.search(each.title))
        if needs_none or is_told_elsewhere(letter):
            continue
        if fault := _count_fault(each.count):
            is_odd = fault.startswith(_ODD_UNIT)
            yield Finding(
                code="attachment-count",
                level=Level.NOTE if is_odd else Level.WARN,
                where=each.passage.place,
                message=f"{_HEADING} “{each.title}” {fault}",
                hint=_RIGHT_UNIT if is_odd else "ระบุจำนวนให้ครบ เช่น “จำนวน ๑ ฉบับ”",
            )


def _count_fault(count: str) -> str:
    """Return what is wrong with a count, empty if nothing is."""
    found = _COUNT.match(count)
    if not count or found is None:
        return "ไม่ได้บอกจำนวน"
    if not found["figure"]:
        return f"ไม่มีตัวเลขใน “{count}”"
    if not found["unit"]:
        return f"ไม่มีหน่วยนับใน “{count}”"
    if found["unit"] not in _UNITS:
        return f"{_ODD_UNIT} “{found['unit']}”"
    return ""


def _listing(numbers: list[int]) -> str:
    return " และ ".join(map(_thai, numbers))


def _thai(number: int) -> str:
    return to_thai_digits(str(number))
