"""The database itself refuses what a register must not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy.exc import DBAPIError

from register.shared import created, number, query, request

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.register import Register

FORBIDDEN = [
    "UPDATE register_history SET actor = 'ผู้อื่น'",
    "DELETE FROM register_history",
    "DELETE FROM register_entries WHERE serial = 2",
    "UPDATE register_entries SET serial = 9 WHERE serial = 2",
    "UPDATE register_entries SET status = 'taken' WHERE status = 'cancelled'",
    "DELETE FROM register_books",
    "UPDATE register_books SET last = last - 1",
    "UPDATE register_books SET owner = 'กท 1'",
    "INSERT INTO register_entries SELECT * FROM register_entries WHERE serial = 2",
]
OF_SQLITE = [
    "INSERT OR REPLACE INTO register_history SELECT * FROM register_history",
    "INSERT OR REPLACE INTO register_entries SELECT * FROM register_entries WHERE serial = 2",
    "UPDATE OR REPLACE register_entries SET key = 'ก' WHERE serial = 2",
    "INSERT OR REPLACE INTO register_books SELECT * FROM register_books",
]
OF_POSTGRESQL = [
    "TRUNCATE register_history",
    "TRUNCATE register_entries",
    "TRUNCATE register_books CASCADE",
]


def dump(address: str) -> list[list[tuple[object, ...]]]:
    """Return all that the register holds."""
    tables = ("register_books", "register_entries", "register_history")
    return [query(address, f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_raw_sql_cannot_rewrite_the_register(register: Register, address: str) -> None:
    """History only grows, numbers stay and stay cancelled, counters run up: for raw SQL too."""
    register.take(request(key="ก"))
    register.take(request(key="ข"))
    register.take(request())
    register.cancel([number(3)], reason="ผิด")
    before = dump(address)
    for statement in FORBIDDEN + (OF_POSTGRESQL if "://" in address else OF_SQLITE):
        with pytest.raises(DBAPIError):
            query(address, statement)
        assert before == dump(address), statement


def test_a_number_is_still_given_after_all_this(tmp_path: Path) -> None:
    """The guards are in nobody's way who uses the register as it is meant."""
    with created(str(tmp_path / "register.sqlite")) as register:
        register.take(request())
        register.cancel([number(1)], reason="ผิด")
        assert 2 == register.take(request()).number.serial
