"""Beginning a run, and going on with one that was interrupted."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.batch import MANIFEST, FolderBusyError, locked, told_of
from circulars.clock import now
from circulars.inputs import prepare, read_job
from circulars.model.errors import CircularsError, RunError
from circulars.model.run import State
from circulars.runs import refusals
from circulars.runs.conduct import Conductor
from circulars.runs.engines import open_engine
from circulars.runs.findings import of_workbook
from circulars.runs.finish import finished
from circulars.runs.folder import empty, is_complete, lay_down, mark_complete, remove
from circulars.runs.numbers import refuse_numbers
from circulars.runs.opened import Opened, keep_open, let_go
from circulars.runs.plan import RUN, digests, is_same, load_plan, plan_of
from circulars.runs.store import ItemStore

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from circulars.batch import Batch
    from circulars.inputs import Job, Prepared
    from circulars.runs.conduct import Watcher
    from circulars.runs.engines import Engine
    from circulars.runs.numbers import Clock
    from circulars.runs.plan import Numbering, Plan

_ITEMS: Final = "items.sqlite"
_PATIENCE: Final = 10.0  # seconds to wait for another run on the same folder
# Letters that one process makes before a second one has read the workbook and is of help.
_ALONE: Final = 60
_ALONE_PDF: Final = 4
# What resuming does not help against.
_LOST: Final = frozenset({"run-damaged", "run-release", "run-renumber", "run-unfinished"})
_MOST_JOBS: Final = 8  # without being asked: each LibreOffice takes some 300 MB


class _Nobody:
    """Looks on and says nothing."""

    def begin(self, phase: str, total: int) -> None:
        """Say nothing."""

    def advance(self, count: int = 1, letter: str = "") -> None:
        """Say nothing."""


def generate(
    letter_type: str,
    workbook: Path | Sequence[Path],
    out: Path,
    *,
    office: Path | None = None,
    form: Path | None = None,
    values: Mapping[str, str] | None = None,
    allow: Collection[str] = (),
    pdf: bool = True,
    images: bool | None = None,
    two_sided: bool = True,
    archive: bool = False,
    numbering: Numbering | None = None,
    restart: bool = False,
    engine: str | None = None,
    jobs: int | None = 1,
    watcher: Watcher | None = None,
    clock: Clock = now,
) -> Batch:
    """Make the letters of `letter_type` from one workbook or several, in the folder `out`.

    `values` are the form's fields as text; `allow` waives `block` findings by code.  `images`
    of the pages are made by default where there is one letter.  `numbering` takes the numbers
    from a register.  `engine` and `jobs` say who works (None: as many as are of use).

    A letter that something blocks is not made, and named in the batch; the others are.  Raises
    :exc:`CircularsError` with all findings where none can be made: then nothing is written.  A
    run that is interrupted is gone on with by the same call, or by :func:`resume`; what others
    left unfinished in `out` goes only with `restart`.
    """
    workbooks = [workbook] if isinstance(workbook, Path) else [*workbook]
    read = partial(read_job, office=office, form=form, values=values or {}, allow=allow)
    books = _all_read(workbooks, partial(read, letter_type))
    plan = plan_of(
        books,
        form,
        pdf=pdf,
        images=images,
        two_sided=two_sided,
        archive=archive,
        numbering=numbering,
    )
    with _run_folder(out) as run:
        plan = _laid(run, out, plan, books, restart=restart)
        lead = Conductor(run=run, plan=plan, books=books, watcher=watcher or _Nobody(), clock=clock)
        return _conducted(lead, partial(_engine, engine, jobs, pdf=pdf))


def _laid(run: Path, out: Path, plan: Plan, books: Sequence[Prepared], *, restart: bool) -> Plan:
    """Return `plan` as it is laid down in the folder `run`, now or by a run before."""
    for book in books if plan.takes_numbers else ():
        refuse_numbers(book)
    left = None if restart else _left(run, out, plan)
    if left is not None:
        return replace(left, numbering=plan.numbering)  # with its password, and whoever asks now
    empty(run)
    with told_of(out):
        return lay_down(plan, [book.job for book in books], run)


def _left(run: Path, out: Path, plan: Plan) -> Plan | None:
    """Return what was laid down for the same run before; None where there is nothing worth it."""
    if not made_letters(run):
        with suppress(RunError):  # nothing of it is lost
            left = load_plan(run)
            return left if left and is_same(left, plan) else None
        return None
    left = load_plan(run)
    if left is not None and not is_same(left, plan):
        raise RunError(refusals.unfinished(out, left.letter_type.name))
    return left


def _all_read(workbooks: Sequence[Path], read: Callable[[Path], Job]) -> list[Prepared]:
    """Return what each workbook gives; the faults of all of them are raised together."""
    books: list[Prepared] = []
    faults: list[CircularsError] = []
    for path in workbooks:
        try:
            books.append(prepare(read(path)))
        except CircularsError as error:
            is_one = len(workbooks) == 1
            found = (f if is_one else of_workbook(f, path.name) for f in error.findings)
            faults.append(type(error)(*found))
    if faults:
        raise type(faults[0])(*(finding for fault in faults for finding in fault.findings))
    return books


def resume(
    out: Path,
    *,
    engine: str | None = None,
    jobs: int | None = 1,
    watcher: Watcher | None = None,
    clock: Clock = now,
) -> Batch:
    """Go on with the run that was interrupted in the folder `out`; return what it made in all.

    Raises as :func:`generate`, and :exc:`RunError` where there is nothing to go on with.
    """
    if not (out / RUN).is_dir():
        is_done = (out / MANIFEST).is_file()
        raise RunError(refusals.complete(out) if is_done else refusals.missing(out))
    with _run_folder(out) as run:
        if is_complete(run):
            remove(run)
            raise RunError(refusals.complete(out))
        plan = load_plan(run)
        if plan is None:
            raise RunError(refusals.missing(out))
        books = _read_again(run, plan)
        lead = Conductor(run=run, plan=plan, books=books, watcher=watcher or _Nobody(), clock=clock)
        return _conducted(lead, partial(_engine, engine, jobs, pdf=plan.pdf))


def _read_again(run: Path, plan: Plan) -> list[Prepared]:
    """Return what the copies of the workbooks give, which are to be as they were laid down."""
    ours = version("circulars")
    if plan.release != ours:
        raise RunError(refusals.other_release(run, plan.release, ours))
    try:
        books = [prepare(plan.job(place)) for place in range(len(plan.sources))]
    except CircularsError as error:
        found = refusals.damaged(run, "สำเนาสมุดงานหรือแบบหนังสือของงานที่ค้างไว้ใช้ไม่ได้แล้ว")
        raise RunError(found, *error.findings) from error
    if [digests(book) for book in books] != [*plan.digests]:
        raise RunError(refusals.damaged(run, "สำเนาสมุดงานหรือแบบหนังสือของงานที่ค้างไว้ถูกแก้"))
    return books


def _conducted(lead: Conductor, engine: partial[Engine]) -> Batch:
    """Return what the run made: its letters drafted where that is not done, made, put in place."""
    keep_open(lead.run, Opened(lead.plan, lead.books))
    path = lead.run / _ITEMS
    try:
        with (ItemStore.open if path.exists() else ItemStore.create)(path) as store:
            if store.is_filled:
                lead.forget_damaged(store)
            left = store.counts()[State.WAITING] if store.is_filled else lead.letters
            if left:
                _worked_off(lead, store, engine(left))
            batch = finished(lead, store)
        mark_complete(lead.run)
        return batch
    finally:
        let_go()


def _worked_off(lead: Conductor, store: ItemStore, engine: Engine) -> None:
    with engine as workers:
        if not store.is_filled:
            store.add(lead.draft_all(workers))
        lead.make_all(store, workers)


def _engine(spec: str | None, jobs: int | None, letters: int, *, pdf: bool) -> Engine:
    """Return who makes `letters`: where nobody said how many, as many as are of use."""
    if jobs is None:
        few = letters <= (_ALONE_PDF if pdf else _ALONE)
        jobs = 1 if few else min(len(os.sched_getaffinity(0)), _MOST_JOBS)
    return open_engine(spec, jobs)


@contextmanager
def _run_folder(out: Path) -> Iterator[Path]:
    """Hold the run's own folder in `out` while the block works on it.

    It goes when the run is complete.  When the block fails before a letter is made it goes as
    well, and `out` too if it was not there; after that it stays, and the error says how to go on.
    """
    run = out.absolute() / RUN
    try:
        with told_of(out), locked(run, wait=_PATIENCE):
            try:
                yield run
            except CircularsError as error:
                done = made_letters(run)
                if done and _LOST.isdisjoint(finding.code for finding in error.findings):
                    raise type(error)(*error.findings, refusals.stopped(out, done)) from error
                raise
            finally:
                if is_complete(run) or not made_letters(run):
                    remove(run)
    except FolderBusyError:
        raise RunError(refusals.busy(out)) from None


def made_letters(run: Path) -> int:
    """Return how many letters lie ready in the run's own folder."""
    return sum(1 for _ in (run / "made").glob("*/[0-9]*"))
