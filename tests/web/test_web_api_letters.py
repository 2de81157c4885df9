"""Letters ordered by other systems: one is made at once, many go on, nothing is made twice."""

from __future__ import annotations

import json
import shutil
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest
from fastapi.testclient import TestClient
from support import EXAMPLES, TEMPLATES

from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

pytestmark = pytest.mark.xdist_group("api-letters")
MONTHLY = EXAMPLES / "phayao-otop-2568.xlsx"
DISTRICTS = TEMPLATES / "otop_district_sales" / "example.xlsx"
FORM = {"วันที่": "2025-03-11", "เลขที่": "1175"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of one service for all tests here."""
    folder = tmp_path_factory.mktemp("letters")
    profile = DataFolder(folder).office(FIRST_OFFICE).profile
    profile.parent.mkdir(parents=True)
    shutil.copyfile(EXAMPLES / "phayao.toml", profile)
    with TestClient(create_app(Settings(data=folder)), base_url=ADDRESS) as client:
        yield client


def total(client: TestClient, path: str) -> int:
    """Return how many there are of what a list gives."""
    count: int = client.get(f"/api/v1/{path}").json()["total"]
    return count


def order(client: TestClient, *, key: str = "", path: str = "", **form: Any) -> Response:
    """Return what the service answers to an order of the example letter."""
    sent = {"type": "otop_monthly_sales", "answers": json.dumps(FORM), "allow": "emblem-missing"}
    book = DISTRICTS if form.get("type") == "otop_district_sales" else MONTHLY
    return client.post(
        f"/api/v1/letters{path}",
        data=sent | form,
        files={"workbook": (book.name, book.read_bytes())},
        headers={"Idempotency-Key": key} if key else {},
    )


def test_one_letter_at_once(client: TestClient) -> None:
    """The answer names the job and its files; the PDF that they lead to says the right figures."""
    made = order(client)
    assert 201 == made.status_code, made.text
    job = made.json()
    assert (job["url"], "done", 2) == (made.headers["location"], job["state"], job["pages"])
    assert job == client.get(job["url"]).json()
    files = {each["name"]: each["url"] for each in job["files"]}
    assert {"พย0019.2-ว1175.docx", "พย0019.2-ว1175.pdf", "manifest.json"} == set(files)
    pdf = client.get(files["พย0019.2-ว1175.pdf"])
    assert "application/pdf" == pdf.headers["content-type"]
    text = pypdfium2.PdfDocument(pdf.content)[0].get_textpage().get_text_bounded()
    assert "๑๑ มีนาคม ๒๕๖๘" in " ".join(text.split())


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("zip", b"")])
def test_the_file_itself(client: TestClient, kind: str, begins: bytes) -> None:
    """Who asks for a kind of file gets that file; of one letter there is no archive."""
    made = order(client, path=f"?as={kind}", pdf="false")
    if begins:
        assert (200, begins) == (made.status_code, made.content[:2])
        assert made.headers["content-disposition"].startswith("attachment;")
    else:
        assert (422, "service-no-file") == (made.status_code, made.json()["findings"][0]["code"])


def test_the_same_key_gives_the_same_job(client: TestClient) -> None:
    """A request sent twice is one job with one number; its key for another request is refused."""
    answers = json.dumps({"วันที่": "2025-03-11"})
    jobs, lines = total(client, "jobs"), total(client, "register")
    first = order(client, key="march", answers=answers, number="true", pdf="false")
    again = order(client, key="march", answers=answers, number="true", pdf="false")
    assert (201, 200) == (first.status_code, again.status_code), first.text
    assert first.json() == again.json()
    assert (jobs + 1, lines + 1) == (total(client, "jobs"), total(client, "register"))
    other = order(client, key="march", answers=answers, number="true", pdf="true")
    assert (409, "service-repeat") == (other.status_code, other.json()["findings"][0]["code"])


def test_many_letters_are_a_job(client: TestClient) -> None:
    """A letter to each district goes on after the answer; its archive has all of them."""
    asked = {"type": "otop_district_sales", "pdf": "false"}
    ordered = order(client, **asked)
    assert 202 == ordered.status_code, ordered.text
    done = order(client, wait="100", path="?as=zip", **asked)
    assert 200 == done.status_code, done.text
    with zipfile.ZipFile(BytesIO(done.content)) as archive:
        assert 9 == sum(name.endswith(".docx") for name in archive.namelist())


def test_who_does_not_wait_is_told_where_to_ask(client: TestClient) -> None:
    """With `wait` 0 the answer comes at once and says where the job is."""
    ordered = order(client, wait="0", pdf="false")
    assert 202 == ordered.status_code
    assert ordered.json()["state"] in {"queued", "running"}
    assert 200 == client.get(ordered.headers["location"]).status_code


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"answers": '{"วันที่": "2025-02-30"}'}, 422, "field-unreadable"),
        ({"answers": '{"ไม่มี": "1"}'}, 422, "field-unknown"),
        ({"answers": "[]"}, 422, "service-request-invalid"),
        ({"allow": "nix"}, 422, "service-request-invalid"),
        ({"type": "nix"}, 404, "service-not-found"),
        ({"wait": "121"}, 422, "service-request-invalid"),
        ({"number": "true"}, 422, "number-given"),
    ],
)
def test_faults_are_told(client: TestClient, form: dict[str, str], status: int, code: str) -> None:
    """What is wrong with form or workbook is answered with its findings, and no letter is made."""
    answer = order(client, **form)
    assert (status, code) == (answer.status_code, answer.json()["findings"][0]["code"])
    job = client.get("/api/v1/jobs").json()["items"][0]
    assert "failed" != job["state"] or [] == job["files"]


def test_jobs_come_in_parts(client: TestClient) -> None:
    """A list has as much as was asked for, the newest first, and how many there are in all."""
    before = total(client, "jobs")
    made = [order(client, pdf="false").json()["id"] for _ in range(3)]
    first = client.get("/api/v1/jobs", params={"limit": 2}).json()
    rest = client.get("/api/v1/jobs", params={"limit": 2, "offset": 2}).json()
    assert [before + 3] * 2 == [first["total"], rest["total"]]
    assert made[::-1] == [job["id"] for job in first["items"] + rest["items"]][:3]
