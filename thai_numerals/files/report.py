"""What a conversion did: each change and each thing left alone, with its place."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Direction = Literal["thai", "arabic"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """What to convert: digits to which kind, and whether CE years become Buddhist ones."""

    to: Direction = "thai"
    buddhist_era: bool = False  # ค.ศ. to พ.ศ., in dates and in years marked ค.ศ.


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One run of signs that was changed."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something with digits that was left alone, and why."""

    where: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything changed and everything left alone, in the order of the file."""

    changes: tuple[Change, ...] = ()
    kept: tuple[Kept, ...] = ()

    @classmethod
    def merged(cls, reports: Iterable[Report]) -> Report:
        """Return all `reports` as one, in order."""
        each = list(reports)
        return cls(
            changes=tuple(chain.from_iterable(report.changes for report in each)),
            kept=tuple(chain.from_iterable(report.kept for report in each)),
        )
