"""Telephone numbers: how many digits they have, and the area code of the office's province.

Source: a fixed telephone has 9 digits with the 0 before its area code, a mobile one (06, 08, 09)
10: National Telecommunications Commission, notice to the ITU of 2 June 2006, and Wikipedia,
Telephone numbers in Thailand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.provinces import letter_province
from circulars.checks.rules import letter_rule
from circulars.data.area_codes import all_area_codes, area_codes
from circulars.model.findings import Finding, Level
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_LEAD: Final = re.compile(r"โทร|แฟกซ์|มือถือ|(?i:fax|tel)")
# A number from its 0 on; มท. before one is the ministry's own network.
_NUMBER: Final = re.compile(r"(?<![\d/.,-])0(?:[ -]{0,2}\d){4,}(?!\d)")
_INSIDE: Final = re.compile(r"(?:มท|สป|มห)\.? *$")
# The last number of a row of them: 0 5444 9544-5, 0 5444 9544 - 46.
_ROW: Final = re.compile(r"(?P<number>.*\d) ?- ?\d{1,2}$")
_FIXED, _MOBILE = 9, 10  # digits
_NEAR: Final = 8  # characters before a number that may name its network
_MOBILE_CODES: Final = ("06", "08", "09")
_OTHERS: Final = frozenset({"01", "00"})  # calls abroad, old pagers


@letter_rule
def phone_digits(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find telephone numbers with too few or too many digits, or no known area code."""
    for paragraph in letter.document.paragraphs:
        for typed, digits in _numbers(paragraph.text):
            fault = _fault(digits)
            if fault:
                yield Finding(
                    code="phone-format",
                    level=Level.WARN,
                    where=paragraph.place,
                    message=f"หมายเลขโทรศัพท์ “{typed}” {fault}",
                    hint="โทรศัพท์ประจำที่มี 9 หลัก เช่น 0 5444 9544 โทรศัพท์เคลื่อนที่มี 10 หลัก",
                    about=typed,
                )


def _fault(digits: str) -> str:
    right = _MOBILE if digits.startswith(_MOBILE_CODES) else _FIXED
    if digits[:2] in _OTHERS:
        return ""
    if len(digits) != right:
        return f"มี {len(digits)} หลัก ควรมี {right} หลัก"
    if right == _FIXED and not digits.startswith(tuple(all_area_codes())):
        return f"ไม่มีรหัสพื้นที่ {digits[:3]}"
    return ""


@letter_rule
def phone_area(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a telephone of the office whose area code is that of other provinces."""
    province = letter_province(letter)
    own = area_codes(province.name) if province else ()
    places = {each.place for each in (*letter.originator, *letter.agency)}
    for paragraph in letter.own_paragraphs if province and own else ():
        if province is None or paragraph.place not in places:
            continue  # in the text it may be somebody else's
        for typed, digits in _numbers(paragraph.text):
            if _fault(digits) or digits.startswith((*own, *_MOBILE_CODES)):
                continue
            where = f"รหัสพื้นที่ของ{province.full_name}"
            yield Finding(
                code="phone-format",
                level=Level.WARN,
                where=paragraph.place,
                message=f"หมายเลขโทรศัพท์ “{typed}” มีรหัสพื้นที่ซึ่งไม่ใช่ของ{province.full_name}",
                hint=f"{where}คือ {' หรือ '.join(own)} ตรวจว่าเป็นหมายเลขของสำนักงานอื่นหรือไม่",
                about=typed,
            )


def _numbers(typed: str) -> Iterator[tuple[str, str]]:
    """Yield each telephone number behind the word for it: as it was typed, and its digits."""
    lead = _LEAD.search(typed)
    text = plain(typed) if lead else ""
    for match in _NUMBER.finditer(text, lead.end()) if lead else ():
        if _INSIDE.search(text[max(0, match.start() - _NEAR) : match.start()]):
            continue
        start = match.start()
        for number in _parted(match.group()):
            row = _ROW.match(number)
            end = len(number)
            if row and len(_digits(row["number"])) in {_FIXED, _MOBILE}:
                end = len(row["number"])
            yield typed[start : start + end].strip(), _digits(number[:end])
            start += len(number)


def _parted(text: str) -> Iterator[str]:
    """Yield the numbers parted by a blank alone: 0 5444 9544 0 5444 9545."""
    while text:
        right = _MOBILE if _digits(text).startswith(_MOBILE_CODES) else _FIXED
        whole = re.match(rf"(?:\D*\d){{{right}}}(?: ?- ?\d{{1,2}})?(?= +0\D?\d)", text)
        end = whole.end() if whole else len(text)
        yield text[:end]
        text = text[end:]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)
