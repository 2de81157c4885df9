"""Reading one answer of the form as people type it."""

from __future__ import annotations

import datetime as dt
import difflib
import unicodedata
from typing import TYPE_CHECKING, Any, Final

from circulars.compose.cited import EXAMPLE as CITED
from circulars.compose.cited import read_cited
from circulars.expressions import Blank, to_xml_text
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import FieldKind
from thai_numerals import (
    DateError,
    NumberError,
    YearMonth,
    format_date,
    format_month,
    parse_date,
    parse_number,
    weekday_name,
)
from thai_numerals.reading import TWO_DIGITS

if TYPE_CHECKING:
    from circulars.model.letter_type import FieldSpec
    from thai_numerals import ParsedDate

Answer = tuple[Any, tuple[Finding, ...]]  # the value, and what had to be assumed

# Room for writing by hand, in no-break spaces: a day about 1 cm, a whole date about 4 cm wide.
_DAY_ROOM: Final = "\N{NO-BREAK SPACE}" * 6
_DATE_ROOM: Final = "\N{NO-BREAK SPACE}" * 26
_NUMBER_ROOM: Final = "\N{NO-BREAK SPACE}" * 16
_LONGEST_NUMBER: Final = 15  # digits
_EXAMPLES: Final = {
    FieldKind.INTEGER: "1175",
    FieldKind.DATE: "2025-03-11",
    FieldKind.MONTH: "มีนาคม 2568",
    FieldKind.LETTERS: CITED,
}
NUMBER: Final = "เลขที่"  # the field that numbers the letter in the register, which begins at 1
_NO_DATE: Final = "อ่านเป็นวันที่ไม่ได้"  # followed by examples of dates
_WEEK: Final = 7
_QUOTED: Final = 80  # characters of an answer that a message quotes


class Refused(Exception):  # noqa: N818 - carries a finding to the form, which collects them
    """An answer or a formula gives no value; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_answer(field: FieldSpec, answer: str) -> Answer:
    """Return what `answer` says to `field`; :exc:`Refused` with the answer quoted.

    What nobody can see, such as zero-width spaces of a web page, is no part of it.
    """
    text = "".join(each for each in answer if unicodedata.category(each) != "Cf").strip()
    if not text:
        return _empty(field), ()
    if field.kind is FieldKind.INTEGER:
        return _integer(field, text), ()
    if field.kind is FieldKind.DATE:
        return _date(field, text)
    if field.kind is FieldKind.MONTH:
        return _month(field, text)
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text), ()
    if field.kind is FieldKind.LETTERS:
        return cited_letters(field, text), ()
    return _text(field, text), ()


def nothing(field: FieldSpec) -> Any:
    """Return the value of a field that need not be filled in."""
    return [] if field.kind is FieldKind.LETTERS else ""


def missing(field: FieldSpec) -> Refused:
    """Return the refusal of a field that nobody filled in."""
    blank = f" หรือ --set '{field.name}=' เพื่อเว้นไว้เขียนด้วยมือ" if field.blank else ""
    if field.value is not None:
        blank = f" หรือไม่ต้องใส่ --set '{field.name}=' เลย เพื่อให้คำนวณให้เอง"
    example = _EXAMPLES.get(field.kind) or next(filter(None, field.choices), "…")
    return Refused(
        Finding(
            code="field-missing",
            where=f"ช่อง {field.name}",
            message=f"ยังไม่ได้กรอก “{field.label}”",
            hint=f"กรอกด้วย --set '{field.name}={example}'{blank}",
        )
    )


def _empty(field: FieldSpec) -> Any:
    """Return what an empty answer means: room for the pen, nothing, or a fault."""
    if field.blank:
        return Blank(_DATE_ROOM if field.kind is FieldKind.DATE else _NUMBER_ROOM)
    if not field.required or "" in field.choices:
        return nothing(field)
    raise missing(field)


def _integer(field: FieldSpec, text: str) -> int:
    try:
        number = parse_number(text)
    except NumberError:
        number = None
    if number is None or number != number.to_integral_value():
        raise _refused(field, text, "ไม่ใช่จำนวนเต็ม")
    if number.adjusted() >= _LONGEST_NUMBER:
        raise _refused(field, text, f"ยาวเกิน {_LONGEST_NUMBER} หลัก")
    least = 1 if field.name == NUMBER else 0
    if number < least:
        raise _refused(field, text, f"น้อยเกินไป ช่องนี้ต้องไม่น้อยกว่า {least}")
    return int(number)


def _date(field: FieldSpec, text: str) -> Answer:
    parsed = _parsed(field, text)
    if parsed.precision == "day":
        return parsed.date, _assumed(field, text, parsed)
    if parsed.precision == "month" and field.blank:
        return _blank_day(parsed.month), ()
    lacking = "วันที่" if parsed.precision == "month" else "วันที่และเดือน"
    raise _refused(field, text, f"ยังขาด{lacking}")


def _blank_day(month: YearMonth) -> Blank:
    """Return room for a day of `month`."""
    room = Blank(f"{_DAY_ROOM}{format_month(month, digits='arabic')}")
    room.month = month
    return room


def _month(field: FieldSpec, text: str) -> Answer:
    parsed = _parsed(field, text)
    if parsed.precision == "year":
        raise _refused(field, text, "ยังขาดเดือน")
    return YearMonth.of(parsed.date), _assumed(field, text, parsed)


def _parsed(field: FieldSpec, text: str) -> ParsedDate:
    try:
        parsed = parse_date(text)
    except DateError as error:
        if field.kind is FieldKind.MONTH and error.reason.startswith(_NO_DATE):
            raise _refused(field, text, "อ่านเป็นเดือนและปีไม่ได้") from None
        raise _refused(field, text, error.reason) from None
    if parsed.weekday is not None and not parsed.weekday_matches:
        raise _wrong_weekday(field, text, parsed.date, parsed.weekday)
    return parsed


def _wrong_weekday(field: FieldSpec, text: str, date: dt.date, written: int) -> Refused:
    """Return the refusal with both ways out: the right weekday, or the nearest such day."""
    days = (written - date.weekday() + _WEEK // 2) % _WEEK - _WEEK // 2
    near = date + dt.timedelta(days=days)
    reason = f"ชื่อวันไม่ตรงกับวันที่: {_said(date, 'letter')} เป็น{weekday_name(date)}"
    hint = f"เขียน {_said(date, 'full')} หรือ {_said(near, 'full')} ตามที่หมายถึง"
    return _refused(field, text, reason, hint)


def _assumed(field: FieldSpec, text: str, parsed: ParsedDate) -> tuple[Finding, ...]:
    """Return what to tell of a date that can be read in another way.

    Two digits of a year beside a month's name are the office's own way and no doubt.
    """
    doubts = [note for note in parsed.notes if note != TWO_DIGITS.format(year=parsed.buddhist_year)]
    if not doubts and not parsed.ambiguous:
        return ()
    is_month = field.kind is FieldKind.MONTH
    month = format_month(YearMonth.of(parsed.date), digits="arabic")
    finding = Finding(
        code="field-assumed",
        level=Level.WARN if doubts else Level.NOTE,
        where=f"ช่อง {field.name}",
        message=f"“{text}” ถือเป็น{f'เดือน{month}' if is_month else _said(parsed.date, 'full')}: "
        f"{', '.join(parsed.notes)}",
        hint=f"ถ้าหมายถึง{'เดือน' if is_month else 'วัน'}อื่น ให้พิมพ์ชื่อเดือนและปีสี่หลัก "
        f"เช่น {month if is_month else _said(parsed.date, 'medium')}",
    )
    return (finding,)


def cited_letters(field: FieldSpec, text: str) -> list[dict[str, Any]]:
    """Return the letters that `text` cites; :exc:`Refused` where one cannot be read."""
    try:
        return read_cited(text)
    except ValueError as error:
        raise _refused(field, text, str(error)) from None


def _choice(field: FieldSpec, text: str) -> str:
    if text in field.choices:
        return text
    listed = [f"“{choice}”" for choice in field.choices if choice]
    close = difflib.get_close_matches(text, field.choices, n=1)
    near = f"ที่ใกล้เคียงคือ “{close[0]}” " if close else ""
    empty = " หรือเว้นว่าง" if "" in field.choices or not field.required else ""
    hint = f"{near}เลือกได้จาก {', '.join(listed)}{empty}"
    raise _refused(field, text, "ไม่อยู่ในรายการให้เลือก", hint)


def _text(field: FieldSpec, text: str) -> str:
    lines = [line.strip() for line in text.splitlines()]
    if field.kind is FieldKind.TEXT and len(lines) > 1:
        raise _refused(field, lines[0], "มีหลายบรรทัด แต่ช่องนี้รับบรรทัดเดียว", "ต่อข้อความให้เป็นบรรทัดเดียว")
    joined = "\n".join(lines)
    try:
        to_xml_text(joined)
    except ValueError as error:
        raise _refused(field, joined, str(error), "ลบอักขระนั้นออก") from None
    return joined


def _refused(field: FieldSpec, text: str, reason: str, hint: str = "") -> Refused:
    return Refused(
        Finding(
            code="field-unreadable",
            where=f"ช่อง {field.name}",
            message=f"“{text[:_QUOTED]}{'…' if len(text) > _QUOTED else ''}” {reason}",
            hint=hint or f"กรอกเช่น {_EXAMPLES[field.kind]}",
        )
    )


def _said(date: dt.date, style: Any) -> str:
    return format_date(date, style, digits="arabic")
