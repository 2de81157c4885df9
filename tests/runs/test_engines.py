"""Engines: every task once, lost ones told, nothing left running."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import count
from multiprocessing import spawn
from pathlib import Path
from typing import TYPE_CHECKING

import engine_work
import pytest

from circulars.model.errors import RunError, WorkbookError
from circulars.runs.engines import AHEAD, InlineEngine, Supply, open_engine
from circulars.runs.processes import ProcessEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circulars.runs.engines import Engine

KINDS = ("inline", "processes")
LINGERING = """
import sys
from pathlib import Path
import engine_work
from circulars.runs.processes import ProcessEngine
if __name__ == "__main__":
    with ProcessEngine(2) as engine:
        for done in engine.run(engine_work.linger, [(Path(sys.argv[1]), 60.0)] * 9):
            print(done)
"""


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessEngine]:
    """Yield two processes, already entered, which those tests share that do not count them."""
    with ProcessEngine(2) as opened:
        yield opened


@pytest.fixture(scope="module", params=KINDS)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Yield an engine of each kind in turn, already entered."""
    if request.param == "inline":
        with InlineEngine() as opened:
            yield opened
    else:
        yield request.getfixturevalue("processes")


def is_running(process: int) -> bool:
    """Return whether the process is there, and not only its entry in the table."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return False


def wait_until(condition: Callable[[], bool]) -> bool:
    """Return whether the condition comes true within a minute."""
    end = time.monotonic() + 60
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)
    return condition()


def test_every_task_once(engine: Engine) -> None:
    """Each task is over once with its own result."""
    done = [(each.task, each.result) for each in engine.run(engine_work.double, range(50))]
    assert [(n, 2 * n) for n in range(50)] == sorted(done)


def test_no_task_no_result(engine: Engine) -> None:
    """Nothing to do is nothing done."""
    assert [] == list(engine.run(engine_work.double, []))


def test_tasks_are_drawn_when_needed(engine: Engine) -> None:
    """Of endless tasks only those are drawn that workers need now or next."""
    numbers = count()
    run = engine.run(engine_work.double, numbers)
    for done in range(1, 20):
        next(run)
        assert next(numbers) <= 2 * done + AHEAD * engine.workers  # one is skipped each time


def test_an_error_of_the_work_is_raised(engine: Engine) -> None:
    """A bug in the work ends the run as itself; the engine can be used again."""
    with pytest.raises(ZeroDivisionError):
        list(engine.run(engine_work.stumble, range(9)))
    assert [6] == [done.result for done in engine.run(engine_work.double, [3])]


def test_findings_come_whole(engine: Engine) -> None:
    """An error of ours keeps its kind and its findings on the way."""
    with pytest.raises(WorkbookError) as caught:
        list(engine.run(engine_work.refuse, [1]))
    assert (engine_work.FAULT, engine_work.FAULT) == caught.value.findings


def test_an_error_that_cannot_travel_is_told(processes: ProcessEngine) -> None:
    """Of an error that does not go through a pipe at least the text arrives."""
    with pytest.raises(RuntimeError, match="Stubborn: one two"):
        list(processes.run(engine_work.be_stubborn, [1]))


def test_a_task_that_kills_its_process(tmp_path: Path, processes: ProcessEngine) -> None:
    """It is tried twice and told as lost; every other task has its result."""
    tasks = [(tmp_path, number) for number in range(20)]
    done = list(processes.run(engine_work.kill_at_seven, tasks))
    assert [7] == [each.task[1] for each in done if each.lost]
    assert 2 == len(list(tmp_path.glob("*.died")))
    others = sorted(each.result for each in done if each.result is not None)
    assert [2 * n for n in range(20) if n != 7] == others


def test_a_process_that_dies_once(tmp_path: Path, processes: ProcessEngine) -> None:
    """A task whose process died by other means is done at the second try."""
    tasks = [(tmp_path, number) for number in range(9)]
    done = sorted(each.result or 0 for each in processes.run(engine_work.kill_once, tasks))
    assert [2 * n for n in range(9)] == done


def test_a_process_that_dies_telling(processes: ProcessEngine) -> None:
    """One that dies in the middle of a result does not leave its parent waiting for the rest."""
    done = {
        each.task: each.lost for each in processes.run(engine_work.tell_half_of_seven, range(9))
    }
    assert [7] == [task for task, lost in done.items() if lost]
    assert 9 == len(done)


def test_a_process_that_dies_idle(processes: ProcessEngine) -> None:
    """A process that died with nothing to do is replaced, and no task is lost for it."""
    [first] = processes.run(engine_work.process, [1])
    os.kill(first.result or 0, signal.SIGKILL)
    assert [2 * n for n in range(9)] == sorted(
        done.result or 0 for done in processes.run(engine_work.double, range(9))
    )


def test_a_suspect_goes_alone() -> None:
    """A task whose process died waits until no other runs, and none runs beside it."""
    supply = Supply(iter("กขค"))
    first = supply.draw(0)
    assert first is not None
    assert [] == list(supply.bury(first))
    assert supply.draw(1) is None
    assert first is supply.draw(0)
    assert supply.draw(1) is None
    second = supply.draw(0)
    assert second is not None
    assert ("ก", "ข") == (first.content, second.content)
    assert ["ก"] == [done.task for done in supply.bury(first)]


def test_a_task_not_begun_is_no_suspect() -> None:
    """A task that its dead worker had not begun goes again as the next, beside others."""
    supply = Supply(iter("กข"))
    first = supply.draw(0)
    assert first is not None
    supply.give_back(first)
    assert first is supply.draw(5)
    assert [] == list(supply.bury(first))
    assert first is supply.draw(0)
    supply.give_back(first)
    assert supply.draw(1) is None  # a suspect stays one


def test_processes_are_replaced_in_time() -> None:
    """A process that has served its number of tasks makes room for a new one."""
    with ProcessEngine(1, serves=3) as engine:
        served = [done.result for done in engine.run(engine_work.process, range(5))]
    assert 2 == len(set(served))
    assert 3 == max(served.count(process) for process in served)


def test_few_tasks_need_few_processes() -> None:
    """No more processes are started than there are tasks."""
    with ProcessEngine(40) as engine:
        assert 1 == len({done.result for done in engine.run(engine_work.process, [1])})
        assert 1 == len(engine._crew)


def test_nothing_is_left_running() -> None:
    """On leaving the engine its processes have ended."""
    with ProcessEngine(2) as engine:
        ended = [done.result or 0 for done in engine.run(engine_work.process, range(9))]
    assert not any(map(is_running, ended))


def test_giving_up_leaves_no_old_results(tmp_path: Path, processes: ProcessEngine) -> None:
    """What was under way when a run was given up is not taken for a result of the next."""
    with closing(processes.run(engine_work.linger, [(tmp_path, 0.0)] * 20)) as run:
        next(run)
    assert [6] == [done.result for done in processes.run(engine_work.double, [3])]


@pytest.fixture
def lingering(tmp_path: Path) -> subprocess.Popen[str]:
    """Return a program of its own group that has two workers in the middle of long tasks."""
    script = tmp_path / "lingering.py"
    script.write_text(LINGERING, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, script, tmp_path],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
    assert wait_until(lambda: len(list(tmp_path.glob("*.began"))) == 2)
    return program


def test_interrupting_ends_all_quietly(lingering: subprocess.Popen[str], tmp_path: Path) -> None:
    """Ctrl-C in a terminal ends the workers soon, and they say nothing."""
    os.killpg(lingering.pid, signal.SIGINT)
    _, told = lingering.communicate(timeout=60)
    assert told.count("Traceback") == told.count("KeyboardInterrupt") == 1
    assert not any(is_running(int(path.stem)) for path in tmp_path.glob("*.began"))


def test_workers_do_not_outlive_their_parent(
    lingering: subprocess.Popen[str], tmp_path: Path
) -> None:
    """When the parent is killed, its workers end in the middle of their tasks."""
    lingering.kill()
    lingering.communicate(timeout=60)
    workers = [int(path.stem) for path in tmp_path.glob("*.began")]
    assert wait_until(lambda: not any(map(is_running, workers)))


def test_processes_that_do_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no process can be started, that is told once, with the way out."""
    monkeypatch.setattr(spawn, "get_executable", lambda: b"/bin/false")
    with ProcessEngine(2) as engine, pytest.raises(RunError) as caught:
        list(engine.run(engine_work.double, range(9)))
    assert ["engine-lost"] == [finding.code for finding in caught.value.findings]


def test_the_engine_that_is_asked_for() -> None:
    """Without a cluster this machine does it, with other processes when there is to share."""
    assert isinstance(open_engine(None, 1), InlineEngine)
    several = open_engine(None, 3)
    assert isinstance(several, ProcessEngine)
    assert 3 == several.workers


@pytest.mark.parametrize(
    "spec", ["", "dask", "dask://", "dask://เครื่อง", "dask://a:b", "dask://a:99999", "celery://a:1"]
)
def test_unknown_engines(spec: str) -> None:
    """What names no cluster is refused with the form that does."""
    with pytest.raises(RunError) as caught:
        open_engine(spec, 2)
    assert ["engine-unknown"] == [finding.code for finding in caught.value.findings]
