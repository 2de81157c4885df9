"""Deadlines that come back every month: in which months they fall on closed days."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.said import first_possible_day, is_open, named, said_texts
from circulars.model.findings import Finding, Level
from thai_numerals import YearMonth, fiscal_year, fiscal_year_months
from thai_numerals.patterns import month, plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

# Words that say what holds where the day is a closed one.
_PROVIDED: Final = re.compile("วันหยุด|วันทำการ")


@letter_rule
def recurring_deadlines(letter: WrittenLetter, setting: Setting) -> Iterator[Finding]:
    """Note the closed days among those of a monthly deadline, to the end of the fiscal year."""
    first = first_possible_day(letter)
    if first is None:
        return
    for place, typed in said_texts(letter):
        for number, said in _recurring_in(typed):
            closed = [d for d in _days(number, first) if not is_open(d, setting.days)]
            if closed:
                yield Finding(
                    code="deadline-nonworking",
                    level=Level.NOTE,
                    where=place,
                    message=f"“{said}” ตรงกับวันหยุดในบางเดือน"
                    f"ของปีงบประมาณ {fiscal_year(first)}: {', '.join(map(named, closed))}",
                    hint="บอกไว้ในหนังสือว่า ถ้าตรงกับวันหยุดให้ส่งวันทำการก่อนหน้าหรือถัดไป",
                    about=f"ทุกวันที่ {number}",
                )


@remembered
def _recurring_in(typed: str) -> tuple[tuple[int, str], ...]:
    """Return the monthly days named in a text, 0 for the last one, each as it was typed."""
    if ("เดือน" not in typed and "ทุก" not in typed) or _PROVIDED.search(typed):
        return ()
    return tuple(
        (int(match["every"] or match["each"] or 0), typed[match.start() : match.end()].strip())
        for match in _recurring().finditer(plain(typed))
    )


def _days(number: int, first: dt.date) -> Iterator[dt.date]:
    """Yield day `number` of each month from `first` on in its fiscal year; 0: its last day."""
    for each in fiscal_year_months(fiscal_year(first)):
        if each < YearMonth.of(first) or number > each.last_day.day:
            continue
        day = each.day(number) if number else each.last_day
        if day >= first:
            yield day


@cache
def _recurring() -> re.Pattern[str]:
    every, no_month = r"ทุก *(?:ๆ *)?", f"(?! *{month(stops=True)})".replace("(?P<month>", "(?:")
    each = rf"ของ *(?:{every}เดือน|แต่ละเดือน|เดือนถัดไป)"
    return re.compile(
        rf"{every}วันที่ *(?P<every>\d{{1,2}})(?!\d)(?: *(?:{each}|ของเดือน|เดือน))?{no_month}"
        rf"|(?<!ก่อน)วันที่ *(?P<each>\d{{1,2}}) *{each}"
        rf"|(?:{every}|ภายใน)(?:วัน)?สิ้นเดือน(?: *ของ *{every}เดือน)?{no_month}"
    )
