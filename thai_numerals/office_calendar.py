"""Working days of a government office (วันทำการ): weekends, public holidays, the office's list.

Public holidays come from the `holidays` library, categories public and government (วันพืชมงคล).
For years whose holidays the cabinet has not yet announced they are computed, so days that
depend on the moon may shift by one and special holidays are missing: put these in the list.
"""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from importlib.resources import files
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from thai_numerals.local_days import LocalDays, office_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SATURDAY: Final = 5
ONE_DAY: Final = dt.timedelta(days=1)
NOTHING: Final = LocalDays()
SUBSTITUTE: Final = "ชดเชย"


def holiday_name(date: dt.date, *, local: LocalDays | None = None) -> str | None:
    """Return the name of the holiday on `date`, or None; a weekend alone is no holiday.

    >>> holiday_name(dt.date(2025, 12, 10))
    'วันรัฐธรรมนูญ'
    """
    own = local or NOTHING
    date = _day(date)
    if date in own.closed:
        return own.closed[date]
    if date in own.opened:
        return None
    struck_out = office_days().struck_out | own.struck_out
    names = [n for n in _public_holidays(date.year).get(date, ()) if not _is_struck(n, struck_out)]
    return " และ".join(map(_official, names)) or None


def is_working_day(date: dt.date, *, local: LocalDays | None = None) -> bool:
    """Return whether a government office works on `date`; `local` adds and removes days.

    >>> is_working_day(dt.date(2025, 5, 1)), is_working_day(dt.date(2025, 3, 15))
    (True, False)
    """
    own = local or NOTHING
    date = _day(date)
    if date in own.opened and date not in own.closed:
        return True
    return date.weekday() < SATURDAY and holiday_name(date, local=local) is None


def next_working_day(date: dt.date, *, local: LocalDays | None = None) -> dt.date:
    """Return `date` if it is a working day, else the first one after it.

    >>> next_working_day(dt.date(2025, 4, 12))
    datetime.date(2025, 4, 17)
    """
    date = _day(date)
    while not is_working_day(date, local=local):
        date += ONE_DAY
    return date


def add_working_days(date: dt.date, days: int, *, local: LocalDays | None = None) -> dt.date:
    """Return the day that comes `days` working days after `date`, before it when negative.

    >>> add_working_days(dt.date(2025, 3, 14), 1), add_working_days(dt.date(2025, 3, 17), -1)
    (datetime.date(2025, 3, 17), datetime.date(2025, 3, 14))
    """
    date = _day(date)
    step = ONE_DAY if days > 0 else -ONE_DAY
    left = abs(days)
    while left:
        date += step
        left -= is_working_day(date, local=local)
    return date


def working_days(
    first: dt.date, last: dt.date, *, local: LocalDays | None = None
) -> Iterator[dt.date]:
    """Yield each working day from `first` to `last`, both counted.

    >>> len(list(working_days(dt.date(2025, 4, 1), dt.date(2025, 4, 30))))
    18
    """
    first, last = _day(first), _day(last)
    while first <= last:
        if is_working_day(first, local=local):
            yield first
        first += ONE_DAY


def _day(date: dt.date) -> dt.date:
    """Return the day of `date`: a moment, such as a cell of a workbook holds, equals no day."""
    return date.date() if isinstance(date, dt.datetime) else date


def _official(name: str) -> str:
    """Return the name as the cabinet has it, where the library calls the day otherwise."""
    day = name.removeprefix(SUBSTITUTE)
    return name[: len(name) - len(day)] + _official_names().get(day, day)


@cache
def _official_names() -> Mapping[str, str]:
    table = files("thai_numerals.data").joinpath("holiday_names.csv").read_text(encoding="utf-8")
    return {row["ชื่อในไลบรารี"]: row["ชื่อทางราชการ"] for row in csv.DictReader(table.splitlines())}


def _is_struck(name: str, struck_out: frozenset[str]) -> bool:
    return name.removeprefix(SUBSTITUTE) in struck_out


@cache
def _public_holidays(year: int) -> Mapping[dt.date, tuple[str, ...]]:
    """Return the names of the public holidays of the CE `year` by date."""
    days = _thailand()(years=year, categories=("public", "government"), language="th")
    return {date: tuple(names.split("; ")) for date, names in days.items()}


@cache
def _thailand() -> Any:
    """Return the library's class of Thai holidays, loaded alone.

    To import it by its name loads all 250 countries with it, which takes 60 ms.
    """
    package = find_spec("holidays")
    assert package is not None
    assert package.origin is not None
    path = Path(package.origin).with_name("countries") / "thailand.py"
    spec = spec_from_file_location("holidays.countries.thailand", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Thailand
