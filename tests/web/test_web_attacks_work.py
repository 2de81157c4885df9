"""Attacks on the work of others: orders at one moment, queues, bodies, disks filled by one."""

from __future__ import annotations

import errno
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread
from typing import TYPE_CHECKING

import pytest
from service.job_offices import made, order, secretary
from support import EXAMPLES

from circulars.service.jobs import jobs
from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.orders import JobState
from circulars.service.making import drafts
from circulars.service.people import Role
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.refusals import RefusedError
from circulars.service.tracing import asker, set_asker
from circulars.service.uploads import uploads
from circulars.service.uploads.uploads import UploadKind, take_in
from circulars.service.work.crew import Crew
from circulars.service.work.worker import Limits
from circulars.web.security.bodies import AT_THE_DOOR
from web.conftest import csrf_in

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi.testclient import TestClient

    from circulars.service.service import Service
    from web.conftest import LogIn

SUMMARY = EXAMPLES / "phayao-otop-2568.xlsx"
NOTHING_SAID: dict[str, dict[str, str]] = {"values": {}}  # so that the job fails at once


def service_of(client: TestClient) -> Service:
    """Return the service behind `client`, whose office has a profile."""
    service: Service = client.app.state.service  # type: ignore[attr-defined]  # a FastAPI
    profile = service.office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    return service


def test_going_on_twice_at_a_moment(client: TestClient) -> None:
    """Who asks at one moment many times for a job to go on has it once, and the next is made."""
    service = service_of(client)
    first = made(service, order("otop_monthly_sales", SUMMARY, **NOTHING_SAID))
    assert JobState.FAILED is first.state
    together = Barrier(8)

    def again() -> bool:
        together.wait()
        try:
            service.jobs.again(FIRST_OFFICE, first.id)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        for _ in range(5):
            asked = [pool.submit(again) for _ in range(8)]
            assert any(each.result() for each in asked)
            service.jobs.wait(FIRST_OFFICE, first.id, 240)
    last = made(service, order("otop_monthly_sales", SUMMARY, **NOTHING_SAID))
    assert JobState.FAILED is last.state


def test_too_many_orders(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office with too many jobs under way is told to wait (429), and no file is laid down."""
    service = service_of(client)
    monkeypatch.setattr(jobs, "MOST_WAITING", 0)
    with pytest.raises(RefusedError) as caught:
        service.jobs.submit(secretary(), order("otop_monthly_sales", SUMMARY))
    assert (429, "service-jobs-many") == (caught.value.status, caught.value.findings[0].code)
    assert not service.office(FIRST_OFFICE).jobs.exists()


def test_strangers_send_little(accounts_client: LogIn) -> None:
    """Who is not in yet can send no file to be laid on the disk, by no page that is open."""
    stranger = accounts_client()
    stranger.cookies.clear()
    large = {"file": ("a.bin", b"x" * (AT_THE_DOOR + 1))}
    for path in ("/login", "/setup/x", "/healthz"):
        assert 413 == stranger.post(path, files=large).status_code


def test_one_asker_leaves_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the places to wait for a process one asker has at most half; another one may wait too."""
    crew = Crew(1, Limits(memory=1_000_000_000), waiting=4, patience=0.05)
    monkeypatch.setattr(crew, "_taken", 1)  # the only process is at work
    refused: list[str] = []

    def ask(who: str) -> None:
        set_asker(who)
        try:
            crew._wait_for_place(is_patient=False)  # no process is started for it
        except RefusedError as error:
            refused.append(f"{who} {error.findings[0].code}")

    monkeypatch.setattr(crew, "_patience", 5.0)
    threads = [Thread(target=ask, args=("มาลี",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    while crew.waiting < 2:
        pass
    ask("มาลี")
    assert ["มาลี service-busy"] == refused
    other = Thread(target=ask, args=("ปิติ",))
    other.start()
    while crew.waiting < 3:
        pass
    crew.close()
    for thread in (*threads, other):
        thread.join()


def test_askers_are_told_apart(accounts_client: LogIn, monkeypatch: pytest.MonkeyPatch) -> None:
    """The workshop knows each account as one asker, whichever thread works for it."""
    askers: list[str] = []
    monkeypatch.setattr(
        "circulars.web.pages.convert.own_days", lambda _office: askers.append(asker())
    )
    for role in (Role.STAFF, Role.SECRETARY):
        accounts_client(role).get("/convert")
    assert 2 == len({*askers} - {""})


def test_nothing_sent_to_a_draft_is_left(client: TestClient) -> None:
    """A workbook that was taken into a draft lies in the draft alone, also a refused one."""
    office = service_of(client).office(FIRST_OFFICE)
    page = client.post("/letters", data={"type": "otop_monthly_sales"})
    csrf = csrf_in(page.text)
    for content in (SUMMARY.read_bytes(), b"no workbook"):
        sent = {"file": ("ยอด.xlsx", content)}
        client.post(f"{page.url.path}/workbook", data={"csrf": csrf}, files=sent)
    assert [] == [*office.uploads.iterdir()]
    assert 1 == len([*office.drafts.glob("*/workbook/*/*.xlsx")])


def test_answers_have_an_end(client: TestClient) -> None:
    """Answers that together are longer than any letter are refused, and nothing is kept."""
    service_of(client)
    page = client.post("/letters", data={"type": "otop_monthly_sales"})
    said = {"csrf": csrf_in(page.text), "w:เรื่อง": "", "f:เรื่อง": "ก" * (drafts.LONGEST + 1)}
    answer = client.post(f"{page.url.path}/answers", files={n: (None, v) for n, v in said.items()})
    assert 422 == answer.status_code
    assert "ยาวเกิน" in answer.text


def test_too_many_drafts(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An office that issues nothing cannot fill the disk with drafts."""
    service_of(client)
    monkeypatch.setattr(drafts, "MOST", 2)
    asked = [client.post("/letters", data={"type": "memo"}) for _ in range(3)]
    assert [200, 200, 409] == [each.status_code for each in asked]


def test_uploads_leave_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No upload takes the last of the disk (507): numbers are given on, and people get in."""
    free = shutil.disk_usage(tmp_path).free
    monkeypatch.setattr(uploads, "RESERVE", free + 1_000_000_000)
    with pytest.raises(RefusedError) as caught:
        take_in(SUMMARY.read_bytes(), "ยอด.xlsx", tmp_path, kinds={UploadKind.WORKBOOK})
    assert (507, "upload-no-room") == (caught.value.status, caught.value.findings[0].code)
    assert [] == [*tmp_path.iterdir()]


def test_a_full_disk_and_the_profile(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A profile that the disk does not take is told of, and the one before it stays."""
    office = service_of(client).office(FIRST_OFFICE)
    page = client.get("/office").text
    before = office.profile.read_bytes()

    def full(_path: Path, _content: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("circulars.service.profile.profile.write_aside", full)
    found = re.search('name="version" value="([^"]+)"', page)
    assert found
    said = {"csrf": csrf_in(page), "version": found[1]}
    answer = client.post("/office/file", data=said, files={"profile": ("office.toml", before)})
    assert 422 == answer.status_code
    assert before == office.profile.read_bytes()
    assert [] == [*office.root.glob(".*.toml")]


def test_pages_of_letters_do_not_stay_in_browsers(accounts_client: LogIn) -> None:
    """Logging out has the browser forget the pictures of letters that it kept."""
    member = accounts_client(Role.SECRETARY)
    answer = member.post("/logout", follow_redirects=False)
    assert '"cache"' == answer.headers["clear-site-data"]


def test_a_job_of_nobody(client: TestClient) -> None:
    """A job that is over when its turn comes ends no one's turn."""
    service = service_of(client)
    runner = service.jobs._runner  # what a race would leave
    from circulars.service.jobs.queue import Lane

    for lane in Lane:
        for _ in range(3):
            runner._queue.put(lane, FIRST_OFFICE, "0" * 16)
    done = made(service, order("otop_monthly_sales", SUMMARY, **NOTHING_SAID))
    assert JobState.FAILED is done.state
    assert JobFolder(DataFolder(service.folder.root).office(FIRST_OFFICE).jobs / done.id).is_over
