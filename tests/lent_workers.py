"""Processes of the workshop, lent from one service of the tests to the next.

A process that has begun, and its LibreOffice, take longer than most of what a test asks of them.
Each service counts its tasks and stops its jobs as ever: only what is idle when it ends goes on.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from circulars.service import service
from circulars.service.work.crew import Crew, Worker
from circulars.service.work.workshop import Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.settings import Settings
    from circulars.service.work.worker import Limits

_KEPT: Final = 3  # idle processes of one kind; each may have a LibreOffice
_IDLE: Final[dict[Limits, list[Worker]]] = {}


class _Lent(Crew):
    """Begins with the processes that are idle, and leaves its own to the next."""

    def __init__(self, size: int, limits: Limits, **waiting: Any) -> None:
        super().__init__(size, limits, **waiting)
        self._kind = limits

    def _started(self) -> Worker:
        idle = _IDLE.get(self._kind, [])
        while idle:
            worker = idle.pop()
            if worker.is_alive:
                return worker
            worker.end()
        return super()._started()

    def close(self) -> None:
        with self._changed:
            self._is_closed = True  # so that nobody takes one of those that go on
            idle, self._idle = self._idle, []
        super().close()
        kept = _IDLE.setdefault(self._kind, [])
        kept += idle
        while len(kept) > _KEPT:
            kept.pop(0).end()


class _LentWorkshop(Workshop):
    """A workshop whose processes were another's before."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.tasks, self.jobs = map(_lent, (self.tasks, self.jobs))


def _lent(crew: Crew) -> Crew:
    """Return a crew as `crew` is, which nobody has asked yet."""
    return _Lent(crew.size, crew._limits, waiting=crew._most_waiting, patience=crew._patience)


@contextmanager
def lent_workers() -> Iterator[None]:
    """Have every service that is opened while the block runs begin with idle processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(service, "Workshop", _LentWorkshop)
        try:
            yield
        finally:
            idle = [worker for workers in _IDLE.values() for worker in workers]
            _IDLE.clear()
            for worker in idle:
                worker._pipe.close()  # all are told to end before one is waited for
            for worker in idle:
                worker.end()
