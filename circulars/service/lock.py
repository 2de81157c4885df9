"""One data folder is served by one process."""

from __future__ import annotations

import fcntl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from circulars.model.errors import reason_of
from circulars.model.findings import Finding
from circulars.service.accounts.keys import unusable
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the data folder; :exc:`RefusedError` where another process does.

    POSIX's lock belongs to the process alone: its workers do not keep it when it dies.
    """
    try:
        file = (folder / "lock").open("w", encoding="ascii")
    except OSError as error:
        raise RefusedError(unusable(str(folder), reason_of(error))) from error
    with file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise RefusedError(_busy(str(folder))) from error
        yield


def _busy(place: str) -> Finding:
    return Finding(
        code="service-data-busy",
        where=place,
        message="มีบริการอื่นใช้โฟลเดอร์ข้อมูลนี้อยู่แล้ว",
        hint="เปิดหน้าเว็บของบริการที่ทำงานอยู่ หรือปิดบริการนั้นก่อน หรือระบุโฟลเดอร์อื่นด้วย --data",
    )
