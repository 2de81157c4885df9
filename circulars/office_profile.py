"""Reading office.toml, the office profile (ข้อมูลสำนักงาน)."""

from __future__ import annotations

import datetime as dt
import datetime as dt  # noqa: TC003 - pydantic reads the annotations when the module loads
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from circulars.model.errors import OfficeError
from circulars.model.findings import Finding
from circulars.model.office import AuthorityLine, Emblem, EmblemKind, Office, Signatory
from circulars.toml_files import Entry, read_toml

if TYPE_CHECKING:
    from pathlib import Path


class _Authority(Entry):
    post: str
    phrase: str = ""


class _Signatory(Entry):
    key: str
    name: str
    authority: tuple[_Authority, ...] = Field(min_length=1)


class _Emblem(Entry):
    kind: Literal["paper", "image"]
    file: str = ""


class _Reference(Entry):
    code: str
    unit: str
    space_after_circular_mark: bool = False


class _Holidays(Entry):
    closed: frozenset[dt.date] = frozenset()
    open: frozenset[dt.date] = frozenset()


class _Profile(Entry):
    issuer: str
    province: str
    letterhead: str
    address: tuple[str, ...]
    unit: str
    group: str = ""
    phone: str = ""
    slogan: tuple[str, ...] = ()
    reference: _Reference
    signatories: tuple[_Signatory, ...] = Field(min_length=1)
    emblem: _Emblem | None = None
    holidays: _Holidays = _Holidays()


def load_office(path: Path) -> Office:
    """Return the office of the profile at `path`; :exc:`OfficeError` with every fault."""
    profile = read_toml(path, _Profile, OfficeError, "office-profile")
    return Office(
        issuer=profile.issuer,
        province=profile.province,
        code=profile.reference.code,
        unit_number=profile.reference.unit,
        letterhead=profile.letterhead,
        address=profile.address,
        unit=profile.unit,
        group=profile.group,
        phone=profile.phone,
        slogan=profile.slogan,
        signatories=tuple(_signatory(entry) for entry in profile.signatories),
        emblem=_emblem(profile.emblem, path),
        circular_space=profile.reference.space_after_circular_mark,
        holidays=profile.holidays.closed,
        working_days=profile.holidays.open,
    )


def _signatory(entry: _Signatory) -> Signatory:
    lines = tuple(AuthorityLine(post=line.post, phrase=line.phrase) for line in entry.authority)
    return Signatory(key=entry.key, name=entry.name, authority=lines)


def _emblem(entry: _Emblem | None, path: Path) -> Emblem:
    if entry is None:
        return Emblem(kind=EmblemKind.MISSING)
    if entry.kind == "paper":
        return Emblem(kind=EmblemKind.PAPER)
    image = path.parent / entry.file
    if not image.is_file():
        raise OfficeError(
            Finding(
                code="office-profile",
                where=f"{path.name} emblem.file",
                message=f"ไม่พบแฟ้มภาพตราครุฑ “{entry.file}”",
                hint="ตรวจชื่อแฟ้มภาพ ซึ่งนับจากตำแหน่งของแฟ้มข้อมูลสำนักงาน",
            )
        )
    return Emblem(kind=EmblemKind.IMAGE, image=image)
