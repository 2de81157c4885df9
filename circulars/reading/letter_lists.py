"""The list of attachments (สิ่งที่ส่งมาด้วย): numbers, titles and counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.model.written_letter import ListedAttachment
from circulars.reading.letter_lines import joined
from circulars.reading.letter_signs import DIGIT
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.reading.letter_lines import Line

_NUMBERED: Final = re.compile(rf"(?P<number>{DIGIT}{{1,2}})\s*[.)]+(?!{DIGIT})\s*")
# จำนวน ๑ ฉบับ, จำนวน ฉบับ, (จำนวน ๑ ชุด ๓ แผ่น), ๒ แผ่น; not จำนวนผู้ประกอบการ.
_COUNT: Final = re.compile(
    rf"\(?\s*+จำนวน(?=[\s.…_]|{DIGIT}|$)\s*+(?:{DIGIT}++|[.…_]++|หนึ่ง|สอง|สาม)?\s*+[ก-๎]{{0,12}}+"
    rf"(?:\s*+{DIGIT}++\s*+[ก-๎]{{0,12}}+)?\s*+\)?$"
    rf"|(?<=\s){DIGIT}++\s++(?:ฉบับ|ชุด|แผ่น|เล่ม|หน้า|ใบ|แฟ้ม)$"
)


def starts_with_number(text: str) -> bool:
    """Return whether the line is an item of a numbered list.

    >>> starts_with_number("๒. แบบสำรวจ"), starts_with_number("๒.๕ ล้านบาท")
    (True, False)
    """
    return _NUMBERED.match(text) is not None


def has_count(text: str) -> bool:
    """Return whether the line ends by saying how many there are.

    >>> has_count("ระเบียบวาระการประชุม จำนวน ๑ ฉบับ"), has_count("ระเบียบวาระ")
    (True, False)
    """
    return _COUNT.search(text) is not None


def read_attachments(lines: Sequence[Line]) -> tuple[ListedAttachment, ...]:
    """Return what is listed on `lines`, the first of them without its heading."""
    return tuple(_attachment(item) for item in _items(lines))


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each item: a number begins one, and so does a line behind a count."""
    item: list[Line] = []
    for line in lines:
        if not line.text:  # the heading on a line of its own
            continue
        if item and (starts_with_number(line.text) or has_count(item[-1].text)):
            yield item
            item = []
        item.append(line)
    if item:
        yield item


def _attachment(lines: list[Line]) -> ListedAttachment:
    text = " ".join(line.text for line in lines)
    numbered = _NUMBERED.match(text)
    counted = _COUNT.search(text)
    own = numbered.end() if numbered else 0
    end = counted.start() if counted else len(text)
    return ListedAttachment(
        passage=joined(lines),
        number=int(to_arabic_digits(numbered["number"])) if numbered else None,
        title=" ".join(text[own:end].split()),
        count=" ".join(text[end:].split()).strip("()"),
    )
