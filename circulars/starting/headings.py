"""Headings of a starter: what a pattern stands for, without what dates the example."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.workbook.headings import matches
from thai_numerals import format_month

if TYPE_CHECKING:
    from thai_numerals import YearMonth

_GROUP: Final = " / "  # between a group heading and the headings under it, in letter.toml
# Words that tell of when: what follows them is of one year, round or quarter.
_WHEN: Final = re.compile(
    r"\s*\(?(?:ประจำ|ประเมิน|ณ\s*|ใน|ของ)?(?:ปี|พ\.?\s?ศ\.|รอบที่|ไตรมาส|เดือน|\d+\s*เดือน|25\d\d|๒๕[๐-๙]{2})"
)
_FEWEST: Final = 3  # characters that a heading keeps


def timeless(text: str, pattern: str | None = None) -> str:
    """Return a heading without what dates it: the pattern's own words where it has a ``*``.

    >>> timeless("เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)", "เป้าหมายรายได้*")
    'เป้าหมายรายได้'
    >>> timeless("ค่าเป้าหมายประเมินรอบที่ 1"), timeless("ระดับ D ร้อยละ 25", "ระดับ D*")
    ('ค่าเป้าหมาย', 'ระดับ D ร้อยละ 25')
    """
    found = _WHEN.search(text)
    if found is None:
        return text
    lowest = pattern.split(_GROUP)[-1] if pattern else ""
    if "*" in lowest and matches(lowest, text):
        return lowest.replace("*", "").strip() or text[: found.start()].strip() or text
    if pattern is not None and matches(lowest, text):
        return text
    kept = text[: found.start()].strip()
    return kept if len(kept) >= _FEWEST else text


def month_heading(month: YearMonth) -> str:
    """Return the heading of a month column as summary workbooks write it: ``ต.ค.-67``.

    >>> from thai_numerals import YearMonth
    >>> month_heading(YearMonth(2024, 10))
    'ต.ค.-67'
    """
    name, _, year = format_month(month, "medium", digits="arabic").partition(" ")
    return f"{name}-{year[-2:]}"
