"""Bringing a backup back into an empty place, whole or not at all, and looking that it is right."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final

from circulars.clock import now
from circulars.model.errors import CircularsError, reason_of
from circulars.service.backup import faults
from circulars.service.backup.backup import DATA, DATABASE, FORMAT, MANIFEST
from circulars.service.backup.database import (
    emptied_on_failure,
    is_readable,
    load,
    refuse_filled,
)
from circulars.service.backup.restored import Kept, look_over
from circulars.service.refusals import RefusedError
from circulars.service.settings import Settings

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

_PIECE: Final = 1 << 20  # bytes read at a time
_LONGEST: Final = 4096  # bytes of a path.  Source: PATH_MAX, Linux limits.h
_READING: Final = (tarfile.TarError, EOFError, zlib.error, UnicodeError, ValueError, KeyError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What was brought back."""

    folder: Path
    files: int
    made: str  # when the backup was made
    kept: Kept


def restore(
    source: Path, data: Path, database: str, *, clock: Callable[[], dt.datetime] = now
) -> Restored:
    """Bring the backup `source` back into `data` and `database`, both of which must be empty.

    Before anything is put in place every file is compared with its digest, and accounts and
    registers are opened where the files lie aside; what PostgreSQL has taken by then goes again
    where something is wrong.  Raises :exc:`CircularsError`; then nothing is left of the attempt.
    """
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise faults.not_empty(str(data))
    if database:
        refuse_filled(database)
    try:
        with _staged(data) as stage:
            manifest = _unpacked(source, stage)
            _compare(source, stage, manifest)
            _look(source, stage)
            if manifest["database"] and not database:
                raise faults.needs_database(str(source))
            if database and not manifest["database"]:
                raise faults.needs_no_database(str(source))
            with _loaded(source, database, stage / DATABASE):
                kept = _looked_over(source, stage / DATA, database, clock)
                _put(stage / DATA, data)
    except OSError as error:
        raise faults.unwritable(data, reason_of(error)) from error
    files = len(manifest["files"])
    return Restored(folder=data, files=files, made=str(manifest["made"]), kept=kept)


def _looked_over(source: Path, data: Path, database: str, clock: Callable[[], dt.datetime]) -> Kept:
    """Return what is in the backup; what is wrong is told of `source`, not of a place aside."""
    try:
        return look_over(Settings(data=data, database=database), clock=clock)
    except CircularsError as error:
        found = (replace(f, where=f.where.replace(str(data), str(source))) for f in error.findings)
        raise RefusedError(*found) from error


@contextmanager
def _loaded(source: Path, database: str, copy: Path) -> Iterator[None]:
    """Have the database of the file `copy` in `database`; it goes where the block fails."""
    if not database:
        yield
        return
    if not is_readable(copy):
        raise faults.damaged(str(source), "ฐานข้อมูลในแฟ้มอ่านไม่ได้")
    with emptied_on_failure(database):
        load(database, copy)
        yield


@contextmanager
def _staged(data: Path) -> Iterator[Path]:
    """Give a folder on the same disk as `data`; it goes after the block."""
    is_there = data.is_dir()
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    stage = Path(tempfile.mkdtemp(dir=data, prefix=".restore-"))
    try:
        (stage / DATA).mkdir()
        yield stage
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        if not is_there:
            data.rmdir()
        raise
    shutil.rmtree(stage)


def _unpacked(source: Path, stage: Path) -> dict[str, Any]:
    """Unpack `source` into `stage`; return its manifest."""
    if not source.is_file():
        raise faults.damaged(str(source), "ไม่มีแฟ้มนี้")
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _unpack(source, archive, member, stage)
        return _manifest(source, stage)
    except _READING as error:
        raise faults.damaged(str(source), "ไม่ใช่แฟ้มสำรองของโปรแกรมนี้ หรือขาดหาย") from error


def _unpack(source: Path, archive: tarfile.TarFile, member: tarfile.TarInfo, stage: Path) -> None:
    """Write one file of the archive; links, devices and paths that lead elsewhere are refused."""
    path = PurePosixPath(member.name)
    is_ours = path.parts[:1] == (DATA,) or member.name in {MANIFEST, DATABASE}
    is_plain = member.isreg() and not path.is_absolute() and ".." not in path.parts
    target = stage / path
    if not is_ours or not is_plain or "\0" in member.name or len(os.fsencode(target)) > _LONGEST:
        raise faults.damaged(str(source), f"มีรายการที่ไม่ใช่แฟ้มธรรมดา “{member.name[:80]}”")
    content = archive.extractfile(member)
    if content is None or target.exists():
        raise faults.damaged(str(source), f"มีแฟ้ม “{member.name[:80]}” ซ้ำกัน")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(content, file, _PIECE)
        file.flush()
        os.fsync(file.fileno())


def _manifest(source: Path, stage: Path) -> dict[str, Any]:
    path = stage / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise faults.damaged(str(source), "ไม่มีรายการแฟ้ม หรือเป็นของโปรแกรมรุ่นอื่น")
    return manifest


def _compare(source: Path, stage: Path, manifest: dict[str, Any]) -> None:
    """Raise :exc:`RefusedError` unless exactly the files of the manifest are there, unchanged."""
    try:
        said = {each["name"]: each["sha256"] for each in manifest["files"]}
        made = (manifest["database"], manifest["made"])
    except (KeyError, TypeError):
        raise faults.damaged(str(source), "รายการแฟ้มอ่านไม่ได้") from None
    there = {
        path.relative_to(stage).as_posix(): path
        for path in stage.rglob("*")
        if path.is_file() and path != stage / MANIFEST
    }
    if said.keys() != there.keys() or (DATABASE in said) != made[0]:
        raise faults.damaged(str(source), "แฟ้มไม่ครบตามรายการ หรือมีเกิน")
    for name, path in there.items():
        with path.open("rb") as file:
            if _digest(file) != said[name]:
                raise faults.damaged(str(source), f"แฟ้ม “{name}” ถูกแก้หรือเสียหาย")


def _digest(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # typeshed: a file opened for reading bytes


def _look(source: Path, stage: Path) -> None:
    """Raise :exc:`RefusedError` for a SQLite file that is not whole inside."""
    for path in (stage / DATA).rglob("*.sqlite"):
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()
        except sqlite3.Error as error:
            raise faults.damaged(str(source), f"ฐานข้อมูล {path.name}: {error}") from error
        if found != ("ok",):
            raise faults.damaged(str(source), f"ฐานข้อมูล {path.name} เสียหาย")


def _put(stage: Path, data: Path) -> None:
    """Move what is in `stage` into `data`: all of it, or nothing."""
    moved: list[Path] = []
    try:
        for path in sorted(stage.iterdir()):
            path.rename(data / path.name)
            moved.append(data / path.name)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
