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
_MOST_KEYS: Final = 20_000  # that are remembered: an attacker may invent as many as he likes


class Throttle:
    """Counts tries in memory; may be shared by threads."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        self._clock = clock
        self._tries: dict[tuple[str, str], deque[dt.datetime]] = {}
        self._lock = threading.Lock()

    def attempt(self, login: str, address: str) -> None:
        """Count a try; :exc:`RefusedError` (429) where there were too many.

        It is counted before it is known to fail, so that many at once do not slip through.
        """
        now = self._clock()
        limits = {_account(login): PER_ACCOUNT, ("address", _network(address)): PER_ADDRESS}
        with self._lock:
            self._forget(now)
            for key, limit in limits.items():
                tries = self._tries.get(key)
                if tries and len(tries) >= limit:
                    raise too_often(tries[0] + WINDOW - now)
            for key in limits:
                self._tries.setdefault(key, deque()).append(now)

    def forgive(self, login: str, address: str) -> None:
        """Forget the tries of an account that was entered, and the last one of the address."""
        with self._lock:
            self._tries.pop(_account(login), None)
            tries = self._tries.get(("address", _network(address)))
            if tries:
                tries.pop()

    def _forget(self, now: dt.datetime) -> None:
        """Drop tries older than a window, and the oldest keys where there are too many."""
        for key, tries in [*self._tries.items()]:
            while tries and tries[0] <= now - WINDOW:
                tries.popleft()
            if not tries:
                del self._tries[key]
        while len(self._tries) > _MOST_KEYS:
            del self._tries[next(iter(self._tries))]


def _account(login: str) -> tuple[str, str]:
    return "account", login[:64]  # no login is longer


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
