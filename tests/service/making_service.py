"""What the tests of the page that makes letters share: a service, an office, drafts in it."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import openpyxl
from support import EXAMPLES

from circulars.service.letter_types.served import served_type
from circulars.service.making.drafts import Drafts
from circulars.service.making.ordering import order_of
from circulars.service.making.showing import form_of, previewed, understood
from circulars.service.people import Actor, Role
from circulars.service.places import FIRST_OFFICE, OfficeFolder
from circulars.service.service import Service, open_service
from circulars.service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from circulars.service.jobs.orders import Job
    from circulars.service.making.draft_file import Draft
    from circulars.service.making.shown import FieldShown, FoundAt, Preview, Understood

BANGKOK: Final = dt.timezone(dt.timedelta(hours=7))
DAY: Final = dt.datetime(2025, 3, 11, 9, 0, tzinfo=BANGKOK)  # of the printed letter
BOOK: Final = EXAMPLES / "phayao-otop-2568.xlsx"
AS_PRINTED = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"
SHEET: Final = "สรุปยอดจำหน่าย"
MONTHLY: Final = "otop_monthly_sales"
EACH: Final = "otop_district_sales"
NOTHING: Final[dict[str, str]] = {}
CLERK: Final = Actor(name="มาลี", office=FIRST_OFFICE, role=Role.SECRETARY)


@dataclass
class Desk:
    """Somebody who fills letters in at a service; its clock stands still until it is set."""

    service: Service
    now: dt.datetime = DAY

    @property
    def office(self) -> OfficeFolder:
        """The folder of the office."""
        return self.service.office(FIRST_OFFICE)

    @property
    def drafts(self) -> Drafts:
        """The drafts of the office."""
        return Drafts(self.office, lambda: self.now)

    def draft(
        self,
        kind: str = MONTHLY,
        book: Path | None = BOOK,
        answers: Mapping[str, str] = NOTHING,
    ) -> Draft:
        """Return a draft of `kind` with a workbook and what was typed."""
        draft = self.drafts.create(served_type(self.office, kind), CLERK.name)
        if book is not None:
            draft = self.drafts.attach(draft.id, book)
        return self.drafts.say(draft.id, answers) if answers else draft

    def understood(self, draft: Draft) -> Understood:
        """Return the workbook as it is shown."""
        return understood(self.service, self.office, draft)

    def form(self, draft: Draft) -> dict[str, FieldShown]:
        """Return the fields of the form by name."""
        return {each.name: each for each in form_of(self.service, self.office, draft)}

    def preview(self, draft: Draft, place: int = 0, *, number: bool = True) -> Preview:
        """Return one letter as it is shown."""
        return previewed(self.service, self.office, draft, place, number)

    def made(self, draft: Draft, *, take_number: bool = True) -> Job:
        """Return the job that made the letters of `draft`."""
        order = order_of(
            self.service,
            self.office,
            draft,
            take_number=take_number,
            archive=False,
            two_sided=False,
        )
        job = self.service.jobs.submit(CLERK, order)
        return self.service.jobs.wait(FIRST_OFFICE, job.id, 240)


@contextmanager
def open_desk(data: Path) -> Iterator[Desk]:
    """Open a service over the folder `data` for the example office of Phayao."""
    holder: list[Desk] = []
    settings = Settings(data=data, workers=1)  # one process is warm after the first test
    with open_service(settings, clock=lambda: holder[0].now if holder else DAY) as service:
        holder.append(Desk(service))
        service.office(FIRST_OFFICE).root.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(EXAMPLES / "phayao.toml", holder[0].office.profile)
        yield holder[0]


def found(preview: Preview) -> dict[str, FoundAt]:
    """Return the findings of a preview by code, the first of each."""
    return {each.finding.code: each for each in reversed(preview.findings)}


def changed_book(path: Path, cells: Mapping[str, object], *, source: Path = BOOK) -> Path:
    """Return a copy of a workbook at `path` with other values in `cells` of its first sheet.

    Formulas keep the values that Excel computed: only values are copied.
    """
    book = openpyxl.load_workbook(source, data_only=True)
    for address, value in cells.items():
        book.worksheets[0][address].value = value
    book.save(path)
    return path
