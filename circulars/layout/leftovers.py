"""Clearing up after LibreOffice; plain Python, since the worker uses it too."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import time
from pathlib import Path

DYING_SECONDS = 5  # that a killed LibreOffice may take until it writes no more


def clear(work: Path, office: int | None) -> None:
    """End the process group `office`, if any, and remove the folder `work` and LibreOffice's pipes.

    LibreOffice loses nothing: its profile lies in `work`.
    """
    if office is not None:
        kill(office)
    end = time.monotonic() + DYING_SECONDS
    shutil.rmtree(work, ignore_errors=True)
    while work.exists() and time.monotonic() < end:  # what dies may have written meanwhile
        time.sleep(0.01)
        shutil.rmtree(work, ignore_errors=True)
    for pipe in pipes(work):
        pipe.unlink(missing_ok=True)


def kill(office: int) -> None:
    """End the process group `office`, if it is there."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(office, signal.SIGKILL)


def pipes(work: Path) -> tuple[Path, Path]:
    """Return the sockets of a LibreOffice whose profile is in `work`: ours, and its own.

    Its own is named by the MD5 of the profile's address in UTF-16, in hexadecimal without
    leading zeros (LibreOffice: desktop/source/app/officeipcthread.cxx).
    """
    address = profile(work).encode("utf-16-le")
    digest = hashlib.md5(address, usedforsecurity=False).digest()
    own = "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)
    stem = f"/tmp/OSL_PIPE_{os.getuid()}_"  # noqa: S108  # LibreOffice's fixed place
    return Path(stem + work.name), Path(stem + own)


def profile(work: Path) -> str:
    """Return the address of the profile in `work`, as LibreOffice wants it."""
    return (work / "profile").as_uri()
