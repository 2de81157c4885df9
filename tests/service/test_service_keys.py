"""Sessions, tokens, passwords, wrong tries: what opens the service, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from hypothesis import given, settings
from hypothesis import strategies as st
from itsdangerous import Signer
from sqlalchemy import select, update

from circulars.service.accounts import passwords
from circulars.service.accounts.accounts import invite
from circulars.service.accounts.entering import change_password, log_in, set_password, set_up
from circulars.service.accounts.keys import own_secret
from circulars.service.accounts.links import admin_link
from circulars.service.accounts.sessions import begin, end, who
from circulars.service.accounts.tables import ACCOUNTS, SESSIONS, TOKENS
from circulars.service.accounts.throttle import PER_ACCOUNT, PER_ADDRESS, Throttle
from circulars.service.accounts.tokens import ROLES, new_token, revoke, system, tokens_of
from circulars.service.people import Actor, Role
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.accounts.access import Access
    from service.conftest import Clock

PASSWORD = "ทุ่งนาสีเขียวหน้าฝน"
OTHER = "ภูเขาลูกใหญ่หลังบ้าน"


@pytest.fixture
def admin(access: Access) -> Actor:
    """Return the admin of a service that is set up."""
    key = admin_link(access)
    return set_up(access, key, office="สำนักงาน", name="มาลี", login="malee", password=PASSWORD).actor


def test_a_session_is_of_who_began_it(access: Access, admin: Actor) -> None:
    """Its cookie leads to the account, until the logout."""
    cookie, other = begin(access, admin.account), begin(access, admin.account)
    assert admin == who(access, cookie)
    end(access, cookie)
    assert who(access, cookie) is None
    assert admin == who(access, other)


def test_a_session_ends_when_nobody_uses_it(access: Access, admin: Actor, clock: Clock) -> None:
    """After four hours without a request; with some it lasts twelve, and no longer."""
    cookie = begin(access, admin.account)
    clock.go_on(hours=4)
    assert who(access, cookie) is None
    cookie = begin(access, admin.account)
    for _ in range(11):
        clock.go_on(hours=1)
        assert admin == who(access, cookie)
    clock.go_on(hours=1)
    assert who(access, cookie) is None


def test_a_session_that_is_over_is_cleared_away(access: Access, admin: Actor, clock: Clock) -> None:
    """The next login leaves only itself."""
    begin(access, admin.account)
    clock.go_on(hours=5)
    begin(access, admin.account)
    with access.storage.reading() as connection:
        assert 1 == len(connection.execute(SESSIONS.select()).all())


def test_a_forged_session_opens_nothing(access: Access, admin: Actor) -> None:
    """Neither with another key, nor with another id, nor cut short."""
    cookie = begin(access, admin.account)
    key = cookie.rpartition(".")[0]
    forged = Signer(b"another", salt=b"circulars session").sign(key).decode()
    signed = Signer(access.secret, salt=b"circulars session").sign("x").decode()
    for each in (forged, signed, key, cookie[:-1], f"{cookie}x", "", ".", "ก.ข", "\ud800.x"):
        assert who(access, each) is None


def test_only_hashes_are_kept(access: Access, admin: Actor) -> None:
    """Who reads the database can take neither a session nor a token from it."""
    cookie = begin(access, admin.account)
    token = new_token(access, admin, name="ระบบสารบรรณ", role=Role.SECRETARY)
    with access.storage.reading() as connection:
        rows = str([connection.execute(each.select()).all() for each in (SESSIONS, TOKENS)])
    assert cookie.rpartition(".")[0] not in rows
    assert token.removeprefix("circ_") not in rows


@pytest.mark.parametrize("role", ROLES)
def test_a_token_is_a_system_with_its_role(access: Access, admin: Actor, role: Role) -> None:
    """It asks for the office that gave it, as what it was given for, until it is revoked."""
    token = new_token(access, admin, name="ระบบสารบรรณ", role=role)
    assert token.startswith("circ_")
    actor = system(access, token)
    assert Actor(name="ระบบสารบรรณ", office=admin.office, role=role, is_system=True) == actor
    kept = tokens_of(access, admin.office)[0]
    assert access.clock() == kept.used
    revoke(access, admin, kept.id)
    assert system(access, token) is None
    assert tokens_of(access, admin.office)[0].revoked == access.clock()


def test_no_system_manages_people(access: Access, admin: Actor) -> None:
    """A token with the role of an admin is not given."""
    with pytest.raises(RefusedError) as refused:
        new_token(access, admin, name="ระบบ", role=Role.ADMIN)
    assert ["service-forbidden"] == [finding.code for finding in refused.value.findings]


def test_another_offices_token_is_not_there(access: Access, admin: Actor) -> None:
    """Nobody revokes, or sees, the token of another office."""
    token = new_token(access, admin, name="ระบบ", role=Role.STAFF)
    stranger = Actor(name="ก", office="f" * 16, role=Role.ADMIN)
    with pytest.raises(RefusedError):
        revoke(access, stranger, tokens_of(access, admin.office)[0].id)
    assert system(access, token) is not None
    assert () == tokens_of(access, stranger.office)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=50)
def test_no_other_text_is_the_password(text: str) -> None:
    """A hash is opened by its password alone, and nothing kept by nothing at all."""
    passwords_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    assert passwords.is_right(passwords_hash, text) == (text == PASSWORD)
    assert not passwords.is_right("nonsense", text)


def test_nothing_kept_is_no_password() -> None:
    """An account without a password, or none at all, is opened by nothing; at the usual cost."""
    assert not passwords.is_right("", "")
    assert not passwords.is_right("", PASSWORD)
    assert passwords.is_right(passwords.hash_of(PASSWORD), PASSWORD)


def test_letters_put_together_are_the_same_letters() -> None:
    """ำ typed as one sign or as two, é as one or two: one password."""
    kept = passwords.hash_of("น\u0e49\u0e33ตกห้วยแก้ว caf\u00e9")
    assert passwords.is_right(kept, "น\u0e49\u0e4d\u0e32ตกห้วยแก้ว cafe\u0301")


def test_a_hash_of_old_is_made_anew(access: Access, admin: Actor) -> None:
    """With the login a hash of weaker parameters becomes one of today's."""
    weaker = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    mine = ACCOUNTS.c.id == admin.account
    with access.storage.writing() as connection:
        connection.execute(update(ACCOUNTS).where(mine).values(hash=weaker))
    assert log_in(access, "malee", PASSWORD, address="x") is not None
    with access.storage.reading() as connection:
        kept = connection.execute(select(ACCOUNTS.c.hash).where(mine)).scalar_one()
    assert passwords.is_outdated(weaker)
    assert not passwords.is_outdated(kept)
    assert passwords.is_right(kept, PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        *("", "สั้นไปหน่อย"[:9], "1234567890", "QWERTYUIOP", "password1234", "aaaaaaaaaaaaaa"),
        *("abababababab", "malee-malee-2568", "ๆไำพะัีรนย", "x" * 201),
    ],
)
def test_weak_passwords(password: str) -> None:
    """Short, long, common ones, few different letters, and the login in it are not taken."""
    found = passwords.refusals(password, login="malee")
    assert ["password-weak"] == [finding.code for finding in found]


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery", "Ue7!kq0-Zx"])
def test_good_passwords(password: str) -> None:
    """Ten letters that nobody guesses will do, in any script; no rules about signs."""
    assert () == passwords.refusals(password, login="malee")


def test_the_cost_of_a_password_is_argon2s() -> None:
    """It is argon2id with RFC 9106's parameters for machines with little memory (section 4)."""
    assert passwords.hash_of(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_too_many_wrong_tries(access: Access, admin: Actor, clock: Clock) -> None:
    """After ten in a quarter of an hour the right password waits too; then all is forgotten."""
    assert admin.account
    for _ in range(PER_ACCOUNT):
        assert log_in(access, "malee", "ผิดทุกครั้งไป", address="203.0.113.7") is None
    for login in ("malee", "Malee "):
        with pytest.raises(RefusedError) as refused:
            log_in(access, login, PASSWORD, address="198.51.100.1")
        assert 429 == refused.value.status
        assert "900" == refused.value.headers["Retry-After"]
    clock.go_on(minutes=15)
    assert log_in(access, "malee", PASSWORD, address="203.0.113.7") is not None


def test_an_unknown_login_is_answered_alike(access: Access, admin: Actor) -> None:
    """Nobody learns from the count which accounts there are."""
    assert admin.account
    for _ in range(PER_ACCOUNT):
        assert log_in(access, "nobody", PASSWORD, address="203.0.113.7") is None
    with pytest.raises(RefusedError):
        log_in(access, "nobody", PASSWORD, address="203.0.113.7")


def test_many_accounts_from_one_address(clock: Clock) -> None:
    """One address tries no more than fifty; who gets in does not count, other addresses do not."""
    throttle = Throttle(clock)
    for number in range(PER_ADDRESS):
        throttle.attempt(f"login{number}", "203.0.113.7")
        throttle.attempt("malee", "203.0.113.8")
        throttle.forgive("malee", "203.0.113.8")
    with pytest.raises(RefusedError):
        throttle.attempt("another", "203.0.113.7")
    throttle.attempt("another", "203.0.113.9")


def test_memory_of_tries_is_bounded(clock: Clock) -> None:
    """However many logins a stranger invents, no more than so many are remembered."""
    throttle = Throttle(clock)
    for number in range(300):
        throttle.attempt(f"login{number}", f"203.0.113.{number % 250}")
    clock.go_on(minutes=16)
    throttle.attempt("malee", "203.0.113.7")
    assert 2 == len(throttle._tries)


def test_ones_own_password(access: Access, admin: Actor) -> None:
    """It is changed by who knows the old one; all sessions end."""
    cookie = begin(access, admin.account)
    with pytest.raises(RefusedError) as refused:
        change_password(access, admin, "ไม่ใช่อันเดิมแน่", OTHER)
    assert ["password-wrong"] == [finding.code for finding in refused.value.findings]
    with pytest.raises(RefusedError) as refused:
        change_password(access, admin, PASSWORD, "malee12345")
    assert ["password-weak"] == [finding.code for finding in refused.value.findings]
    assert admin == who(access, cookie)
    change_password(access, admin, PASSWORD, OTHER)
    assert who(access, cookie) is None
    assert log_in(access, "malee", PASSWORD, address="x") is None
    assert log_in(access, "malee", OTHER, address="x") is not None


def test_an_invitation_lasts_three_days(access: Access, admin: Actor, clock: Clock) -> None:
    """On the fourth the admin gives another."""
    key = invite(access, admin, name="สมศรี", login="somsri", role=Role.STAFF)
    clock.go_on(days=3)
    with pytest.raises(RefusedError):
        set_password(access, key, OTHER)


def test_the_key_of_the_house(tmp_path: Path) -> None:
    """It is made once, of 256 bits, and only its owner reads it."""
    first = own_secret(tmp_path / "secret")
    assert first == own_secret(tmp_path / "secret")
    assert 43 == len(first)
    assert 0o600 == (tmp_path / "secret").stat().st_mode & 0o777
    assert ["secret"] == [each.name for each in tmp_path.iterdir()]
