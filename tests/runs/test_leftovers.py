"""Nothing of LibreOffice is left behind, however a run comes to its end."""

from __future__ import annotations

import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import TYPE, district, sales_book
from commands import Command, made
from support import EXAMPLES
from test_dask_engine import scheduler, workers
from test_engines import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable

LETTERS = 4


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where LibreOffice has its folders, which nobody else uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


def offices(temporary: Path) -> list[Path]:
    """Return the folders of LibreOffice, and the entries of processes that were given one."""
    return [
        *temporary.glob("circulars-*"),
        *filter(is_told(temporary), Path("/proc").glob("[0-9]*")),
    ]


def is_told(temporary: Path) -> Callable[[Path], bool]:
    """Return whether a process, by its entry, was given a folder of LibreOffice."""

    def told(process: Path) -> bool:
        try:
            return f"{temporary}/circulars-".encode() in (process / "cmdline").read_bytes()
        except OSError:  # ended meanwhile
            return False

    return told


def ordered(folder: Path, *more: str) -> list[str | Path]:
    """Return the command that makes four letters with their PDF."""
    book = sales_book(folder / "ยอดจำหน่าย.xlsx", [district(n + 1) for n in range(LETTERS)])
    asked: list[str | Path] = [
        "--office",
        EXAMPLES / "phayao.toml",
        "--set",
        "วันที่=2025-03-11",
        "--set",
        "เลขที่=",
    ]
    return ["generate", TYPE, book, *asked, "-o", folder / "out", *more]


def test_a_run_to_its_end(tmp_path: Path, temporary: Path) -> None:
    """When the command is back, no LibreOffice runs and no folder of one is there."""
    with Command(tmp_path / "log", *ordered(tmp_path, "--jobs", "2")) as command:
        assert command.reaches(lambda: bool(offices(temporary)))
        code, told = command.ended()
    assert 0 == code, told
    assert [] == offices(temporary)
    assert LETTERS <= len(list((tmp_path / "out").rglob("*.pdf")))  # and the print run


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGKILL])
def test_a_run_broken_off(tmp_path: Path, temporary: Path, by: signal.Signals) -> None:
    """After Ctrl-C, or killed with its workers, every LibreOffice ends by itself soon."""
    with Command(tmp_path / "log", *ordered(tmp_path, "--jobs", "2")) as command:
        assert command.reaches(lambda: made(tmp_path / "out") > 0)
        command.signal(by)
        command.ended()
    assert wait_until(lambda: not offices(temporary)), offices(temporary)


def test_a_dask_worker_killed(tmp_path: Path, temporary: Path) -> None:
    """The LibreOffice of a Dask worker stays warm for the next run, and ends with the worker."""
    with scheduler(tmp_path) as (address, _):
        with workers(address, tmp_path, 1):
            engine = ("--engine", address.replace("tcp:", "dask:"))
            with Command(tmp_path / "log", *ordered(tmp_path, *engine)) as command:
                code, told = command.ended()
            assert 0 == code, told
        assert wait_until(lambda: not offices(temporary)), offices(temporary)
