"""Cited letters (อ้างถึง) and the list of attachments (สิ่งที่ส่งมาด้วย) become loops."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.authoring.form import Field
from circulars.authoring.lines import repeat_items
from circulars.authoring.said import tagged
from circulars.compose.cited import read_cited
from circulars.reading.letter_lists import starts_with_number
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from circulars.authoring.facts import Facts
    from circulars.authoring.form import Form
    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written import Paragraph
    from circulars.model.written_letter import ListedAttachment, Passage, WrittenLetter

_NUMBERED: Final = re.compile(r"(?P<number>[0-9๐-๙]{1,2})(?P<rest>\s*[.)]+\s*)")
_COUNT: Final = re.compile(r"(?P<copies>[0-9๐-๙]{1,3})\s+(?P<unit>ฉบับ|ชุด|แผ่น|หน้า|เล่ม)")
_LOOP: Final = "{%p for แนบ in สิ่งที่ส่งมาด้วย %}"
_LETTERS: Final = Field(
    name="อ้างถึง",
    label="หนังสือที่อ้างถึง",
    kind="letters",
    required=False,
    help="หน่วยงาน | เลขที่ | วันที่ หลายฉบับให้ขึ้นบรรทัดใหม่",
)
_UNTITLED: Final = "เอกสารแนบ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry ``[[annexes]]`` as the list of attachments gives it."""

    name: str
    title: str  # with tags, in Arabic digits
    printed: str  # as it stood in the letter
    copies: int
    unit: str


def take_cited(letter: WrittenLetter, facts: Facts, form: Form, script: Manuscript) -> None:
    """Make the cited letters a field, and the first of their lines repeated for each."""
    if not letter.cited:
        return
    texts = [_own_text(each) for each in letter.cited]
    blocks = _blocks([each.paragraph for each in letter.cited], script)
    found = all(
        _is_read(text, facts) and script.stands(each.paragraph, _start(each, text), text)
        for each, text in zip(letter.cited, texts, strict=True)
    )
    if blocks is None or not found:
        for each in letter.cited:
            script.leave(each.paragraph, each.text, "หนังสือที่อ้างถึง: อ่านเป็นหน่วยงาน เลขที่ และวันที่ไม่ได้")
        return
    for passage, text in zip(letter.cited, texts, strict=True):
        _take_one(passage, text, script, is_numbered=len(texts) > 1)
    form.add(_LETTERS, "\n".join(_answer(text) for text in texts))
    repeat_items(script, blocks, f"{{%p for อ้าง in {_LETTERS.name} %}}")


def _blocks(paragraphs: Sequence[Paragraph], script: Manuscript) -> list[etree._Element] | None:
    """Return the paragraphs of a list, each of the body and with one item; else None."""
    elements = [script.element(each.order) for each in paragraphs]
    known = [each for each in elements if each is not None and script.is_of_body(each)]
    return known if len(set(known)) == len(paragraphs) else None


def _start(passage: Passage, own: str) -> int:
    return passage.start + len(passage.text) - len(own)


def _own_text(passage: Passage) -> str:
    numbered = _NUMBERED.match(passage.text)
    return passage.text[numbered.end() :] if numbered else passage.text


def _is_read(text: str, facts: Facts) -> bool:
    try:
        (cited,) = read_cited(text)
    except ValueError:
        return False
    return facts.prints(str(cited["ข้อความ"]), text)


def _answer(text: str) -> str:
    (cited,) = read_cited(text)
    return to_arabic_digits(f"{cited['หน่วยงาน']} | {cited['เลขที่']} | {cited['วันที่'].isoformat()}")


def _take_one(passage: Passage, text: str, script: Manuscript, *, is_numbered: bool) -> None:
    paragraph = passage.paragraph
    if numbered := _NUMBERED.match(passage.text):
        script.put_at(paragraph, passage.start, numbered["number"], "{{ อ้าง.ลำดับ }}", "")
    tag = "{{ อ้าง.ข้อความ }}" if is_numbered else "{{ อ้าง.รายการ }}"
    script.put_at(paragraph, _start(passage, text), text, tag, "หนังสือที่อ้างถึง")


def take_attachments(
    letter: WrittenLetter, facts: Facts, form: Form, script: Manuscript
) -> tuple[Listed, ...]:
    """Return what is attached; its list becomes lines that are repeated."""
    attached = letter.attachments
    listed = tuple(_listed(each, n, facts, form) for n, each in enumerate(attached, 1))
    blocks = _blocks([each.passage.paragraph for each in attached], script)
    if blocks is None or not all(_stands(each, script) for each in attached):
        for each in attached:
            script.leave(
                each.passage.paragraph, each.passage.text, "สิ่งที่ส่งมาด้วย: ไม่ได้อยู่ย่อหน้าละรายการ"
            )
    elif attached:
        for each in attached:
            _take_line(each, script, len(attached))
        repeat_items(script, blocks, _LOOP)
    return listed


def _stands(each: ListedAttachment, script: Manuscript) -> bool:
    """Return whether the title of the attachment stands in its line."""
    at = each.passage.text.find(each.title)
    start = each.passage.start + at
    return at >= 0 and script.stands(each.passage.paragraph, start, each.title)


def _listed(each: ListedAttachment, number: int, facts: Facts, form: Form) -> Listed:
    count = _COUNT.search(each.count)
    return Listed(
        name=f"แนบ{number}",
        title=tagged(each.title, facts, form) or _UNTITLED,
        printed=each.title,
        copies=int(to_arabic_digits(count["copies"])) if count else 1,
        unit=count["unit"] if count else "ฉบับ",
    )


def _take_line(each: ListedAttachment, script: Manuscript, count: int) -> None:
    """Put the tags of one attachment into its line."""
    paragraph, text, start = each.passage.paragraph, each.passage.text, each.passage.start
    if count > 1 and starts_with_number(text) and (numbered := _NUMBERED.match(text)):
        script.put_at(paragraph, start, numbered["number"], "{{ แนบ.ลำดับ }}", "")
    tag = "{{ แนบ.เรื่อง }}" if count > 1 else "{{ แนบ.รายการ }}"
    at = text.find(each.title)
    script.put_at(paragraph, start + at, each.title, tag, "ชื่อในสิ่งที่ส่งมาด้วย")
    _take_count(paragraph, text, start, at + len(each.title), script)


def _take_count(
    paragraph: Paragraph, text: str, start: int, behind: int, script: Manuscript
) -> None:
    if count := _COUNT.search(text, behind):
        for name, tag in (("copies", "{{ แนบ.จำนวน }}"), ("unit", "{{ แนบ.หน่วย }}")):
            place = start + count.start(name)
            script.put_at(paragraph, place, count[name], tag, "")
