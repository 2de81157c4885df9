"""Reading ranges of days or months (ช่วงวันที่ ช่วงเดือน) that share month or year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import DateError
from thai_numerals.names import MONTHS_WIDE
from thai_numerals.patterns import ERA, YEAR, one_line
from thai_numerals.reading import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thai_numerals.parsed import ParsedDate

_LEAD: Final = re.compile("^(?:ใน)?(?:ระหว่าง|ตั้งแต่|ประจำ)?(?:วันที่|เดือน)? *")
_JOINT: Final = re.compile(" *(?:-|จน(?=ถึง)|ถึง|และ) *")
_END: Final = re.compile(f"{ERA}{YEAR}$")
NOT_A_RANGE: Final = "อ่านเป็นช่วงวันหรือช่วงเดือนไม่ได้ เขียนเช่น 2 - 5 มีนาคม 2568"


def parse_range(text: str) -> tuple[ParsedDate, ParsedDate]:
    """Return the first and last day, or month, of the range `text` says.

    What the ends share may stand at the last one only.  Raises :exc:`DateError` when there is
    no range, or when its end lies before its beginning.

    >>> first, last = parse_range("ระหว่างเดือนมกราคม - มีนาคม ๒๕๖๘")
    >>> first.date, last.last_day
    (datetime.date(2025, 1, 1), datetime.date(2025, 3, 31))
    """
    line = _LEAD.sub("", one_line(text))
    for joint in _JOINT.finditer(line):
        ends = _ends(line[: joint.start()], line[joint.end() :].removeprefix("ถึง").strip())
        if ends is None:
            continue
        if ends[0].date > ends[1].date:
            raise DateError(text, "วันเริ่มต้นอยู่หลังวันสิ้นสุด")
        return ends
    raise DateError(text, NOT_A_RANGE)


def _ends(left: str, right: str) -> tuple[ParsedDate, ParsedDate] | None:
    last = _read(right)
    if last is None:
        return None
    for candidate in _completed(left, right, last):
        first = _read(candidate)
        if first is not None and first.precision == last.precision:
            return first, last
    return None


def _completed(left: str, right: str, last: ParsedDate) -> Iterator[str]:
    """Yield `left` as it stands, then with the year and the month of the other end."""
    yield left
    if year := _END.search(right):
        yield f"{left} {year.group()}"
        yield f"{left} {MONTHS_WIDE[last.date.month - 1]} {year.group()}"


def _read(text: str) -> ParsedDate | None:
    try:
        return parse_date(text)
    except DateError:
        return None
