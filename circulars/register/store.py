"""The register of outgoing letters: numbers without gap and without double, and their letters."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.model.errors import RegisterError
from circulars.register import refusals, rows
from circulars.register.book_keeping import Clerk
from circulars.register.database import TIMEOUT, Database
from circulars.register.entries import Book, Entry, Made, Number, Query, Request, Series, Status
from circulars.register.import_rows import take_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from circulars.register.entries import Change

# Offices count days where they stand.  Thailand has been at UTC+7 without summer time since 1920.
BANGKOK: Final = dt.timezone(dt.timedelta(hours=7))
_NOT_SENT: Final = frozenset({Status.RESERVED, Status.TAKEN, Status.SIGNED})
_LIVE: Final = frozenset({*_NOT_SENT, Status.SENT})
_MOST: Final = 10_000  # numbers reserved at once; more is a slip of the finger


class Register:
    """An open register; each method is one transaction.

    `actor` is who stands in the history, `clock` gives the moment of each deed.  May be shared
    by threads; every process opens its own.
    """

    def __init__(self, database: Database, *, actor: str, clock: Callable[[], dt.datetime]) -> None:
        self._database = database
        self._actor = actor
        self._clock = clock

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def by(self, actor: str) -> Register:
        """Return this register at the hands of `actor`; it closes with this one."""
        return Register(self._database, actor=actor, clock=self._clock)

    @property
    def place(self) -> str:
        """Where the register is, without a password."""
        return self._database.place

    @property
    def today(self) -> dt.date:
        """The day in Thailand."""
        return self._clock().astimezone(BANGKOK).date()

    def take(self, request: Request, *, number: int | None = None, new_year: bool = False) -> Entry:
        """Return the line of a letter that gets the next number of its book.

        The same key gets the same line again.  `number` chooses a reserved one, one that an
        imported register left out, or the next.  Raises :exc:`RegisterError` where a gap or a
        double would come, where the year is closed, and where an earlier one is still open and
        `new_year` is not given.
        """
        self._refuse_incomplete([request])
        with self._work() as clerk:
            if number is not None:
                return clerk.take_at(request, number, new_year=new_year)
            (entry,) = clerk.enter([request], Status.TAKEN, new_year=new_year)
            if entry.status is Status.RESERVED:  # held for this letter before
                return clerk.take_at(request, entry.number.serial, new_year=new_year)
            return entry

    def hold(self, requests: Sequence[Request], *, new_year: bool = False) -> tuple[Entry, ...]:
        """Return a line for each letter about to be made, its number reserved for that letter.

        All in one transaction, in their order; a key that has a number keeps it.
        """
        self._refuse_incomplete(requests)
        with self._work() as clerk:
            return tuple(clerk.enter(requests, Status.RESERVED, new_year=new_year))

    def hold_at(
        self, placed: Sequence[tuple[Request, int]], *, new_year: bool = False
    ) -> tuple[Entry, ...]:
        """Return a line for each letter about to be made that has its number already.

        As :meth:`hold`, all in one transaction; each letter needs a key.  Raises
        :exc:`RegisterError` for a number that anybody else has, and where a gap would come.
        """
        self._refuse_incomplete([request for request, _ in placed])
        with self._work() as clerk:
            ordered = sorted({*placed}, key=lambda each: (each[0].book, each[1]))
            held = {each: clerk.hold_at(*each, new_year=new_year) for each in ordered}
        return tuple(held[each] for each in placed)

    def confirm(self, made: Sequence[Made]) -> tuple[Entry, ...]:
        """Return the lines of letters that :meth:`hold` reserved and that are made now.

        A letter made again keeps its status and gets the new file, digest and text.
        """
        with self._work() as clerk:
            by_number = {each.number: each for each in made}
            lines = [(old, _made(old, by_number[old.number])) for old in clerk.lines([*by_number])]
            return tuple(clerk.change_all(lines, "confirm", _LIVE))

    def reserve(
        self,
        book: Book,
        count: int,
        *,
        holder: str,
        reason: str,
        until: dt.date | None = None,
        new_year: bool = False,
    ) -> tuple[Entry, ...]:
        """Return `count` lines, one number after the other, kept for `holder` until used."""
        self._refuse_reservation(book, count, holder=holder, reason=reason, until=until)
        with self._work() as clerk:
            row = clerk.book(book, new_year=new_year)
            lines = [
                Entry(
                    number=Number(book=book, serial=serial),
                    status=Status.RESERVED,
                    registered=clerk.now.date(),
                    holder=holder.strip(),
                    reason=reason.strip(),
                    until=until,
                )
                for serial in rows.count_up(clerk.connection, row, count)
            ]
            clerk.add(row, lines, "reserve")
        return tuple(lines)

    def sign(self, numbers: Sequence[Number], *, on: dt.date) -> tuple[Entry, ...]:
        """Return the lines of letters signed on the day `on`."""
        with self._work() as clerk:
            lines = [
                (old, replace(old, status=Status.SIGNED, signed=on)) for old in clerk.lines(numbers)
            ]
            return tuple(clerk.change_all(lines, "sign", {Status.TAKEN}))

    def send(self, numbers: Sequence[Number], *, on: dt.date) -> tuple[Entry, ...]:
        """Return the lines of letters sent on the day `on`."""
        with self._work() as clerk:
            lines = [
                (old, replace(old, status=Status.SENT, sent=on)) for old in clerk.lines(numbers)
            ]
            return tuple(clerk.change_all(lines, "send", {Status.TAKEN, Status.SIGNED}))

    def cancel(self, numbers: Sequence[Number], *, reason: str) -> tuple[Entry, ...]:
        """Return the cancelled lines: they stay, and nobody gets their numbers again.

        The letter gives its key up, so it can have another number.
        """
        if not reason.strip():
            raise RegisterError(refusals.incomplete("--reason", "การยกเลิกต้องมีเหตุผล"))
        with self._work() as clerk:
            lines = [
                (old, replace(old, status=Status.CANCELLED, reason=reason.strip(), key=""))
                for old in clerk.lines(numbers)
            ]
            return tuple(clerk.change_all(lines, "cancel", _NOT_SENT))

    def amend(self, number: Number, **parts: str | dt.date) -> Entry:
        """Return the line with `parts` put right: date, subject, recipient, sender, action, note.

        The history keeps what stood there.
        """
        with self._work() as clerk:
            (old,) = clerk.lines([number])
            new = replace(old, **parts)  # type: ignore[arg-type] # names and kinds of Entry
            if new.date is not None and new.date.year != number.book.year:
                raise RegisterError(refusals.other_year(old))
            if not new.subject.strip() and old.subject:
                raise RegisterError(refusals.incomplete(str(number), "เรื่องของหนังสือว่างไม่ได้"))
            return clerk.change_all([(old, new)], "amend", _LIVE)[0]

    def search(self, query: Query) -> tuple[Entry, ...]:
        """Return the lines that `query` asks for, by unit, year, series and number."""
        with self._database.reading() as connection:
            return tuple(rows.find_entries(connection, query))

    def newest(self, query: Query, *, skip: int, most: int) -> tuple[tuple[Entry, ...], int]:
        """Return a page of the lines that `query` asks for, the newest first, and their count.

        The page begins after `skip` lines and has `most` at most.
        """
        with self._database.reading() as connection:
            found, count = rows.newest_entries(connection, query, skip=skip, most=most)
        return tuple(found), count

    def line(self, number: Number) -> Entry:
        """Return the line of `number`; :exc:`RegisterError` where nobody has it."""
        with self._database.reading() as connection:
            found = rows.entries_at(connection, [number])
        if number not in found:
            raise RegisterError(refusals.unknown(number))
        return found[number]

    def known(self, key: str) -> Entry | None:
        """Return the line of the letter that is known by `key`; None where it has no number."""
        with self._database.reading() as connection:
            return rows.entries_of_keys(connection, [key]).get(key)

    def years(self) -> tuple[int, ...]:
        """Return the years (Gregorian) of which there are numbers, the latest first."""
        with self._database.reading() as connection:
            return tuple(rows.years(connection))

    def next_serials(self, series: Series) -> dict[Book, int | None]:
        """Return the number that each book of `series` would give next; none is taken.

        A closed book gives none.
        """
        with self._database.reading() as connection:
            return rows.next_serials(connection, series)

    def history(self, number: Number) -> tuple[Change, ...]:
        """Return who did what to `number` when; :exc:`RegisterError` where nobody has it."""
        with self._database.reading() as connection:
            changes = rows.history_of(connection, number)
        if not changes:
            raise RegisterError(refusals.unknown(number))
        return changes

    def close_year(self, owner: str, year: int) -> tuple[Book, ...]:
        """Close a unit's year: no series gives numbers of it any more; return the books that did.

        Lines can still be signed, sent and put right.  Raises :exc:`RegisterError` while
        numbers are only reserved.
        """
        with self._work() as clerk:
            books = rows.books_of_year(clerk.connection, owner, year)
            if not books:
                raise RegisterError(refusals.year_unknown(owner, year))
            asked = Query(owner=owner, year=year, statuses=frozenset({Status.RESERVED}))
            reserved = [*rows.find_entries(clerk.connection, asked)]
            if reserved:
                raise RegisterError(refusals.year_unfinished(reserved[0].number.book, reserved))
            for series in Series:
                book = Book(owner=owner, year=year, series=series)
                if rows.locked_book(clerk.connection, book) is None:  # never begun, nor will be
                    rows.add_book(clerk.connection, book)
                rows.close_book(clerk.connection, book)
                row, done = rows.book_id(clerk.connection, book), clerk.done("close")
                rows.record(clerk.connection, row, [(None, {})], done=done)
            return tuple(books)

    def take_over(
        self, entries: Sequence[tuple[str, Entry]], *, dry_run: bool = False
    ) -> tuple[Entry, ...]:
        """Add lines of an older register, each with its place there, and count on after them.

        All or none; :exc:`RegisterError` with every number that has a line already.  A
        `dry_run` says the same and leaves the register as it is.
        """
        with self._work() as clerk:
            taken = take_over(clerk, entries)
            if dry_run:
                clerk.connection.rollback()
        return taken

    def back_up(self, target: Path) -> None:
        """Write the register as it stands now into the new file `target` (SQLite alone)."""
        self._database.copy_to(target)

    @contextmanager
    def _work(self) -> Iterator[Clerk]:
        with self._database.writing() as connection:
            now = self._clock().astimezone(BANGKOK)
            yield Clerk(connection=connection, actor=self._actor, now=now)

    def _refuse_incomplete(self, requests: Sequence[Request]) -> None:
        for request in requests:
            if not request.subject.strip() or not request.owner.strip():
                what = "ไม่มีเรื่อง" if request.owner.strip() else "ไม่มีหน่วยงาน"
                where = str(request.book)
                raise RegisterError(refusals.incomplete(where, f"{what}ของหนังสือที่ขอเลข"))

    def _refuse_reservation(
        self, book: Book, count: int, *, holder: str, reason: str, until: dt.date | None
    ) -> None:
        faults = []
        if not 0 < count <= _MOST:
            faults.append(f"จองได้ครั้งละ 1 ถึง {_MOST:,} เลข ไม่ใช่ {count:,}")
        if not holder.strip() or not reason.strip():
            faults.append("การจองต้องบอกว่าจองให้ใคร และเพราะเหตุใด")
        if until is not None and until < self.today:
            faults.append("วันสุดท้ายของการจองผ่านไปแล้ว")
        if faults:
            raise RegisterError(*(refusals.incomplete(str(book), fault) for fault in faults))


def _made(old: Entry, made: Made) -> Entry:
    status = Status.TAKEN if old.status is Status.RESERVED else old.status
    new = replace(old, status=status, file=made.file, sha256=made.sha256)
    if made.request is None:
        return new
    said = made.request
    return replace(
        new,
        date=said.date if said.date.year == old.number.book.year else old.date,
        subject=said.subject,
        recipient=said.recipient,
        sender=said.sender,
    )


def open_register(
    address: str, *, actor: str, clock: Callable[[], dt.datetime], timeout: float = TIMEOUT
) -> Register:
    """Return the register at `address`: a SQLite file, or ``postgresql://…``.

    Tables of an older program are brought up to date.  Raises :exc:`RegisterError` where there
    is none, or it cannot be used; others are waited for `timeout` seconds at most.
    """
    return _opened(address, actor=actor, clock=clock, timeout=timeout, make=False)


def create_register(
    address: str, *, actor: str, clock: Callable[[], dt.datetime], timeout: float = TIMEOUT
) -> Register:
    """Return the register at `address`, made where there is none yet."""
    return _opened(address, actor=actor, clock=clock, timeout=timeout, make=True)


def _opened(
    address: str, *, actor: str, clock: Callable[[], dt.datetime], timeout: float, make: bool
) -> Register:
    database = Database(address, timeout=timeout)
    try:
        if make:
            database.make()
        database.open()
    except BaseException:
        database.close()
        raise
    return Register(database, actor=actor, clock=clock)
