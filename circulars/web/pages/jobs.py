"""Letters ordered: how far each job is, and what it made."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Final

import anyio
from fastapi import APIRouter, Query
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, RedirectResponse

from circulars.batch import MANIFEST
from circulars.runs.finish import ARCHIVE, INDEX, PRINT_RUN
from circulars.service.jobs.orders import Job, JobState
from circulars.service.letter_types.served import served_types
from circulars.service.people import Capability
from circulars.web.downloads import file_answer
from circulars.web.draft_page import drafts_of
from circulars.web.moments import moment
from circulars.web.showing import Nav
from circulars.web.streams import EventStream
from circulars.web.visits import MakingLetters
from thai_numerals import format_date, format_month, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from circulars.service.jobs.jobs import Jobs
    from circulars.service.jobs.told import Told

router = APIRouter()
NAV = Nav(title="งานทำหนังสือ", path="/jobs", place=15, needs=Capability.LETTERS)

STATES: Final = {
    JobState.QUEUED: "รอทำ",
    JobState.RUNNING: "กำลังทำ",
    JobState.DONE: "เสร็จแล้ว",
    JobState.FAILED: "ทำไม่ได้",
}
# What is for all letters together, with what people call it.
_WHOLE: Final = {
    ARCHIVE: "ทุกแฟ้มใน zip เดียว",
    PRINT_RUN: "พิมพ์ทั้งชุด (PDF)",
    INDEX: "บัญชีหนังสือ (Excel)",
}
# Codes of what may be over when the same is tried again: a full disk, a machine out of memory.
_PASSING: Final = ("service-", "run-", "output-", "layout-", "engine-", "register-", "number-")
_ON_A_PAGE: Final = 30  # jobs
_SPANS: Final = 3  # of numbers that follow one another
_SHOWN: Final = 100  # letters of a job, unless all are asked for
_LOOK: Final = 0.3  # seconds between two looks at a job
_BEAT: Final = 10.0  # seconds without news, after which proxies would close the connection
# A page asks again by itself: so short a stream does not hold up the end of the service.
_STREAM: Final = 25.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFiles:
    """The files of one letter."""

    stem: str
    names: tuple[str, ...]  # DOCX first


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersTold:
    """What letters are known by, in words; what is not known is empty."""

    numbers: str  # "ว๑๑๗๕–ว๑๑๘๓"
    subject: str
    period: str
    date: str


@router.get("/jobs")
def list_jobs(
    visit: MakingLetters,
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    words: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """Show the jobs of the office, the newest first; with `words` those that have all of them."""
    office = visit.actor.office
    jobs = visit.service.jobs.of_office(office, words)
    shown = jobs[(page - 1) * _ON_A_PAGE : page * _ON_A_PAGE]
    return visit.page(
        "jobs/list.html",
        jobs=shown,
        page=page,
        has_more=len(jobs) > page * _ON_A_PAGE,
        total=len(jobs),
        words=words.strip(),
        told=lambda job: _letters_told(visit.service.jobs.told(office, job.id)),
        states=STATES,
        main_file=_main_file,
        moment=moment,
    )


@router.get("/jobs/{job}")
def show_job(visit: MakingLetters, job: str, *, everything: bool = False) -> HTMLResponse:
    """Show how far a job is, or what it made."""
    found = visit.service.jobs.get(visit.actor.office, job)
    letters = _letters(found)
    kinds = {kind.name for kind in served_types(visit.office)}
    return visit.page(
        "jobs/job.html",
        job=found,
        ahead=visit.service.jobs.ahead_of(visit.actor.office, job),
        letters=letters if everything else letters[:_SHOWN],
        letters_in_all=len(letters),
        whole=[(name, _WHOLE[name]) for name in _WHOLE if name in found.files],
        can_go_on=found.has_order and any(f.code.startswith(_PASSING) for f in found.findings),
        draft=drafts_of(visit).of_job(found),
        has_next=found.state is JobState.DONE and found.order.letter_type in kinds,
        states=STATES,
        moment=moment,
    )


@router.get("/jobs/{job}/events")
async def follow_job(visit: MakingLetters, job: str) -> EventStream:
    """Tell how far a job is, as often as that changes.  Source: HTML, 9.2 server-sent events."""
    office = visit.actor.office
    visit.service.jobs.get(office, job)  # refused before anything is sent
    return EventStream(_events(visit.service.jobs, office, job), visit.actor)


@router.get("/jobs/{job}/now")
def how_far(visit: MakingLetters, job: str) -> JSONResponse:
    """Tell how far a job is now: for pages that can have no stream of events."""
    jobs, office = visit.service.jobs, visit.actor.office
    now = jobs.get(office, job)
    told = _told(now, jobs.ahead_of(office, job)) | {"over": now.state.is_over}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


@router.get("/jobs/{job}/files/{name}")
def download(visit: MakingLetters, job: str, name: str) -> FileResponse:
    """Give a file that a job made."""
    return file_answer(visit.service.jobs.result(visit.actor.office, job, name))


@router.post("/jobs/{job}/again")
def go_on(visit: MakingLetters, job: str) -> RedirectResponse:
    """Have a job go on that failed, or some of whose letters are held back."""
    visit.service.jobs.again(visit.actor.office, job)
    return RedirectResponse(f"/jobs/{job}", status_code=303)


@router.post("/jobs/{job}/stop")
def stop(visit: MakingLetters, job: str) -> RedirectResponse:
    """Stop a job; the numbers that it reserved stay reserved."""
    visit.service.jobs.cancel(visit.actor.office, job)
    return RedirectResponse(f"/jobs/{job}", status_code=303)


async def _events(jobs: Jobs, office: str, job: str) -> AsyncIterator[str]:
    """Yield an event for each change, until the job is over or it is time to ask again."""
    end = time.monotonic() + _STREAM
    told, when = "", time.monotonic()
    yield "retry: 1000\n\n"
    while time.monotonic() < end:
        now = jobs.get(office, job)
        said = json.dumps(_told(now, jobs.ahead_of(office, job)), ensure_ascii=False)
        if said != told:
            yield f"event: progress\ndata: {said}\n\n"
            told, when = said, time.monotonic()
        if now.state.is_over:
            yield "event: over\ndata: {}\n\n"
            return
        if time.monotonic() - when > _BEAT:
            yield ": \n\n"
            when = time.monotonic()
        await anyio.sleep(_LOOK)


def _told(job: Job, ahead: int | None) -> dict[str, Any]:
    """Return what the page shows of a job under way."""
    progress = job.progress
    return {
        "state": STATES[job.state],
        "phase": progress.phase,
        "done": progress.done,
        "total": progress.total,
        "letter": progress.letter,
        "ahead": ahead,
    }


def _letters_told(told: Told) -> LettersTold:
    """Return what is said of letters, in the digits that they are printed in."""
    numbers = ", ".join(map(str, told.spans[:_SPANS]))
    more = f" และอีก {len(told.spans) - _SPANS} ช่วง" if len(told.spans) > _SPANS else ""
    subjects = f" และอีก {told.other_subjects:,} เรื่อง" if told.other_subjects else ""
    return LettersTold(
        numbers=to_thai_digits(f"{numbers}{more}"),
        subject=f"{told.subject}{subjects}",
        period=format_month(told.period) if told.period else "",
        date=format_date(told.date) if told.date else "",
    )


def _letters(job: Job) -> list[LetterFiles]:
    """Return the letters that were made, each with its files."""
    own = [name for name in job.files if name not in {*_WHOLE, MANIFEST}]
    stems = [PurePath(name).stem for name in own if name.endswith(".docx")]
    names = dict.fromkeys(own)
    return [
        LetterFiles(
            stem=stem,
            names=tuple(name for name in (f"{stem}.docx", f"{stem}.pdf") if name in names),
        )
        for stem in stems
    ]


def _main_file(job: Job) -> str:
    """Return the one file of a job that people want first; empty where it made none."""
    wanted = (ARCHIVE, PRINT_RUN, *(name for name in job.files if name.endswith((".pdf", ".docx"))))
    by_use = sorted(wanted, key=lambda name: not name.endswith(".pdf") and name != ARCHIVE)
    return next((name for name in by_use if name in job.files), "")
