"""The result on disk: files that appear whole or not at all, and the manifest that lists them."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import tempfile
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import OutputError, reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MANIFEST: Final = "manifest.json"
EARLIER: Final = "earlier_outputs"  # of the manifest: what other runs left in the folder
_OUTPUTS: Final = "outputs"
_LETTER: Final = ".docx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run made: the files in `folder`, and what was found on the way."""

    folder: Path
    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    pages: int | None  # of the PDF; None without one
    kept: tuple[Path, ...] = ()  # copies of letters that somebody had edited by hand


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hex digits."""
    return hashlib.sha256(content).hexdigest()


def write_files(
    folder: Path, files: Mapping[str, bytes], manifest: dict[str, Any]
) -> tuple[list[Path], list[Path]]:
    """Write `files` and the manifest into `folder`; return their paths, the manifest last.

    All are written aside first and then renamed into place, under a lock that keeps a second
    run on the same folder waiting.  A DOCX there that no run of ours has left so was edited in
    Word: it is kept under another name, and those are returned too.  Raises
    :exc:`OutputError` when a file cannot be written, such as on a full disk: then the folder
    is as it was before.
    """
    outputs = [
        {"file": name, "size": len(content), "sha256": sha256(content)}
        for name, content in files.items()
    ]
    try:
        kept = _put(folder, files, {**manifest, _OUTPUTS: outputs})
    except OSError as error:
        raise OutputError(_finding(folder, error)) from error
    return [folder / name for name in (*files, MANIFEST)], kept


def _put(folder: Path, files: Mapping[str, bytes], manifest: dict[str, Any]) -> list[Path]:
    with _locked(folder), tempfile.TemporaryDirectory(dir=folder, prefix=".") as aside:
        new, old = Path(aside) / "new", Path(aside) / "old"
        new.mkdir()
        old.mkdir()
        entries = _recorded(folder)
        recorded = {name: str(entry["sha256"]) for name, entry in entries.items()}
        gone = _superseded(folder, files, recorded, again=_is_again(folder, manifest))
        earlier = [
            entry
            for name, entry in entries.items()
            if name not in {*files, *gone} and (folder / name).is_file()
        ]
        told = manifest | ({EARLIER: earlier} if earlier else {})
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        written = {**files, MANIFEST: text.encode()}
        for name, content in written.items():
            _write(new / name, content)
        with ExitStack() as undo:
            kept = [_kept(folder / name, undo) for name in _edited(folder, written, recorded)]
            for name in gone:
                _keep(folder / name, old / name, undo)
                (folder / name).unlink(missing_ok=True)
            for name in written:
                _keep(folder / name, old / name, undo)
                (new / name).replace(folder / name)
            undo.pop_all()  # all are in place: nothing to undo
    return kept


def _is_again(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Return whether the last run on `folder` wrote the same letters to recipients one by one.

    The same are letters of one type and one day, whose first has the same number: a later
    month has other numbers, and letters without a number are never taken for the same.
    """
    try:
        last, now = (
            _first_of_many(each)
            for each in (json.loads((folder / MANIFEST).read_bytes()), manifest)
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False
    return last == now and all(now)


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


def _edited(folder: Path, files: Mapping[str, bytes], recorded: Mapping[str, str]) -> list[str]:
    """Return the letters and forms to be replaced that are not as an earlier run left them."""
    return [
        name
        for name, content in files.items()
        if name.endswith((".docx", ".xlsx"))
        and _digest(folder, name) not in {None, sha256(content), recorded.get(name)}
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
    folder: Path, files: Mapping[str, bytes], recorded: Mapping[str, str], *, again: bool
) -> list[str]:
    """Return files that earlier runs made and that this run, of the same letters, does not.

    Such as a PDF that no longer goes with its DOCX, the image of a page that is gone, or where
    the same was asked for `again` the letter to a recipient who is no longer in the table.  A
    file that is not as the manifest says is somebody's own, and stays.
    """
    made = {Path(name).stem for name in files if name.endswith(_LETTER)}
    stems = made | {Path(name).stem for name in recorded if name.endswith(_LETTER)}
    return [
        name
        for name, digest in recorded.items()
        if (again or _letter_of(name, stems) in made)
        and name not in files
        and _digest(folder, name) == digest
    ]


def _letter_of(name: str, stems: Iterable[str]) -> str:
    """Return which letter the file `name` belongs to: the longest of `stems` it begins with."""
    begun = (stem for stem in stems if name.startswith((f"{stem}.", f"{stem}-")))
    return max(begun, key=len, default="")


def _digest(folder: Path, name: str) -> str | None:
    path = folder / name
    return sha256(path.read_bytes()) if path.name == name and path.is_file() else None


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold `folder`, made where it is missing, for one run at a time; leaves no lock file.

    When the block fails, the folders made here go again.
    """
    made: list[Path] = []
    handle: int | None = None
    try:
        handle = _acquired(folder, made)
        yield
    except BaseException:
        for path in reversed(made):
            with suppress(OSError):  # not empty: another run uses it
                path.rmdir()
        raise
    finally:
        if handle is not None:
            os.close(handle)


def _acquired(folder: Path, made: list[Path]) -> int:
    """Return a handle of `folder` that locks it; the folders made are added to `made`."""
    while True:
        for path in reversed((folder, *folder.parents)):
            if not path.exists():
                path.mkdir(exist_ok=True)
                made.append(path)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
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


def _finding(folder: Path, error: OSError) -> Finding:
    return Finding(
        code="output-unwritable",
        where=str(folder),
        message=f"เขียนผลลัพธ์ไม่ได้: {reason_of(error)} จึงไม่ได้สร้างแฟ้มใดไว้",
        hint="ตรวจเนื้อที่ว่างของดิสก์และสิทธิ์ในการเขียน หรือเลือกโฟลเดอร์อื่นด้วย -o",
    )
