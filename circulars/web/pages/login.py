"""Logging in and out, and one's own password."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Query
from starlette.responses import RedirectResponse, Response

from circulars.model.findings import Finding
from circulars.service.accounts.entering import change_password, log_in
from circulars.service.accounts.sessions import end
from circulars.service.people import Actor
from circulars.web.attempts import attempt
from circulars.web.security.cookies import (
    device_cookie,
    let_in,
    session_cookie,
    take_session,
)
from circulars.web.security.targets import local_target
from circulars.web.showing import menu
from circulars.web.visits import Anybody, AtTheDoor, Caller

router = APIRouter()


@router.get("/login")
def login_page(caller: AtTheDoor, wanted: Annotated[str, Query(alias="next")] = "/") -> Response:
    """Return the form of the login; who is in already goes on."""
    if caller.actor:
        return RedirectResponse(_target(wanted, caller.actor), HTTPStatus.SEE_OTHER)
    return caller.page("login.html", login="", wanted=local_target(wanted), findings=())


@router.post("/login")
def login(
    caller: AtTheDoor,
    after: BackgroundTasks,
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    wanted: Annotated[str, Form(alias="next")] = "/",
) -> Response:
    """Let somebody in, with a new session."""
    request, service = caller.request, caller.service
    host = request.client.host if request.client else ""
    known = device_cookie(request, service)
    account = log_in(
        service.access, login, password, address=host, device=known, later=after.add_task
    )
    if account is None:
        said = {"login": login, "wanted": local_target(wanted), "findings": (_wrong(),)}
        return caller.page("login.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, **said)
    _end_old(caller)
    answer = RedirectResponse(_target(wanted, account.actor), HTTPStatus.SEE_OTHER)
    let_in(request, answer, service, account.id)
    return answer


@router.post("/logout")
def logout(visit: Anybody) -> Response:
    """End the session, here and in the database."""
    end(visit.service.access, session_cookie(visit.request, visit.service) or "")
    answer = RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    take_session(answer, visit.service)
    answer.headers["Clear-Site-Data"] = '"cache"'  # pictures of letters; browsers heed it by https
    return answer


@router.get("/account")
def own_account(visit: Anybody) -> Response:
    """Return the page of one's own account."""
    return visit.page("people/own.html", findings=(), done=False)


@router.post("/account/password")
def own_password(
    visit: Anybody,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
) -> Response:
    """Change one's own password: all sessions end, and this browser gets a new one."""
    access = visit.service.access
    tried = attempt(lambda: change_password(access, visit.actor, old, new))
    if tried.findings:
        said = {"findings": tried.findings, "done": False}
        return visit.page("people/own.html", status=tried.status, **said)
    answer = RedirectResponse("/account/changed", HTTPStatus.SEE_OTHER)
    let_in(visit.request, answer, visit.service, visit.actor.account)
    return answer


@router.get("/account/changed")
def own_password_changed(visit: Anybody) -> Response:
    """Return the page that says so."""
    return visit.page("people/own.html", findings=(), done=True)


def _end_old(caller: Caller) -> None:
    """End the session that the browser had: nobody goes on in one that another began."""
    if cookie := session_cookie(caller.request, caller.service):
        end(caller.service.access, cookie)


def _target(wanted: str, actor: Actor) -> str:
    """Return the page to go on with: the one wanted, else the first that the actor may see."""
    target = local_target(wanted)
    entries = menu(actor)
    return entries[0].path if target == "/" and entries else target


def _wrong() -> Finding:
    return Finding(
        code="login-wrong",
        where="เข้าสู่ระบบ",
        message="ชื่อเข้าใช้หรือรหัสผ่านไม่ถูกต้อง",
        hint="พิมพ์ใหม่ ตรวจภาษาแป้นพิมพ์และปุ่ม Caps Lock ถ้าลืมรหัสผ่าน ให้ผู้ดูแลระบบตั้งใหม่",
    )
