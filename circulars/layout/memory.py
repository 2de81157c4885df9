"""How much memory a process takes, where the system tells it: Linux, in /proc."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_PROC: Final = Path("/proc")


def resident(process: int) -> int:
    """Return the bytes of memory that `process` and its children take, 0 where none can tell.

    Pages that they share are counted for each.  Source: proc(5), `statm` and `task/*/children`.
    """
    folder = _PROC / str(process)
    try:
        pages = int((folder / "statm").read_text(encoding="ascii").split()[1])
        lists = [path.read_text(encoding="ascii") for path in folder.glob("task/*/children")]
    except (OSError, IndexError):  # no such system, or no such process any more
        return 0
    children = (int(child) for line in lists for child in line.split())
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(map(resident, children))


def own_memory() -> int:
    """Return the bytes of memory that this process takes by itself, 0 where none can tell."""
    try:
        pages = int((_PROC / "self" / "statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
