"""Reading numbers and sums of money written in Thai words (อ่านตัวหนังสือกลับเป็นจำนวน)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from thai_numerals.errors import NumberError
from thai_numerals.patterns import one_line
from thai_numerals.words import DIGIT_WORDS, FINAL_ONE, MILLION, MINUS, PLACE_WORDS, POINT, TWENTY

UNREADABLE: Final = "อ่านเป็นจำนวนไม่ได้ เขียนเช่น สองพันห้าร้อยหกสิบแปด"
UNREADABLE_BAHT: Final = "อ่านเป็นจำนวนเงินไม่ได้ เขียนเช่น สิบบาทหนึ่งสตางค์ หรือ สิบบาทถ้วน"
BAHT, SATANG, EVEN = "บาท", "สตางค์", "ถ้วน"
_VALUES: Final = {word: str(n) for n, word in enumerate(DIGIT_WORDS)} | {FINAL_ONE: "1"}


def parse_words(text: str) -> Decimal:
    """Return the number `text` says in Thai words; blanks between words do not matter.

    The words ที่ of an ordinal and ร้อยละ of a percentage may stand before it.

    Both readings of a final 1 are read (เอ็ด, หนึ่ง), and ร้อย alone is one hundred.  Raises
    :exc:`NumberError` when the words make no number.

    >>> parse_words("ยี่สิบเอ็ด"), parse_words("ลบศูนย์จุดห้าศูนย์")
    (Decimal('21'), Decimal('-0.50'))
    """
    words = re.sub("^(?:ที่|ร้อยละ)", "", _joined(text))
    match = re.fullmatch(rf"(?:(?:ติด)?(?P<minus>{MINUS}))?(?P<number>.+)", words)
    if match is None:
        raise NumberError(text, UNREADABLE)
    whole, point, fraction = match["number"].partition(POINT)
    digits = _whole(whole, text) + ("." + _each_digit(fraction, text) if point else "")
    number = Decimal(digits)
    return number.copy_negate() if match["minus"] else number


def parse_baht(text: str) -> Decimal:
    """Return the amount `text` says in baht and satang, with two decimals.

    >>> parse_baht("สิบบาทหนึ่งสตางค์"), parse_baht("(ห้าบาทถ้วน)")
    (Decimal('10.01'), Decimal('5.00'))
    """
    words = _joined(text)
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1]
    minus = words.startswith((MINUS, f"ติด{MINUS}"))
    baht, satang = _baht_and_satang(words.partition(MINUS)[2] if minus else words)
    if not (baht or satang):
        raise NumberError(text, UNREADABLE_BAHT)
    digits = _whole(satang, text) if satang else "0"
    if len(digits) > 2:
        raise NumberError(text, "สตางค์ต้องไม่เกิน 99")
    amount = Decimal(f"{_whole(baht, text) if baht else '0'}.{digits:0>2}")
    return amount.copy_negate() if minus else amount


def _baht_and_satang(words: str) -> tuple[str, str]:
    """Return the words before บาท and those before สตางค์; both empty when they do not fit."""
    baht, unit, rest = words.partition(BAHT)
    if not unit:
        return ("", words.removesuffix(SATANG)) if words.endswith(SATANG) else ("", "")
    if rest in {"", EVEN}:
        return baht, ""
    if not (baht and rest.endswith(SATANG)) or rest.startswith(EVEN):
        return "", ""
    return baht, rest.removesuffix(SATANG)


def _joined(text: str) -> str:
    return one_line(text).replace(" ", "").strip(".")


def _whole(words: str, text: str) -> str:
    """Return the Arabic digits of whole-number `words`; `text` is quoted in errors."""
    if words == DIGIT_WORDS[0]:
        return "0"
    if not words:
        raise NumberError(text, UNREADABLE)
    first, *groups = words.split(MILLION)
    digits = [_group(first or DIGIT_WORDS[1], text)]  # ล้าน alone is one million
    digits += [_group(group, text) for group in groups]
    return "".join(digits).lstrip("0")


def _group(words: str, text: str) -> str:
    """Return the six digits of the words between two ล้าน."""
    match = _group_pattern().fullmatch(words)
    if match is None:
        raise NumberError(text, UNREADABLE)
    return "".join(_place(part) for part in match.groups())


def _place(part: str | None) -> str:
    if part is None:
        return "0"
    bare = part
    for place in PLACE_WORDS[1:]:
        bare = bare.removesuffix(place)
    if bare == TWENTY:
        return "2"
    return _VALUES[bare] if bare else "1"


def _each_digit(words: str, text: str) -> str:
    word = "|".join(DIGIT_WORDS)
    if not re.fullmatch(f"(?:{word})+", words):
        raise NumberError(text, UNREADABLE)
    return "".join(_VALUES[part] for part in re.findall(word, words))


@cache
def _group_pattern() -> re.Pattern[str]:
    unit = "|".join(DIGIT_WORDS[1:])
    places = "".join(f"((?:{unit})?{place})?" for place in reversed(PLACE_WORDS[2:]))
    return re.compile(rf"{places}((?:{TWENTY}|{unit})?{PLACE_WORDS[1]})?({FINAL_ONE}|{unit})?")
