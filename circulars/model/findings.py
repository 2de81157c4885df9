"""A finding (ข้อตรวจพบ): one thing that is wrong, where, and the way out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable


_CONTRACT: Final = ("code", "level", "where", "message", "hint")


class Level(StrEnum):
    """How much a finding weighs; `BLOCK` keeps a letter from being released."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding; `message` and `hint` are Thai sentences for the person who can mend it."""

    code: str  # stable, listed in docs/checks.md: "row-total-mismatch"
    level: Level = Level.BLOCK
    where: str  # "สรุปยอดจำหน่าย!D7" or "letter.docx ย่อหน้าที่ 12"
    message: str
    hint: str
    # What it is about, to know one fault that two rules found: "2025-01-25", "พย".
    about: str = field(default="", compare=False)

    def as_dict(self) -> dict[str, str]:
        """Return the finding as the JSON contract names its parts."""
        return {name: str(getattr(self, name)) for name in _CONTRACT}


def blocking(findings: Iterable[Finding], *, allowed: frozenset[str]) -> tuple[Finding, ...]:
    """Return the findings that hold a letter back: level block and code not in `allowed`."""
    return tuple(f for f in findings if f.level is Level.BLOCK and f.code not in allowed)


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings with the weightiest first, otherwise in their order."""
    order = list(Level)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.level)))
