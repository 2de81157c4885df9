"""Pictures of the letter types made ahead, one at a time, while the service has nothing to do."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from circulars.model.errors import CircularsError
from circulars.service.letter_types.served import served_types, stamp
from circulars.service.making.pictures import make_type_picture
from circulars.service.places import FIRST_OFFICE, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

_LOOK: Final = 2.0  # seconds between two looks at what is to be made
_PAUSE: Final = 0.2  # seconds between two looks whether the service has nothing to do


@contextmanager
def pictures_ahead(service: Service) -> Iterator[None]:
    """Have the pictures of all letter types made while the block runs; no thread outlives it."""
    ended = Event()
    thread = Thread(target=_watch, args=(service, ended), name="pictures", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _watch(service: Service, ended: Event) -> None:
    """Make the pictures of each office, and again when its profile or its types change."""
    made: dict[str, object] = {}
    while not ended.wait(_LOOK):
        for office in _offices(service):
            now = _state(office)
            if made.get(office.id) != now and _make(service, office, ended):
                made[office.id] = now


def _offices(service: Service) -> Iterator[OfficeFolder]:
    """Yield the offices that have a folder already, and the one of a service for one office."""
    folders = (service.settings.data / "offices").glob("*")
    known = {folder.name for folder in folders if is_id(folder.name)}
    for name in sorted(known if service.settings.accounts else {FIRST_OFFICE, *known}):
        yield service.office(name)


def _state(office: OfficeFolder) -> object:
    """Return what changes with the pictures of `office`."""
    profile = stamp(office.root, office.profile.name)
    return profile, tuple(kind.folder for kind in served_types(office))


def _make(service: Service, office: OfficeFolder, ended: Event) -> bool:
    """Return whether all pictures of `office` were tried: whoever works goes first."""
    for kind in served_types(office):
        while service.workshop.is_at_work:
            if ended.wait(_PAUSE):
                return False
        if ended.is_set():
            return False
        try:
            make_type_picture(service, office, kind)
        except CircularsError:  # told where the picture is asked for
            continue
    return True
