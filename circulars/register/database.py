"""The database of a register: a SQLite file, or PostgreSQL for several computers."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from circulars.model.errors import RegisterError, reason_of
from circulars.paths import is_file, is_there
from circulars.register.faults import bad_address, damaged, missing, newer, told, unreachable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEAD: Final = "2"  # revision of the newest migration; a test holds it to the migrations
TIMEOUT: Final = 30.0  # seconds to wait for others
_NOT_UTF_8: Final = re.compile("[\ud800-\udfff]")  # what bytes of a name became that are no UTF-8
_READS: Final = "register_reads"
_CONNECT: Final = 5  # seconds for a server to answer


class Database:
    """An open database whose refusals are findings."""

    def __init__(self, address: str, *, timeout: float = TIMEOUT) -> None:
        self._url = _url(address)
        self._file = Path(str(self._url.database)) if _is_sqlite(self._url) else None
        self.place = self._url.render_as_string(hide_password=True)
        if self._file is not None:
            self.place = str(self._file)
        self._engine = _engine(self._url, timeout)
        self._timeout = timeout

    def make(self) -> None:
        """Make the tables where there are none, or bring them up to date."""
        from circulars.register.migrations import upgrade  # slow, and rarely needed

        if self._file is not None and is_there(self._file) and not is_file(self._file):
            raise RegisterError(unreachable(self.place, "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"))
        with self.reading() as connection:
            self._refuse_strange(connection)
        if self._file is not None:
            with told(self.place):
                _keep_log(self._file, self._timeout)
        with self.writing() as connection:
            upgrade(connection)

    def open(self) -> None:
        """Look whether the register is there and of a revision that this program knows."""
        if self._file is not None and not is_file(self._file):
            raise RegisterError(missing(self.place))
        with self.reading() as connection:
            revision = _revision(connection)
            tables = set(inspect(connection).get_table_names()) if revision is None else set()
        if revision is None and self._file is not None and tables:
            raise RegisterError(damaged(self.place, "ไม่มีตารางของทะเบียน"))
        if revision is None:
            raise RegisterError(missing(self.place))
        if revision != HEAD:
            self._renew(revision)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a transaction that writes: whole, or nothing of it."""
        with told(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a transaction that only reads, which no writer holds up."""
        options = {_READS: True}
        with (
            told(self.place),
            self._engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    def copy_to(self, target: Path) -> None:
        """Write the whole register as it stands now into the new SQLite file `target`."""
        if self._file is None:
            raise RegisterError(
                unreachable(self.place, "สำรองทะเบียนบนเซิร์ฟเวอร์ด้วยคำสั่ง pg_dump ของ PostgreSQL")
            )
        if is_there(target):
            raise RegisterError(unreachable(str(target), "มีแฟ้มชื่อนี้อยู่แล้ว"))
        aside = target.with_name(f".{target.name}.part")
        try:
            aside.unlink(missing_ok=True)
            with told(str(target)), closing(_plain(self._file, self._timeout)) as connection:
                connection.execute("VACUUM INTO ?", (str(aside),))
            aside.replace(target)
        except OSError as error:
            raise RegisterError(unreachable(str(target), reason_of(error))) from error

    def close(self) -> None:
        """Let the connections go."""
        self._engine.dispose()

    def _renew(self, revision: str) -> None:
        """Bring the tables of an older program up to date, if this one knows its revision."""
        self._refuse_newer(revision)
        self.make()

    def _refuse_strange(self, connection: Connection) -> None:
        """Leave alone what is the database of something else, or of a newer program."""
        revision = _revision(connection)
        if revision is not None:
            self._refuse_newer(revision)
        elif self._file is not None and inspect(connection).get_table_names():
            raise RegisterError(damaged(self.place, "มีตารางของโปรแกรมอื่นอยู่"))

    def _refuse_newer(self, revision: str) -> None:
        from circulars.register.migrations import scripts

        if revision not in {step.revision for step in scripts().walk_revisions()}:
            raise RegisterError(newer(self.place, revision))


def _plain(file: Path, timeout: float) -> sqlite3.Connection:
    """Return a connection for what no transaction may be around."""
    return sqlite3.connect(file, timeout=timeout, isolation_level=None)


def _keep_log(file: Path, timeout: float) -> None:
    """Let readers and one writer work side by side; the file remembers it."""
    until = time.monotonic() + timeout
    with closing(_plain(file, timeout)) as connection:
        while True:  # SQLite itself does not wait for others here
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return


def _url(address: str) -> URL:
    if not address.strip() or "\0" in address or _NOT_UTF_8.search(address):
        raise RegisterError(bad_address(address))
    if "://" not in address:
        return URL.create("sqlite+pysqlite", database=str(Path(address).absolute()))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise RegisterError(bad_address(address.partition("@")[2] or address)) from None
    known = {"postgresql": "postgresql+psycopg", "sqlite": "sqlite+pysqlite"}
    if url.get_backend_name() not in known or not url.database:
        raise RegisterError(bad_address(url.render_as_string(hide_password=True)))
    return url.set(drivername=known[url.get_backend_name()])


def _is_sqlite(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def _engine(url: URL, timeout: float) -> Engine:
    if not _is_sqlite(url):
        settings = {
            "lock_timeout": f"{timeout * 1000:.0f}",
            # a computer that lost its power must not keep the others waiting
            "idle_in_transaction_session_timeout": "60000",
        }
        given = {"connect_timeout": _CONNECT, "options": _options(url, settings)}
        return create_engine(url, connect_args=given, pool_pre_ping=True, pool_timeout=timeout)
    engine = create_engine(url, connect_args={"timeout": timeout}, pool_timeout=timeout)
    event.listen(engine, "connect", _leave_transactions)
    event.listen(engine, "begin", _begin)
    return engine


def _options(url: URL, settings: Mapping[str, str]) -> str:
    """Return the server's `settings` with those of the address, which must not fall away."""
    asked = url.query.get("options", ())
    own = (asked,) if isinstance(asked, str) else asked
    return " ".join([*(f"-c {name}={value}" for name, value in settings.items()), *own])


def _leave_transactions(connection: Any, _record: object) -> None:
    """Keep sqlite3 from opening transactions by itself: only late, and not for tables."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """Take SQLite's one lock for writing at once: one taken later can be refused."""
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("register_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM register_version")).scalar()
    return None if found is None else str(found)
