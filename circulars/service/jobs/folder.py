"""One job on the disk: what was ordered, copies of all it is made from, and what became of it."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from circulars.batch import told_of, write_aside
from circulars.model.errors import OfficeError
from circulars.model.findings import Finding
from circulars.paths import is_file
from circulars.runs.folder import copied_office, copied_type
from circulars.service.damage import UNREADABLE
from circulars.service.jobs import refusals
from circulars.service.jobs.orders import Job, JobState, Order
from circulars.service.jobs.written import (
    Outcome,
    WrittenOrder,
    WrittenOutcome,
    as_written,
    ended,
)
from circulars.service.refusals import RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.people import Actor

_ORDER: Final = "order.json"  # written last: before, there is no job
_OUTCOME: Final = "outcome.json"  # there where the job is over
_OUT: Final = "out"
_TITLE: Final = "งานที่อ่านไม่ได้"


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of one job."""

    root: Path

    @property
    def out(self) -> Path:
        """Where the letters are put."""
        return self.root / _OUT

    @property
    def office(self) -> Path:
        """The copy of the office profile."""
        return self.root / self._written().profile

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return os.path.lexists(self.root / _OUTCOME)

    def lay_down(self, actor: Actor, order: Order, profile: Path, moment: dt.datetime) -> Job:
        """Return the job of `order`, everything that it is made from copied first.

        Raises :exc:`OfficeError` where the office has no profile yet, :exc:`OutputError` where
        the disk refuses: then nothing is left.
        """
        if not is_file(profile):
            raise OfficeError(_no_profile())
        with told_of(self.root):
            try:
                office = copied_office(profile, self.root / "inputs" / "profile")
                copied = self._copied(order)
                told = as_written(copied, self.root, profile=office, actor=actor, moment=moment)
                _write(self.root / _ORDER, json.dumps(told, ensure_ascii=False, indent=1))
            except BaseException:
                shutil.rmtree(self.root, ignore_errors=True)
                raise
        return self.load()

    def _copied(self, order: Order) -> Order:
        """Return `order` with its files in this folder.

        The folder of a workbook is part of what a letter is known by in the register: its name
        is the same in every job, so that the same letter ordered again keeps its number.
        """
        inputs = self.root / "inputs"
        workbooks = []
        for place, source in enumerate(order.workbooks, start=1):
            target = inputs / f"workbook-{place}" / source.name
            target.parent.mkdir()
            workbooks.append(write_aside(target, source.read_bytes()).path)
        folder = copied_type(order.folder, inputs / "type", called=order.letter_type)
        return replace(order, folder=folder, workbooks=tuple(workbooks))

    def load(self) -> Job:
        """Return the job as it lies here: over, or queued; damaged where its files are spoilt."""
        try:
            job = self.load_order()
        except UNREADABLE:
            return self._damaged()
        if not self.is_over:
            return job
        try:
            return ended(job, self._outcome())
        except UNREADABLE:
            finding = refusals.outcome_damaged(self._place(_OUTCOME))
            return self._failed(job, finding)

    def load_order(self) -> Job:
        """Return the job as it was ordered; raises one of `UNREADABLE` where that is spoilt."""
        told = self._written()
        return Job(
            id=self.root.name,
            order=told.order(self.root),
            actor=told.actor,
            ordered=told.ordered,
            state=JobState.QUEUED,
        )

    def load_anew(self) -> Job:
        """Return the job as it was ordered; :exc:`RefusedError` (410) where that is spoilt."""
        try:
            return self.load_order()
        except UNREADABLE:
            raise RefusedError(*self._damaged().findings, status=HTTPStatus.GONE) from None

    def end(self, outcome: Outcome) -> None:
        """Write down what became of the job."""
        _write(self.root / _OUTCOME, WrittenOutcome.of(outcome).model_dump_json(indent=1))

    def reopen(self) -> None:
        """Have the job not be over any more."""
        (self.root / _OUTCOME).unlink(missing_ok=True)

    def _written(self) -> WrittenOrder:
        return WrittenOrder.model_validate_json((self.root / _ORDER).read_bytes())

    def _outcome(self) -> Outcome:
        text = (self.root / _OUTCOME).read_bytes()
        return WrittenOutcome.model_validate_json(text).outcome()

    def _damaged(self) -> Job:
        """Return a job of which nobody knows any more what was ordered."""
        try:
            changed = self.root.stat().st_mtime
        except OSError:
            changed = 0.0
        job = Job(
            id=self.root.name,
            order=Order(letter_type="", version="", title=_TITLE, folder=self.root, workbooks=()),
            actor="",
            ordered=dt.datetime.fromtimestamp(changed, dt.UTC),
            state=JobState.QUEUED,
        )
        return self._failed(job, refusals.order_damaged(self._place(_ORDER)))

    def _failed(self, job: Job, finding: Finding) -> Job:
        """Return `job` as damaged, with what it has made."""
        return replace(
            job,
            state=JobState.FAILED,
            findings=(finding,),
            files=tuple(_files(self.out)),
            is_damaged=True,
        )

    def _place(self, name: str) -> str:
        """Return where a file of the job is, in the data folder."""
        return "/".join((*self.root.parts[-4:], name))


def is_job(folder: Path) -> bool:
    """Return whether a job lies in `folder`; one that was cut off while it was ordered is none.

    One whose order is lost is known by what became of it.
    """
    return any(os.path.lexists(folder / name) for name in (_ORDER, _OUTCOME, _OUT))


def _files(folder: Path) -> list[str]:
    """Return the names of the files in `folder`; they are put there all at once, or none."""
    try:
        with os.scandir(folder) as found:
            return sorted(each.name for each in found if each.is_file(follow_symlinks=False))
    except OSError:
        return []


def _write(path: Path, text: str) -> None:
    aside = path.with_suffix(".part")
    write_aside(aside, text.encode())
    aside.replace(path)


def _no_profile() -> Finding:
    return Finding(
        code="service-no-profile",
        where="ข้อมูลสำนักงาน",
        message="ยังไม่ได้กรอกข้อมูลสำนักงาน จึงออกหนังสือไม่ได้",
        hint="ไปที่หน้า สำนักงาน กรอกชื่อส่วนราชการ เลขประจำ และผู้ลงนาม แล้วสั่งใหม่",
    )
