"""The workshop: processes that work on what strangers sent, each task with its limits."""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from circulars.model.errors import CircularsError
from circulars.prints import open_printer
from circulars.service.work.crew import Crew
from circulars.service.work.worker import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from circulars.service.settings import Settings

R = TypeVar("R")

# Callers that wait at a time, each for so long: of the 40 threads that answer requests some
# are left for pages.
_WAITING: Final = 24
_PATIENCE: Final = 30.0  # seconds
_PROBE: Final = 20.0  # seconds; the first process of all takes some three
_FRESH: Final = 1.0  # seconds in which nobody needs to look again whether a process answers
_QUIET: Final = 900.0  # seconds in which a long job is to make a letter, or it is taken for stuck


def warmed_up() -> None:
    """Have LibreOffice begin; it starts beside what this process does next."""
    with open_printer(pdf=True):
        pass


def answered() -> bool:
    """Return that the process in which this is called answers."""
    return True


class Workshop:
    """Does tasks in processes of their own; may be shared by threads.

    Those for whose answer somebody waits have processes that no long job takes from them.
    """

    def __init__(self, settings: Settings) -> None:
        limits = Limits(memory=settings.task_memory)
        self._seconds = settings.task_seconds
        self.tasks = Crew(settings.workers, limits, waiting=_WAITING, patience=_PATIENCE)
        self.jobs = Crew(settings.job_workers, limits, waiting=0, patience=0)
        self._looking = Lock()
        self._works: bool | None = None  # as it was last seen
        self._looked = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def do(self, task: Callable[..., R], *given: Any, seconds: float | None = None) -> R:
        """Return what `task` gives for `given`, all of which can be sent to another process.

        Raises the :exc:`CircularsError` that the task raises, and :exc:`RefusedError` where it
        takes more than its time or memory, or where there is no room for it.
        """
        return self.tasks.do(task, given, seconds=seconds or self._seconds)

    def do_job(
        self,
        task: Callable[..., R],
        *given: Any,
        is_quick: bool,
        hear: Callable[[Any], None],
        begun: Callable[[Callable[[], None]], None],
    ) -> R:
        """Return what a job's `task` gives; `hear` is called with what it says on its way.

        `begun` is called with the way to stop it.  The time of a task counts from its last
        word.  Raises as :meth:`do`.
        """
        crew, seconds = (self.tasks, self._seconds) if is_quick else (self.jobs, _QUIET)
        return crew.do(task, given, seconds=seconds, hear=hear, begun=begun, is_patient=True)

    @property
    def is_at_work(self) -> bool:
        """Whether a task is being done, or somebody waits for one."""
        return bool(self.tasks.working or self.tasks.waiting or self.jobs.working)

    def can_work(self) -> bool:
        """Return whether a process answers; it is started where there is none yet.

        Anybody may ask, as often as they like: one looks, and the others are told what was seen
        last, so that they take no process from who works.
        """
        if self.tasks.working:  # each has its limit of time
            return True
        if not self._looking.acquire(blocking=self._works is None):
            return bool(self._works)
        try:
            if self._works is None or time.monotonic() - self._looked >= _FRESH:
                self._works = self._answers()
                self._looked = time.monotonic()
            return self._works
        finally:
            self._looking.release()

    def _answers(self) -> bool:
        try:
            self.tasks.do(answered, (), seconds=_PROBE)
        except CircularsError:
            return False
        return True

    def warm_up(self) -> None:
        """Start a process and its LibreOffice, so that the first to ask waits for neither."""
        Thread(target=self._warmed_up, name="warm-up", daemon=True).start()

    def _warmed_up(self) -> None:
        with suppress(CircularsError):  # closed meanwhile, or without LibreOffice
            self.tasks.do(warmed_up, (), seconds=_PROBE)

    def close(self) -> None:
        """End the processes."""
        self.tasks.close()
        self.jobs.close()
