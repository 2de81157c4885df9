"""Words that head columns and rows of tables: their numbers, units, totals and subtotals."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.data.headings import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def lowest_heading(path: Sequence[str]) -> str:
    """Return the lowest of the headings over a column, a unit or a number under it aside.

    >>> lowest_heading(("งบประมาณ", "เบิกจ่าย", "(บาท)"))
    'เบิกจ่าย'
    """
    names = [heading for heading in path if not is_annotation(heading)]
    return (names or list(path) or [""])[-1]
