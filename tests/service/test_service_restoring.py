"""What is wrong with a backup is seen before anything of it is put in place."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, inspect, make_url, text

from circulars.batch import sha256
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.backup.backup import DATABASE, MANIFEST, back_up
from circulars.service.backup.database import is_readable
from circulars.service.backup.restore import restore
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.refusals import RefusedError
from circulars.service.settings import Settings
from service.test_service_backup import NOON, clock, filled, repacked, tree

if TYPE_CHECKING:
    import tarfile
    from collections.abc import Callable
    from pathlib import Path

    from register.servers import Server


@pytest.fixture(params=["sqlite", "postgresql"])
def first(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Return the settings of a service that has made a letter with a number."""
    address = ""
    if request.param == "postgresql":
        server: Server = request.getfixturevalue("database_server")
        address = server.new_database()
    settings = Settings(data=tmp_path / "first", database=address)
    filled(settings)
    return settings


@pytest.fixture
def second(first: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Return the settings of a service of the same kind that is still empty."""
    address = ""
    if first.database:
        server: Server = request.getfixturevalue("database_server")
        address = server.new_database()
    return Settings(data=tmp_path / "second", database=address)


def in_database(address: str) -> set[tuple[str, str]]:
    """Return schemas and tables of a database."""
    engine = create_engine(make_url(address).set(drivername="postgresql+psycopg"))
    try:
        found = inspect(engine)
        schemas = {(name, "") for name in found.get_schema_names()}
        return schemas | {
            (name, table)
            for name, _ in schemas
            if name != "information_schema"
            for table in found.get_table_names(schema=name)
        }
    finally:
        engine.dispose()


def of_another_release(settings: Settings, schema: str, file: str) -> None:
    """Have a database of the service say that a newer program has made its tables."""
    path = f"sqlite:///{settings.data / file}"
    url = make_url(settings.database or path)
    if settings.database:
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url)
    where = schema if settings.database else None
    with engine.begin() as connection:
        names = inspect(connection).get_table_names(schema=where)
        [table] = [name for name in names if "revision" in name or "version" in name]
        of = f'"{where}"."{table}"' if where else f'"{table}"'
        connection.execute(text(f"UPDATE {of} SET version_num = '9999'"))
    engine.dispose()


OFFICE = f"offices/{FIRST_OFFICE}"


@pytest.mark.parametrize(
    ("schema", "file", "code"),
    [
        ("public", "service.sqlite", "service-database-newer"),
        (f"office_{FIRST_OFFICE}", f"{OFFICE}/register.sqlite", "register-newer"),
    ],
)
def test_a_newer_release(
    first: Settings, second: Settings, tmp_path: Path, schema: str, file: str, code: str
) -> None:
    """Accounts or register of a newer program are refused, and nothing of them stays anywhere."""
    of_another_release(first, schema, file)
    made = back_up(first.data, first.database, tmp_path / "b.tar.gz", now=NOON)
    before = in_database(second.database) if second.database else set()
    with pytest.raises(CircularsError) as refused:
        restore(made.path, second.data, second.database, clock=clock)
    assert [code] == [finding.code for finding in refused.value.findings]
    assert ".restore-" not in str(refused.value)  # which is gone
    assert not second.data.exists()
    assert before == (in_database(second.database) if second.database else set())


def test_nothing_stays_where_the_end_fails(
    first: Settings, second: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the last step fails, database and folder are as before; the next try succeeds."""
    made = back_up(first.data, first.database, tmp_path / "b.tar.gz", now=NOON)
    before = in_database(second.database) if second.database else set()

    def fail(*_: object) -> None:
        raise RefusedError(Finding(code="service-backup", where="", message="ดิสก์", hint=""))

    with monkeypatch.context() as patch:
        patch.setattr("circulars.service.backup.restore._put", fail)
        with pytest.raises(RefusedError, match="ดิสก์"):
            restore(made.path, second.data, second.database, clock=clock)
    assert not second.data.exists()
    assert before == (in_database(second.database) if second.database else set())
    kept = restore(made.path, second.data, second.database, clock=clock).kept
    assert (1, 1, 1, 1, 0) == (
        kept.offices,
        kept.accounts,
        kept.registered,
        kept.jobs,
        kept.damaged,
    )


def test_a_job_that_was_damaged_before(tmp_path: Path) -> None:
    """A job that cannot be read comes back as it is, and is told."""
    filled(first := Settings(data=tmp_path / "first"))
    office = DataFolder(first.data).office(FIRST_OFFICE)
    [path] = office.jobs.glob("*/order.json")
    path.write_text("{")
    made = back_up(first.data, "", tmp_path / "b.tar.gz", now=NOON)
    before = tree(first.data)
    restored = restore(made.path, tmp_path / "second", "", clock=clock)
    assert (1, 1) == (restored.kept.jobs, restored.kept.damaged)
    assert {*before} - {*tree(tmp_path / "second")} <= {
        name for name in before if name.startswith((f"{OFFICE}/cache", "lock"))
    } | {f"{OFFICE}/uploads"}


def test_a_dump_that_cannot_be_read(tmp_path: Path, database_server: Server) -> None:
    """A copy of PostgreSQL that its own program cannot read is refused before it is loaded."""
    filled(first := Settings(data=tmp_path / "first", database=database_server.new_database()))
    made = back_up(first.data, first.database, tmp_path / "b.tar.gz", now=NOON)
    bad = repacked(made.path, tmp_path / "bad.tar.gz", half_a_dump())
    address = database_server.new_database()
    before = in_database(address)
    with pytest.raises(RefusedError, match="แฟ้มสำรองใช้ไม่ได้"):
        restore(bad, tmp_path / "second", address, clock=clock)
    assert before == in_database(address)
    assert not (tmp_path / "second").exists()
    (tmp_path / "no.dump").write_bytes(b"PGDMP")
    assert not is_readable(tmp_path / "no.dump")


def half_a_dump() -> Callable[[tarfile.TarInfo, bytes], bytes]:
    """Return what cuts the dump of an archive off, and has the manifest after it say so."""
    digests: list[str] = []

    def change(member: tarfile.TarInfo, content: bytes) -> bytes:
        if member.name == DATABASE:
            half = content[: len(content) // 2]
            digests.append(sha256(half))
            return half
        if member.name != MANIFEST:
            return content
        told = json.loads(content)
        for each in told["files"]:
            if each["name"] == DATABASE:
                each["sha256"] = digests[0]
        return json.dumps(told).encode()

    return change
