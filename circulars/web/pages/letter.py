"""The page of one draft: workbook, form, preview, and issuing its letters."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Header, Query, Response, UploadFile
from fastapi.responses import RedirectResponse

from circulars.model.findings import Finding, blocking
from circulars.service.accounts.deeds import note_order
from circulars.service.making.ordering import order_of
from circulars.service.making.showing import previewed
from circulars.service.making.typed_numbers import taken_by_another
from circulars.service.registers.desk import at_register
from circulars.service.uploads.day_folders import new_folder
from circulars.service.uploads.uploads import UploadKind, take_in
from circulars.web.draft_page import Asked, draft_page, draft_parts, drafts_of
from circulars.web.filling import attempted
from circulars.web.typed import Typed, texts, ticked
from circulars.web.uploaded import content_of
from circulars.web.visits import MakingLetters, Visit

if TYPE_CHECKING:
    from starlette.datastructures import FormData

    from circulars.service.making.draft_file import Draft
    from circulars.service.making.shown import Preview

router = APIRouter(prefix="/letters/{draft}")

_MOST: Final = 100_000  # letters of one workbook that can be looked at
Place = Annotated[int, Query(ge=0, le=_MOST)]
# What a script wants back: "parts" of the page, or "none"; a browser without one gets a page.
Part = Annotated[str, Header(alias="X-Part")]


@router.get("")
def show(visit: MakingLetters, draft: str, place: Place = 0, *, shown: bool = False) -> Response:
    """Show a draft; the preview where it was asked for."""
    return draft_page(visit, drafts_of(visit).get(draft), Asked(preview=shown, place=place))


@router.get("/parts")
def parts(
    visit: MakingLetters, draft: str, place: Place = 0, *, number: bool = True, enter: bool = True
) -> Response:
    """Give what changes in the page, with another letter in the preview."""
    asked = Asked(preview=True, place=place, number=number, enter=enter)
    return draft_parts(visit, drafts_of(visit).get(draft), asked)


@router.post("/workbook")
def attach(visit: MakingLetters, draft: str, file: UploadFile | None = None) -> Response:
    """Take in the workbook; what is wrong with it is shown at its place."""
    drafts = drafts_of(visit)
    found = drafts.get(draft)
    _, refused = attempted(lambda: _attached(visit, draft, file))
    if refused:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return draft_page(visit, found, Asked(), status=status, refused=refused)
    return RedirectResponse(f"/letters/{draft}", HTTPStatus.SEE_OTHER)


def _attached(visit: Visit, draft: str, file: UploadFile | None) -> Draft:
    limit = visit.service.settings.upload_limit
    content = content_of(file, limit) if file else b""
    name = (file.filename if file else "") or "สมุดงาน.xlsx"
    folder = new_folder(visit.office, visit.service.clock())
    try:
        upload = take_in(content, name, folder, kinds={UploadKind.WORKBOOK}, limit=limit)
        return drafts_of(visit).attach(draft, upload)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # cleared in a day where the disk refuses


@router.post("/answers")
def answer(visit: MakingLetters, draft: str, typed: Typed, part: Part = "") -> Response:
    """Save what was typed, and show the letter as it is now."""
    saved = _saved(visit, draft, typed)
    if part == "none":
        return Response(status_code=HTTPStatus.NO_CONTENT)
    asked = _asked(typed)
    if part:
        return draft_parts(visit, saved, asked)
    address = f"/letters/{draft}?shown=1&place={asked.place}#preview"
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _saved(visit: Visit, draft: str, typed: FormData) -> Draft:
    """Return the draft with what was changed in the form; what another tab changed stays.

    The form tells of each field what stood in it before.
    """
    drafts = drafts_of(visit)
    before = texts(typed, "w:")
    said = {
        name: text
        for name, text in texts(typed, "f:").items()
        if name in before and text != before[name]
    }
    was, now = ticked(typed, "allowed"), ticked(typed, "allow")
    held = drafts.get(draft)
    allow = ({*held.allow} | (now - was)) - (was - now)
    if said or allow != {*held.allow}:
        held = drafts.say(draft, said, allow)
    if unwanted := ticked(typed, "forget"):
        held = drafts.forget(draft, unwanted)
    return held


def _asked(typed: FormData) -> Asked:
    place = str(typed.get("place", ""))[:10]  # int() refuses thousands of digits
    return Asked(
        preview=True,
        place=min(int(place), _MOST) if place.isascii() and place.isdigit() else 0,
        number="number" in typed,
        enter="enter" in typed or "entering" not in typed,
        pdf="pdf" in typed,
        archive="archive" in typed,
        two_sided="two_sided" in typed,
    )


@router.post("/issue")
def issue(visit: MakingLetters, draft: str, typed: Typed) -> Response:
    """Order the letters, once: whoever asks twice is led to the same job."""
    saved, asked = _saved(visit, draft, typed), _asked(typed)
    again = str(typed.get("again", ""))
    if saved.job and saved.job != again:
        return _to_job(saved.job)
    preview, stopped = _looked_at(visit, saved, asked)
    number = preview.to_enter if preview and asked.enter else None
    if number and not stopped:
        with at_register(visit.service, visit.actor) as register:
            stopped = taken_by_another(register, number, saved.letter_type)
    job: str | None = None
    if not stopped:
        order = partial(_ordered, visit, asked, bool(number))
        job, stopped = attempted(lambda: drafts_of(visit).issue(draft, order, again=again))
    if job is None:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return draft_page(visit, saved, asked, status=status, stopped=stopped)
    return _to_job(job)


def _to_job(job: str) -> RedirectResponse:
    return RedirectResponse(f"/jobs/{job}", HTTPStatus.SEE_OTHER)


def _looked_at(
    visit: Visit, draft: Draft, asked: Asked
) -> tuple[Preview | None, tuple[Finding, ...]]:
    """Return a letter of `draft`, and why it cannot go out; of many, some may be held back."""
    preview, failed = attempted(
        lambda: previewed(visit.service, visit.office, draft, asked.place, asked.number)
    )
    if preview is None or preview.letters > 1 or not preview.is_held:
        return preview, failed
    found = (at.finding for at in preview.findings)
    return preview, blocking(found, allowed=frozenset(draft.allow))


def _ordered(visit: Visit, asked: Asked, enter: bool, draft: Draft) -> str:
    order = order_of(
        visit.service,
        visit.office,
        draft,
        take_number=asked.number,
        enter_number=enter,
        archive=asked.archive,
        two_sided=asked.two_sided,
    )
    job = visit.service.jobs.submit(visit.actor, replace(order, pdf=asked.pdf))
    note_order(visit.service, visit.actor, job)
    return job.id
