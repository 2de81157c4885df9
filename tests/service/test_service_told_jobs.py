"""Last month's letter is found again: by its number, its subject, its type, its month."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from circulars.batch import MANIFEST
from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.known import FILE, KnownJobs
from circulars.service.jobs.told import Span, Told, told_by
from circulars.service.places import OfficeFolder, new_id
from service.old_jobs import KIND, ORDER, lay_down
from thai_numerals import YearMonth

if TYPE_CHECKING:
    from pathlib import Path

SUBJECT = "สรุปรายงานข้อมูลรายได้ ประจำเดือนกุมภาพันธ์ 2568"


def told(job: Path, letters: list[dict[str, Any]], **form: str) -> Told:
    """Return what is known of a job whose manifest lists `letters`."""
    outcome = json.loads((job / "outcome.json").read_bytes())
    files = [*dict.fromkeys((*outcome["files"], MANIFEST))]
    (job / "outcome.json").write_text(json.dumps(outcome | {"files": files}), "utf-8")
    (job / "out").mkdir(exist_ok=True)
    usual = {"serial": None, "reference": "", "date": None, "subject": "", "pages": None}
    manifest = {"form": form, "letters": [usual | each for each in letters]}
    (job / "out" / MANIFEST).write_text(json.dumps(manifest), "utf-8")
    return told_by(job / "out", JobFolder(job).load())


def circular(serial: int, **said: Any) -> dict[str, Any]:
    """Return a circular as a manifest lists it."""
    return {"serial": serial, "reference": f"พย 0019.2/ว{serial}", **said}


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Return an office that has made three jobs."""
    office = OfficeFolder(tmp_path / new_id())
    lay_down(office, 3)
    return office


def jobs_of(office: OfficeFolder) -> list[Path]:
    """Return the folders of the jobs, the oldest first."""
    ids = reversed(KnownJobs(office.jobs).newest_first())
    (office.root / FILE).unlink()
    return [office.jobs / each.id for each in ids]


def test_numbers_are_told_as_spans(office: OfficeFolder) -> None:
    """Numbers that follow one another are one span; a circular's copies have one together."""
    job = jobs_of(office)[0]
    assert ["ว1175–ว1183"] == [*map(str, told(job, [*map(circular, range(1175, 1184))]).spans)]
    several = [circular(number) for number in (9, 7, 8, 7, 12)]
    assert ["ว7–ว9", "ว12"] == [*map(str, told(job, several).spans)]
    orders = [{"serial": 25, "reference": "25/2568"}, {"serial": 26, "reference": "26/2568"}]
    assert (Span(before="", first=25, last=26, after="/2568"),) == told(job, orders).spans
    assert "25/2568–26/2568" == str(told(job, orders).spans[0])
    spaced = [{"serial": 200, "reference": "พย 0019.2/ว 200"}]
    assert "ว 200" == str(told(job, spaced).spans[0])
    assert () == told(job, [{"reference": ""}]).spans


def test_what_letters_are_about(office: OfficeFolder) -> None:
    """The month is that of the draft's form, else of an answer, else of the subject."""
    job = jobs_of(office)[0]
    letters = [circular(1, subject=SUBJECT, date="2025-03-11"), circular(2, subject="อื่น")]
    found = told(job, letters)
    assert (SUBJECT, 1, dt.date(2025, 3, 11)) == (found.subject, found.other_subjects, found.date)
    assert YearMonth(2025, 2) == found.period
    assert YearMonth(2025, 4) == told(job, letters, เดือนรายงาน="เม.ย. 68").period
    assert YearMonth(2025, 2) == told(job, letters, คำสั่ง="๔/๒๕๖๘").period
    order = json.loads((job / "order.json").read_bytes()) | {"period": "มีนาคม ๒๕๖๘"}
    (job / "order.json").write_text(json.dumps(order), "utf-8")
    assert YearMonth(2025, 3) == told(job, letters, เดือนรายงาน="เม.ย. 68").period
    assert YearMonth(2025, 3) == told(job, []).period


@pytest.mark.parametrize("spoilt", ["", "[]", '{"form": {}, "letters": [{"serial": "1"}]}', "\0"])
def test_a_spoilt_manifest(office: OfficeFolder, spoilt: str) -> None:
    """Where the manifest cannot be read the job is listed without numbers."""
    job = jobs_of(office)[0]
    told(job, [circular(1)])
    (job / "out" / MANIFEST).write_text(spoilt, "utf-8")
    assert Told() == told_by(job / "out", JobFolder(job).load())
    assert 3 == len(KnownJobs(office.jobs).newest_first())


def test_jobs_are_found_by_words(office: OfficeFolder) -> None:
    """A job that is found has all the words, in either digits; a number is a whole number."""
    first, second, third = jobs_of(office)
    told(first, [circular(n, subject=SUBJECT, date="2025-03-11") for n in range(1175, 1184)])
    told(second, [{"serial": 1178, "reference": "พย 0019.2/1178", "subject": "ขอเชิญประชุม"}])
    jobs = KnownJobs(office.jobs)

    def found(words: str) -> list[str]:
        return [each.id for each in jobs.among(jobs.newest_first(), words)]

    both, one = [second.name, first.name], [first.name]
    assert [third.name, *both] == found("") == found(" ") == found("มาลี") == found(KIND.title)
    assert both == found("1178") == found("๑๑๗๘")
    for words in ("ว๑๑๗๘", "ว 1178", "ว1183", "พย 0019.2/ว1180", "พย0019.2/ว๑๑๗๕", "0019.2/ว1175"):
        assert one == found(words), words
    for words in ("กุมภาพันธ์ 2568", "ก.พ. 68", "รายได้ มีนาคม", "๑๑ มีนาคม ๒๕๖๘", "OTOP ว1175"):
        assert one == found(words), words
    assert [second.name] == found("ประชุม")
    for words in ("117", "ว117", "ว1184", "1184", "ประชุม ว1178", "ไม่มี", "ว" * 200):
        assert [] == found(words), words


def test_lines_of_an_earlier_release(office: OfficeFolder) -> None:
    """A list without numbers is made up for from the folders, once; then no folder is opened."""
    job = jobs_of(office)[0]
    spans = told(job, [circular(1175)]).spans
    told_before = [
        json.dumps(["พย0019.2-ว1.docx"]) + "\t" + json.dumps(
            {
                "id": each.name,
                "ordered": "2025-01-02T03:00:00Z",
                "type": ORDER["letter_type"],
                "version": ORDER["version"],
                "state": "done",
                "letters": 1,
            }
        )
        for each in office.jobs.iterdir()
    ]  # fmt: skip
    (office.root / FILE).write_text("\n".join(told_before) + "\n", "utf-8")
    known = KnownJobs(office.jobs).newest_first()
    assert (3, spans) == (len(known), known[-1].told.spans)
    for folder in office.jobs.iterdir():
        (folder / "order.json").write_text("")
    jobs = KnownJobs(office.jobs)
    assert known == jobs.newest_first()
    assert [job.name] == [each.id for each in jobs.among(known, "ว1175")]
