"""The database of the service: a SQLite file in the data folder, or PostgreSQL."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from circulars.model.errors import reason_of
from circulars.model.findings import Finding
from circulars.service.accounts.keys import unusable
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_LOG: Final = logging.getLogger("circulars.service")
HEAD: Final = "1"  # revision of the newest migration; a test holds it to the migrations
_TIMEOUT: Final = 30.0  # seconds to wait for others
_CONNECT: Final = 5  # seconds for a server to answer
_READS: Final = "service_reads"


class Storage:
    """The open database; may be shared by threads.  What it refuses is a :exc:`RefusedError`."""

    def __init__(self, address: str | Path) -> None:
        self._url = _url(address)
        self._file = Path(str(self._url.database)) if _is_sqlite(self._url) else None
        self.place = str(self._file or self._url.render_as_string(hide_password=True))
        self._engine = _engine(self._url)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def make(self) -> None:
        """Make the tables where there are none, or bring them up to date."""
        try:
            self._make()
        except RefusedError as error:
            if error.__cause__ is None:
                raise
            raise RefusedError(_unusable(self.place, error.__cause__)) from error

    def _make(self) -> None:
        if self._file is not None:
            _only_ours(self._file)
        with self.reading() as connection:
            revision = _revision(connection)
        if revision == HEAD:
            return
        from circulars.service.accounts.migrations import (  # slow, and rarely needed
            scripts,
            upgrade,
        )

        if revision is not None and revision not in {
            step.revision for step in scripts().walk_revisions()
        }:
            raise RefusedError(_newer(self.place, revision))
        if self._file is not None:
            with self._told(), closing(sqlite3.connect(self._file, timeout=_TIMEOUT)) as file:
                file.execute("PRAGMA journal_mode = WAL")  # readers beside one writer
        with self.writing() as connection:
            upgrade(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that writes: whole, or nothing of it."""
        with self._told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that only reads, which no writer holds up."""
        options = {_READS: True}
        with self._told(), self._engine.connect().execution_options(**options) as connection:
            yield connection

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
            # Its kind alone: its words may be of people.
            _LOG.error("database: %s", type(getattr(error, "orig", error)).__qualname__)
            raise RefusedError(_away(), status=HTTPStatus.SERVICE_UNAVAILABLE) from error


def _url(address: str | Path) -> URL:
    if isinstance(address, Path):
        return URL.create("sqlite+pysqlite", database=str(address.absolute()))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise RefusedError(_bad_address(address.partition("@")[2] or address)) from None
    if url.get_backend_name() != "postgresql" or not url.database:
        raise RefusedError(_bad_address(url.render_as_string(hide_password=True)))
    return url.set(drivername="postgresql+psycopg")


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: URL) -> Engine:
    if not _is_sqlite(url):
        options = (
            f"-c lock_timeout={_TIMEOUT * 1000:.0f} -c idle_in_transaction_session_timeout=60000"
        )
        given = {"connect_timeout": _CONNECT, "options": options}
        return create_engine(
            url, connect_args=given, pool_pre_ping=True, pool_timeout=_TIMEOUT, max_overflow=20
        )
    engine = create_engine(
        url, connect_args={"timeout": _TIMEOUT}, pool_timeout=_TIMEOUT, max_overflow=40
    )
    event.listen(engine, "connect", _leave_transactions)
    event.listen(engine, "begin", _begin)
    return engine


def _leave_transactions(connection: Any, _record: object) -> None:
    """Keep sqlite3 from opening transactions by itself: only late, and not for tables."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL nothing tears


def _begin(connection: Connection) -> None:
    """Take SQLite's one lock for writing at once: one taken later can be refused."""
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _only_ours(file: Path) -> None:
    """Make the file where there is none; nobody else may read it, wherever the folder is."""
    try:
        file.touch(mode=0o600)
    except OSError as error:
        raise RefusedError(unusable(str(file), reason_of(error))) from None


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("service_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM service_version")).scalar()
    return None if found is None else str(found)


def _bad_address(place: str) -> Finding:
    return Finding(
        code="service-database-address",
        where=place,
        message="ที่อยู่ของฐานข้อมูลใช้ไม่ได้",
        hint="ระบุ postgresql://ผู้ใช้:รหัสผ่าน@เครื่อง/ฐานข้อมูล หรือไม่ระบุ เพื่อใช้แฟ้มในโฟลเดอร์ข้อมูล",
    )


def _unusable(place: str, error: BaseException) -> Finding:
    """Return, for whoever starts the service, why the database cannot be used."""
    words = str(getattr(error, "orig", None) or error).strip().splitlines()
    return Finding(
        code="service-database-unreachable",
        where=place,
        message=f"ใช้ฐานข้อมูลของบริการไม่ได้: {words[0] if words else type(error).__name__}",
        hint="ตรวจตำแหน่ง สิทธิ์ของโฟลเดอร์ หรือการเชื่อมต่อกับเซิร์ฟเวอร์ แล้วลองใหม่",
    )


def _away() -> Finding:
    """Return, for whoever asks the service, that there is no database; not where it is."""
    return Finding(
        code="service-database-away",
        where="ฐานข้อมูล",
        message="ฐานข้อมูลของบริการไม่ตอบ จึงยังไม่ได้ทำ",
        hint="ลองใหม่ในอีกสักครู่ ถ้ายังไม่ได้ให้แจ้งผู้ดูแลเครื่อง",
    )


def _newer(place: str, revision: str) -> Finding:
    return Finding(
        code="service-database-newer",
        where=place,
        message=f"ฐานข้อมูลนี้ใช้กับโปรแกรมรุ่นใหม่กว่า (รุ่นของตาราง {revision})",
        hint="ปรับโปรแกรมเครื่องนี้ให้เป็นรุ่นล่าสุด ข้อมูลไม่ถูกแตะต้อง",
    )
