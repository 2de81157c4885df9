"""Tasks that go wrong in every way; processes of the workshop import them."""

from __future__ import annotations

import datetime as dt
import gc
import os
import signal
import time
from multiprocessing.connection import Connection
from threading import Lock, current_thread, main_thread
from typing import TYPE_CHECKING

from support import EXAMPLES, TEMPLATES

from circulars.inputs import prepare, read_job
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding, Level
from circulars.pipeline import make
from circulars.previewing.deadline import TimeUpError, deadline
from circulars.prints import open_printer
from circulars.service.work.hearing import say

if TYPE_CHECKING:
    from pathlib import Path

FAULT = Finding(code="a-code", level=Level.WARN, where="ก!A1", message="ผิด", hint="แก้")
SECRET = "นายสมชาย ใจดี"


def double(number: int) -> int:
    """Return twice the number."""
    return 2 * number


def process() -> int:
    """Return which process this is."""
    return os.getpid()


def sleep(seconds: float) -> float:
    """Return after a while."""
    time.sleep(seconds)
    return seconds


def speak(times: int, pause: float) -> int:
    """Say a number again and again."""
    for number in range(times):
        time.sleep(pause)
        say(number)
    return times


def take_memory(megabytes: int) -> int:
    """Take so much memory."""
    return len(bytearray(megabytes * 1_000_000))


def die(with_signal: int) -> None:
    """End the process as the system would."""
    os.kill(os.getpid(), with_signal)


def refuse() -> None:
    """Raise an error of ours with two findings."""
    raise WorkbookError(FAULT, FAULT)


def fail() -> None:
    """Raise an error that nobody foresaw, with something of a letter in its message."""
    raise KeyError(SECRET)


def no_answer() -> Lock:
    """Return what cannot be sent to another process."""
    return Lock()


def answer_raw(content: bytes) -> None:
    """Answer `content` as it is, as a process does that a file has taken over; then hang."""
    pipes = [each for each in gc.get_objects() if type(each) is Connection]
    for pipe in pipes:
        os.write(pipe.fileno(), content)
    time.sleep(600)


def ignores_signals() -> bool:
    """Return whether what a terminal and systemd send does not end the process."""
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(os.getpid(), number)
    return True


def stopped_in_time() -> bool:
    """Return whether a limit of time stops what is in the block: only the main thread can be."""
    try:
        with deadline(0.05):
            while True:
                pass
    except TimeUpError:
        return current_thread() is main_thread()


def write_pid(folder: Path) -> None:
    """Write down processes: this one, and the LibreOffice it has begun; then hang."""
    with open_printer(pdf=True) as printer:
        assert printer.converter is not None
        office = printer.converter.start()
        assert office._office is not None
        lines = [os.getpid(), office._office.pid, office.work]
        (folder / "part").write_text("\n".join(map(str, lines)))
        (folder / "part").rename(folder / "pids")
        time.sleep(600)


def letter(day: int) -> tuple[bytes, bytes | None, int]:
    """Return a letter as printed here, DOCX and PDF, and the process of LibreOffice."""
    job = read_job(
        str(TEMPLATES / "otop_monthly_sales"),
        EXAMPLES / "phayao-otop-2568.xlsx",
        office=EXAMPLES / "phayao.toml",
        values={"วันที่": str(dt.date(2025, 3, day)), "เลขที่": str(day)},
        allow=(),
    )
    with open_printer(pdf=True, images=False) as printer:
        made = make(prepare(job), 0, None, printer)
        assert printer.converter is not None
        office = printer.converter.start()._office
        assert office is not None
        return made.prints.docx, made.prints.pdf, office.pid
