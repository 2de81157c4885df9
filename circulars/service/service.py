"""The service: what its parts share while it runs."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.clock import now
from circulars.service.accounts.access import make_folder, open_access
from circulars.service.jobs.jobs import Jobs
from circulars.service.lock import held
from circulars.service.places import DataFolder
from circulars.service.registers.registers import Registers
from circulars.service.tidying import tidied
from circulars.service.work.workshop import Workshop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from circulars.service.accounts.access import Access
    from circulars.service.places import OfficeFolder
    from circulars.service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that a request needs."""

    settings: Settings
    folder: DataFolder
    workshop: Workshop
    jobs: Jobs
    registers: Registers
    access: Access
    clock: Callable[[], dt.datetime]

    def office(self, office: str) -> OfficeFolder:
        """Return the folder of an office."""
        return self.folder.office(office)


@contextmanager
def open_service(
    settings: Settings, *, clock: Callable[[], dt.datetime] = now
) -> Iterator[Service]:
    """Open the service over its data folder; its processes end with the block."""
    with ExitStack() as opened:
        make_folder(settings.data)
        opened.enter_context(held(settings.data))
        access = opened.enter_context(open_access(settings, clock=clock))
        folder = DataFolder(settings.data)
        workshop = opened.enter_context(Workshop(settings))
        registers = opened.enter_context(Registers(settings, clock))
        jobs = Jobs(folder, workshop, registers, clock)
        jobs.open()
        opened.callback(jobs.close)
        opened.enter_context(tidied(folder, clock))
        yield Service(
            settings=settings,
            folder=folder,
            workshop=workshop,
            jobs=jobs,
            registers=registers,
            access=access,
            clock=clock,
        )
