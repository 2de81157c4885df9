"""Pages and pictures as PNG in the cache of an office, named by what is in them."""

from __future__ import annotations

import json
import re
import struct
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from circulars.batch import sha256, told_of
from circulars.model.findings import Finding, Level
from circulars.service.damage import UNREADABLE
from circulars.service.making.shown import PageShown
from circulars.service.making.surroundings import material_of_type
from circulars.service.refusals import RefusedError, not_found
from circulars.service.tasks.picture import picture
from circulars.service.whole_files import put_whole
from circulars.service.work.refusals import busy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from circulars.model.letter_type import LetterType
    from circulars.service.making.material import Material
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_AGE: Final = 24 * 60 * 60  # seconds that a page of a preview is kept
_MANY: Final = 400  # pages from which on the old ones are looked for
_MOST_PICTURES: Final = 1000  # of types: other profiles and versions had others
_SECONDS: Final = 60.0  # for the picture of a type
_PATIENCE: Final = 20.0  # seconds to wait for other pictures
_UNPICTURED: Final = "letter-type-unpictured"
_MAKING: Final = threading.Lock()


def keep_pages(office: OfficeFolder, images: Sequence[bytes]) -> tuple[PageShown, ...]:
    """Return the pages of a preview, their images put into the office's cache."""
    folder = _pages(office)
    with told_of(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        return tuple(_kept(folder, n, image) for n, image in enumerate(images, start=1))


def _kept(folder: Path, number: int, image: bytes) -> PageShown:
    name = sha256(image)
    path = folder / f"{name}.png"
    if path.exists():
        path.touch()
    else:
        put_whole(path, image)
    width, height = struct.unpack(">II", image[16:24])  # PNG, third edition, 11.2.1 IHDR
    return PageShown(number=number, image=name, width=width, height=height)


def _clear(folder: Path) -> None:
    """Remove pages that nobody has looked at for a day, where there are many."""
    pages = [*folder.iterdir()]
    if len(pages) >= _MANY:
        _remove_older(pages, time.time() - _AGE)


def _remove_older(files: Iterable[Path], oldest: float) -> None:
    for path in files:
        with suppress(FileNotFoundError):  # cleared away at the same moment
            if path.stat().st_mtime < oldest:
                path.unlink()


def clear_old_pages(office: OfficeFolder) -> None:
    """Remove pages of previews after a day, and all pictures of types but the last made."""
    _remove_older(_pages(office).glob("*"), time.time() - _AGE)
    pictures = [*(office.cache / "types").glob("*")]
    if len(pictures) > _MOST_PICTURES:
        made = sorted((path.stat().st_mtime for path in pictures), reverse=True)
        _remove_older(pictures, made[_MOST_PICTURES - 1])


def _pages(office: OfficeFolder) -> Path:
    return office.cache / "pages"


def page_image(office: OfficeFolder, name: str) -> Path:
    """Return the PNG called `name`; :exc:`RefusedError` (404) where the office has none such."""
    path = _pages(office) / f"{name}.png"
    if _NAME.fullmatch(name) is None or not path.is_file():
        raise not_found("ภาพหน้าหนังสือ", name)
    return path


def type_picture(service: Service, office: OfficeFolder, kind: LetterType) -> Path | None:
    """Return the first page of a letter of type `kind` as PNG, made once for each version.

    None where pictures are made ahead, and this one is still to come: a browser has few
    connections, and pages need them.  Raises :exc:`CircularsError` where none can be made, which
    is tried once for each version.
    """
    path, _ = _place(service, office, kind)
    if path.is_file():
        return path
    if service.settings.pictures_ahead:
        _refuse_known(path)
        return None
    return make_type_picture(service, office, kind)


def make_type_picture(service: Service, office: OfficeFolder, kind: LetterType) -> Path:
    """Return the picture of `kind`, made now where it is not there yet; raises the same."""
    path, material = _place(service, office, kind)
    if not path.is_file():
        with _turn():
            if not path.is_file():  # whoever had the turn before may have made it
                _make_picture(service, material, path)
    return path


def _place(service: Service, office: OfficeFolder, kind: LetterType) -> tuple[Path, Material]:
    """Return where the picture is kept, and what it is made from."""
    material = material_of_type(service, office, kind)
    made_from = "\n".join((*material.book_key, material.office_mark))
    return office.cache / "types" / f"{sha256(made_from.encode())}.png", material


@contextmanager
def _turn() -> Iterator[None]:
    """Have one picture made at a time: a gallery asks for all of them, and others wait too.

    Raises :exc:`RefusedError` for who would wait too long.
    """
    if not _MAKING.acquire(timeout=_PATIENCE):
        raise busy()
    try:
        yield
    finally:
        _MAKING.release()


def _make_picture(service: Service, material: Material, path: Path) -> None:
    _refuse_known(path)
    with told_of(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            put_whole(path, service.workshop.do(picture, material, seconds=_SECONDS))
        except RefusedError as error:
            if error.findings[0].code == _UNPICTURED:  # the type's fault, not the machine's
                told = [finding.as_dict() for finding in error.findings]
                put_whole(path.with_suffix(".json"), json.dumps(told, ensure_ascii=False).encode())
            raise


def _refuse_known(path: Path) -> None:
    """Refuse a picture that could not be made before: nothing of the type has changed since."""
    try:
        found = [*map(_finding, json.loads(path.with_suffix(".json").read_bytes()))]
    except UNREADABLE:  # there is none, or it is spoilt: tried once more
        return
    raise RefusedError(*found)


def _finding(told: dict[str, str]) -> Finding:
    level = Level(told.pop("level"))
    return Finding(**told, level=level)
