"""The days on which an office is closed or works, by its own profile."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.model.errors import OfficeError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.places import OfficeFolder
    from thai_numerals import LocalDays


def own_days(office: OfficeFolder) -> LocalDays | None:
    """Return the holidays of the profile of `office`; None without a profile that can be read."""
    try:
        changed = office.profile.stat().st_mtime_ns
    except OSError:
        return None
    return _own_days(office.profile, changed)


@lru_cache(maxsize=100)  # asked anew with each key that somebody types
def _own_days(profile: Path, changed: int) -> LocalDays | None:  # noqa: ARG001  # keys the cache
    from circulars.office_profile import load_office  # slow to load

    try:
        return load_office(profile).days
    except OfficeError:  # told where the profile is kept
        return None
