"""Numbers in figures (จำนวนเป็นตัวเลข): text to Decimal and back, grouped by thousands."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

from thai_numerals.digits import in_digits
from thai_numerals.errors import NumberError
from thai_numerals.patterns import one_line
from thai_numerals.words import checked_decimal

if TYPE_CHECKING:
    from thai_numerals.digits import Digits

_WHOLE: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
_NUMBER: Final = re.compile(
    rf"(?P<open>\()? ?(?P<minus>-|ลบ)? ?(?P<number>{_WHOLE}(?:\.\d+)?|\.\d+) ?(?P<close>\))?"
)
NOT_A_NUMBER: Final = "อ่านเป็นจำนวนไม่ได้ เขียนเช่น 1,234.50 หรือ ๑,๒๓๔.๕๐"


def parse_number(text: str) -> Decimal:
    """Return the number `text` writes, with every decimal it writes.

    Thai or Arabic digits; commas only where thousands are; a minus before it, or brackets
    around it as accounts have.  Raises :exc:`NumberError` otherwise.

    >>> parse_number("๑,๒๓๔.๕๐"), parse_number("(12)")
    (Decimal('1234.50'), Decimal('-12'))
    >>> parse_number("1,23")
    Traceback (most recent call last):
    thai_numerals.errors.NumberError: '1,23': อ่านเป็นจำนวนไม่ได้ เขียนเช่น 1,234.50 หรือ ๑,๒๓๔.๕๐
    """
    match = _NUMBER.fullmatch(one_line(text))
    if match is None or bool(match["open"]) != bool(match["close"]):
        raise NumberError(text, NOT_A_NUMBER)
    if match["open"] and match["minus"]:  # (-5): which of the two is meant, nobody knows
        raise NumberError(text, NOT_A_NUMBER)
    number = Decimal(match["number"].replace(",", ""))
    return number.copy_negate() if match["minus"] or match["open"] else number


def format_number(
    value: Decimal | int,
    places: int | None = None,
    *,
    digits: Digits = "thai",
    grouped: bool = True,
) -> str:
    """Return `value` with `places` decimals, rounded half up; None keeps those it has.

    >>> format_number(Decimal("1154075380.645"), 2)
    '๑,๑๕๔,๐๗๕,๓๘๐.๖๕'
    >>> format_number(-31537887, digits="arabic"), format_number(Decimal("-0.001"), 2)
    ('-31,537,887', '๐.๐๐')
    """
    number = checked_decimal(value)
    if places is not None:
        room = Context(prec=max(number.adjusted(), 0) + places + 2)
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, context=room)
    if number.is_zero():
        number = number.copy_abs()  # nothing has no sign
    return in_digits(f"{number:,f}" if grouped else f"{number:f}", digits)


def format_ordinal(value: int, *, digits: Digits = "thai") -> str:
    """Return the ordinal of `value` in figures, such as ที่ ๓.

    >>> format_ordinal(3)
    'ที่ ๓'
    """
    return f"ที่ {format_number(value, digits=digits)}"


def format_percent(
    value: Decimal | int, places: int | None = None, *, digits: Digits = "thai"
) -> str:
    """Return `value` per cent in figures as official letters write it, with ร้อยละ before it.

    >>> format_percent(Decimal("87.2943"), 2)
    'ร้อยละ ๘๗.๒๙'
    """
    return f"ร้อยละ {format_number(value, places, digits=digits)}"
