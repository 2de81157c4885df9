"""Numbers and sums of money: in figures, in words, and back from words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.service.readings.model import Group, Line, Sense, line
from thai_numerals import (
    NumberError,
    format_number,
    parse_baht,
    parse_number,
    parse_words,
    round_to_satang,
    spell_baht,
    spell_number,
    spell_ordinal,
    spell_percent,
    to_arabic_digits,
)
from thai_numerals.patterns import one_line
from thai_numerals.words import DIGIT_WORDS, spell_each_digit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_MONEY: Final = re.compile(
    r"(?P<minus>-?) ?(?:฿ ?)?(?P<number>[^฿บ]+?)"
    r"(?:\.-)?(?: ?บาท(?:ถ้วน| ?(?P<satang>\d{1,2}) ?สตางค์)?)?"  # 1,500.- and 1,500 บาท 50 สตางค์
)
_SCALED: Final = re.compile(r"(?P<figures>.*\d) ?(?P<scale>(?:พัน|หมื่น|แสน|ล้าน)?(?:ล้าน)?)")
_SHARE: Final = re.compile(r"ร้อยละ ?(?P<behind>.+)|(?P<before>.+?) ?(?:%|เปอร์เซ็นต์)")
# A digit right behind these is said for the next place too: สองหมื่นห้า of 25,000.
_SHORTENED: Final = re.compile(
    f"(?P<place>พัน|หมื่น|แสน|ล้าน)(?P<digit>{'|'.join(DIGIT_WORDS[1:])})(?P<baht>บาท)?"
)
SHORTENED: Final = "ในหนังสือคือ {written} แต่ภาษาพูดหมายถึง {spoken} ตรวจว่าต้องการจำนวนใด"
_DIGITS: Final = re.compile(r"\d+")
NOT_A_SHARE: Final = "ร้อยละต้องอยู่ระหว่าง 0 ถึง 1,000"
LONGEST_CODE: Final = 40  # digits that anybody reads one by one
LARGEST_SHARE: Final = 1000  # per cent that a letter says
LARGEST_ORDINAL: Final = 1000  # of a list


def number_group(text: str) -> Group:
    """Return the number `text` in figures and in words; :exc:`NumberError` for what is none."""
    if share := _SHARE.fullmatch(one_line(text)):
        return _share_group(text, share["behind"] or share["before"])
    number = _scaled(text)
    lines = [
        line("grouped", "คั่นหลักพัน", format_number(number)),
        line("plain", "ไม่คั่นหลักพัน", format_number(number, grouped=False)),
        line("words", "ตัวหนังสือ", spell_number(number)),
        *_share(number),
        *_ordinal(number),
        *each_digit(text),
    ]
    return Group(sense=Sense.NUMBER, title=lines[0].text, lines=tuple(lines))


def _share_group(text: str, figures: str) -> Group:
    """Return the percentage of so many `figures`; :exc:`NumberError` for what is none."""
    lines = tuple(_share(parse_number(figures)))
    if not lines:
        raise NumberError(text, NOT_A_SHARE)
    return Group(sense=Sense.NUMBER, title=lines[0].text, lines=lines)


def _scaled(text: str) -> Decimal:
    """Return the number `text`, in figures or in figures of thousands to millions (1.5 ล้าน)."""
    match = _SCALED.fullmatch(one_line(text))
    if match is None or not match["scale"]:
        return parse_number(text)
    number = parse_number(match["figures"]) * parse_words(match["scale"])
    whole = number.to_integral_value()
    return whole if whole == number else number.normalize()


def _share(number: Decimal) -> Iterator[Line]:
    if 0 <= number <= LARGEST_SHARE:
        yield line("percent", "ร้อยละ", f"ร้อยละ {format_number(number)}")
        yield line("percent_words", "ร้อยละ เป็นตัวหนังสือ", spell_percent(number))


def _ordinal(number: Decimal) -> Iterator[Line]:
    if number == number.to_integral_value() and 0 < number <= LARGEST_ORDINAL:
        yield line("ordinal", "ลำดับที่", spell_ordinal(int(number)))


def each_digit(text: str) -> Iterator[Line]:
    """Yield how a code of digits alone is read, one by one."""
    digits = to_arabic_digits(text).strip()
    if _DIGITS.fullmatch(digits, endpos=LONGEST_CODE):
        yield line("each", "อ่านทีละตัว", spell_each_digit(digits))


def baht_group(text: str) -> Group:
    """Return the sum `text`, ฿ and บาท or not, with the words that stand behind it."""
    amount = _amount(text)
    rounded = round_to_satang(amount)
    words = spell_baht(amount)
    figures = format_number(rounded, 2).removesuffix(".๐๐")
    lines = (
        line("words", "ตัวหนังสือ", words),
        line("amount", "จำนวนเงินพร้อมตัวหนังสือ", f"{figures} บาท ({words})"),
    )
    notes = () if rounded == amount else (f"ปัดครึ่งขึ้นเป็น {rounded:,f} บาท",)
    return Group(sense=Sense.BAHT, title=words, lines=lines, notes=notes)


def _amount(text: str) -> Decimal:
    match = _MONEY.fullmatch(one_line(text))
    if match is None:
        raise NumberError(text, "อ่านเป็นจำนวนเงินไม่ได้")
    if match["satang"] is None:
        return _scaled(match["minus"] + match["number"])
    satang = to_arabic_digits(match["satang"]).zfill(2)
    return parse_number(f"{match['minus']}{match['number']}.{satang}")  # 1.50 บาท 25 สตางค์ is none


def words_group(text: str) -> Group:
    """Return the number or the sum that the words of `text` say."""
    try:
        amount = parse_baht(text)
    except NumberError:
        number = parse_words(text)
        return _words_group(text, line("number", "จำนวน", format_number(number)), number)
    return _words_group(text, line("amount", "จำนวนเงิน", f"{format_number(amount, 2)} บาท"), amount)


def _words_group(text: str, said: Line, number: Decimal) -> Group:
    """Return what words say; where people say another number so, that is told too."""
    notes = tuple(_spoken(one_line(text).replace(" ", ""), number))
    return Group(
        sense=Sense.WORDS, title=said.text, lines=(said,), notes=notes, doubtful=bool(notes)
    )


def _spoken(words: str, number: Decimal) -> Iterator[str]:
    match = next((m for m in _SHORTENED.finditer(words) if m.end() == len(words)), None)
    if match is None or number < 0:
        return
    digit = DIGIT_WORDS.index(match["digit"])
    spoken = number - digit + digit * parse_words(match["place"]) / 10
    yield SHORTENED.format(written=f"{number:,.0f}", spoken=f"{spoken:,.0f}")
