"""An older register taken over: read, shown, and imported when somebody says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.service.places import is_id
from circulars.service.refusals import not_found
from circulars.service.registers.desk import (
    at_register,
    owner_named,
    owners_in,
    told_to_people,
    worded,
)
from circulars.service.tasks.register import old_register
from circulars.service.uploads.day_folders import new_folder
from circulars.service.uploads.uploads import UploadKind, take_in

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.findings import Finding
    from circulars.register import Entry
    from circulars.service.people import Actor
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

_FOLDER: Final = "register"  # in the folder of an upload: nothing else is imported


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLines:
    """The lines of an older register, and what is worth knowing of them."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def keep_upload(service: Service, office: OfficeFolder, content: bytes, name: str) -> str:
    """Return the id of the workbook, kept for a day; :exc:`RefusedError` for another kind."""
    folder = new_folder(office, service.clock())
    limit = service.settings.upload_limit
    take_in(content, name, folder / _FOLDER, kinds=(UploadKind.WORKBOOK,), limit=limit)
    return folder.name


def _workbook(office: OfficeFolder, upload: str) -> Path:
    found = [*(office.uploads / upload / _FOLDER).glob("*.xlsx")] if is_id(upload) else []
    if not found:
        raise not_found("แฟ้มที่จะนำเข้า อาจเก็บไว้เกินหนึ่งวันแล้ว", upload[:40])
    return found[0]


def dry_run(service: Service, actor: Actor, upload: str, unit: str) -> OldLines:
    """Return what would be imported; raises :exc:`CircularsError` with every line that is wrong."""
    return _taken_over(service, actor, upload, unit, dry_run=True)


def import_upload(service: Service, actor: Actor, upload: str, unit: str) -> OldLines:
    """Return the lines, imported now; errors as :func:`dry_run`."""
    return _taken_over(service, actor, upload, unit, dry_run=False)


def _taken_over(
    service: Service, actor: Actor, upload: str, unit: str, *, dry_run: bool
) -> OldLines:
    office = service.office(actor.office)
    owner = owner_named(owners_in(office), unit)
    workbook = _workbook(office, upload)
    with at_register(service, actor) as register, told_to_people():
        old = service.workshop.do(old_register, workbook, owner.number, register.today)
        entries = register.take_over(old.lines, dry_run=dry_run)
    return OldLines(entries=entries, findings=tuple(worded(old.findings)))
