"""The commands `circulars serve` and `circulars offices`: how they start, and how they refuse."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import pytest

from circulars.service.lock import held
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from support import Outcome


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def started(*arguments: str | Path) -> Iterator[subprocess.Popen[str]]:
    """Give the running command, ended at the latest with the block."""
    command = [sys.executable, "-c", "from circulars.cli import main; main()", "serve"]
    with subprocess.Popen(
        [*command, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said_until(process: subprocess.Popen[str], last: str) -> str:
    """Return what the command printed up to the line with `last`."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if last in line:
            break
    return "".join(lines)


def test_the_service_starts_and_ends(tmp_path: Path) -> None:
    """It says where the page and the data are, gives the link of the first admin, and ends."""
    port = free_port()
    with started("--accounts", "--port", str(port), "--data", tmp_path / "data") as process:
        said = said_until(process, "Ctrl+C")
        assert f"http://127.0.0.1:{port}" in said
        assert str(tmp_path / "data") in said
        link = re.search(r"http\S+/setup/\S+", said)
        assert link, said
        with pytest.raises(RefusedError), held(tmp_path / "data"):
            pass
        page = httpx2.get(link[0], timeout=120)
        assert 200 == page.status_code
        assert "ตั้งค่าบริการ" in page.text
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(120)
    with held(tmp_path / "data"):
        pass


def test_other_computers_need_accounts(circulars: Callable[..., Outcome]) -> None:
    """Without accounts the service is for this machine alone; the way out is told."""
    for host in ("0.0.0.0", "::", "192.0.2.1", "server.example.go.th"):
        outcome = circulars("serve", "--host", host)
        assert 2 == outcome.code
        assert "--accounts" in outcome.output


@pytest.mark.parametrize(
    "address", ["letters.example.go.th", "ftp://x", "http://", "https://x/letters", "http://x:y"]
)
def test_what_is_no_address(circulars: Callable[..., Outcome], address: str) -> None:
    """The address under which people come is one of the web, without a path."""
    outcome = circulars("serve", "--address", address)
    assert 2 == outcome.code
    assert "ไม่ใช่ที่อยู่ของเว็บ" in outcome.output


def test_a_thai_address(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """A name in Thai is kept as browsers send it."""
    address = ("--address", "https://หนังสือ.ไทย", "--data", tmp_path)
    added = circulars("offices", "add", "สำนักงาน", *address)
    assert "https://xn--72c9aycbnv8b.xn--o3cw4h/setup/" in added.output


def test_a_port_that_is_taken(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """It is told in Thai, with exit code 1, and nothing is written."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        outcome = circulars("serve", "--port", port, "--data", tmp_path / "data")
    assert 1 == outcome.code
    assert "service-port" in outcome.output
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--database", "mysql://x/y"), "service-database-address"),
        (("--database", "postgresql://x@127.0.0.1:9/y"), "service-database-unreachable"),
    ],
)
def test_a_database_that_is_none(
    circulars: Callable[..., Outcome], tmp_path: Path, more: tuple[str, ...], code: str
) -> None:
    """It is told in Thai, with exit code 1."""
    outcome = circulars("serve", "--port", str(free_port()), "--data", tmp_path, *more)
    assert 1 == outcome.code
    assert code in outcome.output


def test_a_data_folder_that_cannot_be(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """A file in its place is told in Thai, with exit code 1."""
    (tmp_path / "data").write_text("", encoding="utf-8")
    outcome = circulars("serve", "--port", str(free_port()), "--data", tmp_path / "data")
    assert 1 == outcome.code
    assert "service-data-folder" in outcome.output


def test_the_data_folder_of_a_person(
    circulars: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --data it is where programs of this person keep theirs, or where the system says."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    assert 0 == circulars("offices", "list").code
    assert (tmp_path / "share" / "circulars" / "service.sqlite").exists()
    monkeypatch.setenv("CIRCULARS_DATA", str(tmp_path / "other"))
    assert 0 == circulars("offices", "list").code
    assert (tmp_path / "other" / "service.sqlite").exists()


def test_offices(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """An office is added once, listed, and given links for its admins."""
    data = ("--data", tmp_path)
    address = ("--address", "https://letters.example.go.th/")
    added = circulars("offices", "add", "สำนักงานจังหวัดน่าน", *data, *address)
    assert 0 == added.code
    assert "https://letters.example.go.th/setup/" in added.output
    assert "สำนักงานจังหวัดน่าน  (0 คน)" in circulars("offices", "list", *data).output
    again = circulars("offices", "add", "สำนักงานจังหวัดน่าน", *data)
    assert (1, True) == (again.code, "service-office-taken" in again.output)
    link = circulars("offices", "admin-link", "สำนักงานจังหวัดน่าน", *data, *address)
    assert link.output.startswith("https://letters.example.go.th/setup/")
    missing = circulars("offices", "admin-link", "สำนักงานจังหวัดแพร่", *data)
    assert (1, True) == (missing.code, "service-not-found" in missing.output)


def test_help_loads_no_server() -> None:
    """Neither the web framework nor the database library is loaded for the help of the command."""
    code = (
        "import sys; from circulars.cli import cli\n"
        "try: cli(['serve', '--help'], prog_name='circulars')\n"
        "except SystemExit: pass\n"
        "print(sorted({'uvicorn', 'fastapi', 'sqlalchemy', 'argon2'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]


def test_nobody_else_reads_what_is_written(tmp_path: Path) -> None:
    """In a data folder that others may enter, what the service writes is its own alone."""
    tmp_path.chmod(0o755)
    with started("--port", str(free_port()), "--data", tmp_path) as process:
        said_until(process, "Ctrl+C")
        modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.iterdir()}
    assert "lock" in modes
    assert {0} == {*modes.values()}
