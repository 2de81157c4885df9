"""Database of the service on PostgreSQL, copied and brought back whole by its own programs."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from circulars.service.backup import faults

if TYPE_CHECKING:
    from pathlib import Path

_SHORT: Final = 300  # characters of what a program says
# Tables of anybody, whatever their schema.
_TABLES: Final = text(
    "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
    " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')"
    " AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'"
)


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


def refuse_filled(address: str) -> None:
    """Raise :exc:`RefusedError` where the database at `address` has a table already."""
    place, _ = _parts(address)
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    try:
        with engine.connect() as connection:
            tables = connection.execute(_TABLES).scalar()
    except SQLAlchemyError as error:
        raise faults.tool(place, str(getattr(error, "orig", error))[:_SHORT]) from None
    finally:
        engine.dispose()
    if tables:
        raise faults.not_empty(place)


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
    command = [program, f"--dbname={place}", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the address is the administrator's
            command,
            env={**os.environ, **secret},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise faults.tool(program, "ไม่มีโปรแกรมนี้ในเครื่อง") from None
    if done.returncode:
        raise faults.tool(place, done.stderr.strip()[:_SHORT])
