"""A month of a year (เดือนและปี), such as a column of a summary workbook stands for."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thai_numerals.errors import DateError
from thai_numerals.names import MONTHS_WIDE
from thai_numerals.years import BUDDHIST_ERA_OFFSET, buddhist_year

if TYPE_CHECKING:
    from collections.abc import Iterator

OCTOBER = 10  # the fiscal year begins in October


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month; `year` is of the Christian Era, `month` counts from 1.

    >>> YearMonth(2024, 11).plus(3)
    YearMonth(year=2025, month=2)
    """

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= len(MONTHS_WIDE):
            raise DateError(self.month, "เดือนต้องอยู่ระหว่าง 1 ถึง 12")
        if not dt.MINYEAR <= self.year <= dt.MAXYEAR:
            raise DateError(self.year, "ปี ค.ศ. ต้องอยู่ระหว่าง 1 ถึง 9999")

    @classmethod
    def of(cls, date: dt.date) -> YearMonth:
        """Return the month in which `date` falls."""
        return cls(date.year, date.month)

    @property
    def buddhist_year(self) -> int:
        """The Buddhist year (พ.ศ.) of the month, by the rules of its own time."""
        return buddhist_year(self.first_day)

    @property
    def fiscal_year(self) -> int:
        """The Buddhist fiscal year (ปีงบประมาณ) of the month."""
        return self.year + BUDDHIST_ERA_OFFSET + (self.month >= OCTOBER)

    @property
    def first_day(self) -> dt.date:
        """The first day of the month."""
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        """The last day of the month (วันสิ้นเดือน)."""
        return dt.date(self.year, self.month, monthrange(self.year, self.month)[1])

    def day(self, number: int) -> dt.date:
        """Return day `number` of the month; :exc:`DateError` if the month has no such day."""
        if not 1 <= number <= self.last_day.day:
            name = f"{MONTHS_WIDE[self.month - 1]} {self.buddhist_year}"
            raise DateError(number, f"เดือน{name} มี {self.last_day.day} วัน ไม่มีวันที่ {number}")
        return dt.date(self.year, self.month, number)

    def plus(self, months: int) -> YearMonth:
        """Return the month that comes `months` later, or earlier when negative."""
        years, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return YearMonth(years, month + 1)

    def through(self, last: YearMonth) -> Iterator[YearMonth]:
        """Yield each month from this one to `last`, both counted; none when `last` is earlier.

        >>> [month.month for month in YearMonth(2024, 11).through(YearMonth(2025, 2))]
        [11, 12, 1, 2]
        """
        month = self
        while month <= last:
            yield month
            month = month.plus(1)
