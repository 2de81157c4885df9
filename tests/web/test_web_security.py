"""What stands before every page: names, origins, tokens, sizes, headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circulars.service.accounts.tokens import new_token, revoke, tokens_of
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE
from circulars.service.settings import Settings
from circulars.web import visits
from circulars.web.app import create_app
from circulars.web.modules import modules_of
from web.conftest import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.dependencies.models import Dependant

    from web.conftest import LogIn

HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "cache-control",
}
ADMIN = Actor(name="มาลี", office=FIRST_OFFICE, role=Role.ADMIN)


def routes() -> Iterator[tuple[str, APIRoute]]:
    """Yield every route of pages and API, with a path that leads to it: ids are of nothing."""
    for package, prefix in (("pages", ""), ("api", "/api/v1")):
        for module in modules_of(package):
            for route in module.router.routes:
                assert isinstance(route, APIRoute)
                yield prefix + re.sub(r"\{[^}]+\}", "0123456789abcdef", route.path), route


def calls(dependant: Dependant) -> set[object]:
    """Return the functions that a route depends on."""
    return {dependant.call, None}.union(*(calls(each) for each in dependant.dependencies))


def test_every_answer_has_the_headers(client: TestClient) -> None:
    """Pages, API, static files, faults and refusals: no answer is without one."""
    paths = {path for path, _ in routes()}
    assert len(paths) > 20
    paths |= {"/static/circulars.css", "/no-such-page", "/api/v1/openapi.json", "/api/v1/x"}
    for path in sorted(paths - {"/metrics"}):
        for answer in (client.options(path), client.get(path, headers={"Host": "evil.example"})):
            assert set() == HEADERS - {*answer.headers}, path


def test_nothing_is_kept_by_browsers(client: TestClient) -> None:
    """Pages are not stored; static files are asked for again."""
    assert "no-store" == client.get("/people").headers["cache-control"]
    assert "no-store" == client.get("/no-such-page").headers["cache-control"]
    assert "no-cache" == client.get("/static/circulars.css").headers["cache-control"]


def test_pages_run_no_script_but_their_own(client: TestClient) -> None:
    """The policy names no place but this one, and nothing inline."""
    policy = client.get("/people").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_route_looks_who_asks() -> None:
    """A route without a visit is one of the few that anybody may see."""
    guarded = {visits._visit, visits._caller}
    open_ones = {path for path, route in routes() if not guarded & calls(route.dependant)}
    assert {"/healthz", "/readyz", "/metrics"} >= open_ones


def test_every_page_wants_a_login(app: FastAPI) -> None:
    """With accounts no route answers a stranger, by whatever method; nor says what is there."""
    stranger = TestClient(app, base_url=ADDRESS)
    for path, route in routes():
        if path.startswith(("/login", "/setup/", "/healthz", "/readyz", "/metrics")):
            continue
        for method in sorted(route.methods or ()):
            answer = stranger.request(method, path, follow_redirects=False)
            expected = {401} if path.startswith("/api/") else {303}
            assert {answer.status_code} == expected, f"{method} {path}"


def test_figures_are_for_this_machine(app: FastAPI, accounts_client: LogIn) -> None:
    """Others need a session or a token for /metrics."""
    far = TestClient(app, base_url=ADDRESS, client=("203.0.113.7", 1))
    near = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 1))
    assert 303 == far.get("/metrics", follow_redirects=False).status_code
    assert 200 == near.get("/metrics").status_code
    assert accounts_client(Role.STAFF)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "evil.example",
            "evil.example:8000",
            "127.0.0.1:9000",
            "localhost",
            "127.0.0.1.evil.x:8000",
        ),
        *("127.0.0.2:8000", "[::2]:8000", "localhost:8000@evil", "LOCALHOST.:8000", " "),
    ],
)
def test_other_names_are_refused(client: TestClient, host: str) -> None:
    """A page whose name was led to this machine reads nothing (DNS rebinding)."""
    refused = client.get("/people", headers={"Host": host})
    assert 400 == refused.status_code
    assert "ไม่ใช่ของบริการ" in refused.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000"])
def test_this_machines_names_are_known(client: TestClient, host: str) -> None:
    """Loopback by each of its names, with the port."""
    assert 200 == client.get("/people", headers={"Host": host}).status_code


def test_the_address_is_a_name(data: Path) -> None:
    """The name that people type is the service's own, with and without the usual port."""
    address = "https://letters.example.go.th"
    app = create_app(Settings(data=data, accounts=True, address=address))
    with TestClient(app, base_url=address) as client:
        for host, status in (
            ("letters.example.go.th", 503),
            ("letters.example.go.th:443", 503),
            ("letters.example.go.th:80", 400),
            ("xletters.example.go.th", 400),
        ):
            assert status == client.get("/people", headers={"Host": host}).status_code


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": ADDRESS},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_other_sites_change_nothing(client: TestClient, headers: dict[str, str]) -> None:
    """What a page of another site has the browser send is refused, with the right token too."""
    refused = client.post("/people/tokens/new", data={"system": "ก"}, headers=headers)
    assert 403 == refused.status_code
    assert "ยังไม่เคย" not in client.get("/people").text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": ADDRESS},
        {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_our_own_pages_change_what_they_may(client: TestClient, headers: dict[str, str]) -> None:
    """A form of ours is taken, of old browsers and of new ones."""
    done = client.post("/people/tokens/new", data={"system": "ก", "role": "staff"}, headers=headers)
    assert 200 == done.status_code


@pytest.mark.parametrize("sent", ["", "x", "ก", None])
def test_a_form_without_its_token(client: TestClient, sent: str | None) -> None:
    """Neither in the field nor in the header: nothing is done."""
    del client.headers["X-CSRF-Token"]
    form = {"system": "ก", "role": "staff"} | ({} if sent is None else {"csrf": sent})
    refused = client.post("/people/tokens/new", data=form)
    assert 403 == refused.status_code
    assert 403 == client.post("/people/tokens/new", files={"csrf": b"x"}).status_code
    assert 403 == client.post("/people/tokens/new", json={"csrf": "x"}).status_code


def test_the_token_in_the_field_will_do(client: TestClient) -> None:
    """A page without scripts sends it in the form, also with files."""
    token = client.headers.pop("X-CSRF-Token")
    form = {"system": "ก", "role": "staff", "csrf": token}
    assert 200 == client.post("/people/tokens/new", data=form).status_code
    assert 200 == client.post("/people/tokens/new", data=form, files={"x": b"y"}).status_code


def test_another_sessions_token_is_none(accounts_client: LogIn) -> None:
    """What one person's page has opens nothing in another's session."""
    admin, staff = accounts_client(Role.ADMIN), accounts_client(Role.STAFF)
    admin.headers["X-CSRF-Token"] = staff.headers["X-CSRF-Token"]
    assert 403 == admin.post("/people/tokens/new", data={"system": "ก"}).status_code


def test_the_api_with_a_session_needs_the_header(accounts_client: LogIn) -> None:
    """A form of another site cannot send it; reading goes without."""
    client = accounts_client(Role.ADMIN)
    token = client.headers.pop("X-CSRF-Token")
    assert 200 == client.get("/api/v1/letter-types").status_code
    refused = client.post("/api/v1/no-such-thing")
    assert (403, "urn:circulars:service-csrf") == (refused.status_code, refused.json()["type"])
    headers = {"X-CSRF-Token": token}
    assert 404 == client.post("/api/v1/no-such-thing", headers=headers).status_code


def test_a_token_needs_nothing_else(app: FastAPI) -> None:
    """A system asks with its token alone, until it is revoked; on pages it counts for nothing."""
    access = app.state.service.access
    token = new_token(access, ADMIN, name="ระบบสารบรรณ", role=Role.SECRETARY)
    system = TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {token}"})
    assert 200 == system.get("/api/v1/letter-types").status_code
    assert 404 == system.post("/api/v1/no-such-thing").status_code
    assert 303 == system.get("/convert", follow_redirects=False).status_code
    revoke(access, ADMIN, tokens_of(access, FIRST_OFFICE)[0].id)
    assert 401 == system.get("/api/v1/letter-types").status_code


@pytest.mark.parametrize(
    "said",
    [
        "Bearer circ_x",
        "Bearer ",
        "Bearer",
        "bearer circ_" + "a" * 43,
        "Basic YTpi",
        "circ_x",
        "Bearer ก",
    ],
)
def test_a_forged_token_opens_nothing(app: FastAPI, said: str) -> None:
    """Each is answered 401 with how to ask."""
    headers = {b"Authorization": said.encode()}
    refused = TestClient(app, base_url=ADDRESS).get("/api/v1/letter-types", headers=headers)
    assert 401 == refused.status_code
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")


def test_the_roles_of_tokens(app: FastAPI) -> None:
    """A system may what its role may: one that only converts makes no letters."""
    access = app.state.service.access
    statuses = {}
    for role in (Role.STAFF, Role.SECRETARY):
        token = new_token(access, ADMIN, name=role.thai, role=role)
        system = TestClient(app, base_url=ADDRESS, headers={"Authorization": f"Bearer {token}"})
        statuses[role] = system.get("/api/v1/jobs").status_code
    assert {Role.STAFF: 403, Role.SECRETARY: 200} == statuses


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": ADDRESS}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Authorization": "Bearer circ_forged"}, 401),
    ],
)
def test_the_api_of_one_person(client: TestClient, headers: dict[str, str], status: int) -> None:
    """Programs of this machine ask without a token; pages of other sites are refused."""
    assert status == client.get("/api/v1/letter-types", headers=headers).status_code


@given(st.text(alphabet=st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=80))
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_cookie_opens_but_the_sessions(app: FastAPI, text: str) -> None:
    """Whatever stands in the cookie, a stranger is sent to the login."""
    stranger = TestClient(app, base_url=ADDRESS)
    cookie = f"circulars_session={text}".encode("latin-1")
    answer = stranger.get("/account", headers={b"Cookie": cookie}, follow_redirects=False)
    assert 303 == answer.status_code


@pytest.mark.parametrize("path", ["/convert", "/api/v1/no-such-thing"])
def test_a_body_too_large_is_refused(client: TestClient, path: str) -> None:
    """By what it says of itself, and by what comes where it says nothing."""
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    said = client.post(path, content=b"x" * 1_100_000, headers=kind)
    assert 413 == said.status_code
    unsaid = client.post(path, content=iter([b"x" * 600_000] * 2), headers=kind)
    expected = 413 if path == "/convert" else 404  # what nobody reads costs nothing
    assert expected == unsaid.status_code


def test_files_may_be_larger(data: Path) -> None:
    """A request with files may be of the size of three uploads, and no larger."""
    app = create_app(Settings(data=data, upload_limit=400_000))
    with TestClient(app, base_url=ADDRESS) as client:
        small = client.post("/convert", files={"x": b"x" * 1_500_000})
        large = client.post("/convert", files={"x": b"x" * 2_300_000})
    assert (403, 413) == (small.status_code, large.status_code)  # the first lacks only the token
    assert "ล้านไบต์" in large.text


def test_a_broken_database_is_told(app: FastAPI, accounts_client: LogIn) -> None:
    """While the database does not answer, people read so, and the service lives on."""
    client = accounts_client(Role.ADMIN)
    storage = app.state.service.access.storage
    with storage.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE service_sessions RENAME TO away")
    assert 503 == client.get("/people").status_code
    with storage.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE away RENAME TO service_sessions")
    assert 200 == client.get("/people").status_code
