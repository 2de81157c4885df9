"""Who works the jobs off: threads that each wait for one process at a time."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import CircularsError
from circulars.service.jobs import refusals
from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.orders import JobState, Progress
from circulars.service.jobs.queue import JobQueue, Lane
from circulars.service.jobs.written import Outcome, ended
from circulars.service.tasks.make import Work, make_letters
from circulars.service.tracing import places_of, request_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from circulars.model.findings import Finding
    from circulars.service.jobs.orders import Job
    from circulars.service.places import DataFolder
    from circulars.service.registers.registers import Registers
    from circulars.service.tasks.make import Result
    from circulars.service.work.workshop import Workshop

_LOG: Final = logging.getLogger(__name__)
_END_LIMIT: Final = 5.0  # seconds in which what is under way lets go
_TOO_SLOW: Final = "service-task-time"


@dataclass(slots=True, kw_only=True)
class Going:
    """A job that is not over."""

    job: Job
    lane: Lane
    restart: bool = False
    is_cancelled: bool = False
    stop: Callable[[], None] | None = None  # ends the process that works on it


class JobRunner:
    """Works jobs off in their lanes; may be shared by threads."""

    def __init__(
        self,
        folder: DataFolder,
        workshop: Workshop,
        registers: Registers,
        clock: Callable[[], dt.datetime],
        note: Callable[[str, Job], None],
    ) -> None:
        self._folder = folder
        self._workshop = workshop
        self._registers = registers
        self._clock = clock
        self._note_over = note  # of an office, a job that is over
        self._queue = JobQueue()
        self._changed = Condition()
        self._going: dict[tuple[str, str], Going] = {}
        self._threads: list[Thread] = []
        self.ended: Counter[JobState] = Counter()
        self.letters = 0  # made
        self._is_closed = False

    def open(self) -> None:
        """Begin to work."""
        quick, long = self._workshop.tasks.size, self._workshop.jobs.size
        for lane in (*([Lane.QUICK] * quick), *([Lane.LONG] * long)):
            thread = Thread(target=self._work_off, args=(lane,), name=f"jobs-{lane}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def close(self) -> None:
        """Stop working, at once."""
        self._is_closed = True
        self._queue.close()
        with self._changed:
            under_way = [going.stop for going in self._going.values()]
        for stop in filter(None, under_way):
            stop()
        for thread in self._threads:
            thread.join(_END_LIMIT)

    def put(self, office: str, going: Going) -> None:
        """Have a job wait for its turn."""
        with self._changed:
            self._going[office, going.job.id] = going
            self._changed.notify_all()
        self._queue.put(going.lane, office, going.job.id)

    def going(self, office: str, job: str) -> Job | None:
        """Return a job as it is now; None for one that is over, or is none."""
        with self._changed:
            going = self._going.get((office, job))
            return going.job if going else None

    def ahead_of(self, office: str, job: str) -> int | None:
        """Return how many jobs of the office are before this one; None: it does not wait."""
        return self._queue.ahead_of(office, job)

    def wait_until_over(self, office: str, job: str, seconds: float) -> None:
        """Wait until a job is over, but not longer than `seconds`."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_over(office, job), seconds)

    def _is_over(self, office: str, job: str) -> bool:
        going = self._going.get((office, job))
        return going is None or going.job.state.is_over

    def cancel(self, office: str, job: str) -> bool:
        """Return whether the job was going; it goes no longer when this returns."""
        with self._changed:
            going = self._going.get((office, job))
            if going is None or going.job.state.is_over:
                return False
            going.is_cancelled = True
            stop = going.stop
        if stop is not None:
            stop()
        elif self._queue.drop(office, job):
            self._end(office, going, self._failed(refusals.cancelled(0)))
        self.wait_until_over(office, job, _END_LIMIT)
        return True

    def _work_off(self, lane: Lane) -> None:
        """Work on one job after the other, until the queue is closed."""
        while (taken := self._queue.take(lane)) is not None:
            office, job = taken
            with self._changed:
                going = self._going.get((office, job))
            if going is None:  # over meanwhile
                continue
            outcome = self._outcome(office, going)
            # What the end of the service cut short goes on when it starts again.
            if outcome and (outcome.state is JobState.DONE or not self._is_closed):
                self._end(office, going, outcome)

    def _outcome(self, office: str, going: Going) -> Outcome | None:
        """Return what became of a job; None for one that goes on in the other lane."""
        try:
            made = self._made(office, going)
        except CircularsError as error:
            if going.is_cancelled:
                return self._failed(refusals.cancelled(going.job.progress.done))
            codes = {finding.code for finding in error.findings}
            if going.lane is Lane.QUICK and _TOO_SLOW in codes and not self._is_closed:
                going.lane, going.stop = Lane.LONG, None
                self._note(going, state=JobState.QUEUED)
                self.put(office, going)
                return None
            return self._failed(*error.findings)
        except Exception as error:  # noqa: BLE001  # the next jobs are not to wait for ever
            request = request_id()
            said = {"request": request, "job": going.job.id, "error": type(error).__qualname__}
            _LOG.error("job failed", extra={**said, "places": places_of(error.__traceback__)})
            return self._failed(refusals.lost(request))
        return Outcome(
            state=JobState.DONE,
            ended=self._clock(),
            files=made.files,
            findings=made.findings,
            held=made.held,
            letters=made.letters,
            pages=made.pages,
        )

    def _made(self, office: str, going: Going) -> Result:
        job = going.job
        self._note(going, state=JobState.RUNNING, progress=Progress())
        place = self._folder.office(office)
        folder = JobFolder(place.jobs / job.id)
        register = ""
        if job.order.take_number or job.order.enter_number:
            self._registers.make(place)
            register = self._registers.address(place)
        work = Work(
            order=job.order,
            office=folder.office,
            out=folder.out,
            actor=job.actor,
            register=register,
            moment=self._clock(),
            restart=going.restart,
        )
        return self._workshop.do_job(
            make_letters,
            work,
            is_quick=going.lane is Lane.QUICK,
            hear=partial(self._hear, going),
            begun=partial(self._begun, going),
        )

    def _begun(self, going: Going, stop: Callable[[], None]) -> None:
        """Know how to end the process that works on the job; do so where it is not wanted."""
        with self._changed:
            going.stop = stop
            is_over = going.is_cancelled or self._is_closed
        if is_over:
            stop()

    def _hear(self, going: Going, said: Any) -> None:
        if isinstance(said, Progress):
            self._note(going, progress=said)

    def _note(self, going: Going, **now: Any) -> None:
        with self._changed:
            going.job = replace(going.job, **now)
            self._changed.notify_all()

    def waiting(self, office: str) -> int:
        """Return how many jobs of the office are not over."""
        with self._changed:
            return sum(of == office for of, _ in self._going)

    def states(self) -> Counter[JobState]:
        """Return how many jobs are in each state of those not over."""
        with self._changed:
            return Counter(going.job.state for going in self._going.values())

    def _failed(self, *findings: Finding) -> Outcome:
        return Outcome(state=JobState.FAILED, ended=self._clock(), findings=findings)

    def _end(self, office: str, going: Going, outcome: Outcome) -> None:
        """Write down what became of the job, and let it go."""
        place = self._folder.office(office)
        try:
            JobFolder(place.jobs / going.job.id).end(outcome)
            is_written = True
        except OSError:  # a full disk: known here, and tried again when the service starts
            _LOG.exception("the end of a job could not be written", extra={"job": going.job.id})
            is_written = False
        over = ended(going.job, outcome)
        if is_written:
            self._note_over(office, over)
        with self._changed:
            going.job = over
            going.stop = None
            if is_written:
                del self._going[office, going.job.id]
            self.ended[outcome.state] += 1
            self.letters += outcome.letters
            self._changed.notify_all()
