"""Who uses the service, and what each may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Capability(StrEnum):
    """What somebody may do."""

    CONVERT = "convert"  # dates, numbers, digits of files
    CHECK = "check"  # letters and workbooks before signing
    LETTERS = "letters"  # make letters
    REGISTER = "register"  # take and cancel numbers
    TYPES = "types"  # add and publish letter types
    OFFICE = "office"  # profile, signatories, holidays
    PEOPLE = "people"  # accounts and tokens


class Role(StrEnum):
    """What somebody is in an office."""

    STAFF = "staff"
    SECRETARY = "secretary"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def thai(self) -> str:
        """What people call it."""
        return _ROLES[self]

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What this role may do."""
        return _CAPABILITIES[self]


_ROLES: Final = {
    Role.STAFF: "เจ้าหน้าที่",
    Role.SECRETARY: "เจ้าหน้าที่สารบรรณ",
    Role.EDITOR: "ผู้ดูแลแบบหนังสือ",
    Role.ADMIN: "ผู้ดูแลระบบ",
}
_STAFF: Final = frozenset({Capability.CONVERT, Capability.CHECK})
_SECRETARY: Final = _STAFF | {Capability.LETTERS, Capability.REGISTER}
_CAPABILITIES: Final = {
    Role.STAFF: _STAFF,
    Role.SECRETARY: _SECRETARY,
    Role.EDITOR: _SECRETARY | {Capability.TYPES},
    Role.ADMIN: frozenset(Capability),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who asks: a person with a session, a system with a token, or whoever sits at this machine."""

    name: str  # as the register's history names them
    office: str  # id of the office; nobody sees another's
    role: Role
    account: str = ""  # id of the account; empty for a token and without accounts
    is_system: bool = False  # asks with an API token

    def may(self, capability: Capability) -> bool:
        """Return whether the actor may do that."""
        return capability in self.role.capabilities
