"""The result on disk: files that appear whole or not at all, and the manifest that lists them."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import OutputError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.model.run import Item

MANIFEST: Final = "manifest.json"
EARLIER: Final = "earlier_outputs"  # of the manifest: what other runs left in the folder
_OUTPUTS: Final = "outputs"
_LETTER: Final = ".docx"
_AGAIN: Final = 0.1  # seconds between two looks at a lock


class FolderBusyError(Exception):
    """Another run holds the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run made: the files in `folder`, and what was found on the way."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    pages: int | None  # of the PDF; None without one
    kept: tuple[Path, ...] = ()  # copies of letters that somebody had edited by hand
    held: tuple[Item, ...] = ()  # letters that something blocks: those are not made


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One file to be put into place: where it lies aside, on the same disk."""

    path: Path
    size: int  # bytes
    sha256: str  # hex digits


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex digits."""
    return hashlib.sha256(content).hexdigest()


def write_aside(path: Path, content: bytes) -> Output:
    """Write `content` so that it outlives a power cut, and return it as an output."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return Output(path=path, size=len(content), sha256=sha256(content))


def place_files(
    folder: Path,
    outputs: Mapping[str, Output],
    manifest: dict[str, Any],
    *,
    aside: Path | None = None,
) -> tuple[list[Path], list[Path]]:
    """Put `outputs` and the manifest into `folder`; return their paths, the manifest last.

    All appear or none, under a lock that keeps a second run on the same folder waiting; what
    lies aside stays there.  What a process that is killed leaves behind is in the folder
    `aside`, on the same disk, where one is given.  A DOCX in the folder that no run of ours has
    left so was edited in Word: it is kept under another name, and those are returned too.
    Raises :exc:`OutputError` when a file cannot be written, such as on a full disk: then the
    folder is as it was before.
    """
    with told_of(folder), locked(folder):
        return _put(folder, outputs, manifest, aside or folder)


@contextmanager
def told_of(folder: Path) -> Iterator[None]:
    """Say in Thai what kept the block from writing into `folder`, as :exc:`OutputError`."""
    try:
        yield
    except OSError as error:
        raise OutputError(_finding(folder, error)) from error


def _put(
    folder: Path, outputs: Mapping[str, Output], manifest: dict[str, Any], place: Path
) -> tuple[list[Path], list[Path]]:
    with tempfile.TemporaryDirectory(dir=place, prefix=".") as aside:
        new, old = Path(aside) / "new", Path(aside) / "old"
        new.mkdir()
        old.mkdir()
        entries = _recorded(folder)
        recorded = {name: str(entry["sha256"]) for name, entry in entries.items()}
        gone = _superseded(folder, outputs, recorded, again=_made_again(folder, manifest))
        told = {**manifest, _OUTPUTS: _listed(outputs)}
        if earlier := _earlier(folder, entries, {*outputs, *gone}):
            told[EARLIER] = earlier
        for name, output in outputs.items():
            link(output.path, new / name)
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        written = {**outputs, MANIFEST: write_aside(new / MANIFEST, text.encode())}
        with ExitStack() as undo:
            kept = [_kept(folder / name, undo) for name in _edited(folder, written, recorded)]
            for name in gone:
                _keep(folder / name, old / name, undo)
                (folder / name).unlink(missing_ok=True)
            for name in written:
                _keep(folder / name, old / name, undo)
                (new / name).replace(folder / name)
            undo.pop_all()  # all are in place: nothing to undo
    return [folder / name for name in written], kept


def _listed(outputs: Mapping[str, Output]) -> list[dict[str, Any]]:
    return [
        {"file": name, "size": output.size, "sha256": output.sha256}
        for name, output in outputs.items()
    ]


def _earlier(
    folder: Path, entries: Mapping[str, dict[str, Any]], others: Collection[str]
) -> list[dict[str, Any]]:
    """Return what earlier runs left in `folder` beside those `others`."""
    left = (entry for name, entry in entries.items() if name not in others)
    return [entry for entry in left if (folder / entry["file"]).is_file()]


def output_of(path: Path) -> Output:
    """Return the file at `path` as an output."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Output(path=path, size=path.stat().st_size, sha256=digest)


def link(source: Path, target: Path) -> None:
    """Have the file `source` appear as `target` too, or its copy where the disk knows no links."""
    try:
        target.hardlink_to(source)
    except OSError:  # FAT has no hard links
        shutil.copyfile(source, target)


def _made_again(folder: Path, manifest: Mapping[str, Any]) -> frozenset[str]:
    """Return what the last run on `folder` made, if of the same letters to recipients one by one.

    The same are letters of one type and one day, whose first has the same number: a later
    month has other numbers, and letters without a number are never taken for the same.  Nor
    are they where one is held: what was made for it before is not to go.
    """
    if manifest.get("held"):
        return frozenset()
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        last, now = map(_first_of_many, (told, manifest))
        names = frozenset(str(entry["file"]) for entry in told[_OUTPUTS])
    except (OSError, ValueError, LookupError, TypeError):
        return frozenset()
    return names if last == now and all(now) else frozenset()


def _first_of_many(manifest: Mapping[str, Any]) -> tuple[Any, ...]:
    letters = manifest["letters"]
    to_each = all(letter["recipient"] for letter in letters)
    return (manifest["letter_type"]["name"], letters[0]["serial"], letters[0]["date"], to_each)


def _recorded(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what earlier runs left in `folder`, by name: SHA-256, and what each let pass."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        last = {"waived": manifest["waived"]} if manifest.get("waived") else {}
        outputs = ({**entry, **last} for entry in manifest[_OUTPUTS])
        return {
            str(entry["file"]): {
                "file": str(entry["file"]),
                "sha256": str(entry["sha256"]),
                **({"waived": entry["waived"]} if entry.get("waived") else {}),
            }
            for entry in (*manifest.get(EARLIER, ()), *outputs)
        }
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # no earlier run, or a file of the same name that is no manifest of ours


def _edited(folder: Path, files: Mapping[str, Output], recorded: Mapping[str, str]) -> list[str]:
    """Return the letters and forms to be replaced that are not as an earlier run left them."""
    return [
        name
        for name, output in files.items()
        if name.endswith((".docx", ".xlsx"))
        and _digest(folder, name) not in {None, output.sha256, recorded.get(name)}
    ]


def _kept(path: Path, undo: ExitStack) -> Path:
    """Return where `path` is kept: its content under a name that was free."""
    copies = (path.with_name(f"{path.stem} (แก้ไว้ {n}){path.suffix}") for n in count(1))
    copy = next(copy for copy in copies if not copy.exists())
    undo.callback(copy.unlink, missing_ok=True)
    copy.write_bytes(path.read_bytes())
    return copy


def _keep(target: Path, old: Path, undo: ExitStack) -> None:
    """Keep what `target` is now as `old`; `undo` brings that back, be it a file or none."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    try:
        old.hardlink_to(target)
    except FileNotFoundError:
        undo.callback(target.unlink, missing_ok=True)
        return
    except OSError:  # FAT has no hard links
        target.rename(old)
    undo.callback(old.replace, target)


def _superseded(
    folder: Path, files: Collection[str], recorded: Mapping[str, str], *, again: Collection[str]
) -> list[str]:
    """Return files that earlier runs made and that this run, of the same letters, does not.

    Such as a PDF that no longer goes with its DOCX, the image of a page that is gone, or of
    what is made `again` the letter to a recipient who is no longer in the table.  A file that
    is not as the manifest says is somebody's own, and stays.
    """
    made = {Path(name).stem for name in files if name.endswith(_LETTER)}
    stems = made | {Path(name).stem for name in recorded if name.endswith(_LETTER)}
    return [
        name
        for name, digest in recorded.items()
        if (name in again or _letter_of(name, stems) in made)
        and name not in files
        and _digest(folder, name) == digest
    ]


def _letter_of(name: str, stems: Collection[str]) -> str:
    """Return which letter the file `name` belongs to: the longest of `stems` it begins with."""
    ends = (place for place in range(len(name) - 1, 0, -1) if name[place] in ".-")
    return next((name[:end] for end in ends if name[:end] in stems), "")


def _digest(folder: Path, name: str) -> str | None:
    path = folder / name
    return sha256(path.read_bytes()) if path.name == name and path.is_file() else None


@contextmanager
def locked(folder: Path, *, wait: float | None = None) -> Iterator[None]:
    """Hold `folder`, made where it is missing, for one run at a time; leaves no lock file.

    When the block fails, the folders made here go again.  Raises :exc:`FolderBusyError`
    when another run still holds it after `wait` seconds.
    """
    made: list[Path] = []
    handle: int | None = None
    try:
        handle = _acquired(folder, made, None if wait is None else time.monotonic() + wait)
        yield
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # not empty: another run uses it
                path.rmdir()
        raise
    finally:
        if handle is not None:
            os.close(handle)


def _acquired(folder: Path, made: list[Path], end: float | None) -> int:
    """Return a handle of `folder` that locks it; the folders made are added to `made`."""
    while True:
        for path in reversed((folder, *folder.parents)):
            if not path.exists():
                path.mkdir(exist_ok=True)
                made.append(path)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            _lock(handle, end)
            held, there = os.fstat(handle), folder.stat()
        except FileNotFoundError:  # a run that failed meanwhile took its folder away again
            os.close(handle)
            continue
        except BaseException:
            os.close(handle)
            raise
        if os.path.samestat(held, there):
            return handle
        os.close(handle)


def _lock(handle: int, end: float | None) -> None:
    if end is None:
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    while not _is_locked(handle):
        if time.monotonic() > end:
            raise FolderBusyError
        time.sleep(_AGAIN)


def _is_locked(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _finding(folder: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(folder),
        message=f"เขียนผลลัพธ์ไม่ได้: {reason_of(error)} จึงไม่ได้สร้างแฟ้มใดไว้",
        hint="ตรวจเนื้อที่ว่างของดิสก์และสิทธิ์ในการเขียน หรือเลือกโฟลเดอร์อื่นด้วย -o",
    )
