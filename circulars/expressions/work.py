"""How much a template may do: counted in characters printed and steps taken, not in seconds.

The same template and values are thus refused on every machine, or on none.
"""

from __future__ import annotations

import decimal
from decimal import Decimal
from typing import Any, Final

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

MAX_WORK: Final = 100_000_000  # of one rendering: characters, or steps as below
STEP: Final = 40  # what one step of a loop or one call costs beside what it prints
MAX_TEXT: Final = 100_000  # characters or items that one operation may make
_SEARCHED: Final = 16  # characters of a text looked through in the time of one printed
_COMPARED: Final = 8  # what an item of a list costs that is compared
MAX_NESTED: Final = 1_000_000  # items of a list and of the lists in it
MAX_BITS: Final = 10_000  # of an integer: about 3,000 digits
MAX_EXPONENT: Final = 1_000  # of a decimal, either way

# The usual 28 digits of a decimal, but no number that takes megabytes to print.
ARITHMETIC: Final = decimal.Context(Emax=MAX_EXPONENT, Emin=-MAX_EXPONENT)


class WorkContext(Context):
    """The names that one rendering knows, and the work that is left to it."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.left = MAX_WORK

    def spend(self, amount: int) -> None:
        """Take `amount` from the work that is left; SecurityError when nothing is."""
        self.left -= amount
        if self.left < 0:
            raise SecurityError("แบบหนังสือสร้างข้อความมากหรือนานเกินไป")

    def bounded(self, made: Any) -> Any:
        """Return `made` if one operation may make it; SecurityError when it is too large."""
        if isinstance(made, str):
            if len(made) > MAX_TEXT:
                raise SecurityError("ข้อความยาวเกินไป")
        elif isinstance(made, (list, tuple, dict)):
            self.spend(weight(made))
        elif isinstance(made, int) and made.bit_length() > MAX_BITS:
            raise SecurityError("จำนวนใหญ่เกินไป")
        return made


def size(value: object) -> int:
    """Return what going through `value` costs; SecurityError for a monstrous number."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (list, tuple, dict, range)):
        return STEP * len(value)
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) > MAX_EXPONENT:
        raise SecurityError("จำนวนใหญ่เกินไป")
    return 0


def weight(value: str | list[Any] | tuple[Any, ...] | dict[Any, Any]) -> int:
    """Return what comparing `value` with another one may cost."""
    if isinstance(value, str):
        return len(value) // _SEARCHED
    return _COMPARED * _items(value)


def _items(made: list[Any] | tuple[Any, ...] | dict[Any, Any]) -> int:
    """Return how many items `made` has, counting those of the lists in it.

    A list that holds another one twice, and so on, is short to write and endless to compare.
    """
    waiting: list[Any] = [made]
    count = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
            waiting += item.keys()
            count += len(item)
        elif isinstance(item, (list, tuple)):
            waiting += item
            count += len(item)
        if count > MAX_NESTED:
            raise SecurityError("รายการใหญ่เกินไป")
    return count
