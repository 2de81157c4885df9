"""What the page that makes letters shows of a draft; the work is done in the workshop."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.service.making.pictures import keep_pages
from circulars.service.making.surroundings import material_of
from circulars.service.tasks.fill import fill
from circulars.service.tasks.preview import preview
from circulars.service.tasks.understand import understand

if TYPE_CHECKING:
    from circulars.service.making.drafts import Draft
    from circulars.service.making.shown import FieldShown, Preview, Understood
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def understood(service: Service, office: OfficeFolder, draft: Draft) -> Understood:
    """Return what the workbook of `draft` gives, with what is wrong in its cells."""
    return service.workshop.do(understand, material_of(service, office, draft))


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
