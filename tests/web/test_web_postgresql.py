"""A service for an office server: accounts and registers on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from circulars.service.accounts.links import admin_link
from circulars.service.accounts.offices import add_office
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS, csrf_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from register.servers import Server

PASSWORD = "ทุ่งนาสีเขียวหน้าฝน"


@pytest.fixture
def app(
    tmp_path: Path,
    database_server: Server,
    quick_passwords: None,  # noqa: ARG001 # for its effect
) -> Iterator[FastAPI]:
    """Give a service on PostgreSQL that nobody has set up."""
    database = database_server.new_database()
    app = create_app(Settings(data=tmp_path / "data", database=database, accounts=True))
    with TestClient(app, base_url=ADDRESS):
        yield app


def admin_of(app: FastAPI, office: str, login: str) -> TestClient:
    """Return a client in which the first admin of a new office is logged in."""
    access = app.state.service.access
    path = f"/setup/{admin_link(access, add_office(access, office))}"
    client = TestClient(app, base_url=ADDRESS)
    form = {"name": f"คุณ {login}", "login": login, "password": PASSWORD}
    form["csrf"] = csrf_in(client.get(path).text)
    assert 200 == client.post(path, data=form).status_code
    return client


def test_two_offices_on_one_server(app: FastAPI) -> None:
    """Each sees its own people and deeds; pages open; a lost session leads to the login."""
    phayao = admin_of(app, "สำนักงานพัฒนาชุมชนจังหวัดพะเยา", "phayao")
    nan = admin_of(app, "สำนักงานพัฒนาชุมชนจังหวัดน่าน", "nan")
    for client, own, other in ((phayao, "คุณ phayao", "คุณ nan"), (nan, "คุณ nan", "คุณ phayao")):
        for path in ("/people", "/people/deeds"):
            page = client.get(path).text
            assert (True, False) == (own in page, other in page)
        assert 200 == client.get("/register").status_code
    phayao.cookies.clear()
    assert 303 == phayao.get("/people", follow_redirects=False).status_code
