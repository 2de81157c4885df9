"""Whatever goes wrong is answered: a Thai page for people, a problem with findings for systems."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from fastapi.testclient import TestClient

from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.xdist_group("faults")
PROBLEM = "application/problem+json"
SECRET = "ความลับของสำนักงาน"


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Give a client of a service some of whose addresses fail."""
    app = create_app(Settings(data=tmp_path_factory.mktemp("faults")))

    def fail(number: int = 0) -> None:
        raise ValueError(SECRET, number)

    def refuse() -> None:
        raise CircularsError

    def command() -> None:
        hint = "กรอกด้วย --set 'เรียน=…'"
        raise CircularsError(Finding(code="field-missing", where="", message="", hint=hint))

    said = {"/fail": fail, "/api/v1/fail": fail, "/api/v1/refuse": refuse, "/command": command}
    for path, does in said.items():
        app.get(path)(does)
    with TestClient(app, base_url=ADDRESS, raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("method", "path", "status", "code", "where"),
    [
        ("GET", "/api/v1/nix", 404, "service-not-found", "/api/v1/nix"),
        ("PUT", "/api/v1/jobs", 405, "service-method", "/api/v1/jobs"),
        ("GET", "/api/v1/jobs?limit=many", 422, "service-request-invalid", "limit"),
        ("GET", "/api/v1/jobs/0123456789abcdef", 404, "service-not-found", "0123456789abcdef"),
        ("GET", "/api/v1/fail", 500, "service-fault", "/api/v1/fail"),
        ("GET", "/api/v1/refuse", 422, "service-request-invalid", "/api/v1/refuse"),
    ],
)
def test_systems_get_a_problem(
    failing: TestClient, method: str, path: str, status: int, code: str, where: str
) -> None:
    """A system gets the problem details of RFC 9457, with the findings and their places."""
    answer = failing.request(method, path)
    said = answer.json()
    assert (status, PROBLEM) == (answer.status_code, answer.headers["content-type"])
    assert (status, f"urn:circulars:{code}") == (said["status"], said["type"])
    assert [(code, where)] == [(each["code"], each["where"]) for each in said["findings"]]
    assert said["findings"][0]["message"] == said["detail"]


def test_people_get_a_page(failing: TestClient) -> None:
    """A person gets a page in Thai with the way out, and a script that asks for JSON a problem."""
    page = failing.get("/nix", headers={"Accept": "text/html"})
    assert (404, "text/html; charset=utf-8") == (page.status_code, page.headers["content-type"])
    assert "ไม่พบหน้านี้" in page.text
    asked = failing.get("/nix", headers={"Accept": "application/json"})
    assert (404, PROBLEM) == (asked.status_code, asked.headers["content-type"])


def test_not_this_method_says_which(failing: TestClient) -> None:
    """A refused method comes with those that are served.  Source: RFC 9110, 15.5.6."""
    assert "GET" in failing.put("/api/v1/jobs").headers["allow"]


def test_own_faults_tell_nothing(failing: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """A fault of the service shows its number, and neither answer nor log what the data were."""
    with caplog.at_level(logging.DEBUG):
        for path in ("/fail", "/api/v1/fail?number=7"):
            answer = failing.get(path)
            assert 500 == answer.status_code
            assert SECRET not in answer.text
            assert "Traceback" not in answer.text
            assert "content-security-policy" in answer.headers
            assert answer.headers["x-request-id"] in answer.text
    assert SECRET not in caplog.text
    assert "ValueError" in [getattr(record, "error", "") for record in caplog.records]


def test_every_fault_of_a_request_at_once(failing: TestClient) -> None:
    """All wrong parameters are told in one answer, each with its place."""
    found = failing.get("/api/v1/jobs?limit=0&offset=-1").json()["findings"]
    assert {"limit": "ต้องไม่น้อยกว่า 1", "offset": "ต้องไม่น้อยกว่า 0"} == {
        each["where"]: each["message"] for each in found
    }


def test_a_page_tells_of_no_command_line(failing: TestClient) -> None:
    """Hints of findings that commands share are put into words for somebody at a page."""
    page = failing.get("/command", headers={"Accept": "text/html"}).text
    assert "--set" not in page
    assert "กรอกในช่องนั้น" in page
