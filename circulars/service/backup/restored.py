"""Looking a restored service over: its accounts and registers open, and what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.register import Query
from circulars.service.accounts.access import open_access
from circulars.service.accounts.accounts import accounts_of
from circulars.service.accounts.offices import offices
from circulars.service.jobs.folder import JobFolder, is_job
from circulars.service.places import DataFolder, OfficeFolder, is_id
from circulars.service.registers.registers import Registers, has_register

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from circulars.service.jobs.orders import Job
    from circulars.service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a service keeps, in numbers."""

    offices: int
    accounts: int
    registered: int  # lines of the registers
    jobs: int
    damaged: int = 0  # of the jobs: their files were spoilt when the backup was made


def look_over(settings: Settings, *, clock: Callable[[], dt.datetime]) -> Kept:
    """Return what the service of `settings` keeps, everything opened and read once.

    Raises :exc:`CircularsError` for what cannot be opened.
    """
    folders = [*_offices(settings)]
    with open_access(settings, clock=clock) as access:
        accounts = sum(len(accounts_of(access, office.id)) for office in offices(access))
    with Registers(settings, clock) as registers:
        lines = sum(_lines(registers, office) for office in folders)
    jobs = [job for office in folders for job in _jobs(office)]
    return Kept(
        offices=len(folders),
        accounts=accounts,
        registered=lines,
        jobs=len(jobs),
        damaged=sum(job.is_damaged for job in jobs),
    )


def _offices(settings: Settings) -> Iterator[OfficeFolder]:
    root = DataFolder(settings.data)
    for path in sorted((settings.data / "offices").glob("*")):
        if is_id(path.name):
            yield root.office(path.name)


def _lines(registers: Registers, office: OfficeFolder) -> int:
    """Return how many lines the register of `office` has; none where it never took a number."""
    if not has_register(registers, office):
        return 0
    with registers.lent(office) as register:
        return register.newest(Query(), skip=0, most=1)[1]


def _jobs(office: OfficeFolder) -> Iterator[Job]:
    """Yield the jobs of `office`."""
    for path in office.jobs.glob("*"):
        if is_id(path.name) and is_job(path):
            yield JobFolder(path).load()
