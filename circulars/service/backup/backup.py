"""A backup of the whole service in one file: data folder and database, consistent while it runs."""

from __future__ import annotations

import gzip
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import sha256
from circulars.model.errors import reason_of
from circulars.service.backup import faults
from circulars.service.backup.database import dump

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
DATA: Final = "data"  # folder of the archive that holds the data folder
DATABASE: Final = "database.dump"  # of PostgreSQL
_SQLITE: Final = b"SQLite format 3\0"  # Source: the file format, sqlite.org/fileformat2.html, 1.3
# What is of no use in a copy: made again, cleared away daily, or begun anew from the order.
_LEFT_OUT: Final = frozenset({"cache", "uploads", ".run"})  # folders
_SIDE_FILES: Final = ("-wal", "-shm", "-journal")  # SQLite's; their content goes into the copy
_TIMEOUT: Final = 60.0  # seconds that a writer of a register is waited for


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What was written."""

    path: Path
    files: int
    size: int  # bytes of the archive


def back_up(data: Path, database: str, target: Path, *, now: dt.datetime) -> Backup:
    """Write everything that the service keeps into the new file `target`, which only we may read.

    `database` is the address of PostgreSQL, or empty.  Files come before databases, so that
    every letter in the copy has its number in the register of the copy.  Raises
    :exc:`RefusedError`; then nothing is written.
    """
    if not data.is_dir():
        raise faults.no_data(data)
    if target.exists():
        raise faults.target_exists(target)
    try:
        with _aside(target) as (aside, archive):
            said = {"format": FORMAT, "made": now.isoformat(), "release": version("circulars")}
            listed = [*_files(archive, data), *_databases(archive, data, database, target.parent)]
            manifest = {**said, "database": bool(database), "files": listed}
            _add(archive, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        aside.replace(target)
    except OSError as error:
        raise faults.unwritable(target, reason_of(error)) from error
    return Backup(path=target, files=len(listed), size=target.stat().st_size)


@contextmanager
def _aside(target: Path) -> Iterator[tuple[Path, tarfile.TarFile]]:
    """Give an archive beside `target`; it goes where the block fails."""
    aside = target.with_name(f".{target.name}.part")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with (
            os.fdopen(handle, "wb") as file,
            gzip.GzipFile("", "wb", 6, file, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            yield aside, archive
            archive.close()
            packed.close()
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def _files(archive: tarfile.TarFile, data: Path) -> Iterator[dict[str, Any]]:
    """Add the files that are no databases; yield what the manifest says of each."""
    for path in _kept(data):
        try:
            if _is_sqlite(path):
                continue
            content = path.read_bytes()
        except FileNotFoundError:
            continue  # cleared away meanwhile
        yield _add(archive, _name(data, path), content)


def _databases(
    archive: tarfile.TarFile, data: Path, address: str, aside: Path
) -> Iterator[dict[str, Any]]:
    """Add the databases as they stand in one moment each; yield what the manifest says of each."""
    with tempfile.TemporaryDirectory(dir=aside, prefix=".backup-") as folder:
        for path in filter(_is_sqlite, _kept(data)):
            copy = Path(folder) / "copy.sqlite"
            with closing(sqlite3.connect(path, timeout=_TIMEOUT, isolation_level=None)) as database:
                database.execute("VACUUM INTO ?", (str(copy),))
            yield _add(archive, _name(data, path), copy.read_bytes())
            copy.unlink()
        if address:
            copy = Path(folder) / DATABASE
            dump(address, copy)
            yield _add(archive, DATABASE, copy.read_bytes())


def _kept(data: Path) -> Iterator[Path]:
    """Yield the files of the data folder that belong into a backup, in order."""
    for folder, folders, names in os.walk(data):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and not _is_passing(name):
                yield path


def _is_passing(name: str) -> bool:
    """Return whether a file of that name is there for a moment only."""
    return name.endswith((*_SIDE_FILES, ".part")) or name.startswith(".") or name == "lock"


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except FileNotFoundError:
        return False


def _name(data: Path, path: Path) -> str:
    return f"{DATA}/{path.relative_to(data).as_posix()}"


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> dict[str, Any]:
    """Add a file to the archive; return what the manifest says of it."""
    member = tarfile.TarInfo(name)
    member.size = len(content)
    member.mode = 0o600
    archive.addfile(member, io.BytesIO(content))
    return {"name": name, "size": len(content), "sha256": sha256(content)}
