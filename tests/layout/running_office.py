"""Looks at, and strikes, the LibreOffice that a converter runs."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.layout.leftovers import pipes

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable

    from circulars.layout import Converter
    from circulars.layout.office import Office

_PROGRAM: Final = "soffice.bin"  # LibreOffice itself, which `soffice` starts


def running(converter: Converter) -> Office:
    """Return the LibreOffice that runs in `converter`."""
    assert converter._office is not None
    return converter._office


def signal_group(office: Office, number: signal.Signals) -> None:
    """Send `number` to LibreOffice and its children."""
    assert office._office is not None
    os.killpg(office._office.pid, number)


def signal_program(office: Office, number: signal.Signals) -> None:
    """Send `number` to LibreOffice alone, not to the process that started it."""
    for process in _processes_with(office.work.name):
        if _PROGRAM in _command(process):
            os.kill(process, number)


def signal_worker(office: Office, number: signal.Signals) -> None:
    """Send `number` to the process that drives LibreOffice."""
    assert office._worker is not None
    os.kill(office._worker.pid, number)


def is_gone(work: Path) -> bool:
    """Whether within ten seconds nothing is left of the LibreOffice in `work`, not even itself."""
    return wait_until(
        lambda: (
            not work.exists()
            and not _processes_with(work.name)
            and not any(pipe.exists() for pipe in pipes(work))
        )
    )


def wait_until(holds: Callable[[], bool]) -> bool:
    """Whether `holds` within a minute."""
    end = time.monotonic() + 60
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    return holds()


def _processes_with(text: str) -> list[int]:
    """Return the running processes whose command line mentions `text`."""
    numbers = (int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit())
    return [number for number in numbers if text in _command(number)]


def _command(process: int) -> str:
    try:
        return (Path("/proc") / str(process) / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:  # it has ended
        return ""
