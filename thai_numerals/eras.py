"""Which era a year is of, by stated rules (กติกาแยก พ.ศ. กับ ค.ศ.).

1. Where พ.ศ. or ค.ศ. is written, that holds.
2. Two digits are the Buddhist years 2500 to 2599.
3. Four digits from 2325 to 2999 are Buddhist, from 1000 to 2157 Christian.
4. Four digits between, 2158 to 2324, could be either and are refused without พ.ศ. or ค.ศ.
   (2325 is the founding of Bangkok, CE 1782; CE 2157 is BE 2700.)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from thai_numerals.errors import DateError
from thai_numerals.years import BUDDHIST_ERA_OFFSET

FIRST_BUDDHIST: Final = 2325
LAST_BUDDHIST: Final = 2999
FIRST_CHRISTIAN: Final = 1000
LAST_CHRISTIAN: Final = 2157
CENTURY: Final = 2500  # two digits count from here


# Years that, where พ.ศ. or ค.ศ. is written, are more likely of the other era.
LIKELY_CHRISTIAN: Final = range(1900, 2101)
LIKELY_BUDDHIST: Final = range(2450, LAST_BUDDHIST + 1)


class Era(StrEnum):
    """The era a year counts in."""

    BUDDHIST = "BE"  # พ.ศ.
    CHRISTIAN = "CE"  # ค.ศ.


@dataclass(frozen=True, slots=True)
class Year:
    """A year as written: its number in full and its era; `guessed` when two digits stood."""

    number: int
    era: Era
    guessed: bool = False


def read_year(digits: str, mark: str | None = None) -> Year:
    """Return the year that `digits` (Arabic) stand for; `mark` is พ.ศ. or ค.ศ. as written.

    Raises :exc:`DateError` for a year that could be of either era.

    >>> read_year("68").number, read_year("2025").era
    (2568, <Era.CHRISTIAN: 'CE'>)
    """
    number = int(digits)
    if mark:
        return _stated(number, len(digits), Era.CHRISTIAN if mark[0] == "ค" else Era.BUDDHIST)
    if len(digits) <= 2:
        return Year(CENTURY + number, Era.BUDDHIST, guessed=True)
    if FIRST_BUDDHIST <= number <= LAST_BUDDHIST:
        return Year(number, Era.BUDDHIST)
    if FIRST_CHRISTIAN <= number <= LAST_CHRISTIAN:
        return Year(number, Era.CHRISTIAN)
    raise DateError(digits, f"ปี {digits} บอกไม่ได้ว่าเป็น พ.ศ. หรือ ค.ศ. โปรดเขียน พ.ศ. หรือ ค.ศ. นำหน้า")


def doubted(year: Year) -> bool:
    """Return whether the era taken is hardly the one meant: พ.ศ. 2026, ค.ศ. 2568.

    >>> doubted(read_year("2026", "พ.ศ.")), doubted(read_year("2026"))
    (True, False)
    """
    likely_other = LIKELY_CHRISTIAN if year.era is Era.BUDDHIST else LIKELY_BUDDHIST
    return year.number in likely_other


def _stated(number: int, length: int, era: Era) -> Year:
    if length <= 2:
        if era is Era.CHRISTIAN:
            raise DateError(number, "ปี ค.ศ. ต้องเขียนสี่หลัก")
        return Year(CENTURY + number, era, guessed=True)
    if era is Era.BUDDHIST and number <= BUDDHIST_ERA_OFFSET:
        raise DateError(number, f"พ.ศ. {number} อยู่ก่อนปี ค.ศ. 1 จึงแปลงไม่ได้")
    return Year(number, era)
