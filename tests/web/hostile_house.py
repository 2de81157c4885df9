"""A service with two offices to be attacked: who asks it, and what is on its disk."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from support import EXAMPLES, TEMPLATES

from circulars.register import Request
from circulars.service.accounts import passwords
from circulars.service.accounts.tokens import new_token, revoke, tokens_of
from circulars.service.jobs import known
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.service import open_service
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS, SECOND_OFFICE, bring_csrf, log_in, people

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from httpx2 import Response

    from circulars.service.service import Service

BOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
TYPE: Final = "otop_monthly_sales"
LETTER: Final = TEMPLATES / TYPE / "letter.docx"
NOON: Final = dt.datetime(2025, 3, 11, 5, tzinfo=dt.UTC)
# What SQLite writes as it works; everything else in the data folder is counted.
_PASSING: Final = ("-wal", "-shm", "-journal")


@dataclass(slots=True, kw_only=True)
class House:
    """The service, everybody who asks it, and the things of the other office."""

    app: FastAPI
    service: Service
    data: Path
    now: list[dt.datetime]  # the clock: the last one
    admin: TestClient  # of the first office, the attacker
    staff: TestClient
    other: TestClient  # admin of the second office
    nobody: TestClient
    token: str  # of the first office, an editor
    staff_token: str
    revoked: str
    things: dict[str, str] = field(default_factory=dict)  # of the second office: kind to id

    def client(self) -> TestClient:
        """Return another browser in which nobody is logged in."""
        return TestClient(self.app, base_url=ADDRESS, raise_server_exceptions=False)

    def files(self) -> set[str]:
        """Return the files in the data folder, apart from databases at work and the cache.

        Of a job that failed only what it was asked is kept, so that people see why: no letter.
        The list of jobs that are over can be made again, like the cache.
        """
        failed = {
            str(path.parent)
            for path in self.data.glob("offices/*/jobs/*/outcome.json")
            if json.loads(path.read_text("utf-8"))["state"] == "failed"
            and not any(path.parent.glob("out/*"))
        }
        return {
            str(path.relative_to(self.data))
            for path in self.data.rglob("*")
            if path.is_file()
            and not path.name.endswith((*_PASSING, known.FILE))
            and "/cache/" not in str(path)
            and failed.isdisjoint(map(str, path.parents))
        }

    def bearer(self, **headers: str) -> dict[str, str]:
        """Return the headers of a system that asks the API with its token."""
        return {"Authorization": f"Bearer {self.token}", **headers}


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """Give a house under attack."""
    for office in (FIRST_OFFICE, SECOND_OFFICE):
        profile = DataFolder(folder).office(office).profile
        profile.parent.mkdir(parents=True)
        shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    now = [NOON]
    settings = Settings(data=folder, accounts=True, address=ADDRESS)
    with (
        pytest.MonkeyPatch.context() as patch,
        open_service(settings, clock=lambda: now[-1]) as service,
    ):
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", cheap)
        people(service)
        app = create_app(settings, service=service)
        with TestClient(app, base_url=ADDRESS):
            house = _house(app, service, now)
            _fill(house)
            yield house


def _house(app: FastAPI, service: Service, now: list[dt.datetime]) -> House:
    def known(login: str) -> TestClient:
        client = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False)
        log_in(client, login)
        bring_csrf(client)
        return client

    [admin] = [
        account.actor
        for account in _accounts(service)
        if account.role is Role.ADMIN and account.office == FIRST_OFFICE
    ]
    tokens = {
        role: new_token(service.access, admin, name=f"ระบบ {role}", role=role)
        for role in (Role.EDITOR, Role.STAFF, Role.SECRETARY)
    }
    [gone] = [each for each in tokens_of(service.access, FIRST_OFFICE) if each.role == "secretary"]
    revoke(service.access, admin, gone.id)
    return House(
        app=app,
        service=service,
        data=service.settings.data,
        now=now,
        admin=known("admin"),
        staff=known("staff"),
        other=known("admin2"),
        nobody=TestClient(app, base_url=ADDRESS, raise_server_exceptions=False),
        token=tokens[Role.EDITOR],
        staff_token=tokens[Role.STAFF],
        revoked=tokens[Role.SECRETARY],
    )


def _accounts(service: Service) -> list[Any]:
    from circulars.service.accounts.accounts import accounts_of

    offices = (FIRST_OFFICE, SECOND_OFFICE)
    return [each for office in offices for each in accounts_of(service.access, office)]


def _fill(house: House) -> None:
    """Give the second office one thing of each kind, made as its own people make it."""
    ask, things = house.other, house.things
    book = ("ยอด.xlsx", BOOK.read_bytes())
    things["draft"] = _last(ask.post("/letters", data={"type": TYPE}))
    workbook = {"file": book}
    _last(ask.post(f"/letters/{things['draft']}/workbook", files=workbook))
    things["check"] = _last(ask.post("/check", files=[("files", book)]))
    things["conversion"] = _last(ask.post("/convert", files={"file": book}))
    example = {**_example(), "วันที่": "2025-03-11", "เลขที่": "1175"}
    form = {"type": TYPE, "answers": json.dumps(example), "pdf": "false", "allow": "emblem-missing"}
    made = ask.post("/api/v1/letters", data=form, files={"workbook": book})
    assert 201 == made.status_code, made.text
    things["job"] = made.json()["id"]
    things["file"] = next(each["name"] for each in made.json()["files"])
    sent = {"template": ("ของสอง.docx", LETTER.read_bytes())}
    form = {"name": "second_only"}
    things["type draft"] = _last(ask.post("/types/new/template", data=form, files=sent))
    house.service.registers.make(house.service.office(FIRST_OFFICE))  # as the first look does
    letter = Request(owner="ลับ 0001", date=NOON.date(), subject="เรื่องลับของสอง", recipient="ลับ")
    with house.service.registers.lent(house.service.office(SECOND_OFFICE)) as register:
        entry = register.by("สอง").take(letter)
    things["number"] = str(entry.number)
    things["account"] = next(
        each.id for each in _accounts(house.service) if each.office == SECOND_OFFICE
    )


def _example() -> dict[str, str]:
    from circulars import load_letter_type

    return dict(load_letter_type(TEMPLATES / TYPE).example)


def _last(response: Response) -> str:
    """Return the id at the end of the address that the answer led to."""
    assert 200 == response.status_code, response.text
    return response.url.path.rstrip("/").rsplit("/", 1)[-1]


def asgi(
    app: FastAPI,
    method: str,
    path: bytes,
    *,
    headers: list[tuple[bytes, bytes]] | None = None,
    body: Iterator[bytes] | None = None,
) -> int:
    """Return the status of a request that no client would send: its parts go in as they are."""
    status: list[int] = []

    async def receive() -> dict[str, Any]:
        piece = next(body, None) if body else b""
        return {
            "type": "http.request",
            "body": piece or b"",
            "more_body": piece is not None and bool(body),
        }

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            status.append(message["status"])

    raw, _, query = path.partition(b"?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": raw.decode("latin-1"),
        "raw_path": raw,
        "query_string": query,
        "root_path": "",
        "headers": [(b"host", b"127.0.0.1:8000"), *(headers or [])],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
        "state": {},
    }
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # as a server calls it
    return status[0]
