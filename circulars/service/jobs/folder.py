"""One job on the disk: what was ordered, copies of all it is made from, and what became of it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import told_of, write_aside
from circulars.model.errors import OfficeError
from circulars.model.findings import Finding, Level
from circulars.paths import is_file
from circulars.runs.folder import copied_office, copied_type
from circulars.service.jobs.orders import Job, JobState, Order

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.service.people import Actor

_ORDER: Final = "order.json"  # written last: before, there is no job
_OUTCOME: Final = "outcome.json"  # there where the job is over
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a job."""

    state: JobState
    ended: dt.datetime
    files: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    held: tuple[str, ...] = ()
    letters: int = 0
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class JobFolder:
    """The folder of one job."""

    root: Path

    @property
    def out(self) -> Path:
        """Where the letters are put."""
        return self.root / "out"

    @property
    def office(self) -> Path:
        """The copy of the office profile."""
        return self.root / str(_read(self.root / _ORDER)["profile"])

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to do."""
        return (self.root / _OUTCOME).exists()

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
                told = _order_as_json(copied, self.root) | {
                    "profile": str(office.relative_to(self.root)),
                    "actor": actor.name,
                    "ordered": moment.isoformat(),
                }
                _write(self.root / _ORDER, told)
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
        """Return the job as it lies here: over, or queued."""
        job = self.load_order()
        return ended(job, self._outcome()) if self.is_over else job

    def load_order(self) -> Job:
        """Return the job as it was ordered."""
        told = _read(self.root / _ORDER)
        return Job(
            id=self.root.name,
            order=_order(told, self.root),
            actor=told["actor"],
            ordered=dt.datetime.fromisoformat(told["ordered"]),
            state=JobState.QUEUED,
        )

    def end(self, outcome: Outcome) -> None:
        """Write down what became of the job."""
        _write(
            self.root / _OUTCOME,
            asdict(outcome)
            | {
                "ended": outcome.ended.isoformat(),
                "findings": [finding.as_dict() for finding in outcome.findings],
            },
        )

    def reopen(self) -> None:
        """Have the job not be over any more."""
        (self.root / _OUTCOME).unlink(missing_ok=True)

    def _outcome(self) -> Outcome:
        told = _read(self.root / _OUTCOME)
        return Outcome(
            state=JobState(told["state"]),
            ended=dt.datetime.fromisoformat(told["ended"]),
            files=tuple(told["files"]),
            findings=tuple(_finding(each) for each in told["findings"]),
            held=tuple(told["held"]),
            letters=told["letters"],
            pages=told["pages"],
        )


def ended(job: Job, outcome: Outcome) -> Job:
    """Return `job` with what became of it."""
    return replace(
        job,
        state=outcome.state,
        files=outcome.files,
        findings=outcome.findings,
        held=outcome.held,
        pages=outcome.pages,
    )


def is_job(folder: Path) -> bool:
    """Return whether a job lies in `folder`: one that was cut off while it was ordered is none."""
    return (folder / _ORDER).is_file()


def _order_as_json(order: Order, root: Path) -> dict[str, Any]:
    return asdict(replace(order, values=dict(order.values))) | {
        "version_of_file": _VERSION,
        "folder": str(order.folder.relative_to(root)),
        "workbooks": [str(path.relative_to(root)) for path in order.workbooks],
    }


def _order(told: dict[str, Any], root: Path) -> Order:
    own = {name: told[name] for name in Order.__slots__}
    return Order(
        **own
        | {
            "folder": root / own["folder"],
            "workbooks": tuple(root / path for path in own["workbooks"]),
            "allow": tuple(own["allow"]),
        }
    )


def _finding(told: dict[str, str]) -> Finding:
    return Finding(**{**told, "level": Level(told["level"])})  # type: ignore[arg-type]  # told by name


def _write(path: Path, told: dict[str, Any]) -> None:
    aside = path.with_suffix(".part")
    write_aside(aside, json.dumps(told, ensure_ascii=False, indent=1).encode())
    aside.replace(path)


def _read(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_bytes())
    return told


def _no_profile() -> Finding:
    return Finding(
        code="service-no-profile",
        where="ข้อมูลสำนักงาน",
        message="ยังไม่ได้กรอกข้อมูลสำนักงาน จึงออกหนังสือไม่ได้",
        hint="ไปที่หน้า สำนักงาน กรอกชื่อส่วนราชการ เลขประจำ และผู้ลงนาม แล้วสั่งใหม่",
    )
