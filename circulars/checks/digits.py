"""Digits: a letter keeps to the Thai ones it is written in (เลขไทย)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.seen import seen_text, without_foreign
from circulars.data.line_breaks import rules_table
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.model.setting import Setting
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenLetter

# A number as people read it: with its separators, which stand between digits only.
_NUMBER: Final = re.compile(r"[0-9๐-๙]+(?:[.,/:-][0-9๐-๙]+)*")
_ARABIC: Final = re.compile("[0-9]")
_THAI: Final = re.compile("[๐-๙]")
# A number of the Latin name before it (Windows 11, ISO 9001, Meeting ID 812 3456 7890):
# no year of the Buddhist era, and nothing counted behind it.
_LATIN_NAME: Final = re.compile(
    r"[A-Za-z][!-~]*(?: :)? (?!2[456]\d\d(?!\d))\d+(?:[.:]\d+)*(?: \d{3,5})*(?![\d๐-๙]|[.,][\d๐-๙])"
)
_COUNTED: Final = rules_table()["lists"]["counted"].split()
_NOT_COUNTED: Final = rf" ?(?!{'|'.join(map(re.escape, (*_COUNTED, 'ดาว', 'ชิ้น', 'ระดับ')))}| )"
_NAMED: Final = re.compile(_LATIN_NAME.pattern + rf"(?={_NOT_COUNTED})")
# Names with their number, forms of offices (พด.1), and places on a map (19.1234, 99.5678).
_OTHER_NAMES: Final = re.compile(
    r"โควิด ?-? ?\d+|(?<![ก-๎.])[ก-ฮ]{2,3}\.\d{1,2}(?![\d๐-๙.,/])|(?<![\d.,])\d{1,3}\.\d{4,}"
)
_SHOWN: Final = 5  # numbers quoted in a finding


@letter_rule
def mixed_digits(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find numbers in the other digits than the letter's own, and letters of Arabic digits.

    Source: cabinet resolution of 2 May 2543 promotes Thai digits; Arabic ones stay in tables of
    figures, foreign words and links.  Annexes and tables are left alone.
    """
    if letter.kind is None:
        return
    numbers = [(each, styled_numbers(_typed(each))) for each in letter.own_paragraphs]
    thai, arabic = _counted(found for _, found in numbers)
    if arabic and not thai:
        yield _arabic_letter(next(each for each, found in numbers if found), arabic)
    elif thai:
        is_thai = _is_headed_in_thai(letter) or thai >= arabic
        for paragraph, found in numbers:
            yield from _in_paragraph(paragraph, found, is_thai=is_thai)
        if is_thai:
            yield from _list_labels(letter.own_paragraphs)


def _typed(paragraph: Paragraph) -> str:
    """Return the text without the number that Word puts before it."""
    return seen_text(paragraph)[len(paragraph.label) :]


def _list_labels(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Find lists that Word numbers in Arabic digits: told once, for it is set once."""
    labelled = [each for each in paragraphs if _ARABIC.search(_label(each))]
    if labelled:
        yield Finding(
            code="mixed-digits",
            level=Level.WARN,
            where=labelled[0].place,
            message=f"ลำดับเลขอัตโนมัติของ Word เป็นเลขอารบิก “{labelled[0].label}” "
            f"({len(labelled)} ข้อ) ในหนังสือที่ใช้เลขไทย",
            hint="คลิกขวาที่ลำดับเลข เลือก กำหนดรูปแบบตัวเลขใหม่ แล้วเลือก ๑, ๒, ๓",
        )


def _label(paragraph: Paragraph) -> str:
    return seen_text(paragraph)[: len(paragraph.label)]


def is_in_thai_digits(letter: WrittenLetter) -> bool:
    """Return whether the letter's date, or most numbers of its own text, look Thai."""
    thai, arabic = _counted(styled_numbers(_typed(each)) for each in letter.own_paragraphs)
    return _is_headed_in_thai(letter) or thai > arabic


def _is_headed_in_thai(letter: WrittenLetter) -> bool:
    """Return whether the letter's own number and date are typed in Thai digits throughout."""
    head = "".join(each.text for each in (letter.number, letter.date) if each)
    return bool(_THAI.search(head)) and not _ARABIC.search(head)


def _counted(numbers: Iterable[tuple[str, ...]]) -> tuple[int, int]:
    """Return how many numbers have a Thai digit, and how many have none."""
    counts = [bool(_THAI.search(number)) for found in numbers for number in found]
    return sum(counts), len(counts) - sum(counts)


@remembered
def styled_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of `text` whose digits are a matter of style.

    >>> styled_numbers("๒ ครั้ง 3 ราย ที่ http://a.th/5 ใน Windows 11 และ OTOP 5 ดาว")
    ('๒', '3', '5')
    """
    named = _OTHER_NAMES.sub(_blank, _NAMED.sub(_blank, text))
    return tuple(_NUMBER.findall(without_foreign(named)))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _in_paragraph(
    paragraph: Paragraph, numbers: tuple[str, ...], *, is_thai: bool
) -> Iterator[Finding]:
    own, other = (_THAI, _ARABIC) if is_thai else (_ARABIC, _THAI)
    wrong = [number for number in numbers if other.search(number)]
    if not wrong:
        return
    both = [number for number in wrong if own.search(number)]
    quoted = ", ".join(f"“{number}”" for number in wrong[:_SHOWN])
    more = f" และอีก {len(wrong) - _SHOWN} แห่ง" if len(wrong) > _SHOWN else ""
    names = ("เลขไทย", "เลขอารบิก") if is_thai else ("เลขอารบิก", "เลขไทย")
    told = f"ใช้{names[1]} {quoted}{more} ในหนังสือที่ใช้{names[0]}"
    if both:
        told = f"ตัวเลขปนกันสองแบบ {quoted}{more}"
    yield Finding(
        code="mixed-digits",
        level=Level.WARN,
        where=paragraph.place,
        message=told,
        hint="พิมพ์เป็นเลขไทยให้เหมือนกันทั้งฉบับ"
        if is_thai
        else "ใช้ตัวเลขแบบเดียวทั้งฉบับ หนังสือราชการควรใช้เลขไทย",
    )


def _arabic_letter(paragraph: Paragraph, count: int) -> Finding:
    return Finding(
        code="arabic-digits",
        level=Level.NOTE,
        where=paragraph.place,
        message=f"ตัวเลขในหนังสือเป็นเลขอารบิกทั้งฉบับ ({count} แห่ง)",
        hint="มติคณะรัฐมนตรี 2 พฤษภาคม 2543 ส่งเสริมให้ใช้เลขไทยในหนังสือราชการ แต่ไม่บังคับ",
    )
