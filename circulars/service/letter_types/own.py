"""An office's own letter types: versions that never change, and which of them is published.

``letter-types/<name>/<number>/<name>/`` is one version, a folder as any letter type is;
``letter-types/<name>/published.json`` says which one counts and who decided so, in one file, so
that the two never disagree.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import unicodedata
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.batch import locked, sha256, told_of
from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import REFINEMENT, TEMPLATE, letter_type_folders
from circulars.model.findings import Finding
from circulars.model.reference_number import LONGEST_PART, safe_name
from circulars.service.damage import UNREADABLE, damaged
from circulars.service.refusals import RefusedError, not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.places import OfficeFolder

POINTER: Final = "published.json"
EXAMPLE: Final = "example.xlsx"
APPROVED: Final = "expected.txt"
FILES: Final = (TEMPLATE, REFINEMENT, EXAMPLE, APPROVED)  # of a version
RESERVED: Final = frozenset({"new", "drafts"})  # words in the addresses of pages
_ASIDE: Final = ".new-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One time that a version was published."""

    version: int  # from 1
    digest: str  # the type's own version, as manifests and jobs name it
    by: str
    at: dt.datetime
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnType:
    """One letter type of an office."""

    name: str
    root: Path
    publications: tuple[Publication, ...]  # the oldest first; one at least

    @property
    def published(self) -> Publication:
        """What letters are made from."""
        return self.publications[-1]

    @property
    def folder(self) -> Path:
        """The folder of the published version."""
        return self.version(self.published.version)

    @property
    def versions(self) -> tuple[Publication, ...]:
        """The versions, the newest first, each as it was first published."""
        first = {each.version: each for each in reversed(self.publications)}
        return tuple(first[number] for number in sorted(first, reverse=True))

    def version(self, number: int) -> Path:
        """Return the folder of a version; :exc:`RefusedError` where there is none such."""
        if number not in {each.version for each in self.publications}:
            raise not_found("รุ่นของแบบหนังสือ", f"{self.name} รุ่นที่ {number}")
        return self.root / str(number) / self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who publishes, when and why."""

    by: str
    at: dt.datetime
    why: str
    seen: int  # the version that was published when the page was made; 0: none


def own_types(office: OfficeFolder) -> tuple[OwnType, ...]:
    """Return the office's own letter types by name, without those that are damaged."""
    return tuple(each for each in _all(office) if isinstance(each, OwnType))


def damaged_own_types(office: OfficeFolder) -> frozenset[str]:
    """Return the names of own types of which nobody can read any more what is published."""
    return frozenset(each for each in _all(office) if isinstance(each, str))


def _all(office: OfficeFolder) -> Iterator[OwnType | str]:
    for pointer in sorted(office.letter_types.glob(f"[!.]*/{POINTER}")):
        try:
            yield _read(pointer)
        except RefusedError:
            yield pointer.parent.name


def find_own_type(office: OfficeFolder, name: str) -> OwnType | None:
    """Return the own type `name`; None where there is none.

    Raises :exc:`RefusedError` (410) where nobody can read any more what of it is published.
    """
    if name in damaged_own_types(office):
        raise _damaged(office.letter_types / name)
    return next((own for own in own_types(office) if own.name == name), None)


def own_type(office: OfficeFolder, name: str) -> OwnType:
    """Return the own type `name`; :exc:`RefusedError` where there is none."""
    if own := find_own_type(office, name):
        return own
    raise not_found("แบบหนังสือของสำนักงาน", name)


def sound_name(text: str) -> str:
    """Return `text` as the name of an own type, which is part of paths and addresses.

    Raises :exc:`RefusedError` for what is no name, or is that of a type of the product: letters
    say by the name what they were made from.
    """
    name = unicodedata.normalize("NFC", text.strip())
    is_plain = name.isprintable() and not name.startswith(".") and safe_name(name) == name
    if not name or not is_plain or name.casefold() in RESERVED:
        raise RefusedError(_unsound(name))
    if name.casefold() in {folder.name.casefold() for folder in letter_type_folders()}:
        raise RefusedError(_of_product(name), status=HTTPStatus.CONFLICT)
    return name


def publish(office: OfficeFolder, folder: Path, decision: Decision) -> OwnType:
    """Return the type named as `folder`, with the files of `folder` as its published version.

    They become a new version; files that an earlier version has already are that version,
    published again.  Raises :exc:`RefusedError` where they are published as it is, or where
    somebody else has published since the page was made.
    """
    root = office.letter_types / sound_name(folder.name)
    with told_of(root), locked(root):
        before = _publications(root)
        _refuse_overtaken(root.name, before, decision)
        number = _same(root, before, folder)
        if before and number == before[-1].version:
            raise RefusedError(_nothing_new(root.name), status=HTTPStatus.CONFLICT)
        number = number or _added(root, folder)
        return _pointed(root, before, number, decision)


def publish_again(office: OfficeFolder, name: str, number: int, decision: Decision) -> OwnType:
    """Return the type `name` with its version `number` published again."""
    own = own_type(office, name)
    own.version(number)
    with told_of(own.root), locked(own.root):
        before = _publications(own.root)
        _refuse_overtaken(name, before, decision)
        if number == before[-1].version:
            raise RefusedError(_nothing_new(name), status=HTTPStatus.CONFLICT)
        return _pointed(own.root, before, number, decision)


def _read(pointer: Path) -> OwnType:
    root = pointer.parent
    return OwnType(name=root.name, root=root, publications=_publications(root))


def _publications(root: Path) -> tuple[Publication, ...]:
    """Return what was published; :exc:`RefusedError` (410) where that cannot be read any more."""
    try:
        told = json.loads((root / POINTER).read_bytes())
        found = tuple(
            Publication(**{**each, "at": dt.datetime.fromisoformat(each["at"])})
            for each in told["publications"]
        )
    except FileNotFoundError:
        return ()
    except UNREADABLE:
        raise _damaged(root) from None
    if not found:
        raise _damaged(root)
    return found


def _pointed(
    root: Path, before: tuple[Publication, ...], number: int, decision: Decision
) -> OwnType:
    """Have `root` point to its version `number`: the last step, whole or not at all."""
    new = Publication(
        version=number,
        digest=load_letter_type(root / str(number) / root.name).version,
        by=decision.by,
        at=decision.at,
        why=decision.why,
    )
    told = [{**asdict(each), "at": each.at.isoformat()} for each in (*before, new)]
    put_whole(root / POINTER, json.dumps({"publications": told}, ensure_ascii=False).encode())
    return OwnType(name=root.name, root=root, publications=(*before, new))


def _added(root: Path, folder: Path) -> int:
    """Return the number of a new version, a copy of `folder` that appears whole."""
    number = max(_numbers(root), default=0) + 1
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=root))
    try:
        (aside / root.name).mkdir()
        for path in _files(folder):
            shutil.copyfile(path, aside / root.name / path.name)
        aside.chmod(0o755)
        aside.rename(root / str(number))
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return number


def _numbers(root: Path) -> Iterator[int]:
    """Yield the numbers taken, also by a version that was never published."""
    return (int(path.name) for path in root.iterdir() if path.name.isdecimal())


def _same(root: Path, before: tuple[Publication, ...], folder: Path) -> int:
    """Return the newest version of the same files as `folder`; 0 where there is none."""
    own = _content(folder)
    numbers = sorted({each.version for each in before}, reverse=True)
    return next((n for n in numbers if _content(root / str(n) / root.name) == own), 0)


def _content(folder: Path) -> dict[str, str]:
    """Return what an editor gave; the approved text follows from it."""
    return {p.name: sha256(p.read_bytes()) for p in _files(folder) if p.name != APPROVED}


def _files(folder: Path) -> list[Path]:
    return [path for name in FILES if (path := folder / name).is_file()]


def _refuse_overtaken(name: str, before: tuple[Publication, ...], decision: Decision) -> None:
    if decision.seen != (before[-1].version if before else 0):
        raise RefusedError(
            Finding(
                code="service-type-overtaken",
                where=name,
                message="มีผู้เผยแพร่แบบนี้รุ่นอื่นไปแล้วระหว่างที่ท่านทำอยู่",
                hint="เปิดหน้านี้ใหม่ ดูข้อความที่ต่างจากรุ่นล่าสุด แล้วเผยแพร่อีกครั้ง",
            ),
            status=HTTPStatus.CONFLICT,
        )


def _damaged(root: Path) -> RefusedError:
    return damaged(
        f"letter-types/{root.name}/{POINTER}",
        f"แฟ้มที่จดว่าแบบ {root.name} เผยแพร่รุ่นใดเสียหาย จึงใช้แบบนี้ไม่ได้ ทุกรุ่นของแบบยังเก็บไว้ครบ",
        "ให้ผู้ดูแลระบบนำแฟ้มนี้กลับมาจากแฟ้มสำรอง",
    )


def _nothing_new(name: str) -> Finding:
    return Finding(
        code="service-type-unchanged",
        where=name,
        message="แบบนี้เหมือนกับรุ่นที่เผยแพร่อยู่ทุกประการ",
        hint="แก้แบบก่อน แล้วจึงเผยแพร่เป็นรุ่นใหม่",
    )


def _unsound(name: str) -> Finding:
    return Finding(
        code="service-type-name",
        where=name[:LONGEST_PART],
        message="ชื่อนี้ใช้เป็นชื่อแบบหนังสือไม่ได้",
        hint=f"ใช้ตัวอักษรไทยหรืออังกฤษและตัวเลข ไม่เกิน {LONGEST_PART} ตัว ไม่มีช่องว่าง / \\ : หรือจุดหน้าชื่อ",
    )


def _of_product(name: str) -> Finding:
    return Finding(
        code="service-type-name",
        where=name,
        message="ชื่อนี้เป็นชื่อของแบบที่มากับโปรแกรม",
        hint=f"ตั้งชื่ออื่น เช่น {name}-ของเรา",
    )
