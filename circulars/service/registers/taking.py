"""Numbers asked for on a page: what is typed, and the same form sent twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.register import Book, Request, Series
from circulars.service.places import is_id
from circulars.service.profile.profile import office_of
from circulars.service.registers.desk import (
    at_register,
    day_of,
    owner_named,
    owners_of,
    refused,
    said,
    year_of,
)
from circulars.service.registers.reserving import reserved_once
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from circulars.register import Entry, Number
    from circulars.service.people import Actor
    from circulars.service.service import Service

_FORM: Final = "form|"  # begins the key of a letter whose number was taken on a page
_YES: Final = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingTyped:
    """A letter that asks for a number, as it is typed."""

    subject: str = ""
    date: str = ""
    recipient: str = ""
    sender: str = ""
    action: str = ""
    note: str = ""
    unit: str = ""  # key or number of one of the office's
    series: str = ""
    number: str = ""  # one that is reserved; empty: the next
    new_year: str = ""
    key: str = ""  # of the form: sent twice it takes one number


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A number that somebody has."""

    entry: Entry
    is_as_asked: bool  # not so where the form had its number already, for another letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Reservation:
    """Numbers to be reserved, as they are typed."""

    count: str = ""
    holder: str = ""
    reason: str = ""
    until: str = ""
    unit: str = ""
    series: str = ""
    year: str = ""
    new_year: str = ""
    key: str = ""


def take_number(service: Service, actor: Actor, typed: TakingTyped) -> Taken:
    """Return the number of the letter that is typed, taken now or by the same form before.

    Raises :exc:`RefusedError` with what is wrong.
    """
    office = office_of(service.office(actor.office))
    owner = owner_named(owners_of(office), typed.unit)
    with at_register(service, actor) as register:
        request = Request(
            owner=owner.number,
            date=day_of(typed.date, field="ลงวันที่", today=register.today),
            subject=said(typed.subject, field="เรื่อง"),
            series=_series(typed.series),
            recipient=said(typed.recipient, field="ถึง"),
            sender=said(typed.sender, field="จาก") or owner.unit,
            action=said(typed.action, field="การปฏิบัติ"),
            note=said(typed.note, field="หมายเหตุ"),
            key=form_key(typed.key),
        )
        entry = register.take(
            request, number=_serial(typed.number), new_year=typed.new_year == _YES
        )
    same = (entry.subject, entry.recipient) == (request.subject, request.recipient)
    return Taken(entry=entry, is_as_asked=same)


def reserve_numbers(service: Service, actor: Actor, typed: Reservation) -> list[Number]:
    """Return the numbers that are reserved now, or were by the same form before.

    Raises :exc:`RefusedError` with what is wrong.
    """
    folder = service.office(actor.office)
    owner = owner_named(owners_of(office_of(folder)), typed.unit)
    with at_register(service, actor) as register:
        year = year_of(typed.year) or register.today.year
        book = Book(owner=owner.number, year=year, series=_series(typed.series))

        def reserve() -> tuple[Entry, ...]:
            return register.reserve(
                book,
                _count(typed.count),
                holder=said(typed.holder, field="จองให้"),
                reason=said(typed.reason, field="เหตุผล"),
                until=day_of(typed.until, field="จองถึง", today=register.today)
                if typed.until.strip()
                else None,
                new_year=typed.new_year == _YES,
            )

        numbers, _ = reserved_once(folder, actor.name, form_key(typed.key), "", reserve)
    return numbers


def form_key(key: str) -> str:
    """Return what the letter of a form is known by; :exc:`RefusedError` for a key that is none."""
    if not is_id(key):
        raise refused("แบบออกเลข", "แบบนี้ไม่สมบูรณ์", "เปิดหน้าออกเลขใหม่")
    return f"{_FORM}{key}"


def _series(name: str) -> Series:
    if name and name not in set(Series):
        raise refused("ชุดเลข", f"ไม่มีชุดเลข “{name[:40]}”", "เลือกจากรายการ")
    return Series(name or Series.ORDINARY)


def _serial(text: str) -> int | None:
    digits = to_arabic_digits(text).strip().removeprefix("ว").strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise refused("เลขที่จองไว้", f"“{text[:40]}” ไม่ใช่เลข", "พิมพ์เลขที่จองไว้ เช่น 12 หรือเว้นว่าง")
    return int(digits)


def _count(text: str) -> int:
    digits = to_arabic_digits(text).strip()
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 6):
        raise refused("จำนวนเลข", f"“{text[:40]}” ไม่ใช่จำนวน", "พิมพ์จำนวนเลขที่จะจอง เช่น 5")
    return int(digits)
