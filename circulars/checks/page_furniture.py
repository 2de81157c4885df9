"""What stands around the text: page numbers, continuation words, the emblem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.continuation_words import begins_with, comparable, opening, words_in
from circulars.checks.digits import is_in_thai_digits
from circulars.checks.rules import letter_rule
from circulars.checks.seen import seen_text
from circulars.model.findings import Finding, Level
from circulars.model.kinds import DocumentKind
from circulars.model.office import EmblemKind
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.setting import Setting
    from circulars.model.written import LaidOutPages, Paragraph
    from circulars.model.written_letter import WrittenLetter

_PAGE_NUMBER: Final = re.compile(r"^\s*[-–—]\s*([0-9๐-๙]+)\s*[-–—]\s*$", re.MULTILINE)
_SET_IN_WORD: Final = "แทรก > หมายเลขหน้า > จัดรูปแบบหมายเลขหน้า แล้วเลือก ๑, ๒, ๓"
_BARE: Final = re.compile(r"^\s*([0-9๐-๙]{1,3})\s*$", re.MULTILINE)


@letter_rule
def page_numbers(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find pages of the letter without their number, or with another one.

    Source: the typing manual of the regulation: “- ๒ -” at the top, from page 2 on.
    """
    if letter.kind is None:
        return
    pages = _own_pages(letter, setting.pages) if setting.pages else ()
    if pages:
        yield from _numbered(pages)
    elif _second_page(letter) and not _has_number(letter):
        yield _unnumbered("2")


@letter_rule
def page_number_digits(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find a page number “- 2 -” in a letter of Thai digits.

    Source: cabinet resolution of 2 May 2543, which promotes Thai digits.
    """
    if letter.kind is None or not is_in_thai_digits(letter):
        return
    for paragraph, is_field in _furniture(letter):
        found = _PAGE_NUMBER.search(seen_text(paragraph))
        if found and found[1].isascii():
            yield Finding(
                code="page-number",
                level=Level.WARN,
                where=paragraph.place,
                message=f"เลขหน้า “{found[0].strip()}” เป็นเลขอารบิก ในหนังสือที่ใช้เลขไทย",
                hint=_SET_IN_WORD if is_field else f"เปลี่ยนเป็น “{to_thai_digits(found[0].strip())}”",
            )


@letter_rule
def continuations_on_pages(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find continuation words that are not how the next page really begins, and pages without.

    Source: typing manuals: a stroke, the first words of the next page, three dots.  Where another
    font stands in, pages break elsewhere, and nothing is said.
    """
    if letter.kind is None or setting.pages is None or setting.pages.missing_fonts:
        return
    texts = _own_pages(letter, setting.pages)
    without = []
    for number, text in enumerate(texts[:-1], start=1):
        words = words_in(text)
        start = setting.pages.starts[number].strip()
        if not words:
            without.append(str(number))
        elif start and not begins_with(start, words[-1]):
            yield _mismatch(number, words[-1], start)
    if without:
        yield Finding(
            code="continuation-absent",
            level=Level.NOTE,
            where=f"ท้ายหน้า {', '.join(without)}",
            message="ไม่มีคำต่อเนื่อง (คำแรกของหน้าถัดไป) ที่มุมล่างขวา",
            hint="พิมพ์ “/” ตามด้วยคำแรกของหน้าถัดไปและจุดสามจุด",
        )


@letter_rule
def emblem(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Find an external letter with its head, but no emblem: it needs garuda paper.

    Source: regulation on correspondence 2526, clause 11: external letters stand on กระดาษตราครุฑ.
    """
    office = setting.office
    is_known = setting.is_ours or (office and office.emblem.kind is not EmblemKind.IMAGE)
    is_external = letter.kind is DocumentKind.EXTERNAL and letter.agency
    if is_external and not letter.document.has_emblem and not is_known:
        yield Finding(
            code="emblem-missing",
            level=Level.NOTE,
            where=letter.agency[0].place,
            message="ไม่มีตราครุฑในแฟ้ม",
            hint="พิมพ์บนกระดาษตราครุฑ หรือใส่ภาพตราครุฑที่หัวหนังสือ",
        )


def _own_pages(letter: WrittenLetter, pages: LaidOutPages) -> Sequence[str]:
    """Return the texts of the letter's own pages: up to the one that its signer is on."""
    last = letter.signer or letter.closing
    if last is not None:
        for index, text in enumerate(pages.texts):
            if comparable(last.text) in comparable(text):
                return pages.texts[: index + 1]
    return () if letter.annexes else pages.texts


def _numbered(pages: Sequence[str]) -> Iterator[Finding]:
    bare = []
    for number, text in enumerate(pages, start=1):
        printed = _number_on(text, number)
        if number == 1:
            if printed:
                yield _first_numbered(printed)
        elif not printed:
            bare.append(str(number))
        elif int(to_arabic_digits(printed)) != number:
            yield Finding(
                code="page-number",
                level=Level.WARN,
                where=f"หน้า {number}",
                message=f"เลขหน้าพิมพ์ว่า “{printed}” แต่เป็นหน้า {number}",
                hint=f"แก้เลขหน้าเป็น “- {to_thai_digits(str(number))} -”",
            )
    if bare:
        yield _unnumbered(", ".join(bare))


def _number_on(text: str, number: int) -> str:
    """Return the number printed on a page: between hyphens, or alone if it is the right one."""
    if found := _PAGE_NUMBER.search(text):
        return found[1]
    bare = _BARE.findall(text)
    return next((each for each in bare if int(to_arabic_digits(each)) == number > 1), "")


def _first_numbered(printed: str) -> Finding:
    return Finding(
        code="page-number",
        level=Level.NOTE,
        where="หน้า 1",
        message=f"หน้าแรกมีเลขหน้า “{printed}”",
        hint="หน้าแรกของหนังสือไม่ใส่เลขหน้า",
    )


def _unnumbered(numbers: str) -> Finding:
    return Finding(
        code="page-number",
        level=Level.WARN,
        where=f"หน้า {numbers}",
        message="ไม่มีเลขหน้า ทั้งที่หนังสือยาวเกินหนึ่งหน้า",
        hint="ใส่ “- ๒ -” กลางหัวกระดาษตั้งแต่หน้า 2",
    )


def _mismatch(number: int, words: str, start: str) -> Finding:
    return Finding(
        code="continuation-mismatch",
        level=Level.WARN,
        where=f"ท้ายหน้า {number}",
        message=f"คำต่อเนื่อง “/{words}...” แต่หน้า {number + 1} ขึ้นต้นว่า “{opening(start)}”",
        hint="แก้คำต่อเนื่องให้ตรงกับคำแรกของหน้าถัดไป",
        about=words,
    )


def _second_page(letter: WrittenLetter) -> bool:
    """Return whether the letter's text says itself where its second page begins."""
    return any(paragraph.starts_page for paragraph in letter.body[1:])


def _has_number(letter: WrittenLetter) -> bool:
    fields = any(each.has_page_field for each in letter.document.furniture)
    return fields or any(_PAGE_NUMBER.search(each.text) for each, _ in _furniture(letter))


def _furniture(letter: WrittenLetter) -> Iterator[tuple[Paragraph, bool]]:
    """Yield what may be a page number, and whether Word puts it in.

    Headers and footers of the letter's pages, and typed lines.
    """
    own = letter.own_paragraphs
    sections = {paragraph.section for paragraph in own}
    yield from ((paragraph, False) for paragraph in own)
    for furniture in letter.document.furniture:
        if furniture.section in sections:
            yield from ((each, furniture.has_page_field) for each in furniture.paragraphs)
