"""A run on a Dask cluster outlives its coordinator, a worker, and the scheduler."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from books import TYPE, district, sales_book
from commands import Command, left_in, made
from test_dask_engine import dask, scheduler

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

    from desks import Desk

LETTERS = 60


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Give the address of a scheduler with two workers, and the processes of all three."""
    folder.mkdir()
    with ExitStack() as started:
        address, leader = started.enter_context(scheduler(folder))
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
        workers = [
            started.enter_context(dask("worker", address, *options, folder=folder))
            for _ in range(2)
        ]
        yield address.replace("tcp:", "dask:"), [leader, *workers]


def test_killed_on_a_cluster(desk: Desk) -> None:
    """Killed in turn, and gone on with on another cluster and on none: the same bytes."""
    book = sales_book(desk.folder / "ยอด.xlsx", [district(n + 1) for n in range(LETTERS)])
    auto = ("--set", "วันที่=2025-03-11", "--number", "auto", "--no-pdf", "--zip")
    order = ("generate", TYPE, book, *auto)
    log, whole = desk.folder / "log", desk.folder / "whole"
    with Command(log, *order, "-o", whole) as command:
        assert 0 == command.ended()[0]
    with cluster(desk.folder / "a") as (engine, (leader, worker, _other)):
        with Command(log, *order, "--engine", engine, "-o", desk.out) as command:
            assert command.killed_when(lambda: made(desk.out) >= 5)
        with Command(log, "resume", desk.out, "--engine", engine) as command:
            assert command.reaches(lambda: made(desk.out) >= 15)
            worker.kill()
            assert command.reaches(lambda: made(desk.out) >= 25)
            leader.kill()
            code, told = command.ended()
        assert 1 == code
        assert "engine-lost" in told
        assert "Traceback" not in told
        assert f"circulars resume '{desk.out}'" in told
    with (
        cluster(desk.folder / "b") as (engine, _),
        Command(log, "resume", desk.out, "--engine", engine) as command,
    ):
        assert command.killed_when(lambda: made(desk.out) >= 45)
    assert LETTERS > made(desk.out)
    with Command(log, "resume", desk.out) as command:
        code, told = command.ended()
    assert 0 == code, told
    assert left_in(whole) == left_in(desk.out)
    assert dict.fromkeys(range(1, LETTERS + 1), "taken") == desk.statuses()
