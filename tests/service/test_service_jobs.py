"""Jobs: letters ordered are made once, whatever happens to the service meanwhile."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from books import CIRCULAR, TYPE, district, sales_book
from support import EXAMPLES

from circulars.batch import MANIFEST
from circulars.clock import now
from circulars.model.errors import OfficeError, OutputError
from circulars.register import Query, Status, open_register
from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.orders import JobState, Progress
from circulars.service.jobs.queue import JobQueue, Lane
from circulars.service.places import FIRST_OFFICE, DataFolder, new_id
from circulars.service.refusals import RefusedError
from circulars.service.service import open_service
from circulars.service.settings import Settings
from circulars.service.tasks import make as make_task
from circulars.service.work.hearing import heard
from service import job_offices
from service.job_offices import DAY, SECOND_OFFICE, made, make_offices, order, secretary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from circulars.register.entries import Entry
    from circulars.service.service import Service

LETTERS = 30
HERE = Path(__file__).resolve().parent
SUMMARY = EXAMPLES / "phayao-otop-2568.xlsx"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workbook of thirty recipients."""
    path = tmp_path_factory.mktemp("มีนาคม") / "ยอดจำหน่าย.xlsx"
    return sales_book(path, [district(number + 1) for number in range(LETTERS)])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a data folder with two offices."""
    return make_offices(tmp_path / "data")


@pytest.fixture
def service(data: Path) -> Iterator[Service]:
    """Give a service over the data folder."""
    with open_service(Settings(data=data)) as service:
        yield service


def left_in(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def entries(data: Path, office: str = FIRST_OFFICE) -> list[Entry]:
    """Return what stands in the register of an office."""
    register = str(DataFolder(data).office(office).register)
    with open_register(register, actor="", clock=now) as opened:
        return [*opened.search(Query())]


def job_folders(data: Path) -> list[Path]:
    """Return the folders of the jobs of the first office."""
    return [*DataFolder(data).office(FIRST_OFFICE).jobs.glob("*")]


@pytest.mark.xdist_group("service jobs")
def test_killed_in_the_middle(book: Path, tmp_path: Path) -> None:
    """Killed with kill -9 the service goes on when it starts: the same bytes, each number once."""
    whole, torn = make_offices(tmp_path / "whole"), make_offices(tmp_path / "torn")
    with open_service(Settings(data=whole)) as service:
        wanted = made(service, order(TYPE, book))
        expected = left_in(service.jobs.results(FIRST_OFFICE, wanted.id))
    killed_when(torn, book, letters=7)
    [folder] = job_folders(torn)
    assert not JobFolder(folder).is_over
    with open_service(Settings(data=torn)) as service:
        job = service.jobs.wait(FIRST_OFFICE, folder.name, 240)
        assert JobState.DONE == job.state
        assert expected == left_in(service.jobs.results(FIRST_OFFICE, job.id))
        assert wanted.files == job.files
    issued = entries(torn)
    assert [*range(1, LETTERS + 1)] == sorted(entry.number.serial for entry in issued)
    assert {Status.TAKEN} == {entry.status for entry in issued}


def killed_when(data: Path, book: Path, *, letters: int) -> None:
    """Serve, order letters, and kill the service when so many are ready."""
    service = subprocess.Popen(
        [sys.executable, job_offices.__file__, str(data), TYPE, str(book)],
        env=os.environ | {"PYTHONPATH": str(HERE.parent)},
    )
    end = time.monotonic() + 240
    while sum(1 for f in job_folders(data) for _ in f.glob("out/.run/made/*/[0-9]*")) < letters:
        assert service.poll() is None
        assert time.monotonic() < end
        time.sleep(0.01)
    service.kill()
    service.wait()


def test_one_letter(service: Service, data: Path) -> None:
    """A letter is made with its number, and its files are known by name; nothing else is."""
    job = made(service, order(CIRCULAR, SUMMARY))
    assert (JobState.DONE, ("พย0019.2-ว1.docx", MANIFEST)) == (job.state, job.files)
    assert service.jobs.result(FIRST_OFFICE, job.id, job.files[0]).is_file()
    for name in ("../order.json", "order.json", "/etc/passwd", "", ".run"):
        with pytest.raises(RefusedError) as caught:
            service.jobs.result(FIRST_OFFICE, job.id, name)
        assert 404 == caught.value.status
    [entry] = entries(data)
    assert (Status.TAKEN, 1) == (entry.status, entry.number.serial)
    typed = {"values": {**DAY, "เลขที่": "2"}, "take_number": False, "enter_number": True}
    refused = made(service, order(CIRCULAR, SUMMARY, **typed))
    assert JobState.FAILED is refused.state
    assert "มีเลข พย 0019.2/ว1 ในทะเบียนแล้ว" in refused.findings[0].message
    assert [entry] == entries(data)
    assert job.files[0] == entry.file


def test_another_office_has_no_part_in_it(service: Service, data: Path) -> None:
    """A job is its office's alone: its id is unknown to another, and so is its number."""
    job = made(service, order(CIRCULAR, SUMMARY))
    other = made(service, order(CIRCULAR, SUMMARY), SECOND_OFFICE)
    for foreign in (job.id, "../" + job.id, new_id(), ""):
        with pytest.raises(RefusedError) as caught:
            service.jobs.get(SECOND_OFFICE, foreign)
        assert 404 == caught.value.status
    assert [other.id] == [each.id for each in service.jobs.of_office(SECOND_OFFICE)]
    assert [1] == [entry.number.serial for entry in entries(data, SECOND_OFFICE)]
    assert job.files == other.files


def test_a_job_stands_by_itself(service: Service, tmp_path: Path, data: Path) -> None:
    """What was ordered is made from copies: the workbook, profile and type may go meanwhile."""
    type_ = tmp_path / "types" / CIRCULAR
    shutil.copytree(order(CIRCULAR, SUMMARY).folder, type_)
    workbook = Path(shutil.copy(SUMMARY, tmp_path))
    job = service.jobs.submit(secretary(), order(CIRCULAR, workbook, folder=type_))
    shutil.rmtree(type_)
    workbook.unlink()
    DataFolder(data).office(FIRST_OFFICE).profile.write_text("x")
    assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.id, 240).state


def test_the_same_letter_keeps_its_number(service: Service, data: Path) -> None:
    """Ordered again, such as after a correction, a letter has the number that it had."""
    first = made(service, order(CIRCULAR, SUMMARY))
    again = made(service, order(CIRCULAR, SUMMARY))
    assert first.files == again.files
    assert 1 == len(entries(data))


def test_what_cannot_be_made(service: Service, data: Path) -> None:
    """A job of which nothing can be made fails with its findings, and takes no number."""
    job = made(service, order(CIRCULAR, SUMMARY, values={"วันที่": "วันไหนก็ได้"}))
    assert JobState.FAILED == job.state
    assert {"field-unreadable"} == {f.code for f in job.findings if f.level == "block"}
    assert [] == entries(data)


def test_held_letters_are_named(service: Service, tmp_path: Path) -> None:
    """A faulty row holds back its own letter: the job says which, and why."""
    names = [district(number) for number in (1, 2, 3)]
    workbook = sales_book(tmp_path / "ยอด.xlsx", names, typed={"D8": "ไม่ทราบ"})
    job = made(service, order(TYPE, workbook))
    assert (JobState.DONE, (names[1],)) == (job.state, job.held)
    assert any("D8" in finding.where for finding in job.findings)


def test_an_office_without_profile(service: Service, data: Path) -> None:
    """Without a profile nothing is ordered, and nothing is left."""
    DataFolder(data).office(FIRST_OFFICE).profile.unlink()
    with pytest.raises(OfficeError):
        service.jobs.submit(secretary(), order(CIRCULAR, SUMMARY))
    assert [] == job_folders(data)


def test_stopped_and_gone_on_with(service: Service, book: Path, data: Path) -> None:
    """A job that somebody stops can be gone on with, and its letters have the same numbers."""
    job = service.jobs.submit(secretary(), order(TYPE, book))
    until(lambda: service.jobs.get(FIRST_OFFICE, job.id).progress.phase == "ทำหนังสือ")
    stopped = service.jobs.cancel(FIRST_OFFICE, job.id)
    assert (JobState.FAILED, "service-job-cancelled") == (stopped.state, stopped.findings[0].code)
    service.jobs.again(FIRST_OFFICE, job.id)
    with pytest.raises(RefusedError):
        service.jobs.again(FIRST_OFFICE, job.id)
    assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.id, 240).state
    assert [*range(1, LETTERS + 1)] == sorted(entry.number.serial for entry in entries(data))
    with pytest.raises(RefusedError):
        service.jobs.cancel(FIRST_OFFICE, job.id)


def test_the_service_ends_and_starts(book: Path, data: Path) -> None:
    """A service that is told to end leaves its jobs as they are, and goes on when it starts."""
    with open_service(Settings(data=data)) as service:
        job = service.jobs.submit(secretary(), order(TYPE, book))
        until(lambda: service.jobs.get(FIRST_OFFICE, job.id).progress.phase == "ทำหนังสือ")
    assert JobState.QUEUED == JobFolder(job_folders(data)[0]).load().state
    with open_service(Settings(data=data)) as service:
        assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.id, 240).state
    assert LETTERS == len(entries(data))


def test_no_room_for_an_order(service: Service, data: Path) -> None:
    """Where the copies of an order cannot be written nothing is ordered, and the reason is told."""
    DataFolder(data).office(FIRST_OFFICE).jobs.write_text("a file where the folder should be")
    with pytest.raises(OutputError):
        service.jobs.submit(secretary(), order(CIRCULAR, SUMMARY))
    assert [] == [*service.jobs.of_office(FIRST_OFFICE)]


def test_another_release_begins_anew(service: Service, book: Path, data: Path) -> None:
    """What an earlier release left unfinished is begun anew on demand, with the same numbers."""
    job = service.jobs.submit(secretary(), order(TYPE, book))
    folder = JobFolder(DataFolder(data).office(FIRST_OFFICE).jobs / job.id)
    until(lambda: any(folder.out.glob(".run/made/*/[0-9]*")))
    service.jobs.cancel(FIRST_OFFICE, job.id)
    plan = folder.out / ".run" / "plan.json"
    plan.write_text(plan.read_text().replace('"release": "', '"release": "0.'))
    service.jobs.again(FIRST_OFFICE, job.id)
    refused = service.jobs.wait(FIRST_OFFICE, job.id, 240)
    assert "run-unfinished" in {finding.code for finding in refused.findings}
    service.jobs.again(FIRST_OFFICE, job.id)
    assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.id, 240).state
    assert LETTERS == len(entries(data))


def test_a_full_disk(service: Service, data: Path) -> None:
    """Where the results cannot be written the job fails with the reason, and can go on."""
    job = service.jobs.submit(secretary(), order(CIRCULAR, SUMMARY))
    folder = JobFolder(DataFolder(data).office(FIRST_OFFICE).jobs / job.id)
    service.jobs.wait(FIRST_OFFICE, job.id, 240)
    shutil.rmtree(folder.out)
    folder.out.write_text("a file where the folder should be")
    folder.reopen()
    assert folder.load().state is JobState.QUEUED
    with pytest.raises(RefusedError):  # known as over, until somebody starts the service again
        service.jobs.cancel(FIRST_OFFICE, job.id)
    service.jobs.again(FIRST_OFFICE, job.id)
    failed = service.jobs.wait(FIRST_OFFICE, job.id, 240)
    assert (JobState.FAILED, "output-unwritable") == (failed.state, failed.findings[0].code)
    folder.out.unlink()
    service.jobs.again(FIRST_OFFICE, job.id)
    assert JobState.DONE == service.jobs.wait(FIRST_OFFICE, job.id, 240).state


def test_one_letter_does_not_wait_for_many(service: Service, book: Path) -> None:
    """A single letter is made while thirty of another office are."""
    many = service.jobs.submit(secretary(SECOND_OFFICE), order(TYPE, book))
    until(lambda: service.jobs.get(SECOND_OFFICE, many.id).state is JobState.RUNNING)
    one = made(service, order(CIRCULAR, SUMMARY))
    assert JobState.DONE == one.state
    assert JobState.DONE == service.jobs.wait(SECOND_OFFICE, many.id, 240).state


def test_all_jobs_are_listed(service: Service, data: Path) -> None:
    """The jobs of an office are listed with the newest first, those of an earlier service too."""
    ids = [made(service, order(CIRCULAR, SUMMARY, title=title)).id for title in "กขค"]
    assert ids[::-1] == [job.id for job in service.jobs.of_office(FIRST_OFFICE)]
    assert "ค" == service.jobs.of_office(FIRST_OFFICE)[0].order.title
    later = type(service.jobs)(DataFolder(data), service.workshop, service.registers, service.clock)
    assert ids[::-1] == [job.id for job in later.of_office(FIRST_OFFICE)]
    assert [*service.jobs.of_office(FIRST_OFFICE)] == [*later.of_office(FIRST_OFFICE)]


def test_a_spoilt_job(data: Path, tmp_path: Path) -> None:
    """A job that cannot be read does not keep the service from starting, nor others from work."""
    office = DataFolder(data).office(FIRST_OFFICE)
    for text in ("", "{}", '{"ordered": 1}', "[]"):
        spoilt = office.jobs / new_id()
        spoilt.mkdir(parents=True)
        (spoilt / "order.json").write_text(text)
    type_ = tmp_path / CIRCULAR
    shutil.copytree(order(CIRCULAR, SUMMARY).folder, type_)
    (type_ / "letter.toml").write_text("กขค = ")
    with open_service(Settings(data=data)) as service:
        broken = made(service, order(CIRCULAR, SUMMARY, folder=type_))
        assert (JobState.FAILED, "letter-type") == (broken.state, broken.findings[0].code)
        assert JobState.DONE == made(service, order(CIRCULAR, SUMMARY)).state


def test_the_order_of_jobs() -> None:
    """Offices take turns; in an office who came first goes first."""
    queue = JobQueue()
    for office, job in [("a", "1"), ("a", "2"), ("a", "3"), ("b", "4"), ("c", "5"), ("b", "6")]:
        queue.put(Lane.LONG, office, job)
    assert 1 == queue.ahead_of("a", "2")
    assert queue.drop("a", "3")
    assert not queue.drop("a", "3")
    taken = [queue.take(Lane.LONG) for _ in range(5)]
    assert [("a", "1"), ("b", "4"), ("c", "5"), ("a", "2"), ("b", "6")] == taken
    waiting = threading.Timer(0.1, queue.close)
    waiting.start()
    assert queue.take(Lane.LONG) is None


def test_progress_is_told(book: Path, tmp_path: Path) -> None:
    """A run says its phases, and at the end of each that all of it is done."""
    said: list[Progress] = []
    values = DAY | {"เลขที่": ""}
    job = JobFolder(tmp_path / new_id()).lay_down(
        secretary(), order(TYPE, book, values=values), EXAMPLES / "phayao.toml", now()
    )
    work = make_task.Work(
        order=job.order,
        office=JobFolder(tmp_path / job.id).office,
        out=tmp_path / "out",
        actor="มาลี",
        register="",
        moment=dt.datetime(2025, 3, 11, tzinfo=dt.UTC),
    )
    with heard(said.append):
        result = make_task.make_letters(work)
    assert LETTERS == result.letters
    phases = list(dict.fromkeys(progress.phase for progress in said))
    assert ["ร่างหนังสือ", "ทำหนังสือ", "รวมเล่ม"] == phases
    assert {LETTERS} == {p.done for p in said if p.phase == "ทำหนังสือ" and p.done == p.total}


def until(what: Callable[[], bool]) -> None:
    """Wait until `what` holds."""
    end = time.monotonic() + 240
    while not what():
        assert time.monotonic() < end
        time.sleep(0.002)
