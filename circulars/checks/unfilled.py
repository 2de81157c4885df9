"""What was left behind in a text: template tags, merge fields, raw markup, dead references."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.seen import all_texts
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sort:
    """A sort of what is left behind: what it is called, how it looks, and when that is certain."""

    what: str
    looks: re.Pattern[str]
    certain: re.Pattern[str]  # of the whole text; else somebody may write about such signs


_TAGS: Final = "แท็กของแบบหนังสือ"
_TAGGED: Final = 5  # places with tags that no letter keeps by oversight
_TAG: Final = r"\{\{[^{}]{0,80}[A-Za-zก-๎][^{}]{0,80}\}\}|\{%.{1,80}?%\}"
_ELEMENTS: Final = (
    "p|u|b|i|s|em|strong|br|hr|div|span|font|table|thead|tbody|tr|td|th|ul|ol|li|sup|sub"
)
# Error texts: Word and Excel, English and Thai.
_BROKEN: Final = r"Error! (?:Reference source|Bookmark) not \w+\.?|ผิดพลาด! ?ไม่พบ[ก-๎]+"
_OF_CELLS: Final = r"#(?:REF!|VALUE!|DIV/0!|NAME\?|N/A|NUM!|NULL!)"
_LEFT_BEHIND: Final = (
    _Sort(
        what=_TAGS,
        looks=re.compile(rf"{_TAG}|\{{\{{|\}}\}}|\{{%|%\}}"),
        certain=re.compile(_TAG),
    ),
    _Sort(
        what="ช่องที่ยังไม่ได้เติม",
        looks=re.compile(r"\[\[[^\[\]\n]{0,60}\]\]"),
        certain=re.compile(r"\[\["),
    ),
    _Sort(
        what="ช่องจดหมายเวียนที่ยังไม่ได้เติม",
        looks=re.compile(r"«[^\s«»]{1,60}»"),
        certain=re.compile(r"^\s*«[^\s«»]+»\s*$"),  # in a sentence it may be a quotation
    ),
    _Sort(
        what="รหัส HTML",
        looks=re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>\n]{{0,80}})?/?>|&(?:nbsp|amp|lt|gt|quot);"),
        certain=re.compile(rf"</(?:{_ELEMENTS})>|<(?:br|hr) ?/?>|&nbsp;"),
    ),
    _Sort(
        what="ข้อความแจ้งข้อผิดพลาดของโปรแกรม",
        looks=re.compile(f"{_BROKEN}|{_OF_CELLS}"),
        certain=re.compile(rf"{_BROKEN}|^\s*{_OF_CELLS}\s*$"),
    ),
)
# What is filled in later in a form, but hardly in the letter's own text.
_FILLED_LATER: Final = re.compile(
    r"_{4,}|(?<![A-Za-z])[Xx]{3,}(?![A-Za-z])|[\[(<] ?(?:ระบุ|ใส่|กรอก|เติม)[^\])>\n]{0,40}[\])>]"
)
_SHOWN: Final = 3


@letter_rule
def unfilled_tags(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find tags, merge fields, raw markup and error texts anywhere in the document.

    A document full of tags is a template, and told as such once.
    """
    texts = [(place, _left_behind(text)) for place, text in all_texts(letter.document)]
    tagged = [place for place, left in texts if any(what == _TAGS for what, *_ in left)]
    is_template = len(tagged) >= _TAGGED
    if is_template:
        yield _template(tagged)
    for place, left in texts:
        for what, level, found in left:
            if is_template and what == _TAGS:
                continue
            quoted = ", ".join(f"“{each}”" for each in found[:_SHOWN])
            yield Finding(
                code="unfilled-tag",
                level=level,
                where=place,
                message=f"มี{what} ค้างอยู่ {quoted}",
                hint="เติมข้อความจริงแทน หรือลบออก",
            )


def _template(tagged: Sequence[str]) -> Finding:
    return Finding(
        code="unfilled-tag",
        where=tagged[0],
        message=f"มี{_TAGS}ค้างอยู่ {len(tagged)} แห่ง แฟ้มนี้คงเป็นแบบหนังสือ ไม่ใช่หนังสือที่ทำแล้ว",
        hint="ทำหนังสือจากแบบนี้ด้วย circulars generate แล้วตรวจหนังสือที่ได้",
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


@remembered
def _left_behind(text: str) -> tuple[tuple[str, Level, tuple[str, ...]], ...]:
    """Return what is left behind in `text`: its sort, how sure that is, and what it is.

    >>> [(what, *found) for what, _, found in _left_behind("<p>๑) ทาง <https://a.th></p>")]
    [('รหัส HTML', '<p>', '</p>')]
    >>> [level.value for _, level, _ in _left_behind("ถ้าแสดง #N/A ให้เว้นว่าง")]
    ['warn']
    """
    if not any(sign in text for sign in "{}[«<&!#"):
        return ()
    return tuple(
        (
            sort.what,
            Level.BLOCK if sort.certain.search(text) else Level.WARN,
            tuple(dict.fromkeys(found)),
        )
        for sort in _LEFT_BEHIND
        if (found := sort.looks.findall(text))
    )
