"""The tables: from nothing, from an older program, from a newer one, and strange ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from circulars.model.errors import RegisterError
from circulars.register import Query
from circulars.register.database import HEAD
from circulars.register.migrations import VERSION_TABLE, scripts, upgrade
from circulars.register.tables import METADATA
from register.shared import assert_whole, created, opened, query, request

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine


def engine_of(address: str) -> Engine:
    """Return an engine past the register's own code."""
    url = address.replace("postgresql:", "postgresql+psycopg:")
    return create_engine(url if "://" in url else f"sqlite:///{url}")


def test_the_newest_revision_is_known() -> None:
    """The program takes for current what its last migration leaves."""
    assert scripts().get_current_head() == HEAD


def test_migrations_lead_to_the_tables_in_use(address: str) -> None:
    """From an empty database the migrations make exactly the tables that the program uses."""
    created(address).close()
    engine = engine_of(address)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, METADATA)
    engine.dispose()


def test_a_register_of_an_older_program_is_brought_up_to_date(address: str) -> None:
    """Opening it keeps its lines, counts on, and puts up the guards that it lacked."""
    engine = engine_of(address)
    with engine.begin() as connection:
        upgrade(connection, to="1")
    engine.dispose()
    query(
        address,
        "INSERT INTO register_books (owner, year, series, last, closed)"
        " VALUES ('พย 0019.2', 2025, 'ordinary', 1, false)",
    )
    query(
        address,
        "INSERT INTO register_entries (book, serial, status, registered, date, subject, recipient,"
        " sender, action, note, holder, reason, file, sha256) VALUES"
        " (1, 1, 'taken', '2025-03-10', '2025-03-10', 'เดิม', '', '', '', '', '', '', '', '')",
    )
    query(
        address,
        "INSERT INTO register_history (at, actor, action, book, serial, details)"
        " VALUES ('2025-03-10T02:00:00+00:00', 'มาลี', 'take', 1, 1, '{}')",
    )
    with opened(address) as register:
        assert 2 == register.take(request()).number.serial
        assert ["เดิม", "สรุปยอดจำหน่าย"] == [each.subject for each in register.search(Query())]
    assert_whole(address)
    with pytest.raises(DBAPIError):
        query(address, "DELETE FROM register_history")


def test_a_register_of_a_newer_program_is_left_alone(address: str) -> None:
    """A revision that this program does not know is refused, not touched."""
    created(address).close()
    query(address, "UPDATE register_version SET version_num = '99'")
    for use in (opened, created):
        with pytest.raises(RegisterError) as error:
            use(address)
        assert ["register-newer"] == [finding.code for finding in error.value.findings]
    assert [("99",)] == query(address, "SELECT version_num FROM register_version")


def test_no_register_is_made_by_opening_one(address: str, tmp_path: Path) -> None:
    """A name typed wrongly gives no new register that begins with 1 again."""
    with pytest.raises(RegisterError) as error:
        opened(address)
    assert ["register-missing"] == [finding.code for finding in error.value.findings]
    assert [] == [*tmp_path.iterdir()]


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    """A SQLite file with tables of something else is no register, and stays as it is."""
    path = tmp_path / "other.sqlite"
    query(str(path), "CREATE TABLE photos (id INTEGER)")
    before = path.read_bytes()
    for use in (opened, created):
        with pytest.raises(RegisterError) as error:
            use(str(path))
        assert ["register-damaged"] == [finding.code for finding in error.value.findings]
    assert before == path.read_bytes()


def test_a_second_create_changes_nothing(address: str) -> None:
    """Creating a register that is there opens it."""
    with created(address) as first, created(address) as second:
        first.take(request())
        assert 2 == second.take(request()).number.serial
