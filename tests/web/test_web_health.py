"""What watches the service: whether it lives and can work, its figures, and its log."""

from __future__ import annotations

import json
import logging
import re
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from circulars.service.people import Role
from circulars.service.work.workshop import Workshop
from circulars.web.logs import JsonFormatter
from web.conftest import ADDRESS

if TYPE_CHECKING:
    import pytest
    from fastapi import FastAPI

    from web.conftest import LogIn

SECRET = "ความลับ"


class Space(NamedTuple):
    """What the system says of a disk."""

    total: int
    used: int
    free: int


def test_alive(client: TestClient) -> None:
    """A service that answers says so, to anybody."""
    assert (200, "ok\n") == ((answer := client.get("/healthz")).status_code, answer.text)


def test_ready(client: TestClient) -> None:
    """A service with database, disk, processes and LibreOffice is ready."""
    answer = client.get("/readyz")
    assert 200 == answer.status_code
    assert {"ready": True, "findings": []} == answer.json()


def test_not_ready(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps the service from making letters is told with 503, all of it at once."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Space(10, 9, 1))
    monkeypatch.setattr(Workshop, "can_work", lambda _shop: False)
    answer = client.get("/readyz")
    assert 503 == answer.status_code
    codes = [finding["code"] for finding in answer.json()["findings"]]
    assert ["service-disk-full", "service-workers"] == codes


def test_figures(client: TestClient) -> None:
    """Requests are counted by the pattern of their path, never by what was in it."""
    client.get(f"/jobs/{SECRET}?q={SECRET}")
    client.get(f"/{SECRET}")
    client.request("BREW", "/healthz")
    text = client.get("/metrics").text
    assert SECRET not in text
    assert "%" not in text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    counted = {
        (sample.labels["route"], sample.labels["method"], sample.labels["status"]): sample.value
        for sample in families["circulars_requests"].samples
    }
    assert 1 == counted["/jobs/{job}", "GET", "404"]
    assert 1 == counted["(none)", "GET", "404"]
    assert any(method == "other" for _, method, _ in counted)
    for name in ("tasks_waiting", "jobs_going", "jobs_ended", "letters", "request_seconds"):
        assert f"circulars_{name}" in families


def test_who_sees_the_figures(accounts_client: LogIn, app: FastAPI) -> None:
    """Figures are for this machine and for administrators; what a proxy hands on is from afar."""
    assert 200 == accounts_client(Role.ADMIN).get("/metrics").status_code
    assert 403 == accounts_client(Role.SECRETARY).get("/metrics").status_code
    here = TestClient(app, base_url=ADDRESS, client=("127.0.0.1", 50_000))
    assert 200 == here.get("/metrics").status_code
    assert 403 == here.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code
    elsewhere = TestClient(app, base_url=ADDRESS, client=("10.0.0.9", 50_000))
    assert elsewhere.get("/metrics", follow_redirects=False).status_code in {303, 401, 403}
    assert 200 == elsewhere.get("/healthz").status_code


def test_the_log(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    """A request is logged as one line of JSON: who and how long, not what was asked or sent."""
    with caplog.at_level(logging.INFO, "circulars.requests"):
        answer = client.get(f"/jobs/{SECRET}?q={SECRET}", headers={"X-Anything": "anything"})
    [record] = [each for each in caplog.records if each.name == "circulars.requests"]
    line = JsonFormatter().format(record)
    assert not any(text in line for text in (SECRET, quote(SECRET), "anything", "\n"))
    told: dict[str, Any] = json.loads(line)
    assert ("/jobs/{job}", 404, "info") == (told["route"], told["status"], told["level"])
    assert "0" * 15 + "1" == told["office"]
    assert told["ms"] >= 0
    assert [told["request"]] == answer.headers.get_list("x-request-id")
    assert re.fullmatch(r"[0-9a-f]{16}", told["request"])


def test_errors_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """An error is logged by its kind: its message may be of a letter."""
    with caplog.at_level(logging.ERROR):
        try:
            int(SECRET)
        except ValueError:
            logging.getLogger("circulars.test").exception("a fault")
    told = json.loads(JsonFormatter().format(caplog.records[-1]))
    assert ("a fault", "ValueError") == (told["message"], told["error"])
    assert SECRET not in json.dumps(told)
