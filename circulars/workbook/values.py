"""Values as they stand in a worksheet, turned into values without loss (ค่าในเซลล์)."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import Kind, parse_code, shows_time

if TYPE_CHECKING:
    from circulars.model.sheet import CellValue

# Source: ECMA-376 part 1, 18.17.3, and Excel's later additions.
ERRORS: Final = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA",
    "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
})  # fmt: skip

# Day zero of the two date systems.  Source: ECMA-376 part 1, 18.17.4.1.
EPOCH_1900: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's times have no zone
EPOCH_1904: Final = dt.datetime(1904, 1, 1)  # noqa: DTZ001 - Excel's times have no zone
_NO_29_FEBRUARY: Final = 60  # Excel counts 29 February 1900, which was not
_DAY_SECONDS: Final = 86_400


def number(written: str) -> CellValue:
    """Return the number `written` in a file as Excel knows it, with 15 significant digits.

    Whole numbers keep every digit; what is beyond Excel is its error.  ValueError if it is
    no number.

    >>> number("38475226.8"), number("0.30000000000000004"), number("-0")
    (Decimal('38475226.8'), Decimal('0.3'), Decimal('0'))
    """
    if "." not in written and "E" not in written and "e" not in written:
        return Decimal(int(written))
    known = float(written)
    return Decimal(f"{known:.15g}") if math.isfinite(known) else "#NUM!"


def counts_days(code: str) -> bool:
    """Return whether numbers in the format `code` are days and times; lengths of time are not.

    >>> counts_days("d mmm yy"), counts_days("[h]:mm"), counts_days("#,##0")
    (True, False, False)
    """
    section = parse_code(code)[0]
    return section.is_date and not section.has(Kind.ELAPSED)


def moment(written: str, code: str, epoch: dt.datetime) -> CellValue:
    """Return the day or time that the serial number `written` stands for in the format `code`.

    Midnight is a date unless the format shows the time; a day that Excel cannot show is its
    error.  Source: ECMA-376 part 1, 18.17.4.
    """
    try:
        found = _moment(float(written), epoch)
    except OverflowError:
        return "#VALUE!"
    return as_shown(found, code)


def iso_moment(written: str, code: str) -> CellValue:
    """Return the day or time `written` as ISO 8601 (ECMA-376 part 1, 18.17.4.1).

    ValueError if it is none.
    """
    text = written.removesuffix("Z")  # Excel's times have no zone
    if "-" not in text:
        return dt.time.fromisoformat(text)
    if ":" not in text:
        return dt.date.fromisoformat(text)
    return as_shown(dt.datetime.fromisoformat(text), code)


def as_shown(found: dt.date | dt.time, code: str) -> CellValue:
    """Return the day alone of a midnight whose time is not shown."""
    if not isinstance(found, dt.datetime) or found.time() != dt.time() or shows_time(code):
        return found
    return found.date()


def _moment(serial: float, epoch: dt.datetime) -> dt.datetime | dt.time:
    if not math.isfinite(serial):
        raise OverflowError(serial)
    days, part = divmod(serial, 1)
    passed = dt.timedelta(milliseconds=round(part * _DAY_SECONDS * 1000))
    if 0 <= serial < 1 and not passed.days:
        return (EPOCH_1900 + passed).time()
    if 0 < serial < _NO_29_FEBRUARY and epoch == EPOCH_1900:
        days += 1
    return epoch + dt.timedelta(days=days) + passed


def is_error(value: CellValue) -> bool:
    """Return whether `value` is an error that Excel shows, such as ``#REF!``."""
    return isinstance(value, str) and value in ERRORS
