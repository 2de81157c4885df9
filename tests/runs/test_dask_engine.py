"""The Dask engine on a real cluster of this machine: a scheduler and workers of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

import engine_work
import pytest

from circulars.model.errors import RunError
from circulars.runs.dask_engine import DaskEngine
from circulars.runs.engines import AHEAD, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator

DASK = Path(sys.executable).with_name("dask")


@contextmanager
def dask(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a scheduler or worker without a page of its own; end it on leaving."""
    program = subprocess.Popen(
        [DASK, *arguments, "--no-dashboard"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)},
    )
    try:
        yield program
    finally:
        program.kill()
        program.wait()


@contextmanager
def scheduler(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a scheduler on a free port; yield its address and its process."""
    card = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(card))
    with dask("scheduler", *options, folder=folder) as program:
        while not (card.exists() and card.read_text(encoding="utf-8").endswith("}")):
            assert program.poll() is None, "the scheduler did not start"
            time.sleep(0.05)
        yield json.loads(card.read_text(encoding="utf-8"))["address"], program


@contextmanager
def workers(address: str, folder: Path, number: int) -> Iterator[None]:
    """Start workers without a nanny: a dead one does not come back."""
    options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    with ExitStack() as started:
        for _ in range(number):
            started.enter_context(dask("worker", address, *options, folder=folder))
        yield


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """Yield the address of a cluster of three workers."""
    with scheduler(tmp_path) as (address, _), workers(address, tmp_path, 3):
        yield address


def codes(error: pytest.ExceptionInfo[RunError]) -> list[str]:
    """Return the codes of the findings that an error carries."""
    return [finding.code for finding in error.value.findings]


def test_tasks_of_a_cluster(cluster: str, tmp_path: Path) -> None:
    """Each task is over once; one that kills two workers is lost, and the last worker goes on."""
    with open_engine(cluster.replace("tcp:", "dask:"), 2) as engine:
        done = [(each.task, each.result) for each in engine.run(engine_work.double, range(50))]
        assert [(n, 2 * n) for n in range(50)] == sorted(done)
        with pytest.raises(ZeroDivisionError):
            list(engine.run(engine_work.stumble, range(9)))
        tasks = [(tmp_path, number) for number in range(20)]
        killed = list(engine.run(engine_work.kill_at_seven, tasks))
    assert [7] == [each.task[1] for each in killed if each.lost]
    assert 2 == len(list(tmp_path.glob("*.died")))
    others = sorted(each.result for each in killed if each.result is not None)
    assert [2 * n for n in range(20) if n != 7] == others


def test_finished_tasks_are_not_done_again(cluster: str, tmp_path: Path) -> None:
    """When a worker dies, only what it had in hand is done again, not what it had finished."""
    with DaskEngine(cluster) as engine:
        tasks = [(tmp_path, number) for number in range(40)]
        done = sorted(
            each.result or 0 for each in engine.run(engine_work.note_and_kill_once, tasks)
        )
    assert [2 * n for n in range(40)] == done
    noted = [int(path.name.split(".")[0]) for path in tmp_path.glob("*.noted")]
    # What it had finished but nobody had fetched yet is lost with it, too.
    assert 41 <= len(noted) <= 40 + 2 * AHEAD
    assert 2 == noted.count(20)


def test_another_release_is_refused(cluster: str) -> None:
    """Machines with another release of the program would make other letters: none begins."""
    engine = DaskEngine(cluster)
    engine._release = "0.0.0"
    with pytest.raises(RunError) as caught, engine:
        pass
    assert ["engine-version"] == codes(caught)
    assert cluster == caught.value.findings[0].where


def test_a_worker_that_comes_later(tmp_path: Path) -> None:
    """A worker that joins in the middle takes its part; with another release, the run stops."""
    with (
        scheduler(tmp_path) as (address, _),
        workers(address, tmp_path, 1),
        DaskEngine(address) as engine,
        workers(address, tmp_path, 1),
    ):
        run = engine.run(engine_work.linger, [(tmp_path, 0.1)] * 1000)
        first = next(run).result
        assert first != next(done.result for done in run if done.result != first)
        engine._known.clear()
        engine._release = "0.0.0"
        with pytest.raises(RunError) as caught:
            list(run)
    assert {"engine-version"} == set(codes(caught))


def test_losing_the_scheduler(tmp_path: Path) -> None:
    """When the scheduler is lost in the middle, that is told soon."""
    with scheduler(tmp_path) as (address, program), workers(address, tmp_path, 1):
        with DaskEngine(address) as engine:
            run = engine.run(engine_work.linger, [(tmp_path, 0.1)] * 1000)
            next(run)
            program.kill()
            start = time.monotonic()
            with pytest.raises(RunError) as caught:
                list(run)
        assert time.monotonic() - start < 60  # of a hundred that the run would take
    assert ["engine-lost"] == codes(caught)


def test_nobody_to_work(tmp_path: Path) -> None:
    """A scheduler without workers, or none at all, is told after a short while."""
    with scheduler(tmp_path) as (address, _):
        with pytest.raises(RunError) as caught, DaskEngine(address, patience=1):
            pass
        assert ["engine-lost"] == codes(caught)
    with pytest.raises(RunError) as caught, DaskEngine(address, patience=1):
        pass
    assert ["engine-lost"] == codes(caught)


def test_dask_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Dask the finding says what to install."""
    monkeypatch.setattr("circulars.runs.dask_engine.find_spec", lambda _name: None)
    assert util.find_spec("distributed") is not None
    with pytest.raises(RunError) as caught:
        open_engine("dask://127.0.0.1:8786", 2)
    assert ["engine-missing"] == codes(caught)
    assert "circulars[dask]" in caught.value.findings[0].hint
