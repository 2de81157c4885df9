"""Cited letters (อ้างถึง): what the text refers to is named in the head."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenLetter

# ตามหนังสือที่อ้างถึง, ที่อ้างถึง ๒; not what was cited in the text itself: ที่อ้างถึงข้างต้น
_CITED: Final = re.compile(
    r"(?:หนังสือ|คำสั่ง|ประกาศ|มติ|บันทึก|ตาม)[ก-๎]{0,12}ที่อ้างถึง(?!ข้างต้น|ดังกล่าว|แล้ว|ใน)"
    r"(?: *(?:ลำดับที่ *)?(\d{1,2})(?![\d/.]))?"
)


@letter_rule
def cited_letters_are_named(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find text that refers to a cited letter where the head names none, or not as many.

    Source: clause 11.6 of the regulation: อ้างถึง names the letters that the text refers to.
    """
    if letter.kind is not DocumentKind.EXTERNAL:
        return
    for paragraph in letter.body:
        for match in _CITED.finditer(to_arabic_digits(paragraph.text)):
            number = int(match[1] or 1)
            if number > len(letter.cited):
                yield _missing(paragraph, match, len(letter.cited))
                return


def _missing(paragraph: Paragraph, match: re.Match[str], named: int) -> Finding:
    said = paragraph.text[match.start() : match.end()]
    head = f"มี {named} รายการ" if named else "ไม่มีหัวข้ออ้างถึง"
    return Finding(
        code="cited-letter-missing",
        level=Level.WARN,
        where=paragraph.place,
        message=f"เนื้อความว่า “{said}” แต่หนังสือ{head}",
        hint="เพิ่มหนังสือนั้นในหัวข้อซึ่งต้องเขียนว่า “อ้างถึง” หรือแก้เนื้อความ",
    )
