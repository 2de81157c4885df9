"""Pages and API over a data folder in which files were spoilt: each tells, and goes on."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from books import CIRCULAR
from fastapi.testclient import TestClient
from service.damages import DAMAGES
from service.job_offices import made, make_offices, order, secretary
from support import EXAMPLES, TEMPLATES

from circulars.batch import sha256
from circulars.letter_types import load_letter_type
from circulars.service.jobs.orders import JobState
from circulars.service.jobs.repeats import whose
from circulars.service.making.drafts import Drafts
from circulars.service.places import FIRST_OFFICE, DataFolder, new_id
from circulars.service.service import open_service
from circulars.service.settings import Settings
from circulars.web.app import create_app
from circulars.web.security.door import HERE
from web.conftest import ADDRESS, bring_csrf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.jobs.orders import Job
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

SUMMARY = EXAMPLES / "phayao-otop-2568.xlsx"
LETTER = "พย0019.2-ว1.docx"
FILES = ("order.json", "outcome.json")
# An outcome that is gone, or that leads nowhere, is none: the job is made again by itself.
CASES = [(file, how) for file in FILES for how in DAMAGES if (file, how) != (FILES[1], "removed")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoilt:
    """A service over an office that has one sound job and many damaged ones."""

    client: TestClient
    service: Service
    office: OfficeFolder
    sound: Job
    damaged: dict[tuple[str, str], str]  # ids by file and damage


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spoilt]:
    """Give such a service."""
    data = make_offices(tmp_path_factory.mktemp("damage") / "data")
    office = DataFolder(data).office(FIRST_OFFICE)
    with open_service(Settings(data=data)) as service:
        sound = made(service, order(CIRCULAR, SUMMARY))
    damaged = {case: new_id() for case in CASES}
    for (file, damage), job in damaged.items():
        shutil.copytree(office.jobs / sound.id, office.jobs / job)
        DAMAGES[damage](office.jobs / job / file)
    (office.jobs / new_id()).mkdir()  # cut off while it was ordered
    (office.jobs / "lost+found").mkdir()
    with TestClient(create_app(Settings(data=data)), base_url=ADDRESS) as client:
        bring_csrf(client)
        app: Any = client.app
        yield Spoilt(
            client=client, service=app.state.service, office=office, sound=sound, damaged=damaged
        )


def test_every_list_goes_on(spoilt: Spoilt) -> None:
    """Damaged jobs are listed as damaged among the others, on pages and in the API."""
    count = len(spoilt.damaged) + 1
    pages = [spoilt.client.get(f"/jobs?page={page}") for page in (1, 2)]
    text = "".join(page.text for page in pages)
    assert [200, 200] == [page.status_code for page in pages]
    assert len(spoilt.damaged) == text.count("แฟ้มเสียหาย")
    assert all(f'href="/jobs/{job}"' in text for job in (*spoilt.damaged.values(), spoilt.sound.id))
    listed = spoilt.client.get("/api/v1/jobs?limit=200").json()
    assert count == listed["total"] == len(listed["items"])
    codes = {each["id"]: [f["code"] for f in each["findings"]] for each in listed["items"]}
    for (file, _), job in spoilt.damaged.items():
        expected = "service-job-damaged" if file == FILES[0] else "service-job-outcome"
        assert [expected] == codes[job]
    for path in ("/", "/types", f"/types/{CIRCULAR}", "/register", "/metrics"):
        assert 200 == spoilt.client.get(path).status_code, path


@pytest.mark.parametrize(("file", "damage"), CASES)
def test_a_damaged_job(spoilt: Spoilt, file: str, damage: str) -> None:
    """The page of a damaged job names the file and the way out, and still gives its letters."""
    job = spoilt.damaged[file, damage]
    page = spoilt.client.get(f"/jobs/{job}")
    assert 200 == page.status_code
    assert f"offices/{FIRST_OFFICE}/jobs/{job}/{file}" in page.text
    assert "แฟ้มสำรอง" in page.text
    assert (file == FILES[1]) == ("ทำต่อ</button>" in page.text)
    letter = spoilt.client.get(f"/jobs/{job}/files/{quote(LETTER)}")
    sound = spoilt.client.get(f"/jobs/{spoilt.sound.id}/files/{quote(LETTER)}")
    assert (200, sound.content) == (letter.status_code, letter.content)
    told = spoilt.client.get(f"/api/v1/jobs/{job}").json()
    assert ("failed", job) == (told["state"], told["id"])
    assert "event: over" in spoilt.client.get(f"/jobs/{job}/events").text
    begun = {"type": CIRCULAR, "after": job}
    answer = spoilt.client.post("/letters", data=begun, follow_redirects=False)
    assert 200 == spoilt.client.get(answer.headers["location"]).status_code
    if file == FILES[0]:
        refused = spoilt.client.post(f"/jobs/{job}/again", headers={"Accept": "application/json"})
        assert (410, "service-job-damaged") == (
            refused.status_code,
            refused.json()["findings"][0]["code"],
        )


def test_a_lost_outcome_is_made_again(spoilt: Spoilt) -> None:
    """A job whose outcome is lost goes on at a click, with the same letter and number."""
    job = spoilt.damaged[FILES[1], "half written"]
    before = (spoilt.office.jobs / job / "out" / LETTER).read_bytes()
    spoilt.client.post(f"/jobs/{job}/again")
    over = spoilt.service.jobs.wait(FIRST_OFFICE, job, 240)
    assert (JobState.DONE, False, spoilt.sound.files) == (over.state, over.is_damaged, over.files)
    assert before == (spoilt.office.jobs / job / "out" / LETTER).read_bytes()


def test_a_letter_removed_by_hand(spoilt: Spoilt) -> None:
    """A file that somebody removed is told as gone; its job is shown as it was."""
    job = made(spoilt.service, order(CIRCULAR, SUMMARY))
    name = next(name for name in job.files if name.endswith(".docx"))
    (spoilt.service.jobs.results(FIRST_OFFICE, job.id) / name).unlink()
    answer = spoilt.client.get(f"/jobs/{job.id}/files/{quote(name)}")
    assert 410 == answer.status_code
    assert "แฟ้มสำรอง" in answer.text
    assert 410 == spoilt.client.get(f"/api/v1/jobs/{job.id}/files/{quote(name)}").status_code
    assert 200 == spoilt.client.get(f"/jobs/{job.id}").status_code
    shutil.rmtree(spoilt.office.jobs / job.id / "out")
    draft = {"type": CIRCULAR, "after": job.id}
    begun = spoilt.client.post("/letters", data=draft, follow_redirects=False)
    assert 200 == spoilt.client.get(begun.headers["location"]).status_code


def test_a_job_removed_by_hand(spoilt: Spoilt) -> None:
    """A job whose folder somebody removed is on no list any more, and no letter follows it."""
    job = made(spoilt.service, order(CIRCULAR, SUMMARY))
    begun = spoilt.client.post(
        "/letters", data={"type": CIRCULAR, "after": job.id}, follow_redirects=False
    )
    other = type(spoilt.service.jobs)(
        DataFolder(spoilt.service.folder.root),
        spoilt.service.workshop,
        spoilt.service.registers,
        spoilt.service.clock,
    )
    assert job.id in [each.id for each in other.of_office(FIRST_OFFICE)]
    shutil.rmtree(spoilt.office.jobs / job.id)
    other = type(other)(
        other._folder, spoilt.service.workshop, spoilt.service.registers, spoilt.service.clock
    )
    assert job.id not in [each.id for each in other.of_office(FIRST_OFFICE)]
    spoilt.service.jobs._over.clear()
    assert f"/jobs/{job.id}" not in spoilt.client.get("/jobs").text
    assert 404 == spoilt.client.get(f"/jobs/{job.id}").status_code
    page = spoilt.client.get(begun.headers["location"])
    assert (200, True) == (page.status_code, "งานครั้งก่อนที่เลือกไว้ไม่มีในเครื่องแล้ว" in page.text)
    afresh = f"{begun.headers['location']}/afresh"
    assert "งานครั้งก่อนที่เลือกไว้" not in spoilt.client.post(afresh, data={"fresh": "true"}).text


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_draft(spoilt: Spoilt, damage: str) -> None:
    """A damaged draft is told on the first page, its own page says so, and it can go."""
    drafts = Drafts(spoilt.office, spoilt.service.clock)
    kind = load_letter_type(TEMPLATES / CIRCULAR)
    draft = drafts.attach(drafts.create(kind, secretary().name).id, SUMMARY).id
    DAMAGES[damage](spoilt.office.drafts / draft / "draft.json")
    first = spoilt.client.get("/")
    assert 200 == first.status_code
    assert f"drafts/{draft}/draft.json" in first.text
    for path in (f"/letters/{draft}", f"/letters/{draft}/parts"):
        page = spoilt.client.get(path)
        assert (410, True) == (page.status_code, "ทิ้งร่างนี้" in page.text)
    assert 410 == spoilt.client.post(f"/letters/{draft}/issue", data={}).status_code
    spoilt.client.post(f"/letters/{draft}/discard")
    assert 404 == spoilt.client.get(f"/letters/{draft}").status_code


def test_a_workbook_removed_by_hand(spoilt: Spoilt) -> None:
    """A draft whose workbook is gone says so, and takes another one."""
    drafts = Drafts(spoilt.office, spoilt.service.clock)
    kind = load_letter_type(TEMPLATES / CIRCULAR)
    draft = drafts.attach(drafts.create(kind, secretary().name).id, SUMMARY)
    path = drafts.workbook(draft)
    assert path
    path.unlink()
    for address in (f"/letters/{draft.id}", f"/letters/{draft.id}/parts"):
        page = spoilt.client.get(address)
        assert 200 == page.status_code
    with SUMMARY.open("rb") as file:
        sent = {"file": ("ใหม่.xlsx", file)}
        spoilt.client.post(f"/letters/{draft.id}/workbook", files=sent)
    assert drafts.workbook(drafts.get(draft.id)).is_file()  # type: ignore[union-attr]  # it has one
    drafts.discard(draft.id)


@pytest.mark.parametrize("damage", [damage for damage in DAMAGES if damage != "no time zone"])
def test_damaged_results_of_a_day(spoilt: Spoilt, damage: str) -> None:
    """What was checked or converted and cannot be read is told as gone, with the way out."""
    for path, name, form in (
        ("/check", "check.json", {}),
        ("/convert", "conversion.json", {"to": "thai"}),
    ):
        field = "files" if path == "/check" else "file"
        sent = {field: ("ก.txt" if path == "/convert" else "ก.xlsx", _content(path))}
        answer = spoilt.client.post(path, data=form, files=sent, follow_redirects=False)
        assert 303 == answer.status_code, answer.text
        place = answer.headers["location"]
        assert 200 == spoilt.client.get(place).status_code
        DAMAGES[damage](spoilt.office.uploads / place.rpartition("/")[2] / name)
        page = spoilt.client.get(place)
        assert page.status_code in {404, 410}, (path, page.text)
        assert page.status_code == 404 or "ส่งแฟ้มเดิม" in page.text


def _content(path: str) -> bytes:
    return b"11/3/2568" if path == "/convert" else SUMMARY.read_bytes()


# What was removed nobody knows of; moments there are none.
@pytest.mark.parametrize("damage", [d for d in DAMAGES if d not in {"removed", "no time zone"}])
def test_a_damaged_key(spoilt: Spoilt, damage: str) -> None:
    """A key of which nobody knows any more what it gave takes no second number."""
    key = new_id()
    asked = {"count": 1, "holder": "ก", "reason": "ข"}
    headers = {"Idempotency-Key": key}
    first = spoilt.client.post("/api/v1/register/reserve", json=asked, headers=headers)
    assert 201 == first.status_code, first.text
    folder = spoilt.office.root / "repeats" / sha256(f"{whose(HERE)}\n{key}".encode())
    DAMAGES[damage](folder / "repeat.json")
    again = spoilt.client.post("/api/v1/register/reserve", json=asked, headers=headers)
    assert (409, "service-repeat") == (again.status_code, again.json()["findings"][0]["code"])
