"""What surrounds a draft: its type, the office, the register, the last letters of the type."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from circulars.batch import sha256
from circulars.compose.common_fields import of_unit
from circulars.model.errors import CircularsError
from circulars.model.kinds import NumberForm
from circulars.office_profile import load_office
from circulars.register import BANGKOK, Series, tidy_owner
from circulars.service.letter_types.served import served_type
from circulars.service.making.drafts import Drafts
from circulars.service.making.material import YEAR_OPEN, Material, NextNumbers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from circulars.model.letter_type import LetterType
    from circulars.model.office import Office
    from circulars.service.jobs.orders import Job
    from circulars.service.making.draft_file import Draft
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service


def material_of(service: Service, office: OfficeFolder, draft: Draft) -> Material:
    """Return what a worker needs to show `draft`.

    Raises :exc:`RefusedError` where its letter type is no longer there.
    """
    kind = served_type(office, draft.letter_type)
    return replace(
        material_of_type(service, office, kind),
        workbook=Drafts(office, service.clock).workbook(draft),
        digest=draft.sha256,
        typed=dict(draft.answers),
        allow=frozenset(draft.allow),
        previous=_results(service, office, draft),
        books=replace(_next_numbers(service, office, kind), begins_year=YEAR_OPEN in draft.allow),
    )


def material_of_type(service: Service, office: OfficeFolder, kind: LetterType) -> Material:
    """Return what a worker needs to show a letter type that nobody fills in."""
    profile = office.profile if office.profile.is_file() else None
    return Material(
        letter_type=kind.folder,
        version=kind.version,
        office=profile,
        office_mark=_mark(profile) if profile else "",
        workbook=None,
        digest="",
        today=service.clock().astimezone(BANGKOK).date(),
    )


def _mark(profile: Path) -> str:
    """Return what changes with the profile, and with the emblem that it names."""
    content = profile.read_bytes()
    office = _office(profile)
    image = office.emblem.image if office else None
    beside = f"{image.name} {image.stat().st_mtime_ns}" if image and image.is_file() else ""
    return sha256(content + beside.encode())


def _office(profile: Path) -> Office | None:
    """Return the office; None where its profile is faulty, which the preview tells."""
    try:
        return load_office(profile)
    except CircularsError:
        return None


def previous_job(service: Service, office: OfficeFolder, draft: Draft) -> Job | None:
    """Return the job that `draft` follows, or else the last of its type; None: begin afresh.

    Raises :exc:`RefusedError` (404) where the job that was chosen is not there.
    """
    if draft.fresh:
        return None
    if draft.after and (job := service.jobs.get(office.id, draft.after)).has_order:
        return job
    return service.jobs.last_done(office.id, draft.letter_type)


def _results(service: Service, office: OfficeFolder, draft: Draft) -> Path | None:
    job = previous_job(service, office, draft)
    return service.jobs.results(office.id, job.id) if job else None


def _next_numbers(service: Service, office: OfficeFolder, kind: LetterType) -> NextNumbers:
    """Return what the office's register would give next to letters of type `kind`."""
    profile = _office(office.profile)
    if kind.kind.number_form is NumberForm.NONE or profile is None:
        return NextNumbers()
    series = Series.of(kind.kind, is_circular=kind.is_circular)
    with service.registers.lent(office) as register:
        serials = register.next_serials(series)
    return NextNumbers(series=series, owners=dict(_owners(profile)), serials=serials)


def _owners(office: Office) -> Iterator[tuple[str, str]]:
    """Yield each unit's number as its letters print it, and as the register has it."""
    for key in ("", *(unit.key for unit in office.units)):
        unit = of_unit(office, key)
        written = f"{unit.code} {unit.unit_number}"
        yield written, tidy_owner(written)
