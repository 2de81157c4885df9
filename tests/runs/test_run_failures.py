"""LibreOffice, a worker or this program fails on a letter: it costs no other one."""

from __future__ import annotations

import os
import shutil
import signal
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from books import TYPE, district, sales_book
from commands import Command, left_in, made
from desks import Desk, recipients

from circulars.layout import OfficeFailedError
from circulars.model.findings import Finding
from circulars.pipeline import make
from circulars.runs import work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LETTERS = 9
FAULT = Finding(code="layout-timeout", where="ฉบับ", message="จัดหน้าไม่เสร็จ", hint="ลองอีกครั้ง")
LEAVES = 60.0  # seconds in which a LibreOffice without its program is gone


def flaky(failures: list[int], place: int, *given: Any) -> Any:
    """Make a letter; at `place` LibreOffice fails as often as `failures` has something."""
    if given[1] == place and failures:
        failures.pop()
        raise OfficeFailedError(FAULT)
    return make(*given)


@pytest.mark.parametrize(("failures", "held"), [(1, []), (2, [district(3)])])
def test_libreoffice_fails_on_a_letter(
    desk: Desk, failures: int, held: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tried once more, alone, after the others; failing again, it alone is held back."""
    book = sales_book(desk.folder / "ยอด.xlsx", [district(n) for n in range(1, 6)])
    monkeypatch.setattr(work, "make", partial(flaky, [0] * failures, 2))
    batch = desk.make(book)
    assert held == recipients(batch)
    assert 5 - len(held) == sum(path.suffix == ".docx" for path in batch.files)
    assert bool(held) == any(finding.code == "layout-timeout" for finding in batch.findings)
    assert ("reserved" if held else "taken") == desk.statuses()[3]


def stumbling(step: Callable[..., Any], place: int, *given: Any) -> Any:
    """Take a step, but fail as a bug does at one place."""
    return 1 / (given[1] - place) and step(*given)


@pytest.mark.parametrize("step", ["make", "draft"])
def test_a_bug_that_one_letter_meets(
    desk: Desk, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter that a bug falls over is told, with the place in the program; others are made."""
    book = sales_book(desk.folder / "ยอด.xlsx", [district(n) for n in range(1, 6)])
    monkeypatch.setattr(work, step, partial(stumbling, getattr(work, step), 2))
    batch = desk.make(book)
    assert [district(3)] == recipients(batch)
    (finding,) = [each for each in batch.findings if each.code == "letter-crashed"]
    assert "ZeroDivisionError" in finding.message
    assert Path(__file__).name in finding.message
    assert 4 == sum(path.suffix == ".docx" for path in batch.files)


def test_two_workers_with_one_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that was taken for dead puts its files where the next one is about to: no matter."""
    remove, calls = shutil.rmtree, iter([False])

    def late(path: Path, **asked: Any) -> None:
        if next(calls, True):
            remove(path, **asked)

    work._stored(tmp_path, 7, {"ก.docx": b"theirs"})
    monkeypatch.setattr(shutil, "rmtree", late)
    (file,) = work._stored(tmp_path, 7, {"ก.docx": b"ours"})
    assert b"ours" == (work.shelf(tmp_path, 7) / file.name).read_bytes()
    assert 1 == len([*work.shelf(tmp_path, 7).parent.iterdir()])


def test_killed_with_pdf(desk: Desk) -> None:
    """LibreOffice killed, then all killed twice: the same bytes as undisturbed, nothing running."""
    book = sales_book(desk.folder / "ยอด.xlsx", [district(n + 1) for n in range(LETTERS)])
    order = ("generate", TYPE, book, "--set", "วันที่=2025-03-11", "--number", "auto")
    whole = desk.folder / "whole"
    with Command(desk.folder / "log", *order, "-o", whole) as command:
        code, told = command.ended()
    assert 0 == code, told
    seen: set[int] = set()
    with Command(desk.folder / "log", *order, "--jobs", "2", "-o", desk.out) as command:
        assert command.reaches(lambda: made(desk.out) >= 2)
        offices = set(below(command.pid, b"soffice.bin"))
        os.kill(min(offices), signal.SIGKILL)
        assert command.reaches(lambda: made(desk.out) >= 4)
        seen |= offices | set(below(command.pid, b"soffice.bin"))
        assert command.killed_when(lambda: True)
    with Command(desk.folder / "log", "resume", desk.out, "--jobs", "2") as command:
        assert command.reaches(lambda: made(desk.out) >= 6)
        seen |= set(below(command.pid, b"soffice.bin"))
        assert command.killed_when(lambda: True)
    with Command(desk.folder / "log", "resume", desk.out, "--jobs", "2") as command:
        code, told = command.ended()
    assert 0 == code, told
    assert left_in(whole) == left_in(desk.out)
    assert 2 * LETTERS + 3 == len(left_in(whole))  # with index, print run and manifest
    assert gone(seen)


def below(pid: int, name: bytes) -> Iterator[int]:
    """Yield the processes that `pid` or its children started whose command has `name` in it."""
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            if name in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child
            yield from below(child, name)


def gone(processes: set[int]) -> bool:
    """Return whether all of `processes` end in time."""
    end = time.monotonic() + LEAVES
    while (running := {p for p in processes if is_running(p)}) and time.monotonic() < end:
        time.sleep(0.1)
    return not running


def is_running(process: int) -> bool:
    """Return whether the process does anything still."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False
