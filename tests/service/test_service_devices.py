"""Browsers that are known: who knows a login keeps nobody out, and learns nothing."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from circulars.service.accounts import failures, passwords
from circulars.service.accounts.accounts import accounts_of, disable, invite, reset
from circulars.service.accounts.deeds import deeds_of
from circulars.service.accounts.devices import known_device, marked
from circulars.service.accounts.entering import change_password, log_in, set_password
from circulars.service.accounts.sessions import MOST, begin, who
from circulars.service.accounts.tables import ACCOUNTS, SESSIONS
from circulars.service.accounts.throttle import LINES, PER_ACCOUNT, PER_ADDRESS
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE
from circulars.service.refusals import RefusedError
from service.test_service_accounts import OTHER, PASSWORD, first_admin

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.service.accounts.access import Access
    from circulars.service.people import Actor
    from service.conftest import Clock

HERE, THERE = "192.0.2.10", "203.0.113.7"
WRONG = "ผิดทุกครั้งไป"


@pytest.fixture
def admin(access: Access) -> Actor:
    """Return the first admin, whose login is malee."""
    return first_admin(access)


@pytest.fixture
def other(access: Access, admin: Actor) -> str:
    """Return the account of somchai, of the same office."""
    key = invite(access, admin, name="สมชาย", login="somchai", role=Role.STAFF)
    return set_password(access, key, OTHER).id


def guess(access: Access, times: int, *, device: str = "", address: str = THERE) -> int:
    """Return how many wrong tries were looked at before one was refused."""
    for number in range(times):
        if not is_heard(access, WRONG, address=address, device=device):
            return number
    return times


def is_heard(
    access: Access, password: str, *, address: str, device: str, login: str = "malee"
) -> bool:
    """Return whether a password is looked at, not told to wait; a right one opens."""
    try:
        found = log_in(access, login, password, address=address, device=device)
    except RefusedError as error:
        if error.status != 429:
            raise
        return False
    assert (password == PASSWORD) == (found is not None)
    return True


def enters(access: Access, device: str, *, address: str = HERE, login: str = "malee") -> bool:
    """Return whether the right password opens, or is told to wait."""
    return is_heard(access, PASSWORD, address=address, device=device, login=login)


def test_nobody_keeps_the_owner_out(access: Access, admin: Actor) -> None:
    """Wrong tries of a stranger do not count where the owner logged in before; there he waits."""
    device = marked(access, admin.account, "")
    assert PER_ACCOUNT == guess(access, 30)
    assert enters(access, device)
    assert not enters(access, "")
    assert 0 == guess(access, 1), "that the owner came in gives the stranger no new tries"


def test_nor_from_the_same_address(access: Access, admin: Actor) -> None:
    """Who sits in the same office uses up the tries of its address, and not those of a browser."""
    device = marked(access, admin.account, "")
    for number in range(PER_ADDRESS):
        assert log_in(access, f"nobody{number}", WRONG, address=HERE) is None
    assert enters(access, device, address=HERE)
    assert not enters(access, "", address=HERE)


def test_a_known_browser_is_limited_too(access: Access, admin: Actor, clock: Clock) -> None:
    """Who has somebody's cookie has ten tries in a quarter of an hour, from any address."""
    device = marked(access, admin.account, "")
    addresses = [f"198.51.100.{number}" for number in range(20)]
    assert PER_ACCOUNT == sum(guess(access, 1, device=device, address=each) for each in addresses)
    assert not enters(access, device)
    assert enters(access, ""), "and the owner comes in elsewhere"
    clock.go_on(minutes=15)
    assert enters(access, device)


def test_a_cookie_counts_for_one_account(access: Access, admin: Actor, other: str) -> None:
    """That of another account gives no tries: one's own login opens no way to try others'."""
    device = marked(access, other, "")
    assert PER_ACCOUNT == guess(access, 30, device=device)
    assert not enters(access, device)
    assert admin.account != other


def _turned(text: str) -> str:
    return text[:-1] + ("A" if text[-1] != "A" else "B")


@pytest.mark.parametrize(
    "forged",
    [
        lambda _mark: "",
        lambda _mark: ":",
        lambda _mark: "x:y",
        _turned,
        lambda mark: "x" + mark,
        lambda mark: mark.partition(":")[2],
        lambda mark: "." * 500 + mark,
        lambda mark: "a:b." * 400 + mark,
        lambda mark: "ก\ud800:" + mark,
    ],
)
def test_a_forged_cookie(access: Access, admin: Actor, forged: Callable[[str], str]) -> None:
    """What the service did not sign counts for nothing, and breaks nothing."""
    mark = marked(access, admin.account, "")
    assert PER_ACCOUNT == guess(access, 30, device=forged(mark))
    assert enters(access, mark)


def test_a_new_password_forgets_browsers(access: Access, admin: Actor) -> None:
    """However the password is changed, a cookie from before counts for nothing."""
    device = marked(access, admin.account, "")
    change_password(access, admin, PASSWORD, OTHER)
    assert PER_ACCOUNT == guess(access, 30, device=device)
    other = first_hash(access, admin.account)
    assert not known_device(access, admin.account, other, device)
    assert known_device(access, admin.account, other, marked(access, admin.account, device))


def test_a_reset_forgets_browsers(access: Access, admin: Actor, other: str) -> None:
    """Without a password no browser is known; nor is it by the next one."""
    device = marked(access, other, "")
    key = reset(access, admin, other)
    assert not known_device(access, other, first_hash(access, other), device)
    set_password(access, key, OTHER)
    assert not known_device(access, other, first_hash(access, other), device)


def first_hash(access: Access, account: str) -> str:
    """Return what is kept of the password of `account`."""
    with access.storage.reading() as connection:
        wanted = select(ACCOUNTS.c.hash).where(ACCOUNTS.c.id == account)
        return str(connection.execute(wanted).scalar_one())


def test_people_who_share_a_computer(access: Access, admin: Actor, other: str) -> None:
    """A browser knows the last five who logged in, each once."""
    device = marked(access, other, "")
    for _ in range(8):
        device = marked(access, admin.account, device)
    assert 2 == len(device.split("."))
    for account in (admin.account, other):
        assert known_device(access, account, first_hash(access, account), device)
    for number in range(5):
        device = marked(access, f"{number:016x}", device)
    assert 5 == len(device.split("."))
    assert not known_device(access, other, first_hash(access, other), device)
    assert len(device) < 400


def test_strangers_do_not_keep_one_from_a_new_password(access: Access, admin: Actor) -> None:
    """Who is in changes the password while somebody tries it at the door."""
    guess(access, 30)
    change_password(access, admin, PASSWORD, OTHER)


def test_who_is_in_does_not_close_the_door(access: Access, admin: Actor) -> None:
    """Wrong tries on the page of one's own password are limited, and count for that page alone."""
    for _ in range(PER_ACCOUNT):
        with pytest.raises(RefusedError) as refused:
            change_password(access, admin, WRONG, OTHER)
        assert 422 == refused.value.status
    with pytest.raises(RefusedError) as refused:
        change_password(access, admin, PASSWORD, OTHER)
    assert 429 == refused.value.status
    assert enters(access, "")


def told(access: Access) -> list[tuple[str, str, str]]:
    """Return the deeds of failed logins, the oldest first."""
    lines = deeds_of(access, FIRST_OFFICE)
    return [(e.actor, e.deed, e.about) for e in reversed(lines) if e.actor == failures.NOBODY]


def test_an_admin_sees_failed_logins(access: Access, admin: Actor, clock: Clock) -> None:
    """The first wrong try of a quarter of an hour is among the deeds, and when it was stopped."""
    guess(access, 30)
    about = f"บัญชี {admin.name} จาก {THERE}"
    lines = [(failures.NOBODY, failures.FAILED, about), (failures.NOBODY, failures.STOPPED, about)]
    assert lines == told(access)
    clock.go_on(minutes=15)
    guess(access, 2)
    assert [*lines, lines[0]] == told(access)


def test_failed_logins_do_not_fill_the_table(access: Access, admin: Actor, clock: Clock) -> None:
    """However long somebody tries, an office has so many lines a day; the last one says so."""
    assert admin.account
    for _ in range(3 * LINES):
        guess(access, 1)
        clock.go_on(minutes=15)
    days = 3 * LINES * 15 / 60 / 24
    assert len(told(access)) <= LINES * (days + 1)
    clock.go_on(days=2)
    for number in range(3 * LINES):
        access.throttle.forgive("malee", THERE)
        guess(access, 1, address=f"198.51.100.{number}")
    assert failures.MANY == told(access)[-1][1]
    with_both = len(told(access))
    guess(access, 3)
    assert with_both == len(told(access))


def test_unknown_logins_are_nobodys(access: Access, admin: Actor) -> None:
    """A login that nobody has stands nowhere: somebody may have typed a password into it."""
    assert admin.account
    assert log_in(access, "S3cret-phrase", WRONG, address=THERE) is None
    assert [] == told(access)


def test_a_failure_is_noted_after_the_answer(access: Access, admin: Actor) -> None:
    """Whoever tries does not wait for the note: it would tell that there is such an account."""
    assert admin.account
    waiting: list[Callable[[], None]] = []
    assert log_in(access, "malee", WRONG, address=THERE, later=waiting.append) is None
    assert [] == told(access)
    waiting.pop()()
    assert 1 == len(told(access))


def test_sessions_of_an_account_have_an_end(access: Access, admin: Actor, clock: Clock) -> None:
    """Who logs in again and again fills no table: the oldest sessions end."""
    cookies = []
    for _ in range(MOST + 5):
        cookies.append(begin(access, admin.account))
        clock.go_on(seconds=1)
    with access.storage.reading() as connection:
        assert MOST == connection.execute(select(func.count()).select_from(SESSIONS)).scalar()
    assert [False] * 5 + [True] * MOST == [who(access, each) is not None for each in cookies]


def test_a_disabled_account_has_no_known_browser(access: Access, admin: Actor, other: str) -> None:
    """Nobody comes in by a browser that is known while the account is disabled."""
    device = marked(access, other, "")
    disable(access, admin, other)
    assert log_in(access, "somchai", OTHER, address=HERE, device=device) is None
    with access.storage.writing() as connection:
        connection.execute(update(ACCOUNTS).values(disabled=False))
    assert log_in(access, "somchai", OTHER, address=HERE, device=device) is not None
    assert 2 == len(accounts_of(access, FIRST_OFFICE))


def test_a_crowd_at_the_door(access: Access, admin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers from any number of addresses take no thread from others: more are sent away.

    That counts for no try; who comes by a browser that is known waits, and comes in.
    """
    device = marked(access, admin.account, "")
    monkeypatch.setattr(passwords, "_ROOM", BoundedSemaphore(2))
    with passwords.room(is_known=False), passwords.room(is_known=False):
        for _ in range(PER_ACCOUNT + 1):
            with pytest.raises(RefusedError) as refused:
                log_in(access, "malee", PASSWORD, address=HERE)
            assert (503, "5") == (refused.value.status, refused.value.headers["Retry-After"])
        assert enters(access, device)
    assert enters(access, "")
