"""Jobs: letters ordered, made one job after the other, gone on with after a restart."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Final, overload

from circulars.batch import told_of
from circulars.letter_types import load_letter_type
from circulars.model.errors import CircularsError
from circulars.service.jobs import refusals
from circulars.service.jobs.folder import JobFolder, is_job
from circulars.service.jobs.orders import Job, JobState
from circulars.service.jobs.queue import Lane
from circulars.service.jobs.runner import Going, JobRunner
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found

if TYPE_CHECKING:
    import datetime as dt
    from collections import Counter
    from collections.abc import Callable
    from pathlib import Path

    from circulars.service.jobs.orders import Order
    from circulars.service.people import Actor
    from circulars.service.places import DataFolder
    from circulars.service.registers.registers import Registers
    from circulars.service.work.workshop import Workshop

_LOG: Final = logging.getLogger(__name__)
MOST_WAITING: Final = 500  # jobs of one office that are not over
_REMEMBERED: Final = 500  # jobs that are over, kept as they were read


class JobList(Sequence[Job]):
    """Jobs, the newest first; of thousands only those are read that are looked at."""

    def __init__(self, ids: Sequence[str], read: Callable[[str], Job]) -> None:
        self._ids = ids
        self._read = read

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Job: ...

    @overload
    def __getitem__(self, place: slice) -> list[Job]: ...

    def __getitem__(self, place: int | slice) -> Job | list[Job]:
        if isinstance(place, slice):
            return [*map(self._read, self._ids[place])]
        return self._read(self._ids[place])


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Jobs of all offices, in figures."""

    going: Counter[JobState]
    ended: Counter[JobState]  # since the service started
    letters: int  # made since


class Jobs:
    """The jobs of all offices; may be shared by threads."""

    def __init__(
        self,
        folder: DataFolder,
        workshop: Workshop,
        registers: Registers,
        clock: Callable[[], dt.datetime],
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._runner = JobRunner(folder, workshop, registers, clock)
        self._lock = Lock()
        self._reopening = Lock()
        self._over: dict[tuple[str, str], Job] = {}  # as they were read
        self._index: dict[str, list[str]] = {}  # ids of each office's jobs, the oldest first

    def open(self) -> None:
        """Begin to work, with every job that was not over when the service ended."""
        offices = sorted((self._folder.root / "offices").glob("*"))
        left = [
            (job, office.name)
            for office in offices
            for folder in (office / "jobs").glob("*")
            if (job := _left_in(folder)) is not None
        ]
        for job, office in sorted(left, key=lambda each: each[0].ordered):
            self._runner.put(office, Going(job=job, lane=_lane(job.order)))
        self._runner.open()

    def close(self) -> None:
        """Stop working; what is under way is gone on with when the service starts again."""
        self._runner.close()

    def submit(self, actor: Actor, order: Order) -> Job:
        """Return the job of `order`, queued; its files are copied first.

        Raises :exc:`CircularsError` where the office has no profile or too many jobs under way,
        or the disk refuses.
        """
        if self._runner.waiting(actor.office) >= MOST_WAITING:
            status, headers = HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "60"}
            raise RefusedError(refusals.too_many(MOST_WAITING), status=status, headers=headers)
        office = self._folder.office(actor.office)
        folder = JobFolder(office.jobs / new_id())
        job = folder.lay_down(actor, order, office.profile, self._clock())
        with self._lock:
            if job.id not in (known := self._index_of(actor.office)):
                known.append(job.id)
        self._runner.put(actor.office, Going(job=job, lane=_lane(job.order)))
        return job

    def get(self, office: str, job: str) -> Job:
        """Return a job as it is now; :exc:`RefusedError` (404) where the office has none such."""
        going = self._runner.going(office, job)
        if going is not None:
            return going
        with self._lock:
            known = self._over.get((office, job))
        return known or self._read(office, job)

    def _read(self, office: str, job: str) -> Job:
        found = self._job_folder(office, job).load()
        if found.state.is_over:
            with self._lock:
                while len(self._over) >= _REMEMBERED:
                    del self._over[next(iter(self._over))]
                self._over[office, job] = found
        return found

    def of_office(self, office: str) -> JobList:
        """Return the jobs of an office, the newest first; each is read when it is looked at."""
        with self._lock:
            ids = [*self._index_of(office)]
        return JobList(ids[::-1], partial(self.get, office))

    def _index_of(self, office: str) -> list[str]:
        """Return the ids of an office's jobs, the oldest first, read from the disk once."""
        if office not in self._index:
            found = map(_ordered_in, self._folder.office(office).jobs.glob("*"))
            jobs = sorted(filter(None, found), key=lambda job: job.ordered)
            self._index[office] = [job.id for job in jobs]
        return self._index[office]

    def ahead_of(self, office: str, job: str) -> int | None:
        """Return how many jobs of the office are before this one; None: it does not wait."""
        return self._runner.ahead_of(office, job)

    def wait(self, office: str, job: str, seconds: float) -> Job:
        """Return a job when it is over, or as it is after `seconds`."""
        self._runner.wait_until_over(office, job, seconds)
        return self.get(office, job)

    def again(self, office: str, job: str) -> Job:
        """Return a job, queued once more: what is made of it stays, and its numbers too.

        Raises :exc:`RefusedError` for one that is not over.
        """
        with self._reopening:  # who asks twice at a moment has one job, worked on once
            return self._queued_again(office, job)

    def _queued_again(self, office: str, job: str) -> Job:
        last = self.get(office, job)
        if not last.state.is_over:
            raise RefusedError(refusals.not_over(last.order.title))
        folder = self._job_folder(office, job)
        with told_of(folder.root):
            folder.reopen()
        with self._lock:
            self._over.pop((office, job), None)
        anew = replace(last, state=JobState.QUEUED, files=(), findings=(), held=(), pages=None)
        restart = refusals.must_begin_anew(last.findings)
        self._runner.put(office, Going(job=anew, lane=_lane(last.order), restart=restart))
        return anew

    def cancel(self, office: str, job: str) -> Job:
        """Return a job that was stopped; numbers that it reserved stay so.

        Raises :exc:`RefusedError` for one that is over.
        """
        title = self.get(office, job).order.title
        if not self._runner.cancel(office, job):
            raise RefusedError(refusals.over(title))
        return self.get(office, job)

    def result(self, office: str, job: str, name: str) -> Path:
        """Return a file that the job made; :exc:`RefusedError` (404) for any other name."""
        if name not in self.get(office, job).files:
            raise not_found("แฟ้มนี้", name)
        return self.results(office, job) / name

    def results(self, office: str, job: str) -> Path:
        """Return the folder of what the job made, as :func:`circulars.generate` leaves it."""
        return self._job_folder(office, job).out

    def figures(self) -> Figures:
        """Return how many jobs are at which state, and what was made since the service started."""
        return Figures(
            going=self._runner.states(), ended=self._runner.ended, letters=self._runner.letters
        )

    def _job_folder(self, office: str, job: str) -> JobFolder:
        folder = self._folder.office(office).jobs / job
        if not is_id(job) or not is_job(folder):
            raise not_found("งานทำหนังสือนี้", job)
        return JobFolder(folder)


def _left_in(folder: Path) -> Job | None:
    """Return the job in `folder` if it is not over."""
    return None if JobFolder(folder).is_over else _ordered_in(folder)


def _ordered_in(folder: Path) -> Job | None:
    """Return the job in `folder` as it was ordered; one that somebody has spoilt is none."""
    if not is_job(folder):
        return None
    try:
        return JobFolder(folder).load_order()
    except (OSError, ValueError, LookupError, TypeError) as error:
        said = {"job": folder.name, "error": type(error).__qualname__}
        _LOG.error("a job cannot be read", extra=said)  # the message may be of a letter
        return None


def _lane(order: Order) -> Lane:
    """Return in which lane an order waits: a type that is not for each of many gives one letter."""
    try:
        to_each = load_letter_type(order.folder).recipients is not None
    except CircularsError:  # which the job will say
        return Lane.LONG
    return Lane.LONG if to_each or len(order.workbooks) > 1 else Lane.QUICK
