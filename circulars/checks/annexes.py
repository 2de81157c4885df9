"""The annexes in the file against the list of attachments: labels, titles, and which are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.citations import is_told_elsewhere, numbers_of
from circulars.checks.rules import letter_rule
from circulars.checks.titles import titles_agree
from circulars.model.findings import Finding, Level
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.setting import Setting
    from circulars.model.written_letter import ListedAttachment, WrittenAnnex, WrittenLetter

_HEADING: Final = "สิ่งที่ส่งมาด้วย"
_QR: Final = re.compile(r"(?i:qr ?code)|คิวอาร์|สแกน|^\s*https?://\S+\s*$")
_LINK: Final = re.compile(r"(?i:https?:|qr ?code|ดาวน์โหลด)")
# เรียน คณะกรรมการ (ตามบัญชีแนบท้าย), and how such a list of readers begins.
_READERS: Final = re.compile(r"บัญชี|แนบท้าย|ราย(?:ชื่อ|นาม|การ)|ดังแนบ")
_LIST: Final = re.compile(r"บัญชี|ราย(?:ชื่อ|นาม)|ผู้รับ")
# A title that says that the page is the letter's own: บัญชีแนบท้าย, ตารางแนบท้ายหนังสือ….
_APPENDED: Final = re.compile(
    r"(?:บัญชี|ราย(?:ชื่อ|การ|ละเอียด)|ตาราง|เอกสาร)*\s*แนบท้าย(?:$|หนังสือ|คำสั่ง|ประกาศ|บันทึก)"
)
_MOST_BY_TITLE: Final = 50  # annexes without a number: no letter has as many
_LONGEST: Final = 120  # characters of a title in a message


@letter_rule
def annexes_are_labelled(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find annexes that do not say which attachment they are.

    Source: usage (the regulation asks for none): without the label at the upper right, pages that
    part from their letter cannot be told.
    """
    pairs = _pairs(letter)
    for annex in _annexes(letter):
        if annex.label is None and letter.attachments:
            number = _place_in_list(letter, annex, pairs)
            yield Finding(
                code="annex-unlabelled",
                level=Level.WARN,
                where=_place(annex),
                message=f"เอกสาร “{_title(annex)}” ไม่มีป้าย “{_HEADING}{number}”",
                hint=f"เพิ่ม “{_HEADING}{number}” ที่มุมบนขวาของหน้าแรก",
            )


@letter_rule
def annex_labels_are_listed(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find two annexes with one number, and a number that the list does not have."""
    listed = set().union(*numbers_of(letter))
    seen: set[int] = set()
    for annex in _annexes(letter):
        if annex.number is None or annex.label is None or not listed:
            continue
        repeated = annex.number in seen
        seen.add(annex.number)
        if repeated or annex.number not in listed:
            why = (
                "ซ้ำกับเอกสารก่อนหน้า"
                if repeated
                else f"แต่รายการมีเพียง {len(letter.attachments)} รายการ"
            )
            yield Finding(
                code="attachment-numbering",
                level=Level.WARN,
                where=annex.label.place,
                message=f"เอกสาร “{_title(annex)}” มีป้าย “{annex.label.text}” {why}",
                hint="แก้เลขบนป้ายให้ตรงกับรายการสิ่งที่ส่งมาด้วย",
            )


@letter_rule
def annex_titles_are_listed(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find attachments listed under another name than the annex has.

    Only a label says for sure which attachment an annex is.
    """
    for listed, annex in _pairs(letter):
        if annex.label and annex.titles and not titles_agree(listed.title, _titles(annex)):
            yield Finding(
                code="attachment-title-mismatch",
                level=Level.WARN,
                where=listed.passage.place,
                message=f"รายการว่า “{listed.title}” แต่ชื่อบนเอกสารคือ “{_title(annex)}”",
                hint=f"ใช้ชื่อเดียวกันทั้งในรายการและบนเอกสาร ({_place(annex)})",
            )


@letter_rule
def annexes_are_there(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find attachments that are not in the file although others are."""
    pairs = _pairs(letter)
    if not pairs:
        return
    there = [listed for listed, _ in pairs]
    for each in letter.attachments:
        if each not in there and not _LINK.search(each.title):
            number = f" {to_thai_digits(str(each.number))}" if each.number else ""
            yield Finding(
                code="annex-absent",
                level=Level.NOTE,
                where=each.passage.place,
                message=f"ไม่พบ{_HEADING}{number} “{each.title}” ในแฟ้มนี้",
                hint="ตรวจว่าเอกสารนี้แนบเป็นแฟ้มอื่นหรือไม่",
            )


def _annexes(letter: WrittenLetter) -> list[WrittenAnnex]:
    """Return the annexes that are attachments: pages of QR codes and lists of readers are none."""
    return [
        annex
        for annex in letter.annexes
        if (annex.tables or _says_something(annex)) and not _is_of_letter_itself(letter, annex)
    ]


def _is_of_letter_itself(letter: WrittenLetter, annex: WrittenAnnex) -> bool:
    """Return whether the annex names the readers, or its title the letter that it belongs to."""
    if annex.label is not None or is_told_elsewhere(letter):
        return annex.label is None
    title = _title(annex)
    addressed = letter.salutation is not None and _READERS.search(letter.salutation.text)
    return _APPENDED.match(title) is not None or bool(addressed and _LIST.match(title))


def _says_something(annex: WrittenAnnex) -> bool:
    texts = [paragraph.text for paragraph in annex.paragraphs]
    return bool(texts) and not any(_QR.search(text) for text in texts)


def _pairs(letter: WrittenLetter) -> list[tuple[ListedAttachment, WrittenAnnex]]:
    """Return each listed attachment with its annex: by number, then by title, then in order."""
    left = _by_number(letter)
    pairs: list[tuple[ListedAttachment, WrittenAnnex]] = []
    others: list[WrittenAnnex] = []
    for annex in _annexes(letter):
        if annex.number in left:
            pairs.append((left.pop(annex.number), annex))
        elif annex.number is None:
            others.append(annex)
    in_order: list[WrittenAnnex] = []
    if len(others) > _MOST_BY_TITLE:
        return pairs
    for annex in others:
        number = _alike(annex, left)
        if number is None:
            in_order.append(annex)
        else:
            pairs.append((left.pop(number), annex))
    return [*pairs, *zip(left.values(), in_order, strict=False)]


def _by_number(letter: WrittenLetter) -> dict[int, ListedAttachment]:
    """Return the listed attachments by number, or by place where the list is numbered wrongly."""
    by_place = dict(enumerate(letter.attachments, 1))
    by_number = {each.number or place: each for place, each in by_place.items()}
    return by_number if by_number.keys() == by_place.keys() else by_place


def _alike(annex: WrittenAnnex, left: Mapping[int, ListedAttachment]) -> int | None:
    """Return the number of the listed attachment that has the annex's own title."""
    if not annex.titles:
        return None
    return next((n for n, each in left.items() if titles_agree(each.title, _titles(annex))), None)


def _place_in_list(
    letter: WrittenLetter, annex: WrittenAnnex, pairs: list[tuple[ListedAttachment, WrittenAnnex]]
) -> str:
    """Return the number that the annex's label should have, with a space before it."""
    if len(letter.attachments) == 1:
        return ""
    number = next((listed.number for listed, each in pairs if each is annex), None)
    return f" {to_thai_digits(str(number))}" if number else ""


def _titles(annex: WrittenAnnex) -> str:
    return " ".join(title.text for title in annex.titles)


def _title(annex: WrittenAnnex) -> str:
    if annex.titles or annex.paragraphs:
        first = (annex.titles or annex.paragraphs)[0].text.split("\n")[0].strip()
        return first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return f"ตารางที่ {annex.tables[0].number}"


def _place(annex: WrittenAnnex) -> str:
    if annex.titles or annex.paragraphs:
        return (annex.titles or annex.paragraphs)[0].place
    return annex.tables[0].rows[0][0].place
