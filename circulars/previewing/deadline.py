"""A limit of time for work that a stranger's template may make endless."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class TimeUpError(KeyboardInterrupt):
    """The time is up: a run stops in order, as it does when somebody presses Ctrl-C."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise :exc:`TimeUpError` in the block after `seconds`; at once where there are none.

    Only the main thread can be stopped: in another one the block begins in time, or not at all.
    """

    def stop(_signal: int, _frame: object) -> None:
        raise TimeUpError

    if seconds <= 0:
        raise TimeUpError
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
