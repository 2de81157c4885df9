"""The letter types of an office: those of the product, and its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import letter_type_folders
from circulars.service.refusals import not_found

if TYPE_CHECKING:
    from circulars.model.letter_type import LetterType
    from circulars.service.places import OfficeFolder


def served_types(office: OfficeFolder) -> tuple[LetterType, ...]:
    """Return the letter types of `office` as they are published, the product's first."""
    return tuple(map(load_letter_type, letter_type_folders()))


def served_type(office: OfficeFolder, name: str) -> LetterType:
    """Return the published letter type `name` of `office`.

    Raises :exc:`RefusedError` where none is so called.  Its `folder` is what letters are made from.
    """
    for kind in served_types(office):
        if kind.name == name:
            return kind
    raise not_found("แบบหนังสือ", name)
