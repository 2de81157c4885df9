"""The database of the service to test on: SQLite and PostgreSQL, at a moment that a test sets."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from circulars.service.accounts import passwords
from circulars.service.accounts.access import open_access
from circulars.service.settings import Settings
from service.making_service import DAY, open_desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from register.servers import Server

    from circulars.service.accounts.access import Access
    from service.making_service import Desk


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = dt.datetime(2025, 3, 11, 2, 30, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        """Return the moment."""
        return self.now

    def go_on(self, **how_long: float) -> None:
        """Let time pass: ``minutes=5``."""
        self.now += dt.timedelta(**how_long)


@pytest.fixture(scope="session", autouse=True)
def _lent_workers(lent_workers: None) -> None:
    """Have every service here begin with the processes of one that is over."""


@pytest.fixture
def clock() -> Clock:
    """Return a clock."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """Give the settings of a service with accounts, on each kind of database."""
    if request.param == "sqlite":
        yield Settings(data=tmp_path / "data", accounts=True)
        return
    server: Server = request.getfixturevalue("database_server")
    with server.lent_database() as database:
        yield Settings(data=tmp_path / "data", database=database, accounts=True)


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passwords cost little: what argon2 is worth is tested by itself."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    nobodys = quick.hash("that of an unknown login")
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "_nobodys", lambda: nobodys)


@pytest.fixture
def access(settings: Settings, clock: Clock, quick_passwords: None) -> Iterator[Access]:  # noqa: ARG001 # for its effect
    """Give the database of people, empty."""
    with open_access(settings, clock=clock) as access:
        yield access


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Open one service for all tests of a module: its processes stay warm."""
    with open_desk(tmp_path_factory.mktemp("data")) as desk:
        yield desk


@pytest.fixture
def desk(opened: Desk) -> Desk:
    """Return the service on the day of the printed letter."""
    opened.now = DAY
    return opened
