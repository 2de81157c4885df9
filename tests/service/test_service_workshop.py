"""Processes of the workshop: limits of time and memory, and deaths that concern nobody else."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from circulars.model.errors import WorkbookError
from circulars.service.refusals import RefusedError
from circulars.service.settings import Settings
from circulars.service.work.crew import Crew
from circulars.service.work.worker import Limits
from circulars.service.work.workshop import Workshop
from service import worker_tasks as tasks

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
MEMORY = 1_000_000_000


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Give a workshop of two processes with a gigabyte each."""
    data = tmp_path_factory.mktemp("data")
    with Workshop(Settings(data=data, task_memory=MEMORY)) as shop:
        yield shop


def refused(shop: Workshop, task: object, *given: object, seconds: float | None = None) -> str:
    """Return the code with which a task is refused."""
    with pytest.raises(RefusedError) as caught:
        shop.do(task, *given, seconds=seconds)  # type: ignore[arg-type]  # any task will do
    return caught.value.findings[0].code


def test_a_task_is_done_elsewhere(shop: Workshop) -> None:
    """A task gives its result, and is done in another process than this one."""
    assert 42 == shop.do(tasks.double, 21)
    assert os.getpid() != shop.do(tasks.process)


def test_one_process_does_task_after_task(shop: Workshop) -> None:
    """What is warm is used again: tasks one after another are done by one process."""
    assert 1 == len({shop.do(tasks.process) for _ in range(5)})


def test_too_much_time(shop: Workshop) -> None:
    """A task over its time is refused at once, and the next one is done."""
    start = time.monotonic()
    assert "service-task-time" == refused(shop, tasks.sleep, 60.0, seconds=0.3)
    assert time.monotonic() - start < 30  # half of what it would take, on a busy computer
    assert 4 == shop.do(tasks.double, 2)


def test_words_are_signs_of_life(shop: Workshop) -> None:
    """The time of a job counts from its last word, and each word is heard."""
    heard: list[object] = []
    crew = shop.tasks
    assert 4 == crew.do(tasks.speak, (4, 1.0), seconds=3.5, hear=heard.append)
    assert [0, 1, 2, 3] == heard


def test_too_much_memory(shop: Workshop) -> None:
    """A task that takes more memory than it may is refused, and the next one is done."""
    assert "service-task-memory" == refused(shop, tasks.take_memory, 2_000)
    assert 100_000_000 == shop.do(tasks.take_memory, 100)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_death(shop: Workshop, number: int) -> None:
    """A task whose process dies is refused; the others go on."""
    with ThreadPoolExecutor(2) as threads:
        other = threads.submit(shop.do, tasks.sleep, 0.5)
        assert "service-task-failed" == refused(shop, tasks.die, number)
        assert 0.5 == other.result()
    assert 4 == shop.do(tasks.double, 2)


def test_a_process_that_died_while_idle(shop: Workshop) -> None:
    """A process that the system ended between two tasks costs no task."""
    os.kill(shop.do(tasks.process), signal.SIGKILL)
    time.sleep(0.2)
    assert 4 == shop.do(tasks.double, 2)


def test_errors_of_ours_come_whole(shop: Workshop) -> None:
    """An error with findings comes back of its class, with all of them."""
    with pytest.raises(WorkbookError) as caught:
        shop.do(tasks.refuse)
    assert (tasks.FAULT, tasks.FAULT) == caught.value.findings


def test_other_errors(shop: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    """What nobody foresaw is refused with an id; the log has id and place, not the message."""
    with caplog.at_level(logging.ERROR), pytest.raises(RefusedError) as caught:
        shop.do(tasks.fail)
    [finding], [record] = caught.value.findings, caplog.records
    assert ("service-task-failed", 500) == (finding.code, caught.value.status)
    assert record.__dict__["request"] in finding.message
    assert "KeyError" == record.__dict__["error"]
    assert "worker_tasks.py" in record.__dict__["places"]
    assert tasks.SECRET not in f"{record.__dict__} {record.getMessage()} {finding}"


def test_an_answer_that_cannot_be_sent(shop: Workshop) -> None:
    """A result that is no plain value is a fault of ours, not the end of the process."""
    assert "service-task-failed" == refused(shop, tasks.no_answer)
    assert 4 == shop.do(tasks.double, 2)


def test_signals_of_terminal_and_system(shop: Workshop) -> None:
    """Ctrl-C and SIGTERM to the whole group leave it to the service when its processes end."""
    assert shop.do(tasks.ignores_signals)


def test_a_limit_inside_a_task_works(shop: Workshop) -> None:
    """A task is done in the main thread, where it can limit the time of a part of it."""
    assert shop.do(tasks.stopped_in_time)


def test_many_at_once(shop: Workshop) -> None:
    """Twenty callers at once have each their own answer."""
    with ThreadPoolExecutor(20) as threads:
        answers = [*threads.map(lambda number: shop.do(tasks.double, number), range(60))]
    assert [2 * number for number in range(60)] == answers


def test_busy() -> None:
    """Where more wait than may, the next is refused with 503 and told when to come again."""
    crew = Crew(1, Limits(memory=MEMORY), waiting=0, patience=5.0)
    try:
        with ThreadPoolExecutor(1) as threads:
            first = threads.submit(crew.do, tasks.sleep, (2.0,), seconds=30)
            while not crew.working:
                time.sleep(0.01)
            with pytest.raises(RefusedError) as caught:
                crew.do(tasks.double, (1,), seconds=30)
            assert 2 == crew.do(tasks.double, (1,), seconds=30, is_patient=True)
            assert 2.0 == first.result()
        assert (503, "5") == (caught.value.status, caught.value.headers["Retry-After"])
        assert "service-busy" == caught.value.findings[0].code
    finally:
        crew.close()


def test_stopping_a_task() -> None:
    """What stops a task stops that one, and never the next one of the same process."""
    crew = Crew(1, Limits(memory=MEMORY), waiting=5, patience=5.0)
    stops: list[object] = []
    try:
        assert 2 == crew.do(tasks.double, (1,), seconds=30, begun=stops.append)
        crew.do(tasks.sleep, (0.3,), seconds=9, begun=lambda _stop: stops[0]())  # type: ignore[operator]
        with pytest.raises(RefusedError):
            crew.do(tasks.sleep, (60.0,), seconds=90, begun=lambda stop: stop())
    finally:
        crew.close()


def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    """When the service ends, so do its processes, and LibreOffice with all that it wrote."""
    shop = Workshop(Settings(data=tmp_path))
    with ThreadPoolExecutor(1) as threads:
        hanging = threads.submit(refused, shop, tasks.write_pid, tmp_path)
        lines = written(tmp_path / "pids")
        shop.close()
        assert "service-task-failed" == hanging.result()
    assert_gone(lines)


def test_the_death_of_the_service_leaves_nothing(tmp_path: Path) -> None:
    """Killed with kill -9, the service takes its processes and LibreOffice with it."""
    program = (
        "from pathlib import Path\n"
        "from circulars.service.settings import Settings\n"
        "from circulars.service.work.workshop import Workshop\n"
        "from service import worker_tasks as tasks\n"
        "if __name__ == '__main__':\n"
        f"    Workshop(Settings(data=Path({str(tmp_path)!r}))).do(\n"
        f"        tasks.write_pid, Path({str(tmp_path)!r}), seconds=60)\n"
    )
    script = tmp_path / "program.py"
    script.write_text(program)
    service = subprocess.Popen(
        [sys.executable, str(script)], env=os.environ | {"PYTHONPATH": str(HERE.parent)}
    )
    lines = written(tmp_path / "pids")
    service.kill()
    service.wait()
    assert_gone(lines)


@pytest.mark.xdist_group("office")
def test_a_warm_libreoffice_prints_the_same(shop: Workshop) -> None:
    """LibreOffice stays between tasks, and a letter has the same bytes by a new and a warm one."""
    cold = shop.do(tasks.letter, 3)
    other = shop.do(tasks.letter, 4)
    warm = shop.do(tasks.letter, 3)
    assert cold == warm  # by the same process of LibreOffice
    assert other[2] == warm[2]


def written(path: Path) -> tuple[int, int, Path]:
    """Return processes and folder that a task has written down, once they are there."""
    end = time.monotonic() + 240
    while not path.exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    worker, office, work = path.read_text().split("\n")
    return int(worker), int(office), Path(work)


def assert_gone(lines: tuple[int, int, Path]) -> None:
    """Wait until processes and folder are gone."""
    worker, office, work = lines
    end = time.monotonic() + 240
    while is_running(worker) or is_running(office) or work.exists():
        assert time.monotonic() < end, lines
        time.sleep(0.05)


def is_running(process: int) -> bool:
    """Return whether a process runs; a dead one that nobody has asked for does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
