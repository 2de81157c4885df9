"""The foot of a letter: closing, signature, lines of authority, and the unit that wrote it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.data.authority_phrases import has_phrase, phrase_at_end
from circulars.reading.letter_lines import Line
from circulars.reading.letter_signs import Sign, is_label, is_rank, is_title, sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.written_letter import Passage
    from circulars.reading.letter_lines import Item

_UNIT: Final = re.compile(
    r"สำนัก|กลุ่ม|ฝ่าย|กอง|ส่วน|ศูนย์|งาน|แผนก|ที่ทำการ|ที่ว่าการ|หน่วย|คณะ|โทร|โทรสาร|เบอร์|อีเมล"
    r"|ไปรษณีย์อิเล็กทรอนิกส์|(?i:e-?mail|line|www|http)|ผู้ประสาน|สำเนา"
)
_PHONE: Final = re.compile(r"(?:เบอร์)?โทร|โทรสาร|(?i:tel|fax|e-?mail)|ไปรษณีย์อิเล็กทรอนิกส์|ผู้ประสาน")
_SIGNED: Final = re.compile(r"\(?\s*ลงชื่อ|[.…_ ]+$")
_POST: Final = re.compile(
    r"(?:รอง|ผู้ช่วย)?(?:ผู้ว่าราชการ|ปลัด|อธิบดี|นายอำเภอ|พัฒนาการ|ผู้อำนวยการ|หัวหน้า|นายก|เลขาธิการ|รัฐมนตรี)"
)
# A name that lacks its brackets.
_NAME: Final = re.compile(
    r"(?:นาย|นาง(?:สาว)?|ว่าที่\S*|ดร\.)\s?(?!อำเภอ|กรัฐ|กเทศ|กองค์|กสมาคม|กสภา|แพทย์)[ก-๎]{2,}\s+[ก-๎]{2,}$"
)
_NEAR: Final = 8  # lines of authority at most
_OVER_NAME: Final = 2  # lines that may stand between closing and name
_FOOT: Final = 16  # lines from the closing to the phone at most
_SLOGAN: Final = 120  # characters of a line under the phone at most


@dataclass(slots=True, kw_only=True)
class Foot:
    """The parts found at the foot."""

    closing: Passage | None = None
    date: Passage | None = None  # of an order, announcement, certificate or sealed letter
    signer: Passage | None = None
    agency: list[Passage] = field(default_factory=list)  # of a sealed letter: who sends it
    authority: list[Passage] = field(default_factory=list)
    originator: list[Passage] = field(default_factory=list)
    start: int = 0  # the item behind the text of the letter
    end: int = 0  # the first item of the annexes


def find_foot(items: Sequence[Item], start: int, *, is_sealed: bool) -> int:
    """Return where the text that begins at `start` ends; the end where no foot is found."""
    signs = ((Sign.CLOSING, Sign.ISSUED), (Sign.SIGNER,))
    stop = _letter_end(items, start)
    for wanted in signs:
        for index in range(start, stop):
            item = items[index]
            if isinstance(item, Line) and sign_of(item.text)[0] in wanted:
                above = items[index - 1] if index > start else None
                has_rank = isinstance(above, Line) and is_rank(above.text)
                return index - 1 if has_rank and Sign.SIGNER in wanted else index
    for index in range(start, stop):
        item = items[index]
        if isinstance(item, Line) and _begins_bare_foot(item, is_sealed=is_sealed):
            before = items[index - 1]
            alone = isinstance(before, Line) and len(before.text) < 60 and index - 1 > start
            return index - 1 if is_sealed and alone else index
    return stop


def read_foot(items: Sequence[Item], start: int) -> Foot:
    """Return the parts of the foot that begins at `start`."""
    foot = Foot(start=start, end=start)
    stop = _foot_end(items, start)
    lines = [
        each for each in items[start:stop] if isinstance(each, Line) and not is_label(each.text)
    ]
    rest = _take_opening(foot, lines)
    own = _authority_lines(rest, named=foot.signer is not None)
    foot.authority = [line.passage() for line in rest[:own]]
    foot.originator = [line.passage() for line in rest[own:] if _originates(line, rest[own:])]
    foot.end = stop
    return foot


def _begins_bare_foot(line: Line, *, is_sealed: bool) -> bool:
    if is_sealed and sign_of(line.text)[0] is Sign.DATE:
        return True
    return len(line.text) < 80 and _PHONE.match(line.text) is not None


def _letter_end(items: Sequence[Item], start: int) -> int:
    """Return the first item that is surely of an annex: its label at the head of a page."""
    for index in range(start, len(items)):
        item = items[index]
        if isinstance(item, Line) and item.starts_page and is_label(item.text):
            return index
    return len(items)


def _take_opening(foot: Foot, lines: list[Line]) -> list[Line]:
    """Take closing, date and name; return the lines under them."""
    for number, line in enumerate(lines):
        sign, own = sign_of(line.text)
        if sign is Sign.CLOSING and foot.closing is None:
            foot.closing = line.passage()
        elif sign in {Sign.ISSUED, Sign.DATE} and foot.date is None:
            foot.date = line.passage(own)
        elif sign is Sign.SIGNER or (foot.closing and _NAME.match(line.text)):
            foot.signer = line.passage()
            return lines[number + 1 :]
        elif _is_over_name(lines, number):
            continue
        elif foot.closing is None and foot.date is None and not _PHONE.match(line.text):
            foot.agency.append(line.passage())
        elif not _SIGNED.match(line.text):
            return lines[number:]
    return []


def _is_over_name(lines: list[Line], number: int) -> bool:
    """Return whether the name in brackets is near below: a rank, or a last sentence, is here."""
    below = [sign_of(line.text)[0] for line in lines[number + 1 : number + 1 + _OVER_NAME]]
    return Sign.SIGNER in below and not set(below) & {Sign.CLOSING, Sign.DATE, Sign.ISSUED}


def _authority_lines(lines: list[Line], *, named: bool) -> int:
    """Return how many of the lines under the name tell in whose place it signs."""
    near = lines[:_NEAR]
    phone = next((n for n, line in enumerate(near) if _PHONE.match(line.text)), len(near))
    phrased = [n for n, line in enumerate(near[:phone]) if has_phrase(line.text)]
    if phrased:
        last = phrased[-1]
        below = near[last + 1 : phone]
        goes_on = phrase_at_end(near[last].text) and below and not _UNIT.match(below[0].text)
        return last + 2 if goes_on else last + 1
    for number, line in enumerate(near[:phone]):
        is_post = (named and number == 0) or _POST.match(line.text)
        if _UNIT.match(line.text) or not is_post:
            return number
    return phone


def _originates(line: Line, lines: list[Line]) -> bool:
    """Return whether the line stands with the unit that wrote: not a stray one before it."""
    first = next((each for each in lines if _UNIT.match(each.text)), None)
    return first is not None and lines.index(line) >= lines.index(first)


def _foot_end(items: Sequence[Item], start: int) -> int:
    """Return where the letter ends and its annexes begin."""
    if start < len(items) and _is_label_line(items[start]):  # a letter without a foot
        return start
    first = _last_phone(items, start) + 1
    for index in range(first, len(items)):
        if _begins_annex(items, index):
            return index
    return len(items)


def _is_label_line(item: Item) -> bool:
    return isinstance(item, Line) and is_label(item.text)


def _last_phone(items: Sequence[Item], start: int) -> int:
    """Return the place of the last line with a phone at the foot, before a page or table."""
    last = start
    for index in range(start, min(start + _FOOT, len(items))):
        item = items[index]
        if not isinstance(item, Line) or (index > start and item.starts_page):
            break
        if is_label(item.text) and not item.paragraph.in_text_box:  # a caption of a QR code
            break
        if _PHONE.match(item.text):
            last = index
    return last


def _begins_annex(items: Sequence[Item], index: int) -> bool:
    item = items[index]
    if not isinstance(item, Line):
        return True
    if item.starts_page or is_label(item.text) or "\t" in item.text:
        return True
    if len(item.text) > _SLOGAN:
        return _UNIT.match(item.text) is None
    return is_title(item.text) and table_follows(items, index)


def table_follows(items: Sequence[Item], index: int, *, within: int = 7) -> bool:
    """Return whether a table stands under the line, behind a few lines more at most."""
    for item in items[index + 1 : index + 1 + within]:
        if not isinstance(item, Line):
            return True
        if item.starts_page and not is_label(item.text):
            return False
    return False
