"""Paths that people type: asking what they lead to never fails."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def is_folder(path: Path) -> bool:
    """Return whether `path` is a folder; a name that cannot be one is none."""
    return _is(stat.S_ISDIR, path)


def is_file(path: Path) -> bool:
    """Return whether `path` is a file to be read whole: no folder, no pipe, no device."""
    return _is(stat.S_ISREG, path)


def is_there(path: Path) -> bool:
    """Return whether `path` leads to anything; a name that cannot be one leads to nothing."""
    return _is(bool, path)


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    try:
        return kind(path.stat().st_mode)
    except (OSError, ValueError):  # pathlib raises for names too long or with a null character
        return False
