"""What nobody can reach any more, removed while the service runs.

What is kept, and for how long, is in docs/service-admin.md.
"""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from circulars.service.jobs.folder import is_job
from circulars.service.jobs.repeats import forget_old
from circulars.service.making.drafts import Drafts
from circulars.service.making.pictures import clear_old_pages
from circulars.service.places import is_id
from circulars.service.uploads.day_folders import clear_old

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from circulars.service.places import DataFolder, OfficeFolder

_LOG: Final = logging.getLogger(__name__)
_FIRST: Final = 60.0  # seconds after the start: others have more to do then
_EVERY: Final = 3600.0  # seconds
_ORDERING: Final = 3600.0  # seconds in which a job has got its order


@contextmanager
def tidied(folder: DataFolder, clock: Callable[[], dt.datetime]) -> Iterator[None]:
    """Have the offices tidied every hour while the block runs; no thread outlives it."""
    ended = Event()
    thread = Thread(target=_watch, args=(folder, clock, ended), name="tidying", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _watch(folder: DataFolder, clock: Callable[[], dt.datetime], ended: Event) -> None:
    pause = _FIRST
    while not ended.wait(pause):
        pause = _EVERY
        for path in (folder.root / "offices").glob("*"):
            if ended.is_set():
                return
            if not is_id(path.name):
                continue
            try:
                tidy(folder.office(path.name), clock)
            except OSError as error:  # a full or failing disk: the others are tidied all the same
                _LOG.warning("an office was not tidied", extra={"error": type(error).__qualname__})


def tidy(office: OfficeFolder, clock: Callable[[], dt.datetime]) -> None:
    """Remove what nobody can reach any more from the folder of `office`."""
    now = clock()
    clear_old(office, now)
    Drafts(office, clock).clear_old()
    forget_old(office)
    clear_old_pages(office)
    _clear_half_orders(office, now)


def _clear_half_orders(office: OfficeFolder, now: dt.datetime) -> None:
    """Remove what is left of jobs that a power cut kept from being ordered."""
    for path in office.jobs.glob("*"):
        is_old = now.timestamp() - path.stat().st_mtime > _ORDERING
        if is_id(path.name) and path.is_dir() and not is_job(path) and is_old:
            shutil.rmtree(path, ignore_errors=True)
