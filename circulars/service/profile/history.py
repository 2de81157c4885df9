"""Every profile that an office has had, who saved it and when."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.batch import sha256
from circulars.service.damage import UNREADABLE
from circulars.service.refusals import not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.service.places import OfficeFolder

_FOLDER: Final = "profile-history"
_NAME: Final = re.compile(r"\d{6}")
BY_HAND: Final = "วางหรือแก้แฟ้มด้วยมือ"
UNREAD: Final = "ไม่ทราบผู้บันทึก แฟ้มที่จดไว้อ่านไม่ได้"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Who saves a profile when."""

    actor: str
    at: dt.datetime
    what: str = ""  # "นำฉบับเดิมกลับมาใช้"; empty: saved on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A profile that was saved."""

    number: str  # its name in the history, from 000001
    actor: str
    at: dt.datetime
    what: str
    sha256: str


def history_of(office: OfficeFolder) -> tuple[Kept, ...]:
    """Return every profile that `office` has had, the newest first."""
    return tuple(sorted(_all(office), key=lambda kept: kept.number, reverse=True))


def kept_content(office: OfficeFolder, number: str) -> bytes:
    """Return the office.toml that was saved as `number`; :exc:`RefusedError` where none was."""
    path = office.root / _FOLDER / f"{number}.toml"
    if _NAME.fullmatch(number) is None or not path.is_file():
        raise not_found("ข้อมูลสำนักงานฉบับนี้", number)
    return path.read_bytes()


def keep(office: OfficeFolder, content: bytes, deed: Deed) -> None:
    """Keep `content`, about to be the profile, and the present one if it is not kept yet."""
    folder = office.root / _FOLDER
    folder.mkdir(exist_ok=True)
    known = history_of(office)
    number = int(known[0].number) if known else 0
    if office.profile.is_file():
        present = office.profile.read_bytes()
        if not known or known[0].sha256 != sha256(present):
            number += 1
            changed = dt.datetime.fromtimestamp(office.profile.stat().st_mtime, dt.UTC)
            _write(folder, number, present, Deed(actor=BY_HAND, at=changed))
    _write(folder, number + 1, content, deed)


def _write(folder: Path, number: int, content: bytes, deed: Deed) -> None:
    """Write the profile, and after it what is known of it: only then it counts."""
    name = f"{number:06}"
    said = {"by": deed.actor, "at": deed.at.isoformat(), "what": deed.what}
    told = json.dumps({**said, "sha256": sha256(content)}, ensure_ascii=False)
    for ending, bytes_ in ((".toml", content), (".json", told.encode())):
        put_whole(folder / f"{name}{ending}", bytes_)


def _all(office: OfficeFolder) -> Iterator[Kept]:
    for path in (office.root / _FOLDER).glob("[0-9]*.json"):
        if _NAME.fullmatch(path.stem):
            yield _kept(path)


def _kept(path: Path) -> Kept:
    """Return what is known of a profile; where that is spoilt, that it was kept, and when."""
    try:
        told = json.loads(path.read_bytes())
        return Kept(
            number=path.stem,
            actor=str(told["by"]),
            at=dt.datetime.fromisoformat(told["at"]).astimezone(dt.UTC),
            what=str(told["what"]),
            sha256=str(told["sha256"]),
        )
    except UNREADABLE:
        return Kept(number=path.stem, actor="", at=_changed(path), what=UNREAD, sha256="")


def _changed(path: Path) -> dt.datetime:
    try:
        moment = path.stat().st_mtime
    except OSError:
        moment = 0.0
    return dt.datetime.fromtimestamp(moment, dt.UTC)
