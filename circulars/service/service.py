"""The service: what its parts share while it runs."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.clock import now
from circulars.service.jobs import Jobs
from circulars.service.places import DataFolder
from circulars.service.workshop import Workshop

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from circulars.service.places import OfficeFolder
    from circulars.service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Everything that a request needs."""

    settings: Settings
    folder: DataFolder
    workshop: Workshop
    jobs: Jobs
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
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = DataFolder(settings.data)
        workshop = opened.enter_context(Workshop(settings))
        yield Service(settings=settings, folder=folder, workshop=workshop, jobs=Jobs(), clock=clock)
