"""Slips of the keyboard: signs typed in parts, words typed twice, brackets left open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.seen import all_texts, excerpt, without_people
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import WrittenLetter

_UPPER: Final = "ัิีึืุู็ํ"
_TONES: Final = "่้๊๋์"
# Sequences that look right and are not: เ twice for แ, nikhahit and า for ำ, marks twice, a tone
# before the vowel under it.  Source: Unicode 15, chapter 16.2 (Thai), and WTT 2.0 input rules.
_TYPED: Final = (
    (re.compile("เเ"), "พิมพ์ เ สองตัวแทน แ"),
    (re.compile(f"[{_TONES}]?ํ[{_TONES}]?า"), "พิมพ์ นิคหิตกับ า แทน ำ"),
    (re.compile(f"ำ[{_TONES}]"), "วรรณยุกต์อยู่หลัง ำ"),
    (re.compile(f"([{_UPPER}{_TONES}])\\1"), "พิมพ์สระหรือวรรณยุกต์ซ้ำ"),
    (re.compile(f"[{_TONES}][ัิีึืฺุู็]"), "พิมพ์วรรณยุกต์ก่อนสระ"),
    (re.compile(f"(?:^|[ \t\n(])[{_UPPER}{_TONES}]"), "สระหรือวรรณยุกต์ลอยอยู่หน้าคำ"),
)

# A word twice: one after the other, or with a space between.  Names of places follow their sort
# (สำนักงานจังหวัด จังหวัดพะเยา), and what ends in ที่ or ตาม may be followed by it.
# Short words that may end another one, or end a clause before them, are left alone: รายได้ได้รับ,
# ที่จัดสรรให้ให้เบิกจ่าย, ข้าวของของ, โครงการการ, ความจำเป็นเป็นลำดับ.
_JOINED: Final = re.compile(
    r"(และ|เพื่อ|โดย|ซึ่ง|หรือ|[ก-ฮเ-ไ][ก-๎]{4,}?)\1(?![ะ-ฺ็-๎])"
    r"|(?<!จำ)(เป็น|จะ)\2(?![ะ-ฺ็-๎])"
)
_APART: Final = re.compile(r"(?<!\S)([ก-๎]{3,}) \1(?!\S)")
_MAY_FOLLOW: Final = ("จังหวัด", "อำเภอ", "ตำบล", "เมือง")
_MAY_FOLLOW_CLOSE: Final = ("ตำบล", "เมือง")  # เทศบาลเมืองเมืองพล

_PAIRS: Final = {"(": ")", "[": "]", "“": "”", "‘": "’"}
_CLOSING: Final = {closing: opening for opening, closing in _PAIRS.items()}
# 1), ๑.๒), ก): the number of an item has a bracket of its own.
_LONGEST_ITEM: Final = 40  # characters in front of a bracket: 1.2.10.3
_ITEM: Final = re.compile(r"(?:^|\s)(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*|[ก-ฮA-Za-z])$")


@letter_rule
def thai_typing(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find Thai signs that look right but cannot be found or read aloud: เเ for แ, ํา for ำ."""
    for place, text in all_texts(letter.document):
        for what, quoted in _mistyped(text):
            yield Finding(
                code="thai-typing",
                level=Level.WARN,
                where=place,
                message=f"{what} ที่ “{quoted}” ตาเห็นเหมือนถูกแต่ค้นหาไม่พบ",
                hint="ลบแล้วพิมพ์ใหม่",
            )


@remembered
def _mistyped(text: str) -> tuple[tuple[str, str], ...]:
    """Return what is mistyped in `text`, each sort once, with its first place quoted.

    >>> _mistyped("เเละทำ")
    (('พิมพ์ เ สองตัวแทน แ', 'เเละทำ'),)
    """
    hits = ((what, pattern.search(text)) for pattern, what in _TYPED)
    return tuple((what, excerpt(text, *hit.span(), around=8)) for what, hit in hits if hit)


@letter_rule
def doubled_words(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a word typed twice in the letter's own text.

    Source: a word that is meant twice takes the repetition sign (ไม้ยมก) in official prose.
    """
    for paragraph in letter.own_paragraphs:
        for quoted in _doubled(paragraph.text):
            yield Finding(
                code="doubled-word",
                level=Level.WARN,
                where=paragraph.place,
                message=f"พิมพ์คำซ้ำ “{quoted}”",
                hint="ลบคำที่ซ้ำ หรือใช้ไม้ยมกถ้าตั้งใจซ้ำ",
            )


@remembered
def _doubled(text: str) -> tuple[str, ...]:
    """Return the words typed twice in `text`.

    >>> _doubled("มีรายละเอียดดังนี้ดังนี้ ในพื้นที่ที่กำหนด")
    ('ดังนี้ดังนี้',)
    """
    text = without_people(text)
    joined = (hit[0] for hit in _JOINED.finditer(text) if not hit[0].startswith(_MAY_FOLLOW_CLOSE))
    apart = (hit[0] for hit in _APART.finditer(text) if not hit[1].startswith(_MAY_FOLLOW))
    return (*joined, *apart)


@letter_rule
def open_brackets(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find brackets and quotation marks of the letter's own text without a partner.

    What one paragraph opens the next one may close: long subjects are two paragraphs.
    """
    paragraphs = letter.own_paragraphs
    for index, paragraph in enumerate(paragraphs):
        left = _unpaired(paragraph.text)
        before = _unpaired(paragraphs[index - 1].text) if index else ""
        after = _unpaired(paragraphs[index + 1].text) if index + 1 < len(paragraphs) else ""
        rest = [sign for sign in left if not _continued(sign, before, after)]
        if rest:
            yield _bracket(paragraph, rest[0])


def _continued(sign: str, before: str, after: str) -> bool:
    return _PAIRS[sign] in after if sign in _PAIRS else _CLOSING[sign] in before


def _bracket(paragraph: Paragraph, sign: str) -> Finding:
    text = paragraph.text
    at = text.rfind(sign) if sign in _PAIRS else text.find(sign)
    other, what = (_PAIRS[sign], "ปิด") if sign in _PAIRS else (_CLOSING[sign], "เปิด")
    return Finding(
        code="bracket-unpaired",
        level=Level.WARN,
        where=paragraph.place,
        message=f"มี {sign} แต่ไม่มี {other} ที่ “{excerpt(text, at, at + 1)}”",
        hint=f"เติมเครื่องหมาย{what} {other} หรือลบ {sign}",
    )


@remembered
def _unpaired(text: str) -> str:
    """Return the brackets and quotation marks of `text` that have no partner, in order.

    >>> _unpaired("๑) ผลิตภัณฑ์ (แบบ ๒) ของ “ชุมชน” (OTOP")
    '('
    """
    if not any(sign in text for sign in (*_PAIRS, *_CLOSING)):
        return ""
    waiting: list[str] = []
    for index, sign in enumerate(text):
        if sign in _CLOSING and waiting and waiting[-1] == _CLOSING[sign]:
            waiting.pop()
        elif sign in _PAIRS or (sign in _CLOSING and not _numbers_an_item(text, index)):
            waiting.append(sign)
    return "".join(waiting)


def _numbers_an_item(text: str, bracket: int) -> bool:
    """Return whether the bracket stands behind the number or letter of an item: ๑) ก)."""
    return _ITEM.search(text[max(0, bracket - _LONGEST_ITEM) : bracket]) is not None
