"""The offices of one service: each with its folder, its people and its register."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from circulars.model.findings import Finding
from circulars.service.accounts.names import name_refusals
from circulars.service.accounts.tables import ACCOUNTS, OFFICES
from circulars.service.places import FIRST_OFFICE, new_id
from circulars.service.refusals import RefusedError, not_found

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from circulars.service.accounts.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry:
    """One office and how many people it has."""

    id: str
    name: str
    created: dt.datetime
    people: int


def offices(access: Access) -> tuple[OfficeEntry, ...]:
    """Return the offices of the service, the oldest first."""
    counted = (
        select(OFFICES, func.count(ACCOUNTS.c.id).label("people"))
        .outerjoin(ACCOUNTS, ACCOUNTS.c.office == OFFICES.c.id)
        .group_by(OFFICES.c.id, OFFICES.c.name, OFFICES.c.created)
        .order_by(OFFICES.c.created, OFFICES.c.id)
    )
    with access.storage.reading() as connection:
        rows = connection.execute(counted).all()
    return tuple(
        OfficeEntry(id=row.id, name=row.name, created=row.created, people=row.people)
        for row in rows
    )


def add_office(access: Access, name: str) -> str:
    """Return the id of a new office; :exc:`RefusedError` for a name that is none, or taken."""
    if found := name_refusals(name, where="ชื่อสำนักงาน"):
        raise RefusedError(*found)
    with access.storage.writing() as connection:
        taken = select(OFFICES.c.id).where(OFFICES.c.name == name)
        if connection.execute(taken).first():
            raise RefusedError(_taken(name), status=HTTPStatus.CONFLICT)
        return new_office(connection, access.clock(), name)


def new_office(connection: Connection, at: dt.datetime, name: str) -> str:
    """Return the id of a new office: of the first one that which a single user had."""
    is_first = connection.execute(select(OFFICES.c.id).limit(1)).first() is None
    office = FIRST_OFFICE if is_first else new_id()
    connection.execute(insert(OFFICES).values(id=office, name=name, created=at))
    return office


def office_named(access: Access, name: str) -> str:
    """Return the id of the office that has this name or id; :exc:`RefusedError` where none has."""
    for each in offices(access):
        if name in {each.id, each.name}:
            return each.id
    raise not_found("สำนักงาน", name)


def _taken(name: str) -> Finding:
    return Finding(
        code="service-office-taken",
        where=name,
        message="มีสำนักงานชื่อนี้อยู่แล้ว",
        hint="ดูรายชื่อด้วย circulars offices list หรือใช้ชื่ออื่น",
    )
