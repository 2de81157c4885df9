"""Who did what: lines that are only added, and that tell nothing of what letters say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from unicodedata import category

from sqlalchemy import insert, select

from circulars.service.accounts.tables import DEEDS

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from circulars.service.accounts.access import Access
    from circulars.service.jobs.orders import Job
    from circulars.service.people import Actor
    from circulars.service.service import Service

PAGE: Final = 100  # lines
_MOST: Final = 300  # characters of one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One line: who did what, when."""

    id: int
    at: dt.datetime
    actor: str
    deed: str
    about: str


def note(service: Service, actor: Actor, deed: str, about: str = "") -> None:
    """Write down what `actor` did: `deed` in Thai, `about` a name or an id, no contents."""
    access = service.access
    with access.storage.writing() as connection:
        write(connection, access.clock(), actor.office, actor.name, deed, about)


def note_order(service: Service, actor: Actor, job: Job) -> None:
    """Write down that `actor` ordered letters: of which type, and what was waived by name."""
    waived = f" ยอมให้ผ่าน {', '.join(job.order.allow)}" if job.order.allow else ""
    note(service, actor, "สั่งทำหนังสือ", f"{job.order.letter_type} งาน {job.id}{waived}")


def write(
    connection: Connection, at: dt.datetime, office: str, actor: str, deed: str, about: str
) -> None:
    """Write a line in the transaction of what it tells."""
    row = {"at": at, "office": office, "actor": actor, "deed": deed, "about": _shown(about)}
    connection.execute(insert(DEEDS).values(row))


def _shown(text: str) -> str:
    """Return `text` without what no database keeps or no page shows."""
    return "".join(letter for letter in text[:_MOST] if category(letter)[0] != "C")


def deeds_of(access: Access, office: str, *, before: int | None = None) -> tuple[Deed, ...]:
    """Return the last lines of an office, the newest first; older ones than the id `before`."""
    wanted = select(DEEDS).where(DEEDS.c.office == office).order_by(DEEDS.c.id.desc()).limit(PAGE)
    if before is not None:
        wanted = wanted.where(DEEDS.c.id < before)
    with access.storage.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(
        Deed(id=row.id, at=row.at, actor=row.actor, deed=row.deed, about=row.about) for row in rows
    )
