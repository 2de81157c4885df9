"""What became of each letter of a run: durable at every moment, so that a run can be resumed."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from circulars.model.errors import RunError
from circulars.model.findings import Finding, Level
from circulars.model.run import Item, MadeFile, State
from circulars.runs import refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType
    from typing import Self

_APPLICATION: Final = 0x43495243  # "CIRC"; SQLite's mark of whose file it is
_SCHEMA: Final = 1
_TABLES: Final = """
CREATE TABLE item (place INTEGER PRIMARY KEY, state TEXT NOT NULL, body TEXT NOT NULL);
CREATE INDEX item_by_state ON item (state, place);
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_PATIENCE: Final = 1.0  # seconds to wait for another process to let the file go
_PAGE: Final = 500  # items read at a time
# What SQLite says of a file that is not as it left it.  Source: sqlite.org/rescode.html.
_DAMAGE: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


class ItemStore:
    """The letters of one run in an SQLite file that one process at a time has open.

    What is told to it outlives the process and the machine: each call that changes something
    is one transaction, on the disk before it returns.  The file may be on a network share:
    hence a rollback journal, which needs no memory shared between processes.  Every method
    raises :exc:`RunError` when the file is damaged or the disk refuses.
    """

    def __init__(self, path: Path, *, mode: str) -> None:
        self._path = path
        with self._told():
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode={mode}",
                uri=True,
                timeout=_PATIENCE,
                isolation_level=None,
            )

    @classmethod
    def create(cls, path: Path) -> Self:
        """Return a new, empty store; the file `path` is there as soon as it is one."""
        aside = path.with_name(f"{path.name}.new")
        for left in (aside, aside.with_name(f"{aside.name}-journal")):  # by a killed process
            left.unlink(missing_ok=True)
        with cls(aside, mode="rwc") as store, store._told():
            store._settle()
            with store._transaction() as run:
                for statement in filter(str.strip, _TABLES.split(";")):
                    run.execute(statement)
                run.execute(f"PRAGMA application_id = {_APPLICATION}")
                run.execute(f"PRAGMA user_version = {_SCHEMA}")
        aside.replace(path)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Return the store that an earlier process left in the file `path`."""
        store = cls(path, mode="rw")
        with store._told(), store._closed_on_error():
            store._settle()
            found = (store._pragma("application_id"), store._pragma("user_version"))
            if found != (_APPLICATION, _SCHEMA):
                raise RunError(_damaged(path, "ไม่ใช่บันทึกของงานที่โปรแกรมรุ่นนี้ทำไว้"))
            if store._pragma("quick_check") != "ok":
                raise RunError(_damaged(path, "เนื้อในไม่ครบถ้วน"))
        return store

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
        """Close the file; nothing is lost without it."""
        self._connection.close()

    def add(self, items: Iterable[Item]) -> None:
        """Store the items of the run, all or none; a second time is refused as a bug."""
        with self._told(), self._transaction() as run:
            run.execute("INSERT INTO fact VALUES ('filled', '')")
            run.executemany(
                "INSERT INTO item VALUES (?, ?, ?)",
                ((item.place, item.state.value, _body(item)) for item in items),
            )

    @property
    def is_filled(self) -> bool:
        """Whether the items of the run have been added."""
        with self._told():
            query = self._connection.execute("SELECT 1 FROM fact WHERE name = 'filled'")
            return query.fetchone() is not None

    def record(self, items: Iterable[Item]) -> None:
        """Store what became of `items`, which were added before: all in one transaction."""
        with self._told(), self._transaction() as run:
            for item in items:
                done = run.execute(
                    "UPDATE item SET state = ?, body = ? WHERE place = ?",
                    (item.state.value, _body(item), item.place),
                )
                if done.rowcount != 1:
                    raise LookupError(item.place)

    def waiting(self) -> Iterator[Item]:
        """Yield the items still to be made, by place; each is to be recorded after it came."""
        return self._items("state = 'waiting' AND")

    def all(self) -> Iterator[Item]:
        """Yield every item by place, a few hundred at a time in memory."""
        return self._items("")

    def counts(self) -> Mapping[State, int]:
        """Return how many items are in each state."""
        with self._told():
            found = dict(self._connection.execute("SELECT state, count(*) FROM item GROUP BY 1"))
        return {state: found.get(state.value, 0) for state in State}

    def _items(self, which: str) -> Iterator[Item]:
        query = f"SELECT place, body FROM item WHERE {which} place > ? ORDER BY place LIMIT ?"  # noqa: S608  # `which` is one of two texts above
        last = -1
        while True:
            with self._told():
                page = self._connection.execute(query, (last, _PAGE)).fetchall()
            yield from (self._read(body) for _place, body in page)
            if len(page) < _PAGE:
                return
            last = page[-1][0]

    def _read(self, body: str) -> Item:
        try:
            return _item(body)
        except (ValueError, TypeError, LookupError) as error:
            raise RunError(_damaged(self._path, "รายการหนึ่งอ่านไม่ออก")) from error

    def _settle(self) -> None:
        """Choose durability before speed, and keep others out until the file is closed."""
        self._pragma("locking_mode = EXCLUSIVE")
        self._pragma("journal_mode = DELETE")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("BEGIN EXCLUSIVE")
        self._connection.execute("COMMIT")

    def _pragma(self, text: str) -> object:
        row = self._connection.execute(f"PRAGMA {text}").fetchone()
        return row and row[0]

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        with self._connection:  # commits; an error takes everything back
            yield self._connection

    @contextmanager
    def _closed_on_error(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite reports as a :exc:`RunError`, but for what only a bug can cause."""
        try:
            yield
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise
        except sqlite3.Error as error:
            raise RunError(_refused(self._path, error)) from error


def _body(item: Item) -> str:
    """Return `item` as JSON in ASCII: a file name that is no UTF-8 has no other form here."""
    return _TO_JSON.encode(item)


def _parts(value: Any) -> Any:
    """Return a date, or a record by the names of its parts, in the types that JSON has."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return {name: getattr(value, name) for name in value.__slots__}


_TO_JSON: Final = json.JSONEncoder(default=_parts, separators=(",", ":"))


def _item(body: str) -> Item:
    parts: dict[str, Any] = json.loads(body)
    date = parts.pop("date")
    return Item(
        **parts
        | {
            "date": date and dt.date.fromisoformat(date),
            "state": State(parts["state"]),
            "files": tuple(MadeFile(**each) for each in parts["files"]),
            "fonts": tuple(parts["fonts"]),
            "findings": tuple(_finding(each) for each in parts["findings"]),
        }
    )


def _finding(parts: dict[str, str]) -> Finding:
    return Finding(
        code=parts["code"],
        level=Level(parts["level"]),
        where=parts["where"],
        message=parts["message"],
        hint=parts["hint"],
        about=parts["about"],
    )


def _refused(path: Path, error: sqlite3.Error) -> Finding:
    code: int = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code
    # Without a table that it must have, the file is of another making.
    if code in _DAMAGE or code == sqlite3.SQLITE_ERROR:
        return _damaged(path, str(error))
    return Finding(
        code="run-unusable",
        where=str(path),
        message=f"อ่านหรือเขียนบันทึกของงานนี้ไม่ได้: {error}",
        hint="ตรวจเนื้อที่ว่าง สิทธิ์ของโฟลเดอร์ และว่าไม่มีผู้อื่นทำงานนี้อยู่ แล้วสั่งเหมือนเดิมอีกครั้ง",
    )


def _damaged(path: Path, reason: str) -> Finding:
    return refusals.damaged(path, f"บันทึกของงานนี้เสียหาย: {reason}")
