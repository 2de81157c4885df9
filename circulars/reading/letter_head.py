"""The head of a letter: from its first line to the first paragraph of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.reading.letter_lines import Line, extended
from circulars.reading.letter_lists import has_count, read_attachments, starts_with_number
from circulars.reading.letter_signs import DIGIT, Sign, is_running_text, sign_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.written import WrittenTable
    from circulars.model.written_letter import ListedAttachment, Passage
    from circulars.reading.letter_lines import Item

# The code and number of a letter, also with blanks or dots for the pen: พย ๐๐๑๙.๒/ว ....
_NUMBER: Final = re.compile(
    rf"(?:[ก-ฮ]{{1,4}}\.?\s?)?{DIGIT}+(?:\.{DIGIT}+)*(?:\s?\([^)]*\))?(?:\s?/\s?(?:ว\s?)?[.…_]*{DIGIT}*[.…_]*)?"
)
_PHONE: Final = re.compile(r"\s*โทร")
# Columns of one line: a tab, or blanks that nobody types between words.
_COLUMN: Final = re.compile(r"\t|\s{3,}|(?=วันที่)")
_AHEAD: Final = 6  # lines that a heading may go on before the next one
_IN_HEAD: Final = frozenset(
    {Sign.SUBJECT, Sign.SALUTATION, Sign.CITED, Sign.ATTACHMENTS, Sign.NUMBER, Sign.DATE, Sign.UNIT}
)
# Behind these headings a line of text belongs to the letterhead.
_OF_LETTERHEAD: Final = frozenset(
    {None, Sign.NUMBER, Sign.DATE, Sign.URGENCY, Sign.TITLE, Sign.UNIT}
)
_NO_AGENCY: Final = re.compile(r"[(\[-]?\s*(?:สำเนา|ร่าง|ตรา|ครุฑ|ลับ)|\W*$|-\s*[0-9๐-๙]+\s*-$")
_MEMO: Final = "บันทึกข้อความ"
_ISSUER: Final = re.compile(r"(?:คำสั่ง|ประกาศ)\s*")


@dataclass(slots=True, kw_only=True)
class Head:
    """The parts found so far; the walk fills them."""

    number: Passage | None = None
    date: Passage | None = None
    urgency: Passage | None = None
    title: Line | None = None  # บันทึกข้อความ, คำสั่งจังหวัดพะเยา
    is_memo: bool = False
    subject: Passage | None = None
    salutation: Passage | None = None
    agency: list[Passage] = field(default_factory=list)
    cited: list[Passage] = field(default_factory=list)
    attachments: tuple[ListedAttachment, ...] = ()
    end: int = 0  # the item at which the text begins


def read_head(items: Sequence[Item]) -> Head:
    """Return the parts of the head, and where the text of the letter begins."""
    head = Head()
    open_sign: Sign | None = None
    listed: list[Line] = []
    for index, item in enumerate(items):
        head.end = index
        if not isinstance(item, Line):
            if _is_letterhead(item) and open_sign in _OF_LETTERHEAD:
                head.is_memo = head.is_memo or _names_memo(item)
                continue
            break
        sign, own = sign_of(item.text)
        if sign in {Sign.CLOSING, Sign.ISSUED}:
            break
        if sign in {Sign.TEXT, Sign.SIGNER} or _is_over(head, sign):
            if not _goes_on(head, open_sign, item, items[index + 1 : index + 1 + _AHEAD], listed):
                break
            _go_on(head, open_sign, item, listed)
            continue
        _open(head, sign, item, own, listed)
        open_sign = open_sign if sign is Sign.URGENCY else sign
    else:
        head.end = len(items)
    head.attachments = read_attachments(listed)
    return head


def _is_letterhead(table: WrittenTable) -> bool:
    """Return whether a table only arranges a letterhead: one row, no figures."""
    return len(table.rows) == 1


def _names_memo(table: WrittenTable) -> bool:
    return any(cell.text.strip() == _MEMO for row in table.rows for cell in row)


def _is_over(head: Head, sign: Sign) -> bool:
    """Return whether a heading like this cannot come any more: its part is there."""
    there = {
        Sign.NUMBER: head.number,
        Sign.SUBJECT: head.subject,
        Sign.SALUTATION: head.salutation,
        Sign.DATE: head.date,
        Sign.TITLE: head.title or head.subject,
    }
    return there.get(sign) is not None


def _open(head: Head, sign: Sign, line: Line, own: int, listed: list[Line]) -> None:
    """Take a line that begins a part."""
    match sign:
        case Sign.URGENCY:
            head.urgency = line.passage()
        case Sign.TITLE:
            _take_title(head, line)
        case Sign.NUMBER:
            _take_number(head, line, own)
        case Sign.UNIT:
            head.is_memo = True
            phone = _PHONE.search(line.text, own)
            head.agency.append(line.passage(own, phone.start() if phone else None))
        case Sign.DATE:
            head.date = line.passage(own)
        case Sign.SUBJECT:
            head.subject = line.passage(own)
        case Sign.SALUTATION:
            head.salutation = line.passage()
        case Sign.CITED if line.text[own:]:
            head.cited.append(line.passage(own))
        case Sign.ATTACHMENTS:
            listed.append(_without_heading(line, own))
        case _:
            pass


def _take_title(head: Head, line: Line) -> None:
    head.title = line
    head.is_memo = head.is_memo or line.text == _MEMO
    issuer = _ISSUER.match(line.text)
    if issuer and line.text[issuer.end() :]:
        head.agency.append(line.passage(issuer.end()))


def _take_number(head: Head, line: Line, own: int) -> None:
    """Take the number and what stands beside it: the agency, or the date of a memo."""
    blanks = len(line.text) - len(line.text[own:].lstrip())
    found = _NUMBER.match(line.text, blanks)
    column = _COLUMN.search(line.text, found.end() if found else own)
    end = column.start() if column else len(line.text)
    if found and line.text[found.end() : end].strip(" .…_"):
        end = found.end()
    head.number = line.passage(own, end)
    rest = end + len(line.text[end:]) - len(line.text[end:].lstrip())
    if line.text[rest:]:
        sign, date = sign_of(line.text[rest:])
        if sign is Sign.DATE:
            head.date = line.passage(rest + date)
        else:
            head.agency.append(line.passage(rest))


def _without_heading(line: Line, own: int) -> Line:
    text = line.text[own:]
    return Line(paragraph=line.paragraph, text=text, start=line.start + own, continues=True)


def _goes_on(
    head: Head, sign: Sign | None, line: Line, ahead: Sequence[Item], listed: Sequence[Line]
) -> bool:
    """Return whether a line without a heading belongs to the part above it."""
    if sign in _OF_LETTERHEAD:
        return not is_running_text(line.text)
    if line.continues and len(line.text) < 200:
        return True
    if _heading_ahead(ahead, sign):
        return True
    if is_running_text(line.text) and not starts_with_number(line.text):
        return bool(sign is Sign.ATTACHMENTS and _ends_with_short_count(line.text))
    match sign:
        case Sign.SUBJECT:
            return not starts_with_number(line.text)
        case Sign.CITED:
            return starts_with_number(line.text) or not _is_whole_citation(head.cited)
        case Sign.ATTACHMENTS:
            return _lists_more(line, ahead, listed)
        case _:
            return _addresses_more(head, line)


def _addresses_more(head: Head, line: Line) -> bool:
    """Return whether a line is one more addressee of a numbered list."""
    text = head.salutation.text if head.salutation else ""
    listed = starts_with_number(text[sign_of(text)[1] :])
    return listed and starts_with_number(line.text)


def _lists_more(line: Line, ahead: Sequence[Item], listed: Sequence[Line]) -> bool:
    """Return whether a line is an item of the list, or goes on with one that is not counted yet."""
    if starts_with_number(line.text) or has_count(line.text) or not listed[-1].text:
        return True
    if has_count(listed[-1].text):
        return False
    near = [item.text for item in ahead[:2] if isinstance(item, Line)]
    return any(has_count(text) and not is_running_text(text) for text in near)


def _heading_ahead(ahead: Sequence[Item], sign: Sign | None) -> bool:
    """Return whether the next heading of the head is near, before any running text."""
    order = [Sign.SUBJECT, Sign.SALUTATION, Sign.CITED, Sign.ATTACHMENTS]
    later = order[order.index(sign) + 1 :] if sign in order else []
    for item in ahead:
        if not isinstance(item, Line):
            return False
        found = sign_of(item.text)[0]
        if found in later:
            return True
        if found in _IN_HEAD or found is Sign.CLOSING or len(item.text) > 250:
            return False
    return False


def _ends_with_short_count(text: str) -> bool:
    return len(text) < 200 and has_count(text)


def _is_whole_citation(cited: Sequence[Passage]) -> bool:
    """Return whether the last cited letter has its date: nothing more of it can come."""
    return bool(cited) and re.search(rf"{DIGIT}{{4}}\)?$", cited[-1].text) is not None


def _go_on(head: Head, sign: Sign | None, line: Line, listed: list[Line]) -> None:
    """Take a line that goes on with the part above it."""
    match sign:
        case Sign.CITED:
            if starts_with_number(line.text) or line.text.startswith("หนังสือ") or not head.cited:
                head.cited.append(line.passage())
            else:
                head.cited[-1] = extended(head.cited[-1], line)
        case Sign.ATTACHMENTS:
            listed.append(line)
        case Sign.SUBJECT if head.subject:
            head.subject = extended(head.subject, line)
        case Sign.SALUTATION if head.salutation:
            head.salutation = extended(head.salutation, line)
        case _:
            if not _NO_AGENCY.match(line.text):
                head.agency.append(line.passage())
