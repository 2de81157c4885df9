"""Whether the service lives, whether it can work, and its figures; for whatever watches it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from circulars.service.people import Capability
from circulars.service.readiness import faults
from circulars.service.refusals import forbidden

if TYPE_CHECKING:
    from circulars.service.service import Service
    from circulars.web.metrics import Metrics
    from circulars.web.security.door import Entry

router = APIRouter()
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-real-ip")
_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"  # Prometheus text format


@router.get("/healthz")
async def alive() -> PlainTextResponse:
    """Say that the service answers."""
    return PlainTextResponse("ok\n")


@router.get("/readyz")
def ready(request: Request) -> JSONResponse:
    """Say whether letters can be made; where not (503), why, in Thai."""
    service: Service = request.app.state.service
    found = faults(service)
    return JSONResponse(
        {"ready": not found, "findings": [finding.as_dict() for finding in found]},
        status_code=HTTPStatus.SERVICE_UNAVAILABLE if found else HTTPStatus.OK,
        headers={"Cache-Control": "no-store"},
    )


@router.get("/metrics")
def figures(request: Request) -> Response:
    """Give the figures to this machine, to a system with a token, and to administrators.

    What a proxy on this machine hands on comes from elsewhere.
    """
    entry: Entry = request.state.entry
    actor = entry.actor
    if actor is None:
        allowed = not any(name in request.headers for name in _FORWARDED)
    else:
        allowed = actor.is_system or actor.may(Capability.PEOPLE)
    if not allowed:
        raise forbidden(request.url.path)
    metrics: Metrics = request.app.state.metrics
    return Response(metrics.text(request.app.state.service), media_type=_TEXT)
