"""Reading ranges of days or months (ช่วงวันที่ ช่วงเดือน) that share month or year."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from thai_numerals.errors import DateError
from thai_numerals.names import MONTHS_WIDE
from thai_numerals.patterns import ERA, YEAR, one_line
from thai_numerals.reading import NOT_A_DATE, bare, parse_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from thai_numerals.parsed import ParsedDate

_LEAD: Final = re.compile("^(?:ใน)?(?:ระหว่าง|ตั้งแต่|ประจำ)?(?:วันที่|เดือน)? *")
# The stroke is that of ISO 8601: 2025-03-11/2025-03-15, 2024-10/2025-02, 2024/2025.
_JOINT: Final = re.compile(
    r" *(?:-|จน(?=ถึง)|ถึง|(?P<both>และ)|(?<=-\d\d)/(?=\d{4}-)|(?<=^\d{4})/(?=\d{4}$)) *"
)
_LONGEST: Final = 200  # signs; no range takes more
_END: Final = re.compile(f"{ERA}{YEAR}$")
BOTH: Final = "สองวันที่คั่นด้วย และ ไม่ใช่ช่วง ถ้าเป็นช่วงให้เขียน ระหว่าง … และ … หรือ … ถึง …"
NOT_A_RANGE: Final = "อ่านเป็นช่วงวันหรือช่วงเดือนไม่ได้ เขียนเช่น 2 - 5 มีนาคม 2568"


def parse_range(text: str) -> tuple[ParsedDate, ParsedDate]:
    """Return the first and last day, or month, of the range `text` says.

    What the ends share may stand at the last one only.  Raises :exc:`DateError` when there is
    no range, or when its end lies before its beginning.

    >>> first, last = parse_range("ระหว่างเดือนมกราคม - มีนาคม ๒๕๖๘")
    >>> first.date, last.last_day
    (datetime.date(2025, 1, 1), datetime.date(2025, 3, 31))
    """
    whole = bare(one_line(text))
    line = _LEAD.sub("", whole)
    reason = NOT_A_RANGE
    for joint in _JOINT.finditer(line[:_LONGEST]):
        try:
            first, last = _ends(line[: joint.start()], line[joint.end() :])
        except DateError as error:
            reason = error.reason if reason == NOT_A_RANGE else reason
            continue
        if joint["both"] and "ระหว่าง" not in whole:
            raise DateError(text, BOTH)
        if first.date > last.date:
            raise DateError(text, "วันเริ่มต้นอยู่หลังวันสิ้นสุด")
        return first, last
    raise DateError(text, reason)


def _ends(left: str, right: str) -> tuple[ParsedDate, ParsedDate]:
    """Return both ends; :exc:`DateError` says why there are none such."""
    right = right.removeprefix("ถึง").strip()
    reason = NOT_A_RANGE
    last = _read(right)
    for candidate in _completed(left, right, last):
        try:
            first = _read(candidate)
        except DateError as error:  # 31 and เมษายน 2568
            reason = error.reason if reason == NOT_A_RANGE else reason
            continue
        if first.precision == last.precision:
            return first, last
    raise DateError(left, reason)


def _completed(left: str, right: str, last: ParsedDate) -> Iterator[str]:
    """Yield `left` as it stands, then with the year and the month of the other end."""
    yield left
    if year := _END.search(right):
        yield f"{left} {year.group()}"
        yield f"{left} {MONTHS_WIDE[last.date.month - 1]} {year.group()}"


def _read(text: str) -> ParsedDate:
    """Return the date; what is none at all gives the reason of a range."""
    try:
        return parse_date(text)
    except DateError as error:
        reason = NOT_A_RANGE if error.reason == NOT_A_DATE else error.reason
        raise DateError(text, reason) from error
