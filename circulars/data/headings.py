"""What headings of tables (หัวตาราง) mean, from headings.toml, and how headings are compared."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from circulars.data.tables import toml_table
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

# Blanks, zero-width signs that come with copied text, and full stops.
_IGNORED: Final = re.compile(r"[\s.\u200b-\u200d\u2060\ufeff]+")
_PERCENT: Final = re.compile(
    r"ร้อยละ(\d+(?:\.\d+)?)(?!\d)|(?<![\d.])(\d+(?:\.\d+)?)(?:%|เปอร์เซ็นต์|เปอร์เซนต์)"
)

_UNIT: Final = re.compile(r"\([^()]*\)$")  # งบประมาณ (ล้านบาท)


class Meaning(StrEnum):
    """What a column of a table holds, as far as its heading tells."""

    REMARK = "remark"
    LEVEL = "level"
    PERCENT = "percent"
    REMAINING = "remaining"
    TOTAL = "total"
    TARGET = "target"
    RESULT = "result"
    NOT_SUMMED = "not_summed"
    KEY = "key"
    OTHER = "other"


def plain(text: str) -> str:
    """Return `text` without what headings are compared without.

    >>> plain("ปีงบประมาณ พ.ศ. ๒๕๖๘") == plain("ปีงบประมาณ พ.ศ.2568")
    True
    """
    return _IGNORED.sub("", to_arabic_digits(text).replace("\u0e4d\u0e32", "\u0e33")).casefold()


@lru_cache(maxsize=2048)
def meaning(heading: str) -> Meaning:
    """Return what the lowest heading of a column means.

    >>> meaning("ยอดคงเหลือ 1 เดือน"), meaning("คิดเป็นเปอร์เซ็นต์"), meaning("ชื่ออำเภอ")
    (<Meaning.REMAINING: 'remaining'>, <Meaning.PERCENT: 'percent'>, <Meaning.KEY: 'key'>)
    """
    text = plain(heading)
    for name in (text, _UNIT.sub("", text)):
        found = next((m for m, pattern in _meanings() if pattern.fullmatch(name)), None)
        if found:
            return found
    return Meaning.OTHER


@lru_cache(maxsize=2048)
def percent_named(heading: str) -> Decimal | None:
    """Return the percentage of another column that a heading names, or None.

    >>> percent_named("ระดับ D ร้อยละ ๒๕"), percent_named("เป้าหมาย (เพิ่มขึ้น 2.5%)")
    (Decimal('25'), Decimal('2.5'))
    """
    match = _PERCENT.search("".join(to_arabic_digits(heading).split()))
    return Decimal(match[1] or match[2]) if match else None


@lru_cache(maxsize=2048)
def threshold(heading: str) -> int | None:
    """Return which step of a target the heading names, 0 for the lowest, or None.

    >>> threshold("ขั้นต้น"), threshold("ขั้นสูง"), threshold("รวม")
    (0, 2, None)
    """
    text = plain(heading)
    found = (n for n, pattern in enumerate(_words()["thresholds"]) if re.fullmatch(pattern, text))
    return next(found, None)


@lru_cache(maxsize=2048)
def counts_things(headings: Sequence[str]) -> bool:
    """Return whether one of the headings over a column says that it counts whole things.

    >>> counts_things(("ฐานข้อมูล", "จำนวนผู้ประกอบการ")), counts_things(("จำนวนเงิน (บาท)",))
    (True, False)
    """
    return any(re.fullmatch(_words()["counts"], plain(heading)) for heading in headings)


@lru_cache(maxsize=2048)
def names_money(text: str) -> bool:
    """Return whether `text` speaks of money.

    >>> names_money("หน่วย : ล้านบาท"), names_money("จำนวนผลิตภัณฑ์")
    (True, False)
    """
    return re.search(_words()["money"], plain(text)) is not None


def says_nothing(text: str) -> bool:
    """Return whether `text` says that there is no figure.

    >>> says_nothing("ไม่มี"), says_nothing("ปิด")
    (True, False)
    """
    return plain(text) in {plain(word) for word in _words()["nothing"]}


@cache
def _words() -> dict[str, Any]:
    read = toml_table("headings.toml")
    return {**read["meanings"], **read["words"]}


@cache
def _meanings() -> tuple[tuple[Meaning, re.Pattern[str]], ...]:
    known = [each for each in Meaning if each is not Meaning.OTHER]
    return tuple((each, re.compile(_words()[each.value])) for each in known)
