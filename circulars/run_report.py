"""What people see while a run goes on: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from rich import progress as rich_progress

_REDRAW: Final = 0.1  # seconds between two pictures of the bar
_SOON: Final = 2.0  # seconds between two lines, even of a fast run
_LATE: Final = 30.0  # seconds after which a line says that there is progress at all
_STEP: Final = 10  # percent of the letters worth a line
# Columns of the terminal: with these and 100,000 letters a line has less than 80.
_BAR: Final = 12
_NAME: Final = 18


class Progress:
    """Shows nothing; its kinds show how far the letters of each phase are.

    A context manager: on leaving it, the terminal is as it was.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def begin(self, phase: str, total: int) -> None:
        """Begin a phase, such as ทำหนังสือ, of `total` letters; 0: it is not told in letters."""

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Count `count` letters more as done, the last of them named `letter`."""


class Lines(Progress):
    """Writes a line for each tenth of the letters, but not too many, nor for a single letter."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock

    def begin(self, phase: str, total: int) -> None:
        """Begin a phase; nothing is written yet."""
        self._phase, self._total = phase, total
        self._done = self._told = 0
        self._when = self._clock()

    def advance(self, count: int = 1, letter: str = "") -> None:  # noqa: ARG002  # a line tells how far
        """Count the letters; write a line when it is time for one."""
        self._done += count
        waited = self._clock() - self._when
        is_step = (self._done - self._told) * 100 >= self._total * _STEP
        if self._total > 1 and waited >= (_SOON if is_step else _LATE):
            text = f"{self._phase}: ทำแล้ว {self._done:,} จาก {self._total:,} ฉบับ"
            print(text, file=self._stream, flush=True)
            self._told, self._when = self._done, self._clock()


class Bar(Progress):
    """Draws a bar with count, share, remaining time and the letter that was done last.

    It is drawn from here only: a thread that draws by itself would write between the lines of
    others, and be copied half-way into new processes.
    """

    def __init__(self, stream: TextIO) -> None:
        self._bar = _drawn(stream)
        self._task = self._bar.add_task("", visible=False, told="", letter="")
        self._total = self._done = 0
        self._is_shown = False
        self._when = 0.0

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def begin(self, phase: str, total: int) -> None:
        """Draw the bar of a new phase, unless it is of a single letter."""
        self._total, self._done = total, 0
        self._is_shown = total > 1 or (total == 0 and self._is_shown)
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(
            phase,
            total=total or None,
            visible=self._is_shown,
            told=self._told(),
            letter="",
        )
        self._bar.start()
        self._redraw()

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Count the letters; draw the bar again when the last time was a moment ago."""
        self._done += count
        self._bar.update(self._task, completed=self._done, told=self._told(), letter=letter)
        if time.monotonic() - self._when > _REDRAW:
            self._redraw()

    def _told(self) -> str:
        if not self._total:
            return ""
        percent = 100 * self._done // self._total
        return f"{self._done:,}/{self._total:,} ฉบับ {percent}% เหลือ"

    def _redraw(self) -> None:
        self._bar.refresh()
        self._when = time.monotonic()


def open_progress(stream: TextIO, *, quiet: bool = False) -> Progress:
    """Return what shows progress on `stream`: a bar where it is a terminal that can draw one.

    With `quiet` nothing is shown.
    """
    if quiet:
        return Progress()
    can_draw = stream.isatty() and os.environ.get("TERM", "") not in {"", "dumb", "unknown"}
    return Bar(stream) if can_draw else Lines(stream)


def _drawn(stream: TextIO) -> rich_progress.Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column

    name = Column(no_wrap=True, overflow="ellipsis", max_width=_NAME)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=_BAR),
        TextColumn("{task.fields[told]}", markup=False),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[letter]}", markup=False, table_column=name),
        console=Console(file=stream, emoji=False, highlight=False),
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,  # which may be a file of results
        redirect_stderr=False,
    )
