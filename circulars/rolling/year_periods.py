"""What becomes of periods of the fiscal year: whole ones, quarters, and those that grow.

Source: Budget Procedures Act (พ.ร.บ. วิธีการงบประมาณ พ.ศ. 2561), section 4: a fiscal year runs
from 1 October to 30 September.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.checks.said import months_between
from circulars.rolling.moves import YEAR, Move
from circulars.rolling.shift import months_later
from thai_numerals import YearMonth, fiscal_year
from thai_numerals.months import OCTOBER

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.rolling.said_dates import Said
    from circulars.rolling.shift import Shift

SINCE: Final = re.compile(r"(?:ตั้งแต่|นับแต่|นับจาก|ระหว่าง)(?:วันที่|เดือน)? *$")
_QUARTER: Final = 3  # months
_ROUND: Final = 6
LIKE_A_PART: Final = "ช่วงเดิมยาวเท่าไตรมาสหรือรอบการประเมิน ซึ่งไม่ยาวขึ้นทุกเดือน"
ONE_MONTH: Final = "ช่วงนี้เหลือเดือนเดียว เพราะปีงบประมาณเพิ่งเริ่ม"
OTHER_YEAR: Final = "ยังเป็นของปีงบประมาณเดิม ทั้งที่หนังสืออยู่ในอีกปีหนึ่ง"
_LAST_DAY: Final = (OCTOBER - 1, 30)


def period(group: Sequence[Said], lead: str, shift: Shift) -> tuple[Move, ...]:
    """Return the new ends of a period of the fiscal year; nothing for other dates.

    A whole year moves with the fiscal year, a quarter or round called so with its number, and
    one that begins with the year grows at its end alone: ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘.
    """
    if not _is_period(group, shift):
        return ()
    first, last = (YearMonth.of(said.date) for said in group)
    length = months_between(first, last) + 1
    starts = first.month == OCTOBER
    if starts and length == YEAR and _is_whole(group):
        return _whole_year(group, shift)
    if length == _QUARTER and (first.month - OCTOBER) % _QUARTER == 0 and "ไตรมาส" in lead:
        return _by(group, shift.quarters * _QUARTER, "ไตรมาส")
    if length == _ROUND and (first.month - OCTOBER) % _ROUND == 0 and "รอบ" in lead:
        return _by(group, shift.rounds * _ROUND, "รอบ")
    return _growing(group, shift) if starts and 1 < length < YEAR else ()


def _is_period(group: Sequence[Said], shift: Shift) -> bool:
    if len(group) != 2 or not group[1].is_range_end or not all(s.is_readable for s in group):
        return False
    first, last = group
    return (
        first.precision == last.precision
        and first.date.day == 1
        and first.date < last.date
        and abs(shift.distance(last.date)) <= YEAR
    )


def _is_whole(group: Sequence[Said]) -> bool:
    last = group[1]
    return last.precision == "month" or last.date == YearMonth.of(last.date).last_day


def _by(group: Sequence[Said], months: int, what: str) -> tuple[Move, ...]:
    return tuple(Move(date=said.later(months), why=_why(what, months)) for said in group)


def _why(what: str, months: int) -> str:
    return f"{what}{'ถัดไป' if months > 0 else 'ก่อน'}" if months else f"ยังเป็น{what}เดิม"


def _whole_year(group: Sequence[Said], shift: Shift) -> tuple[Move, ...]:
    """Return the ends of the fiscal year; those of another one stay, and that is told."""
    if fiscal_year(group[0].date) == fiscal_year(shift.origin):
        return _by(group, shift.fiscal_years * YEAR, "ปีงบประมาณ")
    first, last = _by(group, 0, "ปีงบประมาณ")
    return first, replace(last, doubt=OTHER_YEAR)


def _growing(group: Sequence[Said], shift: Shift) -> tuple[Move, ...]:
    """Return the ends of a period that grows from the beginning of the fiscal year."""
    end = group[1].later(shift.months)
    begin = YearMonth(end.year - (end.month < OCTOBER), OCTOBER).first_day
    why = f"{shift.why} นับจากต้นปีงบประมาณ"
    length = months_between(*(YearMonth.of(said.date) for said in group)) + 1
    doubt = LIKE_A_PART if length in {_QUARTER, _ROUND} else ""
    doubt = ONE_MONTH if begin.month == end.month else doubt
    return Move(date=begin, why=why), Move(date=end, why=why, doubt=doubt)


def edge_of_year(day: dt.date, shift: Shift, *, begins: bool) -> Move | None:
    """Return what becomes of the first or last day of the fiscal year; None for other days.

    The first one, or October as its first day, where it is said that something `begins` then;
    the last one where it is more than a month ahead, and so hardly the end of the month.
    """
    first = begins and (day.month, day.day) == (OCTOBER, 1) and shift.distance(day) < 0
    if not first and ((day.month, day.day) != _LAST_DAY or shift.distance(day) <= 1):
        return None
    same = fiscal_year(day) == fiscal_year(shift.origin)
    months = shift.fiscal_years * YEAR if same else 0
    return Move(date=months_later(day, months), why=_why("ปีงบประมาณ", months))
