"""Reading a number of the register as people write it."""

from __future__ import annotations

import re
from typing import Final

from circulars.model.errors import RegisterError
from circulars.model.findings import Finding
from circulars.register.entries import BUDDHIST, Book, Number, Series
from thai_numerals import to_arabic_digits

# Code and owner's number before the stroke, then the mark, the number, and of orders the year.
_NUMBER: Final = re.compile(
    r"(?:(?P<owner>[ก-ฮ]{1,6}[ .]*\d[\d.]*)\s*/\s*)?"
    r"(?P<mark>ว|คำสั่ง|รับรอง)?\s*(?P<serial>\d{1,9})(?:\s*/\s*(?P<year>\d{4}))?"
)
_WHOLE_OWNER: Final = re.compile(r"[ก-ฮ]{1,6}[ .]*\d[\d.]*")
_OWNER: Final = re.compile(r"([ก-ฮ]+)\.?\s*(?=\d)")


def parse_number(text: str, *, owner: str, year: int) -> Number:
    """Return the number that `text` means, of `owner` and `year` (Gregorian) unless it says else.

    Raises :exc:`RegisterError` for what is no number.

    >>> str(parse_number("ว๑๑๗๕", owner="พย 0019.2", year=2025))
    'พย 0019.2/ว1175'
    >>> str(parse_number("พย0019.3/12", owner="พย 0019.2", year=2025))
    'พย 0019.3/12'
    >>> parse_number("คำสั่ง 12/2568", owner="พย 0019.2", year=2026).book.year
    2025
    """
    match = _NUMBER.fullmatch(to_arabic_digits(text).strip())
    if match is None or not int(match["serial"]):
        raise RegisterError(_unclear(text))
    series = series_of_mark(match["mark"] or "")
    if match["year"] and not series.is_yearly:
        raise RegisterError(_unclear(text))
    if match["year"]:
        year = int(match["year"]) - BUDDHIST
    whose = tidy_owner(match["owner"]) if match["owner"] else owner
    if not whose:
        raise RegisterError(_unclear(text))
    return Number(book=Book(owner=whose, year=year, series=series), serial=int(match["serial"]))


def series_of_mark(mark: str) -> Series:
    """Return the series whose numbers `mark` stands before."""
    return next(series for series in Series if series.mark.strip() == mark)


def is_owner(text: str) -> bool:
    """Return whether `text` can be code and owner's number: Thai consonants and figures."""
    return _WHOLE_OWNER.fullmatch(to_arabic_digits(text).strip()) is not None


def tidy_owner(text: str) -> str:
    """Return code and owner's number as the register keeps them, however they are spaced.

    >>> tidy_owner("พย๐๐๑๙.๒"), tidy_owner(" พย  0019.2 ")
    ('พย 0019.2', 'พย 0019.2')
    """
    return _OWNER.sub(r"\1 ", " ".join(to_arabic_digits(text).split()), count=1)


def _unclear(text: str) -> Finding:
    return Finding(
        code="number-unclear",
        where=text,
        message="ไม่ชัดว่าเป็นเลขใดในทะเบียน",
        hint="เขียนเช่น 1175, ว1175, “พย 0019.2/ว1175”, “คำสั่ง 12” หรือ “รับรอง 3/2568”",
    )
