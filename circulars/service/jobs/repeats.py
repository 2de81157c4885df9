"""Requests that were sent twice: the same key gives the job of the first time."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.batch import FolderBusyError, locked, sha256, told_of, write_aside
from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from circulars.service.places import OfficeFolder

_KEPT: Final = 7 * 24 * 3600  # seconds that a key is remembered
_PATIENCE: Final = 10.0  # seconds to wait for the same request that came just before


def once(
    office: OfficeFolder, actor: str, key: str, asked: str, submit: Callable[[], str]
) -> tuple[str, bool]:
    """Return the id of the job that `submit` gives, and whether it was so before.

    The same `key` of the same `actor` gives the same job.  `asked` stands for everything that
    was asked: another request under a used key is refused.
    """
    folder = office.root / "repeats"
    with _held(folder / sha256(f"{actor}\n{key}".encode())) as path:
        if path.is_file():
            return _before(path, key, asked), True
        job = submit()
        aside = path.with_suffix(".part")
        write_aside(aside, json.dumps({"asked": asked, "job": job}).encode())
        aside.replace(path)
    _forget(folder)
    return job, False


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """Give the file of a key's folder while nobody else asks with the same key."""
    try:
        with told_of(folder), locked(folder, wait=_PATIENCE):
            yield folder / "repeat.json"
    except FolderBusyError:
        raise _conflict("คำขอที่มี Idempotency-Key นี้กำลังทำอยู่", "รอสักครู่แล้วส่งใหม่") from None


def _before(path: Path, key: str, asked: str) -> str:
    """Return the job of the first time; raises :exc:`RefusedError` where it was another request."""
    kept: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    if kept["asked"] != asked:
        raise _conflict(f"Idempotency-Key “{key[:40]}” ใช้กับคำขออื่นไปแล้ว", "ใช้ค่าใหม่สำหรับคำขอใหม่")
    return kept["job"]


def _conflict(message: str, hint: str) -> RefusedError:
    return RefusedError(
        Finding(code="service-repeat", where="Idempotency-Key", message=message, hint=hint),
        status=HTTPStatus.CONFLICT,
    )


def _forget(folder: Path) -> None:
    """Let the keys go that nobody can mean any more."""
    too_old = time.time() - _KEPT
    for path in folder.glob("*/repeat.json"):
        if path.stat().st_mtime < too_old:
            shutil.rmtree(path.parent, ignore_errors=True)
