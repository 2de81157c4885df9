"""The register of each office: nobody has another's."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, Self

from circulars.clock import now
from circulars.model.errors import RegisterError
from circulars.register import Register, create_register, open_register
from circulars.register.schemas import address_in, make_schema

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator
    from types import TracebackType

    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service
    from circulars.service.settings import Settings

_OPEN: Final = 8  # registers kept open; each has at most 15 connections, and rarely two


@dataclass(slots=True)
class _Kept:
    """An open register, and how many use it just now."""

    register: Register
    users: int = 0


class Registers:
    """The registers of the offices, kept open between requests; may be shared by threads.

    Each is a SQLite file in the office's folder; where the service has a database on PostgreSQL,
    a schema of its own there.
    """

    def __init__(self, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = Lock()
        self._open: OrderedDict[str, _Kept] = OrderedDict()  # by office, the last used last

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all registers."""
        with self._lock:
            while self._open:
                self._open.popitem()[1].register.close()

    @contextmanager
    def lent(self, office: OfficeFolder) -> Iterator[Register]:
        """Give the register of `office`, made where there was none; it is not to be closed."""
        with self._lock:
            kept = self._kept(office)
            kept.users += 1
        try:
            yield kept.register
        finally:
            with self._lock:
                kept.users -= 1
                self._make_room()

    def of(self, office: OfficeFolder) -> Register:
        """Return the register of `office` as :meth:`lent` gives it, for use at this moment."""
        with self.lent(office) as register:
            return register

    def make(self, office: OfficeFolder) -> None:
        """Make the register of `office`, unless there is one."""
        with self.lent(office):
            pass

    def _kept(self, office: OfficeFolder) -> _Kept:
        if office.id not in self._open:
            self._open[office.id] = _Kept(self._made(office))
        self._open.move_to_end(office.id)
        return self._open[office.id]

    def _make_room(self) -> None:
        """Close what was not used for longest, and is not in use."""
        idle = [office for office, kept in self._open.items() if not kept.users]
        for office in idle[: max(0, len(self._open) - _OPEN)]:
            self._open.pop(office).register.close()

    def address(self, office: OfficeFolder) -> str:
        """Return where the register of `office` is, as `open_register` and runs take it."""
        if not self._settings.database:
            return str(office.register)
        return address_in(self._settings.database, _schema(office))

    def _made(self, office: OfficeFolder) -> Register:
        if self._settings.database:
            make_schema(self._settings.database, _schema(office))
        else:
            office.root.mkdir(parents=True, exist_ok=True)
        return create_register(self.address(office), actor="", clock=self._clock)


def has_register(registers: Registers, office: OfficeFolder) -> bool:
    """Return whether `office` has a register already; none is made."""
    try:
        open_register(registers.address(office), actor="", clock=now).close()
    except RegisterError as error:
        if [finding.code for finding in error.findings] == ["register-missing"]:
            return False
        raise
    return True


def _schema(office: OfficeFolder) -> str:
    return f"office_{office.id}"


def register_address(service: Service, office: str) -> str:
    """Return where the register of the office is, made where there was none.

    As `open_register` and runs take it, in other processes too.
    """
    folder = service.office(office)
    service.registers.make(folder)
    return service.registers.address(folder)


@contextmanager
def open_register_of(service: Service, office: str, *, actor: str) -> Iterator[Register]:
    """Give the register of the office to `actor`; it stays open for the next one."""
    with service.registers.lent(service.office(office)) as register:
        yield register.by(actor)
