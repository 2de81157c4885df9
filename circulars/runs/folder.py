"""A run's own folder: copies of all its inputs, until everything is in place."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.batch import write_aside
from circulars.runs.plan import PLAN, write_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.inputs import Job
    from circulars.runs.plan import Plan, Source

_COMPLETE: Final = "complete"  # what the plan is renamed to when all is in place
_OWN: Final = ("letter.docx", "letter.toml", "example.xlsx")  # files of a letter type


def lay_down(plan: Plan, jobs: Sequence[Job], run: Path) -> Plan:
    """Write `plan` and copies of all its inputs into the folder `run`; return it as it is there.

    The workbooks are written as they were read, whatever has become of their files since.  A
    password of the register stays out: others may read the folder.
    """
    inputs = run / "inputs"
    shutil.rmtree(inputs, ignore_errors=True)
    kind = copied_type(plan.letter_type, inputs / "type")
    sources = tuple(
        _copied(source, job, inputs / str(place))
        for place, (source, job) in enumerate(zip(plan.sources, jobs, strict=True))
    )
    form = _copy(plan.form, inputs / "form" / plan.form.name) if plan.form else None
    laid = replace(plan, letter_type=kind, sources=sources, form=form)
    write_plan(laid, run)
    return laid


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    return write_aside(target, source.read_bytes()).path


def copied_type(source: Path, folder: Path, *, called: str = "") -> Path:
    """Return the copy of a type in `folder`: its own files, and nothing else that lies by it.

    It has the name that it had, or that of `called`.
    """
    target = folder / (called or source.name)
    if source.is_file():
        return _copy(source, target)
    for name in _OWN:
        if (source / name).is_file():
            _copy(source / name, target / name)
    return target


def _copied(source: Source, job: Job, folder: Path) -> Source:
    """Return a copy of workbook and office profile."""
    folder.mkdir(parents=True)
    workbook = write_aside(folder / job.workbook.name, job.content).path
    return replace(source, workbook=workbook, office=copied_office(job.office, folder))


def copied_office(profile: Path, folder: Path) -> Path:
    """Return the copy of an office profile in `folder`, with the emblem where it seeks it.

    An emblem whose path begins at the root is used where it is.
    """
    image = _emblem(profile)
    beside = os.path.relpath(image, profile.parent) if image else ""
    office = folder.joinpath("office", *(["up"] * Path(beside).parts.count("..")), profile.name)
    _copy(profile, office)
    if image:
        _copy(image, Path(os.path.normpath(office.parent / beside)))
    return office


def _emblem(profile: Path) -> Path | None:
    from circulars.office_profile import load_office

    return load_office(profile).emblem.image


def mark_complete(run: Path) -> None:
    """Note, at one stroke, that everything of the run in the folder `run` is in place."""
    (run / PLAN).replace(run / _COMPLETE)


def is_complete(run: Path) -> bool:
    """Return whether everything is in place, and only the folder `run` is to be removed yet."""
    return (run / _COMPLETE).exists()


def empty(run: Path) -> None:
    """Remove all in the folder `run`, which its lock is on; the mark of completion goes last."""
    for path in sorted(run.glob("*"), key=lambda path: path.name == _COMPLETE):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def remove(run: Path) -> None:
    """Remove the folder `run` and all in it."""
    empty(run)
    with suppress(OSError):  # a worker that was taken for dead is still writing
        run.rmdir()
