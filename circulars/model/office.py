"""The office profile (ข้อมูลสำนักงาน): who writes, from where, who signs."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from circulars.model.findings import Level
    from thai_numerals import LocalDays


OFFICE_FILE: Final = "office.toml"  # the name of a profile that stands beside what it is for


class EmblemKind(StrEnum):
    """How the emblem (ตราครุฑ) comes onto the letter."""

    PAPER = "paper"  # printed on garuda paper: its place stays empty
    IMAGE = "image"  # the office's own image
    MISSING = "missing"  # neither: a labelled placeholder and a finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Emblem:
    """The emblem of the letterhead; `image` only for `EmblemKind.IMAGE`."""

    kind: EmblemKind
    image: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityLine:
    """One line under the signature: a post, and the phrase that ties it to the next line."""

    post: str  # "พัฒนาการจังหวัด"
    phrase: str = ""  # "ปฏิบัติราชการแทน"; empty in the last line

    def __str__(self) -> str:
        return f"{self.post} {self.phrase}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who signs (ผู้ลงนาม): the name in brackets and the lines of authority under it."""

    key: str
    name: str  # without brackets
    authority: tuple[AuthorityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit of the office that writes letters too (ส่วนราชการเจ้าของเรื่อง)."""

    key: str
    unit: str
    group: str  # may be empty
    phone: str
    number: str  # its own เลขประจำของเจ้าของเรื่อง: "0019.3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One office as its profile gives it."""

    issuer: str  # on whose behalf it writes: "จังหวัดพะเยา"
    province: str
    code: str  # รหัสตัวพยัญชนะ: "พย"
    unit_number: str  # เลขประจำของเจ้าของเรื่อง: "0019.2"; text, zeros lead
    letterhead: str  # "ศาลากลางจังหวัดพะเยา"
    address: tuple[str, ...]
    unit: str  # originating unit: "สำนักงานพัฒนาชุมชนจังหวัด"
    group: str  # its group, may be empty
    phone: str
    slogan: tuple[str, ...]
    signatories: tuple[Signatory, ...]  # the first one signs unless the form says otherwise
    emblem: Emblem
    circular_space: bool  # a space after ว in the reference number
    units: tuple[Unit, ...] = ()  # others than the one above, chosen in the form
    days: LocalDays  # its own closed days, and holidays on which it works
    levels: Mapping[str, Level | None] = field(default_factory=dict)  # by code; None: switched off
    spelling: Mapping[str, str] = field(default_factory=dict)  # house spelling: wrong to right
    words: frozenset[str] = frozenset()  # words that are right though no dictionary has them
