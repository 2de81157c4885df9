"""The order that a draft becomes when its letters are to be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.batch import told_of
from circulars.service.jobs.orders import Order
from circulars.service.letter_types.served import served_type
from circulars.service.making.material import EMPTY_BOOK, YEAR_OPEN, empty_book
from circulars.service.making.surroundings import material_of
from circulars.service.profile.profile import profile_of
from circulars.service.tasks.fill import filled_to_order
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.making.draft_file import Draft
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def order_of(
    service: Service,
    office: OfficeFolder,
    draft: Draft,
    *,
    take_number: bool = True,
    enter_number: bool = False,
    archive: bool = True,
    two_sided: bool = True,
) -> Order:
    """Return the order of the letters of `draft`, as its form says now.

    Where a number was typed, or the letters have none, the register gives none; with
    `enter_number` it enters the one that was typed.  A year is
    begun in it though the last one is open where ``year-open`` is waived.  Raises
    :exc:`RefusedError` where nobody has filled in the office yet.
    """
    profile_of(office)
    kind = served_type(office, draft.letter_type)
    material = material_of(service, office, draft)
    filled = service.workshop.do(filled_to_order, material, take_number)
    return Order(
        letter_type=kind.name,
        version=kind.version,
        title=kind.title,
        folder=kind.folder,
        workbooks=(material.workbook or _empty(office),),
        values=filled.values,
        allow=tuple(code for code in draft.allow if code != YEAR_OPEN),
        take_number=filled.takes_number,
        enter_number=enter_number and filled.has_number and not filled.takes_number,
        new_year=YEAR_OPEN in draft.allow,
        archive=archive,
        two_sided=two_sided,
        draft=draft.id,
        period=filled.period,
    )


def _empty(office: OfficeFolder) -> Path:
    """Return the workbook of letters that need none."""
    path = office.cache / EMPTY_BOOK
    with told_of(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        put_whole(path, empty_book())
    return path
