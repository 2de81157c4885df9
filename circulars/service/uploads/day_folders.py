"""Folders of what somebody sent to be converted or checked; nothing of it outlives a day."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import sha256
from circulars.service.damage import damaged
from circulars.service.places import is_id, new_id
from circulars.service.refusals import not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.places import OfficeFolder
    from circulars.service.refusals import RefusedError

KEPT: Final = dt.timedelta(days=1)
_WHAT: Final = "ผลนี้ หรือเกินหนึ่งวันจึงลบไปแล้ว"


def new_folder(office: OfficeFolder, now: dt.datetime) -> Path:
    """Return a new folder among the uploads of `office`; what is older than a day is cleared."""
    clear_old(office, now)
    folder = office.uploads / new_id()
    folder.mkdir(parents=True)
    return folder


def clear_old(office: OfficeFolder, now: dt.datetime) -> None:
    """Remove the folders of `office` that have not changed for a day."""
    if not office.uploads.is_dir():
        return
    before = (now - KEPT).timestamp()
    for folder in office.uploads.iterdir():
        if is_id(folder.name) and _changed(folder) < before:
            shutil.rmtree(folder, ignore_errors=True)  # another request may be at it too


def _changed(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:  # gone since it was listed
        return 0.0


def write_record(folder: Path, name: str, record: dict[str, Any]) -> None:
    """Write the JSON file `name` into `folder`, whole or not at all, its digest before it."""
    told = json.dumps(record, ensure_ascii=False).encode()
    put_whole(folder / name, sha256(told).encode() + b"\n" + told)


def read_record(office: OfficeFolder, folder: str, name: str) -> tuple[Path, dict[str, Any]]:
    """Return the folder of that id and what its JSON file `name` says.

    Raises :exc:`RefusedError`: 404 where the office has none such, 410 where it is not as it was
    written.
    """
    path = office.uploads / folder
    if not (is_id(folder) and os.path.lexists(path / name)):
        raise not_found(_WHAT, folder)
    try:
        digest, _, told = (path / name).read_bytes().partition(b"\n")
    except OSError:
        raise _damaged(folder, name) from None
    if digest != sha256(told).encode():
        raise _damaged(folder, name)
    record: dict[str, Any] = json.loads(told)
    return path, record


def kept_file(path: Path) -> Path:
    """Return `path`, a file of such a folder; :exc:`RefusedError` (410) where it is gone."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder is closed
        raise _damaged(path.parent.name, path.name)
    return path


def _damaged(folder: str, name: str) -> RefusedError:
    return damaged(
        f"uploads/{folder}/{name}",
        "ผลนี้อ่านไม่ได้ แฟ้มในเครื่องเสียหายหรือถูกลบ",
        "ส่งแฟ้มเดิมให้ตรวจหรือแปลงอีกครั้ง",
    )
