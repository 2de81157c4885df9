"""Tasks done by the workers of a Dask cluster, on as many machines as it has.

The cluster is the run's own while it lasts: a task goes to a second worker only when we say so.
Results are taken from the workers and let go at once; Dask would do a finished task again if
the worker that holds its result were lost.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from circulars.model.errors import RunError
from circulars.model.findings import Finding
from circulars.runs.engines import AHEAD, Done, Supply, Task

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Callable, Collection, Generator, Iterable, Iterator
    from types import TracebackType
    from typing import Self

T = TypeVar("T")
R = TypeVar("R")
# What is out: results on their way back, each with its task and what Dask knows it by.
_Result: TypeAlias = "concurrent.futures.Future[Any]"
_Out: TypeAlias = "dict[_Result, tuple[Task[T], Any]]"

_CONNECT_LIMIT: Final = 10.0  # seconds for the scheduler to answer
_NOBODY_LIMIT: Final = 60.0  # seconds to wait for a first worker, or for one to come back
_LOOK: Final = 1.0  # seconds between looks at who is there
_GONE: Final = "การติดต่อกับ scheduler ขาดไป"


class DaskEngine:
    """Does the tasks on the workers of the scheduler at `address`: "tcp://10.0.0.5:8786".

    Raises :exc:`RunError` when Dask is not installed; entering it, when there is no scheduler,
    no worker, or a worker with another release of this program.
    """

    def __init__(self, address: str, *, patience: float = _NOBODY_LIMIT) -> None:
        if find_spec("distributed") is None:
            raise RunError(_missing())
        self.workers = 1
        self._address = address
        self._release = version("circulars")
        self._patience = patience
        self._known: set[str] = set()  # workers of our release
        self._seen = self._looked = time.monotonic()  # when there were workers last

    def __enter__(self) -> Self:
        self._client = self._connected()
        self._seen = time.monotonic()
        try:
            with suppress(TimeoutError):  # the look tells it in our words
                self._client.wait_for_workers(1, timeout=self._patience)
            self._check_release_of_scheduler()
            self._look()
            # So that one death gives the task back to us: it is tried once more, alone.
            self._client.run_on_scheduler(
                lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0)
            )
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def run(self, work: Callable[[T], R], tasks: Iterable[T]) -> Generator[Done[T, R], None, None]:
        """Yield each task as it is over; see :class:`circulars.runs.engines.Engine`."""
        supply = Supply(tasks)
        over: SimpleQueue[_Result] = SimpleQueue()
        out: _Out[T] = {}
        try:
            self._feed(work, supply, out, over)
            while out:
                result = self._next(over)
                task, future = out.pop(result)
                yield from self._over(task, future, result, supply)
                future.release()
                self._feed(work, supply, out, over)
        finally:  # given up: nobody waits for what is under way
            if out and self._client.status == "running":
                self._client.cancel([future for _task, future in out.values()])

    def _connected(self) -> Any:
        try:
            return _distributed().Client(
                self._address, timeout=min(_CONNECT_LIMIT, self._patience), set_as_default=False
            )
        except OSError as error:
            raise RunError(_lost(self._address, "ติดต่อ scheduler ไม่ได้")) from error

    def _check_release_of_scheduler(self) -> None:
        """Raise where the scheduler, which reads each task too, lacks our release."""
        try:
            found = self._client.run_on_scheduler(version, "circulars")
        except PackageNotFoundError:
            found = None
        if found != self._release:
            raise RunError(_other(self._address, self._release))

    def _check_releases(self, workers: Collection[str]) -> None:
        """Raise which of the workers lack our release; one that died meanwhile does no harm."""
        found = self._client.run(version, "circulars", workers=[*workers], on_error="return")
        others = [
            address
            for address, release in found.items()
            if isinstance(release, (str, PackageNotFoundError)) and release != self._release
        ]
        if others:
            raise RunError(*(_other(address, self._release) for address in others))
        self._known |= found.keys()

    def _feed(
        self,
        work: Callable[[T], R],
        supply: Supply[T],
        out: _Out[T],
        over: SimpleQueue[_Result],
    ) -> None:
        while len(out) < self.workers * AHEAD:
            task = supply.draw(len(out))
            if task is None:
                return
            future = self._client.submit(work, task.content, pure=False)
            result = asyncio.run_coroutine_threadsafe(
                self._client.gather(future, asynchronous=True), self._client.loop.asyncio_loop
            )
            out[result] = (task, future)
            result.add_done_callback(over.put)

    def _next(self, over: SimpleQueue[_Result]) -> _Result:
        """Return what is over next; looks after the cluster while it waits."""
        while True:
            if time.monotonic() - self._looked > _LOOK:
                self._look()
            with suppress(Empty):
                return over.get(timeout=_LOOK)

    def _over(
        self, task: Task[T], future: Any, result: _Result, supply: Supply[T]
    ) -> Iterator[Done[T, Any]]:
        if result.cancelled():  # with the connection
            raise RunError(_lost(self._address, _GONE))
        error = result.exception()
        if error is None:
            yield Done(task=task.content, result=result.result())
        elif isinstance(error, _distributed().KilledWorker):
            yield from supply.bury(task)
        elif future.status == "error":  # of the work itself
            raise error
        else:
            raise RunError(_lost(self._address, _GONE)) from error

    def _look(self) -> None:
        """See who is there; raises when nobody has been for a while, or one is not as we are."""
        if self._client.status != "running":
            raise RunError(_lost(self._address, _GONE))
        try:
            threads = self._client.nthreads()
            if new := threads.keys() - self._known:
                self._check_releases(new)
        except OSError as error:
            raise RunError(_lost(self._address, _GONE)) from error
        self.workers = max(1, sum(threads.values()))
        self._looked = time.monotonic()
        self._seen = self._looked if threads else self._seen
        if self._looked - self._seen > self._patience:
            raise RunError(_lost(self._address, "ไม่มีเครื่องใดรับงานอยู่"))


def _distributed() -> Any:
    """Return the package `distributed`, silent: what goes wrong is told as a finding."""
    import_module("dask.config").set(logging={"distributed": "critical"})
    return import_module("distributed")


def _missing() -> Finding:
    return Finding(
        code="engine-missing",
        where="--engine",
        message="เครื่องนี้ยังไม่ได้ติดตั้งส่วนที่ทำงานหลายเครื่อง",
        hint="ติดตั้งด้วย pip install 'circulars[dask]' หรือไม่ต้องระบุ --engine ถ้าทำในเครื่องนี้",
    )


def _lost(address: str, reason: str) -> Finding:
    return Finding(
        code="engine-lost",
        where=address,
        message=f"{reason} จึงหยุดไว้ก่อน หนังสือที่ทำเสร็จแล้วไม่หาย",
        hint="ตรวจว่า dask scheduler และ dask worker เปิดอยู่ แล้วสั่งเหมือนเดิมอีกครั้ง",
    )


def _other(address: str, ours: str) -> Finding:
    return Finding(
        code="engine-version",
        where=address,
        message=f"เครื่องนี้ไม่มี circulars รุ่น {ours} เหมือนเครื่องที่สั่งงาน",
        hint="ติดตั้ง circulars รุ่นเดียวกันในทุกเครื่อง แล้วเปิด dask worker ใหม่",
    )
