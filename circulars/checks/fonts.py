"""Fonts: official ones, and none that shows other digits than it holds."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.data.fonts import draws_thai_digits, is_official
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_ARABIC: Final = re.compile("[0-9]")
_LETTER: Final = re.compile("[A-Za-zก-ฮ0-9๐-๙]")


@letter_rule
def thai_digit_font(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find Arabic digits that a font draws as Thai ones: what is seen is not what is there.

    Source: the families IT๙ hold Thai shapes in the places of 0 to 9.
    """
    shown = [
        (paragraph, span.digits_font)
        for paragraph in letter.document.every_paragraph
        for span in paragraph.spans
        if draws_thai_digits(span.digits_font)
        and _ARABIC.search(paragraph.text[span.start : span.end])
    ]
    if shown:
        paragraph, font = shown[0]
        count = len({each.place for each, _ in shown})
        yield Finding(
            code="thai-digit-font",
            level=Level.WARN,
            where=paragraph.place,
            message=f"ฟอนต์ “{font}” วาดเลขอารบิกให้ดูเป็นเลขไทย ({count} ย่อหน้า) "
            "เมื่อเปิดบนเครื่องที่ไม่มีฟอนต์นี้ คัดลอก หรือค้นหา จะเป็นเลขอารบิก",
            hint="เปลี่ยนเป็น TH SarabunPSK และแปลงเป็นเลขไทยจริงด้วย thai-numerals convert",
        )


@letter_rule
def font_unofficial(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find fonts of the letter's own text that are none of the national ones.

    Source: cabinet resolution of 7 September 2553 (thirteen fonts); letter นร 0106/ว 2019.
    """
    if letter.kind is None:
        return
    first: dict[str, str] = {}
    letters: Counter[str] = Counter()
    for paragraph in letter.own_paragraphs:
        for span in paragraph.spans:
            written = len(_LETTER.findall(paragraph.text[span.start : span.end]))
            if written and span.font and not is_official(span.font):
                first.setdefault(span.font, paragraph.place)
                letters[span.font] += written
    if letters:
        names = ", ".join(f"“{font}”" for font, _ in letters.most_common())
        yield Finding(
            code="font-unofficial",
            level=Level.NOTE,
            where=first[letters.most_common(1)[0][0]],
            message=f"ใช้ฟอนต์ {names} ซึ่งไม่อยู่ในฟอนต์มาตรฐานราชการไทย",
            hint="เปลี่ยนเป็น TH SarabunPSK หรือ TH Sarabun New",
        )


@letter_rule
def font_substituted(_letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find fonts that this machine has not: pages are laid out with others in their stead."""
    if setting.pages and setting.pages.missing_fonts:
        names = ", ".join(f"“{font}”" for font in setting.pages.missing_fonts)
        yield Finding(
            code="font-substituted",
            level=Level.WARN,
            where="ทั้งเอกสาร",
            message=f"ไม่มีฟอนต์ {names} จึงใช้ฟอนต์อื่นแทน การแบ่งหน้าอาจไม่ตรงกับใน Word",
            hint="เปลี่ยนเป็นฟอนต์มาตรฐานราชการ หรือติดตั้งฟอนต์นั้น",
        )
