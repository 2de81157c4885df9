"""Jobs: letters ordered, made one job after the other, gone on with after a restart."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import TYPE_CHECKING, Final, overload

from circulars.batch import told_of
from circulars.letter_types import load_letter_type
from circulars.model.errors import CircularsError
from circulars.service.jobs import refusals
from circulars.service.jobs.folder import JobFolder, is_job
from circulars.service.jobs.known import KnownJobs
from circulars.service.jobs.orders import Job, JobState
from circulars.service.jobs.queue import Lane
from circulars.service.jobs.runner import Going, JobRunner
from circulars.service.jobs.told import Told
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found

if TYPE_CHECKING:
    import datetime as dt
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from circulars.service.jobs.known import Known
    from circulars.service.jobs.orders import Order
    from circulars.service.people import Actor
    from circulars.service.places import DataFolder
    from circulars.service.registers.registers import Registers
    from circulars.service.work.workshop import Workshop

MOST_WAITING: Final = 500  # jobs of one office that are not over
_REMEMBERED: Final = 500  # jobs that are over, kept as they were read


class JobList(Sequence[Job]):
    """Jobs, the newest first; of thousands only those are read that are looked at.

    A part of them, and all of them in turn, leave out those whose folder is gone meanwhile.
    """

    def __init__(self, ids: Sequence[str], read: Callable[[str], Job]) -> None:
        self._ids = ids
        self._read = read

    def __iter__(self) -> Iterator[Job]:
        """Yield the jobs."""
        return self._there(self._ids)

    def _there(self, ids: Iterable[str]) -> Iterator[Job]:
        for each in ids:
            with suppress(RefusedError):
                yield self._read(each)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Job: ...

    @overload
    def __getitem__(self, place: slice) -> list[Job]: ...

    def __getitem__(self, place: int | slice) -> Job | list[Job]:
        if isinstance(place, slice):
            return [*self._there(self._ids[place])]
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
        self._runner = JobRunner(folder, workshop, registers, clock, self._note)
        self._lock = Lock()
        self._listing = Lock()
        self._reopening = Lock()
        self._over: dict[tuple[str, str], Job] = {}  # as they were read
        self._known: dict[str, KnownJobs] = {}  # by office; to be used under `_listing`

    def open(self) -> None:
        """Begin to work, with every job that was not over when the service ended."""
        offices = [path for path in (self._folder.root / "offices").glob("*") if is_id(path.name)]
        for path in offices:  # read now, so that nobody waits for it at a page
            self.known(path.name)
        left = [
            (job, office.name)
            for office in sorted(offices)
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
        self._note(actor.office, job)
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
        if found.state.is_over and not found.is_damaged:  # which somebody may mend
            with self._lock:
                while len(self._over) >= _REMEMBERED:
                    del self._over[next(iter(self._over))]
                self._over[office, job] = found
        return found

    def of_office(self, office: str, words: str = "") -> JobList:
        """Return the jobs of an office, the newest first; each is read when it is looked at.

        Those alone that have all of `words`: in their numbers, titles, subjects, days, months,
        or the name of who ordered them.
        """
        with self._listing:
            known = self._known_jobs(office)
            jobs = known.newest_first()
        ids = [each.id for each in known.among(jobs, words)]  # nobody waits for that
        return JobList(ids, partial(self.get, office))

    def told(self, office: str, job: str) -> Told:
        """Return what the letters of a job are known by; nothing while none is made."""
        with self._listing:
            known = self._known_jobs(office).get(job)
        return known.told if known else Told()

    def known(self, office: str) -> list[Known]:
        """Return what is known of the jobs of an office, the newest first; no folder is opened."""
        with self._listing:
            return self._known_jobs(office).newest_first()

    def last_done(self, office: str, letter_type: str) -> Job | None:
        """Return the last job that has made letters of this type; None where there is none."""
        ids = [
            each.id
            for each in self.known(office)
            if each.state is JobState.DONE and each.letter_type == letter_type
        ]
        jobs = JobList(ids, partial(self.get, office))
        return next((job for job in jobs if job.state is JobState.DONE), None)

    def maker_of(self, office: str, name: str) -> Job | None:
        """Return the last job that has made the letter file `name`; None where there is none."""
        with self._listing:
            ids = self._known_jobs(office).makers_of(name)
        jobs = JobList(ids, partial(self.get, office))
        return next((job for job in jobs if name in job.files), None)

    def _note(self, office: str, job: Job) -> None:
        with self._listing:
            self._known_jobs(office).note(job)

    def _known_jobs(self, office: str) -> KnownJobs:
        if office not in self._known:
            self._known[office] = KnownJobs(self._folder.office(office).jobs)
        return self._known[office]

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
        anew = folder.load_anew()
        with told_of(folder.root):
            folder.reopen()
        with self._lock:
            self._over.pop((office, job), None)
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
        path = self.results(office, job) / name
        if not path.is_file():
            raise refusals.file_gone(name)
        return path

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
    """Return the job in `folder` if it is not over; one that somebody has spoilt is."""
    if not is_job(folder) or JobFolder(folder).is_over:
        return None
    job = JobFolder(folder).load()
    return None if job.is_damaged else job


def _lane(order: Order) -> Lane:
    """Return in which lane an order waits: a type that is not for each of many gives one letter."""
    try:
        to_each = load_letter_type(order.folder).recipients is not None
    except CircularsError:  # which the job will say
        return Lane.LONG
    return Lane.LONG if to_each or len(order.workbooks) > 1 else Lane.QUICK
