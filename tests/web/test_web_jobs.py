"""Pages of jobs: how far each is, what it made, and nothing of another office."""

from __future__ import annotations

import json
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from books import CIRCULAR, TYPE, district, sales_book
from service.job_offices import order, secretary
from support import EXAMPLES

from circulars.service.accounts.accounts import accounts_of
from circulars.service.jobs.orders import JobState
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE, new_id
from circulars.service.refusals import RefusedError
from circulars.web.streams import MOST, MOST_EACH, MOST_OFFICE, STREAMS, Streams
from thai_numerals import to_thai_digits

if TYPE_CHECKING:
    from pathlib import Path

    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from circulars.service.jobs.orders import Job
    from circulars.service.service import Service
    from web.conftest import LogIn

SUMMARY = EXAMPLES / "phayao-otop-2568.xlsx"


def service_of(client: TestClient) -> Service:
    """Return the service that the client asks."""
    app: Any = client.app
    service: Service = app.state.service
    return service


def made(client: TestClient, workbook: Path, letter_type: str = CIRCULAR, **said: Any) -> Job:
    """Return a job of the first office when it is over."""
    jobs = service_of(client).jobs
    job = jobs.submit(secretary(), order(letter_type, workbook, **said))
    return jobs.wait(FIRST_OFFICE, job.id, 240)


def test_no_jobs(client: TestClient) -> None:
    """An office that has ordered nothing is told so, and where to begin."""
    page = client.get("/jobs")
    assert 200 == page.status_code
    assert "ยังไม่มีงาน" in page.text


def test_one_letter(client: TestClient) -> None:
    """The page of a job gives its letter by a link, and the letter is what was made."""
    job = made(client, SUMMARY, title="สรุป <ยอด> & ผล")
    page = client.get(f"/jobs/{job.id}").text
    assert "สรุป &lt;ยอด&gt; &amp; ผล" in page
    link = f"/jobs/{job.id}/files/{quote('พย0019.2-ว1.docx')}"
    assert f'href="{link}"' in page
    assert "ทำเดือนถัดไป" in page
    answer = client.get(link)
    folder = service_of(client).jobs.results(FIRST_OFFICE, job.id)
    assert (folder / "พย0019.2-ว1.docx").read_bytes() == answer.content
    assert "UTF-8''" + quote("พย0019.2-ว1.docx") in answer.headers["content-disposition"].replace(
        "utf-8", "UTF-8"
    )
    assert job.order.title.replace("<", "&lt;")[:10] in client.get("/jobs").text


def test_letters_are_found_again(client: TestClient) -> None:
    """The list shows number, subject and month as letters print them, and is narrowed by them."""
    job = made(client, SUMMARY, title="ใช้ครั้งเดียว", period="ก.พ. 68")
    [number] = service_of(client).jobs.told(FIRST_OFFICE, job.id).spans
    thai = f"เลขที่ <strong>{to_thai_digits(str(number))}</strong>"
    for words in (str(number), to_thai_digits(str(number)), "ใช้ครั้งเดียว กุมภาพันธ์", "OTOP ก.พ."):
        page = client.get("/jobs", params={"words": words}).text
        assert f'href="/jobs/{job.id}"' in page, words
        for said in (thai, "ลงวันที่ ๑๑ มีนาคม ๒๕๖๘", "เดือนรายงาน กุมภาพันธ์ ๒๕๖๘", "เรื่อง สรุป"):
            assert said in page
    page = client.get("/jobs", params={"words": "<ไม่มี>"}).text
    assert "ไม่พบงานที่มีคำว่า “&lt;ไม่มี&gt;”" in page
    assert "/jobs/" not in page
    answer = client.get("/api/v1/jobs", params={"words": "ใช้ครั้งเดียว"}).json()
    assert 1 == answer["total"]
    [told] = answer["items"]
    printed = f"พย 0019.2/{number}"
    assert [{"first": printed, "last": printed, "count": 1}] == told["numbers"]
    assert ("2025-02", "สรุป") == (told["period"], told["subject"][:4])


def test_many_letters(client: TestClient, tmp_path: Path) -> None:
    """Of many letters there are archive and index; what is held back is named with the reason."""
    names = [district(number) for number in (1, 2, 3)]
    workbook = sales_book(tmp_path / "ยอด.xlsx", names, typed={"D8": "ไม่ทราบ"})
    job = made(client, workbook, TYPE)
    page = client.get(f"/jobs/{job.id}").text
    assert quote("หนังสือทั้งชุด.zip") in page
    assert quote("บัญชีหนังสือ.xlsx") in page
    assert "กักไว้ 1 ฉบับ" in page
    assert f"<li>{names[1]}</li>" in page
    assert "สรุปยอดจำหน่าย!D8" in page
    assert 2 == len(re.findall(r'aria-label="[^"]*\.docx"', page))


def test_other_files_are_not_given(client: TestClient) -> None:
    """Only what a job made is given, by its name; anything else is not there."""
    job = made(client, SUMMARY)
    for name in ("order.json", "../order.json", "%2e%2e%2forder.json", ".run", "ไม่มี.docx"):
        assert 404 == client.get(f"/jobs/{job.id}/files/{name}").status_code, name


def test_jobs_of_others(accounts_client: LogIn, app: FastAPI) -> None:
    """Another office, an unknown id and staff who make no letters learn nothing of a job."""
    ours = accounts_client(Role.SECRETARY)
    job = made(ours, SUMMARY)
    assert 200 == ours.get(f"/jobs/{job.id}").status_code
    theirs = accounts_client(Role.SECRETARY, office="0" * 15 + "2")
    for client, wanted in ((theirs, job.id), (ours, new_id()), (ours, "x")):
        for path in ("", "/events", f"/files/{quote(job.files[0])}"):
            assert 404 == client.get(f"/jobs/{wanted}{path}").status_code
        for change in ("again", "stop"):
            assert 404 == client.post(f"/jobs/{wanted}/{change}").status_code
    assert 403 == accounts_client(Role.STAFF).get(f"/jobs/{job.id}").status_code
    assert app.state.service.jobs.get(FIRST_OFFICE, job.id).state is JobState.DONE


def test_events(client: TestClient, tmp_path: Path) -> None:
    """Who follows a job hears how far it is, and at the end that it is over."""
    workbook = sales_book(tmp_path / "ยอด.xlsx", [district(number) for number in range(1, 61)])
    job = service_of(client).jobs.submit(secretary(), order(TYPE, workbook))
    page = client.get(f"/jobs/{job.id}").text
    assert '<meta http-equiv="refresh"' in page
    assert "/static/jobs.js" in page
    answer = client.get(f"/jobs/{job.id}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = re.findall(r"event: (\w+)\ndata: (.*)\n\n", answer.text)
    assert "over" == events[-1][0]
    told = [json.loads(data) for name, data in events if name == "progress"]
    assert "เสร็จแล้ว" == told[-1]["state"]
    assert any((60, "ทำหนังสือ") == (each["total"], each["phase"]) for each in told)


def test_failed_and_gone_on_with(client: TestClient) -> None:
    """A job that failed shows why, and a button that has it go on."""
    job = made(client, SUMMARY, values={"วันที่": "วันไหนก็ได้"})
    page = client.get(f"/jobs/{job.id}").text
    assert "เหตุที่ทำไม่ได้" in page
    assert "field-unreadable" in page
    assert f'action="/jobs/{job.id}/again"' in page
    answer = client.post(f"/jobs/{job.id}/again", follow_redirects=False)
    assert (303, f"/jobs/{job.id}") == (answer.status_code, answer.headers["location"])
    service_of(client).jobs.wait(FIRST_OFFICE, job.id, 240)
    assert 422 == client.post(f"/jobs/{job.id}/stop").status_code


def test_more_jobs_than_a_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs are listed page by page, the newest first."""
    monkeypatch.setattr("circulars.web.pages.jobs._ON_A_PAGE", 2)
    jobs = service_of(client).jobs
    wrong = {"วันที่": "วันไหนก็ได้"}
    many = [
        jobs.submit(secretary(), order(CIRCULAR, SUMMARY, title=f"งาน {n:02}", values=wrong))
        for n in range(3)
    ]
    first, second = client.get("/jobs").text, client.get("/jobs?page=2").text
    assert "งาน 02" in first
    assert "งาน 00" not in first
    assert "งาน 00" in second
    assert 422 == client.get("/jobs?page=0").status_code
    jobs.wait(FIRST_OFFICE, many[-1].id, 240)


def test_streams_of_one_person(accounts_client: LogIn, app: FastAPI) -> None:
    """Who has eight streams open gets no ninth but can ask; others have theirs."""
    ours, theirs = accounts_client(Role.SECRETARY), accounts_client(Role.EDITOR)
    job = made(ours, SUMMARY)
    account = next(
        each
        for each in accounts_of(app.state.service.access, FIRST_OFFICE)
        if each.role is Role.SECRETARY
    )
    with ExitStack() as held:
        for _ in range(MOST_EACH):
            held.enter_context(STREAMS.place(account.actor))
        refused = ours.get(f"/jobs/{job.id}/events", headers={"Accept": "text/event-stream"})
        assert (429, "5") == (refused.status_code, refused.headers["retry-after"])
        assert "service-streams-many" in refused.text
        assert 200 == ours.get(f"/jobs/{job.id}").status_code
        told = ours.get(f"/jobs/{job.id}/now").json()
        assert (True, "เสร็จแล้ว", None) == (told["over"], told["state"], told["ahead"])
        assert 200 == theirs.get(f"/jobs/{job.id}/events").status_code
    assert 200 == ours.get(f"/jobs/{job.id}/events").status_code
    assert 0 == STREAMS.open
    assert 404 == ours.get(f"/jobs/{new_id()}/now").status_code


def test_streams_of_an_office() -> None:
    """An office has so many streams, whoever opens them, and so has the service."""
    streams = Streams()
    with ExitStack() as held:
        for office in range(MOST // MOST_OFFICE):
            for number in range(MOST_OFFICE):
                held.enter_context(streams.place(somebody(office, number)))
            with pytest.raises(RefusedError):
                held.enter_context(streams.place(somebody(office, MOST_OFFICE)))
        assert MOST == streams.open
        with pytest.raises(RefusedError):
            held.enter_context(streams.place(somebody(MOST, 0)))
    assert 0 == streams.open
    with streams.place(somebody(0, 0)):
        assert 1 == streams.open


def somebody(office: int, number: int) -> Actor:
    """Return one of the people of an office."""
    return Actor(name="มาลี", office=f"{office:016x}", role=Role.STAFF, account=str(number))
