"""From one month to another: what becomes of its months, days, years and quarters."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.checks.said import months_between
from thai_numerals import (
    LocalDays,
    YearMonth,
    evaluation_round,
    fiscal_quarter,
    fiscal_year,
    format_date,
    holiday_name,
    is_working_day,
    next_working_day,
    weekday_name,
)
from thai_numerals.office_calendar import ONE_DAY, SUBSTITUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUARTERS: Final = 4  # of a fiscal year
_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """The way from the month that a letter was about to that of the next one."""

    origin: YearMonth
    target: YearMonth
    days: LocalDays = field(default_factory=LocalDays)  # of the office: closed and open

    @property
    def months(self) -> int:
        """How many months the way is long; negative when it goes back."""
        return months_between(self.origin, self.target)

    @property
    def fiscal_years(self) -> int:
        """How many fiscal years (ปีงบประมาณ) the way crosses: their turn is in October."""
        return fiscal_year(self.target) - fiscal_year(self.origin)

    @property
    def years(self) -> int:
        """How many calendar years the way crosses."""
        return self.target.year - self.origin.year

    @property
    def quarters(self) -> int:
        """How many quarters (ไตรมาส) of fiscal years the way crosses."""
        return _place(self.target, fiscal_quarter(self.target), _QUARTERS) - _place(
            self.origin, fiscal_quarter(self.origin), _QUARTERS
        )

    @property
    def rounds(self) -> int:
        """How many evaluation rounds (รอบการประเมิน) the way crosses."""
        return _place(self.target, evaluation_round(self.target), _ROUNDS) - _place(
            self.origin, evaluation_round(self.origin), _ROUNDS
        )

    @property
    def why(self) -> str:
        """What the way is called in the reason of a change."""
        return f"{'เลื่อน' if self.months >= 0 else 'ย้อน'} {abs(self.months)} เดือน"

    def distance(self, day: dt.date) -> int:
        """Return how many months `day` lies after the month of the previous letter."""
        return months_between(self.origin, YearMonth.of(day))

    def open_day(self, day: dt.date) -> tuple[dt.date, str]:
        """Return `day`, or the next one on which the office works, and why it is another.

        >>> way = Shift(origin=YearMonth(2025, 4), target=YearMonth(2025, 5))
        >>> way.open_day(dt.date(2025, 5, 17))
        (datetime.date(2025, 5, 19), '17 พฤษภาคม 2568 เป็นวันเสาร์ จึงใช้วันทำการถัดไป')
        """
        moved = next_working_day(day, local=self.days)
        return moved, "" if moved == day else f"{self._closed(day, moved)} จึงใช้วันทำการถัดไป"

    def open_day_of_month(self, day: dt.date) -> tuple[dt.date, str]:
        """Return as :meth:`open_day` does, but the last such day of a month that has none left."""
        moved, why = self.open_day(day)
        if YearMonth.of(moved) == YearMonth.of(day):
            return moved, why
        while not is_working_day(moved, local=self.days) or moved >= day:
            moved -= ONE_DAY
        return moved, f"{self._closed(day, day + ONE_DAY)} จึงใช้วันทำการสุดท้ายของเดือน"

    def drift(self, day: dt.date) -> str:
        """Return the doubt that holidays right before `day` had put it off from another day.

        >>> Shift(origin=YearMonth(2025, 4), target=YearMonth(2025, 5)).drift(dt.date(2025, 4, 17))
        'ครั้งก่อนอาจเลื่อนมาเพราะวันสงกรานต์ ถ้ากำหนดเดิมไม่ใช่วันที่ 17 ให้แก้วันใหม่'
        """
        names: list[str] = []
        before = day - ONE_DAY
        while not self.is_open(before):
            names += filter(None, [holiday_name(before, local=self.days)])
            before -= ONE_DAY
        if not names:
            return ""
        return f"ครั้งก่อนอาจเลื่อนมาเพราะ{names[-1]} ถ้ากำหนดเดิมไม่ใช่วันที่ {day.day} ให้แก้วันใหม่"

    def is_open(self, day: dt.date) -> bool:
        """Return whether the office works on `day`."""
        return is_working_day(day, local=self.days)

    def closed_as(self, day: dt.date) -> str:
        """Return what the closed day is: the holiday's name, or the day of the weekend."""
        return holiday_name(day, local=self.days) or weekday_name(day)

    def _closed(self, first: dt.date, end: dt.date) -> str:
        """Return what `first` is, and the holidays behind it up to `end`."""
        names = [self.closed_as(first)]
        for day in _days(first, end):
            name = (holiday_name(day, local=self.days) or "").removeprefix(SUBSTITUTE)
            if name and not any(name in known for known in names):
                names.append(name)
        return f"{format_date(first, digits='arabic')} เป็น{' ต่อด้วย'.join(names)}"


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day of a later month, or its last one; the last day stays the last one.

    >>> months_later(dt.date(2025, 1, 30), 1), months_later(dt.date(2025, 2, 28), 1)
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31))
    """
    month = YearMonth.of(day)
    last = month.plus(months).last_day
    return last if day == month.last_day else last.replace(day=min(day.day, last.day))


def _place(month: YearMonth, number: int, parts: int) -> int:
    """Return the place of part `number` of the month's fiscal year among all such parts."""
    return fiscal_year(month) * parts + number


def _days(first: dt.date, end: dt.date) -> Iterator[dt.date]:
    return (first + dt.timedelta(days=n) for n in range((end - first).days))
