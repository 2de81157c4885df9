"""Headings compared as people do: without regard to blanks, digits' script and full stops."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data.headings import plain as plain  # used under this name in all the package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_INDEX_HEADINGS: Final = frozenset({"ที่", "ลำดับ", "ลำดับที่", "เลขที่ลำดับ", "ข้อ", "no", "#"})

# รวม, รวมทั้งสิ้น, ยอดรวม, รวม 9 อำเภอ, Total; but not a place called รวมไทยพัฒนา.
_TOTAL: Final = re.compile(
    r"(?:ยอด|ผล)?รวม(?:ทั้ง(?:สิ้น|หมด|จังหวัด|อำเภอ|ปี|ประเทศ)|ทุก(?:อำเภอ|ตำบล|เดือน)|ยอด|สุทธิ|"
    r"เงิน|เป็นเงิน)*(?:ทั้งสิ้น|ทั้งหมด)?(?:\(?\d+(?:อำเภอ|ตำบล|หมู่บ้าน|แห่ง|ราย|กลุ่ม|จังหวัด)\)?)?:?"
    r"|(?:grand|sub)?-?total:?"
)

# รวมโซนเหนือ, รวมย่อย, ยอดรวมกลุ่มที่ 1: totals of some of the rows.
_SUBTOTAL: Final = re.compile(
    r"(?:ยอด|ผล)?รวม(?:ย่อย|โซน|เขต|กลุ่ม|ภาค|พื้นที่|อำเภอ|จังหวัด|ตำบล|หมวด|ประเภท|ส่วน|หน้า|ไตรมาส).*"
)
_SUM: Final = re.compile(r"(?:ยอด|ผล)?รวม")

# Lines under the headings: units, as (บาท), and the numbers of columns.
_COLUMN_NUMBER: Final = re.compile(r"\(?(\d{1,2})\)?(?:[=/*+\-x×÷].*)?")
_ANNOTATION: Final = re.compile(rf"\([^()]*\)|{_COLUMN_NUMBER.pattern}")


def matches(pattern: str, text: str) -> bool:
    """Return whether `text` is the heading `pattern`, in which ``*`` stands for any text.

    >>> matches("เป้าหมายรายได้*", "เป้าหมายรายได้ ปี ๒๕๖๘")
    True
    """
    return _compiled(pattern).fullmatch(plain(text)) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(plain(part)) for part in pattern.split("*")), re.DOTALL)


def nearest(wanted: str, names: Iterable[str]) -> str | None:
    """Return the name most like `wanted`, or None when none is at all like it."""
    by_plain = {plain(name): name for name in names}
    found = difflib.get_close_matches(plain(wanted.replace("*", "")), by_plain, n=1, cutoff=0.5)
    return by_plain[found[0]] if found else None


def listed(names: Sequence[str], *, limit: int = 20) -> str:
    """Return `names` in quotes with commas, the first `limit` of them."""
    quoted = ", ".join(f"“{' '.join(name.split())}”" for name in names[:limit])
    more = len(names) - limit
    return f"{quoted} และอีก {more} ชื่อ" if more > 0 else quoted


def is_index_heading(text: str) -> bool:
    """Return whether `text` heads the column that numbers the rows (ที่, ลำดับ)."""
    return plain(text) in _INDEX_HEADINGS


def is_annotation(text: str) -> bool:
    """Return whether a heading only adds to the one above it: a unit, or a column's number.

    >>> is_annotation("(บาท)"), is_annotation("(3)=(1)+(2)"), is_annotation("ต.ค.-67")
    (True, True, False)
    """
    return _ANNOTATION.fullmatch(plain(text)) is not None


def column_number(text: str) -> int | None:
    """Return the number by which `text` numbers a column, such as ``(3)=(1)+(2)``, or None."""
    match = _COLUMN_NUMBER.fullmatch(plain(text))
    return int(match[1]) if match else None


def is_total_label(text: str) -> bool:
    """Return whether `text` names a total row: รวม, รวมทั้งสิ้น, ยอดรวม, Total.

    >>> is_total_label("รวม ๙ อำเภอ"), is_total_label("รวมไทยพัฒนา")
    (True, False)
    """
    return _TOTAL.fullmatch(plain(text)) is not None


def is_subtotal_label(text: str, *, numbered: bool = True) -> bool:
    """Return whether `text` names the total of some rows: รวมโซนเหนือ, รวมย่อย, or a total row.

    In a row that is not `numbered` as the others are, any name that begins with รวม does.

    >>> is_subtotal_label("รวมโซนเหนือ"), is_subtotal_label("รวมใจ")
    (True, False)
    """
    if is_total_label(text) or _SUBTOTAL.fullmatch(plain(text)):
        return bool(plain(text))
    return not numbered and _SUM.match(plain(text)) is not None
