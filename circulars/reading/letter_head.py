"""The head of a letter: from its first line to the first paragraph of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.reading.letter_lines import Line, extended
from circulars.reading.letter_lists import (
    begins_anew,
    has_count,
    read_attachments,
    starts_with_number,
)
from circulars.reading.letter_signs import (
    DATE,
    DIGIT,
    Sign,
    begins_text,
    is_running_text,
    is_title,
    sign_of,
)

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
_ATTACHED: Final = re.compile(r"\S+")
_DATED: Final = re.compile(rf"วันที่\s*(?={DATE.pattern})")
# Columns of one line: a tab, or blanks that nobody types between words.
_COLUMN: Final = re.compile(r"\t|\s{3,}|(?=วันที่)")
_LONGEST_LINE: Final = 200  # characters of a line that goes on with a heading
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
# How a memo of the police or the army names its reader: ผบก.ภ.จว.พะเยา, without เรียน.
_READER: Final = re.compile(
    r"(?:[ก-ฮ]{1,4}\.){1,4}|(?:รอง)?(?:ผู้|หัวหน้า|ปลัด|อธิบดี|ประธาน|เลขาธิการ|นายก|นายอำเภอ|คณบดี)"
)
# What is listed without being called an annex.
_PAPER: Final = re.compile(r"สำเนา|หนังสือ|เอกสาร|ร่าง|คำสั่ง|ประกาศ|ภาพ|แผ่น|ตัวอย่าง|ใบ|จำนวน")
# Who a sentence of the text begins with.
_OFFICE: Final = re.compile(
    r"จังหวัด|อำเภอ|สำนัก|กรม|กระทรวง|กอง|มหาวิทยาลัย|โรงเรียน|เทศบาล|องค์การ|คณะ|ศูนย์|ข้าพเจ้า|บัดนี้|ขอ"
)
_SHORT_ITEM: Final = 45  # characters of an item that begins like none of the usual ones
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
        if sign in {Sign.TEXT, Sign.SIGNER} or _is_over(head, sign, item):
            ahead = items[index + 1 : index + 1 + _AHEAD]
            if _addresses_memo(head, open_sign, item, ahead):
                head.salutation, open_sign = item.passage(), Sign.SALUTATION
                continue
            if not _goes_on(head, open_sign, item, ahead, listed):
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


def _is_over(head: Head, sign: Sign, line: Line) -> bool:
    """Return whether a heading like this cannot come: its part is there, or it is a memo's."""
    if sign is Sign.SALUTATION and line.text.startswith("เสนอ") and not head.is_memo:
        return True
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
    urgent = line.text[:own].rpartition("ที่")[0]
    if urgent not in {"", "เลข"}:
        head.urgency = line.passage(0, len(urgent))
    if dated := _DATED.search(line.text, own):
        head.date = line.passage(dated.end())
    stop = dated.start() if dated else len(line.text)
    end = _number_end(line.text, own, stop)
    head.number = line.passage(own, end)
    rest = line.text[end:stop]
    if rest.strip():
        sign, date = sign_of(rest.strip())
        begin = end + len(rest) - len(rest.lstrip())
        if sign is Sign.DATE:
            head.date = line.passage(begin + date)
        else:
            head.agency.append(line.passage(begin, stop))


def _number_end(text: str, own: int, stop: int) -> int:
    """Return where the number ends: at a column, or at a blank behind what looks like one."""
    blanks = len(text) - len(text[own:].lstrip())
    found = _NUMBER.match(text, blanks, stop)
    column = _COLUMN.search(text, found.end() if found else own, stop)
    end = column.start() if column else stop
    if found and text[found.end() : end].strip(" .…_"):
        attached = _ATTACHED.match(text, found.end(), end)  # /พิเศษ, (พย).๑(๑)/๓๓๑๔
        return attached.end() if attached else found.end()
    return end


def _without_heading(line: Line, own: int) -> Line:
    text = line.text[own:]
    return Line(paragraph=line.paragraph, text=text, start=line.start + own, continues=True)


def _goes_on(
    head: Head, sign: Sign | None, line: Line, ahead: Sequence[Item], listed: Sequence[Line]
) -> bool:
    """Return whether a line without a heading belongs to the part above it."""
    if sign in _OF_LETTERHEAD:
        return not is_running_text(line.text)
    if _heading_ahead(ahead, sign):
        return True
    if begins_text(line.text) or (is_running_text(line.text) and not _is_kept(line)):
        is_open = sign is Sign.ATTACHMENTS and not has_count(listed[-1].text)
        return is_open and _ends_with_short_count(line.text)
    if line.continues and len(line.text) < _LONGEST_LINE:
        return True
    match sign:
        case Sign.SUBJECT:
            return not starts_with_number(line.text)
        case Sign.CITED:
            return starts_with_number(line.text) or not _is_whole_citation(head.cited)
        case Sign.ATTACHMENTS:
            return _lists_more(line, ahead, listed)
        case _:
            return _addresses_more(head, line)


def _addresses_memo(head: Head, sign: Sign | None, line: Line, ahead: Sequence[Item]) -> bool:
    """Return whether a memo names its reader here, under the subject and without a salutation."""
    return (
        sign is Sign.SUBJECT
        and head.is_memo
        and head.salutation is None
        and not _heading_ahead(ahead, sign)
        and _READER.match(line.text) is not None
    )


def _is_kept(line: Line) -> bool:
    """Return whether a long line may still go on with a heading: numbered, or under it."""
    return starts_with_number(line.text) or (line.continues and len(line.text) < _LONGEST_LINE)


def _addresses_more(head: Head, line: Line) -> bool:
    """Return whether a line is one more addressee of a numbered list."""
    text = head.salutation.text if head.salutation else ""
    listed = starts_with_number(text[sign_of(text)[1] :])
    return listed and starts_with_number(line.text)


def _lists_more(line: Line, ahead: Sequence[Item], listed: Sequence[Line]) -> bool:
    """Return whether a line is an item of the list, or goes on with one that is not counted yet."""
    if starts_with_number(line.text) and not has_count(line.text) and begins_anew(line, listed):
        return False
    if starts_with_number(line.text) or not listed[-1].text:
        return True
    if has_count(line.text):
        return _is_item(line, listed)
    if has_count(listed[-1].text):
        return False
    if line.text.startswith("ลงวันที่"):  # of a letter that is sent along
        return True
    near = [item.text for item in ahead[:2] if isinstance(item, Line)]
    return any(has_count(text) and not is_running_text(text) for text in near)


def _is_item(line: Line, listed: Sequence[Line]) -> bool:
    """Return whether a counted line without a number is listed: not a sentence that counts."""
    is_open = not has_count(listed[-1].text)
    if is_open or is_title(line.text) or _PAPER.match(line.text):
        return True
    return len(line.text) < _SHORT_ITEM and _OFFICE.match(line.text) is None


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
    return len(text) < _LONGEST_LINE and has_count(text)


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
