"""What stands around a number of the register: the office that has it, the job that used it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import OfficeError
from circulars.office_profile import load_office

if TYPE_CHECKING:
    from circulars.model.office import Office
    from circulars.register import Entry
    from circulars.service.jobs.orders import Job
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def office_if_any(office: OfficeFolder) -> Office | None:
    """Return what the profile of `office` says; None without one that can be read."""
    try:
        return load_office(office.profile) if office.profile.is_file() else None
    except OfficeError:  # told where the profile is kept
        return None


def made_by(service: Service, office: str, entry: Entry) -> Job | None:
    """Return the last job that made the letter of `entry`; None where none is known."""
    if not entry.file:
        return None
    return service.jobs.maker_of(office, entry.file)
