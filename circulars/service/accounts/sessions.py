"""Sessions: who logged in, on which browser, and until when."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from itsdangerous import BadSignature, Signer
from sqlalchemy import delete, insert, or_, select, update

from circulars.service.accounts.keys import digest, new_key
from circulars.service.accounts.tables import ACCOUNTS, SESSIONS
from circulars.service.people import Actor, Role

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from circulars.service.accounts.access import Access

IDLE: Final = dt.timedelta(hours=4)
LONGEST: Final = dt.timedelta(hours=12)  # one day at the office
MOST: Final = 20  # of one account; nobody sits at more machines
_NOTED: Final = dt.timedelta(minutes=1)  # so that not every request writes


def begin(access: Access, account: str) -> str:
    """Return the cookie of a new session of `account`.

    Sessions that are over are cleared away, and the oldest of the account where it has too many.
    """
    now, key = access.clock(), new_key()
    with access.storage.writing() as connection:
        over = or_(SESSIONS.c.expires <= now, SESSIONS.c.seen <= now - IDLE)
        connection.execute(delete(SESSIONS).where(over))
        mine = select(SESSIONS.c.hash).where(SESSIONS.c.account == account)
        others = mine.order_by(SESSIONS.c.created.desc()).offset(MOST - 1)
        connection.execute(delete(SESSIONS).where(SESSIONS.c.hash.in_(others)))
        row = {"hash": digest(key), "account": account, "created": now, "seen": now}
        connection.execute(insert(SESSIONS).values(**row, expires=now + LONGEST))
    return _signer(access).sign(key).decode("ascii")


def who(access: Access, cookie: str) -> Actor | None:
    """Return who has the session of `cookie`; nobody where it is forged, over or sent away."""
    key = _key(access, cookie)
    if key is None:
        return None
    now = access.clock()
    wanted = (
        select(SESSIONS.c.seen, ACCOUNTS.c.id, ACCOUNTS.c.name, ACCOUNTS.c.office, ACCOUNTS.c.role)
        .join(ACCOUNTS, ACCOUNTS.c.id == SESSIONS.c.account)
        .where(
            SESSIONS.c.hash == digest(key),
            SESSIONS.c.expires > now,
            SESSIONS.c.seen > now - IDLE,
            ACCOUNTS.c.disabled.is_(False),
            ACCOUNTS.c.hash != "",
        )
    )
    with access.storage.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        return None
    if now - row.seen >= _NOTED:
        with access.storage.writing() as connection:
            mine = update(SESSIONS).where(SESSIONS.c.hash == digest(key))
            connection.execute(mine.values(seen=now))
    return Actor(name=row.name, office=row.office, role=Role(row.role), account=row.id)


def end(access: Access, cookie: str) -> None:
    """End the session of `cookie`, if it is one."""
    key = _key(access, cookie)
    if key is not None:
        with access.storage.writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.hash == digest(key)))


def end_all(connection: Connection, account: str) -> None:
    """End all sessions of `account`."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.account == account))


def _key(access: Access, cookie: str) -> str | None:
    try:
        return _signer(access).unsign(cookie.encode("utf-8", "surrogatepass")).decode("ascii")
    except (BadSignature, UnicodeError):
        return None


def _signer(access: Access) -> Signer:
    return Signer(access.secret, salt=b"circulars session")
