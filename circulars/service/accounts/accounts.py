"""Accounts: the people of an office, what each is, and who may not go."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from circulars.model.findings import Finding
from circulars.service.accounts import deeds, links, sessions
from circulars.service.accounts.names import login_of, login_refusals, name_refusals
from circulars.service.accounts.tables import ACCOUNTS, OFFICES
from circulars.service.people import Actor, Role
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from circulars.service.accounts.access import Access


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One person."""

    id: str
    office: str
    name: str
    login: str
    role: Role
    is_disabled: bool
    is_pending: bool  # invited, and has not set a password yet
    created: dt.datetime

    @property
    def actor(self) -> Actor:
        """The person as endpoints know who asks."""
        return Actor(name=self.name, office=self.office, role=self.role, account=self.id)


def accounts_exist(access: Access) -> bool:
    """Return whether anybody has set a password: from then on the service wants a login."""
    if "people" not in access.seen:
        with access.storage.reading() as connection:
            if connection.execute(select(ACCOUNTS.c.id).where(ACCOUNTS.c.hash != "")).first():
                access.seen.add("people")
    return "people" in access.seen


def accounts_of(access: Access, office: str) -> tuple[Account, ...]:
    """Return the people of an office, by name."""
    wanted = select(ACCOUNTS).where(ACCOUNTS.c.office == office).order_by(ACCOUNTS.c.name)
    with access.storage.reading() as connection:
        return tuple(map(account_of, connection.execute(wanted)))


def account_of(row: Any) -> Account:
    """Return the account in a row of the table."""
    return Account(
        id=row.id,
        office=row.office,
        name=row.name,
        login=row.login,
        role=Role(row.role),
        is_disabled=row.disabled,
        is_pending=not row.hash,
        created=row.created,
    )


def invite(access: Access, actor: Actor, *, name: str, login: str, role: Role) -> str:
    """Return the key of the link by which somebody new sets a password."""
    now = access.clock()
    with access.storage.writing() as connection:
        account = new_account(
            connection, now, office=actor.office, name=name, login=login, role=role
        )
        deeds.write(connection, now, actor.office, actor.name, f"เชิญเป็น{role.thai}", name)
        return links.new_link(connection, now, links.Purpose.PASSWORD, account=account)


def reset(access: Access, actor: Actor, account: str) -> str:
    """Return the key of the link by which somebody sets a new password; the old one is void."""
    now = access.clock()
    with access.storage.writing() as connection:
        person = _person(connection, actor.office, account)
        _keep_an_admin(connection, actor.office, without=account)
        _change(connection, account, hash="")
        sessions.end_all(connection, account)
        deeds.write(connection, now, actor.office, actor.name, "ให้ตั้งรหัสผ่านใหม่", person.name)
        return links.new_link(connection, now, links.Purpose.PASSWORD, account=account)


def change_role(access: Access, actor: Actor, account: str, role: Role) -> None:
    """Give somebody another role; the last admin keeps hers."""
    with access.storage.writing() as connection:
        person = _person(connection, actor.office, account)
        if role is not Role.ADMIN:
            _keep_an_admin(connection, actor.office, without=account)
        _change(connection, account, role=role.value)
        deed = f"เปลี่ยนสิทธิ์เป็น{role.thai}"
        deeds.write(connection, access.clock(), actor.office, actor.name, deed, person.name)


def disable(access: Access, actor: Actor, account: str) -> None:
    """Let somebody in no more; at once, and never the last admin."""
    with access.storage.writing() as connection:
        person = _person(connection, actor.office, account)
        _keep_an_admin(connection, actor.office, without=account)
        _change(connection, account, disabled=True)
        sessions.end_all(connection, account)
        deeds.write(connection, access.clock(), actor.office, actor.name, "ระงับบัญชี", person.name)


def enable(access: Access, actor: Actor, account: str) -> None:
    """Let somebody in again."""
    with access.storage.writing() as connection:
        person = _person(connection, actor.office, account)
        _change(connection, account, disabled=False)
        deeds.write(
            connection, access.clock(), actor.office, actor.name, "ให้ใช้บัญชีอีกครั้ง", person.name
        )


def new_account(
    connection: Connection,
    now: dt.datetime,
    *,
    office: str,
    name: str,
    login: str,
    role: Role,
    kept: str = "",
) -> str:
    """Return the id of a new account; :exc:`RefusedError` for names that will not do."""
    login = login_of(login)
    if found := name_refusals(name, where="ชื่อ") + login_refusals(login):
        raise RefusedError(*found)
    account = new_id()
    row: dict[str, Any] = {"id": account, "office": office, "name": name, "login": login}
    row |= {"role": role.value, "hash": kept, "disabled": False, "created": now}
    try:
        connection.execute(insert(ACCOUNTS).values(row))
    except IntegrityError:
        raise RefusedError(_taken(login), status=HTTPStatus.CONFLICT) from None
    return account


def _person(connection: Connection, office: str, account: str) -> Account:
    """Return the account, of that office only."""
    wanted = select(ACCOUNTS).where(ACCOUNTS.c.id == account, ACCOUNTS.c.office == office)
    row = connection.execute(wanted).first() if is_id(account) else None
    if row is None:
        raise not_found("บัญชี", account)
    return account_of(row)


def _change(connection: Connection, account: str, **values: object) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(**values))


def _keep_an_admin(connection: Connection, office: str, *, without: str) -> None:
    """Refuse what leaves the office no admin who can log in.

    The office's row is held, so that two admins do not send each other away at the same time.
    """
    connection.execute(select(OFFICES.c.id).where(OFFICES.c.id == office).with_for_update())
    others = (
        select(func.count())
        .select_from(ACCOUNTS)
        .where(
            ACCOUNTS.c.office == office,
            ACCOUNTS.c.role == Role.ADMIN.value,
            ACCOUNTS.c.disabled.is_(False),
            ACCOUNTS.c.hash != "",
            ACCOUNTS.c.id != without,
        )
    )
    if connection.execute(others).scalar_one() == 0:
        raise RefusedError(_last_admin(), status=HTTPStatus.CONFLICT)


def _taken(login: str) -> Finding:
    return Finding(
        code="account-taken",
        where=login,
        message="มีผู้ใช้ชื่อเข้าใช้นี้แล้ว",
        hint="เลือกชื่อเข้าใช้อื่น เช่น เติมอักษรแรกของนามสกุล",
    )


def _last_admin() -> Finding:
    return Finding(
        code="account-last-admin",
        where="ผู้ดูแลระบบ",
        message="ทำไม่ได้ เพราะสำนักงานจะไม่มีผู้ดูแลระบบเหลืออยู่",
        hint="ตั้งผู้ดูแลระบบอีกคนหนึ่งก่อน แล้วทำรายการนี้ใหม่",
    )
