"""The people of the office, the systems that ask for it, and who did what."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from circulars.model.findings import Finding
from circulars.service.accounts import accounts, tokens
from circulars.service.accounts.deeds import PAGE, deeds_of
from circulars.service.people import Capability, Role
from circulars.web.attempts import Attempt, attempt
from circulars.web.moments import moment
from circulars.web.security.door import wants_login
from circulars.web.showing import Nav
from circulars.web.visits import ManagingPeople, Visit

router = APIRouter(prefix="/people")
NAV: Final = Nav(title="ผู้ใช้และระบบ", path="/people", place=80, needs=Capability.PEOPLE)
_SEE_OTHER: Final = 303


@router.get("")
def people(visit: ManagingPeople) -> HTMLResponse:
    """Return the page."""
    return _page(visit)


@router.post("")
def invite(
    visit: ManagingPeople,
    name: Annotated[str, Form()] = "",
    login: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.STAFF,
) -> Response:
    """Invite somebody: the page shows the link, this once."""
    access = visit.service.access
    made = attempt(
        lambda: accounts.invite(access, visit.actor, name=name.strip(), login=login, role=role)
    )
    return _linked(visit, made, name.strip())


@router.post("/{account}/reset")
def reset(visit: ManagingPeople, account: str) -> Response:
    """Have somebody set a new password: the page shows the link, this once."""
    access = visit.service.access
    person = next((each for each in _people(visit) if each.id == account), None)
    made = attempt(lambda: accounts.reset(access, visit.actor, account))
    return _linked(visit, made, person.name if person else "")


@router.post("/{account}/role")
def change_role(visit: ManagingPeople, account: str, role: Annotated[Role, Form()]) -> Response:
    """Give somebody another role."""
    access = visit.service.access
    return _changed(
        visit, attempt(lambda: accounts.change_role(access, visit.actor, account, role))
    )


@router.post("/{account}/disable")
def disable(visit: ManagingPeople, account: str) -> Response:
    """Let somebody in no more."""
    access = visit.service.access
    return _changed(visit, attempt(lambda: accounts.disable(access, visit.actor, account)))


@router.post("/{account}/enable")
def enable(visit: ManagingPeople, account: str) -> Response:
    """Let somebody in again."""
    access = visit.service.access
    return _changed(visit, attempt(lambda: accounts.enable(access, visit.actor, account)))


@router.post("/tokens/new")
def new_token(
    visit: ManagingPeople,
    system: Annotated[str, Form()] = "",
    role: Annotated[Role, Form()] = Role.STAFF,
) -> Response:
    """Give a system a token: the page shows it, this once."""
    access = visit.service.access
    made = attempt(lambda: tokens.new_token(access, visit.actor, name=system.strip(), role=role))
    if made.result is None:
        return _page(visit, made)
    return visit.page("people/token.html", token=made.result, system=system.strip())


@router.post("/tokens/{token}/revoke")
def revoke_token(visit: ManagingPeople, token: str) -> Response:
    """Have a token open nothing any more."""
    access = visit.service.access
    return _changed(visit, attempt(lambda: tokens.revoke(access, visit.actor, token)))


@router.get("/deeds")
def deeds(
    visit: ManagingPeople, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> HTMLResponse:
    """Return who did what, a page at a time."""
    found = deeds_of(visit.service.access, visit.actor.office, before=before)
    older = found[-1].id if len(found) == PAGE else None
    return visit.page("people/deeds.html", deeds=found, older=older, before=before, moment=moment)


def _people(visit: Visit) -> tuple[accounts.Account, ...]:
    return accounts.accounts_of(visit.service.access, visit.actor.office)


def _page(visit: Visit, tried: Attempt[str] | Attempt[None] | None = None) -> HTMLResponse:
    access = visit.service.access
    findings: tuple[Finding, ...] = tried.findings if tried else ()
    given = {"status": tried.status} if tried else {}
    return visit.page(
        "people/people.html",
        people=_people(visit),
        tokens=tokens.tokens_of(access, visit.actor.office),
        roles=[*Role],
        token_roles=tokens.ROLES,
        logs_in=wants_login(access),
        findings=findings,
        moment=moment,
        **given,
    )


def _changed(visit: Visit, tried: Attempt[None]) -> Response:
    if tried.findings:
        return _page(visit, tried)
    return RedirectResponse("/people", _SEE_OTHER)


def _linked(visit: Visit, made: Attempt[str], name: str) -> Response:
    if made.result is None:
        return _page(visit, made)
    link = f"{visit.service.settings.address.rstrip('/')}/setup/{made.result}"
    return visit.page("people/link.html", link=link, name=name)
