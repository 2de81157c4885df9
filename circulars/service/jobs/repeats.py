"""Requests that were sent twice: the same key gives what the first time gave."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager, suppress
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel, ConfigDict

from circulars.batch import FolderBusyError, locked, sha256, told_of, write_aside
from circulars.model.findings import Finding
from circulars.service.damage import UNREADABLE
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from circulars.service.people import Actor
    from circulars.service.places import OfficeFolder

_KEPT: Final = 7 * 24 * 3600  # seconds that a key is remembered
_FOLDER: Final = "repeats"  # of an office; in it a folder for each key
_PATIENCE: Final = 10.0  # seconds to wait for the same request that came just before


def whose(actor: Actor) -> str:
    """Return whose keys those of `actor` are: an account's, or a system's by its token."""
    return f"{actor.account} {actor.name}"


class _Kept(BaseModel):
    """What was answered to a key, as it is written down."""

    model_config = ConfigDict(strict=True)

    asked: str
    job: str  # or another answer


def once(
    office: OfficeFolder, actor: str, key: str, asked: str, submit: Callable[[], str]
) -> tuple[str, bool]:
    """Return what `submit` gives, such as the id of a job, and whether it was so before.

    The same `key` of the same `actor` gives the same.  `asked` stands for everything that was
    asked: another request under a used key is refused.
    """
    folder = office.root / _FOLDER
    with _held(folder / sha256(f"{actor}\n{key}".encode())) as path:
        if os.path.lexists(path):
            return _before(path, key, asked), True
        given = submit()
        aside = path.with_suffix(".part")
        write_aside(aside, _Kept(asked=asked, job=given).model_dump_json().encode())
        aside.replace(path)
    return given, False


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    """Give the file of a key's folder while nobody else asks with the same key."""
    try:
        with told_of(folder), locked(folder, wait=_PATIENCE):
            yield folder / "repeat.json"
    except FolderBusyError:
        raise _conflict("คำขอที่มี Idempotency-Key นี้กำลังทำอยู่", "รอสักครู่แล้วส่งใหม่") from None


def _before(path: Path, key: str, asked: str) -> str:
    """Return what was given the first time; :exc:`RefusedError` where it was another request.

    So too where that cannot be read any more: nothing is done twice.
    """
    try:
        kept = _Kept.model_validate_json(path.read_bytes())
    except UNREADABLE:
        message = f"คำขอเดิมที่ใช้ Idempotency-Key “{key[:40]}” จดไว้ในแฟ้มที่เสียหาย จึงไม่รู้ว่าได้อะไรไป"
        raise _conflict(
            message, "ดูในรายการงานและทะเบียนว่าคำขอเดิมสำเร็จแล้วหรือไม่ ถ้ายัง ส่งใหม่ด้วยค่าใหม่"
        ) from None
    if kept.asked != asked:
        raise _conflict(f"Idempotency-Key “{key[:40]}” ใช้กับคำขออื่นไปแล้ว", "ใช้ค่าใหม่สำหรับคำขอใหม่")
    return kept.job


def _conflict(message: str, hint: str) -> RefusedError:
    return RefusedError(
        Finding(code="service-repeat", where="Idempotency-Key", message=message, hint=hint),
        status=HTTPStatus.CONFLICT,
    )


def forget_old(office: OfficeFolder) -> None:
    """Let the keys go that nobody can mean any more."""
    too_old = time.time() - _KEPT
    for folder in (office.root / _FOLDER).glob("*"):
        with suppress(OSError):  # gone since it was listed
            if folder.stat().st_mtime < too_old:
                shutil.rmtree(folder, ignore_errors=True)
