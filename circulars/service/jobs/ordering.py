"""Ordering letters in one request: files taken in, the job submitted once, and waited for."""

from __future__ import annotations

import json
import shutil
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from circulars.batch import sha256
from circulars.service.accounts.deeds import note_order
from circulars.service.jobs.orders import Order
from circulars.service.jobs.repeats import once, whose
from circulars.service.letter_types.served import served_type
from circulars.service.places import new_id
from circulars.service.uploads.uploads import UploadKind, take_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from circulars.service.jobs.orders import Job
    from circulars.service.people import Actor
    from circulars.service.service import Service

_PATIENCE: Final = 60.0  # seconds that one letter is waited for
_STEP: Final = 0.2  # seconds between two looks whether it is one letter or many
# Requests that wait at the same time; each takes a thread that others need for their pages.
_WAITING: Final = threading.BoundedSemaphore(16)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What another system orders."""

    letter_type: str
    workbooks: tuple[tuple[str, bytes], ...]  # name as sent, content
    values: Mapping[str, str]
    allow: tuple[str, ...] = ()
    take_number: bool = False
    new_year: bool = False
    pdf: bool = True
    key: str = field(default="")  # the same key asks for the same job

    @property
    def digest(self) -> str:
        """SHA-256 over everything that is asked for, without the key."""
        asked = (
            self.letter_type,
            [(name, sha256(content)) for name, content in self.workbooks],
            sorted(self.values.items()),
            sorted(self.allow),
            [self.take_number, self.new_year, self.pdf],
        )
        return sha256(json.dumps(asked).encode())


def order_letters(service: Service, actor: Actor, request: Request) -> tuple[Job, bool]:
    """Return the job of `request`, and whether it was submitted before with the same key.

    Raises :exc:`RefusedError` for a letter type that is not there, for files that are no
    workbooks, and for a key that was used for something else.
    """
    submit = partial(_submit, service, actor, request)
    if not request.key:
        return service.jobs.get(actor.office, submit()), False
    office = service.office(actor.office)
    job, is_repeated = once(office, whose(actor), request.key, request.digest, submit)
    return service.jobs.get(actor.office, job), is_repeated


def awaited(service: Service, job: Job, office: str, seconds: float | None) -> Job:
    """Return `job` when it is over, or as it is after `seconds`.

    Without `seconds` a job of many letters is given back as soon as that is known.  So is any
    job while too many requests wait already.
    """
    end = time.monotonic() + (_PATIENCE if seconds is None else seconds)
    if not _WAITING.acquire(blocking=False):
        return job
    try:
        while not job.state.is_over and (left := end - time.monotonic()) > 0:
            if seconds is None and job.progress.total > 1:
                break
            job = service.jobs.wait(office, job.id, left if seconds else min(left, _STEP))
        return job
    finally:
        _WAITING.release()


def _submit(service: Service, actor: Actor, request: Request) -> str:
    kind = served_type(service.office(actor.office), request.letter_type)
    with _taken_in(service, actor, request) as workbooks:
        order = Order(
            letter_type=kind.name,
            version=kind.version,
            title=kind.title,
            folder=kind.folder,
            workbooks=workbooks,
            values=request.values,
            allow=request.allow,
            take_number=request.take_number,
            new_year=request.new_year,
            pdf=request.pdf,
        )
        job = service.jobs.submit(actor, order)
    note_order(service, actor, job)
    return job.id


@contextmanager
def _taken_in(service: Service, actor: Actor, request: Request) -> Iterator[tuple[Path, ...]]:
    """Give the workbooks as files, which go after the block: the job has its own copies."""
    folder = service.office(actor.office).uploads / new_id()
    try:
        yield tuple(
            take_in(
                content,
                name,
                folder / f"{place:03}",  # two may have the same name
                kinds={UploadKind.WORKBOOK},
                limit=service.settings.upload_limit,
            ).path
            for place, (name, content) in enumerate(request.workbooks, start=1)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
