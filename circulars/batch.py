"""The result on disk: files that appear whole or not at all, and the manifest that lists them."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import OutputError
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run made: the files in `folder`, and what was found on the way."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    pages: int | None  # of the PDF; None without one


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex digits."""
    return hashlib.sha256(content).hexdigest()


def write_files(folder: Path, files: Mapping[str, bytes], manifest: dict[str, Any]) -> list[Path]:
    """Write `files` and the manifest into `folder`; return their paths, the manifest last.

    All are written aside first and then renamed into place, under a lock that keeps a second
    run on the same folder waiting.  Raises :exc:`OutputError` and leaves nothing when a file
    cannot be written, such as on a full disk.
    """
    manifest = {
        **manifest,
        "outputs": [
            {"file": name, "size": len(content), "sha256": sha256(content)}
            for name, content in files.items()
        ],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return _put(folder, {**files, MANIFEST: text.encode()})


def _put(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    made: list[Path] = []
    try:
        made = _make_folders(folder)
        with _lock(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".") as aside:
            for name, content in files.items():
                _write(Path(aside) / name, content)
            for name in files:
                (Path(aside) / name).replace(folder / name)
    except OSError as error:
        for path in reversed(made):
            shutil.rmtree(path, ignore_errors=True)
        raise OutputError(_finding(folder, error)) from error
    return [folder / name for name in files]


def _make_folders(folder: Path) -> list[Path]:
    """Make `folder` and the folders above it; return those that were not there."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return list(reversed(missing))


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Hold `folder` for one run at a time; the lock leaves no file behind."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _finding(folder: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(folder),
        message=f"เขียนผลลัพธ์ไม่ได้ ({error.strerror}) จึงไม่ได้สร้างแฟ้มใดไว้",
        hint="ตรวจเนื้อที่ว่างของดิสก์และสิทธิ์ในการเขียน หรือเลือกโฟลเดอร์อื่นด้วย -o",
    )
