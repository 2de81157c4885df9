"""What the page that makes letters shows of a draft; the work is done in the workshop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.service.letter_types.served import served_types
from circulars.service.making.fitting import is_of_another
from circulars.service.making.pictures import keep_pages
from circulars.service.making.surroundings import material_of
from circulars.service.tasks.fill import fill
from circulars.service.tasks.fit import fit
from circulars.service.tasks.preview import preview
from circulars.service.tasks.understand import understand

if TYPE_CHECKING:
    from circulars.model.letter_type import LetterType
    from circulars.service.making.draft_file import Draft
    from circulars.service.making.shown import FieldShown, Preview, Understood
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def understood(service: Service, office: OfficeFolder, draft: Draft) -> Understood:
    """Return what the workbook of `draft` gives, with what is wrong in its cells."""
    return service.workshop.do(understand, material_of(service, office, draft))


def fitting_types(
    service: Service, office: OfficeFolder, draft: Draft, book: Understood
) -> tuple[LetterType, ...]:
    """Return the types that the workbook of `draft` fits, where it does not fit that of `draft`."""
    if not is_of_another(book.findings):
        return ()
    others = {
        k.folder: k for k in served_types(office) if k.datasets and k.name != draft.letter_type
    }
    found = service.workshop.do(fit, material_of(service, office, draft), [*others])
    return tuple(others[folder] for folder in found)


def form_of(service: Service, office: OfficeFolder, draft: Draft) -> tuple[FieldShown, ...]:
    """Return the fields of the form of `draft`, with what they say and where that comes from."""
    return service.workshop.do(fill, material_of(service, office, draft))


def previewed(
    service: Service, office: OfficeFolder, draft: Draft, place: int = 0, number: bool = True
) -> Preview:
    """Return one letter of `draft` as it would be printed now; nothing is kept of it but images.

    `place` is that of the letter among all that will be made; `number`: with the number that
    the register would give, which is not taken.
    """
    material = material_of(service, office, draft)
    drawn = service.workshop.do(preview, material, place, number)
    return replace(drawn.preview, pages=keep_pages(office, drawn.images))
