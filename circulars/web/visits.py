"""A visit: one request with who asks it, and the way to answer with a page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import Depends, Request

from circulars.service.people import Actor, Capability
from circulars.service.refusals import forbidden
from circulars.web.security.cookies import csrf_of, give_guest, is_csrf, new_guest
from circulars.web.security.gate import CSRF_HEADER, forged
from circulars.web.security.origins import SAFE
from circulars.web.showing import menu, render

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.responses import HTMLResponse

    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service
    from circulars.web.security.door import Entry

_FORMS: Final = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody who may ask it."""

    request: Request
    service: Service
    actor: Actor
    csrf: str  # goes with every form and every request that changes something

    @property
    def office(self) -> OfficeFolder:
        """The folder of the actor's office: the only one that this visit may touch."""
        return self.service.office(self.actor.office)

    def page(
        self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **said: Any
    ) -> HTMLResponse:
        """Return the page that `template`, of the folder html/, makes of what is `said`."""
        return render(template, status=status, visit=self, menu=menu(self.actor), **said)


async def sent_csrf(request: Request) -> str:
    """Return the token that came with a change: in its header, or in the field of its form."""
    if request.method in SAFE:
        return ""
    if CSRF_HEADER in request.headers:
        return request.headers[CSRF_HEADER]
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _FORMS:
        return ""
    sent = (await request.form()).get("csrf", "")
    return sent if isinstance(sent, str) else ""


async def refuse_forged(request: Request, sent: Annotated[str, Depends(sent_csrf)]) -> None:
    """Refuse a change that does not come from a page of this session."""
    entry: Entry = request.state.entry
    if request.method not in SAFE and entry.csrf and not is_csrf(entry.csrf, sent):
        raise forged()


async def _visit(request: Request, _genuine: Annotated[None, Depends(refuse_forged)]) -> Visit:
    entry: Entry = request.state.entry
    if entry.actor is None:  # an open page that is none
        raise forbidden(request.url.path)
    service: Service = request.app.state.service
    return Visit(request=request, service=service, actor=entry.actor, csrf=entry.csrf)


def allowed(capability: Capability | None = None) -> Callable[[Visit], Awaitable[Visit]]:
    """Return the dependency of an endpoint that needs `capability`; it gives the visit."""

    async def visit(visit: Annotated[Visit, Depends(_visit)]) -> Visit:
        if capability is not None and not visit.actor.may(capability):
            raise forbidden(visit.request.url.path)
        return visit

    return visit


Anybody = Annotated[Visit, Depends(allowed())]
Converting = Annotated[Visit, Depends(allowed(Capability.CONVERT))]
Checking = Annotated[Visit, Depends(allowed(Capability.CHECK))]
MakingLetters = Annotated[Visit, Depends(allowed(Capability.LETTERS))]
Registering = Annotated[Visit, Depends(allowed(Capability.REGISTER))]
EditingTypes = Annotated[Visit, Depends(allowed(Capability.TYPES))]
EditingOffice = Annotated[Visit, Depends(allowed(Capability.OFFICE))]
ManagingPeople = Annotated[Visit, Depends(allowed(Capability.PEOPLE))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One request of whoever is at the door: logged in, or not yet."""

    request: Request
    service: Service
    actor: Actor | None
    csrf: str  # of a browser in which nobody is logged in: bound to its cookie; may be empty

    def page(
        self, template: str, *, status: HTTPStatus = HTTPStatus.OK, **said: Any
    ) -> HTMLResponse:
        """Return the page that `template` makes; with a token for its form, and its cookie."""
        if self.csrf:
            return render(template, status=status, caller=self, csrf=self.csrf, **said)
        guest = new_guest()
        csrf = csrf_of(self.service, guest)
        page = render(template, status=status, caller=self, csrf=csrf, **said)
        give_guest(page, self.service, guest)
        return page


async def _caller(request: Request, sent: Annotated[str, Depends(sent_csrf)]) -> Caller:
    entry: Entry = request.state.entry
    if request.method not in SAFE and not is_csrf(entry.csrf, sent):
        raise forged()
    service: Service = request.app.state.service
    return Caller(request=request, service=service, actor=entry.actor, csrf=entry.csrf)


AtTheDoor = Annotated[Caller, Depends(_caller)]
