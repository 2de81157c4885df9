"""Backup and restore: everything comes back, whole or not at all, on SQLite and PostgreSQL."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import stat
import tarfile
from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES, FORM

from circulars.register import Query
from circulars.service.accounts import accounts, entering, links
from circulars.service.backup.backup import back_up
from circulars.service.backup.restore import restore
from circulars.service.backup.restored import Kept, look_over
from circulars.service.jobs.orders import JobState, Order
from circulars.service.letter_types.served import served_type
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.refusals import RefusedError
from circulars.service.service import open_service
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from register.servers import Server
    from support import Outcome

    from circulars.service.service import Service

NOON = dt.datetime(2025, 3, 11, 5, tzinfo=dt.UTC)
PASSWORD = "ตะวันขึ้นทางทิศตะวันออกทุกเช้า"


def clock() -> dt.datetime:
    """Return the moment of all tests."""
    return NOON


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Return a function that gives the address of an empty database; none means SQLite."""
    if request.param == "sqlite":
        return lambda: ""
    server: Server = request.getfixturevalue("database_server")
    return server.new_database


def filled(settings: Settings) -> None:
    """Leave a service behind that has an admin, and a letter with a number of the register."""
    profile = DataFolder(settings.data).office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    with open_service(settings, clock=clock) as service:
        key = links.admin_link(service.access)
        given = {"office": "จังหวัดพะเยา", "name": "สมหญิง ใจดี", "login": "somying"}
        admin = entering.set_up(service.access, key, password=PASSWORD, **given)
        job = service.jobs.submit(admin.actor, order(service))
        job = service.jobs.wait(FIRST_OFFICE, job.id, 240)
        assert (JobState.DONE, ()) == (job.state, tuple(job.held)), job.findings
        cache = service.office(FIRST_OFFICE).cache
        cache.mkdir(exist_ok=True)
        (cache / "picture.png").write_bytes(b"made again")


def order(service: Service) -> Order:
    """Return an order of the example letter, its number taken from the register."""
    kind = served_type(service.office(FIRST_OFFICE), "otop_monthly_sales")
    return Order(
        letter_type=kind.name,
        version=kind.version,
        title=kind.title,
        folder=kind.folder,
        workbooks=(EXAMPLES / "phayao-otop-2568.xlsx",),
        values={**kind.example, "วันที่": FORM["วันที่"], "เลขที่": ""},
        allow=("emblem-missing",),
        pdf=False,
    )


def letters(settings: Settings) -> dict[str, bytes]:
    """Return what the only job of the service made, by name."""
    with open_service(settings, clock=clock) as service:
        [job] = service.jobs.of_office(FIRST_OFFICE)
        paths = [service.jobs.result(FIRST_OFFICE, job.id, name) for name in job.files]
        return {path.name: path.read_bytes() for path in paths}


def numbers(settings: Settings) -> list[tuple[int, str]]:
    """Return number and subject of every line of the register."""
    with (
        open_service(settings, clock=clock) as service,
        service.registers.lent(service.office(FIRST_OFFICE)) as register,
    ):
        return [(entry.number.serial, entry.subject) for entry in register.search(Query())]


def tree(folder: Path) -> list[str]:
    """Return everything that lies in `folder`."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def repacked(source: Path, target: Path, change: Callable[[tarfile.TarInfo, bytes], bytes]) -> Path:
    """Write the archive `source` anew to `target`, each member as `change` leaves it."""
    with tarfile.open(source) as old, tarfile.open(target, "w:gz") as new:
        for member in old:
            file = old.extractfile(member)
            content = change(member, file.read() if file else b"")
            member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a backup of a service that nobody used yet."""
    data = tmp_path / "small"
    with open_service(Settings(data=data), clock=clock):
        pass
    return back_up(data, "", tmp_path / "small.tar.gz", now=NOON).path


def test_restored_copy_serves_the_same(tmp_path: Path, new_database: Callable[[], str]) -> None:
    """Letters, register, accounts and key of the restored service are those of the first one."""
    first = Settings(data=tmp_path / "first", database=new_database())
    second = Settings(data=tmp_path / "second", database=new_database())
    filled(first)
    with open_service(first, clock=clock):  # backed up while it runs
        made = back_up(first.data, first.database, tmp_path / "all.tar.gz", now=NOON)
    restore(made.path, second.data, second.database)
    assert Kept(offices=1, accounts=1, registered=1, jobs=1) == look_over(second, clock=clock)
    assert letters(first) == letters(second)
    assert [1] == [serial for serial, _ in numbers(second)]
    assert numbers(first) == numbers(second)
    assert (first.data / "secret").read_bytes() == (second.data / "secret").read_bytes()
    with open_service(second, clock=clock) as service:
        person = entering.log_in(service.access, "somying", PASSWORD, address="127.0.0.1")
        assert person is not None
        assert [person] == [*accounts.accounts_of(service.access, FIRST_OFFICE)]


def test_backup_is_for_its_owner_alone(tmp_path: Path, small: Path) -> None:
    """Nobody else on the computer may read a backup: the key of the service is in it."""
    assert 0o600 == stat.S_IMODE(small.stat().st_mode)
    restore(small, tmp_path / "copy", "")
    assert 0o600 == stat.S_IMODE((tmp_path / "copy" / "secret").stat().st_mode)
    assert 0o700 == stat.S_IMODE((tmp_path / "copy").stat().st_mode)


def test_what_can_be_made_again_is_left_out(tmp_path: Path) -> None:
    """Pictures, uploads and half-made letters are no part of a backup."""
    data = tmp_path / "data"
    with open_service(Settings(data=data), clock=clock):
        pass
    office = DataFolder(data).office(FIRST_OFFICE)
    for folder in (office.cache, office.uploads, office.jobs / "x" / "out" / ".run"):
        folder.mkdir(parents=True)
        (folder / "file").write_bytes(b"x")
    made = back_up(data, "", tmp_path / "copy.tar.gz", now=NOON)
    with tarfile.open(made.path) as archive:
        names = archive.getnames()
    assert ["data/secret", "data/service.sqlite", "manifest.json"] == sorted(names)


def test_nothing_is_written_over(tmp_path: Path, small: Path) -> None:
    """A backup replaces no file, and a restore no data."""
    data = tmp_path / "small"
    before = tree(data)
    with pytest.raises(RefusedError, match="มีแฟ้มชื่อนี้อยู่แล้ว"):
        back_up(data, "", small, now=NOON)
    with pytest.raises(RefusedError, match="มีข้อมูลอยู่แล้ว"):
        restore(small, data, "")
    assert before == tree(data)


def test_filled_database_is_left_alone(tmp_path: Path, database_server: Server) -> None:
    """A database that has tables is not restored into."""
    first = Settings(data=tmp_path / "first", database=database_server.new_database())
    with open_service(first, clock=clock):
        pass
    made = back_up(first.data, first.database, tmp_path / "one.tar.gz", now=NOON)
    with pytest.raises(RefusedError, match="มีข้อมูลอยู่แล้ว"):
        restore(made.path, tmp_path / "copy", first.database)
    assert not (tmp_path / "copy").exists()


def test_half_a_backup_is_not_restored(
    tmp_path: Path, database_server: Server, small: Path
) -> None:
    """What was kept on PostgreSQL comes back to PostgreSQL, and what was not does not."""
    with pytest.raises(RefusedError, match="ไม่ใช้ PostgreSQL"):
        restore(small, tmp_path / "copy", database_server.new_database())
    first = Settings(data=tmp_path / "first", database=database_server.new_database())
    with open_service(first, clock=clock):
        pass
    made = back_up(first.data, first.database, tmp_path / "one.tar.gz", now=NOON)
    with pytest.raises(RefusedError, match="ใช้ PostgreSQL"):
        restore(made.path, tmp_path / "copy", "")
    assert not (tmp_path / "copy").exists()


def change_secret(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Return another key."""
    return b"x" * len(content) if member.name == "data/secret" else content


def lead_out(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Give a member a path that leads out of the folder."""
    member.name = "data/../../outside" if member.name == "data/secret" else member.name
    return content


def absolute(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Give a member an absolute path."""
    member.name = "/tmp/outside" if member.name == "data/secret" else member.name
    return content


def link(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Make a member a symbolic link."""
    if member.name == "data/secret":
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        return b""
    return content


def hard_link(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Make a member a hard link."""
    if member.name == "data/secret":
        member.type, member.linkname = tarfile.LNKTYPE, "/etc/passwd"
        return b""
    return content


def device(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Make a member a device."""
    if member.name == "data/secret":
        member.type = tarfile.CHRTYPE
        return b""
    return content


def twice(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Give two members one name."""
    member.name = "data/secret" if member.name == "data/service.sqlite" else member.name
    return content


def other_format(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Write the manifest of a program of the future."""
    if member.name != "manifest.json":
        return content
    return json.dumps({**json.loads(content), "format": 99}).encode()


def no_list(member: tarfile.TarInfo, content: bytes) -> bytes:
    """Write a manifest that is not one."""
    return b'{"format": 1, "files": 3}' if member.name == "manifest.json" else content


@pytest.mark.parametrize(
    "change",
    [
        change_secret,
        lead_out,
        absolute,
        link,
        hard_link,
        device,
        twice,
        other_format,
        no_list,
    ],
)
def test_tampered_backups_are_refused(
    tmp_path: Path, small: Path, change: Callable[[tarfile.TarInfo, bytes], bytes]
) -> None:
    """Changed files, links, devices and paths that lead elsewhere: nothing is restored."""
    bad = repacked(small, tmp_path / "bad.tar.gz", change)
    before = tree(tmp_path)
    with pytest.raises(RefusedError, match="แฟ้มสำรองใช้ไม่ได้"):
        restore(bad, tmp_path / "copy", "")
    assert before == tree(tmp_path)


@pytest.mark.parametrize("left", [0, 10, 300, 0.5, 0.9])
def test_cut_off_backups_are_refused(tmp_path: Path, small: Path, left: float) -> None:
    """A backup whose end is missing is not restored at all, into an empty folder neither."""
    content = small.read_bytes()
    size = int(left * len(content)) if isinstance(left, float) else left
    (bad := tmp_path / "bad.tar.gz").write_bytes(content[:size])
    (tmp_path / "copy").mkdir()
    with pytest.raises(RefusedError, match="แฟ้มสำรองใช้ไม่ได้"):
        restore(bad, tmp_path / "copy", "")
    assert [] == tree(tmp_path / "copy")


def test_both_commands(tmp_path: Path, small: Path, circulars: Callable[..., Outcome]) -> None:
    """Two commands copy a service and bring it back, and say what is in it."""
    made = circulars("backup", tmp_path / "b.tar.gz", "--data", tmp_path / "small")
    assert (0, True) == (made.code, "สำรองแล้ว" in made.output), made.output
    back = circulars("restore", tmp_path / "b.tar.gz", "--data", tmp_path / "copy")
    assert (0, True) == (back.code, "เปิดดูแล้ว: 0 สำนักงาน 0 บัญชี" in back.output), back.output
    again = circulars("restore", small, "--data", tmp_path / "copy")
    assert (1, True) == (again.code, "service-backup" in again.output), again.output


def test_database_that_does_not_answer(tmp_path: Path, small: Path) -> None:
    """A wrong address of the database is told without its password, and nothing is written."""
    address = "postgresql://someone:geheim@127.0.0.1:1/none"
    for work in (
        lambda: back_up(tmp_path / "small", address, tmp_path / "c.tar.gz", now=NOON),
        lambda: restore(small, tmp_path / "copy", address),
    ):
        with pytest.raises(RefusedError, match="PostgreSQL") as refused:
            work()
        assert "geheim" not in str(refused.value)
    assert [] == [name for name in tree(tmp_path) if name.startswith(("c", ".c"))]
