"""A folder of letters: which files are checked, and what its manifest says of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import EARLIER, MANIFEST, sha256
from circulars.inspection.comment_parts import is_commented_copy
from circulars.inspection.inspected import Inspected
from circulars.inspection.kinds import is_checked, unreadable
from circulars.model.findings import Finding, Level
from circulars.paths import is_file, is_there

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_OUTPUTS: Final = "outputs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder to be checked: its files by name, and what was found of the folder itself."""

    files: tuple[Path, ...]
    found: tuple[Inspected, ...]  # of files that are missing or edited, or of the folder
    waived: Mapping[Path, frozenset[str]] = field(default_factory=dict)  # of unchanged files


def read_folder(folder: Path) -> Folder:
    """Return what is to be checked in `folder` itself; folders in it are left alone."""
    try:
        names = sorted(folder.iterdir())
    except OSError as error:
        unread = Inspected(file=str(folder), findings=(unreadable(folder, error),))
        return Folder(files=(), found=(unread,))
    files = tuple(
        path for path in names if is_checked(path) and is_file(path) and not is_commented_copy(path)
    )
    record = _record(folder / MANIFEST)
    missing, changed = _missing(folder, record), _changed(folder, record)
    found = tuple(_told(missing, _MISSING)) + tuple(_told(changed, _CHANGED))
    if not files and not found:
        found = (Inspected(file=str(folder), findings=(_empty(folder),)),)
    return Folder(
        files=files,
        found=found,
        waived={
            folder / name: codes
            for name, codes in record.waived.items()
            if folder / name not in {*missing, *changed}
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What the manifest of a folder says."""

    digests: dict[str, str]  # SHA-256 of the files by name, those of earlier runs too
    outputs: tuple[str, ...] = ()  # of the last run
    waived: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by name


def _record(path: Path) -> _Record:
    """Return what the manifest says; nothing where it is none of ours."""
    try:
        manifest = json.loads(path.read_bytes())
        earlier = manifest.get(EARLIER, ())
        outputs = dict(_digests(manifest[_OUTPUTS]))
        last = _codes(manifest)
        return _Record(
            digests=dict(_digests(earlier)) | outputs,
            outputs=tuple(outputs),
            waived={str(entry["file"]): _codes(entry) for entry in earlier}
            | dict.fromkeys(outputs, last),
        )
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return _Record(digests={})


def _codes(entry: Mapping[str, Any]) -> frozenset[str]:
    """Return the codes that were let pass."""
    return frozenset(map(str, entry.get("waived", ())))


def _digests(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield names and digests; a name that leads out of the folder is none of ours."""
    for entry in entries:
        name = str(entry["file"])
        if "/" not in name and "\0" not in name:
            yield name, str(entry["sha256"])


def _missing(folder: Path, record: _Record) -> list[Path]:
    paths = (folder / name for name in record.outputs)
    return [path for path in paths if not is_there(path)]


def _changed(folder: Path, record: _Record) -> list[Path]:
    return [
        folder / name
        for name, digest in record.digests.items()
        if is_file(folder / name) and _digest(folder / name) != digest
    ]


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes())
    except OSError:  # told where the file is read
        return None


_MISSING: Final = Finding(
    code="output-missing",
    level=Level.WARN,
    where="",
    message="แฟ้มนี้อยู่ใน manifest.json แต่ไม่มีอยู่ในโฟลเดอร์แล้ว",
    hint="ทำหนังสือใหม่ หรือนำแฟ้มกลับมา ถ้าลบไปโดยตั้งใจก็ไม่ต้องทำอะไร",
)
_CHANGED: Final = Finding(
    code="output-changed",
    level=Level.NOTE,
    where="",
    message="มีผู้แก้แฟ้มนี้หลังจากที่ทำไว้ แฟ้มอื่นที่ทำพร้อมกัน เช่น PDF อาจไม่ตรงกับแฟ้มนี้แล้ว",
    hint="ถ้าแก้โดยตั้งใจ ให้ทำ PDF ใหม่จากแฟ้มที่แก้ก่อนลงนาม",
)


def _told(paths: Iterable[Path], finding: Finding) -> Iterator[Inspected]:
    for path in paths:
        yield Inspected(file=str(path), findings=(replace(finding, where=path.name),))


def _empty(folder: Path) -> Finding:
    return Finding(
        code="nothing-to-check",
        where=str(folder),
        message="ในโฟลเดอร์นี้ไม่มีแฟ้ม .docx หรือ .xlsx จึงไม่ได้ตรวจอะไร",
        hint="ระบุโฟลเดอร์ที่มีหนังสือ โฟลเดอร์ย่อยให้ระบุเองทีละโฟลเดอร์",
    )
