"""Database of the service on PostgreSQL, copied and brought back whole by its own programs."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from circulars.service.backup import faults

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, TextClause

_SHORT: Final = 300  # characters of what a program says
# Of anybody, whatever their schema; names are as SQL takes them.
_OWN: Final = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
_SCHEMAS: Final = text(
    f"SELECT quote_ident(n.nspname) FROM pg_catalog.pg_namespace n WHERE {_OWN}"  # noqa: S608 - fixed
)
_RELATIONS: Final = text(
    "SELECT CAST(c.relkind AS text), CAST(CAST(c.oid AS regclass) AS text)"  # noqa: S608 - fixed
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
    f" WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND {_OWN}"
)
_ROUTINES: Final = text(
    "SELECT CAST(CAST(p.oid AS regprocedure) AS text)"  # noqa: S608 - fixed
    " FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
    f" WHERE {_OWN}"
)
# Source: PostgreSQL manual, pg_class.relkind.
_KINDS: Final = {
    "r": "TABLE",
    "p": "TABLE",
    "v": "VIEW",
    "m": "MATERIALIZED VIEW",
    "S": "SEQUENCE",
}


def dump(address: str, target: Path) -> None:
    """Write all schemas of the database at `address`, as in one moment, into the file `target`."""
    # Owners and rights are those of whoever restores.
    _run(address, "pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={target}")


def load(address: str, source: Path) -> None:
    """Bring the database of the file `source` into the empty one at `address`, whole or nothing."""
    _run(
        address,
        "pg_restore",
        "--no-owner",
        "--no-acl",
        "--exit-on-error",
        "--single-transaction",
        str(source),
    )


def is_readable(source: Path) -> bool:
    """Return whether the file `source` can be read to its end; no database is needed for that."""
    return _done("pg_restore", f"--file={os.devnull}", str(source)).returncode == 0


def refuse_filled(address: str) -> None:
    """Raise :exc:`RefusedError` where the database at `address` has a table already."""
    place, _ = _parts(address)
    with _connected(address) as connection:
        tables = connection.execute(_RELATIONS).all()
    if tables:
        raise faults.not_empty(place)


@contextmanager
def emptied_on_failure(address: str) -> Iterator[None]:
    """Have the database at `address`, without tables now, be so again where the block fails."""
    with _connected(address) as connection:
        schemas, routines = _names(connection, _SCHEMAS), _names(connection, _ROUTINES)
    try:
        yield
    except BaseException:
        with _connected(address) as connection:
            for schema in _names(connection, _SCHEMAS) - schemas:
                connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
            for kind, name in connection.execute(_RELATIONS).all():
                connection.execute(text(f"DROP {_KINDS[kind]} IF EXISTS {name} CASCADE"))
            for routine in _names(connection, _ROUTINES) - routines:
                connection.execute(text(f"DROP ROUTINE {routine} CASCADE"))
        raise


def _names(connection: Connection, wanted: TextClause) -> set[str]:
    return {str(name) for (name,) in connection.execute(wanted)}


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    """Give a connection; what is done with it counts where the block comes to its end."""
    place, _ = _parts(address)
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise faults.tool(place, str(getattr(error, "orig", error))[:_SHORT]) from None
    finally:
        engine.dispose()


def _parts(address: str) -> tuple[str, dict[str, str]]:
    """Return the address without its password, and the environment that has it.

    Everybody on the computer can read the command line of a program.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise faults.tool("--database", "ที่อยู่ของฐานข้อมูลใช้ไม่ได้") from None
    if url.get_backend_name() != "postgresql":
        raise faults.tool("--database", "ที่อยู่ของฐานข้อมูลไม่ใช่ของ PostgreSQL")
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    plain = url.set(drivername="postgresql")._replace(password=None)
    return plain.render_as_string(), secret


def _run(address: str, program: str, *arguments: str) -> None:
    place, secret = _parts(address)
    done = _done(program, f"--dbname={place}", *arguments, **secret)
    if done.returncode:
        raise faults.tool(place, done.stderr.strip()[:_SHORT])


def _done(program: str, *arguments: str, **secret: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 - a fixed program; the address is the administrator's
            [program, *arguments],
            env={**os.environ, **secret},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise faults.tool(program, "ไม่มีโปรแกรมนี้ในเครื่อง") from None
