"""Entries, books and history as rows of the tables; every function works in a transaction."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, RowMapping, and_, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from circulars.register.entries import Book, Change, Entry, Number, Query, Series, Status
from circulars.register.tables import BOOKS, ENTRIES, HISTORY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Select

_PARTS: Final = tuple(part.name for part in fields(Entry) if part.name != "number")
_SEARCHED: Final = ("subject", "recipient", "sender", "action", "note", "holder", "reason", "file")
_CHUNK: Final = 5000  # keys asked for at once; both databases take more


def _is(book: Book) -> ColumnElement[bool]:
    return and_(
        BOOKS.c.owner == book.owner, BOOKS.c.year == book.year, BOOKS.c.series == book.series.value
    )


def locked_book(connection: Connection, book: Book) -> RowMapping | None:
    """Return the row of `book`, kept for this transaction alone; None where there is none."""
    found = select(BOOKS).where(_is(book)).with_for_update()
    return connection.execute(found).mappings().one_or_none()


def add_book(connection: Connection, book: Book) -> None:
    """Add `book`, unless another client was faster."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    values = {"owner": book.owner, "year": book.year, "series": book.series.value}
    new = dialect.insert(BOOKS).values(**values, last=0, closed=False)
    connection.execute(new.on_conflict_do_nothing())


def book_id(connection: Connection, book: Book) -> int:
    """Return the row of a book that is there."""
    found: int = connection.execute(select(BOOKS.c.id).where(_is(book))).scalar_one()
    return found


def other_books(connection: Connection, book: Book) -> list[tuple[Book, bool]]:
    """Return the books of the same unit and series in other years, and whether each is closed."""
    asked = (
        select(BOOKS)
        .where(BOOKS.c.owner == book.owner, BOOKS.c.series == book.series.value)
        .where(BOOKS.c.year != book.year)
        .order_by(BOOKS.c.year)
    )
    return [(_book(row), row["closed"]) for row in connection.execute(asked).mappings()]


def books_of_year(connection: Connection, owner: str, year: int) -> list[Book]:
    """Return the books of one unit and year that have numbers, kept for this transaction alone."""
    of_year = (BOOKS.c.owner == owner, BOOKS.c.year == year, BOOKS.c.last > 0)
    asked = select(BOOKS).where(*of_year).with_for_update()
    return [_book(row) for row in connection.execute(asked.order_by(BOOKS.c.id)).mappings()]


def count_up(connection: Connection, book_id: int, count: int) -> range:
    """Return the next `count` numbers of the book; nobody else gets them."""
    changed = update(BOOKS).where(BOOKS.c.id == book_id).values(last=BOOKS.c.last + count)
    last: int = connection.execute(changed.returning(BOOKS.c.last)).scalar_one()
    return range(last - count + 1, last + 1)


def last_of(connection: Connection, book_id: int) -> int:
    """Return the highest number of the book in use, 0 in a new one."""
    last: int = connection.execute(select(BOOKS.c.last).where(BOOKS.c.id == book_id)).scalar_one()
    return last


def next_serials(connection: Connection, series: Series) -> dict[Book, int | None]:
    """Return the next number of each book of `series`; None for a closed one."""
    found = connection.execute(select(BOOKS).where(BOOKS.c.series == series.value)).mappings()
    return {_book(row): None if row["closed"] else row["last"] + 1 for row in found}


def raise_counter(connection: Connection, book_id: int, serial: int) -> None:
    """Let the book go on after `serial`, if it is not further already."""
    further = update(BOOKS).where(BOOKS.c.id == book_id, BOOKS.c.last < serial)
    connection.execute(further.values(last=serial))


def close_book(connection: Connection, book: Book) -> None:
    """Take no more numbers from `book`."""
    connection.execute(update(BOOKS).where(_is(book)).values(closed=True))


def add_entries(connection: Connection, book_id: int, entries: Sequence[Entry]) -> None:
    """Add the lines of one book."""
    if entries:
        connection.execute(insert(ENTRIES), [_values(entry, book_id) for entry in entries])


def change_entries(connection: Connection, book_id: int, entries: Sequence[Entry]) -> None:
    """Write `entries` over the lines of their numbers in one book."""
    here = (ENTRIES.c.book == bindparam("of_book")) & (ENTRIES.c.serial == bindparam("at"))
    if entries:
        connection.execute(
            update(ENTRIES).where(here),
            [
                {**_values(entry, book_id), "of_book": book_id, "at": entry.number.serial}
                for entry in entries
            ],
        )


def entries_at(connection: Connection, numbers: Iterable[Number]) -> dict[Number, Entry]:
    """Return the lines of `numbers`, kept for this transaction alone; those that are there."""
    found: dict[Number, Entry] = {}
    for book, own in groupby(sorted({*numbers}), key=lambda number: number.book):
        serials = [number.serial for number in own]
        for start in range(0, len(serials), _CHUNK):
            some = ENTRIES.c.serial.in_(serials[start : start + _CHUNK])
            # In one order for all, so that two who want the same lines never wait for each other.
            asked = _entries().where(_is(book), some).order_by(ENTRIES.c.serial)
            lines = connection.execute(asked.with_for_update(of=ENTRIES)).mappings()
            found |= {entry.number: entry for entry in map(_entry, lines)}
    return found


def entries_of_keys(connection: Connection, keys: Sequence[str]) -> dict[str, Entry]:
    """Return the lines of the letters that have a number already, by key."""
    found: dict[str, Entry] = {}
    for start in range(0, len(keys), _CHUNK):
        asked = _entries().where(ENTRIES.c.key.in_(keys[start : start + _CHUNK]))
        rows = connection.execute(asked).mappings()
        found |= {row["key"]: _entry(row) for row in rows}
    return found


def serials_of(connection: Connection, book_id: int) -> set[int]:
    """Return the numbers of the book that have a line."""
    return set(connection.scalars(select(ENTRIES.c.serial).where(ENTRIES.c.book == book_id)))


def find_entries(connection: Connection, query: Query) -> Iterator[Entry]:
    """Yield the lines that `query` asks for, by unit, year, series and number."""
    asked = _entries().where(*_conditions(query))
    order = (BOOKS.c.owner, BOOKS.c.year, BOOKS.c.series.desc(), ENTRIES.c.serial)
    yield from map(_entry, connection.execute(asked.order_by(*order)).mappings())


def newest_entries(
    connection: Connection, query: Query, *, skip: int, most: int
) -> tuple[list[Entry], int]:
    """Return at most `most` of the lines that `query` asks for, and how many there are in all.

    The last ones of the latest year come first, after the first `skip`.
    """
    order = (BOOKS.c.year.desc(), ENTRIES.c.id.desc())
    # Ids alone are looked for and put in order: whole lines of a long register take much longer.
    asked = select(ENTRIES.c.id).join(BOOKS).where(*_conditions(query)).order_by(*order)
    found = connection.scalars(asked).all()
    page = ENTRIES.c.id.in_(found[skip : skip + most])
    lines = connection.execute(_entries().where(page).order_by(*order)).mappings()
    return [_entry(row) for row in lines], len(found)


def years(connection: Connection) -> list[int]:
    """Return the years of which there are books, the latest first."""
    found = select(BOOKS.c.year).where(BOOKS.c.last > 0).distinct().order_by(BOOKS.c.year.desc())
    return [*connection.scalars(found)]


def _conditions(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.text:
        said = [ENTRIES.c[name].icontains(query.text, autoescape=True) for name in _SEARCHED]
        yield or_(*said, *([] if query.serial is None else [ENTRIES.c.serial == query.serial]))
    if query.owner:
        yield BOOKS.c.owner == query.owner
    if query.year is not None:
        yield BOOKS.c.year == query.year
    if query.series is not None:
        yield BOOKS.c.series == query.series.value
    if query.statuses or query.overdue_on is not None:
        yield or_(*_far(query))
    if query.recipient:
        yield ENTRIES.c.recipient.icontains(query.recipient, autoescape=True)


def _far(query: Query) -> Iterator[ColumnElement[bool]]:
    """Yield how far a letter may be: one of the statuses, or reserved for too long."""
    yield ENTRIES.c.status.in_(sorted(status.value for status in query.statuses))
    if query.overdue_on is not None:
        is_reserved = ENTRIES.c.status == Status.RESERVED.value
        yield and_(is_reserved, ENTRIES.c.until < query.overdue_on)


def record(
    connection: Connection,
    book_id: int,
    changes: Iterable[tuple[int | None, Mapping[str, object]]],
    *,
    done: Mapping[str, str],
) -> None:
    """Add to the history what was `done` (at, actor, action) to each number of a book."""
    rows = [
        {**done, "book": book_id, "serial": serial, "details": json.dumps(said, ensure_ascii=False)}
        for serial, said in changes
    ]
    if rows:
        connection.execute(insert(HISTORY), rows)


def history_of(connection: Connection, number: Number) -> tuple[Change, ...]:
    """Return what was done to `number`, the first first."""
    asked = (
        select(HISTORY)
        .join(BOOKS)
        .where(_is(number.book), HISTORY.c.serial == number.serial)
        .order_by(HISTORY.c.id)
    )
    return tuple(
        Change(
            at=dt.datetime.fromisoformat(row["at"]),
            actor=row["actor"],
            action=row["action"],
            details=json.loads(row["details"]),
        )
        for row in connection.execute(asked).mappings()
    )


def plain(entry: Entry) -> dict[str, Any]:
    """Return the parts of `entry` that say something, as JSON takes them, without its number."""
    said = {name: getattr(entry, name) for name in _PARTS}
    return {
        name: value.isoformat() if isinstance(value, dt.date) else str(value)
        for name, value in said.items()
        if value not in {None, ""}
    }


def differences(old: Entry, new: Entry) -> dict[str, list[str]]:
    """Return what changed from `old` to `new`: for each part what it was and became."""
    before, after = plain(old), plain(new)
    return {
        name: [before.get(name, ""), after.get(name, "")]
        for name in _PARTS
        if before.get(name) != after.get(name)
    }


def _entries() -> Select[Any]:
    return select(ENTRIES, BOOKS.c.owner, BOOKS.c.year, BOOKS.c.series).join(BOOKS)


def _book(row: RowMapping) -> Book:
    return Book(owner=row["owner"], year=row["year"], series=Series(row["series"]))


def _entry(row: RowMapping) -> Entry:
    said = {name: row[name] for name in _PARTS}
    said |= {"key": row["key"] or "", "status": Status(row["status"])}
    return Entry(number=Number(book=_book(row), serial=row["serial"]), **said)


def _values(entry: Entry, book_id: int) -> dict[str, Any]:
    said = {name: getattr(entry, name) for name in _PARTS}
    own = {"book": book_id, "serial": entry.number.serial, "key": entry.key or None}
    return {**said, **own, "status": entry.status.value}
