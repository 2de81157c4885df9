"""Taking numbers inside one transaction: the book kept, the counter raised, the lines written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from circulars.model.errors import RegisterError
from circulars.register import refusals, rows
from circulars.register.entries import Book, Entry, Number, Request, Status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerk:
    """Somebody at work on the register in one transaction, at one moment."""

    connection: Connection
    actor: str
    now: dt.datetime  # with its zone, which is the office's

    def book(self, book: Book, *, new_year: bool) -> int:
        """Return the row of `book`, kept for this transaction; it is opened when due.

        Its year is due when all earlier years are closed and no later one has begun, or by
        `new_year`.  Raises :exc:`RegisterError` else, and for a closed book.
        """
        found = rows.locked_book(self.connection, book)
        if found is None:
            if not new_year:
                self._refuse_early(book)
            rows.add_book(self.connection, book)
            found = rows.locked_book(self.connection, book)
        assert found is not None  # just added
        if found["closed"]:
            raise RegisterError(refusals.year_closed(book))
        return int(found["id"])

    def _refuse_early(self, book: Book) -> None:
        for other, is_closed in rows.other_books(self.connection, book):
            if other.year < book.year and not is_closed:
                raise RegisterError(refusals.year_open(book, other))
            if other.year > book.year:
                raise RegisterError(refusals.year_passed(book, other))

    def enter(self, requests: Sequence[Request], status: Status, *, new_year: bool) -> list[Entry]:
        """Return a line for each request; one whose key has a line already keeps it.

        A letter that has its number gets it in a closed year too.
        """
        keys = [request.key for request in requests if request.key]
        known = rows.entries_of_keys(self.connection, keys)
        books = sorted({request.book for request in requests if request.key not in known})
        kept = {book: self.book(book, new_year=new_year) for book in books}
        if kept:  # others may have brought the same letters while this one waited
            known = rows.entries_of_keys(self.connection, keys)
        self._refuse_moved(requests, known)
        lines: dict[int, Entry] = {}  # by place in `requests`
        for book in books:
            own = [place for place in _unknown(requests, known) if requests[place].book == book]
            if own:
                serials = rows.count_up(self.connection, kept[book], len(own))
                lines |= {
                    place: self.line(requests[place], serial, status)
                    for place, serial in zip(own, serials, strict=True)
                }
                action = "take" if status is Status.TAKEN else "hold"
                self.add(kept[book], [lines[place] for place in own], action)
        known |= {line.key: line for line in lines.values()}
        return [lines.get(place) or known[request.key] for place, request in enumerate(requests)]

    def _refuse_moved(self, requests: Iterable[Request], known: Mapping[str, Entry]) -> None:
        moved = [
            refusals.other_number(known[request.key], request.book)
            for request in requests
            if request.key in known and known[request.key].number.book != request.book
        ]
        if moved:
            raise RegisterError(*moved)

    def line(self, request: Request, serial: int, status: Status) -> Entry:
        """Return the line that `request` makes at the number `serial`."""
        return Entry(
            number=Number(book=request.book, serial=serial),
            status=status,
            registered=self.now.date(),
            date=request.date,
            subject=request.subject,
            recipient=request.recipient,
            sender=request.sender,
            action=request.action,
            note=request.note,
            key=request.key,
        )

    def take_at(self, request: Request, serial: int, *, new_year: bool) -> Entry:
        """Return the line of `request` at a number of its choice.

        That is one that is reserved, one that an imported register left out, or the next.
        """
        book = self.book(request.book, new_year=new_year)
        number = Number(book=request.book, serial=serial)
        last = rows.last_of(self.connection, book)
        if not 0 < serial <= last + 1:
            raise RegisterError(refusals.skipped(number, last + 1))
        there = rows.entries_at(self.connection, [number]).get(number)
        self._refuse_known(request, there)
        if there is not None:
            return self._use(there, request, book)
        rows.raise_counter(self.connection, book, serial)
        line = self.line(request, serial, Status.TAKEN)
        self.add(book, [line], "take")
        return line

    def hold_at(self, request: Request, serial: int, *, new_year: bool) -> Entry:
        """Return the line of a letter that has its number already, reserved for it.

        The same letter keeps its line.  The number is one that an imported register left out, or
        the next; :exc:`RegisterError` for one that anybody has, or that would leave a gap.
        """
        number = Number(book=request.book, serial=serial)
        if found := self._kept(request, number):
            return found
        book = self.book(request.book, new_year=new_year)
        if found := self._kept(request, number):  # brought by others while this one waited
            return found
        there = rows.entries_at(self.connection, [number]).get(number)
        if there is not None:
            raise RegisterError(refusals.taken(there))
        last = rows.last_of(self.connection, book)
        if not 0 < serial <= last + 1:
            raise RegisterError(refusals.skipped(number, last + 1))
        rows.raise_counter(self.connection, book, serial)
        line = self.line(request, serial, Status.RESERVED)
        self.add(book, [line], "hold")
        return line

    def _kept(self, request: Request, number: Number) -> Entry | None:
        """Return the line that the letter has; :exc:`RegisterError` for one of another number."""
        found = rows.entries_of_keys(self.connection, [request.key]).get(request.key)
        if found is not None and found.number != number:
            raise RegisterError(refusals.other_number(found, request.book))
        return found

    def _refuse_known(self, request: Request, there: Entry | None) -> None:
        """Refuse a second number for a letter that has one."""
        has = rows.entries_of_keys(self.connection, [request.key] if request.key else [])
        for entry in has.values():
            if there is None or entry.number != there.number:
                raise RegisterError(refusals.other_number(entry, request.book))

    def _use(self, there: Entry, request: Request, book: int) -> Entry:
        mine = bool(there.key) and there.key == request.key
        if mine and there.status is not Status.RESERVED:
            return there
        if there.status is not Status.RESERVED or (there.key and not mine):
            raise RegisterError(refusals.taken(there))
        line = replace(
            self.line(request, there.number.serial, Status.TAKEN),
            registered=there.registered,
            holder=there.holder,
            until=there.until,
            reason=there.reason,
        )
        self.change([(there, line)], book, "use")
        return line

    def add(self, book: int, lines: Sequence[Entry], action: str) -> None:
        """Write new lines, and into the history that they came."""
        rows.add_entries(self.connection, book, lines)
        said = ((line.number.serial, rows.plain(line)) for line in lines)
        rows.record(self.connection, book, said, done=self.done(action))

    def change(self, lines: Sequence[tuple[Entry, Entry]], book: int, action: str) -> None:
        """Write each new line over its old one, and into the history what changed."""
        rows.change_entries(self.connection, book, [new for _, new in lines])
        said = ((new.number.serial, rows.differences(old, new)) for old, new in lines)
        rows.record(self.connection, book, said, done=self.done(action))

    def done(self, action: str) -> dict[str, str]:
        """Return who does what when, for the history."""
        at = self.now.astimezone(dt.UTC).isoformat(timespec="milliseconds")
        return {"at": at, "actor": self.actor, "action": action}

    def lines(self, numbers: Sequence[Number]) -> list[Entry]:
        """Return the lines of `numbers`, kept for this transaction; all unknown ones are told."""
        found = rows.entries_at(self.connection, numbers)
        unknown = [refusals.unknown(number) for number in sorted(numbers) if number not in found]
        if unknown:
            raise RegisterError(*unknown)
        return [found[number] for number in sorted(numbers)]

    def change_all(
        self, lines: Sequence[tuple[Entry, Entry]], action: str, allowed: Collection[Status]
    ) -> list[Entry]:
        """Write each new line over its old one; all whose status forbids it are told."""
        wish = WISHES[action]
        refused = [
            refusals.wrong_status(old, wish) for old, _ in lines if old.status not in allowed
        ]
        if refused:
            raise RegisterError(*refused)
        by_book = sorted(lines, key=lambda line: line[0].number.book)
        for book, own in groupby(by_book, key=lambda line: line[0].number.book):
            self.change([*own], rows.book_id(self.connection, book), action)
        return [new for _, new in lines]


def _unknown(requests: Sequence[Request], known: Mapping[str, Entry]) -> list[int]:
    """Return the places of the requests that need a number: of each new key the first."""
    first: dict[str, int] = {}
    for place, request in enumerate(requests):
        first.setdefault(request.key or f"\0{place}", place)
    return [place for key, place in first.items() if key not in known]


WISHES: Final = {
    "confirm": "ยืนยันเลข",
    "sign": "บันทึกการลงนาม",
    "send": "บันทึกการส่ง",
    "cancel": "ยกเลิก",
    "amend": "แก้ไข",
}
