"""The gate: every request passes it before anything of it is read."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse

from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.accounts.accounts import accounts_exist
from circulars.service.refusals import RefusedError
from circulars.service.tracing import set_asker
from circulars.web.faults import answer, wants_json
from circulars.web.security import door
from circulars.web.security.cookies import is_csrf
from circulars.web.security.origins import SAFE, refuse_foreign_name, refuse_foreign_page
from circulars.web.security.targets import login_target

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from circulars.service.service import Service
    from circulars.service.settings import Settings

CSRF_HEADER: Final = "x-csrf-token"


class Gate:
    """Lets a request in with who asks it (`request.state.entry`), or answers it."""

    def __init__(self, app: ASGIApp, *, settings: Settings) -> None:
        self._app = app
        self._address = settings.address

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or let it go on with `state.entry`."""
        if scope["type"] == "websocket":
            return  # there is none here
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refused = await run_in_threadpool(self._stop, request)
        except CircularsError as error:
            refused = _said(request, error)
        _know_asker(request)
        await (refused or self._app)(scope, receive, send)

    def _stop(self, request: Request) -> Response | None:
        """Return where a request is sent instead; nothing where it may go on."""
        service: Service = request.app.state.service
        refuse_foreign_name(request, self._address)
        is_unguarded = door.is_api(request) and not door.wants_login(service.access)
        refuse_foreign_page(request, self._address, always=is_unguarded)
        if request.url.path.startswith("/static/"):
            return None
        entry = door.enter(service, request)
        if entry.actor is None and not door.is_open(request):
            return _elsewhere(request, service)
        if entry.actor is not None:
            _refuse_forged(request, entry)
        request.state.entry = entry
        return None


def _know_asker(request: Request) -> None:
    """Have the workshop know whose turn it is; whoever sits at this machine is alone."""
    entry: door.Entry | None = getattr(request.state, "entry", None)
    if entry is not None and entry.actor is not None and entry.actor is not door.HERE:
        set_asker(f"{entry.actor.office} {entry.actor.account or entry.actor.name}")


def _elsewhere(request: Request, service: Service) -> Response:
    """Return the way to the login of somebody who is not logged in."""
    if not accounts_exist(service.access):
        raise door.not_set_up()
    is_look = request.headers.get("sec-fetch-mode", "navigate") == "navigate"
    if wants_json(request) or not is_look:
        raise door.unknown() if door.is_api(request) else door.logged_out()
    return RedirectResponse(login_target(request), status_code=HTTPStatus.SEE_OTHER)


def _refuse_forged(request: Request, entry: door.Entry) -> None:
    """Refuse a wrong token of a change; a form's own is looked at when the form is read."""
    if request.method in SAFE or not entry.csrf:
        return
    given = request.headers.get(CSRF_HEADER)
    if given is None and not door.is_api(request):
        return
    if not is_csrf(entry.csrf, given or ""):
        raise forged()


def forged() -> RefusedError:
    """Return the refusal of a form that is not of a page of this session."""
    return RefusedError(
        Finding(
            code="service-csrf",
            where="แบบฟอร์ม",
            message="หน้านี้เปิดค้างไว้นานเกินไป หรือไม่ได้ส่งมาจากหน้าของบริการ",
            hint="เปิดหน้าใหม่แล้วทำรายการอีกครั้ง",
        ),
        status=HTTPStatus.FORBIDDEN,
    )


def _said(request: Request, error: CircularsError) -> Response:
    if isinstance(error, RefusedError):
        return answer(request, error.status, error.findings, error.headers)
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, error.findings)
