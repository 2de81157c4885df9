"""The first page: choose a letter type, go on with a draft, or with last month's letter."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import FileResponse, RedirectResponse

from circulars.service.letter_types.served import served_type, served_types
from circulars.service.making.pictures import page_image, type_picture
from circulars.service.people import Capability
from circulars.web.draft_page import drafts_of
from circulars.web.moments import moment
from circulars.web.pages.jobs import STATES
from circulars.web.showing import Nav, menu
from circulars.web.visits import Anybody, MakingLetters

router = APIRouter()
NAV = Nav(title="ทำหนังสือ", path="/", place=10, needs=Capability.LETTERS)

_JOBS_SHOWN: Final = 5
# Letters are private: no browser keeps a page of one longer than it is filled in.
_FOR_A_SITTING: Final = {"Cache-Control": "private, max-age=3600, immutable"}
_NOT_YET: Final = {"Cache-Control": "no-store", "Retry-After": "3"}
_FOR_A_WHILE: Final = {"Cache-Control": "private, max-age=300"}


@router.get("/")
def start(visit: Anybody) -> Response:
    """Show the letter types, the drafts under way, and the latest jobs."""
    if not visit.actor.may(Capability.LETTERS):  # who makes no letters begins elsewhere
        return RedirectResponse(menu(visit.actor)[0].path, HTTPStatus.SEE_OTHER)
    types = served_types(visit.office)
    shelf = drafts_of(visit).shelf()
    return visit.page(
        "letters/start.html",
        has_office=visit.office.profile.is_file(),
        types=types,
        drafts=shelf.drafts,
        damaged=shelf.damaged,
        jobs=visit.service.jobs.of_office(visit.actor.office)[:_JOBS_SHOWN],
        again={kind.name for kind in types},
        states=STATES,
        moment=moment,
    )


@router.post("/letters")
def begin(
    visit: MakingLetters,
    type_: Annotated[str, Form(alias="type")],
    after: Annotated[str, Form()] = "",
    book: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Begin a draft; `after` is the job whose answers are rolled forward.

    `book` is another draft whose workbook is used here too.
    """
    drafts = drafts_of(visit)
    kind = served_type(visit.office, type_)
    if after:
        visit.service.jobs.get(visit.actor.office, after)  # of this office, or refused
    workbook = drafts.workbook(drafts.get(book)) if book else None
    draft = drafts.create(kind, visit.actor.name, after=after)
    if workbook:
        drafts.attach(draft.id, workbook)
    return RedirectResponse(f"/letters/{draft.id}", HTTPStatus.SEE_OTHER)


@router.get("/letters/types/{name}/picture")
def picture(visit: MakingLetters, name: str) -> Response:
    """Show the first page of a letter type; nothing yet where its picture is still to come."""
    kind = served_type(visit.office, name)
    path = type_picture(visit.service, visit.office, kind)
    if path is None:
        return Response(status_code=HTTPStatus.ACCEPTED, headers=_NOT_YET)
    return FileResponse(path, headers=_FOR_A_WHILE)


@router.get("/letters/pages/{image}")
def page_of_preview(visit: MakingLetters, image: str) -> FileResponse:
    """Show a page of a preview; its name is what is in it, so that it never changes."""
    return FileResponse(page_image(visit.office, image), headers=_FOR_A_SITTING)


@router.post("/letters/{draft}/afresh")
def begin_afresh(
    visit: MakingLetters, draft: str, *, fresh: Annotated[bool, Form()] = True
) -> RedirectResponse:
    """Leave out what earlier letters said, or take it again; what was typed stays."""
    drafts_of(visit).begin_afresh(draft, fresh=fresh)
    return RedirectResponse(f"/letters/{draft}", HTTPStatus.SEE_OTHER)


@router.post("/letters/{draft}/discard")
def discard(visit: MakingLetters, draft: str) -> RedirectResponse:
    """Throw a draft away."""
    drafts_of(visit).discard(draft)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)
