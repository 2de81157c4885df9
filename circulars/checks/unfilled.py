"""What was left behind in a text: template tags, merge fields, raw markup, dead references."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import letter_rule
from circulars.checks.seen import all_texts
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_ELEMENTS: Final = (
    "p|u|b|i|s|em|strong|br|hr|div|span|font|table|thead|tbody|tr|td|th|ul|ol|li|sup|sub"
)
# What never belongs into a printed letter.  Error texts: Word and Excel, English and Thai.
_LEFT_BEHIND: Final = (
    (re.compile(r"\{\{.{0,80}?\}\}|\{%.{0,80}?%\}|\{\{|\}\}|\{%|%\}"), "แท็กของแบบหนังสือ"),
    (re.compile(r"\[\[[^\[\]\n]{0,60}\]\]"), "ช่องที่ยังไม่ได้เติม"),
    (re.compile(r"«[^\s«»]{1,60}»"), "ช่องจดหมายเวียนที่ยังไม่ได้เติม"),
    (
        re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>\n]{{0,80}})?/?>|&(?:nbsp|amp|lt|gt|quot);"),
        "รหัส HTML",
    ),
    (
        re.compile(
            r"Error! (?:Reference source|Bookmark) not \w+\.?|ผิดพลาด! ?ไม่พบ[ก-๎]+"
            r"|#(?:REF!|VALUE!|DIV/0!|NAME\?|N/A|NUM!|NULL!)"
        ),
        "ข้อความแจ้งข้อผิดพลาดของโปรแกรม",
    ),
)
# What is filled in later in a form, but hardly in the letter's own text.
_FILLED_LATER: Final = re.compile(
    r"_{4,}|(?<![A-Za-z])[Xx]{3,}(?![A-Za-z])|[\[(<] ?(?:ระบุ|ใส่|กรอก|เติม)[^\])>\n]{0,40}[\])>]"
)
_SHOWN: Final = 3


@letter_rule
def unfilled_tags(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find tags, merge fields, raw markup and error texts anywhere in the document."""
    for place, text in all_texts(letter.document):
        for what, found in _left_behind(text):
            quoted = ", ".join(f"“{each}”" for each in found[:_SHOWN])
            yield Finding(
                code="unfilled-tag",
                where=place,
                message=f"มี{what} ค้างอยู่ {quoted}",
                hint="เติมข้อความจริงแทน หรือลบออก",
            )


@letter_rule
def unfilled_blanks(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find blanks to be filled in (XXX, ____, ระบุ…) in the letter's own text; forms have theirs."""
    head = [(each.place, each.text) for each in (letter.subject, letter.salutation) if each]
    for place, text in (*head, *((each.place, each.text) for each in letter.body)):
        if found := _FILLED_LATER.findall(text):
            yield Finding(
                code="unfilled-blank",
                level=Level.WARN,
                where=place,
                message=f"ยังมีที่ว่างให้เติม “{found[0]}”",
                hint="เติมข้อความจริงก่อนเสนอลงนาม",
            )


@lru_cache(maxsize=4096)
def _left_behind(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is left behind in `text`, by its sort.

    >>> _left_behind("<p>๑) ทาง <https://a.th></p>")
    (('รหัส HTML', ('<p>', '</p>')),)
    """
    if not any(sign in text for sign in "{}[«<&!#"):
        return ()
    return tuple(
        (what, tuple(dict.fromkeys(found)))
        for pattern, what in _LEFT_BEHIND
        if (found := pattern.findall(text))
    )
