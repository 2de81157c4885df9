"""Days and digits as Thai letters write them, worked out apart from the program."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import holidays

if TYPE_CHECKING:
    import random

MONTHS: Final = tuple(
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()  # noqa: SIM905 # easier to read
)
SHORT_MONTHS: Final = tuple(
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.".split()  # noqa: SIM905 # easier to read
)
WEEKDAYS: Final = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]
THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SATURDAY: Final = 5
# Holidays of the government that never move: decided by the cabinet for every year.
FIXED: Final = ((1, 1), (4, 14), (7, 28), (8, 12), (10, 13), (10, 23), (12, 5), (12, 10))


def thai(value: object) -> str:
    """Return the text with Thai digits."""
    return str(value).translate(THAI)


def money(value: Decimal | int, places: int = 0) -> str:
    """Return the number with commas and so many decimals."""
    return f"{Decimal(value):,.{places}f}"


def be(day: dt.date) -> int:
    """Return the Buddhist year."""
    return day.year + 543


def fiscal(day: dt.date) -> int:
    """Return the Buddhist fiscal year: October opens the next one."""
    return be(day) + (1 if day.month >= 10 else 0)


def written(day: dt.date) -> str:
    """Return the date as a letter has it."""
    return thai(f"{day.day} {MONTHS[day.month - 1]} {be(day)}")


def arabic(day: dt.date) -> str:
    """Return the date as an annex in Arabic digits has it."""
    return f"{day.day} {MONTHS[day.month - 1]} {be(day)}"


def weekday(day: dt.date) -> str:
    """Return the name of its weekday."""
    return WEEKDAYS[day.weekday()]


def head(year: int, month: int, style: str) -> str:
    """Return the heading of a month's column; `year` is Gregorian."""
    short, full, era = SHORT_MONTHS[month - 1], MONTHS[month - 1], year + 543
    forms = {
        "dash": f"{short}-{era % 100}",
        "plain": f"{short} {era % 100}",
        "close": f"{short}{era % 100}",
        "full": f"{full} {era}",
        "thai": thai(f"{short} {era % 100}"),
    }
    return forms[style]


@lru_cache(maxsize=16)
def _closed(year: int) -> frozenset[dt.date]:
    found = set[dt.date]()
    for category in ("public", "government", "bank"):
        found |= set(holidays.country_holidays("TH", years=year, categories=(category,)))
    return frozenset(found)


def is_open(day: dt.date) -> bool:
    """Whether every office works on the day: no weekend, no holiday of any kind."""
    return day.weekday() < SATURDAY and day not in _closed(day.year)


def open_day(day: dt.date) -> dt.date:
    """Return the day, or the next one on which offices work."""
    while not is_open(day):
        day += dt.timedelta(days=1)
    return day


def open_day_before(day: dt.date) -> dt.date:
    """Return the last day before it on which offices work."""
    day -= dt.timedelta(days=1)
    while not is_open(day):
        day -= dt.timedelta(days=1)
    return day


def any_open_day(chance: random.Random, first: dt.date, days: int) -> dt.date:
    """Return a working day within `days` from `first`."""
    return open_day(first + dt.timedelta(days=chance.randrange(days)))


def weekend_after(day: dt.date) -> dt.date:
    """Return the first Saturday after the day."""
    return day + dt.timedelta(days=(SATURDAY - day.weekday()) % 7 or 7)


def holiday_after(day: dt.date) -> dt.date:
    """Return the next fixed public holiday that is no Saturday or Sunday."""
    while (day.month, day.day) not in FIXED or day.weekday() >= SATURDAY:
        day += dt.timedelta(days=1)
    return day


def months_before(day: dt.date, count: int) -> list[tuple[int, int]]:
    """Return the `count` whole months before the month of the day, as (year, month)."""
    found = []
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        found.append((year, month))
    return found[::-1]
