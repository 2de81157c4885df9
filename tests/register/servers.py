"""A PostgreSQL server of the tests' own: in a folder, on a socket, for one session."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

USER = "postgres"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server that makes empty databases."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _emptied: list[str] = field(default_factory=list)  # URLs of those that were lent before

    def new_database(self) -> str:
        """Return the URL of a new empty database."""
        name = f"register_{next(self._numbers)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    @contextmanager
    def lent_database(self) -> Iterator[str]:
        """Give the URL of an empty database, and empty it again for the next who asks.

        A new one is a copy of a thousand files, which are removed one by one in the end.
        """
        url = self._emptied.pop() if self._emptied else self.new_database()
        yield url
        _empty(url)
        self._emptied.append(url)

    def url(self, name: str) -> str:
        """Return the URL of the database `name`."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"


def _empty(url: str) -> None:
    """Remove all that is in a database, and whoever is still connected to it."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        names = connection.execute(
            "SELECT quote_ident(nspname) FROM pg_namespace"
            " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"DROP SCHEMA {name} CASCADE".encode())
        connection.execute("CREATE SCHEMA public AUTHORIZATION pg_database_owner")
        connection.execute("GRANT USAGE ON SCHEMA public TO PUBLIC")


def programs() -> Path:
    """Return the folder of the server's programs; fails where the Debian package is missing."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    assert found, "PostgreSQL is missing: sh scripts/system-packages.sh test"
    return found[-1].parent


@contextmanager
def running_server() -> Iterator[Server]:
    """Give a new server, stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        data = str(folder / "data")
        _run(
            "initdb",
            "-D",
            data,
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-locale",
            "--no-sync",
        )
        settings = f"-k {folder} -c listen_addresses='' -c max_connections=120 -c fsync=off"
        _run("pg_ctl", "-D", data, "-o", settings, "-l", str(folder / "log"), "-w", "start")
        try:
            yield Server(folder)
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    """Run a program of the server; it refuses to be root, so root lends it another user."""
    command = [str(programs() / program), *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups", *command]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
