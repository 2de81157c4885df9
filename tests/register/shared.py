"""What the tests of the register share: a fixed clock, requests, what must always hold."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, text

from circulars.register import Book, Number, Request, Series, create_register, open_register

if TYPE_CHECKING:
    from circulars.register import Register

OWNER = "พย 0019.2"
MOMENT = dt.datetime(2025, 3, 11, 2, 30, tzinfo=dt.UTC)  # half past nine in Thailand
TODAY = dt.date(2025, 3, 11)


def clock() -> dt.datetime:
    """Return the one moment at which the tests take place."""
    return MOMENT


def request(**said: Any) -> Request:
    """Return a request for a number, as usual where it does not say else."""
    return Request(**{"owner": OWNER, "date": TODAY, "subject": "สรุปยอดจำหน่าย", **said})


def book(year: int = 2025, series: Series = Series.ORDINARY, owner: str = OWNER) -> Book:
    """Return a book of the register."""
    return Book(owner=owner, year=year, series=series)


def number(serial: int, year: int = 2025, series: Series = Series.ORDINARY) -> Number:
    """Return a number of a book."""
    return Number(book=book(year, series), serial=serial)


def opened(address: str, *, actor: str = "มาลี", timeout: float = 30) -> Register:
    """Return the register at `address`, opened."""
    return open_register(address, actor=actor, clock=clock, timeout=timeout)


def created(address: str) -> Register:
    """Return a new register at `address`."""
    return create_register(address, actor="มาลี", clock=clock)


def query(address: str, statement: str) -> list[tuple[Any, ...]]:
    """Return what `statement` gives, past the register's own code."""
    url = address.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")
    try:
        with engine.begin() as connection:
            result = connection.execute(text(statement))
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def assert_whole(address: str) -> None:
    """Fail unless every book has each number up to its last once, with its history."""
    for book_id, last in query(address, "SELECT id, last FROM register_books"):
        entries = query(
            address, f"SELECT serial FROM register_entries WHERE book = {book_id} ORDER BY serial"
        )
        assert [(serial,) for serial in range(1, last + 1)] == entries
        told = query(
            address,
            f"SELECT serial FROM register_history WHERE book = {book_id} AND action IN"
            " ('take', 'hold', 'reserve') ORDER BY serial",
        )
        assert entries == told
