"""Pages of an office that has made letters for long open as few files as on its first day."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from books import CIRCULAR, TYPE
from fastapi.testclient import TestClient
from service.job_offices import make_offices
from service.old_jobs import lay_down, letter
from support import TEMPLATES

from circulars.clock import now
from circulars.letter_types import load_letter_type
from circulars.service.making.drafts import Drafts
from circulars.service.places import FIRST_OFFICE, DataFolder
from circulars.service.settings import Settings
from circulars.web.app import create_app
from web.conftest import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEW, MANY = 35, 105  # more than stand on one page


class Opened:
    """Counts the files below a folder that are opened, while it is told to."""

    def __init__(self) -> None:
        self._within = ""
        self.count = 0
        sys.addaudithook(self._hear)  # nothing takes it back; it counts only when told to

    def _hear(self, event: str, details: tuple[Any, ...]) -> None:
        if self._within and event == "open" and str(details[0]).startswith(self._within):
            self.count += 1

    @contextmanager
    def below(self, folder: Path) -> Iterator[None]:
        """Count while the block runs."""
        self._within, self.count = str(folder), 0
        try:
            yield
        finally:
            self._within = ""


@pytest.fixture(scope="module")
def opened() -> Opened:
    """Return what counts opened files."""
    return Opened()


def counted(data: Path, jobs: int, opened: Opened) -> dict[str, int]:
    """Return how many files of the office each page and look-up opens, with so many jobs."""
    office = DataFolder(make_offices(data)).office(FIRST_OFFICE)
    ids = lay_down(office, jobs, with_drafts=True)
    drafts = Drafts(office, now)
    kinds = [load_letter_type(TEMPLATES / name) for name in (CIRCULAR, TYPE)]
    known, never = (drafts.create(kind, "มาลี").id for kind in kinds)
    pages = {
        "first page": "/",
        "jobs": "/jobs",
        "older jobs": "/jobs?page=2",
        "jobs found": "/jobs?words=OTOP+2568&page=2",
        "the first job": f"/jobs/{ids[0]}",
        "a draft like earlier ones": f"/letters/{known}",
        "a draft of a new kind": f"/letters/{never}",
        "a letter type": f"/types/{CIRCULAR}",
        "jobs for other systems": "/api/v1/jobs?limit=20",
    }
    counts = {}
    with TestClient(create_app(Settings(data=data)), base_url=ADDRESS) as client:
        app: Any = client.app
        service = app.state.service
        client.get("/types")  # types are read once, whatever an office has made
        for name, path in pages.items():
            service.jobs._over.clear()
            with opened.below(office.root):
                assert 200 == client.get(path).status_code, name
            counts[name] = opened.count
        with opened.below(office.root):
            assert ids[0] == service.jobs.maker_of(FIRST_OFFICE, letter(0)).id
        counts["who made a letter"] = opened.count
    return counts


def test_files_opened(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times as many old jobs and drafts open no file more on any page."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    few, many = (counted(tmp_path / str(jobs), jobs, opened) for jobs in (FEW, MANY))
    for older in ("older jobs", "jobs found"):
        assert (2 * (FEW - 30), 2 * 30) == (few.pop(older), many.pop(older))
    assert few == many
    assert 2 * 30 >= max(many.values())


def test_lists_of_the_years(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many jobs each page shows its own, and every job has its draft."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    data = make_offices(tmp_path / "data")
    office = DataFolder(data).office(FIRST_OFFICE)
    ids = lay_down(office, 65, with_drafts=True)[::-1]
    with TestClient(create_app(Settings(data=data)), base_url=ADDRESS) as client:
        for page, shown in ((1, ids[:30]), (2, ids[30:60]), (3, ids[60:]), (4, [])):
            text = client.get(f"/jobs?page={page}").text
            assert shown == [job for job in ids if f'href="/jobs/{job}"' in text]
        text = client.get("/jobs?words=OTOP&page=2").text
        assert ids[30:60] == [job for job in ids if f'href="/jobs/{job}"' in text]
        assert 'href="/jobs?page=3&amp;words=OTOP"' in text
        part = client.get("/api/v1/jobs?limit=10&offset=58").json()
        assert (65, ids[58:]) == (part["total"], [job["id"] for job in part["items"]])
        assert "เปิดร่างของหนังสือนี้" in client.get(f"/jobs/{ids[40]}").text
        assert "ร่างที่ทำค้างไว้" not in client.get("/").text
