"""Requests made to harm: what is asked, the status of the answer, and the code of the refusal."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.service.places import FIRST_OFFICE
from web.hostile_house import BOOK, NOON, TYPE, House, asgi

if TYPE_CHECKING:
    from collections.abc import Callable

    from httpx2 import Response

    Ask = Callable[[House], Response | int]

_API: Final = "/api/v1"
_EVIL: Final = "http://evil.example"
_FORM: Final = {"text": "๑"}
_NO_ID: Final = "0123456789abcdef"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One hostile request; several statuses where more than one refuses it clearly."""

    name: str
    ask: Ask
    status: tuple[int, ...]
    code: str = ""


def _attack(name: str, ask: Ask, *status: int, code: str = "") -> Attack:
    return Attack(name=name, ask=ask, status=status, code=code)


def _later(house: House, span: dt.timedelta, ask: Ask) -> Response | int:
    """Return what is answered when it is so much later."""
    house.now.append(NOON + span)
    try:
        return ask(house)
    finally:
        house.now.pop()


def _cookie(house: House, change: Callable[[str], str]) -> Response:
    """Return what is answered to a session that is not quite that of the admin."""
    client = house.client()
    name, value = next(iter(house.admin.cookies.items()))
    client.cookies.set(name, change(value))
    return client.get("/register", follow_redirects=False)


def _without_csrf(house: House, **headers: str) -> Response:
    client = house.client()
    client.cookies.update(house.admin.cookies)
    return client.post("/letters", data={"type": TYPE}, headers=headers)


def _with_token(key: str) -> Ask:
    def ask(house: House) -> Response:
        token = key.format(token=house.token, revoked=house.revoked)
        return house.nobody.get(f"{_API}/jobs", headers={"Authorization": token})

    return ask


WHO: Final = [
    _attack(
        "nobody asks the API", lambda h: h.nobody.get(f"{_API}/jobs"), 401, code="service-token"
    ),
    _attack(
        "nobody looks at letters", lambda h: h.nobody.get("/jobs", follow_redirects=False), 303
    ),
    _attack(
        "nobody sends a form",
        lambda h: h.nobody.post("/letters", data={"type": TYPE}, follow_redirects=False),
        303,
    ),
    _attack("forged session", lambda h: _cookie(h, lambda _: "x" * 43), 303),
    _attack("cut-off session", lambda h: _cookie(h, lambda c: c[:-1]), 303),
    _attack("session with another end", lambda h: _cookie(h, lambda c: c[:-2] + "AA"), 303),
    _attack("session of a megabyte", lambda h: _cookie(h, lambda c: c * 20_000), 303, 400, 431),
    _attack("session that is SQL", lambda h: _cookie(h, lambda _: "' OR '1'='1"), 303),
    _attack(
        "session a year later",
        lambda h: _later(
            h, dt.timedelta(days=365), lambda h: h.admin.get("/register", follow_redirects=False)
        ),
        303,
    ),
    _attack("forged token", _with_token("Bearer circ_" + "A" * 43), 401, code="service-token"),
    _attack("token without its end", _with_token("Bearer {token}x"), 401, code="service-token"),
    _attack("revoked token", _with_token("Bearer {revoked}"), 401, code="service-token"),
    _attack("empty token", _with_token("Bearer "), 401, code="service-token"),
    _attack("token as a password", _with_token("Basic {token}"), 401, code="service-token"),
    _attack("token as SQL", _with_token("Bearer ' OR 1=1 --"), 401, code="service-token"),
    _attack(
        "token for a page",
        lambda h: h.nobody.get("/people", headers=h.bearer(), follow_redirects=False),
        303,
    ),
    _attack(
        "staff's system makes letters",
        lambda h: h.nobody.get(
            f"{_API}/jobs", headers={"Authorization": f"Bearer {h.staff_token}"}
        ),
        403,
        code="service-forbidden",
    ),
    _attack(
        "staff looks at people", lambda h: h.staff.get("/people"), 403, code="service-forbidden"
    ),
    _attack(
        "staff takes a number",
        lambda h: h.staff.post("/register/take", data={"subject": "x"}),
        403,
        code="service-forbidden",
    ),
    _attack(
        "staff makes an admin",
        lambda h: h.staff.post("/people", data={"name": "x", "login": "x", "role": "admin"}),
        403,
        code="service-forbidden",
    ),
    _attack(
        "forged link of the first admin", lambda h: h.nobody.get("/setup/" + "A" * 43), 404, 410
    ),
    _attack("no token of the form", _without_csrf, 403, code="service-csrf"),
    _attack(
        "wrong token of the form",
        lambda h: _without_csrf(h, **{"X-CSRF-Token": "x" * 27}),
        403,
        code="service-csrf",
    ),
    _attack(
        "token of the form of somebody else",
        lambda h: _without_csrf(h, **{"X-CSRF-Token": h.other.headers["X-CSRF-Token"]}),
        403,
        code="service-csrf",
    ),
    _attack(
        "token of the form in the address",
        lambda h: h.client().post(
            f"/letters?csrf={h.admin.headers['X-CSRF-Token']}",
            data={"type": TYPE},
            headers={"Cookie": "; ".join(f"{n}={v}" for n, v in h.admin.cookies.items())},
        ),
        403,
        code="service-csrf",
    ),
]

WHENCE: Final = [
    _attack(
        "page of another site",
        lambda h: h.admin.post("/letters", data={"type": TYPE}, headers={"Origin": _EVIL}),
        403,
        code="service-origin",
    ),
    _attack(
        "page without an origin",
        lambda h: h.admin.post("/letters", data={"type": TYPE}, headers={"Origin": "null"}),
        403,
        code="service-origin",
    ),
    _attack(
        "origin that begins like ours",
        lambda h: h.admin.post(
            "/letters",
            data={"type": TYPE},
            headers={"Origin": "http://127.0.0.1:8000.evil.example"},
        ),
        403,
        code="service-origin",
    ),
    _attack(
        "cross-site request",
        lambda h: h.admin.post(
            "/letters", data={"type": TYPE}, headers={"Sec-Fetch-Site": "cross-site"}
        ),
        403,
        code="service-origin",
    ),
    _attack(
        "DNS rebinding",
        lambda h: h.nobody.get("/login", headers={"Host": "evil.example"}),
        400,
        code="service-host",
    ),
    _attack(
        "DNS rebinding with our port",
        lambda h: h.nobody.get("/login", headers={"Host": "evil.example:8000"}),
        400,
        code="service-host",
    ),
    _attack(
        "name that begins like ours",
        lambda h: h.nobody.get("/login", headers={"Host": "127.0.0.1:8000.evil.example"}),
        400,
        code="service-host",
    ),
    _attack(
        "two names",
        lambda h: asgi(h.app, "GET", b"/login", headers=[(b"host", b"evil.example")]),
        400,
    ),
    _attack("TRACE", lambda h: h.admin.request("TRACE", "/register"), 405, code="service-method"),
    _attack("DELETE of a page", lambda h: h.admin.delete("/register"), 405, code="service-method"),
    _attack(
        "DELETE of another's job",
        lambda h: h.admin.delete(f"{_API}/jobs/{h.things['job']}"),
        405,
        code="service-method",
    ),
    _attack(
        "method of one's own", lambda h: h.admin.request("HACK", "/"), 405, code="service-method"
    ),
    _attack(
        "method in a header",
        lambda h: h.admin.get(
            f"/letters/{h.things['draft']}/discard", headers={"X-HTTP-Method-Override": "POST"}
        ),
        405,
        code="service-method",
    ),
]


def _paths() -> list[Attack]:
    """Return paths that lead elsewhere, in every way that they can be written."""
    ways = (
        "..%2f..%2f..%2fetc%2fpasswd",
        "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "..%252f..%252fetc%252fpasswd",
        "..%5c..%5cetc%5cpasswd",
        "%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
        "．．／．．／etc／passwd",  # full-width signs, which some take for others
        "%00",
        "....//....//etc/passwd",
        "%E2%80%AEcod.exe",
    )
    places = ("/static/", "/jobs/", "/letters/", "/types/", "/letters/pages/", "/office/emblem/")
    pairs = zip(ways, itertools.cycle(places), strict=False)
    return [
        *(
            _attack(f"path {place}{way}", lambda h, p=place + way: h.admin.get(p), 404, 405)  # type: ignore[misc]  # the way is of the loop
            for way, place in pairs
        ),
        *(
            _attack(
                f"file {way} of a job",
                lambda h, w=way: h.other.get(f"{_API}/jobs/{h.things['job']}/files/{w}"),  # type: ignore[misc]  # as above
                404,
            )
            for way in ("..%2forder.json", "%2e%2e%2f%2e%2e%2foffice.toml", "order.json%00.pdf")
        ),
    ]


PATHS: Final = _paths()


def _others() -> list[Attack]:
    """Return every way to ask for a thing of the other office by its id."""
    gets = {
        "job": ("/jobs/{job}", "/jobs/{job}/events", "/jobs/{job}/files/{file}",
                _API + "/jobs/{job}", _API + "/jobs/{job}/files/{file}"),
        "draft": ("/letters/{draft}", "/letters/{draft}/parts"),
        "check": ("/check/{check}", "/check/{check}/0"),
        "conversion": ("/convert/{conversion}", "/convert/{conversion}/file"),
        "type": ("/types/drafts/{type draft}", "/types/drafts/{type draft}/files/letter.docx",
                 "/types/drafts/{type draft}/preview", "/types/second_only",
                 "/types/second_only/template"),
    }  # fmt: skip
    posts = {
        "job": ("/jobs/{job}/again", "/jobs/{job}/stop"),
        "draft": ("/letters/{draft}/answers", "/letters/{draft}/issue", "/letters/{draft}/discard"),
        "type": ("/types/drafts/{type draft}/discard", "/types/drafts/{type draft}/publish"),
        "account": ("/people/{account}/disable", "/people/{account}/reset"),
    }
    return [
        *(
            _attack(f"another office's {kind}: {path}", _get(path), 404, code="service-not-found")
            for kind, paths in gets.items()
            for path in paths
        ),
        *(
            _attack(f"another office's {kind}: POST {path}", _post(path), 404)
            for kind, paths in posts.items()
            for path in paths
        ),
        _attack(
            "another office's letter goes on",
            lambda h: h.admin.post("/letters", data={"type": TYPE, "after": h.things["job"]}),
            404,
            code="service-not-found",
        ),
        _attack(
            "another office's number",
            lambda h: h.nobody.get(
                f"{_API}/register/entry", params={"number": h.things["number"]}, headers=h.bearer()
            ),
            404,
            422,
        ),
        _attack("id of nobody", lambda h: h.admin.get(f"/jobs/{_NO_ID}"), 404),
        _attack("office's id for a job's", lambda h: h.admin.get(f"/jobs/{FIRST_OFFICE}"), 404),
    ]


def _get(path: str) -> Ask:
    return lambda house: house.admin.get(path.format(**house.things), follow_redirects=False)


def _post(path: str) -> Ask:
    return lambda house: house.admin.post(
        path.format(**house.things), data={"seen": "0"}, follow_redirects=False
    )


OTHERS: Final = _others()


def endless() -> itertools.repeat[bytes]:
    """Return pieces of a body that has no end."""
    return itertools.repeat(b"x" * 65_536)


def letters(**form: str) -> Ask:
    """Return a request for letters with these fields of the form, and a workbook that is good."""
    return lambda house: house.nobody.post(
        f"{_API}/letters",
        data={"type": TYPE, **form},
        files={"workbook": ("a.xlsx", BOOK.read_bytes())},
        headers=house.bearer(),
    )
