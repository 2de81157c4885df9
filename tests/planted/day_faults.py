"""Errors in dates, planted into clean letters."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from planted.days import (
    MONTHS,
    WEEKDAYS,
    arabic,
    be,
    holiday_after,
    is_open,
    open_day,
    thai,
    weekday,
    weekend_after,
    written,
)
from planted.letters import make_letter
from planted.plans import Spoilt, item_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planted.drafts import Draft
    from planted.plans import DraftFault, Item

# The two deadlines in the items of a letter: with its weekday, and without.
_NAMED: Final = re.compile(r"ภายในวัน(?!ที่)(\S+?)ที่ (([๐-๙]+) (\S+) ([๐-๙]{4}))")
_BARE: Final = re.compile(r"ภายในวันที่ (([๐-๙]+) (\S+) ([๐-๙]{4}))")
_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def _day(match: re.Match[str], first: int) -> dt.date:
    day, month, year = match[first], match[first + 1], match[first + 2]
    number = int(day.translate(_ARABIC))
    return dt.date(int(year.translate(_ARABIC)) - 543, MONTHS.index(month) + 1, number)


def _named(draft: Draft) -> tuple[str, dt.date]:
    """Return the deadline that names its weekday, as written and as a day."""
    match = _NAMED.search("\n".join(draft.items))
    assert match
    return match[0], _day(match, 3)


def _bare(draft: Draft) -> tuple[str, dt.date]:
    """Return the deadline without a weekday, as written and as a day."""
    match = _BARE.search("\n".join(draft.items))
    assert match
    return match[0], _day(match, 2)


def _in_items(draft: Draft, old: str, new: str) -> Spoilt:
    return Spoilt(draft=draft.swapped("items", old, new), at=(new,))


def weekday_wrong(draft: Draft, number: int) -> Spoilt:
    """Plant another weekday before a deadline."""
    old, day = _named(draft)
    wrong = WEEKDAYS[(day.weekday() + 1 + number % 3) % 5]
    if wrong == weekday(day):
        wrong = WEEKDAYS[(day.weekday() + 1) % 5]
    return _in_items(draft, old, f"ภายในวัน{wrong}ที่ {written(day)}")


def letter_on_weekend(draft: Draft, _: int) -> Spoilt:
    """Plant a letter dated on the next Saturday."""
    day = weekend_after(draft.day)
    return Spoilt(draft=replace(draft, date=written(day)), at=(written(day),))


def deadline_on_weekend(draft: Draft, number: int) -> Spoilt:
    """Plant a deadline on the Saturday after it, its weekday right where it is named."""
    old, day = _named(draft) if number % 2 else _bare(draft)
    free = weekend_after(day)
    name = "วันเสาร์ที่" if number % 2 else "วันที่"
    return _in_items(draft, old, f"ภายใน{name} {written(free)}")


def deadline_on_holiday(draft: Draft, _: int) -> Spoilt:
    """Plant a deadline on the next public holiday that never moves."""
    old, day = _bare(draft)
    free = holiday_after(day)
    assert not is_open(free)
    return _in_items(draft, old, f"ภายในวันที่ {written(free)}")


def deadline_past(draft: Draft, number: int) -> Spoilt:
    """Plant a deadline some working days before the letter."""
    old, _ = _bare(draft)
    return _in_items(draft, old, f"ภายในวันที่ {written(_before(draft.day, 4 + number))}")


def _before(day: dt.date, days: int) -> dt.date:
    earlier = day - dt.timedelta(days=days)
    while not is_open(earlier):
        earlier -= dt.timedelta(days=1)
    return earlier


def cited_later(draft: Draft, number: int) -> Spoilt:
    """Plant a cited letter dated after this one."""
    assert draft.cited_date
    new = written(open_day(draft.day + dt.timedelta(days=3 + number)))
    return Spoilt(draft=draft.swapped("cited", written(draft.cited_date), new), at=(new,))


def data_later(draft: Draft, number: int) -> Spoilt:
    """Plant data as of a day after the letter."""
    new = f"ข้อมูล ณ วันที่ {arabic(open_day(draft.day + dt.timedelta(days=1 + number)))}"
    return Spoilt(draft=draft.with_annex(0, note=new), at=(new,))


def fiscal_year(draft: Draft, number: int) -> Spoilt:
    """Plant another fiscal year in the subject than in the text, the period and the table."""
    old = re.findall(r"พ\.ศ\. ([๐-๙]{4})", draft.subject)[0]
    new = thai(int(old.translate(_ARABIC)) + (1, -1)[number % 2])
    return Spoilt(draft=draft.swapped("subject", old, new), at=(draft.subject.replace(old, new),))


def _last_year(day: dt.date) -> dt.date:
    """Return the same day a year before; of 29 February, the day before it."""
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def year_left(draft: Draft, number: int) -> Spoilt:
    """Plant last year's year in a deadline; with its weekday, of last year too."""
    old, day = _named(draft) if number % 2 else _bare(draft)
    last = _last_year(day)
    name = f"วัน{weekday(last)}ที่" if number % 2 else "วันที่"
    return _in_items(draft, old, f"ภายใน{name} {written(last)}")


def weekday_left(draft: Draft, _: int) -> Spoilt:
    """Plant last year's weekday before this year's day."""
    old, day = _named(draft)
    last = weekday(_last_year(day))
    return _in_items(draft, old, f"ภายในวัน{last}ที่ {written(day)}")


def day_impossible(draft: Draft, _: int) -> Spoilt:
    """Plant a day that its month does not have."""
    old, day = _bare(draft)
    last = calendar.monthrange(day.year, day.month)[1]
    return _in_items(
        draft, old, f"ภายในวันที่ {thai(f'{last + 1} {MONTHS[day.month - 1]} {be(day)}')}"
    )


_EARLY: Final = ("stale-year", "deadline-before-letter")
# Codes, how many, the plant, and letters with what it needs.
_FAULTS: Final[tuple[DraftFault, ...]] = (
    (("weekday-mismatch",), 8, weekday_wrong, {}),
    (("letter-date-nonworking",), 5, letter_on_weekend, {}),
    (("deadline-nonworking",), 6, deadline_on_weekend, {}),
    (("deadline-nonworking",), 3, deadline_on_holiday, {}),
    (("deadline-before-letter", "stale-year"), 5, deadline_past, {}),
    (("cited-letter-later",), 4, cited_later, {"cited": True}),
    (("data-date-after-letter",), 4, data_later, {"attachments": 2}),
    (("fiscal-year-mismatch",), 5, fiscal_year, {}),
    (_EARLY, 4, year_left, {}),
    (("weekday-mismatch", "stale-year"), 2, weekday_left, {}),
    (("impossible-date",), 4, day_impossible, {}),
)  # fmt: skip


def day_items() -> Iterator[Item]:
    """Yield the items of this theme."""
    for group, (codes, count, plant, wishes) in enumerate(_FAULTS):
        for number in range(count):
            clean = make_letter(100 + group % 3 * 10 + number, **wishes).draft
            yield item_of(codes, group * 10 + number, clean, plant(clean, number))
