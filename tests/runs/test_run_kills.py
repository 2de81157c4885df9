"""Runs that are killed at any moment end as if nobody had touched them."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from books import TYPE, district, sales_book
from commands import Command, left_in, made
from register.shared import created, query
from support import EXAMPLES

from circulars.clock import now
from circulars.register import Query, Status, open_register

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("run kills")  # the uninterrupted run is made once
LETTERS = 200
OFFICE = EXAMPLES / "phayao.toml"


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of two hundred recipients."""
    folder = tmp_path_factory.mktemp("มีนาคม")
    return sales_book(folder / "ยอดจำหน่าย.xlsx", [district(n + 1) for n in range(LETTERS)])


@pytest.fixture(scope="session")
def uninterrupted(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what a run leaves that nobody interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    register = str(folder / "register.sqlite")
    created(register).close()
    with Command(folder / "log", *ordered(book, folder / "out", register)) as command:
        code, told = command.ended()
    assert 0 == code, told
    return left_in(folder / "out")


def ordered(book: Path, out: Path, register: str) -> list[str | Path]:
    """Return the command that makes the letters."""
    asked = ["--set", "วันที่=2025-03-11", "--number", "auto", "--register", register]
    return ["generate", TYPE, book, "--office", OFFICE, *asked, "--no-pdf", "--zip", "-o", out]


def moments(out: Path, register: str, chance: random.Random) -> Iterator[Callable[[], bool]]:
    """Yield ten moments of a run, from the first file it writes to the last that it removes."""
    run = out / ".run"
    yield (run / "inputs").exists
    yield (run / "plan.json").exists
    yield lambda: bool(query(register, "SELECT 1 FROM register_entries LIMIT 1"))
    yield lambda: (run / "items.sqlite-journal").exists() or made(out) > 0
    for letters in (chance.randint(1, 40), chance.randint(60, 100), chance.randint(120, 170)):
        yield lambda letters=letters: made(out) >= letters  # type: ignore[misc]  # the one of now
    yield (run / "beside").exists
    yield lambda: any(out.glob("*.docx"))
    yield (run / "complete").exists


def test_killed_ten_times(
    address: str, book: Path, uninterrupted: dict[str, str], tmp_path: Path
) -> None:
    """Killed with its workers ten times: 200 letters, 200 numbers, byte by byte as otherwise."""
    chance = random.Random(2568)
    out, log = tmp_path / "out", tmp_path / "log"
    created(address).close()
    again = ordered(book, out, address)
    kills = 0
    for number, moment in enumerate(moments(out, address, chance)):
        can_resume = number > 1 and number % 2 and (out / ".run").exists()
        arguments = ["resume", out] if can_resume else again
        jobs = "2" if number in {4, 5} else "1"
        with Command(log, *arguments, "--jobs", jobs) as command:
            kills += command.killed_when(moment, chance.uniform(0, 0.05))
            assert "Traceback" not in command.told
    assert kills >= 8
    with Command(log, "resume", out) as command:
        assert 0 == command.ended()[0]
    assert uninterrupted == left_in(out)
    assert_numbered(address)


def assert_numbered(register: str) -> None:
    """Fail unless each letter has its number, and none is left over or reserved."""
    with open_register(register, actor="มาลี", clock=now) as opened:
        entries = opened.search(Query())
    assert [*range(1, LETTERS + 1)] == [entry.number.serial for entry in entries]
    assert {Status.TAKEN} == {entry.status for entry in entries}
    names = [f"นายอำเภอ{district(n + 1)}" for n in range(LETTERS)]
    assert names == [entry.recipient for entry in entries]
