"""What rules know besides the document: the office, its days, and the pages as laid out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thai_numerals import LocalDays

if TYPE_CHECKING:
    from circulars.model.office import Office
    from circulars.model.written import LaidOutPages


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The surroundings of one check."""

    office: Office | None = None  # None: somebody's letter, of whom nothing is known
    pages: LaidOutPages | None = None  # None: not laid out, rules over pages say nothing
    is_draft: bool = False  # its file is called ร่าง or draft, or its maker says so
    is_ours: bool = False  # as `generate` left it, which told of the emblem when it was made
    no_days: LocalDays = field(default_factory=LocalDays)

    @property
    def days(self) -> LocalDays:
        """The office's own closed and open days."""
        return self.office.days if self.office else self.no_days
