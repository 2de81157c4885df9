"""Amounts of money in Thai words (จำนวนเงินเป็นตัวหนังสือ)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from thai_numerals.words import MINUS, FinalOne, checked_decimal, decimal_parts, spell_digits

SATANG: Final = Decimal("0.01")


def spell_baht(amount: Decimal | int, *, final_one: FinalOne = "always") -> str:
    """Return `amount` in baht and satang, as written in brackets after a sum.

    Rounded half up to whole satang first (1.005 is one satang over one baht).  Below one baht
    only satang are named; nothing is ศูนย์บาทถ้วน; a negative amount begins with ลบ.  Raises
    TypeError for float, which cannot hold satang exactly.

    >>> spell_baht(Decimal("10.01")), spell_baht(Decimal("-0.5"))
    ('สิบบาทหนึ่งสตางค์', 'ลบห้าสิบสตางค์')
    >>> spell_baht(1000001)
    'หนึ่งล้านเอ็ดบาทถ้วน'
    """
    negative, baht, satang = decimal_parts(round_to_satang(amount))
    words = _baht(baht, satang, final_one)
    return MINUS + words if negative else words


def round_to_satang(amount: Decimal | int) -> Decimal:
    """Return `amount` rounded half up to two decimals, of any size.

    >>> round_to_satang(Decimal("1.005"))
    Decimal('1.01')
    """
    number = checked_decimal(amount)
    room = Context(prec=max(number.adjusted(), 0) + 4)
    return number.quantize(SATANG, rounding=ROUND_HALF_UP, context=room)


def _baht(baht: str, satang: str, final_one: FinalOne) -> str:
    whole = f"{spell_digits(baht, final_one=final_one)}บาท"
    if satang == "00":
        return f"{whole}ถ้วน"
    part = f"{spell_digits(satang, final_one=final_one)}สตางค์"
    return part if baht == "0" else whole + part
