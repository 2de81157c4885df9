"""Pages of a service whose office has made letters for years.

``python benchmarks/old_jobs.py 5000`` puts so many jobs and their drafts on the disk, starts
``circulars serve``, and prints how long each page takes: the first time after the start, and then.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from service import running

from circulars.batch import MANIFEST
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.model.findings import Finding, Level
from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.orders import JobState, Order
from circulars.service.jobs.written import Outcome
from circulars.service.making.drafts import Drafts
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE, DataFolder, OfficeFolder, new_id

_ROOT: Final = Path(__file__).resolve().parents[1]
_TYPE: Final = "otop_monthly_sales"
_BEGAN: Final = dt.datetime(2024, 1, 2, 3, 0, tzinfo=dt.UTC)
_TIMES: Final = 20
_LEFT: Final = 20  # drafts that are not issued


def lay_down(office: OfficeFolder, count: int) -> str:
    """Return the id of the last of `count` old jobs, each with its draft."""
    kind = load_letter_type(find_letter_type(_TYPE))
    clerk = Actor(name="มาลี", office=FIRST_OFFICE, role=Role.SECRETARY)
    book = _ROOT / "examples" / "phayao-otop-2568.xlsx"
    order = Order(
        letter_type=kind.name,
        version=kind.version,
        title=kind.title,
        folder=kind.folder,
        workbooks=(book,),
    )
    first = office.jobs / new_id()
    JobFolder(first).lay_down(clerk, order, office.profile, _BEGAN)
    told = json.loads((first / "order.json").read_bytes())
    found = Finding(code="emblem-missing", level=Level.WARN, where="ตรา", message="ไม่มี", hint="ใส่")
    ids = [first.name, *(new_id() for _ in range(count - 1))]
    for number, job in enumerate(ids):
        moment = _BEGAN + dt.timedelta(minutes=30 * number)
        drafts = Drafts(office, lambda at=moment: at)  # type: ignore[misc]  # mypy cannot infer it
        draft = drafts.create(kind, clerk.name)
        drafts.issue(draft.id, lambda _, job=job: job)  # type: ignore[misc]  # the same
        folder = office.jobs / job
        folder.mkdir(exist_ok=True)
        own = told | {"ordered": moment.isoformat(), "draft": draft.id}
        (folder / "order.json").write_text(json.dumps(own, ensure_ascii=False), "utf-8")
        names = [f"พย0019.2-ว{number}.{ending}" for ending in ("docx", "pdf")]
        files = (*names, MANIFEST)
        letter = {"serial": number, "reference": f"พย 0019.2/ว{number}", "subject": "สรุปรายได้ OTOP"}
        manifest = {"form": {}, "letters": [letter | {"date": f"{moment:%Y-%m-%d}"}]}
        (folder / "out").mkdir()
        (folder / "out" / MANIFEST).write_text(json.dumps(manifest), "utf-8")
        outcome = Outcome(
            state=JobState.DONE, ended=moment, files=files, findings=(found,) * 5, letters=1
        )
        JobFolder(folder).end(outcome)
    for _ in range(_LEFT):
        drafts.create(kind, clerk.name)
    return ids[-1]


def timed(address: str) -> float:
    """Return the seconds until the page at `address` is there."""
    begun = time.perf_counter()
    with urlopen(address) as answer:
        answer.read()
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    print(f"\n# Pages of an office with {count:,} old jobs and drafts\n")
    print("| page | first ms | median ms | longest ms |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        office = DataFolder(data).office(FIRST_OFFICE)
        office.root.mkdir(parents=True)
        shutil.copyfile(_ROOT / "examples" / "phayao.toml", office.profile)
        last = lay_down(office, count)
        unused = load_letter_type(find_letter_type("otop_district_sales"))
        follows = Drafts(office, lambda: dt.datetime.now(dt.UTC)).create(unused, "มาลี").id
        pages = ["/jobs", "/", f"/jobs/{last}", f"/letters/{follows}", "/jobs?page=100"]
        pages += ["/jobs?words=OTOP&page=20", f"/jobs?words=%E0%B8%A7{count // 2}"]
        pages += [f"/types/{_TYPE}", "/api/v1/jobs?limit=200&offset=1000"]
        for _ in range(2):  # the list of what is over is written by the first service
            with running(data) as (address, _):
                rows = {page: [timed(address + page) for _ in range(_TIMES)] for page in pages}
        for page, times in rows.items():
            shown = page.replace(last, "…").replace(follows, "…")
            ms = [1000 * each for each in (times[0], statistics.median(times), max(times))]
            print(f"| {shown} | " + " | ".join(f"{each:,.0f}" for each in ms) + " |")


if __name__ == "__main__":
    main()
