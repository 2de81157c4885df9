"""A process of the workshop: what it does with one task after another, and how it ends."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import resource
import signal
from dataclasses import dataclass
from enum import StrEnum
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from circulars.layout import keep_warm, let_go
from circulars.layout.memory import own_memory
from circulars.model.errors import CircularsError
from circulars.service.tracing import places_of
from circulars.service.work.hearing import heard
from circulars.service.work.plain import to_parts
from circulars.service.work.wire import TooLargeError, send

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_IDLE: Final = 600.0  # seconds without a task, after which LibreOffice ends
_SERVES: Final = 500  # tasks of one process: what it may lose of memory stays bounded
_WORN: Final = 0.5  # of its memory, that it may still have when a task is over


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a process may take."""

    memory: int  # bytes of its own: neither files nor code


class Said(StrEnum):
    """What a process says."""

    WORD = "word"  # on the way
    DONE = "done"
    REFUSED = "refused"  # with an error of ours
    MEMORY = "memory"
    FAILED = "failed"  # with an error that nobody foresaw


@dataclass(frozen=True, slots=True)
class Answer:
    """What a process says, and whether it ends after."""

    said: Said
    content: Any = None
    is_last: bool = False

    @property
    def is_one(self) -> bool:
        """Whether what it says goes with what it is."""
        if self.said is Said.REFUSED:
            return isinstance(self.content, CircularsError)
        if self.said is Said.FAILED:
            return isinstance(self.content, tuple) and tuple(map(type, self.content)) == (str, str)
        return isinstance(self.said, Said)


def serve(pipe: Connection, limits: Limits) -> None:
    """Answer the tasks that come through `pipe` until it is closed."""
    for number in (signal.SIGINT, signal.SIGTERM):  # the service says when to end
        signal.signal(number, signal.SIG_IGN)
    _end_with_parent()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # it would hold letters
    # LibreOffice inherits it: it takes a quarter of what the processes are given as a rule.
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    keep_warm()
    try:
        with contextlib.suppress(EOFError, OSError):
            _answer_all(pipe, limits)
    finally:
        let_go()


def _answer_all(pipe: Connection, limits: Limits) -> None:
    for number in range(1, _SERVES + 1):
        if not pipe.poll(_IDLE):
            let_go()
        task, given = pipe.recv()
        answer = _answer(pipe, task, given)
        is_worn = number == _SERVES or own_memory() > _WORN * limits.memory
        is_last = is_worn or answer.said is Said.MEMORY
        _send(pipe, Answer(answer.said, answer.content, is_last))
        if is_last:
            return


def _answer(pipe: Connection, task: Any, given: tuple[Any, ...]) -> Answer:
    """Return what comes of a task."""
    try:
        with heard(lambda word: send(pipe, to_parts(Answer(Said.WORD, word)))):
            return Answer(Said.DONE, task(*given))
    except CircularsError as error:
        return Answer(Said.REFUSED, error)
    except MemoryError:
        return Answer(Said.MEMORY)
    except BaseException as error:  # noqa: BLE001  # whatever it is, the process lives on
        return Answer(Said.FAILED, _told(error))


def _send(pipe: Connection, answer: Answer) -> None:
    """Send `answer`; where its content cannot be sent, why."""
    try:
        parts = to_parts(answer)
    except MemoryError:
        parts = to_parts(Answer(Said.MEMORY, is_last=True))
    except Exception as error:  # noqa: BLE001  # attributes of what others wrote fail in any way
        parts = to_parts(Answer(Said.FAILED, _told(error), answer.is_last))
    try:
        send(pipe, parts)
    except TooLargeError:
        send(pipe, to_parts(Answer(Said.MEMORY, is_last=answer.is_last)))


def _told(error: BaseException) -> tuple[str, str]:
    """Return kind and way of an error, not its message: that may be of a letter."""
    return type(error).__qualname__, places_of(error.__traceback__)


def _end_with_parent() -> None:
    """Have this process end when the service does, even in the middle of a task."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    Thread(target=watch, daemon=True).start()
