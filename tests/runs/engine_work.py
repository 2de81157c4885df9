"""What the tests of the engines have other processes do."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

FAULT = Finding(code="bad-date", where="สรุป!D7", message="อ่านวันที่ไม่ได้", hint="พิมพ์ใหม่")


class Stubborn(Exception):  # noqa: N818  # what cannot be read back has such a name rightly
    """An error that can be written to a pipe and not be read from it."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def process(_number: int) -> int:
    """Return which process does the work."""
    return os.getpid()


def refuse(_number: int) -> int:
    """Fail as the reading of a workbook does."""
    raise WorkbookError(FAULT, FAULT)


def stumble(number: int) -> float:
    """Fail as a bug does."""
    return 1 / (number - number)


def be_stubborn(_number: int) -> int:
    """Fail with what does not go through a pipe."""
    raise Stubborn("one", "two")


def kill_at_seven(task: tuple[Path, int]) -> int:
    """Return twice the number; seven kills its process, each time leaving a file behind."""
    folder, number = task
    if number == 7:
        (folder / f"{time.monotonic_ns()}.died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def kill_once(task: tuple[Path, int]) -> int:
    """Return twice the number; the first time, seven kills its process."""
    folder, number = task
    return double(number) if any(folder.glob("*.died")) else kill_at_seven(task)


def tell_half_of_seven(number: int) -> str:
    """Return a text; that of seven is cut off in the middle by the death of its process."""
    if number == 7:
        Connection._send = _send_half  # type: ignore[attr-defined]  # what no other way shows
    return "ก" * 1000


def _send_half(pipe: Connection, content: bytes) -> None:
    os.write(pipe.fileno(), bytes(content)[: len(content) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def linger(task: tuple[Path, float]) -> int:
    """Return which process does the work, which takes a while; a file tells that it began."""
    folder, seconds = task
    (folder / f"{os.getpid()}.began").touch()
    time.sleep(seconds)
    return os.getpid()


def note_and_kill_once(task: tuple[Path, int]) -> int:
    """Leave a file for each time a task is done; the first time, 20 kills its process."""
    folder, number = task
    (folder / f"{number}.{time.monotonic_ns()}.noted").touch()
    if number == 20:
        return kill_once((folder, 7)) and 40
    return 2 * number
