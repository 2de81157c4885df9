"""Tasks done by processes of this machine, none of which can take the others down.

A ProcessPoolExecutor breaks as a whole when one of its processes dies, and cannot say whose task
that was; so each process here has an executor of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, ProcessPoolExecutor, wait
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.model.errors import RunError
from circulars.model.findings import Finding
from circulars.runs.engines import AHEAD, Done, Supply, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

T = TypeVar("T")
R = TypeVar("R")

_END_LIMIT: Final = 10.0  # seconds in which an idle process ends by itself
_SERVES: Final = 1000  # tasks of one process: what it may leak stays bounded


class ProcessEngine:
    """Does the tasks in `jobs` processes, started when first needed."""

    def __init__(self, jobs: int, *, serves: int = _SERVES) -> None:
        self.workers = jobs
        self._serves = serves
        self._crew: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._dismiss([*self._crew], at_once=error is not None)

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Generator[Done[T, R], None, None]:
        """Yield each task as it is over; see :class:`circulars.runs.engines.Engine`."""
        supply = Supply(tasks)
        try:
            self._feed(work, supply)
            while given := [future for worker in self._crew for future in worker.given]:
                wait(given, return_when=FIRST_COMPLETED)
                for worker in [*self._crew]:
                    yield from self._over(worker, supply)
                self._feed(work, supply)
        finally:  # given up: nobody waits for what is under way
            self._dismiss([worker for worker in self._crew if worker.given], at_once=True)

    def _feed(self, work: Callable[[T], R], supply: Supply[T]) -> None:
        """Give every worker a task, and then one ahead, as far as the supply has any."""
        while self._has_room():
            task = supply.draw(sum(len(worker.given) for worker in self._crew))
            if task is None:
                return
            if not self._freest().take(work, task):
                supply.give_back(task)

    def _has_room(self) -> bool:
        """Return whether a task can be given, after letting go those who can take none."""
        self._dismiss([worker for worker in self._crew if worker.is_spent])
        return len(self._crew) < self.workers or any(worker.is_free for worker in self._crew)

    def _freest(self) -> _Worker:
        """Return the worker with the least to do: a new one before any has two tasks."""
        free = [worker for worker in self._crew if worker.is_free]
        worker = min(free, key=lambda each: len(each.given), default=None)
        if worker is None or (worker.given and len(self._crew) < self.workers):
            worker = _Worker(self._serves)
            self._crew.append(worker)
        return worker

    def _over(self, worker: _Worker, supply: Supply[T]) -> Iterator[Done[T, Any]]:
        """Yield which tasks are over; a dead worker's go back to the supply."""
        for future in [each for each in worker.given if each.done()]:
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                worker.check_begun()
                at, *later = worker.given.values()
                self._dismiss([worker], at_once=True)
                for task in later:  # which it had not begun
                    supply.give_back(task)
                yield from supply.bury(at)
                return
            task = worker.given.pop(future)
            if error is not None:
                raise error
            yield Done(task=task.content, result=future.result())

    def _dismiss(self, workers: list[_Worker], *, at_once: bool = False) -> None:
        for worker in workers:
            worker.end(at_once=at_once)
            self._crew.remove(worker)
        for worker in workers:
            worker.wait()


class _Worker:
    """One process, and the tasks it was given, oldest first."""

    def __init__(self, serves: int) -> None:
        self.given: dict[Future[Any], Task[Any]] = {}
        self._left = serves  # tasks it may still be given
        context = multiprocessing.get_context("spawn")  # a fork would copy locks of threads
        try:
            executor = ProcessPoolExecutor(1, context, initializer=_end_with_parent)
            with _deaf_to_interrupts():
                self._begun = executor.submit(os.getpid)
        except (OSError, RuntimeError) as error:  # no memory, or no more processes allowed
            raise RunError(_no_start()) from error
        self._executor = executor
        self._process = _only_process(executor)

    @property
    def is_free(self) -> bool:
        """Whether it can be given one more task."""
        return self._left > 0 and len(self.given) < AHEAD

    @property
    def is_spent(self) -> bool:
        """Whether it has nothing to do and is to be given nothing."""
        return not self.given and (not self._left or not self._process.is_alive())

    def take(self, work: Callable[[Any], Any], task: Task[Any]) -> bool:
        """Return whether the process has the task now, or was found dead."""
        try:
            future = self._executor.submit(_answer, work, task.content)
        except BrokenExecutor:
            self.check_begun()
            self._left = 0
            return False
        self._left -= 1
        self.given[future] = task
        return True

    def check_begun(self) -> None:
        """Raise :exc:`RunError` where the process, which is dead, never came to work."""
        if self._begun.exception() is not None:
            raise RunError(_no_start())

    def end(self, *, at_once: bool) -> None:
        """Have the process end: when it is through, for which it has a few seconds, or at once."""
        if at_once:
            self._process.kill()
        self._executor.shutdown(wait=False)

    def wait(self) -> None:
        """Wait until the process has ended; one that does not is killed."""
        self._process.join(_END_LIMIT)
        self._process.kill()
        self._process.join()


def _only_process(executor: Any) -> multiprocessing.Process:
    """Return the process just started, after closing our copies of its ends of the pipes.

    With these open, writing to it or reading from it would wait for ever if it died half-way.
    """
    executor._call_queue._reader.close()  # noqa: SLF001  # as later Pythons do themselves
    executor._result_queue._writer.close()  # noqa: SLF001
    [process] = executor._processes.values()  # noqa: SLF001  # which can be killed from 3.14 on
    started: multiprocessing.Process = process
    return started


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C in the terminal does not reach: their parent ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Have this process end when its parent does, even in the middle of a task."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _answer(work: Callable[[T], R], task: T) -> R:
    """Return what `work` does with `task`; its error as text where it cannot be sent."""
    try:
        return work(task)
    except Exception as error:
        told = "".join(traceback.format_exception(error))
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301  # what can be written cannot always be read
        except Exception:  # noqa: BLE001  # errors of others may fail in any way here
            raise RuntimeError(told) from None
        raise


def _no_start() -> Finding:
    return Finding(
        code="engine-lost",
        where="--jobs",
        message="เปิดโปรแกรมย่อยของงานนี้ไม่ได้ หน่วยความจำหรือจำนวนโปรแกรมที่เปิดได้อาจไม่พอ",
        hint="ปิดโปรแกรมอื่น หรือลด --jobs แล้วสั่งเหมือนเดิมอีกครั้ง",
    )
