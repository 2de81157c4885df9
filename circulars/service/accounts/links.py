"""Links that open once: to the first admin, to who is invited, to who forgot the password."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, insert, select, update

from circulars.model.findings import Finding
from circulars.service.accounts.keys import digest, new_key
from circulars.service.accounts.tables import LINKS
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from circulars.service.accounts.access import Access


class Purpose(StrEnum):
    """What a link is for."""

    ADMIN = "admin"  # make an admin, and the office where there is none yet
    PASSWORD = "password"  # set the password of an account: invited, or forgotten  # noqa: S105 # no secret


VALID: Final = {Purpose.ADMIN: dt.timedelta(hours=24), Purpose.PASSWORD: dt.timedelta(days=3)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link that was not used yet."""

    purpose: Purpose
    office: str | None
    account: str | None


def new_link(
    connection: Connection,
    now: dt.datetime,
    purpose: Purpose,
    *,
    office: str | None = None,
    account: str | None = None,
) -> str:
    """Return the key of a new link; older ones for the same are void."""
    same = (
        LINKS.c.purpose == purpose,
        LINKS.c.office.is_(None) if office is None else LINKS.c.office == office,
        LINKS.c.account.is_(None) if account is None else LINKS.c.account == account,
    )
    connection.execute(delete(LINKS).where(*same))
    key = new_key()
    row: dict[str, Any] = {"hash": digest(key), "purpose": purpose.value, "office": office}
    row |= {"account": account, "created": now, "expires": now + VALID[purpose]}
    connection.execute(insert(LINKS).values(row))
    return key


def admin_link(access: Access, office: str | None = None) -> str:
    """Return the key of a link that makes an admin of `office`; of the first one without."""
    with access.storage.writing() as connection:
        return new_link(connection, access.clock(), Purpose.ADMIN, office=office)


def look_up(access: Access, key: str) -> Link:
    """Return the link of `key`, unused; :exc:`RefusedError` where there is none any more."""
    with access.storage.reading() as connection:
        return _found(connection, access.clock(), key)


def use(connection: Connection, now: dt.datetime, key: str) -> Link:
    """Return the link of `key`, which is used up with the transaction; two cannot have it."""
    link = _found(connection, now, key)
    mine = update(LINKS).where(LINKS.c.hash == digest(key), LINKS.c.used.is_(None))
    if connection.execute(mine.values(used=now)).rowcount != 1:
        raise _spent()
    return link


def _found(connection: Connection, now: dt.datetime, key: str) -> Link:
    row = connection.execute(select(LINKS).where(LINKS.c.hash == digest(key))).first()
    if row is None or row.used is not None or row.expires <= now:
        raise _spent()
    return Link(purpose=Purpose(row.purpose), office=row.office, account=row.account)


def _spent() -> RefusedError:
    return RefusedError(
        Finding(
            code="service-link-spent",
            where="ลิงก์",
            message="ลิงก์นี้ใช้ไปแล้ว หมดอายุ หรือไม่ครบ",
            hint="ขอลิงก์ใหม่จากผู้ดูแลระบบ (ผู้ดูแลคนแรก: เริ่มบริการใหม่แล้วใช้ลิงก์ที่พิมพ์ออกมา)",
        ),
        status=HTTPStatus.GONE,
    )
