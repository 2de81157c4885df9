"""Years of the Buddhist Era (พุทธศักราช, พ.ศ.) and of the Christian Era (คริสต์ศักราช, ค.ศ.).

From 1 January 2484 a BE year is the CE year + 543.  Before that the year began on 1 April
(by law from 2432; before 2432 the calendar was lunar and its year also turned in April, so
the same rule is the nearest one).  2483 had nine months, April to December 1940.
Source: Calendar Act BE 2483 (พระราชบัญญัติปีประดิทิน พุทธศักราช ๒๔๘๓).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from thai_numerals.errors import DateError

BUDDHIST_ERA_OFFSET: Final = 543
FIRST_JANUARY_YEAR: Final = 2484  # the first BE year that began on 1 January
FIRST_JANUARY_NEW_YEAR: Final = dt.date(FIRST_JANUARY_YEAR - BUDDHIST_ERA_OFFSET, 1, 1)
APRIL: Final = 4  # the month the year began in before that


def buddhist_year(date: dt.date) -> int:
    """Return the Buddhist year `date` falls in, by the rules of its own time.

    >>> buddhist_year(dt.date(2025, 3, 11)), buddhist_year(dt.date(1940, 3, 31))
    (2568, 2482)
    """
    if date.year < FIRST_JANUARY_NEW_YEAR.year and date.month < APRIL:
        return date.year + BUDDHIST_ERA_OFFSET - 1
    return date.year + BUDDHIST_ERA_OFFSET


def christian_year(year: int, month: int = APRIL) -> int:
    """Return the CE year in which `month` of the Buddhist `year` falls.

    Without a month: the CE year in which the Buddhist year began.  Raises
    :exc:`DateError` for January to March 2483, which never were.

    >>> christian_year(2568), christian_year(2475), christian_year(2475, 2)
    (2025, 1932, 1933)
    """
    if year < FIRST_JANUARY_YEAR and month < APRIL:
        if year == FIRST_JANUARY_YEAR - 1:
            reason = "พ.ศ. 2483 มีเพียงเก้าเดือน คือ เมษายน ถึง ธันวาคม จึงไม่มีเดือนนี้"
            raise DateError(year, reason)
        return year - BUDDHIST_ERA_OFFSET + 1
    return year - BUDDHIST_ERA_OFFSET


def starts_in_april(year: int) -> bool:
    """Return whether the Buddhist `year` began on 1 April.

    >>> starts_in_april(2483), starts_in_april(2484)
    (True, False)
    """
    return year < FIRST_JANUARY_YEAR
