"""What becomes of the dates and months in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.rolling.edits import Edit
from circulars.rolling.moves import YEAR, Move
from circulars.rolling.said_dates import said_groups
from circulars.rolling.typed import retyped
from circulars.rolling.year_periods import SINCE, edge_of_year, period
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.rolling.said_dates import Said
    from circulars.rolling.shift import Shift

_LEAD: Final = 60  # characters before a date that say what it is
# The date of another letter, order or resolution, which does not move.
_DOCUMENT: Final = re.compile(
    r"(?:(?<!สุด)(?<!ตก)(?<!ปิด)ลง|(?:มติ|คำสั่ง|ประกาศ|ระเบียบ|พระราช)[^\n]{0,40}(?:เมื่อ|ฉบับ)) *$"
)
# The beginning or edge of a period, or the day of a count, may be a closed day.
_EDGE: Final = re.compile(r"(?:ตั้งแต่|นับแต่|นับจาก|ระหว่าง|(?<![ก-ฮ])ณ|สิ้น|เริ่ม|ข้อมูล) *(?:วันที่)? *$")
_PAST: Final = re.compile(r"เมื่อ *(?:วันที่)? *$")
_SHORT_WEEKDAY: Final = re.compile(r"(?<![ก-ฮ.])(?:จ|อ|พ|พฤ|ศ|ส|อา)\. *$")
_EVERY_YEAR: Final = re.compile(r" *(?:ของ)?ทุก *ๆ? *ปี")

OTHER_LETTER: Final = "เป็นวันของหนังสือหรือคำสั่งอื่น"
FAR: Final = "ห่างจากเดือนของหนังสือเกินหนึ่งปี"
DOUBTFUL: Final = "อ่านได้หลายแบบ"
YEARLY: Final = "เป็นวันเดียวกันทุกปี"
WRONG_BEFORE: Final = "ครั้งก่อนชื่อวันไม่ตรงกับวันที่"
SHORT_WEEKDAY: Final = "ชื่อวันที่ย่อไว้ข้างหน้าไม่เปลี่ยนตาม"
HAPPENED: Final = "เป็นวันของสิ่งที่เกิดขึ้นแล้ว ให้ใส่วันจริง"


def date_edits(text: str, shift: Shift) -> Iterator[Edit]:
    """Yield what becomes of each date and month of `text`."""
    line = plain(text)
    for group in said_groups(text, shift.origin):
        lead = line[max(0, group[0].start - _LEAD) : group[0].start]
        moves = period(group, lead, shift)
        if not moves:
            moves = tuple(_move(said, group, line, shift) for said in group)
        yield from _edits(text, group, moves)


def _move(said: Said, group: Sequence[Said], line: str, shift: Shift) -> Move:
    """Return what becomes of one date, alone or in a list or range."""
    lead = line[max(0, group[0].start - _LEAD) : group[0].start]
    if kept := _kept(said, lead, line, shift):
        return Move(date=None, why=kept)
    if edge := edge_of_year(said.date, shift, begins=SINCE.search(lead) is not None):
        return edge
    day, why, doubt = said.later(shift.months), shift.why, _doubt(said, lead)
    if said.precision != "day":
        return Move(date=day, why=why, doubt=doubt)
    if _is_apart(group) and not _EDGE.search(lead + line[said.start : said.pieces[0].start]):
        day, moved = shift.open_day(day)
        why = f"{why} แต่ {moved}" if moved else why
        doubt = doubt or shift.drift(said.date)
    elif _is_meeting(said, group) and not shift.is_open(day):
        doubt = doubt or f"ตรงกับ{shift.closed_as(day)}"
    return Move(date=day, why=why, doubt=doubt)


def _is_apart(group: Sequence[Said]) -> bool:
    """Return whether each day stands for itself: no ends of a period, none without its month."""
    own = all(each.has("month") or each.has("number") for each in group)
    return own and not any(each.is_range_end for each in group)


def _is_meeting(said: Said, group: Sequence[Said]) -> bool:
    """Return whether something is to be done on that very day, not only up to it."""
    return said.has("weekday") or not any(each.is_range_end for each in group)


def _kept(said: Said, lead: str, line: str, shift: Shift) -> str:
    """Return why the date does not move; empty where it does."""
    if said.fault:
        return said.fault
    if _DOCUMENT.search(lead):
        return OTHER_LETTER
    if _EVERY_YEAR.match(line, said.end):
        return YEARLY
    if abs(shift.distance(said.date)) > YEAR:
        return FAR
    others = said.parsed.alternatives if said.parsed else ()
    near = any(abs(shift.distance(other)) <= YEAR for other in others)
    maybe_day = said.parsed is not None and said.parsed.maybe_day
    return "" if said.is_readable and not near and not maybe_day else DOUBTFUL


def _doubt(said: Said, lead: str) -> str:
    if said.parsed and said.parsed.weekday_matches is False:
        return WRONG_BEFORE
    if _SHORT_WEEKDAY.search(lead) and said.precision == "day":
        return SHORT_WEEKDAY
    return HAPPENED if _PAST.search(lead) else ""


def _edits(text: str, group: Sequence[Said], moves: Sequence[Move]) -> Iterator[Edit]:
    """Yield the moves as edits; a month that has lost the year it shared gets its own."""
    dated = next((said for said in reversed(group) if said.year), None)
    for place, (said, move) in enumerate(zip(group, moves, strict=True)):
        new = None
        if move.date:
            new = retyped(
                text, said.start, said.end, said.pieces, move.date, christian=said.is_christian
            )
            following = next((m.date for m in moves[place + 1 :] if m.date), None)
            is_shared = said.has("month") and not said.year
            if dated and is_shared and following and following.year != move.date.year:
                new = f"{new} {dated.year_like(text, move.date)}"
        yield Edit(start=said.start, end=said.end, new=new, why=move.why, doubt=move.doubt)
