"""Continuation words at the foot of a page (คำต่อเนื่อง): /กรมการพัฒนาชุมชน..."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.continuation_words import begins_with, opening, words_in
from circulars.checks.rules import letter_rule
from circulars.model.findings import Finding, Level
from circulars.model.written import Pages, Paragraph
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written import Block
    from circulars.model.written_letter import WrittenLetter

_PAGE_NUMBER: Final = re.compile(r"\W*[0-9๐-๙]*\W*")
_ITEM: Final = re.compile(r"\s*(?P<number>(?:\d{1,2}(?:\.\d{1,2})*|[ก-ฮ]|\(\d{1,2}\))[.)]*)\s+")


@letter_rule
def typed_continuations(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find continuation words in the text that are not the first words of the next page.

    Source: the note on typing letters (คำอธิบายการพิมพ์หนังสือราชการ, นร 0106/ว 2019): a stroke, the
    first words of the next page, three dots.
    """
    blocks = letter.document.blocks
    for index, block in enumerate(blocks):
        words = words_in(block.text) if isinstance(block, Paragraph) else ()
        following = _next_text(blocks, index) if words else None
        if following is not None and isinstance(block, Paragraph):
            yield from _compared(block.place, words[0], following)


@letter_rule
def continuations_at_the_foot(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find them in the footer of a first page, where the text says itself where the next begins."""
    for furniture in letter.document.furniture:
        if furniture.is_header or furniture.pages is not Pages.FIRST:
            continue
        own = [each for each in letter.own_paragraphs if each.section == furniture.section]
        following = next((each.text for each in own[1:] if each.starts_page), None)
        for paragraph in furniture.paragraphs:
            words = words_in(paragraph.text)
            if words and following is not None:
                yield from _compared(paragraph.place, words[0], following)


def _next_text(blocks: tuple[Block, ...], index: int) -> str | None:
    """Return the text behind a paragraph; numbers of pages stand between."""
    for block in blocks[index + 1 :]:
        if not isinstance(block, Paragraph):
            return block.rows[0][0].text
        if not _PAGE_NUMBER.fullmatch(block.text):
            return block.text
    return None


def _compared(place: str, words: str, following: str) -> Iterator[Finding]:
    """Yield a finding if `following` does not begin with `words`."""
    if begins_with(following, words):
        return
    start = opening(following)
    item = _ITEM.match(to_arabic_digits(following))
    unnumbered = item and begins_with(following[item.end() :], words)
    why = f"ขาดเลขข้อ “{following[: item.end()].strip()}”" if item and unnumbered else "ไม่ตรงกัน"
    right = f"{following[: item.end()].strip()} {words}" if item and unnumbered else start
    yield Finding(
        code="continuation-mismatch",
        level=Level.WARN,
        where=place,
        message=f"คำต่อเนื่อง “/{words}...” แต่หน้าถัดไปขึ้นต้นว่า “{start}” {why}",
        hint=f"แก้เป็น “/{right}...”",
        about=words,
    )
