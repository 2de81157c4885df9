"""What nobody can reach any more goes from the data folder; what somebody may need stays."""

from __future__ import annotations

import datetime as dt
import os
import threading
from typing import TYPE_CHECKING

import pytest
from support import TEMPLATES

from circulars.clock import now
from circulars.letter_types import load_letter_type
from circulars.service import tidying
from circulars.service.jobs.repeats import once
from circulars.service.making import pictures
from circulars.service.making.drafts import Drafts
from circulars.service.places import FIRST_OFFICE, DataFolder, new_id
from circulars.service.tidying import tidied, tidy
from circulars.service.uploads.day_folders import new_folder
from service.old_jobs import lay_down

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.places import OfficeFolder


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Return an office that keeps nothing yet."""
    office = DataFolder(tmp_path).office(FIRST_OFFICE)
    office.jobs.mkdir(parents=True)
    return office


def aged(path: Path, **how_long: float) -> Path:
    """Have `path` be as old as that."""
    moment = (now() - dt.timedelta(**how_long)).timestamp()
    os.utime(path, (moment, moment))
    return path


def written(path: Path) -> Path:
    """Return the file `path`, with something in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_what_goes_and_what_stays(office: OfficeFolder) -> None:
    """Results go after a day, keys after a week, half an order after an hour; jobs stay."""
    uploads = [new_folder(office, now()) for _ in range(2)]
    aged(uploads[0], hours=25)
    for key in ("เก่า", "ใหม่"):
        once(office, "มาลี", key, "", lambda: "x")
    old, new = sorted((office.root / "repeats").iterdir(), key=lambda each: each.stat().st_mtime_ns)
    aged(old, days=8)
    pages = [written(office.cache / "pages" / f"{number}.png") for number in range(2)]
    aged(pages[0], hours=25)
    [job] = lay_down(office, 1)
    aged(office.jobs / job, days=4000)
    half, beginning = office.jobs / new_id(), office.jobs / new_id()
    for folder in (half, beginning):
        (folder / "inputs").mkdir(parents=True)
    aged(half, hours=2)
    tidy(office, now)
    assert [uploads[1]] == list(office.uploads.iterdir())
    assert [new] == list((office.root / "repeats").iterdir())
    assert [pages[1]] == list((office.cache / "pages").iterdir())
    assert {office.jobs / job, beginning} == {*office.jobs.iterdir()}


def test_pictures_of_types(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the pictures that any profile and version ever had the last made are kept."""
    monkeypatch.setattr(pictures, "_MOST_PICTURES", 3)
    made = [written(office.cache / "types" / f"{number}.png") for number in range(5)]
    for number, path in enumerate(made):
        aged(path, days=10 - number)
    tidy(office, now)
    assert {*made[2:]} == {*(office.cache / "types").iterdir()}


def test_an_office_is_tidied_by_itself(
    office: OfficeFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service tidies while it runs, and its thread ends with it."""
    monkeypatch.setattr(tidying, "_FIRST", 0.0)
    drafts = Drafts(office, lambda: now() - dt.timedelta(days=91))
    drafts.create(load_letter_type(TEMPLATES / "memo"), "มาลี")
    done = threading.Event()
    whole = tidying.tidy

    def tidied_once(*arguments: object) -> None:
        whole(*arguments)  # type: ignore[arg-type]  # as it is called
        done.set()

    monkeypatch.setattr(tidying, "tidy", tidied_once)
    before = threads()
    with tidied(DataFolder(tmp_path), now):
        assert done.wait(60)
    assert () == drafts.all()
    assert before == threads()


def threads() -> set[threading.Thread]:
    """Return the threads that tidy; other services of these tests have theirs."""
    return {thread for thread in threading.enumerate() if thread.name == "tidying"}
