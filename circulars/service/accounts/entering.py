"""Coming in: logging in, setting the service up, setting and changing a password."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from circulars.model.findings import Finding
from circulars.service.accounts import deeds, links, passwords, sessions
from circulars.service.accounts.accounts import Account, account_of, new_account
from circulars.service.accounts.devices import known_device
from circulars.service.accounts.failures import note_failure
from circulars.service.accounts.names import login_of, login_refusals, name_refusals
from circulars.service.accounts.offices import new_office
from circulars.service.accounts.tables import ACCOUNTS, OFFICES
from circulars.service.accounts.throttle import PER_ACCOUNT
from circulars.service.people import Actor, Role
from circulars.service.refusals import RefusedError, not_found

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from circulars.service.accounts.access import Access

    Later = Callable[[Callable[[], None]], None]


def _at_once(act: Callable[[], None]) -> None:
    act()


def log_in(
    access: Access,
    login: str,
    password: str,
    *,
    address: str,
    device: str = "",
    later: Later = _at_once,
) -> Account | None:
    """Return whose login and password these are; nobody tells which of the two was wrong.

    They come from `address`, with the cookie `device` of a browser in which people logged in
    before.  What is noted of a failure is noted by `later`: an answer that waits for it would
    tell that there is such an account.  Raises :exc:`RefusedError` for who tries too often (429),
    and where too many try (503).
    """
    login = login_of(login)
    row = None if login_refusals(login) else _row(access, ACCOUNTS.c.login == login)
    known = known_device(access, row.id, row.hash, device) if row else ""
    kept = row.hash if row is not None and not row.disabled else ""
    with passwords.room(is_known=bool(known)):
        tried = access.throttle.attempt(login, address, known)
        is_right = passwords.is_right(kept, password)
    if not is_right or row is None:
        if row is not None and tried in {1, PER_ACCOUNT}:
            later(partial(note_failure, access, row.office, row.name, address, tried))
        return None
    access.throttle.forgive(login, address, known)
    if passwords.is_outdated(kept):
        _keep(access, row.id, passwords.hash_of(password))
    with access.storage.writing() as connection:
        deeds.write(connection, access.clock(), row.office, row.name, "เข้าสู่ระบบ", "")
    return account_of(row)


def set_up(
    access: Access, key: str, *, office: str, name: str, login: str, password: str
) -> Account:
    """Return the new admin whom the link `key` makes, of a new office where it names none."""
    link = links.look_up(access, key)
    if link.purpose is not links.Purpose.ADMIN:
        raise not_found("ลิงก์", "ตั้งค่าบริการ")
    found = name_refusals(office, where="ชื่อสำนักงาน") if link.office is None else ()
    found += name_refusals(name, where="ชื่อ") + login_refusals(login_of(login))
    if found := found + passwords.refusals(password, login=login_of(login)):
        raise RefusedError(*found)
    kept, now = passwords.hash_of(password), access.clock()
    with access.storage.writing() as connection:
        links.use(connection, now, key)
        home = link.office or new_office(connection, now, office)
        account = new_account(
            connection, now, office=home, name=name, login=login, role=Role.ADMIN, kept=kept
        )
        deeds.write(connection, now, home, name, "ตั้งบัญชีผู้ดูแลระบบ", "")
    return _account(access, account)


def office_of_link(access: Access, link: links.Link) -> str:
    """Return the name of the office that a link is for; empty where it makes one."""
    with access.storage.reading() as connection:
        wanted = select(OFFICES.c.name).where(OFFICES.c.id == link.office)
        return str(connection.execute(wanted).scalar() or "")


def account_of_link(access: Access, link: links.Link) -> Account:
    """Return whose password a link sets."""
    return _account(access, link.account or "")


def set_password(access: Access, key: str, password: str) -> Account:
    """Return the account that has a new password by the link `key`."""
    account = account_of_link(access, links.look_up(access, key))
    _refuse_weak(password, account.login)
    kept, now = passwords.hash_of(password), access.clock()
    with access.storage.writing() as connection:
        links.use(connection, now, key)
        mine = update(ACCOUNTS).where(ACCOUNTS.c.id == account.id)
        connection.execute(mine.values(hash=kept))
        sessions.end_all(connection, account.id)
        deeds.write(connection, now, account.office, account.name, "ตั้งรหัสผ่าน", "")
    return account


def change_password(access: Access, actor: Actor, old: str, new: str) -> None:
    """Give the account of `actor` the password `new`; its sessions end, this one too."""
    row = _row(access, ACCOUNTS.c.id == actor.account)
    if row is None:
        raise not_found("บัญชี", actor.name)
    # Counted by the account's own pages: what strangers try at the door is not of them.
    access.throttle.attempt(row.login, "", f"own {row.id}")
    if not passwords.is_right(row.hash, old):
        raise RefusedError(_wrong_old())
    access.throttle.forgive(row.login, "", f"own {row.id}")
    _refuse_weak(new, row.login)
    kept, now = passwords.hash_of(new), access.clock()
    with access.storage.writing() as connection:
        connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == row.id).values(hash=kept))
        sessions.end_all(connection, row.id)
        deeds.write(connection, now, row.office, row.name, "เปลี่ยนรหัสผ่าน", "")


def _refuse_weak(password: str, login: str) -> None:
    if found := passwords.refusals(password, login=login):
        raise RefusedError(*found)


def _row(access: Access, condition: Any) -> Any:
    with access.storage.reading() as connection:
        return connection.execute(select(ACCOUNTS).where(condition)).first()


def _account(access: Access, account: str) -> Account:
    row = _row(access, ACCOUNTS.c.id == account)
    if row is None:
        raise not_found("บัญชี", account)
    return account_of(row)


def _keep(access: Access, account: str, kept: str) -> None:
    with access.storage.writing() as connection:
        connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(hash=kept))


def _wrong_old() -> Finding:
    return Finding(
        code="password-wrong",
        where="รหัสผ่านเดิม",
        message="รหัสผ่านเดิมไม่ถูกต้อง",
        hint="พิมพ์รหัสผ่านที่ใช้เข้าสู่ระบบครั้งนี้อีกครั้ง ถ้าลืม ให้ผู้ดูแลระบบตั้งใหม่",
    )
