"""What is written of a job: what was ordered, and what became of it, each a JSON file.

Read strictly: whoever edits such a file by hand, or a disk that fails, can leave anything there.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict

from circulars.model.findings import Finding, Level
from circulars.service.jobs.orders import JobState, Order

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from circulars.service.jobs.orders import Job
    from circulars.service.people import Actor

_VERSION: Final = 1
_OF_ORDER: Final = frozenset(Order.__slots__)


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


class _Written(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True)


class WrittenOrder(_Written):
    """An order as it is written down; its paths begin at the job's folder."""

    letter_type: str
    version: str
    title: str
    folder: str
    workbooks: tuple[str, ...]
    values: dict[str, str]
    allow: tuple[str, ...]
    take_number: bool
    new_year: bool
    pdf: bool
    archive: bool
    two_sided: bool
    draft: str = ""  # jobs of an earlier release do not say
    period: str = ""  # the same
    enter_number: bool = False  # the same
    profile: str
    actor: str
    ordered: AwareDatetime

    def order(self, root: Path) -> Order:
        """Return the order, of a job in the folder `root`."""
        own: dict[str, Any] = {name: getattr(self, name) for name in _OF_ORDER}
        paths = tuple(root / path for path in self.workbooks)
        return Order(**own | {"folder": root / self.folder, "workbooks": paths})


def as_written(
    order: Order, root: Path, *, profile: Path, actor: Actor, moment: dt.datetime
) -> dict[str, Any]:
    """Return `order` as it is written down in the folder `root`, where its files are."""
    return asdict(replace(order, values=dict(order.values))) | {
        "version_of_file": _VERSION,
        "folder": str(order.folder.relative_to(root)),
        "workbooks": [str(path.relative_to(root)) for path in order.workbooks],
        "profile": str(profile.relative_to(root)),
        "actor": actor.name,
        "ordered": moment.isoformat(),
    }


class _WrittenFinding(_Written):
    code: str
    level: Level
    where: str
    message: str
    hint: str


class WrittenOutcome(_Written):
    """An outcome as it is written down."""

    state: Literal[JobState.DONE, JobState.FAILED]
    ended: AwareDatetime
    files: tuple[str, ...]
    findings: tuple[_WrittenFinding, ...]
    held: tuple[str, ...]
    letters: int
    pages: int | None

    @classmethod
    def of(cls, outcome: Outcome) -> Self:
        """Return `outcome` as it is written down."""
        findings = [finding.as_dict() for finding in outcome.findings]
        return cls.model_validate(asdict(outcome) | {"findings": findings}, strict=False)

    def outcome(self) -> Outcome:
        """Return what became of the job."""
        own = dict(self)
        findings = tuple(Finding(**dict(each)) for each in self.findings)
        return Outcome(**own | {"findings": findings})
