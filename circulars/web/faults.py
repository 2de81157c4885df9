"""Refusals as answers: a page for people, problem details (RFC 9457) for other systems."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from starlette.responses import JSONResponse

from circulars.model.errors import CircularsError
from circulars.service.refusals import RefusedError
from circulars.web.showing import render

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.responses import Response


def add_fault_handlers(app: FastAPI) -> None:
    """Have `app` answer refusals."""
    app.add_exception_handler(CircularsError, _refused)


def _refused(request: Request, error: Exception) -> Response:
    """Return the findings of `error` in the form that whoever asked can read."""
    fault = cast(CircularsError, error)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    headers: dict[str, str] = {}
    if isinstance(fault, RefusedError):
        status, headers = fault.status, fault.headers
    if request.url.path.startswith("/api/"):
        return problem(status, fault, headers)
    page = render("fault.html", status=status, findings=fault.findings, title=status.phrase)
    page.headers.update(headers)
    return page


def problem(status: HTTPStatus, error: CircularsError, headers: dict[str, str]) -> JSONResponse:
    """Return the problem details of `error`; `findings` extends them.  Source: RFC 9457."""
    first = error.findings[0] if error.findings else None
    return JSONResponse(
        {
            "type": f"urn:circulars:{first.code if first else 'problem'}",
            "title": status.phrase,
            "status": status.value,
            "detail": first.message if first else "",
            "findings": [finding.as_dict() for finding in error.findings],
        },
        status_code=status,
        headers=headers,
        media_type="application/problem+json",
    )
