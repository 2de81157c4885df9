"""Jobs as the API tells of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote

from pydantic import BaseModel, Field

from circulars.service.jobs.orders import JobState
from circulars.web.problems import FindingAnswer, writable

if TYPE_CHECKING:
    from circulars.service.jobs.orders import Job
    from circulars.service.jobs.told import Span, Told
    from circulars.web.visits import Visit

JOBS: Final = "/api/v1/jobs"


def job_url(job: str) -> str:
    """Return where a job is told of."""
    return f"{JOBS}/{job}"


class FileAnswer(BaseModel):
    """A file that a job made."""

    name: str = Field(examples=["พย0019.2-1175.pdf"])
    url: str = Field(description="Where to download it; relative to the service.")


class ProgressAnswer(BaseModel):
    """Where a running job is."""

    phase: str = Field(description="In Thai, for people.", examples=["ทำหนังสือ"])
    done: int = Field(ge=0)
    total: int = Field(ge=0, description="0 while it is not known.")


class NumbersAnswer(BaseModel):
    """Numbers that letters of a job have, one after the other."""

    first: str = Field(description="As printed, in Arabic digits.", examples=["พย 0019.2/ว1175"])
    last: str = Field(description="The same as `first` where it is one.")
    count: int = Field(ge=1)

    @classmethod
    def of(cls, span: Span) -> Self:
        """Return `span` as the API tells of it."""
        first, last = (f"{span.before}{n}{span.after}" for n in (span.first, span.last))
        return cls(first=writable(first), last=writable(last), count=span.last - span.first + 1)


class JobAnswer(BaseModel):
    """One order of letters and what became of it."""

    id: str = Field(pattern="^[0-9a-f]{16}$")
    url: str
    state: JobState = Field(description="`done`: letters are made; `failed`: none could be.")
    letter_type: str
    version: str = Field(description="Of the letter type, when the letters were ordered.")
    title: str
    ordered: dt.datetime
    ordered_by: str
    progress: ProgressAnswer
    files: list[FileAnswer]
    findings: list[FindingAnswer]
    held: list[str] = Field(description="Recipients whose letters are held back.")
    pages: int | None = Field(description="Of the PDF; null without one.")
    numbers: list[NumbersAnswer] = Field(description="Of the letters made; empty without one.")
    subject: str = Field(description="Of the first letter made; empty while there is none.")
    period: str | None = Field(
        description="Month that the letters report on; null where nothing says so.",
        examples=["2025-03"],
    )

    @classmethod
    def of(cls, job: Job, told: Told) -> Self:
        """Return `job` as the API tells of it."""
        return cls(
            id=job.id,
            url=job_url(job.id),
            state=job.state,
            letter_type=job.order.letter_type,
            version=job.order.version,
            title=writable(job.order.title),
            ordered=job.ordered,
            ordered_by=writable(job.actor),
            progress=ProgressAnswer(
                phase=job.progress.phase, done=job.progress.done, total=job.progress.total
            ),
            files=[
                FileAnswer(name=name, url=f"{job_url(job.id)}/files/{quote(name, safe='')}")
                for name in job.files
            ],
            findings=[FindingAnswer.of(finding) for finding in job.findings],
            held=[writable(each) for each in job.held],
            pages=job.pages,
            numbers=[NumbersAnswer.of(span) for span in told.spans],
            subject=writable(told.subject),
            period=f"{told.period.first_day:%Y-%m}" if told.period else None,
        )


def answered(visit: Visit, job: Job) -> JobAnswer:
    """Return `job` of the visitor's office as the API tells of it."""
    return JobAnswer.of(job, visit.service.jobs.told(visit.actor.office, job.id))
