"""The database of the service: made, brought up to date, refused; deeds only grow."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from circulars.service.accounts import deeds
from circulars.service.accounts.access import open_access
from circulars.service.accounts.migrations import VERSION_TABLE, scripts
from circulars.service.accounts.storage import HEAD, Storage
from circulars.service.accounts.tables import METADATA
from circulars.service.lock import held
from circulars.service.refusals import RefusedError
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.accounts.access import Access


def test_the_newest_revision_is_known() -> None:
    """The program takes for current what its last migration leaves."""
    assert scripts().get_current_head() == HEAD


def test_migrations_lead_to_the_tables_in_use(access: Access) -> None:
    """From an empty database the migrations make exactly the tables that the program uses."""
    with access.storage.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert [] == compare_metadata(context, METADATA)


def test_opening_again_changes_nothing(access: Access, settings: Settings) -> None:
    """A second start, or a command beside the service, finds the same."""
    with open_access(settings) as again:
        assert access.secret == again.secret


def test_a_database_of_a_newer_program_is_left_alone(access: Access, settings: Settings) -> None:
    """A revision that this program does not know is refused, not touched."""
    with access.storage.writing() as connection:
        connection.execute(text("UPDATE service_version SET version_num = '99'"))
    with pytest.raises(RefusedError) as refused, open_access(settings):
        pass
    assert ["service-database-newer"] == [finding.code for finding in refused.value.findings]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE service_deeds SET actor = 'ใครอื่น'",
        "DELETE FROM service_deeds",
        "INSERT OR REPLACE INTO service_deeds SELECT * FROM service_deeds",
        "TRUNCATE service_deeds",
    ],
)
def test_what_was_done_stays(access: Access, statement: str) -> None:
    """The database itself refuses to change or remove a line, whoever asks."""
    with access.storage.writing() as connection:
        deeds.write(connection, access.clock(), "f" * 16, "มาลี", "เข้าสู่ระบบ", "")
    with pytest.raises(RefusedError), access.storage.writing() as connection:
        connection.execute(text(statement))
    assert ["มาลี"] == [each.actor for each in deeds.deeds_of(access, "f" * 16)]


@pytest.mark.parametrize("address", ["mysql://x/y", "nonsense", "postgresql://", "sqlite:///x"])
def test_what_is_no_address(address: str) -> None:
    """Only PostgreSQL is given by an address."""
    with pytest.raises(RefusedError) as refused:
        Storage(address)
    assert ["service-database-address"] == [finding.code for finding in refused.value.findings]


def test_a_server_that_does_not_answer() -> None:
    """It is told in Thai, without the password."""
    with (
        Storage("postgresql://malee:geheim@127.0.0.1:9/service") as storage,
        pytest.raises(RefusedError) as refused,
    ):
        storage.make()
    assert ["service-database-unreachable"] == [each.code for each in refused.value.findings]
    assert "geheim" not in str(refused.value)


def test_one_data_folder_has_one_service(tmp_path: Path) -> None:
    """A second process is refused while the first holds the folder, and then not."""
    code = (
        "import sys; from pathlib import Path; from circulars.service.lock import held\n"
        "from circulars.service.refusals import RefusedError\n"
        "try:\n"
        "    with held(Path(sys.argv[1])): print('held')\n"
        "except RefusedError as error: print(error.findings[0].code)"
    )

    def try_it() -> str:
        command = [sys.executable, "-c", code, str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with held(tmp_path):
        assert "service-data-busy" == try_it()
    assert "held" == try_it()


def test_a_data_folder_that_cannot_be(tmp_path: Path) -> None:
    """A file where the folder should be is refused in Thai."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(RefusedError) as refused, open_access(Settings(data=tmp_path / "data")):
        pass
    assert ["service-data-folder"] == [finding.code for finding in refused.value.findings]


def test_nobody_else_reads_the_database(tmp_path: Path) -> None:
    """The file is its owner's alone, also in a folder that others may look into."""
    tmp_path.chmod(0o755)
    with open_access(Settings(data=tmp_path)):
        modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
    assert {"service.sqlite", "secret"} <= modes.keys()
    assert {0} == set(modes.values())


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """It is refused, and stays as it is."""
    (tmp_path / "service.sqlite").write_bytes(b"damaged" * 1000)
    with pytest.raises(RefusedError) as refused, open_access(Settings(data=tmp_path)):
        pass
    assert ["service-database-unreachable"] == [each.code for each in refused.value.findings]
    assert b"damaged" * 1000 == (tmp_path / "service.sqlite").read_bytes()
