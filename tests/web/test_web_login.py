"""Logging in: who gets in, who does not, and where to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.service.accounts.deeds import note_order
from circulars.service.accounts.links import admin_link
from circulars.service.jobs.orders import Job, JobState, Order
from circulars.service.people import Role
from circulars.service.settings import Settings
from circulars.web.app import create_app
from circulars.web.security.door import HERE
from circulars.web.security.targets import local_target
from web.conftest import ADDRESS, PASSWORD, bring_csrf, csrf_in, log_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI

    from circulars.service.service import Service
    from web.conftest import LogIn

OTHER = "ภูเขาลูกใหญ่หลังบ้าน"


def shown_once(page: str) -> str:
    """Return the link or token that a page shows once."""
    found = re.search(r'id="once" value="([^"]+)"', page)
    assert found, page
    return found[1]


@pytest.fixture
def new_app(data: Path, quick_passwords: None) -> Iterator[FastAPI]:  # noqa: ARG001 # for its effect
    """Give a service with accounts that nobody has set up."""
    app = create_app(Settings(data=data, accounts=True))
    with TestClient(app, base_url=ADDRESS):
        yield app


def test_one_person_needs_no_login(client: TestClient) -> None:
    """On one's own machine the pages open at once, and the login leads on."""
    assert 200 == client.get("/people").status_code
    gone_on = client.get("/login", follow_redirects=False)
    assert (303, "/") == (gone_on.status_code, gone_on.headers["location"])
    assert "ไม่มีบัญชี" in client.get("/account").text


@pytest.mark.parametrize(
    ("role", "first", "others"),
    [
        (Role.STAFF, "/convert", {"/people": 403, "/people/deeds": 403}),
        (Role.SECRETARY, "/", {"/people": 403, "/convert": 200}),
        (Role.EDITOR, "/", {"/people": 403, "/people/deeds": 403}),
        (Role.ADMIN, "/", {"/people": 200, "/people/deeds": 200, "/account": 200}),
    ],
)
def test_each_roles_pages(
    accounts_client: LogIn, role: Role, first: str, others: dict[str, int]
) -> None:
    """After the login comes the first page that the role may use; others' pages are refused."""
    client = accounts_client(role)
    gone_on = client.get("/login", follow_redirects=False)
    assert first == gone_on.headers["location"]
    assert others == {path: client.get(path).status_code for path in others}
    menu = client.get("/account").text
    assert ('href="/people"' in menu) == (role is Role.ADMIN)


def test_a_page_asked_for_comes_after_the_login(app: FastAPI) -> None:
    """Who was sent to the login goes on to what was asked for, with its query."""
    client = TestClient(app, base_url=ADDRESS)
    sent = client.get("/people/deeds?before=7", follow_redirects=False)
    assert 303 == sent.status_code
    page = client.get(sent.headers["location"])
    wanted = re.search(r'name="next" value="([^"]+)"', page.text)
    assert wanted
    form = {"login": "admin", "password": PASSWORD, "csrf": csrf_in(page.text), "next": wanted[1]}
    gone_on = client.post("/login", data=form, follow_redirects=False)
    assert "/people/deeds?before=7" == gone_on.headers["location"]


def test_who_is_not_logged_in_learns_nothing(app: FastAPI) -> None:
    """Pages lead to the login, scripts and other systems get 401, whether the place exists."""
    client = TestClient(app, base_url=ADDRESS)
    for path in ("/", "/people", "/register", "/no-such-page", "/jobs/0123456789abcdef"):
        assert 303 == client.get(path, follow_redirects=False).status_code
        assert 303 == client.post(path, follow_redirects=False).status_code
        script = client.get(path, headers={"Sec-Fetch-Mode": "cors"}, follow_redirects=False)
        assert 401 == script.status_code
    refused = client.get("/api/v1/letter-types")
    assert (401, 'Bearer realm="circulars"') == (
        refused.status_code,
        refused.headers["WWW-Authenticate"],
    )
    assert "application/problem+json" == refused.headers["content-type"]
    assert 401 == client.get("/api/v1/no-such-thing").status_code
    assert 200 == client.get("/static/circulars.css").status_code


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("admin", "ผิดแน่นอนอยู่แล้ว"),
        ("nobody", PASSWORD),
        ("", ""),
        ("' OR 1=1 --", "x"),
        ("\x00", "\x00"),
    ],
)
def test_a_wrong_login_is_told_alike(app: FastAPI, login: str, password: str) -> None:
    """Login or password wrong: one answer, that does not say which."""
    client = TestClient(app, base_url=ADDRESS)
    token = csrf_in(client.get("/login").text)
    form = {"login": login, "password": password, "csrf": token}
    page = client.post("/login", data=form)
    assert 422 == page.status_code
    assert "ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง" in page.text
    assert "circulars_session" not in client.cookies


def test_too_many_wrong_tries_wait(app: FastAPI) -> None:
    """The eleventh try is answered 429, with the time to wait; the right password too."""
    client = TestClient(app, base_url=ADDRESS)
    token = csrf_in(client.get("/login").text)
    form = {"login": "admin", "password": "ผิดแน่นอนอยู่แล้ว", "csrf": token}
    statuses = [client.post("/login", data=form).status_code for _ in range(10)]
    assert [422] * 10 == statuses
    refused = client.post("/login", data={**form, "password": PASSWORD})
    assert 429 == refused.status_code
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    log_in(client, "secretary")  # others of the office get in


def test_the_cookie_of_a_session(app: FastAPI) -> None:
    """No script reads it, no other site sends it with a form, it ends with the browser."""
    client = TestClient(app, base_url=ADDRESS)
    token = csrf_in(client.get("/login").text)
    form = {"login": "admin", "password": PASSWORD, "csrf": token}
    answer = client.post("/login", data=form, follow_redirects=False)
    cookie = next(
        each for each in answer.headers.get_list("set-cookie") if "session" in each
    ).lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert not {"domain", "expires", "max-age"} & set(re.findall(r"[a-z-]+(?==)", cookie))


def test_over_https_cookies_go_no_other_way(data: Path) -> None:
    """With an address of https the cookies are Secure and bound to the one host."""
    address = "https://letters.example.go.th"
    settings = Settings(data=data, accounts=True, address=address)
    with TestClient(create_app(settings), base_url=address) as client:
        key = admin_link(client.app.state.service.access)  # type: ignore[attr-defined]  # a FastAPI
        answer = client.get(f"/setup/{key}")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-circulars_guest=")
    assert "Secure" in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")


def test_a_login_begins_a_new_session(accounts_client: LogIn) -> None:
    """The cookie changes, and the one before opens nothing any more."""
    client = accounts_client(Role.ADMIN)
    before = client.cookies["circulars_session"]
    token = client.headers["X-CSRF-Token"]
    form = {"login": "staff", "password": PASSWORD, "csrf": token}
    client.post("/login", data=form, follow_redirects=False)
    assert before != client.cookies["circulars_session"]
    client.cookies.clear()
    client.cookies.set("circulars_session", before)
    assert 303 == client.get("/people", follow_redirects=False).status_code


def test_a_logout_ends_the_session(accounts_client: LogIn) -> None:
    """The cookie is taken away, and opens nothing where somebody kept it."""
    client = accounts_client(Role.ADMIN)
    kept = client.cookies["circulars_session"]
    assert 405 == client.get("/logout").status_code
    assert "/login" == client.post("/logout", follow_redirects=False).headers["location"]
    assert "circulars_session" not in client.cookies
    client.cookies.set("circulars_session", kept)
    assert 303 == client.get("/people", follow_redirects=False).status_code


def test_ones_own_password(accounts_client: LogIn) -> None:
    """It is changed with the old one; this browser stays in, others are out."""
    client, other = accounts_client(Role.STAFF), accounts_client(Role.STAFF)
    wrong = client.post("/account/password", data={"old": "ไม่ใช่อันนี้แน่", "new": OTHER})
    assert 422 == wrong.status_code
    assert "รหัสผ่านเดิมไม่ถูกต้อง" in wrong.text
    done = client.post("/account/password", data={"old": PASSWORD, "new": OTHER})
    assert "เปลี่ยนรหัสผ่านแล้ว" in done.text
    assert 303 == other.get("/account", follow_redirects=False).status_code


def test_nothing_but_the_set_up_before_there_is_an_admin(new_app: FastAPI) -> None:
    """Pages and API say that the service is not set up; the link opens the form."""
    client = TestClient(new_app, base_url=ADDRESS)
    for path in ("/", "/people", "/api/v1/letter-types"):
        refused = client.get(path)
        assert 503 == refused.status_code
        assert "ยังไม่ได้ตั้งค่า" in refused.text
    assert 410 == client.get("/setup/nonsense").status_code


def test_the_set_up(new_app: FastAPI) -> None:
    """The link makes office and admin, who is in at once; then it opens nothing."""
    client = TestClient(new_app, base_url=ADDRESS)
    path = f"/setup/{admin_link(new_app.state.service.access)}"
    token = csrf_in(client.get(path).text)
    form = {"office": "สำนักงานพัฒนาชุมชนจังหวัดพะเยา", "name": "มาลี ใจดี", "login": "malee"}
    weak = client.post(path, data={**form, "password": "malee12345", "csrf": token})
    assert 422 == weak.status_code
    assert 'value="มาลี ใจดี"' in weak.text  # nothing is typed twice
    assert "malee12345" not in weak.text
    done = client.post(path, data={**form, "password": OTHER, "csrf": token})
    assert 200 == done.status_code
    assert "มาลี ใจดี" in client.get("/people").text
    assert 410 == client.get(path).status_code


def test_accounts_are_remembered(data: Path, app: FastAPI) -> None:
    """A service that has accounts wants a login, also when it is started without --accounts."""
    assert app.state.service.settings.accounts
    again = create_app(Settings(data=data))
    with TestClient(again, base_url=ADDRESS) as client:
        assert 303 == client.get("/people", follow_redirects=False).status_code
        assert 401 == client.get("/api/v1/letter-types").status_code


def test_an_invitation(app: FastAPI, accounts_client: LogIn) -> None:
    """The admin sees the link once; who opens it sets a password and is in, with the role."""
    admin = accounts_client(Role.ADMIN)
    form = {"name": "สมศรี <b>", "login": "somsri", "role": "secretary"}
    page = admin.post("/people", data=form)
    link = shown_once(page.text)
    assert link.startswith(f"{ADDRESS}/setup/")
    assert link not in admin.get("/people").text
    guest = TestClient(app, base_url=ADDRESS)
    shown = guest.get(link).text
    assert "สมศรี &lt;b&gt;" in shown
    guest.post(link, data={"password": OTHER, "csrf": csrf_in(shown)})
    assert "เจ้าหน้าที่สารบรรณ" in guest.get("/account").text
    assert 403 == guest.get("/people").status_code


def test_people_are_changed_by_the_page(accounts_client: LogIn) -> None:
    """Role, disabling and a reset take effect at once; what cannot be is told on the page."""
    admin, staff = accounts_client(Role.ADMIN), accounts_client(Role.STAFF)
    accounts = person_ids(admin)
    admin.post(f"/people/{accounts['staff']}/role", data={"role": "editor"})
    assert "ผู้ดูแลแบบหนังสือ" in staff.get("/account").text
    admin.post(f"/people/{accounts['staff']}/disable")
    assert 303 == staff.get("/account", follow_redirects=False).status_code
    admin.post(f"/people/{accounts['staff']}/enable")
    assert shown_once(admin.post(f"/people/{accounts['staff']}/reset").text)
    last = admin.post(f"/people/{accounts['admin']}/disable")
    assert 409 == last.status_code
    assert "ไม่มีผู้ดูแลระบบเหลืออยู่" in last.text
    deeds = admin.get("/people/deeds").text
    for deed in ("เปลี่ยนสิทธิ์เป็นผู้ดูแลแบบหนังสือ", "ระงับบัญชี", "ให้ใช้บัญชีอีกครั้ง", "ให้ตั้งรหัสผ่านใหม่"):
        assert deed in deeds


def test_another_offices_people_are_not_there(accounts_client: LogIn) -> None:
    """Their ids are answered as if there were none; their names and deeds are not shown."""
    ours, theirs = accounts_client(Role.ADMIN), accounts_client(Role.ADMIN, office="0" * 15 + "2")
    foreign = person_ids(theirs)["staff2"]
    statuses = [
        ours.post(f"/people/{foreign}/{deed}", data={"role": "admin"}).status_code
        for deed in ("role", "disable", "enable", "reset")
    ]
    assert [404] * 4 == statuses
    assert "staff2" not in ours.get("/people").text
    theirs.post("/people", data={"name": "ความลับ", "login": "secret", "role": "staff"})
    assert "ความลับ" not in ours.get("/people/deeds").text


def person_ids(admin: TestClient) -> dict[str, str]:
    """Return the ids of the people on the page, by login."""
    page = admin.get("/people").text
    logins = re.findall(r"<td>([a-z]+[0-9]?)</td>", page)
    return dict(zip(logins, re.findall(r'/people/([0-9a-f]{16})/role"', page), strict=True))


@pytest.mark.parametrize(
    "target",
    [
        *("//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"),
        *(
            "/\t/evil.example",
            "\n/x",
            "/x\r\nSet-Cookie: a=b",
            "",
            "evil",
            "/ก",
            "/login",
            "/setup/x",
        ),
        *("/\r\nSet-Cookie:a", "///x", "/" + "a" * 3000),
    ],
)
def test_no_login_leads_away(target: str) -> None:
    """What is no path of this service leads to its first page."""
    assert "/" == local_target(target)


@given(st.text(alphabet=st.sampled_from("/\\:.@?#%\t\n ab\u0e01"), max_size=12))
@settings(deadline=None, max_examples=300)
def test_a_target_has_no_other_host(text: str) -> None:
    """However it is written, a browser that goes there stays with the service."""
    target = local_target(text)
    assert not urlsplit(target).netloc
    assert target.startswith("/")
    assert not target.startswith("//")
    assert not set(target) & set("\\\t\n\r ")


def test_the_csrf_token_is_the_sessions(accounts_client: LogIn) -> None:
    """Two people have two, and each login another."""
    clients = [
        accounts_client(Role.ADMIN),
        accounts_client(Role.STAFF),
        accounts_client(Role.ADMIN),
    ]
    assert 3 == len({client.headers["X-CSRF-Token"] for client in clients})
    before = clients[0].headers["X-CSRF-Token"]
    bring_csrf(clients[0])
    assert before == clients[0].headers["X-CSRF-Token"]


def test_an_order_is_a_deed(client: TestClient) -> None:
    """Who ordered letters, of which type, and what was waived, without a word of theirs."""
    service: Service = client.app.state.service  # type: ignore[attr-defined]  # a FastAPI
    order = Order(
        letter_type="otop_monthly_sales",
        version="1",
        title="ลับมาก",
        folder=service.folder.root,
        workbooks=(),
        values={"เรื่อง": "ลับมาก"},
        allow=("outlier",),
    )
    at = service.clock()
    job = Job(id="0" * 16, order=order, actor="มาลี", ordered=at, state=JobState.QUEUED)
    note_order(service, HERE, job)
    page = client.get("/people/deeds").text
    assert f"otop_monthly_sales งาน {job.id} ยอมให้ผ่าน outlier" in page
    assert "ลับมาก" not in page
