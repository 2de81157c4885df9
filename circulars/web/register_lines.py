"""Lines of the register as pages show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from circulars.register import Status
from circulars.register_report import change_lines, thai_day
from circulars.service.registers.search import mark_of
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from circulars.register import Change, Entry, Number

_BADGES: Final = {
    Status.RESERVED: "note",
    Status.TAKEN: "",
    Status.SIGNED: "note",
    Status.SENT: "good",
    Status.CANCELLED: "block",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line, ready to be shown."""

    entry: Entry
    mark: str  # how forms name it
    path: str
    day: str  # of the letter
    status: str
    badge: str  # class of the status
    about: str  # subject, or for whom it is reserved
    is_overdue: bool

    @property
    def number(self) -> str:
        """The number as it stands in the register."""
        return str(self.entry.number)

    @property
    def printed(self) -> str:
        """The number in Thai digits, to be written on the letter."""
        return to_thai_digits(self.number)


def line_of(entry: Entry, today: dt.date) -> Line:
    """Return `entry` as it stands on the day `today`."""
    overdue = entry.is_overdue(today)
    status = f"เลยกำหนดจอง {thai_day(entry.until)}" if overdue else entry.status.thai
    reserved = f"จองให้ {entry.holder}" if entry.holder else ""
    return Line(
        entry=entry,
        mark=mark_of(entry.number),
        path=number_path(entry.number),
        day=thai_day(entry.date),
        status=status,
        badge="warn" if overdue else _BADGES[entry.status],
        about=entry.subject or reserved,
        is_overdue=overdue,
    )


def number_path(number: Number, **said: str) -> str:
    """Return the address of the page of `number`."""
    return f"/register/number?{urlencode({'at': mark_of(number), **said})}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One step of a number's history."""

    head: str  # when, who, what
    parts: tuple[str, ...]  # of the line, each with what it was and became


def deeds(changes: Iterable[Change]) -> list[Deed]:
    """Return a number's history, the first step first."""
    shown = (replace(each, details=_without_key(each)) for each in changes)
    told = ([text.strip() for text in change_lines(change)] for change in shown)
    return [Deed(head=lines[0], parts=tuple(lines[1:])) for lines in told]


def _without_key(change: Change) -> dict[str, object]:
    """Return what changed without the letter's key, which only programs read."""
    return {name: said for name, said in change.details.items() if name != "key"}
