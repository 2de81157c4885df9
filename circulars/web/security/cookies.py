"""Cookies: the session, what binds a form to a browser before there is one, and known browsers."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Final

from itsdangerous import Signer

from circulars.service.accounts.devices import marked
from circulars.service.accounts.keys import new_key
from circulars.service.accounts.sessions import begin

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from circulars.service.service import Service

_SESSION: Final = "circulars_session"
_GUEST: Final = "circulars_guest"
_DEVICE: Final = "circulars_device"
_REMEMBERED: Final = 180 * 24 * 3600  # seconds; each login counts anew


def session_cookie(request: Request, service: Service) -> str | None:
    """Return the cookie of the session, as it came."""
    return request.cookies.get(_named(service, _SESSION))


def guest_cookie(request: Request, service: Service) -> str | None:
    """Return the cookie of a browser in which nobody is logged in, as it came."""
    return request.cookies.get(_named(service, _GUEST))


def device_cookie(request: Request, service: Service) -> str:
    """Return the cookie of a browser in which somebody logged in before; empty without one."""
    return request.cookies.get(_named(service, _DEVICE), "")


def new_guest() -> str:
    """Return a cookie for a browser in which nobody is logged in."""
    return new_key()


def give_guest(response: Response, service: Service, guest: str) -> None:
    """Have the browser keep the cookie `guest`."""
    _give(response, service, _GUEST, guest)


def let_in(request: Request, response: Response, service: Service, account: str) -> None:
    """Begin a session of `account`: the browser keeps its cookie until it is closed.

    It is known from then on as one in which this account logs in.  No script reads either.
    """
    _give(response, service, _SESSION, begin(service.access, account))
    device = marked(service.access, account, device_cookie(request, service))
    _give(response, service, _DEVICE, device, seconds=_REMEMBERED)
    take(response, service, _GUEST)


def take_session(response: Response, service: Service) -> None:
    """Have the browser forget the session."""
    take(response, service, _SESSION)


def csrf_of(service: Service, bound: str) -> str:
    """Return the token of forms that belong to the cookie `bound`.

    A page of another site can have a browser send the cookie, and cannot know the token.
    """
    signer = Signer(service.access.secret, salt=b"circulars csrf")
    return signer.get_signature(bound.encode("utf-8", "surrogatepass")).decode("ascii")


def is_csrf(expected: str, given: str) -> bool:
    """Return whether `given` is the token; how much of it is right shows in no time."""
    given_bytes = given.encode("utf-8", "surrogatepass")
    return bool(expected) and hmac.compare_digest(expected.encode("ascii"), given_bytes)


def _give(
    response: Response, service: Service, name: str, value: str, *, seconds: int | None = None
) -> None:
    response.set_cookie(
        _named(service, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=service.settings.is_secure,
        path="/",
    )


def take(response: Response, service: Service, name: str) -> None:
    """Have the browser forget the cookie `name`."""
    response.delete_cookie(
        _named(service, name),
        httponly=True,
        samesite="lax",
        secure=service.settings.is_secure,
        path="/",
    )


def _named(service: Service, name: str) -> str:
    """Return the cookie's name: over https one that no other host of the domain can set."""
    return f"__Host-{name}" if service.settings.is_secure else name
