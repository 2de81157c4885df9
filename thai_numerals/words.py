"""Numbers in Thai words (จำนวนเป็นตัวหนังสือ)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal

from thai_numerals.errors import NumberError

FinalOne = Literal["always", "after_tens"]

DIGIT_WORDS: Final = (
    "ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า",
)  # fmt: skip
PLACE_WORDS: Final = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
MILLION: Final = "ล้าน"
POINT: Final = "จุด"
MINUS: Final = "ลบ"
FINAL_ONE: Final = "เอ็ด"
TWENTY: Final = "ยี่"

LONGEST: Final = 100_000  # digits; longer numbers are a slip, not a number


def spell_number(value: Decimal | int, *, final_one: FinalOne = "always") -> str:
    """Return `value` in Thai words; decimals digit by digit after จุด, minus as ลบ.

    A final 1 is เอ็ด after any higher digit (101 หนึ่งร้อยเอ็ด), also in the millions
    (501,000,000 ห้าร้อยเอ็ดล้าน).  Source: Royal Institute, อ่านอย่างไรและเขียนอย่างไร,
    16th printing 2546, p. 67, as the Institute quotes it for 101, 1001 and 2501; the page
    itself was not seen.  For the millions (501,741,221) it is quoted by others, and above a
    million million inferred: unverified.  ``final_one="after_tens"`` gives the other reading,
    หนึ่งร้อยหนึ่ง.  Raises :exc:`NumberError` for NaN and infinity,
    TypeError for float.

    >>> spell_number(21), spell_number(Decimal("-0.50"))
    ('ยี่สิบเอ็ด', 'ลบศูนย์จุดห้าศูนย์')
    """
    negative, whole, fraction = decimal_parts(value)
    text = spell_digits(whole, final_one=final_one)
    if fraction:
        text += POINT + spell_each_digit(fraction)
    return MINUS + text if negative else text


def spell_ordinal(value: int) -> str:
    """Return the ordinal of `value` in words, such as ที่สาม.

    >>> spell_ordinal(3)
    'ที่สาม'
    """
    return f"ที่{spell_number(value)}"


def spell_percent(value: Decimal | int) -> str:
    """Return `value` per cent in words, such as ร้อยละสี่.

    >>> spell_percent(Decimal("87.29"))
    'ร้อยละแปดสิบเจ็ดจุดสองเก้า'
    """
    return f"ร้อยละ{spell_number(value)}"


def spell_each_digit(digits: str) -> str:
    """Return `digits` (Arabic) read singly, as codes and telephone numbers are.

    >>> spell_each_digit("0544")
    'ศูนย์ห้าสี่สี่'
    """
    return "".join(DIGIT_WORDS[int(digit)] for digit in digits)


def spell_digits(digits: str, *, final_one: FinalOne = "always") -> str:
    """Return the whole number written as Arabic `digits` in words, of any length."""
    digits = digits.lstrip("0")
    if not digits:
        return DIGIT_WORDS[0]
    first = len(digits) % 6 or 6
    groups = [digits[:first], *(digits[i : i + 6] for i in range(first, len(digits), 6))]
    words = [_spell_group(groups[0], after=False, final_one=final_one)]
    words += [_spell_group(group, after=True, final_one=final_one) for group in groups[1:]]
    return MILLION.join(words)


def decimal_parts(value: Decimal | int) -> tuple[bool, str, str]:
    """Return sign, whole digits and decimal digits of `value`, exactly as it holds them."""
    number = checked_decimal(value)  # copy_abs keeps every digit, abs() only 28
    whole, _, fraction = f"{number.copy_abs():f}".partition(".")
    return number.is_signed() and not number.is_zero(), whole, fraction


def checked_decimal(value: Decimal | int) -> Decimal:
    """Return `value` as Decimal; refuses float (not exact), bool, NaN, infinity, huge sizes."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(f"expected Decimal or int, got {type(value).__name__}: {value!r}")
    number = Decimal(value)
    if not number.is_finite():
        raise NumberError(value, "ไม่ใช่จำนวน")
    exponent = number.as_tuple().exponent
    if number.adjusted() > LONGEST or (isinstance(exponent, int) and exponent < -LONGEST):
        raise NumberError(value, f"จำนวนยาวเกิน {LONGEST:,} หลัก")
    return number


def _spell_group(group: str, *, after: bool, final_one: FinalOne) -> str:
    """Return up to six digits in words; `after` tells that other digits came before."""
    words = []
    for place, digit in zip(range(len(group) - 1, -1, -1), group, strict=True):
        if digit != "0":
            words.append(_spell_place(group, place, digit, after=after, final_one=final_one))
    return "".join(words)


def _spell_place(group: str, place: int, digit: str, *, after: bool, final_one: FinalOne) -> str:
    if place == 1 and digit in "12":
        return (TWENTY if digit == "2" else "") + PLACE_WORDS[1]
    if place == 0 and digit == "1" and _is_final_one(group, after=after, final_one=final_one):
        return FINAL_ONE
    return DIGIT_WORDS[int(digit)] + PLACE_WORDS[place]


def _is_final_one(group: str, *, after: bool, final_one: FinalOne) -> bool:
    if final_one == "after_tens":
        return group[-2:-1] not in {"", "0"}
    return after or group[:-1].strip("0") != ""
