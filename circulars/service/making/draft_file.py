"""The file of a draft: written whole, read strictly, since anybody may have edited it."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict

from circulars.service.damage import UNREADABLE
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE: Final = "draft.json"
BOOKS: Final = "workbook"  # in a draft's folder; in it a folder for each content


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter being filled in."""

    id: str
    letter_type: str  # name among the office's letter types
    title: str  # of that type
    workbook: str = ""  # file name; empty: none yet
    sha256: str = ""  # of the workbook
    answers: Mapping[str, str] = field(default_factory=dict)  # as the person typed them
    allow: tuple[str, ...] = ()  # codes waived by name
    after: str = ""  # job whose answers are rolled forward
    fresh: bool = False  # no answers of earlier letters are
    job: str = ""  # that makes its letters; empty: not issued yet
    created: dt.datetime
    changed: dt.datetime
    by: str  # who began it


class _Written(BaseModel):
    """A draft as it is written down; read strictly, since anybody may have edited the file."""

    model_config = ConfigDict(strict=True, frozen=True)

    id: str
    letter_type: str
    title: str
    workbook: str = ""
    sha256: str = ""
    answers: dict[str, str] = {}
    allow: tuple[str, ...] = ()
    after: str = ""
    fresh: bool = False
    job: str = ""
    created: AwareDatetime
    changed: AwareDatetime
    by: str


def is_draft(folder: Path) -> bool:
    """Return whether a draft lies in `folder`, be it damaged; one that was cut off is none."""
    return any(os.path.lexists(folder / name) for name in (FILE, BOOKS))


def read_draft(folder: Path) -> Draft | None:
    """Return the draft in `folder`; None where there is none, or it cannot be read."""
    try:
        written = _Written.model_validate_json((folder / FILE).read_bytes())
    except UNREADABLE:
        return None
    return Draft(**dict(written)) if written.id == folder.name else None


def write_draft(folder: Path, draft: Draft) -> None:
    """Write `draft` into its folder, whole or not at all."""
    dates = {name: getattr(draft, name).isoformat() for name in ("created", "changed")}
    told = {**asdict(draft), "answers": dict(draft.answers), **dates}
    put_whole(folder / FILE, json.dumps(told, ensure_ascii=False, indent=2).encode())


def names_in(folder: Path) -> list[str]:
    """Return what is in `folder`; nothing where it cannot be read."""
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []


def touched(folder: Path) -> dt.datetime:
    """Return when something was put into `folder` last; long ago where nobody knows."""
    try:
        moment = folder.stat().st_mtime
    except OSError:
        moment = 0.0
    return dt.datetime.fromtimestamp(moment, dt.UTC)
