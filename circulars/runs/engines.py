"""Where the work of a run is done: here, in processes of this machine, or on many machines."""

from __future__ import annotations

from collections import deque
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from circulars.model.errors import RunError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Self
    from urllib.parse import SplitResult

T = TypeVar("T")
R = TypeVar("R")

AHEAD: Final = 2  # tasks given to each worker at a time: the one it does, and the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Generic[T, R]):
    """A task that is over: with its result, or lost with the process that did it."""

    task: T
    result: R | None = None
    lost: str = ""  # in Thai, why there is no result; empty: there is one


class Engine(AbstractContextManager["Engine"], Protocol):
    """A way to do many tasks; its workers live from entering to leaving it.

    `run` yields each task once, as it is over, in any order.  Tasks are drawn only when a
    worker is about to need one.  Work is a function that other processes can import, tasks
    and results can be pickled.  What `work` raises is raised by `run`, and the rest is given
    up; so it is when the caller stops asking.
    """

    @property
    def workers(self) -> int:
        """How many tasks are worked on at a time, as far as is known."""

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Generator[Done[T, R], None, None]:
        """Yield every one of `tasks` with what `work` returned for it.

        Raises :exc:`RunError` when there is nobody left to work.
        """


@dataclass(slots=True, eq=False)
class Task(Generic[T]):
    """One task on its way, and how many processes have died with it in hand."""

    content: T
    deaths: int = 0


class Supply(Generic[T]):
    """What is still to be done: new tasks, and those whose worker died, which go alone.

    Alone, since nothing tells whether the task killed its worker or others left it no memory.
    """

    def __init__(self, tasks: Iterable[T]) -> None:
        self._new = iter(tasks)
        self._again: deque[Task[T]] = deque()
        self._suspects: deque[Task[T]] = deque()
        self._is_alone = False

    def draw(self, running: int) -> Task[T] | None:
        """Return the next task to be given while `running` are out; None: not now, or no more."""
        if running and (self._is_alone or self._suspects):
            return None
        self._is_alone = bool(self._suspects)
        if self._suspects:
            return self._suspects.popleft()
        if self._again:
            return self._again.popleft()
        return next((Task(content) for content in self._new), None)

    def give_back(self, task: Task[T]) -> None:
        """Take back a task that its worker had not begun."""
        (self._suspects if task.deaths else self._again).append(task)

    def bury(self, task: Task[T]) -> Iterator[Done[T, Any]]:
        """Take back a task whose worker died; yield it as lost when that was the second one."""
        task.deaths += 1
        if task.deaths > 1:
            yield Done(task=task.content, lost="โปรแกรมที่ทำงานนี้ถูกระบบปิดทุกครั้ง หน่วยความจำอาจไม่พอ")
        else:
            self._suspects.append(task)


class InlineEngine:
    """Does the tasks here and now, one after another."""

    workers: Final = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Generator[Done[T, R], None, None]:
        """Yield each task with its result."""
        for task in tasks:
            yield Done(task=task, result=work(task))


def open_engine(spec: str | None, jobs: int) -> Engine:
    """Return the engine that the command line names; with no `spec` this machine does it.

    One job needs no other process.  Raises :exc:`RunError` for a `spec` that is not of the
    form ``dask://host:port``, or when Dask is not installed.
    """
    if spec is None:
        from circulars.runs.processes import ProcessEngine

        return ProcessEngine(jobs) if jobs > 1 else InlineEngine()
    address = urlsplit(spec)
    if address.scheme != "dask" or not address.hostname or not _port(address):
        raise RunError(_unknown(spec))
    from circulars.runs.dask_engine import DaskEngine

    return DaskEngine(f"tcp://{address.netloc}")


def _port(address: SplitResult) -> int | None:
    try:
        return address.port
    except ValueError:  # no number, or too big
        return None


def _unknown(spec: str) -> Finding:
    return Finding(
        code="engine-unknown",
        where="--engine",
        message=f"ไม่รู้จัก “{spec}”",
        hint="ระบุที่อยู่ของ scheduler เช่น dask://10.0.0.5:8786 หรือไม่ต้องระบุ ถ้าทำในเครื่องนี้",
    )
