"""The list of attachments (สิ่งที่ส่งมาด้วย): numbers, titles and counts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.model.written_letter import ListedAttachment
from circulars.reading.letter_lines import Line, joined
from circulars.reading.letter_signs import DIGIT
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMBERED: Final = re.compile(rf"(?P<number>{DIGIT}{{1,2}})\s*[.)]+(?!{DIGIT})\s*")
# The number of a further item on the same line; not that of ข้อ ๒. or ครั้งที่ ๒).
_WITHIN: Final = re.compile(
    rf"(?<![ก-๎]ที่)(?<!ข้อ)(?<!หมวด)(?<!ส่วน)(?<!ตอน)(?<!ระยะ)(?<!ไตรมาส)\s+(?P<number>{DIGIT}{{1,2}})\s*[.)]+\s*(?=[ก-๎A-Za-z])"
)
# จำนวน ๑ ฉบับ, จำนวน ฉบับ, (จำนวน ๑ ชุด ๓ แผ่น), ๒ แผ่น; not จำนวนผู้ประกอบการ.
_COUNT: Final = re.compile(
    rf"\(?\s*+จำนวน(?=[\s.…_]|{DIGIT}|$)\s*+(?:{DIGIT}++|[.…_]++|หนึ่ง|สอง|สาม)?\s*+[ก-๎]{{0,12}}+"
    rf"(?:\s*+{DIGIT}++\s*+[ก-๎]{{0,12}}+)?\s*+\)?$"
    rf"|\(?(?:จำนวน)?\s*+อย่างละ\s*+{DIGIT}++\s*+[ก-๎]{{0,12}}+\s*+\)?$"
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


def begins_anew(line: Line, above: Sequence[Line]) -> bool:
    """Return whether a numbered line does not go on counting the list above it.

    Sections of a memo that follow the list begin with ๑ once more.
    """
    numbers = [_number(each.text) for each in above if each.text]
    last = next((number for number in reversed(numbers) if number), 0 if len(numbers) < 2 else 1)
    own = _number(line.text) or 0
    return bool(numbers) and own <= last if last else has_count(above[-1].text)


def _number(text: str) -> int | None:
    found = _NUMBERED.match(text)
    return int(to_arabic_digits(found["number"])) if found else None


def read_attachments(lines: Sequence[Line]) -> tuple[ListedAttachment, ...]:
    """Return what is listed on `lines`, the first of them without its heading.

    Counts that stand in a column of their own belong to the items in their order.
    """
    pieces = [piece for line in lines if line.text for piece in _pieces(line)]
    counts = [piece.text for piece in pieces if _is_count(piece.text)]
    items = list(_items([piece for piece in pieces if not _is_count(piece.text)]))
    if len(counts) == len(pieces) - len(counts) > len(items):  # items without numbers
        items = [[piece] for piece in pieces if not _is_count(piece.text)]
    given = iter(counts)
    return tuple(
        _attachment(item, "" if has_count(item[-1].text) else next(given, "")) for item in items
    )


def _is_count(text: str) -> bool:
    found = _COUNT.search(text)
    return found is not None and found.start() == 0


def _pieces(line: Line) -> Iterator[Line]:
    """Yield the items of a line that lists several: ๑. … จำนวน ๑ ชุด ๒. … จำนวน ๑ แผ่น."""
    first, wanted = 0, 2
    if _number(line.text) == 1:
        for found in _WITHIN.finditer(line.text):
            if int(to_arabic_digits(found["number"])) == wanted:
                yield _part(line, first, found.start())
                first, wanted = found.start("number"), wanted + 1
    yield _part(line, first, len(line.text))


def _part(line: Line, first: int, end: int) -> Line:
    text = line.text[first:end].rstrip()
    if first == 0:
        return Line(paragraph=line.paragraph, text=text, start=line.start, continues=line.continues)
    return Line(paragraph=line.paragraph, text=text, start=line.start + first, continues=True)


def _items(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the lines of each item: a number begins one, and so does a line behind a count."""
    item: list[Line] = []
    for line in lines:
        if item and (starts_with_number(line.text) or has_count(item[-1].text)):
            yield item
            item = []
        item.append(line)
    if item:
        yield item


def _attachment(lines: list[Line], count: str) -> ListedAttachment:
    """Return the item on `lines`; `count` is what another column says, if one does."""
    text = " ".join(line.text for line in lines)
    numbered = _NUMBERED.match(text)
    counted = _COUNT.search(text)
    own = numbered.end() if numbered else 0
    end = counted.start() if counted else len(text)
    return ListedAttachment(
        passage=joined(lines),
        number=int(to_arabic_digits(numbered["number"])) if numbered else None,
        title=" ".join(text[own:end].split()),
        count=" ".join((text[end:] or count).split()).strip("()"),
    )
