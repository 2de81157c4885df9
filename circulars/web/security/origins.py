"""Where a request comes from: under a name of ours, and from a page of ours."""

from __future__ import annotations

import ipaddress
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from starlette.requests import Request

SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
_PROBES: Final = frozenset({"/healthz", "/readyz"})  # asked by address of whatever watches
_ELSEWHERE: Final = ("cross-site", "same-site")
_PORTS: Final = {"http": 80, "https": 443}


def refuse_foreign_name(request: Request, address: str) -> None:
    """Refuse a request under a name that is not the service's own (DNS rebinding).

    A page of another site can have its name lead to this machine, and would then be of one
    origin with the service; the Host header still says that name.
    """
    names = request.headers.getlist("host")
    if request.url.path in _PROBES or (
        len(names) == 1 and names[0].lower() in _own(request, address)
    ):
        return
    raise RefusedError(
        Finding(
            code="service-host",
            where="Host",
            message="เรียกบริการนี้ด้วยชื่อที่ไม่ใช่ของบริการ",
            hint=f"เปิดที่ {address} หรือเริ่มบริการด้วย --address ตามชื่อที่ใช้จริง",
        ),
        status=HTTPStatus.BAD_REQUEST,
    )


def refuse_foreign_page(request: Request, address: str, *, always: bool) -> None:
    """Refuse what a page of another site has a browser send.

    A link from there that opens one of our pages is let through, unless `always`: where no login
    protects what is read.  What that page would have as its own picture, script or frame is not:
    each would have the service work.  Programs that are no browser send neither header.
    """
    site = request.headers.get("sec-fetch-site")
    if request.method in SAFE and not always and not (site in _ELSEWHERE and _is_part(request)):
        return
    origin = request.headers.get("origin")
    if site is not None:
        is_ours = site == "same-origin" or (site == "none" and request.method in SAFE)
    else:
        is_ours = origin is None or urlsplit_netloc(origin) in _own(request, address)
    if not is_ours:
        raise RefusedError(
            Finding(
                code="service-origin",
                where="Origin",
                message="คำขอนี้มาจากหน้าเว็บอื่น จึงไม่ได้ทำ",
                hint=f"เปิดหน้าของบริการที่ {address} แล้วทำรายการจากหน้านั้น",
            ),
            status=HTTPStatus.FORBIDDEN,
        )


def _is_part(request: Request) -> bool:
    """Return whether a browser asks for a part of a page, not for a page to be shown.

    Source: W3C, Fetch Metadata Request Headers, 2.
    """
    mode = request.headers.get("sec-fetch-mode", "navigate")
    kind = request.headers.get("sec-fetch-dest", "document")
    return mode != "navigate" or kind != "document"


def urlsplit_netloc(origin: str) -> str:
    """Return name and port of an origin as a Host header says them; empty for what is none.

    >>> urlsplit_netloc("http://localhost:8000"), urlsplit_netloc("null"), urlsplit_netloc("x://[")
    ('localhost:8000', '', '')
    """
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _own(request: Request, address: str) -> set[str]:
    """Return the names under which the service is reached: its address, and this machine's."""
    parts = urlsplit(address)
    own = {parts.netloc.lower(), f"{parts.hostname}:{parts.port or _PORTS.get(parts.scheme, 80)}"}
    server, port = request.scope.get("server") or ("", None)
    here = {*_LOOPBACK, *_literal(server)}
    return own | {f"{name}:{port}" for name in here} | (here if port == _PORTS["http"] else set())


def _literal(server: str) -> set[str]:
    """Return the address to which the connection came, as a Host header says it.

    Who comes by number was led here by no name.
    """
    try:
        parsed = ipaddress.ip_address(server)
    except ValueError:
        return set()
    return {f"[{parsed}]" if parsed.version == 6 else str(parsed)}
