"""Accounts: who is made, changed and sent away by whom, on both kinds of database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from circulars.service.accounts.accounts import (
    accounts_exist,
    accounts_of,
    change_role,
    disable,
    enable,
    invite,
    reset,
)
from circulars.service.accounts.deeds import deeds_of, write
from circulars.service.accounts.entering import log_in, set_password, set_up
from circulars.service.accounts.links import admin_link, look_up
from circulars.service.accounts.offices import add_office, offices
from circulars.service.accounts.sessions import begin, who
from circulars.service.accounts.tokens import revoke
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.service.accounts.access import Access
    from service.conftest import Clock

PASSWORD = "ทุ่งนาสีเขียวหน้าฝน"
OTHER = "ภูเขาลูกใหญ่หลังบ้าน"


def first_admin(access: Access, office: str = "สำนักงานพัฒนาชุมชนจังหวัดพะเยา") -> Actor:
    """Set the service up; return its admin."""
    key = admin_link(access)
    return set_up(
        access, key, office=office, name="มาลี ใจดี", login="malee", password=PASSWORD
    ).actor


def invited(access: Access, actor: Actor, login: str, role: Role) -> Actor:
    """Have somebody invited who then sets a password."""
    key = invite(access, actor, name=f"คุณ {login}", login=login, role=role)
    return set_password(access, key, PASSWORD).actor


def codes(act: Callable[[], object]) -> list[str]:
    """Return the codes with which `act` is refused."""
    with pytest.raises(RefusedError) as refused:
        act()
    return [finding.code for finding in refused.value.findings]


def test_the_first_admin_sets_the_service_up(access: Access) -> None:
    """The link makes the office that a single user had, and its admin, who can log in."""
    assert not accounts_exist(access)
    actor = first_admin(access)
    assert (FIRST_OFFICE, Role.ADMIN) == (actor.office, actor.role)
    assert accounts_exist(access)
    account = log_in(access, " MALEE ", PASSWORD, address="203.0.113.7")
    assert account is not None
    assert actor == account.actor
    assert [(FIRST_OFFICE, 1)] == [(each.id, each.people) for each in offices(access)]


def test_a_link_opens_once(access: Access, clock: Clock) -> None:
    """A link that was used, is a day old, or was replaced opens nothing."""
    replaced, key = admin_link(access), admin_link(access)
    assert ["service-link-spent"] == codes(lambda: look_up(access, replaced))
    clock.go_on(hours=23)
    look_up(access, key)  # looking does not use it up
    clock.go_on(hours=1)
    assert ["service-link-spent"] == codes(lambda: look_up(access, key))
    key = admin_link(access)
    set_up(access, key, office="สำนักงาน", name="มาลี", login="malee", password=PASSWORD)
    for use in (lambda: look_up(access, key), lambda: set_password(access, key, OTHER)):
        assert ["service-link-spent"] == codes(use)


def test_a_link_is_used_by_one_of_many(access: Access) -> None:
    """Who opens the link at the same time as somebody else gets nothing."""
    key = admin_link(access)

    def try_it(number: int) -> bool:
        try:
            set_up(access, key, office="ก", name="ข", login=f"admin{number}", password=PASSWORD)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert [True] == [done for done in pool.map(try_it, range(6)) if done]
    assert 1 == len(accounts_of(access, FIRST_OFFICE))


def test_all_faults_of_the_set_up_at_once(access: Access) -> None:
    """Names that will not do and a weak password are told together; the link stays good."""
    key = admin_link(access)
    found = codes(lambda: set_up(access, key, office="", name=" ", login="มาลี", password="สั้น"))
    assert ["account-name", "account-name", "account-login", "password-weak"] == found
    look_up(access, key)


def test_somebody_invited_sets_the_password(access: Access) -> None:
    """Before that nobody gets in; afterwards with the role that the admin gave."""
    admin = first_admin(access)
    key = invite(access, admin, name="สมศรี", login="Somsri", role=Role.SECRETARY)
    pending = next(each for each in accounts_of(access, FIRST_OFFICE) if each.login == "somsri")
    assert pending.is_pending
    assert log_in(access, "somsri", "", address="x") is None
    set_password(access, key, OTHER)
    account = log_in(access, "somsri", OTHER, address="x")
    assert account is not None
    assert Role.SECRETARY is account.role


def test_a_login_is_given_once(access: Access) -> None:
    """Nobody takes the login of somebody else, in another office neither."""
    admin = first_admin(access)
    other = add_office(access, "สำนักงานจังหวัดน่าน")
    key = admin_link(access, other)
    taken = codes(
        lambda: set_up(access, key, office="", name="ก", login="Malee", password=PASSWORD)
    )
    assert ["account-taken"] == taken
    taken = codes(lambda: invite(access, admin, name="ก", login="malee", role=Role.STAFF))
    assert ["account-taken"] == taken


def test_the_last_admin_stays(access: Access) -> None:
    """The only admin who can log in is not disabled, demoted, or made to set a password."""
    admin = first_admin(access)
    invite(access, admin, name="รอ", login="pending", role=Role.ADMIN)
    for act in (
        lambda: disable(access, admin, admin.account),
        lambda: change_role(access, admin, admin.account, Role.STAFF),
        lambda: reset(access, admin, admin.account),
    ):
        assert ["account-last-admin"] == codes(act)
    second = invited(access, admin, "second", Role.ADMIN)
    disable(access, second, admin.account)
    assert ["account-last-admin"] == codes(lambda: disable(access, second, second.account))
    enable(access, second, admin.account)
    change_role(access, admin, second.account, Role.EDITOR)


def test_two_admins_do_not_send_each_other_away(access: Access) -> None:
    """Asked at the same moment, one of the two stays."""
    admin = first_admin(access)
    second = invited(access, admin, "second", Role.ADMIN)

    def send_away(pair: tuple[Actor, Actor]) -> None:
        try:
            disable(access, pair[0], pair[1].account)
        except RefusedError:
            return

    with ThreadPoolExecutor(2) as pool:
        [*pool.map(send_away, [(admin, second), (second, admin)])]
    assert 1 == sum(not each.is_disabled for each in accounts_of(access, FIRST_OFFICE))


def test_who_is_disabled_is_out_at_once(access: Access) -> None:
    """Sessions end with the account, and the password opens nothing until it is enabled."""
    admin = first_admin(access)
    staff = invited(access, admin, "staff", Role.STAFF)
    cookie = begin(access, staff.account)
    disable(access, admin, staff.account)
    assert who(access, cookie) is None
    assert log_in(access, "staff", PASSWORD, address="x") is None
    enable(access, admin, staff.account)
    assert who(access, cookie) is None
    assert log_in(access, "staff", PASSWORD, address="x") is not None


def test_a_new_role_counts_at_once(access: Access) -> None:
    """The session that is open has the new role with its next request."""
    admin = first_admin(access)
    staff = invited(access, admin, "staff", Role.STAFF)
    cookie = begin(access, staff.account)
    change_role(access, admin, staff.account, Role.EDITOR)
    actor = who(access, cookie)
    assert actor is not None
    assert Role.EDITOR is actor.role


def test_a_reset_voids_the_old_password(access: Access) -> None:
    """After it only the new password opens, and old sessions are over."""
    admin = first_admin(access)
    staff = invited(access, admin, "staff", Role.STAFF)
    cookie = begin(access, staff.account)
    key = reset(access, admin, staff.account)
    assert who(access, cookie) is None
    assert log_in(access, "staff", PASSWORD, address="x") is None
    set_password(access, key, OTHER)
    assert log_in(access, "staff", OTHER, address="x") is not None


def test_another_offices_people_are_not_there(access: Access) -> None:
    """An admin neither sees nor changes an account of another office."""
    admin = first_admin(access)
    home = add_office(access, "สำนักงานจังหวัดน่าน")
    key = admin_link(access, home)
    other = set_up(access, key, office="", name="ก", login="nan", password=PASSWORD).actor
    invited(access, other, "nan2", Role.ADMIN)
    assert ["malee"] == [each.login for each in accounts_of(access, admin.office)]
    for act in (
        lambda: disable(access, admin, other.account),
        lambda: enable(access, admin, other.account),
        lambda: change_role(access, admin, other.account, Role.ADMIN),
    ):
        assert ["service-not-found"] == codes(act)
    assert "malee" not in [each.login for each in accounts_of(access, home)]


def test_deeds_tell_who_did_what(access: Access) -> None:
    """Each change is one line in its office, the newest first; other offices' are not seen."""
    admin = first_admin(access)
    staff = invited(access, admin, "staff", Role.STAFF)
    disable(access, admin, staff.account)
    add_office(access, "สำนักงานจังหวัดน่าน")
    lines = [(each.actor, each.deed, each.about) for each in deeds_of(access, admin.office)]
    assert [
        ("มาลี ใจดี", "ระงับบัญชี", "คุณ staff"),
        ("คุณ staff", "ตั้งรหัสผ่าน", ""),
        ("มาลี ใจดี", "เชิญเป็นเจ้าหน้าที่", "คุณ staff"),
        ("มาลี ใจดี", "ตั้งบัญชีผู้ดูแลระบบ", ""),
    ] == lines
    oldest = deeds_of(access, admin.office)[-1].id
    assert () == deeds_of(access, admin.office, before=oldest)
    assert () == deeds_of(access, "f" * 16)


def test_what_no_database_keeps(access: Access) -> None:
    """Null characters are no login and no id, and are left out of what was done."""
    admin = first_admin(access)
    assert log_in(access, "malee\x00", PASSWORD, address="x") is None
    assert ["service-not-found"] == codes(lambda: disable(access, admin, "\x00"))
    assert ["service-not-found"] == codes(lambda: revoke(access, admin, "\x00"))
    with access.storage.writing() as connection:
        write(connection, access.clock(), admin.office, admin.name, "ตรวจ", "ร่าง\x00\u202e.docx")
    assert "ร่าง.docx" == deeds_of(access, admin.office)[0].about


def test_an_office_is_added_once(access: Access) -> None:
    """Names are the offices' own; the first keeps the folder of a single user."""
    first = add_office(access, "สำนักงานพัฒนาชุมชนจังหวัดน่าน")
    assert FIRST_OFFICE == first
    assert FIRST_OFFICE != add_office(access, "สำนักงานพัฒนาชุมชนจังหวัดแพร่")
    again = codes(lambda: add_office(access, "สำนักงานพัฒนาชุมชนจังหวัดน่าน"))
    assert ["service-office-taken"] == again
    assert ["account-name"] == codes(lambda: add_office(access, "\u202eน่าน"))
