"""Access to the service: what accounts, sessions, links and tokens are kept with."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.clock import now
from circulars.model.errors import reason_of
from circulars.service.accounts.keys import own_secret, unusable
from circulars.service.accounts.storage import Storage
from circulars.service.accounts.throttle import Throttle
from circulars.service.places import DataFolder
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from circulars.service.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may come in: the database of people, the key of the house, the count of wrong tries."""

    storage: Storage
    secret: bytes
    throttle: Throttle
    clock: Callable[[], dt.datetime]
    wanted: bool  # accounts, by the command line
    seen: set[str] = field(default_factory=set)  # what cannot become untrue: "people"


@contextmanager
def open_access(settings: Settings, *, clock: Callable[[], dt.datetime] = now) -> Iterator[Access]:
    """Open the database of people, made where there is none yet.

    Raises :exc:`RefusedError` for a data folder or database that cannot be used.
    """
    make_folder(settings.data)
    folder = DataFolder(settings.data)
    with Storage(settings.database or folder.database) as storage:
        storage.make()
        yield Access(
            storage=storage,
            secret=own_secret(folder.secret),
            throttle=Throttle(clock),
            clock=clock,
            wanted=settings.accounts,
        )


def make_folder(folder: Path) -> None:
    """Make the data folder, which nobody else may read."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise RefusedError(unusable(str(folder), reason_of(error))) from error
