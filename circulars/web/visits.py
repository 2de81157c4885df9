"""A visit: one request with who asks it, and the way to answer with a page."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends, Request

from circulars.service.people import Actor, Capability, Role
from circulars.service.places import FIRST_OFFICE
from circulars.service.refusals import forbidden
from circulars.web.showing import menu, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import HTMLResponse

    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


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


def _visit(request: Request) -> Visit:
    service: Service = request.app.state.service
    actor = Actor(name="ผู้ใช้เครื่องนี้", office=FIRST_OFFICE, role=Role.ADMIN)
    return Visit(request=request, service=service, actor=actor, csrf="")


def allowed(capability: Capability | None = None) -> Callable[[Visit], Visit]:
    """Return the dependency of an endpoint that needs `capability`; it gives the visit."""

    def visit(visit: Annotated[Visit, Depends(_visit)]) -> Visit:
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
