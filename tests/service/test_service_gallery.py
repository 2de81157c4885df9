"""Pictures of letter types are made ahead while nobody works, and stop with the service."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from circulars.model.errors import LayoutError
from circulars.service.letter_types.served import served_types
from circulars.service.making import gallery, pictures
from circulars.service.making.pictures import type_picture
from circulars.service.places import FIRST_OFFICE
from circulars.service.service import open_service
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.model.letter_type import LetterType
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

WAIT = 120.0  # seconds


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Give a service that looks for pictures to be made at once and again."""
    monkeypatch.setattr(gallery, "_LOOK", 0.01)
    monkeypatch.setattr(gallery, "_PAUSE", 0.01)
    with open_service(Settings(data=tmp_path / "data", pictures_ahead=True)) as service:
        yield service


class Painter:
    """Makes pictures without a letter: notes of which type, and how many were made at a time."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.enough = threading.Event()

    def __call__(self, _service: Service, _office: OfficeFolder, kind: LetterType) -> Path:
        """Note that the picture of `kind` is to be made, and fail."""
        self.made.append(kind.name)
        if "otop_monthly_sales" in self.made and "sealed_letter" in self.made:
            self.enough.set()
        raise LayoutError  # as where LibreOffice is missing: the others are tried all the same


def test_each_is_made_once_and_the_thread_ends(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks for them; a type without a picture keeps none of the others from theirs."""
    painter = Painter()
    monkeypatch.setattr(gallery, "make_type_picture", painter)
    with gallery.pictures_ahead(service):
        assert painter.enough.wait(WAIT)
    assert len({*painter.made}) == len(painter.made)
    assert "pictures" not in {thread.name for thread in threading.enumerate()}


def test_whoever_works_goes_first(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a task is being done none is made, and the service can end meanwhile."""
    painter = Painter()
    monkeypatch.setattr(gallery, "make_type_picture", painter)
    monkeypatch.setattr(type(service.workshop), "is_at_work", property(lambda _: True))
    with gallery.pictures_ahead(service):
        assert not painter.enough.wait(0.2)
    assert [] == painter.made


def test_who_asks_early_does_not_wait(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that shows all types keeps no connection for pictures that are still to come."""
    monkeypatch.setattr(pictures, "_make_picture", pytest.fail)
    office = service.office(FIRST_OFFICE)
    kind = next(iter(served_types(office)))
    assert type_picture(service, office, kind) is None
