"""What is looked for in a register, as it is typed on a page or sent to the API."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.register import BUDDHIST, Book, Number, Query, Series, Status, is_owner, tidy_owner
from circulars.service.refusals import not_found
from circulars.service.registers.desk import refused, year_of
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from circulars.register import Register
    from circulars.service.registers.desk import Owner

OVERDUE: Final = "overdue"
_SERIAL: Final = re.compile(r"(?:.*/)?\s*(?:ว|คำสั่ง|รับรอง)?\s*(\d{1,9})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for; what is empty finds everything."""

    text: str = ""
    year: str = ""  # as people write it
    series: str = ""
    unit: str = ""  # its key, or its number
    status: str = ""  # or overdue
    recipient: str = ""

    def query(self, owners: Iterable[Owner], today: dt.date) -> Query:
        """Return the same for the register; :exc:`RefusedError` for what makes no sense."""
        text = self.text.strip()
        number = _SERIAL.fullmatch(to_arabic_digits(text))
        is_status = self.status and self.status != OVERDUE
        return Query(
            text=text,
            serial=int(number[1]) if number else None,
            owner=_owner(self.unit.strip(), owners),
            year=year_of(self.year),
            series=_series(self.series) if self.series else None,
            statuses=frozenset({_status(self.status)}) if is_status else frozenset(),
            recipient=self.recipient.strip(),
            overdue_on=today if self.status == OVERDUE else None,
        )


def _owner(unit: str, owners: Iterable[Owner]) -> str:
    if not unit:
        return ""
    keys = {owner.key: owner.number for owner in owners if owner.key}
    return keys.get(unit) or (tidy_owner(unit) if is_owner(unit) else unit)


def _series(name: str) -> Series:
    if name not in set(Series):
        raise refused("ชุดเลข", f"ไม่มีชุดเลข “{name[:40]}”", f"ใช้ {', '.join(Series)}")
    return Series(name)


def _status(name: str) -> Status:
    if name not in set(Status):
        known = ", ".join((*Status, OVERDUE))
        raise refused("สถานะ", f"ไม่มีสถานะ “{name[:40]}”", f"ใช้ {known}")
    return Status(name)


def years_in(register: Register) -> list[int]:
    """Return the years (Buddhist) of which the register has numbers, the latest first."""
    return [year + BUDDHIST for year in register.years()]


def mark_of(number: Number) -> str:
    """Return how forms and links name `number`.

    >>> mark_of(Number(book=Book(owner="พย 0019.2", year=2025), serial=7))
    '2568.ordinary.7.พย 0019.2'
    """
    book = number.book
    return f"{book.year + BUDDHIST}.{book.series.value}.{number.serial}.{book.owner}"


def number_at(mark: str) -> Number:
    """Return the number that a form or link names; :exc:`RefusedError` for what names none.

    >>> str(number_at("2568.circular.1175.พย 0019.2"))
    'พย 0019.2/ว1175'
    """
    year, series, serial, owner = (*mark.split(".", 3), "", "", "", "")[:4]
    plain = all(part.isascii() and part.isdecimal() and len(part) < 10 for part in (year, serial))
    if not plain or series not in set(Series) or not is_owner(owner) or int(year) < BUDDHIST:
        raise not_found("เลขนี้ในทะเบียน", mark[:80])
    book = Book(owner=owner, year=int(year) - BUDDHIST, series=Series(series))
    return Number(book=book, serial=int(serial))
