"""How exact a printed figure is: display rounding is no error."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from circulars.model.sheet import Cell

_DECIMALS: Final = re.compile(r"\.(\d+)")


def half_unit(cell: Cell) -> Decimal:
    """Return half of the last printed place of `cell`: 0.5 for 1,755,620 and 0.005 for 83.71."""
    found = _DECIMALS.search(cell.text)
    return Decimal(5).scaleb(-(len(found.group(1)) if found else 0) - 1)


def doubt(cell: Cell) -> Decimal:
    """Return how far the figure may be from the one it stands for.

    Nothing when Excel computed it, it counts whole things, or it has more places than it
    prints; else half of the last printed place, for it may have been typed from a rounded print.
    """
    if cell.figure is None or cell.formula or cell.is_count:
        return Decimal(0)
    units = cell.figure / (half_unit(cell) * 2)
    return half_unit(cell) if units == units.to_integral_value() else Decimal(0)


def significant_digits(value: Decimal) -> int:
    """Return the digits of `value` without leading and trailing zeros.

    >>> significant_digits(Decimal(39379250))
    7
    """
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))
