"""Links that open once: setting the service up, and setting a password."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from circulars.model.findings import Finding
from circulars.service.accounts.accounts import Account
from circulars.service.accounts.entering import (
    account_of_link,
    office_of_link,
    set_password,
    set_up,
)
from circulars.service.accounts.links import Link, Purpose, look_up
from circulars.web.attempts import attempt
from circulars.web.security.cookies import let_in
from circulars.web.visits import AtTheDoor, Caller

router = APIRouter(prefix="/setup")


@router.get("/{key}")
def setup_page(caller: AtTheDoor, key: str) -> Response:
    """Return the form that the link opens; looking does not use it up."""
    return _page(caller, key, look_up(caller.service.access, key))


@router.post("/{key}")
def set_it_up(
    caller: AtTheDoor,
    key: str,
    office: Annotated[str, Form()] = "",
    name: Annotated[str, Form()] = "",
    login: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
) -> Response:
    """Make the admin, or set the password, that the link is for; and let them in."""
    access = caller.service.access
    link = look_up(access, key)
    said = {"office": office.strip(), "name": name.strip(), "login": login}

    def act() -> Account:
        if link.purpose is Purpose.ADMIN:
            return set_up(access, key, password=password, **said)
        return set_password(access, key, password)

    tried = attempt(act)
    if tried.result is None:
        return _page(caller, key, link, status=tried.status, findings=tried.findings, **said)
    answer = RedirectResponse("/login", HTTPStatus.SEE_OTHER)
    if not tried.result.is_disabled:
        let_in(caller.request, answer, caller.service, tried.result.id)
    return answer


def _page(
    caller: Caller,
    key: str,
    link: Link,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    findings: tuple[Finding, ...] = (),
    office: str = "",
    name: str = "",
    login: str = "",
) -> Response:
    access = caller.service.access
    said = {"key": key, "findings": findings, "office": office, "name": name, "login": login}
    if link.purpose is Purpose.PASSWORD:
        account = account_of_link(access, link)
        return caller.page("people/password.html", status=status, account=account, **said)
    known = office_of_link(access, link) if link.office else ""
    return caller.page("people/setup.html", status=status, known=known, **said)
