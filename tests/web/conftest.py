"""The service to ask: for one person, and with accounts of two offices."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Protocol

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import insert
from support import EXAMPLES

from circulars.clock import now
from circulars.service.accounts import passwords
from circulars.service.accounts.accounts import new_account
from circulars.service.accounts.tables import OFFICES
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

    from circulars.service.service import Service

ADDRESS = "http://127.0.0.1:8000"
SECOND_OFFICE = "0" * 15 + "2"
PASSWORD = "ทุ่งนาสีเขียวหน้าฝน"


class LogIn(Protocol):
    """Gives a client in which somebody of that role is logged in."""

    def __call__(self, role: Role = Role.ADMIN, *, office: str = FIRST_OFFICE) -> TestClient:
        """Return it; the login is the role, of the second office with a 2."""


@pytest.fixture(scope="session", autouse=True)
def _lent_workers(lent_workers: None) -> None:
    """Have every service here begin with the processes of one that is over."""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with the office of the examples, twice."""
    folder = tmp_path / "data"
    for office in (FIRST_OFFICE, SECOND_OFFICE):
        profile = DataFolder(folder).office(office).profile
        profile.parent.mkdir(parents=True)
        shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    return folder


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    """Give a client of a service for one person; it sends the token that changes need."""
    with TestClient(create_app(Settings(data=data)), base_url=ADDRESS) as client:
        bring_csrf(client)
        yield client


@pytest.fixture
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passwords cost little: what argon2 is worth is tested elsewhere."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    nobodys = quick.hash("that of an unknown login")
    monkeypatch.setattr(passwords, "_HASHER", quick)
    monkeypatch.setattr(passwords, "_nobodys", lambda: nobodys)


@pytest.fixture
def app(data: Path, quick_passwords: None) -> Iterator[FastAPI]:  # noqa: ARG001 # for its effect
    """Give a service with accounts: of each role one in each of two offices."""
    app = create_app(Settings(data=data, accounts=True))
    with TestClient(app, base_url=ADDRESS):
        people(app.state.service)
        yield app


@pytest.fixture
def accounts_client(app: FastAPI) -> LogIn:
    """Return a function that gives clients of a service with accounts, logged in by role."""

    def logged_in(role: Role = Role.ADMIN, *, office: str = FIRST_OFFICE) -> TestClient:
        client = TestClient(app, base_url=ADDRESS)
        log_in(client, role.value if office == FIRST_OFFICE else f"{role.value}2")
        bring_csrf(client)
        return client

    return logged_in


def people(service: Service) -> None:
    """Make two offices with one person of each role."""
    kept = passwords.hash_of(PASSWORD)
    with service.access.storage.writing() as connection:
        for number, office in (("", FIRST_OFFICE), ("2", SECOND_OFFICE)):
            connection.execute(
                insert(OFFICES).values(id=office, name=f"สำนักงาน {office}", created=now())
            )
            for role in Role:
                name, login = f"{role.thai}{number}", f"{role.value}{number}"
                new_account(
                    connection, now(), office=office, name=name, login=login, role=role, kept=kept
                )


def log_in(client: TestClient, login: str, password: str = PASSWORD) -> None:
    """Log in as a person does, by the form."""
    token = csrf_in(client.get("/login").text)
    form = {"login": login, "password": password, "csrf": token}
    assert 303 == client.post("/login", data=form, follow_redirects=False).status_code


def bring_csrf(client: TestClient) -> None:
    """Have the client send the token of its session with everything."""
    client.headers["X-CSRF-Token"] = csrf_in(client.get("/account").text)


def csrf_in(page: str) -> str:
    """Return the token that a page has for its forms."""
    found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', page)
    assert found, page
    return found[1]
