"""An office that has made letters for long: its jobs and drafts, as earlier services left them."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from support import TEMPLATES

from circulars.letter_types import load_letter_type
from circulars.service.jobs.orders import JobState
from circulars.service.jobs.written import Outcome, WrittenOutcome
from circulars.service.making.drafts import Drafts
from circulars.service.places import new_id

if TYPE_CHECKING:
    from circulars.service.places import OfficeFolder

KIND = load_letter_type(TEMPLATES / "otop_monthly_sales")
BEGAN = dt.datetime(2025, 1, 2, 3, 0, tzinfo=dt.UTC)
ORDER = {
    "letter_type": KIND.name,
    "version": KIND.version,
    "title": KIND.title,
    "folder": "inputs/type/otop_monthly_sales",
    "workbooks": ["inputs/workbook-1/ยอด.xlsx"],
    "values": {"วันที่": "2025-03-11"},
    "allow": [],
    "take_number": True,
    "new_year": False,
    "pdf": True,
    "archive": True,
    "two_sided": True,
    "version_of_file": 1,
    "profile": "inputs/profile/office.toml",
    "actor": "มาลี",
}


def letter(number: int) -> str:
    """Return the name of the letter that the job made which was ordered as `number`."""
    return f"พย0019.2-ว{number}.docx"


def lay_down(office: OfficeFolder, count: int, *, with_drafts: bool = False) -> list[str]:
    """Return the ids of `count` jobs that are over, the oldest first."""
    ids = [new_id() for _ in range(count)]
    for number, job in enumerate(ids):
        moment = BEGAN + dt.timedelta(minutes=number)
        draft = _issued(office, job) if with_drafts else ""
        folder = office.jobs / job
        folder.mkdir(parents=True)
        told = ORDER | {"ordered": moment.isoformat(), "draft": draft}
        (folder / "order.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        files = (letter(number), letter(number).replace(".docx", ".pdf"))
        outcome = Outcome(state=JobState.DONE, ended=moment, files=files, letters=1)
        (folder / "outcome.json").write_text(WrittenOutcome.of(outcome).model_dump_json(), "utf-8")
    return ids


def _issued(office: OfficeFolder, job: str) -> str:
    drafts = Drafts(office, lambda: dt.datetime.now(dt.UTC))
    draft = drafts.create(KIND, "มาลี").id
    drafts.issue(draft, lambda _: job)
    return draft
