"""What a job is asked for, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from circulars.model.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Letters to be made; the files are copied into the job's folder when it is submitted."""

    letter_type: str  # name among the office's letter types
    version: str  # of that type, as it was when the letters were ordered
    title: str  # what people call the job: that of the type, or the subject
    folder: Path  # of the type
    workbooks: tuple[Path, ...]
    values: Mapping[str, str] = field(default_factory=dict)  # answers of the form
    allow: tuple[str, ...] = ()  # codes waived by name
    take_number: bool = True  # from the office's register
    enter_number: bool = False  # that letters were given by hand, as taken, into that register
    new_year: bool = False
    pdf: bool = True
    archive: bool = True  # a zip of everything
    two_sided: bool = True
    draft: str = ""  # id of the draft that was issued; empty: ordered by another system
    period: str = ""  # month that the letters report on, as their form says: "มีนาคม 2568"


class JobState(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"  # letters are made; some may be held back
    FAILED = "failed"  # none could be made: the findings say why

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to the job."""
        return self in {JobState.DONE, JobState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a running job is."""

    phase: str = ""  # "ร่างหนังสือ", "ทำหนังสือ"
    done: int = 0
    total: int = 0
    letter: str = ""  # the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One order and what became of it."""

    id: str
    order: Order
    actor: str  # who ordered it
    ordered: dt.datetime
    state: JobState
    progress: Progress = field(default_factory=Progress)
    files: tuple[str, ...] = ()  # names in the job's folder of results
    findings: tuple[Finding, ...] = ()
    held: tuple[str, ...] = ()  # recipients whose letters are held back
    pages: int | None = None
    is_damaged: bool = False  # what is written of it cannot be read: a finding says what is left

    @property
    def has_order(self) -> bool:
        """Whether it is known what was ordered."""
        return bool(self.order.letter_type)
