"""Letter types being worked on (แบบที่กำลังทำ): a folder each, that no letter is made from."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.authoring import Taking
from circulars.batch import told_of
from circulars.letter_types.loading import TEMPLATE
from circulars.model.findings import Finding
from circulars.service.damage import UNREADABLE, damaged
from circulars.service.letter_types.own import FILES, find_own_type, sound_name
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from circulars.service.letter_types.own import OwnType
    from circulars.service.places import OfficeFolder

WORK: Final = ".work"
MOST: Final = 100  # of an office
PREVIEWS: Final = ".previews"  # beside the folder of the type, which no type can be called
_OLD_PREVIEWS: Final = "previews"  # of earlier releases
_ABOUT: Final = "draft.json"
_ASIDE: Final = ".new-"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeDraft:
    """A letter type that is not published yet, or the next version of one that is."""

    id: str
    name: str
    root: Path
    by: str
    begun: dt.datetime
    origin: str  # what it was begun with, in Thai
    takings: tuple[Taking, ...] = ()  # of an old letter
    settled: frozenset[int] = frozenset()  # which of the doubtful takings somebody looked at

    @property
    def folder(self) -> Path:
        """The folder of the type itself."""
        return self.root / self.name

    @property
    def doubts(self) -> tuple[int, ...]:
        """Which takings nobody has looked at yet, though they are doubtful."""
        every = enumerate(self.takings)
        return tuple(n for n, each in every if each.doubtful and n not in self.settled)

    def file(self, name: str) -> Path | None:
        """Return a file of the type; None where it has none of that name."""
        path = self.folder / name
        return path if name in FILES and path.is_file() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedDraft:
    """A draft of which nobody can read any more what it is; its files may still be there."""

    id: str
    name: str  # of the type, where its folder still says so

    @property
    def file(self) -> str:
        """The damaged file, as whoever looks after the machine finds it."""
        return f"letter-types/{WORK}/{self.id}/{_ABOUT}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The drafts of an office: those that can be read, the last begun first, and the others."""

    drafts: tuple[TypeDraft, ...]
    damaged: tuple[DamagedDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a draft is begun with."""

    name: str
    files: Mapping[str, bytes]  # by name in the type's folder
    by: str
    at: dt.datetime
    origin: str
    takings: tuple[Taking, ...] = ()


def shelf_of_types(office: OfficeFolder) -> Shelf:
    """Return the drafts of an office."""
    found: list[TypeDraft] = []
    spoilt: list[DamagedDraft] = []
    for root in _roots(office):
        try:
            found.append(_read(root))
        except RefusedError:
            spoilt.append(DamagedDraft(id=root.name, name=_name_in(root)))
    return Shelf(
        drafts=tuple(sorted(found, key=lambda each: each.begun, reverse=True)),
        damaged=tuple(sorted(spoilt, key=lambda each: (each.name, each.id))),
    )


def type_drafts(office: OfficeFolder) -> tuple[TypeDraft, ...]:
    """Return the drafts of an office that can be read, the last begun first."""
    return shelf_of_types(office).drafts


def drafts_named(office: OfficeFolder, name: str) -> tuple[TypeDraft, ...]:
    """Return the drafts of the type `name`: publishing one, the others are of a version before."""
    return tuple(each for each in type_drafts(office) if each.name == name)


def type_draft(office: OfficeFolder, draft: str) -> TypeDraft:
    """Return a draft.

    Raises :exc:`RefusedError`: 404 where the office has none such, 410 where it is damaged.
    """
    return _read(_root(office, draft))


def begin_type(office: OfficeFolder, beginning: Beginning) -> TypeDraft:
    """Return a new draft of the files of `beginning`, which is there whole or not at all.

    Raises :exc:`RefusedError` for a name that no type can have, and where there are too many.
    """
    name = sound_name(beginning.name)
    work = office.letter_types / WORK
    if len(list(_roots(office))) >= MOST:
        raise RefusedError(_too_many(name), status=HTTPStatus.CONFLICT)
    draft = TypeDraft(
        id=(own := new_id()),
        name=name,
        root=work / own,
        by=beginning.by,
        begun=beginning.at,
        origin=beginning.origin,
        takings=beginning.takings,
    )
    with told_of(work):
        work.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=work))
        try:
            (aside / name).mkdir()
            for each, content in beginning.files.items():
                (aside / name / each).write_bytes(content)
            (aside / _ABOUT).write_bytes(_about(draft))
            aside.rename(draft.root)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    return draft


def refuse_taken(office: OfficeFolder, name: str) -> None:
    """Raise :exc:`RefusedError` where a type of that name is published already."""
    if find_own_type(office, sound_name(name)):
        raise RefusedError(
            Finding(
                code="service-type-name",
                where=name,
                message="สำนักงานมีแบบชื่อนี้อยู่แล้ว",
                hint="เปิดหน้าของแบบนั้นแล้วเลือก ทำรุ่นใหม่ หรือตั้งชื่ออื่น",
            ),
            status=HTTPStatus.CONFLICT,
        )


def begin_version(office: OfficeFolder, own: OwnType, by: str, at: dt.datetime) -> TypeDraft:
    """Return a draft of the next version of `own`, as it is published now."""
    files = {name: (own.folder / name).read_bytes() for name in FILES if _is_in(own.folder, name)}
    origin = f"รุ่นที่ {own.published.version} ที่เผยแพร่อยู่"
    return begin_type(office, Beginning(name=own.name, files=files, by=by, at=at, origin=origin))


def put_file(draft: TypeDraft, name: str, content: bytes) -> TypeDraft:
    """Return `draft` with a file of the type written or written anew.

    A new template was corrected by somebody who saw what was doubtful.
    """
    if name not in FILES:
        raise ValueError(name)
    with told_of(draft.folder):
        put_whole(draft.folder / name, content)
        if name != TEMPLATE or not draft.takings:
            return draft
        return _kept(replace(draft, takings=(), settled=frozenset()))


def rename(draft: TypeDraft, name: str) -> TypeDraft:
    """Return `draft` with another name; :exc:`RefusedError` for one that no type can have."""
    name = sound_name(name)
    if name == draft.name:
        return draft
    with told_of(draft.root):
        draft.folder.rename(draft.root / name)
        return _kept(replace(draft, name=name))


def settle(draft: TypeDraft, takings: Collection[int]) -> TypeDraft:
    """Return `draft` with those of its takings looked at."""
    with told_of(draft.root):
        return _kept(replace(draft, settled=frozenset(takings)))


def discard(draft: TypeDraft) -> None:
    """Have `draft` go, with everything in it."""
    _remove(draft.root)


def throw_away(office: OfficeFolder, draft: str) -> None:
    """Have a draft go, one that is damaged as any other; :exc:`RefusedError` without such."""
    _remove(_root(office, draft))


def _remove(root: Path) -> None:
    with told_of(root.parent):
        gone = root.with_name(f"{_ASIDE}{root.name}")
        root.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def _roots(office: OfficeFolder) -> Iterator[Path]:
    """Yield the folder of each draft, also of one that can be read no more."""
    work = office.letter_types / WORK
    return (path for path in work.glob("[!.]*") if is_id(path.name) and path.is_dir())


def _root(office: OfficeFolder, draft: str) -> Path:
    root = office.letter_types / WORK / draft
    if not is_id(draft) or not root.is_dir():
        raise not_found("แบบที่กำลังทำ", draft)
    return root


def _name_in(root: Path, told: str = "") -> str:
    """Return the name of the type in the folder of a draft, which is `told`; empty without one.

    The folder counts: it is renamed in one step, and what is told of it after that.
    """
    try:
        names = {path.name for path in root.iterdir() if path.is_dir()}
    except OSError:
        return ""
    if told in names:
        return told
    own = [n for n in names - {_ABOUT, _OLD_PREVIEWS} if not n.startswith(".")]
    return own[0] if len(own) == 1 else ""


def _is_in(folder: Path, name: str) -> bool:
    return (folder / name).is_file()


def _kept(draft: TypeDraft) -> TypeDraft:
    put_whole(draft.root / _ABOUT, _about(draft))
    return draft


def _about(draft: TypeDraft) -> bytes:
    told: dict[str, Any] = {
        "name": draft.name,
        "by": draft.by,
        "begun": draft.begun.isoformat(),
        "origin": draft.origin,
        "takings": [each.as_dict() for each in draft.takings],
        "settled": sorted(draft.settled),
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _read(root: Path) -> TypeDraft:
    """Return the draft in `root`; :exc:`RefusedError` (410) where it cannot be read any more."""
    try:
        told = json.loads((root / _ABOUT).read_bytes())
        draft = TypeDraft(
            id=root.name,
            name=_name_in(root, str(told["name"])),
            root=root,
            by=str(told["by"]),
            begun=dt.datetime.fromisoformat(told["begun"]).astimezone(dt.UTC),
            origin=str(told["origin"]),
            takings=tuple(Taking(**each) for each in told["takings"]),
            settled=frozenset(told["settled"]),
        )
    except UNREADABLE:
        raise _damaged(root) from None
    if not draft.name:
        raise _damaged(root)
    return draft


def _damaged(root: Path) -> RefusedError:
    return damaged(
        DamagedDraft(id=root.name, name="").file,
        "แบบที่กำลังทำนี้อ่านไม่ได้ แฟ้มในเครื่องเสียหายหรือถูกลบ",
        "ทิ้งแบบนี้ที่หน้า แบบหนังสือ แล้วเริ่มใหม่ หรือให้ผู้ดูแลระบบนำแฟ้มนี้กลับมาจากแฟ้มสำรอง",
    )


def _too_many(name: str) -> Finding:
    return Finding(
        code="service-type-drafts",
        where=name,
        message=f"มีแบบที่กำลังทำค้างอยู่แล้ว {MOST} แบบ",
        hint="เผยแพร่หรือทิ้งแบบที่ไม่ได้ใช้แล้วก่อน",
    )
