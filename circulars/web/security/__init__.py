"""What stands before every page: limits, headers, where a request comes from, and who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.web.security.bodies import BodyLimit
from circulars.web.security.gate import Gate
from circulars.web.security.headers import SecurityHeaders

if TYPE_CHECKING:
    from fastapi import FastAPI

    from circulars.service.settings import Settings


def add_security(app: FastAPI, settings: Settings) -> None:
    """Put the guards around `app`; the one added last stands outermost."""
    app.add_middleware(BodyLimit, upload_limit=settings.upload_limit)
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(SecurityHeaders, is_secure=settings.is_secure)
