"""Rolling one answer of the form forward, by the kind of its field."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.compose.answers import NUMBER, Refused, read_answer
from circulars.compose.letter import DATE
from circulars.expressions import Blank
from circulars.model.letter_type import FieldKind, FieldRole
from circulars.rolling.dates import FAR
from circulars.rolling.edits import Change, Remark, Rolled
from circulars.rolling.moves import YEAR, Move
from circulars.rolling.numbers import OTHER_YEAR, WHICH_YEAR
from circulars.rolling.shift import months_later
from circulars.rolling.texts import roll_text
from circulars.rolling.typed import number_like, pieces, retyped
from circulars.rolling.year_periods import edge_of_year
from thai_numerals import (
    DateError,
    Era,
    YearMonth,
    evaluation_round,
    find_dates,
    fiscal_quarter,
    fiscal_year,
    format_date,
    format_month,
    parse_date,
)
from thai_numerals.digits import THAI_DIGITS

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.model.letter_type import FieldSpec
    from circulars.rolling.shift import Shift
    from thai_numerals.digits import Digits

_TEXTS: Final = {FieldKind.TEXT, FieldKind.LINES}
# Numbers of the month by how their field's name or label begins; the first that fits counts.
_NUMBERS: Final[tuple[tuple[str, str, Callable[[YearMonth], int]], ...]] = (
    ("ปีงบ.*ไตรมาสก่อน", "ปีงบประมาณ", lambda month: fiscal_year(month.plus(-3))),
    ("ปีงบ", "ปีงบประมาณ", fiscal_year),
    ("ไตรมาสก่อน", "ไตรมาส", lambda month: fiscal_quarter(month.plus(-3))),
    ("ไตรมาส", "ไตรมาส", fiscal_quarter),
    ("รอบ", "รอบ", evaluation_round),
    (r"ปี|พ\.ศ\.", "ปี", lambda month: month.buddhist_year),
)
UNREADABLE: Final = "อ่านค่านี้ไม่ได้"
REMOVED: Final = "เลขใหม่มาจากทะเบียน หรือกรอกเอง"
EMPTY: Final = "ครั้งก่อนเว้นว่างด้วย --set ให้ใส่ซ้ำ เพราะเซลล์ว่างคือให้หาค่าเอง"


def roll_answer(field: FieldSpec, answer: str, shift: Shift) -> Rolled:
    """Return what `answer` to `field` becomes; cited letters, choices and the rest stay."""
    if not answer.strip():
        derived = field.value is not None and not field.blank
        return _same(answer, Remark(text=field.name, why=EMPTY) if derived else None)
    if field.kind in _TEXTS:
        return roll_text(answer, shift)
    if field.kind not in {FieldKind.DATE, FieldKind.MONTH, FieldKind.INTEGER}:
        return _same(answer)
    try:
        value, _ = read_answer(field, answer)
    except Refused:
        return _same(answer, Remark(text=answer, why=UNREADABLE))
    if isinstance(value, int):
        return _integer(field, answer, value, shift)
    month = value.month if isinstance(value, Blank) else value
    if isinstance(month, YearMonth):
        new = month.plus(shift.months)
        return _changed(answer, _like(answer, new.first_day, is_day=False), shift.why)
    if isinstance(value, dt.date):
        return _date(field, answer, value, shift)
    return _same(answer)


def _date(field: FieldSpec, answer: str, day: dt.date, shift: Shift) -> Rolled:
    if abs(shift.distance(day)) > YEAR:
        return _same(answer, Remark(text=answer, why=FAR))
    move = _moved(field, day, shift)
    assert move.date is not None
    rolled = _changed(answer, _like(answer, move.date, is_day=True), move.why)
    if not move.doubt or not rolled.changes:
        return rolled
    return replace(rolled, remarks=(Remark(text=rolled.new, why=move.doubt, is_kept=False),))


def _moved(field: FieldSpec, day: dt.date, shift: Shift) -> Move:
    """Return the new day: open, unless it is the first or last one of a period."""
    is_deadline = field.role is FieldRole.DEADLINE
    is_own = field.name == DATE
    if not is_own and (edge := edge_of_year(day, shift, begins=not is_deadline)):
        return edge
    new, why, doubt = months_later(day, shift.months), "", ""
    if is_own:
        new, why = shift.open_day_of_month(new)
    elif is_deadline or day not in {YearMonth.of(day).first_day, YearMonth.of(day).last_day}:
        new, why = shift.open_day(new)
        doubt = shift.drift(day)
    return Move(date=new, why=f"{shift.why} แต่ {why}" if why else shift.why, doubt=doubt)


def _integer(field: FieldSpec, answer: str, value: int, shift: Shift) -> Rolled:
    """Return the next year, quarter or round; other numbers stay, and that of the letter goes."""
    if field.name == NUMBER:
        change = Change(old=answer.strip(), new="", why=REMOVED)
        return Rolled(old=answer, new="", changes=(change,))
    for begins, what, number_of in _NUMBERS:
        if not any(re.match(begins, said) for said in (field.name, field.label)):
            continue
        before, after = number_of(shift.origin), number_of(shift.target)
        if value == before != after:
            return _changed(answer, _number_like(answer, after), f"{what}ของเดือนใหม่")
        unsure = what == "ปี" and value == fiscal_year(shift.origin) and shift.fiscal_years
        stays = OTHER_YEAR if value != before != after else WHICH_YEAR if unsure else ""
        return _same(answer, Remark(text=answer, why=stays) if stays else None)
    return _same(answer)


def _number_like(answer: str, number: int) -> str:
    digits = answer.strip()
    return number_like(digits, number) if digits.isdecimal() else str(number)


def _like(answer: str, date: dt.date, *, is_day: bool) -> str:
    """Return `date`, or its month, as `answer` says a day or month; in full where that fails."""
    text = answer.strip()
    places = [(found.start, found.end) for found in find_dates(text)] or [(0, len(text))]
    start, end = places[0]
    christian = parse_date(text).era is Era.CHRISTIAN
    new = retyped(text, start, end, pieces(text, start, end), date, christian=christian)
    new = f"{text[:start]}{new}{text[end:]}"
    if _says(new, date):
        return new
    digits: Digits = "thai" if any(digit in THAI_DIGITS for digit in text) else "arabic"
    if is_day:
        return format_date(date, digits=digits)
    return format_month(YearMonth.of(date), digits=digits)


def _says(text: str, date: dt.date) -> bool:
    """Return whether `text` reads as `date`, with its weekday if it has one."""
    try:
        parsed = parse_date(text)
    except DateError:
        return False
    return parsed.date == date and parsed.weekday_matches is not False


def _changed(old: str, new: str, why: str) -> Rolled:
    if old.strip() == new:
        return _same(old)
    return Rolled(old=old, new=new, changes=(Change(old=old.strip(), new=new, why=why),))


def _same(answer: str, remark: Remark | None = None) -> Rolled:
    return Rolled(old=answer, new=answer, remarks=(remark,) if remark else ())
