"""The bench of a worker: what it has read stays there for the next task.

A draft is shown again with each field that changes; its workbook and its template stay as they
are.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.inputs import compiled_template, gather
from circulars.letter_types import load_letter_type, with_form
from circulars.model.errors import OfficeError
from circulars.office_profile import load_office
from circulars.service.making.material import job_of
from circulars.service.making.reading import read_leniently

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.inputs import Gathered
    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office
    from circulars.service.making.material import Material
    from circulars.service.making.reading import Reading

_T = TypeVar("_T")
_KEPT: Final = 12  # of everything: a few people at a time fill a letter in
_PAGES: Final = 40  # some 100 kB each


class _Shelf:
    """Keeps what was used last."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[object, Any] = OrderedDict()

    def once(self, key: object, make: Callable[[], _T]) -> _T:
        """Return what is kept under `key`, or else what `make` gives."""
        if key not in self._kept:
            self._kept[key] = make()
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        kept: _T = self._kept[key]
        return kept


class Bench:
    """What a worker has at hand."""

    def __init__(self) -> None:
        self._kept = _Shelf(_KEPT)
        self._pages = _Shelf(_PAGES)

    def once(self, key: tuple[Any, ...], make: Callable[[], _T]) -> _T:
        """Return what `make` gives, made only where nothing is kept under `key`."""
        return self._kept.once(key, make)

    def page(self, digest: bytes, make: Callable[[], bytes]) -> bytes:
        """Return the image of a page, made only where none is kept of that `digest`."""
        return self._pages.once(digest, make)

    def letter_type(self, material: Material) -> LetterType:
        """Return the letter type, with the form that its template asks for."""
        return self.once(
            ("type", str(material.letter_type), material.version), lambda: _type(material)
        )

    def office(self, material: Material) -> Office | None:
        """Return the office; None where nobody has filled its profile in."""
        profile = material.office
        if profile is None:
            return None
        return self.once(
            ("office", str(profile), material.office_mark), lambda: load_office(profile)
        )

    def office_if_usable(self, material: Material) -> Office | None:
        """Return the office; None too where its profile is faulty, which the preview tells."""
        try:
            return self.office(material)
        except OfficeError:
            return None

    def reading(self, material: Material) -> Reading:
        """Return what the workbook gives, whatever is wrong with it."""
        kind, office = self.letter_type(material), self.office_if_usable(material)
        key = ("reading", *material.book_key, material.office_mark)
        return self.once(key, lambda: read_leniently(material, kind, office))

    def gathered(self, material: Material) -> Gathered:
        """Return what the letters are made from, the answers apart.

        Raises :exc:`CircularsError` with what is wrong with workbook, office and template.
        """
        kind = self.letter_type(material)
        job = job_of(material, kind, material.typed)
        return self.once(("gathered", *material.key), lambda: gather(job, shows_lost=True))


def _type(material: Material) -> LetterType:
    kind = load_letter_type(material.letter_type)
    if kind.fields or kind.datasets:
        return kind
    return with_form(kind, compiled_template(kind, None).names)


@cache
def bench() -> Bench:
    """Return the bench of this process, which does one task at a time."""
    return Bench()
