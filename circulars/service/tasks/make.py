"""Making the letters of a job, from the copies in its own folder."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.errors import RegisterError
from circulars.runs import generate
from circulars.runs.plan import Numbering
from circulars.service.jobs.orders import Progress
from circulars.service.making.typed_numbers import not_entered
from circulars.service.work.hearing import say

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.batch import Batch
    from circulars.model.findings import Finding
    from circulars.service.jobs.orders import Order

_AGAIN: Final = 0.2  # seconds between two words on the progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a process needs to know of a job; a password of the register is in no file."""

    order: Order  # its files are those in the job's folder
    office: Path  # profile
    out: Path
    actor: str
    register: str  # address; empty: no number is taken
    moment: dt.datetime  # the clock of the service as the work begins
    restart: bool = False  # whether what lies unfinished in `out` is of no use any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What was made."""

    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    held: tuple[str, ...]
    letters: int
    pages: int | None


class _Told:
    """Says how far a run is, a few times a second."""

    def __init__(self) -> None:
        self._progress = Progress()
        self._when = 0.0

    def begin(self, phase: str, total: int) -> None:
        """Say that a phase begins."""
        self._progress = Progress(phase=phase, total=total)
        say(self._progress)

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Count letters, and say so where the last time was a while ago."""
        last = self._progress
        self._progress = Progress(
            phase=last.phase, done=last.done + count, total=last.total, letter=letter
        )
        if time.monotonic() - self._when >= _AGAIN or self._progress.done == last.total:
            say(self._progress)
            self._when = time.monotonic()


def make_letters(work: Work) -> Result:
    """Return what was made of a job, now or by the same call before it was interrupted."""
    order, begun = work.order, time.monotonic()
    numbering = Numbering(
        register=work.register,
        actor=work.actor,
        new_year=order.new_year,
        given=order.enter_number,
    )
    try:
        return _result(_made(work, numbering if work.register else None, begun))
    except RegisterError as error:
        if not numbering.given:
            raise
        raise RegisterError(*map(not_entered, error.findings)) from error


def _made(work: Work, numbering: Numbering | None, begun: float) -> Batch:
    order = work.order
    return generate(
        str(order.folder),
        order.workbooks,
        work.out,
        office=work.office,
        values=order.values,
        allow=order.allow,
        pdf=order.pdf,
        images=False,
        two_sided=order.two_sided,
        archive=order.archive,
        numbering=numbering,
        restart=work.restart,
        watcher=_Told(),
        clock=lambda: work.moment + dt.timedelta(seconds=time.monotonic() - begun),
    )


def _result(batch: Batch) -> Result:
    names = tuple(path.name for path in batch.files)
    return Result(
        files=names,
        findings=batch.findings,
        held=tuple(item.recipient or item.workbook for item in batch.held),
        letters=sum(name.endswith(".docx") for name in names),
        pages=batch.pages,
    )
