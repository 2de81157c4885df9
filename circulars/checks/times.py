"""Times of the day (เวลา): those that a clock shows, and spans that end after they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.remembered import remembered
from circulars.checks.rules import letter_rule
from circulars.checks.said import said_texts
from circulars.model.findings import Finding, Level
from thai_numerals.patterns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

_CLOCK: Final = r"\d{1,2}[.:]\d{2}"
_TIMES: Final = re.compile(
    rf"(?<![\d.,/:-])(?:(?P<first>{_CLOCK}) *(?:น\.)? *(?:-|–|ถึง) *)?"
    rf"(?P<last>{_CLOCK}) *(?:น\.|นาฬิกา)"
)
_DAY: Final = 24 * 60  # minutes
# A night's duty begins after the first and ends before the second hour.
_EVENING: Final = 16 * 60
_MORNING: Final = 9 * 60


@letter_rule
def times_of_day(letter: WrittenLetter, _setting: Setting) -> Iterator[Finding]:
    """Find times that no clock shows, and spans of a day that end before they begin.

    Source: official letters count the hours of a day from 00.00 to 24.00 น.
    """
    for place, text in said_texts(letter):
        for start, end, is_possible in _wrong(text):
            said = text[start:end].strip()
            yield Finding(
                code="time-reversed" if is_possible else "impossible-time",
                level=Level.WARN if is_possible else Level.BLOCK,
                where=place,
                message=f"“{said}” สิ้นสุดก่อนเริ่มต้น" if is_possible else f"ไม่มีเวลา “{said}”",
                hint="ตรวจเวลาเริ่มต้นและเวลาสิ้นสุด" if is_possible else "ตรวจชั่วโมงและนาที",
            )


@remembered
def _wrong(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return start and end of each wrong time, and whether its parts are times at all.

    >>> _wrong("เวลา ๑๓.๐๐ - ๑๒.๐๐ น. และ ๒๕.๐๐ น. เวร ๒๐.๐๐ - ๐๘.๐๐ น.")
    ((5, 21, True), (26, 34, False))
    """
    if "น" not in text:
        return ()
    found = []
    for match in _TIMES.finditer(plain(text)):
        times = [_minutes(each) for each in (match["first"], match["last"]) if each]
        if None in times:
            found.append((match.start(), match.end(), False))
        elif len(times) == 2 and _is_reversed(times[0] or 0, times[1] or 0):
            found.append((match.start(), match.end(), True))
    return tuple(found)


def _minutes(clock: str) -> int | None:
    """Return the minutes since midnight; None for what no clock shows."""
    hours, minutes = map(int, re.split("[.:]", clock))
    total = hours * 60 + minutes
    return total if minutes < 60 and total <= _DAY else None


def _is_reversed(first: int, last: int) -> bool:
    return last < first and not (first >= _EVENING and last <= _MORNING)
