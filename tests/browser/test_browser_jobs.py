"""A job in a browser: its progress as it goes on after a restart, and what it made."""

from __future__ import annotations

import zipfile
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest
from books import TYPE, district, sales_book
from playwright.sync_api import expect
from service.job_offices import make_offices, order, secretary
from serving import NARROW, START, WAIT, fits, serve

from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.runner import JobRunner
from circulars.service.places import FIRST_OFFICE, DataFolder, new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from circulars.service.tasks.make import Result

pytestmark = pytest.mark.xdist_group("browser")
LETTERS = 15


def test_a_job_that_was_interrupted(
    open_page: Callable[..., Page], shot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """A job left by an earlier service goes on; its page counts, and then gives the letters."""
    office = DataFolder(make_offices(tmp_path / "data")).office(FIRST_OFFICE)
    names = [district(number + 1) for number in range(LETTERS)]
    book = sales_book(tmp_path / "ยอด.xlsx", names, typed={"D9": "ไม่ทราบ"})
    job = JobFolder(office.jobs / new_id()).lay_down(
        secretary(), order(TYPE, book, title="แจ้งยอดจำหน่ายรายอำเภอ"), office.profile, START
    )
    with serve(tmp_path / "data") as server:
        page = open_page(url=server.url)
        page.goto(f"/jobs/{job.id}")
        shot(page, "job-running-wide")
        expect(page.get_by_role("heading", name="แฟ้มที่ได้")).to_be_visible(timeout=WAIT)
        expect(page.get_by_text(f"หนังสือ {LETTERS - 1} ฉบับ", exact=True)).to_be_visible()
        expect(page.get_by_text("ฉบับที่กักไว้ ยังไม่ได้ทำ 1 ฉบับ")).to_be_visible()
        shot(page, "job-done-wide")
        with page.expect_download() as download:
            page.get_by_role("link", name="ทุกแฟ้มใน zip เดียว").click()
        assert "หนังสือทั้งชุด.zip" == download.value.suggested_filename
        with zipfile.ZipFile(download.value.path()) as archive:
            made = [name for name in archive.namelist() if name.endswith(".docx")]
        assert LETTERS - 1 == len(made)
        page.goto("/jobs")
        shot(page, "jobs-wide")
        narrow = open_page(size=NARROW, url=server.url, scripts=False)
        for path, name in ((f"/jobs/{job.id}", "job-done-narrow"), ("/jobs", "jobs-narrow")):
            narrow.goto(path)
            shot(narrow, name)
            assert fits(narrow), path


def test_a_page_that_gets_no_stream(
    open_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where too many pages are open a page asks by itself, and shows what was made all the same."""
    monkeypatch.setattr("circulars.web.streams.MOST_EACH", 0)
    seen = Event()
    making = JobRunner._made

    def made_when_seen(*order: Any) -> Result:
        seen.wait(WAIT / 1000)  # else the letters may be there before the page is
        return making(*order)

    monkeypatch.setattr(JobRunner, "_made", made_when_seen)
    office = DataFolder(make_offices(tmp_path / "data")).office(FIRST_OFFICE)
    book = sales_book(tmp_path / "ยอด.xlsx", [district(n + 1) for n in range(LETTERS)])
    job = JobFolder(office.jobs / new_id()).lay_down(
        secretary(), order(TYPE, book), office.profile, START
    )
    with serve(tmp_path / "data") as server:
        page = open_page(url=server.url)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        with page.expect_response("**/now"):
            page.goto(f"/jobs/{job.id}")
        seen.set()
        expect(page.get_by_role("heading", name="แฟ้มที่ได้")).to_be_visible(timeout=WAIT)
        assert (1, True) == (asked.count("events"), "now" in asked)
