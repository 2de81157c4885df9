"""Amounts written twice: in figures, and in words behind them (จำนวนเงินตัวเลขและตัวอักษร)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.said import said_texts
from circulars.model.findings import Finding
from thai_numerals import NumberError, parse_baht, parse_words, spell_baht, spell_number
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

# 20,000 บาท (สองหมื่นบาทถ้วน), 20,000.- บาท (…), 5 (ห้า) คน
_TWICE: Final = re.compile(
    r"(?<![\d.,])(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:\.\d{1,2})?)"
    r"(?:\.?-)? *(?:บาท)?(?:ถ้วน)? *\((?P<words>[ก-๎ ]{2,200})\)"
)
_MONEY: Final = ("บาท", "สตางค์", "ถ้วน")


@letter_rule
def amounts_in_words(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find amounts whose words in brackets say another number than their figures.

    What the brackets hold is compared only where it reads as a number.  Source: sums are written
    in figures and in words for one to prove the other, as on every cheque and contract.
    """
    for place, text in said_texts(letter):
        for start, end, words in _differing(text):
            yield Finding(
                code="amount-mismatch",
                where=place,
                message=f"“{text[start:end]}” ตัวเลขกับตัวอักษรไม่ตรงกัน",
                hint=f"ถ้าตัวเลขถูก ตัวอักษรคือ “{words}”",
            )


@remembered
def _differing(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return start and end of each such amount, and what its figures are in words.

    >>> _differing("งบประมาณ ๒๐,๐๐๐ บาท (สองหมื่นห้าพันบาทถ้วน)")
    ((9, 43, 'สองหมื่นบาทถ้วน'),)
    >>> _differing("๕ (ห้า) คน ๓ แห่ง (แห่งละหนึ่งคน)")
    ()
    """
    if "(" not in text:
        return ()
    found = []
    for match in _TWICE.finditer(plain(text)):
        figure = Decimal(match["figure"].replace(",", ""))
        is_money = match["words"].strip().endswith(_MONEY)
        said = _said(match["words"], is_money=is_money)
        if said is not None and said != figure:
            right = spell_baht(figure) if is_money else spell_number(figure)
            found.append((match.start(), match.end(), right))
    return tuple(found)


def _said(words: str, *, is_money: bool) -> Decimal | None:
    try:
        return parse_baht(words) if is_money else parse_words(words)
    except NumberError:
        return None
