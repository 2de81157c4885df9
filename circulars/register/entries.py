"""What stands in the register of outgoing letters (ทะเบียนหนังสือส่ง): values, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from circulars.model.kinds import DocumentKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

BUDDHIST: Final = 543  # years before the Christian era


class Series(StrEnum):
    """What is numbered by itself, from 1 in each calendar year.

    Source: the regulation on correspondence (ระเบียบงานสารบรรณ พ.ศ. 2526), clauses 32 and 43.1.2.
    """

    ORDINARY = "ordinary"
    CIRCULAR = "circular"
    ORDER = "order"
    CERTIFICATE = "certificate"

    @classmethod
    def of(cls, kind: DocumentKind, *, is_circular: bool) -> Series:
        """Return the series in which a document is numbered.

        >>> Series.of(DocumentKind.MEMO, is_circular=False).thai
        'หนังสือส่ง'
        """
        numbered_alone = {DocumentKind.ORDER: cls.ORDER, DocumentKind.CERTIFICATE: cls.CERTIFICATE}
        return numbered_alone.get(kind, cls.CIRCULAR if is_circular else cls.ORDINARY)

    @property
    def thai(self) -> str:
        """What people call it."""
        return _SERIES[self]

    @property
    def mark(self) -> str:
        """What stands before its numbers in the register."""
        return _MARKS[self]

    @property
    def is_yearly(self) -> bool:
        """Whether its numbers are printed with the year: ``12/2568``."""
        return self in {Series.ORDER, Series.CERTIFICATE}


_SERIES: Final = {
    Series.ORDINARY: "หนังสือส่ง",
    Series.CIRCULAR: "หนังสือเวียน",
    Series.ORDER: "คำสั่ง",
    Series.CERTIFICATE: "หนังสือรับรอง",
}
_MARKS: Final = {
    Series.ORDINARY: "",
    Series.CIRCULAR: "ว",
    Series.ORDER: "คำสั่ง ",
    Series.CERTIFICATE: "รับรอง ",
}


class Status(StrEnum):
    """How far the letter of a number is."""

    RESERVED = "reserved"
    TAKEN = "taken"
    SIGNED = "signed"
    SENT = "sent"
    CANCELLED = "cancelled"

    @property
    def thai(self) -> str:
        """What people call it."""
        return _STATUSES[self]


_STATUSES: Final = {
    Status.RESERVED: "จองไว้",
    Status.TAKEN: "ออกเลขแล้ว",
    Status.SIGNED: "ลงนามแล้ว",
    Status.SENT: "ส่งแล้ว",
    Status.CANCELLED: "ยกเลิก",
}


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Book:
    """One book of the register (เล่มทะเบียน): numbers from 1 on, of one unit, year and series."""

    owner: str  # code and owner's number of the unit: "พย 0019.2"
    year: int  # of the letters' dates, Gregorian
    series: Series = Series.ORDINARY

    def __str__(self) -> str:
        return f"{self.series.thai} {self.owner} ปี {self.year + BUDDHIST}"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Number:
    """One number of a book.

    >>> str(Number(book=Book(owner="พย 0019.2", year=2025, series=Series.CIRCULAR), serial=1175))
    'พย 0019.2/ว1175'
    """

    book: Book
    serial: int

    def __str__(self) -> str:
        return f"{self.book.owner}/{self.short}"

    @property
    def short(self) -> str:
        """The number without its unit: ``ว1175``, ``คำสั่ง 12/2568``."""
        year = f"/{self.book.year + BUDDHIST}" if self.book.series.is_yearly else ""
        return f"{self.book.series.mark}{self.serial}{year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A letter that asks for a number; the year is that of its date."""

    owner: str
    date: dt.date
    subject: str
    series: Series = Series.ORDINARY
    recipient: str = ""  # ถึง
    sender: str = ""  # จาก
    action: str = ""  # การปฏิบัติ
    note: str = ""  # หมายเหตุ
    key: str = ""  # the letter's identity: who asks again with it gets the same number

    @property
    def book(self) -> Book:
        """The book that the number is taken from."""
        return Book(owner=self.owner, year=self.date.year, series=self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the register."""

    number: Number
    status: Status
    registered: dt.date  # the day of the line itself
    date: dt.date | None = None  # of the letter; None while the number is only reserved
    subject: str = ""
    recipient: str = ""
    sender: str = ""
    action: str = ""
    note: str = ""
    key: str = ""
    signed: dt.date | None = None
    sent: dt.date | None = None
    holder: str = ""  # for whom it is reserved
    until: dt.date | None = None  # last day of the reservation
    reason: str = ""  # why it is reserved or cancelled
    file: str = ""
    sha256: str = ""  # of that file

    def is_overdue(self, today: dt.date) -> bool:
        """Whether it is still only reserved after the last day of its reservation."""
        return self.status is Status.RESERVED and self.until is not None and self.until < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A letter that was made under the number reserved for it."""

    number: Number
    file: str = ""
    sha256: str = ""
    request: Request | None = None  # what it says now, where that may have changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Who did what when; the register never forgets one."""

    at: dt.datetime
    actor: str
    action: str  # "take", "cancel"
    details: Mapping[str, object]  # of each part that changed what it was and became

    @property
    def thai(self) -> str:
        """What people call the action."""
        return _ACTIONS[self.action]


_ACTIONS: Final = {
    "take": "ออกเลข",
    "hold": "จองไว้ให้หนังสือที่กำลังทำ",
    "reserve": "จอง",
    "use": "ใช้เลขที่จองไว้",
    "confirm": "ทำหนังสือแล้ว",
    "sign": "ลงนาม",
    "send": "ส่ง",
    "cancel": "ยกเลิก",
    "amend": "แก้ไข",
    "import": "นำเข้า",
    "close": "ปิดปี",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What to look for; what is empty finds everything."""

    text: str = ""  # in subject, recipient, sender, note, holder, reason
    serial: int | None = None  # or, beside the text, a number that is this one
    owner: str = ""
    year: int | None = None
    series: Series | None = None
    statuses: frozenset[Status] = field(default_factory=frozenset)
    recipient: str = ""
    overdue_on: dt.date | None = None  # reservations that have run out on this day, too
