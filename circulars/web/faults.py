"""Refusals as answers: a page for people, problem details (RFC 9457) for other systems."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, cast

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request

from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.page_hints import for_page
from circulars.service.refusals import RefusedError
from circulars.service.tracing import places_of, request_id
from circulars.web.invalid import invalid
from circulars.web.problems import problem, title_of, writable
from circulars.web.showing import render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fastapi import FastAPI
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG: Final = logging.getLogger("circulars.web")


def add_fault_handlers(app: FastAPI) -> None:
    """Have `app` answer whatever goes wrong: refusals, requests that say nothing, own faults."""
    app.add_exception_handler(CircularsError, _refused)
    app.add_exception_handler(HTTPException, _not_served)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    # The innermost, so that its answer has the headers that the others give.
    app.user_middleware.append(Middleware(_Failures))
    app.add_exception_handler(Exception, _failed)  # of what stands around it


class _Failures:
    """Answers where the service is at fault; no server or log sees the exception's own words."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            await _failed(Request(scope), error)(scope, receive, send)


def answer(
    request: Request,
    status: int,
    findings: Sequence[Finding],
    headers: Mapping[str, str] | None = None,
    *,
    fault: str | None = None,
) -> Response:
    """Return `findings` in the form that whoever asked can read; `fault` names it in the log."""
    if wants_json(request):
        instance = f"urn:circulars:request:{fault}" if fault else None
        return problem(status, findings, headers, instance=instance)
    page = render(
        "fault.html",
        status=HTTPStatus(status),
        findings=[_shown(for_page(finding)) for finding in findings],
        title=title_of(status),
    )
    page.headers.update(headers or {})
    return page


def wants_json(request: Request) -> bool:
    """Return whether a system or a script asks, not a person who looks at the answer."""
    accepts = request.headers.get("accept", "")
    is_script = "json" in accepts and "text/html" not in accepts
    return request.url.path.startswith("/api/") or is_script


def _refused(request: Request, error: Exception) -> Response:
    """Return the findings of `error`."""
    fault = cast(CircularsError, error)
    status, headers = HTTPStatus.UNPROCESSABLE_ENTITY, {}
    if isinstance(fault, RefusedError):
        status, headers = fault.status, fault.headers
    return answer(request, status, fault.findings or (_unreadable(request),), headers)


def _not_served(request: Request, error: Exception) -> Response:
    """Return what the framework refuses: no such page, not this method, a body it cannot read."""
    refused = cast(HTTPException, error)
    status = HTTPStatus(refused.status_code)
    said = {HTTPStatus.NOT_FOUND: _no_page, HTTPStatus.METHOD_NOT_ALLOWED: _other_method}
    finding = said.get(status, _unreadable)(request)
    return answer(request, status, (finding,), refused.headers)


def _misunderstood(request: Request, error: Exception) -> Response:
    """Return what is wrong with the parameters and the body of a request."""
    found = invalid(cast(RequestValidationError, error).errors())
    return answer(request, HTTPStatus.UNPROCESSABLE_ENTITY, found)


def _failed(request: Request, error: Exception) -> Response:
    """Return that the service is at fault; what failed goes to the log, without any value."""
    fault = request_id()
    said = {"request": fault, "error": type(error).__qualname__}
    _LOG.error("request failed", extra={**said, "places": places_of(error.__traceback__)})
    finding = Finding(
        code="service-fault",
        where=_place(request),
        message=f"ระบบขัดข้อง หมายเลขเหตุการณ์ {fault}",
        hint="ลองใหม่อีกครั้ง ถ้ายังไม่ได้ให้แจ้งหมายเลขนี้แก่ผู้ดูแลระบบ",
    )
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, (finding,), fault=fault)


def _no_page(request: Request) -> Finding:
    return Finding(
        code="service-not-found",
        where=_place(request),
        message="ไม่พบหน้านี้",
        hint="ตรวจที่อยู่ของหน้า หรือกลับไปหน้าแรกแล้วเลือกใหม่",
    )


def _other_method(request: Request) -> Finding:
    return Finding(
        code="service-method",
        where=_place(request),
        message="ที่อยู่นี้ไม่รับคำสั่งแบบนี้",
        hint="ใช้คำสั่งที่ส่วนหัว Allow ของคำตอบบอกไว้",
    )


def _unreadable(request: Request) -> Finding:
    return Finding(
        code="service-request-invalid",
        where=_place(request),
        message="คำขออ่านไม่ได้",
        hint="ส่งใหม่ให้ครบถ้วนตามรูปแบบใน /api/v1/openapi.json",
    )


def _shown(finding: Finding) -> dict[str, str]:
    return {name: writable(value) for name, value in finding.as_dict().items()}


def _place(request: Request) -> str:
    return writable(request.url.path)[:200]
