"""Numbers that another system asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.register import Book, Request, Series
from circulars.service.registers.desk import (
    day_of,
    numbers_of,
    owner_named,
    owners_in,
    said,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.register import Entry, Number, Register
    from circulars.service.places import OfficeFolder
    from circulars.service.registers.desk import Owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that asks for a number."""

    subject: str
    key: str
    date: str = ""
    series: Series = Series.ORDINARY
    recipient: str = ""
    sender: str = ""
    action: str = ""
    note: str = ""


def chosen(office: OfficeFolder, unit: str) -> Owner:
    """Return the unit that is meant; :exc:`RefusedError` for none of the office's."""
    return owner_named(owners_in(office), unit)


def take_for(
    register: Register, owner: Owner, letter: Letter, *, number: int | None, new_year: bool
) -> tuple[Entry, bool]:
    """Return the line of `letter`, and whether its number was taken just now."""
    request = Request(
        owner=owner.number,
        date=day_of(letter.date, field="date", today=register.today),
        subject=said(letter.subject, field="subject"),
        series=letter.series,
        recipient=said(letter.recipient, field="recipient"),
        sender=said(letter.sender, field="sender") or owner.unit,
        action=said(letter.action, field="action"),
        note=said(letter.note, field="note"),
        key=said(letter.key, field="key"),
    )
    before = register.known(request.key)
    return register.take(request, number=number, new_year=new_year), before is None


def reserve_for(
    register: Register,
    owner: Owner,
    *,
    count: int,
    holder: str,
    reason: str,
    until: str,
    series: Series,
    year: int | None,
    new_year: bool,
) -> tuple[Entry, ...]:
    """Return `count` lines that are kept for `holder`."""
    book = Book(owner=owner.number, year=_year(register, year), series=series)
    last = day_of(until, field="until", today=register.today) if until.strip() else None
    return register.reserve(
        book,
        count,
        holder=said(holder, field="holder"),
        reason=said(reason, field="reason"),
        until=last,
        new_year=new_year,
    )


def numbers_meant(
    office: OfficeFolder, register: Register, texts: Iterable[str], *, unit: str, year: int | None
) -> list[Number]:
    """Return the numbers that `texts` mean; :exc:`RefusedError` with all unclear ones."""
    owner = chosen(office, unit).number
    return numbers_of(texts, owner=owner, year=_year(register, year))


def _year(register: Register, year: int | None) -> int:
    return year_of("" if year is None else str(year)) or register.today.year
