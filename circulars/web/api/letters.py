"""Letters made for other systems: one at once, many as a job."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import FileResponse

from circulars.model.errors import CircularsError
from circulars.service.jobs import ordering
from circulars.service.jobs.orders import JobState
from circulars.web.downloads import file_answer
from circulars.web.job_answers import JobAnswer, answered, job_url
from circulars.web.letters_form import LettersForm, answers_of, waived
from circulars.web.made_files import AS_FILE, FileKind, kind_asked, made_file
from circulars.web.repeated import IdempotencyKey
from circulars.web.visits import MakingLetters

if TYPE_CHECKING:
    from circulars.service.jobs.orders import Job

router = APIRouter(tags=["letters"])
_As = Annotated[
    FileKind | None,
    Query(alias="as", description="Answer with the file itself; so does `Accept`."),
]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The file asked for, or the job of an earlier request.",
        "model": JobAnswer,
        **AS_FILE,
    },
    201: {"description": "The letters are made."},
    202: {"description": "They are being made: ask again at `Location`.", "model": JobAnswer},
}


@router.post("/letters", status_code=201, response_model=JobAnswer, responses=_ANSWERS)
def make_letters(
    visit: MakingLetters,
    request: Request,
    response: Response,
    form: Annotated[LettersForm, Form(media_type="multipart/form-data")],
    key: IdempotencyKey = None,
    wanted: _As = None,
) -> JobAnswer | FileResponse:
    """Make letters from a workbook.

    One letter is waited for (201); many letters are a job that goes on (202).  Where none can
    be made, all faults of workbook and form are the problem's findings (422).
    """
    kind = wanted or kind_asked(request)
    asked = ordering.Request(
        letter_type=form.type,
        workbooks=tuple((each.filename or "", each.file.read()) for each in form.workbook),
        values=answers_of(form),
        allow=waived(form),
        take_number=form.number,
        new_year=form.new_year,
        pdf=form.pdf,
        key=key or "",
    )
    job, is_repeated = ordering.order_letters(visit.service, visit.actor, asked)
    job = ordering.awaited(visit.service, job, visit.actor.office, form.wait)
    _refuse_failed(job)
    if kind and job.state.is_over:
        file = made_file(job, kind)
        return file_answer(visit.service.jobs.result(visit.actor.office, job.id, file))
    response.status_code = _status(job, is_repeated=is_repeated)
    response.headers["Location"] = job_url(job.id)
    return answered(visit, job)


def _refuse_failed(job: Job) -> None:
    """Raise the findings of a job that could make no letter."""
    if job.state is JobState.FAILED:
        raise CircularsError(*job.findings)


def _status(job: Job, *, is_repeated: bool) -> HTTPStatus:
    if not job.state.is_over:
        return HTTPStatus.ACCEPTED
    return HTTPStatus.OK if is_repeated else HTTPStatus.CREATED
