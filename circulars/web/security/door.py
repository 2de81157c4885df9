"""Who asks: whoever sits at this machine, a person with a session, a system with a token."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.service.accounts.accounts import accounts_exist
from circulars.service.accounts.sessions import who
from circulars.service.accounts.tokens import system
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE
from circulars.service.refusals import RefusedError
from circulars.web.security.cookies import csrf_of, guest_cookie, session_cookie

if TYPE_CHECKING:
    from starlette.requests import Request

    from circulars.service.accounts.access import Access
    from circulars.service.service import Service

API: Final = "/api/"
METRICS: Final = "/metrics"
HERE: Final = Actor(name="ผู้ใช้เครื่องนี้", office=FIRST_OFFICE, role=Role.ADMIN)
# What anybody may see: it tells nothing of any office.
_OPEN: Final = frozenset({"/healthz", "/readyz", "/login", "/api/v1/openapi.json"})
_OPEN_BELOW: Final = ("/static/", "/setup/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Who came in by a request, and the token that its changes must bring."""

    actor: Actor | None
    csrf: str = ""  # empty: the request needs none


def wants_login(access: Access) -> bool:
    """Return whether people log in: wanted by the command line, or there are accounts already."""
    return access.wanted or accounts_exist(access)


def enter(service: Service, request: Request) -> Entry:
    """Return who asks; :exc:`RefusedError` for a token that opens nothing."""
    key = _bearer(request)
    if key is not None:
        actor = system(service.access, key)
        if actor is None:
            raise unknown()
        return Entry(actor=actor)
    if not wants_login(service.access):
        return Entry(actor=HERE, csrf="" if is_api(request) else csrf_of(service, "here"))
    cookie = session_cookie(request, service)
    actor = who(service.access, cookie) if cookie else None
    if cookie and actor is not None:
        return Entry(actor=actor, csrf=csrf_of(service, cookie))
    guest = guest_cookie(request, service)
    return Entry(actor=None, csrf=csrf_of(service, guest) if guest else "")


def is_open(request: Request) -> bool:
    """Return whether anybody may ask for this; figures of the service only from this machine."""
    path = request.url.path
    if path == METRICS:
        return _is_here(request.client.host if request.client else "")
    return is_at_door(path)


def is_at_door(path: str) -> bool:
    """Return whether whoever asks for `path` may be a stranger: no file is sent there.

    >>> is_at_door("/login"), is_at_door("/setup/x"), is_at_door("/check")
    (True, True, False)
    """
    return path in _OPEN or path.startswith(_OPEN_BELOW)


def is_api(request: Request) -> bool:
    """Return whether the request is one of other systems."""
    return request.url.path.startswith(API)


def unknown() -> RefusedError:
    """Return the refusal of who says no token, or one that opens nothing."""
    return RefusedError(
        Finding(
            code="service-token",
            where="Authorization",
            message="ไม่มีโทเคน หรือโทเคนใช้ไม่ได้แล้ว",
            hint="ส่งหัว Authorization: Bearer circ_… โดยขอโทเคนจากผู้ดูแลระบบของสำนักงาน",
        ),
        status=HTTPStatus.UNAUTHORIZED,
        headers={"WWW-Authenticate": 'Bearer realm="circulars"'},
    )


def logged_out() -> RefusedError:
    """Return the refusal of a script on a page whose session is over."""
    return RefusedError(
        Finding(
            code="service-logged-out",
            where="เข้าสู่ระบบ",
            message="ยังไม่ได้เข้าสู่ระบบ หรือออกจากระบบไปแล้ว",
            hint="เปิดหน้านี้ใหม่แล้วเข้าสู่ระบบ",
        ),
        status=HTTPStatus.UNAUTHORIZED,
        headers={"WWW-Authenticate": 'Bearer realm="circulars"'},  # RFC 9110 wants one
    )


def not_set_up() -> RefusedError:
    """Return the refusal while nobody can log in yet."""
    return RefusedError(
        Finding(
            code="service-not-set-up",
            where="บริการ",
            message="บริการนี้ยังไม่ได้ตั้งค่า",
            hint="ผู้ดูแลเครื่องเปิดลิงก์ตั้งค่าที่คำสั่ง circulars serve พิมพ์ไว้ ใช้ได้ครั้งเดียวภายใน 24 ชั่วโมง",
        ),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )


def _bearer(request: Request) -> str | None:
    """Return the token of a request to the API; pages know sessions only."""
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    takes = is_api(request) or request.url.path == METRICS
    return key.strip() if takes and scheme.lower() == "bearer" else None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
