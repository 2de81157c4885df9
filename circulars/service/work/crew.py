"""Processes that do tasks, each over a pipe of its own: what one meets, the others do not."""

from __future__ import annotations

import logging
import multiprocessing
import time
from collections import Counter
from functools import partial
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.service.tracing import asker, request_id
from circulars.service.work import refusals
from circulars.service.work.plain import NotPlainError, from_parts
from circulars.service.work.wire import TooLargeError, TooLongError, receive
from circulars.service.work.worker import Answer, Limits, Said, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.service.refusals import RefusedError

R = TypeVar("R")

_LOG: Final = logging.getLogger(__name__)
_SHARE: Final = 2  # of the callers that may wait, every other one may be of the same asker
_END_LIMIT: Final = 5.0  # seconds in which an idle process ends by itself
# A server process that has imported everything once: a new process is there in some 20 ms, and
# shares its memory.  It has no threads, whose locks a fork would copy.
_CONTEXT: Final = multiprocessing.get_context("forkserver")
_PRELOADED: Final = ["circulars.service.work.preloaded"]


class WorkerEndedError(Exception):
    """The process ended in the middle of a task, or was ended for what it answered."""


class Worker:
    """One process, for one task at a time."""

    def __init__(self, limits: Limits) -> None:
        _CONTEXT.set_forkserver_preload(_PRELOADED)
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=serve, args=(theirs, limits), daemon=True)
        try:
            self._process.start()
        finally:
            self._lock = Lock()
            self._task = 0
            theirs.close()  # with it open, the death of the process would not be noticed

    @property
    def is_alive(self) -> bool:
        """Whether it can be given a task."""
        return self._process.is_alive()

    def ask(
        self,
        task: Callable[..., Any],
        given: tuple[Any, ...],
        seconds: float,
        hear: Callable[[Any], None] | None,
    ) -> Answer:
        """Return the answer; it may take `seconds`, where somebody hears since the last word.

        Raises :exc:`TooLongError` and :exc:`WorkerEndedError`; the process is gone then.
        """
        try:
            self._pipe.send((task, given))
            until = time.monotonic() + seconds
            while (answer := self._answer(until)).said is Said.WORD:
                if hear is not None:
                    hear(answer.content)
                    until = time.monotonic() + seconds
        except (EOFError, OSError) as error:
            raise WorkerEndedError from error
        except TooLongError:
            self.kill()
            raise
        except (TooLargeError, NotPlainError) as error:
            self.kill()
            told = {"request": request_id(), "task": task.__name__, "error": type(error).__name__}
            _LOG.error("worker answered what is no answer", extra=told)  # a sign of an attack
            raise WorkerEndedError from error
        return answer

    def _answer(self, until: float) -> Answer:
        """Return what the process says next; nothing of it is believed but its values."""
        answer = from_parts(receive(self._pipe, until))
        if not isinstance(answer, Answer) or not answer.is_one:
            raise NotPlainError(type(answer).__name__)
        return answer

    def stop_of_next(self) -> Callable[[], None]:
        """Return what ends the process during the next task, and does nothing after it."""
        self._task += 1
        return partial(self._stop, self._task)

    def _stop(self, task: int) -> None:
        with self._lock:
            if task == self._task:
                self.kill()

    def free(self) -> None:
        """Have no one stop the process for a task that is over."""
        with self._lock:
            self._task += 1

    def kill(self) -> None:
        """End the process at once; LibreOffice ends with it."""
        self._process.kill()

    def end(self) -> None:
        """Have the process end, and wait for it; one that does not is killed."""
        self._pipe.close()
        self._process.join(_END_LIMIT)
        self._process.kill()
        self._process.join()
        self._process.close()


class Crew:
    """So many processes, started when first needed; may be shared by threads."""

    def __init__(self, size: int, limits: Limits, *, waiting: int, patience: float) -> None:
        """Have `waiting` callers wait for a process at a time, each for `patience` seconds."""
        self.size = size
        self._limits = limits
        self._most_waiting = waiting
        self._patience = patience
        self._changed = Condition()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._taken = 0  # places of those at work, and of those about to be
        self._waiting = 0
        self._waiting_of: Counter[str] = Counter()  # by who asks
        self._is_closed = False
        self.tasks: Counter[str] = Counter()  # by how they ended
        self.seconds = 0.0  # of all tasks

    @property
    def waiting(self) -> int:
        """How many callers wait for a process."""
        return self._waiting

    @property
    def working(self) -> int:
        """How many tasks are being done."""
        return self._taken

    def do(
        self,
        task: Callable[..., R],
        given: tuple[Any, ...],
        *,
        seconds: float,
        hear: Callable[[Any], None] | None = None,
        begun: Callable[[Callable[[], None]], None] = lambda _stop: None,
        is_patient: bool = False,
    ) -> R:
        """Return what `task` gives for `given`; see :meth:`Workshop.do`.

        `hear` is called with what the task says, `begun` with the way to stop it.  Who
        `is_patient` waits for a process as long as it takes.
        """
        self._wait_for_place(is_patient=is_patient)
        worker: Worker | None = None
        answer: Answer | None = None
        start = time.monotonic()
        try:
            worker = self._worker()
            begun(worker.stop_of_next())
            answer = worker.ask(task, given, seconds, hear)
        except TooLongError:
            self.tasks["time"] += 1
            raise refusals.too_long(seconds) from None
        except WorkerEndedError:
            self.tasks["death"] += 1
            raise _died(task) from None
        finally:
            self.seconds += time.monotonic() - start
            self._give_back(worker, is_well=answer is not None and not answer.is_last)
        return self._settled(answer, task)

    def _settled(self, answer: Answer, task: Callable[..., R]) -> R:
        """Return what the answer brings; raise what it brings instead."""
        self.tasks[answer.said.value] += 1
        if answer.said is Said.REFUSED:
            raise answer.content
        if answer.said is Said.MEMORY:
            raise refusals.too_much_memory()
        if answer.said is Said.FAILED:
            kind, places = answer.content
            request = request_id()
            said = {"request": request, "task": task.__name__, "error": kind, "places": places}
            _LOG.error("task failed", extra=said)
            raise refusals.failed(request)
        result: R = answer.content
        return result

    def _wait_for_place(self, *, is_patient: bool) -> None:
        who = "" if is_patient else asker()
        with self._changed:
            if self._is_full(who) and not is_patient:
                raise refusals.busy()
            self._waiting += not is_patient
            self._waiting_of[who] += 1
            try:
                patience = None if is_patient else self._patience
                is_there = self._changed.wait_for(self._has_place, patience)
            finally:
                self._waiting -= not is_patient
                self._waiting_of -= Counter((who,))  # keeps nobody who does not wait
            if self._is_closed or not is_there:
                raise refusals.busy()
            self._taken += 1

    def _is_full(self, who: str) -> bool:
        """Return whether `who` would wait behind too many; one asker leaves room for others."""
        is_greedy = bool(who) and self._waiting_of[who] * _SHARE >= self._most_waiting
        return self._taken >= self.size and (self._waiting >= self._most_waiting or is_greedy)

    def _has_place(self) -> bool:
        return self._taken < self.size or self._is_closed

    def _worker(self) -> Worker:
        """Return a process that is well: the last one that was used, or a new one."""
        while True:
            with self._changed:
                worker = self._idle.pop() if self._idle else None
            if worker is None:
                worker = self._started()
            elif not worker.is_alive:
                worker.end()
                continue
            with self._changed:
                self._busy.add(worker)
            return worker

    def _started(self) -> Worker:
        try:
            return Worker(self._limits)
        except (OSError, EOFError) as error:  # no memory, or no more processes allowed
            raise WorkerEndedError from error

    def _give_back(self, worker: Worker | None, *, is_well: bool) -> None:
        """Have `worker` wait for the next task; one that is not well ends."""
        if worker is not None:
            worker.free()
        with self._changed:
            self._taken -= 1
            is_kept = worker is not None and is_well and not self._is_closed
            if worker is not None:
                self._busy.discard(worker)
                if is_kept:
                    self._idle.append(worker)
            self._changed.notify_all()
        if worker is not None and not is_kept:
            worker.end()

    def close(self) -> None:
        """End the processes, at once those at work."""
        with self._changed:
            self._is_closed = True
            idle, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._taken, _END_LIMIT)
        for worker in idle:
            worker.end()


def _died(task: Callable[..., Any]) -> RefusedError:
    request = request_id()
    _LOG.warning("worker died", extra={"request": request, "task": task.__name__})
    return refusals.died(request)
