"""The letter types of an office: those of the product, and its own as they are published."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import REFINEMENT, TEMPLATE, letter_type_folders
from circulars.model.errors import CircularsError
from circulars.service.letter_types.own import own_types
from circulars.service.refusals import not_found

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from circulars.model.letter_type import LetterType
    from circulars.service.places import OfficeFolder

WHAT: Final = "แบบหนังสือ"
_LOG: Final = logging.getLogger("circulars.service.letter_types.served")
Stamp = tuple[tuple[int, int], ...]  # of files: when written, in nanoseconds; bytes


def served_types(office: OfficeFolder) -> tuple[LetterType, ...]:
    """Return the letter types of `office` as they are published, the product's first."""
    found = {folder.name: folder for folder in letter_type_folders()}
    found |= {own.name: own.folder for own in own_types(office)}
    return tuple(_usable(found.values()))


def served_type(office: OfficeFolder, name: str) -> LetterType:
    """Return the published letter type `name` of `office`.

    Raises :exc:`RefusedError` where none is so called.  Its `folder` is what letters are made from.
    """
    for kind in served_types(office):
        if kind.name == name:
            return kind
    raise not_found(WHAT, name)


def loaded(folder: Path) -> LetterType:
    """Return the letter type of `folder`, read anew only where its files have changed.

    What is published has been loaded in the workshop before, within its limits.
    """
    return _loaded(folder, stamp(folder, TEMPLATE, REFINEMENT))


def stamp(folder: Path, *names: str) -> Stamp:
    """Return by what one knows that files of `folder` have not changed; zeros for a missing one."""
    return tuple(map(_mark, (folder / name for name in names)))


def _mark(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:
        return 0, 0
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=1_000)
def _loaded(folder: Path, _stamp: Stamp) -> LetterType:
    return load_letter_type(folder)


def _usable(folders: Iterable[Path]) -> Iterator[LetterType]:
    """Yield the types that can be loaded: a damaged file takes away its own type only."""
    for folder in folders:
        try:
            yield loaded(folder)
        except CircularsError:
            _LOG.exception("letter type cannot be loaded: %s", folder)
