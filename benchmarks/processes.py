"""What the processes of a command take: processor time and memory, looked up in /proc."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PROC: Final = Path("/proc")
_TICK: Final = os.sysconf("SC_CLK_TCK")
_AGAIN: Final = 0.5  # seconds between two looks
_GROUP, _USER, _SYSTEM, _STARTED = 2, 11, 12, 19  # fields of /proc/PID/stat behind the name


@dataclass(slots=True, kw_only=True)
class Measured:
    """A command that is over, as its processes were last seen."""

    seconds: float = 0.0
    status: int = 0  # that of a killed command is negative
    cpu: dict[tuple[int, str], float] = field(default_factory=dict)  # seconds, by process
    peak: dict[tuple[int, str], float] = field(default_factory=dict)  # megabytes, by process
    lead: int = 0  # the process that was started

    @property
    def processor(self) -> float:
        """Processor seconds of all processes."""
        return sum(self.cpu.values())

    @property
    def own_processor(self) -> float:
        """Processor seconds of the process that was started."""
        return sum(seconds for (pid, _), seconds in self.cpu.items() if pid == self.lead)

    @property
    def own_peak(self) -> float:
        """Most megabytes of the process that was started."""
        return max((mb for (pid, _), mb in self.peak.items() if pid == self.lead), default=0.0)

    @property
    def others_peak(self) -> float:
        """Most megabytes of any process that it started."""
        return max((mb for (pid, _), mb in self.peak.items() if pid != self.lead), default=0.0)


def measured(command: Sequence[str], *, until: Callable[[], bool] | None = None) -> Measured:
    """Run `command` in a process group of its own; kill all of the group once `until` says so."""
    found = Measured()
    started = time.perf_counter()
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL) as process:
        found.lead = process.pid
        while process.poll() is None:
            _look(found)
            if until is not None and until():
                os.killpg(process.pid, signal.SIGKILL)
                break
            time.sleep(_AGAIN)
    found.seconds = time.perf_counter() - started
    found.status = process.returncode
    return found


def _look(found: Measured) -> None:
    """Note what the processes of the group have taken so far."""
    for folder in _PROC.glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(stat[_GROUP]) != found.lead:
                continue
            status = (folder / "status").read_text()
        except (OSError, IndexError):  # it has just ended
            continue
        key = (int(folder.name), stat[_STARTED])
        found.cpu[key] = (int(stat[_USER]) + int(stat[_SYSTEM])) / _TICK
        if "VmHWM:" in status:
            found.peak[key] = int(status.partition("VmHWM:")[2].split()[0]) / 1024
