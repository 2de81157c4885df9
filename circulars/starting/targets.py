"""The letter type that somebody names: by name, by its folder, or by its template alone."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.letter_types import find_letter_type, load_letter_type, with_form
from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.reference_number import safe_name
from circulars.paths import is_file
from circulars.render import Template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.letter_type import LetterType

_UNNAMED: Final = "letter"


@contextmanager
def opened_type(name: str) -> Iterator[LetterType]:
    """Return the letter type `name`, with the form that its template asks for.

    A template that stands alone becomes a type in a folder of its own, which is there as long
    as the block runs.  Raises :exc:`CircularsError` where it cannot be used.
    """
    path = Path(name)
    if not is_file(path):
        yield _formed(find_letter_type(name))
    elif path.name == TEMPLATE and is_file(path.parent / REFINEMENT):
        yield _formed(path.parent)
    else:
        with tempfile.TemporaryDirectory() as parent:
            folder = Path(parent) / (safe_name(path.stem) or _UNNAMED)
            folder.mkdir()
            shutil.copyfile(path, folder / TEMPLATE)
            yield _formed(folder)


def _formed(folder: Path) -> LetterType:
    kind = load_letter_type(folder.absolute())  # "." has no name
    if kind.fields or kind.datasets:
        return kind
    return with_form(kind, Template(kind.template).names)
