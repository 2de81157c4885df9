"""Registers to test on: each test of `address` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from register.shared import created

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.register import Register
    from register.servers import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give where a register can be made: a file, and a database of the server."""
    if request.param == "sqlite":
        yield str(tmp_path / "register.sqlite")
        return
    server: Server = request.getfixturevalue("database_server")
    with server.lent_database() as database:
        yield database


@pytest.fixture
def register(address: str) -> Iterator[Register]:
    """Give a new register."""
    with created(address) as register:
        yield register
