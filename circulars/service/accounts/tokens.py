"""Tokens: by which the office's other systems ask, each with what it may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from circulars.service.accounts import deeds
from circulars.service.accounts.keys import digest, new_key
from circulars.service.accounts.names import name_refusals
from circulars.service.accounts.tables import TOKENS
from circulars.service.people import Actor, Role
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, forbidden, not_found

if TYPE_CHECKING:
    from circulars.service.accounts.access import Access

PREFIX: Final = "circ_"  # by which people and scanners of source code know one
ROLES: Final = (Role.STAFF, Role.SECRETARY, Role.EDITOR)  # no system manages people
_NOTED: Final = dt.timedelta(minutes=1)  # so that not every request writes


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is kept of a token."""

    id: str
    name: str
    role: Role
    created: dt.datetime
    used: dt.datetime | None
    revoked: dt.datetime | None


def new_token(access: Access, actor: Actor, *, name: str, role: Role) -> str:
    """Return a new token for the system `name`; it is shown this once."""
    if found := name_refusals(name, where="ชื่อระบบ"):
        raise RefusedError(*found)
    if role not in ROLES:
        raise forbidden(name)
    now, key = access.clock(), PREFIX + new_key()
    with access.storage.writing() as connection:
        row = {"id": new_id(), "hash": digest(key), "office": actor.office, "name": name}
        connection.execute(insert(TOKENS).values(**row, role=role.value, created=now))
        deeds.write(connection, now, actor.office, actor.name, "ออกโทเคนให้ระบบ", name)
    return key


def tokens_of(access: Access, office: str) -> tuple[Token, ...]:
    """Return the tokens of an office, the newest first."""
    wanted = select(TOKENS).where(TOKENS.c.office == office)
    with access.storage.reading() as connection:
        rows = connection.execute(wanted.order_by(TOKENS.c.created.desc(), TOKENS.c.id)).all()
    return tuple(
        Token(
            id=row.id,
            name=row.name,
            role=Role(row.role),
            created=row.created,
            used=row.used,
            revoked=row.revoked,
        )
        for row in rows
    )


def revoke(access: Access, actor: Actor, token: str) -> None:
    """Have a token of the actor's office open nothing any more."""
    mine = (TOKENS.c.id == token, TOKENS.c.office == actor.office)
    now = access.clock()
    with access.storage.writing() as connection:
        wanted = select(TOKENS.c.name).where(*mine)
        name = connection.execute(wanted).scalar() if is_id(token) else None
        if name is None:
            raise not_found("โทเคน", token)
        still = update(TOKENS).where(*mine, TOKENS.c.revoked.is_(None))
        connection.execute(still.values(revoked=now))
        deeds.write(connection, now, actor.office, actor.name, "เพิกถอนโทเคน", name)


def system(access: Access, key: str) -> Actor | None:
    """Return the system that has the token `key`; none where it is unknown or revoked."""
    mine = (TOKENS.c.hash == digest(key), TOKENS.c.revoked.is_(None))
    with access.storage.reading() as connection:
        row = connection.execute(select(TOKENS).where(*mine)).first()
    if row is None:
        return None
    now = access.clock()
    if row.used is None or now - row.used >= _NOTED:
        with access.storage.writing() as connection:
            connection.execute(update(TOKENS).where(*mine).values(used=now))
    return Actor(name=row.name, office=row.office, role=Role(row.role), is_system=True)
