"""Codes: letter code, postcode and the provinces named are those of the office."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import form_rule
from circulars.data.provinces import BANGKOK, province_named, provinces
from circulars.model.findings import Finding, Level
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.data.provinces import Province
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office

# A postcode, perhaps after the province's two letters: พย 56000.  No part of a longer number.
_POSTCODE: Final = re.compile(r"(?:(?<![ก-๎.])([ก-ฮ]{2})\s*)?(?<![\d/.-])(\d{2})\d{3}(?![\w@/.-])")

_POST: Final = ("ปณ", "ปท")  # ที่ทำการไปรษณีย์: no code of a province


@form_rule
def reference_code(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a reference code that is another province's, or none for an office of a province."""
    office = letter.office
    province = province_named(office.province)
    if province is None or office.code == province.code:
        return
    others = {each.code for each in provinces()}
    # an office of a ministry in the province writes under the ministry's code
    if office.code in others or office.issuer.startswith("จังหวัด"):
        yield Finding(
            code="reference-code-province",
            where="ข้อมูลสำนักงาน reference.code",
            message=f"รหัส “{office.code}” ไม่ใช่ของ{province.full_name}",
            hint=f"รหัสของ{province.full_name}คือ {province.code}",
            about=office.code,
        )


@form_rule
def postcode(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a postcode in the address, or letters before it, that are another province's."""
    province = province_named(letter.office.province)
    if province is None:
        return
    for line in letter.office.address:
        yield from address_findings("ข้อมูลสำนักงาน address", line, province)


def address_findings(where: str, line: str, province: Province) -> Iterator[Finding]:
    """Find the letters before a postcode, and the postcode, that are not the province's."""
    first, codes = first_digits(province), {each.code for each in provinces()}
    for match in _POSTCODE.finditer(to_arabic_digits(line)):
        code, digits = match.groups()
        if code and code not in {province.code, *_POST}:
            yield Finding(
                code="reference-code-province",
                level=Level.BLOCK if code in codes else Level.WARN,  # perhaps no code at all
                where=where,
                message=f"รหัส “{code}” ใน “{line}” ไม่ใช่ของ{province.full_name}",
                hint=f"รหัสของ{province.full_name}คือ {province.code}",
                about=f"ที่ตั้ง {code}",
            )
        if digits != first:
            yield Finding(
                code="postcode-province",
                level=Level.WARN,  # some districts are served by a neighbour's post office
                where=where,
                message=f"รหัสไปรษณีย์ใน “{line}” ไม่ใช่ของ{province.full_name}",
                hint=f"ของ{province.full_name}คือ {first}xxx",
                about=to_arabic_digits(line).strip(),
            )


@form_rule
def province_names(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find another province in the letterhead or under the signature: a profile copied over."""
    office = letter.office
    for where, text in _names(office):
        for name in provinces_in(text):
            if name != office.province:
                yield Finding(
                    code="province-mismatch",
                    level=Level.WARN,
                    where=f"ข้อมูลสำนักงาน {where}",
                    message=f"“{text}” เป็นของ{titled(name)} แต่สำนักงานอยู่{titled(office.province)}",
                    hint="แก้ชื่อจังหวัดให้ตรงกัน",
                    about=name,
                )


def _names(office: Office) -> Iterator[tuple[str, str]]:
    yield "issuer", office.issuer
    yield "letterhead", office.letterhead
    for signatory in office.signatories:
        for line in signatory.authority:
            yield f"signatories {signatory.key}", line.post


def provinces_in(text: str) -> tuple[str, ...]:
    """Return the provinces named with their word, and Bangkok, in order.

    >>> provinces_in("เขตหลักสี่ กทม. 10210"), provinces_in("ศาลากลางจังหวัดพะเยา")
    (('กรุงเทพมหานคร',), ('พะเยา',))
    """
    return tuple(match[1] or BANGKOK for match in _province().finditer(text))


def titled(name: str) -> str:
    """Return the name of a province for a message, with its word; any other as it is."""
    province = province_named(name)
    return province.full_name if province else name


@cache
def any_province() -> str:
    """Return the expression for the name of any province but Bangkok, which is no จังหวัด."""
    return "|".join(re.escape(each.name) for each in provinces() if each.name != BANGKOK)


@cache
def _province() -> re.Pattern[str]:
    return re.compile(f"จังหวัด ?({any_province()})|{BANGKOK}|(?<![ก-๎])กทม(?![ก-๎])|กรุงเทพฯ")


def first_digits(province: Province) -> str:
    """Return the first two digits of the province's postcodes.

    They are its TIS 1099 number, but สมุทรปราการ (11) shares Bangkok's 10, and so the numbers
    12 to 19 have one less.  Source: Wikipedia, Postal codes in Thailand.
    """
    number = int(province.number)
    return str(number - 1 if 11 <= number <= 19 else number)
