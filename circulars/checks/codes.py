"""Codes: letter code, postcode and province agree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import rule
from circulars.data.provinces import province_named
from circulars.model.findings import Finding
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType

_POSTCODE: Final = re.compile(r"([ก-ฮ]{2})?\s*\b(\d{2})\d{3}\b")


@rule
def reference_code(letter: Letter, _letter_type: LetterType) -> Iterator[Finding]:
    """Find a code or postcode in the letterhead that is not the province's."""
    office = letter.office
    province = province_named(office.province)
    if province is None:
        return
    if office.code != province.code:
        yield _wrong("reference.code", f"รหัส “{office.code}”", province.name, province.code)
    for line in office.address:
        for code, number in _POSTCODE.findall(to_arabic_digits(line)):
            if code and code != province.code:
                yield _wrong("address", f"รหัส “{code}”", province.name, province.code)
            if number != province.number:
                shown = f"{province.number}xxx"
                yield _wrong("address", f"รหัสไปรษณีย์ {number}xxx", province.name, shown)


def _wrong(where: str, what: str, province: str, right: str) -> Finding:
    return Finding(
        code="reference-code-province",
        where=f"ข้อมูลสำนักงาน {where}",
        message=f"{what} ไม่ใช่ของจังหวัด{province}",
        hint=f"ของจังหวัด{province}คือ {right}",
    )
