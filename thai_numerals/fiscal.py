"""Fiscal years, quarters and evaluation rounds (ปีงบประมาณ ไตรมาส รอบการประเมิน).

Fiscal year n runs from 1 October n-1 to 30 September n, named by the BE year it ends in.
Source: Budget Procedures Act BE 2502, section 4, kept by the Act of BE 2561.
For days before that Act the same rule is applied; their own fiscal years were others.
Evaluation rounds: round 1 is October to March, round 2 April to September.
Source: OCSC letter นร 1012/ว 20 of 3 September 2552.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thai_numerals.errors import DateError
from thai_numerals.months import OCTOBER, YearMonth
from thai_numerals.years import BUDDHIST_ERA_OFFSET

if TYPE_CHECKING:
    import datetime as dt


def fiscal_year(date: dt.date | YearMonth) -> int:
    """Return the Buddhist fiscal year (ปีงบประมาณ) of `date`.

    >>> import datetime as dt
    >>> fiscal_year(dt.date(2024, 9, 30)), fiscal_year(dt.date(2024, 10, 1))
    (2567, 2568)
    """
    return _month(date).fiscal_year


def fiscal_quarter(date: dt.date | YearMonth) -> int:
    """Return the quarter (ไตรมาส) of the fiscal year, 1 to 4; October begins quarter 1."""
    return (_month(date).month - OCTOBER) % 12 // 3 + 1


def evaluation_round(date: dt.date | YearMonth) -> int:
    """Return the evaluation round (รอบที่): 1 from October to March, 2 from April."""
    return (_month(date).month - OCTOBER) % 12 // 6 + 1


def fiscal_year_months(year: int) -> tuple[YearMonth, ...]:
    """Return the twelve months of the Buddhist fiscal `year`, October first."""
    first = YearMonth(year - BUDDHIST_ERA_OFFSET - 1, OCTOBER)
    return tuple(first.plus(n) for n in range(12))


def fiscal_quarter_months(year: int, quarter: int) -> tuple[YearMonth, ...]:
    """Return the three months of `quarter` (1 to 4) of the Buddhist fiscal `year`."""
    if quarter not in range(1, 5):
        raise DateError(quarter, "ไตรมาสต้องเป็น 1 ถึง 4")
    return fiscal_year_months(year)[quarter * 3 - 3 : quarter * 3]


def evaluation_round_months(year: int, number: int) -> tuple[YearMonth, ...]:
    """Return the six months of evaluation round `number` (1 or 2) of fiscal `year`."""
    if number not in (1, 2):
        raise DateError(number, "รอบการประเมินต้องเป็น 1 หรือ 2")
    return fiscal_year_months(year)[number * 6 - 6 : number * 6]


def _month(date: dt.date | YearMonth) -> YearMonth:
    return date if isinstance(date, YearMonth) else YearMonth.of(date)
