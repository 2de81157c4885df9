"""Attacks at the door: passwords tried, pages of other sites, bodies that cost much."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from circulars.service.accounts.links import admin_link
from circulars.service.accounts.throttle import PER_ACCOUNT
from circulars.service.people import Role
from circulars.service.settings import Settings
from circulars.service.work import workshop
from circulars.service.work.workshop import Workshop
from circulars.web.app import create_app
from circulars.web.security.bodies import FIELDS, WITHOUT_FILES
from web.conftest import ADDRESS, PASSWORD, csrf_in, log_in

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI

    from web.conftest import LogIn

WRONG = "ผิดแน่นอนอยู่แล้ว"
DEVICE = "circulars_device"


def tries(client: TestClient, login: str, password: str, times: int = 1) -> list[int]:
    """Return the statuses of so many tries to log in by the form."""
    form = {"login": login, "password": password, "csrf": csrf_in(client.get("/login").text)}
    posted = (client.post("/login", data=form, follow_redirects=False) for _ in range(times))
    return [answer.status_code for answer in posted]


def test_the_owner_comes_in_while_somebody_tries(app: FastAPI) -> None:
    """Who knows a login keeps its owner out of no browser in which the owner was before."""
    own, attacker = (TestClient(app, base_url=ADDRESS) for _ in range(2))
    log_in(own, "admin")
    own.post("/logout", data={"csrf": csrf_in(own.get("/account").text)})
    assert [422] * PER_ACCOUNT + [429] * 5 == tries(attacker, "admin", WRONG, PER_ACCOUNT + 5)
    assert [303] == tries(own, "admin", PASSWORD)
    assert [429] == tries(attacker, "admin", PASSWORD)


def test_a_known_browser_opens_nothing(app: FastAPI) -> None:
    """Its cookie is no session, and gives no tries at other accounts."""
    own, thief = (TestClient(app, base_url=ADDRESS) for _ in range(2))
    log_in(own, "staff")
    thief.cookies.set(DEVICE, own.cookies[DEVICE])
    assert 303 == thief.get("/account", follow_redirects=False).status_code
    assert [422] * PER_ACCOUNT + [429] == tries(thief, "admin", WRONG, PER_ACCOUNT + 1)
    assert [422] == tries(thief, "staff", WRONG)
    assert [303] == tries(own, "staff", PASSWORD)


def test_the_cookie_of_a_known_browser(app: FastAPI, data: Path) -> None:
    """No script reads it, no other site sends it with a form; over https it goes no other way."""
    client = TestClient(app, base_url=ADDRESS)
    form = {"login": "staff", "password": PASSWORD, "csrf": csrf_in(client.get("/login").text)}
    answer = client.post("/login", data=form, follow_redirects=False)
    [cookie] = [each for each in answer.headers.get_list("set-cookie") if DEVICE in each]
    assert {"httponly", "samesite=lax", "max-age=15552000"} <= {*cookie.lower().split("; ")}
    address = "https://letters.example.go.th"
    secure = create_app(Settings(data=data.parent / "new", accounts=True, address=address))
    with TestClient(secure, base_url=address) as client:
        path = f"/setup/{admin_link(client.app.state.service.access)}"  # type: ignore[attr-defined]  # a FastAPI
        form = {"office": "ก", "name": "มาลี", "login": "malee", "password": PASSWORD}
        form["csrf"] = csrf_in(client.get(path).text)
        answer = client.post(path, data=form, follow_redirects=False)
    [cookie] = [each for each in answer.headers.get_list("set-cookie") if DEVICE in each]
    assert cookie.startswith(f"__Host-{DEVICE}=")
    assert "Secure" in cookie


def test_a_new_password_makes_the_browser_known(accounts_client: LogIn) -> None:
    """Who has changed the password is known with the new one, and no more with the old."""
    client = accounts_client(Role.STAFF)
    before = client.cookies[DEVICE]
    new = "ภูเขาลูกใหญ่หลังบ้าน"
    client.post("/account/password", data={"old": PASSWORD, "new": new})
    other = TestClient(client.app, base_url=ADDRESS)
    other.cookies.set(DEVICE, before)
    assert [422] * PER_ACCOUNT + [429] == tries(other, "staff", WRONG, PER_ACCOUNT + 1)
    client.cookies.delete("circulars_session")
    del client.headers["X-CSRF-Token"]  # of the session that is over
    assert [303] == tries(client, "staff", new)


def test_failed_logins_are_on_the_page_of_deeds(app: FastAPI, accounts_client: LogIn) -> None:
    """The admin of the office sees whose account was tried, from where, and that it was stopped."""
    admin = accounts_client(Role.ADMIN)
    other = accounts_client(Role.ADMIN, office="0" * 15 + "2")
    far = TestClient(app, base_url=ADDRESS, client=("203.0.113.7", 1))
    tries(far, "staff", WRONG, PER_ACCOUNT + 3)
    tries(far, "<b>nobody</b>", WRONG)
    page = admin.get("/people/deeds").text
    assert 2 == page.count("จาก 203.0.113.7")
    assert f"บัญชี {Role.STAFF.thai} จาก" in page
    assert f"ใส่รหัสผ่านผิด {PER_ACCOUNT} ครั้ง จึงให้รอ 15 นาที" in page
    assert "nobody" not in page
    assert "203.0.113.7" not in other.get("/people/deeds").text


PART = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (PART, 403),
        (PART | {"Sec-Fetch-Dest": "script"}, 403),
        (PART | {"Sec-Fetch-Site": "same-site"}, 403),
        (PART | {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
        (PART | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, 403),
        (PART | {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, 200),
        (PART | {"Sec-Fetch-Site": "same-origin"}, 200),
        (PART | {"Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_no_part_of_another_sites_page(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    """A page of another site has no picture, script or frame of ours made; a link is followed."""
    for path in ("/convert?text=11/3/2568", "/types", "/static/circulars.css"):
        assert status == client.get(path, headers=headers).status_code


def test_a_body_of_unknown_names(client: TestClient) -> None:
    """Eighty thousand unknown names are one fault, told at once; one is told by its name."""
    for path in ("/api/v1/convert", "/api/v1/register/sign", "/api/v1/register"):
        body = json.dumps({f"{number}": 1 for number in range(80_000)})
        assert len(body) < WITHOUT_FILES
        start = time.process_time()
        refused = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert time.process_time() - start < 2
        assert (422, 1) == (refused.status_code, len(refused.json()["findings"]))
        assert "มีเกิน 50 รายการ" == refused.json()["detail"]
    few = client.post("/api/v1/convert", json={"text": "2568", "txet": "x"})
    assert ["txet"] == [finding["where"] for finding in few.json()["findings"]]


def test_a_form_of_empty_fields(client: TestClient) -> None:
    """A form of nothing but separators is refused before it is taken apart."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"&" * 900_000, b"a=b&" * (FIELDS + 1)):
        assert 413 == client.post("/convert/readings", content=body, headers=kind).status_code
    text = {"text": "&" * 1000}
    assert 200 == client.post("/convert/readings", data=text).status_code


@pytest.mark.parametrize("place", ["9" * 30, "9" * 5000, "-1", "²", "٣", "", "1e9"], ids=len)
def test_a_place_that_is_none(client: TestClient, place: str) -> None:
    """Whatever a form says which letter is looked at, what was typed is saved."""
    page = client.post("/letters", data={"type": "memo"})
    said = {"place": place, "w:เรื่อง": "", "f:เรื่อง": "ขออนุมัติ"}
    answer = client.post(f"{page.url.path}/answers", data=said, follow_redirects=False)
    assert 303 == answer.status_code
    assert "ขออนุมัติ" in client.get(page.url.path).text


def test_asking_whether_it_is_ready_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many ask, one process is asked once; nobody waits for the one who looks."""
    with Workshop(Settings(data=tmp_path)) as shop:
        looked: list[int] = []
        may_end = Event()

        def answers() -> bool:
            looked.append(1)
            return len(looked) == 1 or may_end.wait(30)

        monkeypatch.setattr(shop, "_answers", answers)
        assert [True] * 20 == [shop.can_work() for _ in range(20)]
        assert [1] == looked
        monkeypatch.setattr(workshop, "_FRESH", 0.0)
        with ThreadPoolExecutor(1) as pool:
            looking = pool.submit(shop.can_work)
            while len(looked) < 2:
                pass
            assert [True] * 20 == [shop.can_work() for _ in range(20)]
            may_end.set()
            assert looking.result()
        assert [1, 1] == looked
