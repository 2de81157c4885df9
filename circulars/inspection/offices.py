"""The office whose letters are checked: the profile given, or the one beside each file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.inspection.inspected import Inspected
from circulars.model.errors import OfficeError
from circulars.model.office import OFFICE_FILE
from circulars.paths import is_file

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.office import Office


@dataclass(slots=True, kw_only=True)
class Offices:
    """Reads each profile once; one that is faulty is told once, and then nothing is known."""

    given: Path | None
    faulty: list[Inspected] = field(default_factory=list)
    _read: dict[Path, Office | None] = field(default_factory=dict)

    def of(self, path: Path) -> Office | None:
        """Return the office of the file at `path`; None where no profile is given or beside it."""
        beside = path.parent / OFFICE_FILE
        profile = self.given or (beside if is_file(beside) else None)
        if profile is None:
            return None
        if profile not in self._read:
            self._read[profile] = self._load(profile)
        return self._read[profile]

    def _load(self, profile: Path) -> Office | None:
        from circulars.office_profile import load_office  # slow to load, and often there is none

        try:
            return load_office(profile)
        except OfficeError as error:
            self.faulty.append(Inspected(file=str(profile), findings=error.findings))
            return None
