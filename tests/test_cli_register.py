"""The commands `circulars register …`: what they print, and how they end."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from support import EXAMPLES, ROOT

from circulars import register_cli, register_desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Outcome

NOBODY = 65534  # a user without rights


@pytest.fixture
def desk(
    circulars: Callable[..., Outcome], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Outcome]:
    """Return a function that runs `circulars register` beside an office.toml and a register."""
    (tmp_path / "office.toml").write_bytes((EXAMPLES / "phayao.toml").read_bytes())
    moment = dt.datetime(2025, 3, 11, 2, 30, tzinfo=dt.UTC)
    monkeypatch.setattr(register_desk, "now", lambda: moment)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Outcome:
        return circulars("register", *arguments)

    assert 0 == run("create").code
    return run


def told(outcome: Outcome) -> list[str]:
    """Return the codes of the findings in the JSON document of a failed command."""
    assert 1 == outcome.code
    return [finding["code"] for finding in json.loads(outcome.output)["findings"]]


def entries(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the lines in the JSON document of a command."""
    assert 0 == outcome.code, outcome.output
    document = json.loads(outcome.output)
    assert [] == document["findings"]
    found: list[dict[str, Any]] = document["entries"]
    return found


def test_a_day_at_the_register(desk: Callable[..., Outcome]) -> None:
    """Take, reserve, use, sign, send, cancel, put right, list and look back."""
    outcome = desk("take", "--circular", "--subject", "สรุปยอดจำหน่าย", "--to", "นายอำเภอทุกอำเภอ")
    assert 0 == outcome.code
    assert "เลขที่ออก: พย 0019.2/ว1" in outcome.output
    assert (
        0
        == desk("reserve", "3", "--for", "กลุ่มงาน", "--reason", "ด่วน", "--until", "1 เม.ย. 68").code
    )
    assert 0 == desk("take", "--number", "2", "--subject", "ด่วนที่สุด").code
    assert 0 == desk("signed", "ว1", "2", "--date", "12 มีนาคม 2568", "--by", "มาลี").code
    assert 0 == desk("sent", "ว๑").code
    assert 0 == desk("amend", "พย 0019.2/2", "--to", "นายอำเภอจุน").code
    assert 0 == desk("cancel", "1", "3", "--reason", "ไม่ได้ใช้").code
    listed = {row["number"]: row for row in entries(desk("list", "--json"))}
    assert {
        "พย 0019.2/1": "cancelled",
        "พย 0019.2/2": "signed",
        "พย 0019.2/3": "cancelled",
        "พย 0019.2/ว1": "sent",
    } == {number: row["status"] for number, row in listed.items()}
    assert ("2025-03-12", "นายอำเภอจุน", 2568) == tuple(
        listed["พย 0019.2/2"][part] for part in ("signed", "recipient", "year")
    )
    history = desk("history", "2").output
    assert "12 มี.ค. 2568" in history
    assert "มาลี" in history
    assert "ถึง: – → นายอำเภอจุน" in history


def test_the_letters_sender_and_unit_come_from_the_profile(desk: Callable[..., Outcome]) -> None:
    """Without more the number is of the office's own unit; --unit names another one by its key."""
    (own,) = entries(desk("take", "--subject", "ก", "--json"))
    assert ("พย 0019.2/1", "สำนักงานพัฒนาชุมชนจังหวัด", "2025-03-11") == (
        *(own["number"], own["sender"], own["date"]),
    )
    (other,) = entries(desk("take", "--subject", "ก", "--unit", "สารสนเทศ", "--json"))
    assert "พย 0019.3/1" == other["number"]
    assert ["register-request"] == told(desk("take", "--subject", "ก", "--unit", "ไม่มี", "--json"))


def test_the_same_key_gives_the_same_number(desk: Callable[..., Outcome]) -> None:
    """A script that asks again for the same letter gets the number it has."""
    for _ in range(2):
        (row,) = entries(desk("take", "--subject", "ก", "--key", "รายงาน มี.ค.", "--json"))
        assert "พย 0019.2/1" == row["number"]


def test_list_chooses(desk: Callable[..., Outcome]) -> None:
    """Text, recipient, year, series and status narrow the list; others' units are asked for."""
    desk("take", "--subject", "OTOP", "--to", "นายอำเภอจุน")
    desk("take", "--subject", "แผนงาน", "--circular")
    desk("take", "--subject", "OTOP", "--unit", "สารสนเทศ")
    desk("reserve", "1", "--for", "ก", "--reason", "ข")

    def found(*choice: str) -> list[str]:
        return [row["number"] for row in entries(desk("list", *choice, "--json"))]

    assert ["พย 0019.2/1"] == found("OTOP")
    assert ["พย 0019.2/1", "พย 0019.3/1"] == found("OTOP", "--all-units")
    assert ["พย 0019.2/1"] == found("--to", "จุน")
    assert ["พย 0019.2/ว1"] == found("--circular")
    assert ["พย 0019.2/2"] == found("--status", "reserved")
    assert [] == found("--status", "overdue")
    assert [] == found("--year", "2567")


def test_year_end(desk: Callable[..., Outcome]) -> None:
    """January begins with 1 after close-year, or with --new-year."""
    desk("take", "--subject", "ธันวาคม")
    january = ("take", "--subject", "มกราคม", "--date", "5 ม.ค. 2569", "--json")
    assert ["year-open"] == told(desk(*january))
    assert "พย 0019.2/1" == entries(desk(*january, "--new-year"))[0]["number"]
    assert 0 == desk("close-year", "2568").code
    assert ["year-closed"] == told(desk("take", "--subject", "ก", "--json"))
    assert "พย 0019.2/2" == entries(desk(*january))[0]["number"]
    assert ["number-unknown"] == told(desk("close-year", "2500", "--json"))


def test_export_and_import(desk: Callable[..., Outcome], tmp_path: Path) -> None:
    """What one register writes another one takes over, after a dry run that changes nothing."""
    desk("take", "--subject", "ก")
    desk("take", "--subject", "ข", "--circular")
    assert 0 == desk("export", "-o", "ทะเบียน.xlsx").code
    assert 0 == desk("export", "-o", "ทะเบียน.csv", "--circular").code
    assert 2 == len((tmp_path / "ทะเบียน.csv").read_text("utf-8-sig").splitlines())
    new = ("--register", "ใหม่.sqlite")
    desk("create", *new)
    assert "จะนำเข้า 2 เลข" in desk("import", "ทะเบียน.xlsx", "--dry-run", *new).output
    assert [] == entries(desk("list", "--json", *new))
    assert "นำเข้าแล้ว 2 เลข" in desk("import", "ทะเบียน.xlsx", *new).output
    assert ["number-taken"] * 2 == told(desk("import", "ทะเบียน.xlsx", "--json", *new))
    assert "พย 0019.2/2" == entries(desk("take", "--subject", "ค", "--json", *new))[0]["number"]


def test_a_backup_is_a_register(desk: Callable[..., Outcome]) -> None:
    """A backup opens like the register itself, and is never written over anything."""
    desk("take", "--subject", "ก")
    assert 0 == desk("backup", "สำรอง.sqlite").code
    assert 1 == len(entries(desk("list", "--register", "สำรอง.sqlite", "--json")))
    assert ["register-unreachable"] == told(desk("backup", "สำรอง.sqlite", "--json"))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("ไม่มี.sqlite", "register-missing"),
        ("office.toml", "register-damaged"),
        (".", "register-missing"),
        ("", "register-address"),
        ("mysql://ใคร@ที่ใด/ทะเบียน", "register-address"),
        ("ทะเบียน" + chr(0xDCFF), "register-address"),
        ("postgresql://server/" + chr(0xDCFF), "register-address"),
        ("postgresql://", "register-address"),
        ("postgresql://u:secret@localhost:port/x", "register-address"),
        ("postgresql://u:secret@127.0.0.1:9/register", "register-unreachable"),
        ("postgresql:///register?host=/nowhere", "register-unreachable"),
        ("postgresql:///register?nonsense=1", "register-unreachable"),
    ],
)
def test_wrong_registers(desk: Callable[..., Outcome], address: str, code: str) -> None:
    """What is no register is told in Thai with code 1: no traceback, and never a password."""
    outcome = desk("list", "--register", address, "--json")
    assert [code] == told(outcome)
    assert "secret" not in outcome.output


@pytest.mark.parametrize("address", ["/proc/register.sqlite", "/ไม่มี/register.sqlite", "."])
def test_where_no_register_can_be_made(desk: Callable[..., Outcome], address: str) -> None:
    """A folder that is not there, takes no files, or is the address itself: told with code 1."""
    assert ["register-unreachable"] == told(desk("create", "--register", address, "--json"))


def test_a_register_that_may_not_be_written(desk: Callable[..., Outcome]) -> None:
    """Without the right to write into the folder nothing is taken, and the reason is told."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy("register.sqlite", folder)
        (folder / "register.sqlite").chmod(0o444)
        folder.chmod(0o555)
        child = os.fork()
        if child == 0:  # as a user who may only read
            os.chdir(folder)
            if os.geteuid() == 0:
                os.setuid(NOBODY)
            outcome = desk("take", "--subject", "ข", "--unit", "พย 0019.2", "--json")
            os._exit(0 if told(outcome) == ["register-unreachable"] else 9)
        _, status = os.waitpid(child, 0)
        folder.chmod(0o755)
    assert 0 == os.waitstatus_to_exitcode(status)


def test_two_at_once(desk: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    """One who finds the register in use waits, and after too long does nothing and says so."""
    monkeypatch.setattr("circulars.register.store.open_register.__kwdefaults__", {"timeout": 0.2})
    with closing(sqlite3.connect("register.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ["register-locked"] == told(desk("take", "--subject", "ก", "--json"))
        assert [] == entries(desk("list", "--json"))  # readers need not wait
    assert "พย 0019.2/1" == entries(desk("take", "--subject", "ก", "--json"))[0]["number"]


def test_a_broken_register(desk: Callable[..., Outcome], tmp_path: Path) -> None:
    """A file cut short is told as damaged, not used."""
    path = tmp_path / "register.sqlite"
    path.write_bytes(path.read_bytes()[:5000])
    assert ["register-damaged"] == told(desk("list", "--json"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("take",),
        ("take", "--subject", "ก", "--date", "31 เม.ย. 68"),
        ("take", "--subject", "ก", "--date", "วันศุกร์ที่ 25 มกราคม 2568"),
        ("take", "--subject", "ก", "--circular", "--series", "order"),
        ("list", "--year", "25x8"),
        ("list", "--status", "lost"),
        ("cancel", "1"),
        ("amend", "1"),
        ("export", "-o", "ทะเบียน.pdf"),
        ("reserve", "สาม", "--for", "ก", "--reason", "ข"),
    ],
)
def test_a_wrong_command_line_ends_with_two(
    desk: Callable[..., Outcome], arguments: tuple[str, ...]
) -> None:
    """What was typed wrongly ends with 2, and takes no number."""
    assert 2 == desk(*arguments).code
    assert [] == entries(desk("list", "--json"))


def test_numbers_typed_wrongly_are_told_together(desk: Callable[..., Outcome]) -> None:
    """Every unclear number is named; without an office the unit has to be said."""
    assert ["number-unclear"] * 2 == told(
        desk("cancel", "ก", "1/2568", "1", "--reason", "ข", "--json")
    )
    assert ["number-unknown"] == told(desk("history", "7", "--json"))
    Path("office.toml").unlink()
    assert ["register-request"] == told(desk("take", "--subject", "ก", "--json"))
    assert ["number-unclear"] == told(desk("history", "7", "--json"))
    (row,) = entries(desk("take", "--subject", "ก", "--unit", "พย0019.2", "--json"))
    assert "พย 0019.2/1" == row["number"]


@pytest.mark.parametrize("command", [("take", "--subject"), ("list",), ("history",), ("cancel",)])
def test_bytes_that_are_no_text(desk: Callable[..., Outcome], command: tuple[str, ...]) -> None:
    """Bytes of another encoding on the command line are refused in words."""
    reason = ("--reason", "ก") if command == ("cancel",) else ()
    outcome = desk(*command, "ก" + chr(0xDCFF), *reason, "--json")
    assert told(outcome) in (["register-request"], ["number-unclear"])


def test_an_export_that_cannot_be_written(desk: Callable[..., Outcome]) -> None:
    """Where the file cannot be written the reason is told, and nothing lies half written."""
    assert ["output-unwritable"] == told(desk("export", "-o", "ไม่มี/ทะเบียน.csv", "--json"))
    assert ["workbook-not-found"] == told(desk("import", "ไม่มี.xlsx", "--json"))


def test_faults_of_an_import_for_people(desk: Callable[..., Outcome], tmp_path: Path) -> None:
    """Without --json each fault has mark, cell, reason and way out, and the exit code is 1."""
    workbook = openpyxl.Workbook()
    for row in (("เลขทะเบียนส่ง", "ลงวันที่", "เรื่อง"), (1, "31 เม.ย. 68", "ก")):
        workbook.worksheets[0].append(row)
    workbook.save(tmp_path / "เดิม.xlsx")
    outcome = desk("import", "เดิม.xlsx")
    assert 1 == outcome.code
    assert "ทะเบียนไม่เปลี่ยน" in outcome.output
    assert "Sheet!B2" in outcome.output


def test_help_loads_no_database() -> None:
    """Help appears at once: the database's libraries are loaded when a command needs them."""
    code = (
        "import sys; from circulars.cli import cli\n"
        "try: cli(['register', 'take', '--help'], prog_name='circulars')\n"
        "except SystemExit: pass\n"
        "print(sorted({'sqlalchemy', 'alembic', 'psycopg', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.splitlines()[-1]


def test_each_command_is_in_the_guide() -> None:
    """docs/register.md shows every command of the register."""
    guide = (ROOT / "docs" / "register.md").read_text(encoding="utf-8")
    assert [] == [
        name for name in register_cli.register.commands if f"register {name}" not in guide
    ]
