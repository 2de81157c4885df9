"""How often somebody may try to log in."""

from __future__ import annotations

import datetime as dt
import ipaddress
import threading
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW: Final = dt.timedelta(minutes=15)
PER_ACCOUNT: Final = 10  # tries that failed, in a window
PER_ADDRESS: Final = 50  # an office has one address for all of its people
LINES: Final = 30  # about failed logins of one office among its deeds, in a day
_DAY: Final = dt.timedelta(days=1)
_ADDRESS: Final = "address"
_MOST_KEYS: Final = 20_000  # that are remembered: an attacker may invent as many as he likes


class Throttle:
    """Counts tries in memory; may be shared by threads."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._tries: dict[tuple[str, str], deque[dt.datetime]] = {}
        self._lines: dict[str, deque[dt.datetime]] = {}  # by office: there are few
        self._lock = threading.Lock()

    def attempt(self, login: str, address: str, device: str = "") -> int:
        """Count a try, and return how many it is; :exc:`RefusedError` (429) for one too many.

        It is counted before it is known to fail, so that many at once do not slip through.
        Tries in a browser that is known, `device`, are its own: strangers do not use them up.
        """
        now = self._clock()
        limits = _limits(login, address, device)
        with self._lock:
            self._forget(now)
            for key, limit in limits.items():
                tries = self._tries.get(key)
                if tries and len(tries) >= limit:
                    raise too_often(tries[0] + WINDOW - now)
            for key in limits:
                self._tries.setdefault(key, deque()).append(now)
            return len(self._tries[next(iter(limits))])

    def forgive(self, login: str, address: str, device: str = "") -> None:
        """Forget the tries before one that was right; of an address that one alone."""
        with self._lock:
            for kind, name in _limits(login, address, device):
                tries = self._tries.pop((kind, name), deque())
                if kind == _ADDRESS and len(tries) > 1:
                    tries.pop()
                    self._tries[kind, name] = tries

    def may_tell(self, office: str) -> int:
        """Return how many lines about failed logins `office` may still have today; counts one."""
        now = self._clock()
        with self._lock:
            lines = self._lines.setdefault(office, deque())
            while lines and lines[0] <= now - _DAY:
                lines.popleft()
            left = LINES - len(lines)
            if left > 0:
                lines.append(now)
            return left

    def _forget(self, now: dt.datetime) -> None:
        """Drop tries older than a window, and the oldest keys where there are too many."""
        for key, tries in [*self._tries.items()]:
            while tries and tries[0] <= now - WINDOW:
                tries.popleft()
            if not tries:
                del self._tries[key]
        while len(self._tries) > _MOST_KEYS:
            del self._tries[next(iter(self._tries))]


def _limits(login: str, address: str, device: str) -> dict[tuple[str, str], int]:
    """Return what a try counts for, the account first, and how many there may be."""
    if device:
        return {("device", device): PER_ACCOUNT}
    account = login[:64]  # no login is longer
    return {("account", account): PER_ACCOUNT, (_ADDRESS, _network(address)): PER_ADDRESS}


def _network(address: str) -> str:
    """Return what counts as one address: of IPv6 the network that one customer has.

    >>> _network("203.0.113.7"), _network("2001:db8:1:2:3::4"), _network("testclient")
    ('203.0.113.7', '2001:db8:1:2::', 'testclient')
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)


def too_often(wait: dt.timedelta) -> RefusedError:
    """Return the refusal of one try too many; `wait` until the next."""
    seconds = max(1, int(wait.total_seconds()))
    return RefusedError(
        Finding(
            code="login-too-often",
            where="เข้าสู่ระบบ",
            message="เข้าสู่ระบบผิดหลายครั้งเกินไป",
            hint=f"รออีก {-(-seconds // 60)} นาทีแล้วลองใหม่ ถ้าลืมรหัสผ่าน ให้ผู้ดูแลระบบตั้งใหม่",
        ),
        status=HTTPStatus.TOO_MANY_REQUESTS,
        headers={"Retry-After": str(seconds)},
    )
