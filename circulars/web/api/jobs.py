"""Jobs, for other systems: how far they are, and the files that they made."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import FileResponse

from circulars.web.downloads import file_answer, files_said
from circulars.web.job_answers import JobAnswer, answered
from circulars.web.paging import Asked, Listed
from circulars.web.visits import MakingLetters

router = APIRouter(tags=["jobs"])
JobId = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="As `id` of the job says.")]
FileName = Annotated[str, Path(max_length=255, description="As `files` of the job says.")]
Words = Annotated[
    str,
    Query(
        max_length=200,
        description="Only jobs that have all of these words: a number in Thai or Arabic digits, "
        "words of the title or subject, a month, who ordered.",
        examples=["ว๑๑๗๕", "OTOP มีนาคม 2568"],
    ),
]


@router.get("/jobs")
def list_jobs(visit: MakingLetters, part: Asked, words: Words = "") -> Listed[JobAnswer]:
    """Return the jobs of the office, the newest first."""
    jobs = visit.service.jobs.of_office(visit.actor.office, words)
    return Listed(items=[answered(visit, job) for job in part.of(jobs)], total=len(jobs))


@router.get("/jobs/{job}")
def get_job(visit: MakingLetters, job: JobId) -> JobAnswer:
    """Return a job as it is now."""
    return answered(visit, visit.service.jobs.get(visit.actor.office, job))


@router.get("/jobs/{job}/files/{name}", response_class=FileResponse, responses=files_said(200))
def get_job_file(visit: MakingLetters, job: JobId, name: FileName) -> FileResponse:
    """Return a file that the job made."""
    return file_answer(visit.service.jobs.result(visit.actor.office, job, name))
