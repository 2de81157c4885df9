"""Where to go after the login: only to a page of the service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from starlette.requests import Request

# Characters of a path with a query (RFC 3986), without what browsers take for the start of a name.
_LOCAL: Final = re.compile(r"/(?![/\\])[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*")
_LONGEST: Final = 2000
_AWAY: Final = ("/login", "/logout", "/setup", "/api/")


def local_target(text: str) -> str:
    r"""Return the path `text` if it is one of this service, else the first page.

    >>> local_target("/register?year=2568"), local_target("//evil.example"), local_target("/\\x")
    ('/register?year=2568', '/', '/')
    """
    if len(text) > _LONGEST or not _LOCAL.fullmatch(text) or text.startswith(_AWAY):
        return "/"
    return text


def login_target(request: Request) -> str:
    """Return the address of the login that leads back to the page that was asked for."""
    page = quote(request.url.path, safe="/") + (
        f"?{request.url.query}" if request.url.query else ""
    )
    wanted = local_target(page)
    is_worth = request.method == "GET" and wanted != "/"
    return f"/login?{urlencode({'next': wanted})}" if is_worth else "/login"
