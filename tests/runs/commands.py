"""The command in a process group of its own, to be killed at a moment that its traces show."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import resource
import signal
import sys
import time
from typing import TYPE_CHECKING

from circulars.cli import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.process import BaseProcess
    from pathlib import Path
    from typing import Self

_FORK = multiprocessing.get_context("fork")  # a process that has loaded everything already
_LIMIT = 120.0  # seconds that no command of these tests takes


class Command:
    """A command under way, leader of its process group; a context manager that ends it."""

    def __init__(self, log: Path, *arguments: str | Path, largest: int | None = None) -> None:
        """Prepare the command; the system lets it write no file with more bytes than `largest`."""
        self._log = log
        told = [str(argument) for argument in arguments]
        self._process: BaseProcess = _FORK.Process(target=_run, args=(log, told, largest))

    def __enter__(self) -> Self:
        self._process.start()
        os.setpgid(self.pid, self.pid)  # here too: it may be killed before it has come to do so
        return self

    def __exit__(self, *_error: object) -> None:
        if self._process.is_alive():
            self.signal(signal.SIGKILL)
        self._process.join()

    @property
    def pid(self) -> int:
        """The process, which leads its group."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not come to its end."""
        return self._process.is_alive()

    def signal(self, number: int) -> None:
        """Send a signal to the whole group: the command and its workers."""
        os.killpg(self.pid, number)

    def killed_when(self, moment: Callable[[], bool], after: float = 0.0) -> bool:
        """Kill the group as soon as it is the moment; return False where it was over before."""
        if not self.reaches(moment):
            return False
        time.sleep(after)
        if not self.is_running:
            return False
        self.signal(signal.SIGKILL)
        self._process.join()
        return self._process.exitcode == -signal.SIGKILL

    def reaches(self, moment: Callable[[], bool]) -> bool:
        """Wait for the moment; return whether it came before the command was over."""
        end = time.monotonic() + _LIMIT
        while not moment():
            if not self.is_running:
                return False
            assert time.monotonic() < end, self.told
            time.sleep(0.001)
        return True

    def ended(self) -> tuple[int | None, str]:
        """Wait for the end; return the exit code and all that was printed."""
        self._process.join(_LIMIT)
        return self._process.exitcode, self.told

    @property
    def told(self) -> str:
        """What was printed."""
        return self._log.read_text(encoding="utf-8")


def _run(log: Path, arguments: list[str], largest: int | None) -> None:
    os.setpgid(0, 0)
    if largest is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    with log.open("w", encoding="utf-8", buffering=1) as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        sys.stdout = sys.stderr = file
        cli.main(arguments, prog_name="circulars")


def left_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`, hidden ones too; of folders nothing."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        if path.is_file()
        else ""
        for path in folder.rglob("*")
    }


def made(folder: Path) -> int:
    """Return how many letters lie ready in the run's own folder."""
    return sum(1 for _ in folder.glob(".run/made/*/[0-9]*"))
