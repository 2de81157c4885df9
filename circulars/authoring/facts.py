"""What the whole of the old letter tells: its day, who writes, in which digits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from thai_numerals import DateError, fiscal_year, parse_date, to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from circulars.model.written_letter import Passage, WrittenLetter
    from thai_numerals import ParsedDate, YearMonth

_THAI_DIGIT: Final = re.compile("[๐-๙]")
_ARABIC_DIGIT: Final = re.compile("[0-9]")
_SEAT: Final = re.compile(r"(?:ศาลากลาง|ที่ว่าการ)(?P<issuer>(?:จังหวัด|อำเภอ)\S+)$")
_GOVERNOR: Final = re.compile(r"ผู้ว่าราชการ(?P<issuer>จังหวัด\S+)$")
_PROVINCE: Final = "จังหวัด"
_UNIT: Final = re.compile(r"สำนัก|กอง|ที่ทำการ|ศูนย์|คณะ|ที่ว่าการ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What texts of the letter may repeat."""

    date: dt.date | None  # of the letter; the first of the month where the day is left to the pen
    is_thai: bool  # the letter is printed in Thai digits
    issuer: str = ""  # "จังหวัดพะเยา"
    unit: str = ""  # "สำนักงานพัฒนาชุมชนจังหวัด"
    annexes: tuple[str, ...] = ()  # names of what is attached, in order
    ranges: Mapping[tuple[YearMonth, YearMonth], str] = field(default_factory=dict)
    following: Mapping[YearMonth, str] = field(default_factory=dict)  # months behind a dataset's

    @property
    def province(self) -> str:
        """The name of the province, empty where none is known."""
        return self.issuer.removeprefix(_PROVINCE) if self.issuer.startswith(_PROVINCE) else ""

    @property
    def fiscal_year(self) -> int | None:
        """The fiscal year of the letter's day."""
        return fiscal_year(self.date) if self.date else None

    def prints(self, value: str, text: str) -> bool:
        """Return whether `value`, printed in the digits of the letter, is `text`."""
        return self.printed(value) == text

    def printed(self, value: str) -> str:
        """Return `value` as the letter prints it."""
        return to_thai_digits(value) if self.is_thai else to_arabic_digits(value)


def letter_facts(letter: WrittenLetter) -> Facts:
    """Return what the letter tells of itself; annexes and datasets are told later."""
    day = letter_day(letter)
    return Facts(
        date=day.date if day else None,
        is_thai=in_thai_digits(paragraph.text for paragraph in letter.own_paragraphs),
        issuer=_issuer((*letter.agency, *letter.authority)),
        unit=next((p.text for p in letter.originator if _UNIT.match(p.text)), ""),
    )


def letter_day(letter: WrittenLetter) -> ParsedDate | None:
    """Return the day of the letter, or its month where the day is left to the pen."""
    try:
        parsed = parse_date(letter.date.text) if letter.date else None
    except DateError:
        return None
    return parsed if parsed and parsed.precision != "year" else None


def in_thai_digits(texts: Iterable[str]) -> bool:
    """Return whether Thai digits are at least as many as Arabic ones; none count as Thai.

    >>> in_thai_digits(["๑๑ มีนาคม", "OTOP 2"]), in_thai_digits(["11 มีนาคม"])
    (True, False)
    """
    text = "".join(texts)
    return len(_THAI_DIGIT.findall(text)) >= len(_ARABIC_DIGIT.findall(text))


def _issuer(passages: Iterable[Passage]) -> str:
    for passage in passages:
        for pattern in (_SEAT, _GOVERNOR):
            if found := pattern.match(passage.text):
                return found["issuer"]
    return ""
