"""Values as openpyxl reads them, turned into values without loss (ค่าในเซลล์)."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.workbook.format_code import shows_time

if TYPE_CHECKING:
    from circulars.model.sheet import CellValue

# Source: ECMA-376 part 1, 18.17.3, and Excel's later additions.
ERRORS: Final = frozenset({
    "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA",
    "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!",
})  # fmt: skip

_DAY: Final = dt.timedelta(days=1) // dt.timedelta(microseconds=1)
_CARRIAGE_RETURN: Final = re.compile(r"(?:_x000[Dd]_|\r)\n?")  # ECMA-376 part 1, 22.9.2.19


def cell_value(raw: object, code: str) -> CellValue:
    """Return openpyxl's `raw` value of a cell with number format `code`, without loss.

    Floats become decimals through 15 significant digits, which is Excel's precision; a
    length of time becomes a number of days; midnight is a date unless the format shows time.

    >>> cell_value(38475226.8, "#,##0"), cell_value(0.1 + 0.2, "General")
    (Decimal('38475226.8'), Decimal('0.3'))
    """
    match raw:
        case None | bool() | dt.time():
            return raw
        case int():
            return Decimal(raw)
        case float():
            return exact(raw) if math.isfinite(raw) else "#NUM!"
        case dt.timedelta():
            return _significant(Decimal(raw // dt.timedelta(microseconds=1)) / _DAY)
        case dt.datetime():
            return raw if raw.time() != dt.time() or shows_time(code) else raw.date()
        case dt.date():
            return raw
        case _:
            return _CARRIAGE_RETURN.sub("\n", str(raw)) or None


def exact(number: float) -> Decimal:
    """Return `number` as Excel knows it: 15 significant digits, no zeros at the end.

    >>> exact(83.7097406151774), exact(146633370.04)
    (Decimal('83.7097406151774'), Decimal('146633370.04'))
    """
    return Decimal(f"{number:.15g}")


def _significant(number: Decimal) -> Decimal:
    return Decimal(f"{number:.15g}")


def is_error(value: CellValue) -> bool:
    """Return whether `value` is an error that Excel shows, such as ``#REF!``."""
    return isinstance(value, str) and value in ERRORS
