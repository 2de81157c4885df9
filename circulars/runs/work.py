"""What a worker does for a run: drafts letters, and makes them.  Imported by other processes."""

from __future__ import annotations

import errno
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.batch import told_of, write_aside
from circulars.layout import OfficeFailedError
from circulars.model.errors import (
    CircularsError,
    LayoutError,
    LetterHeldError,
    OutputError,
    RunError,
)
from circulars.model.findings import Finding, blocking
from circulars.model.names import ADDRESSEES, SUBJECT
from circulars.model.run import Draft, Item, MadeFile, State
from circulars.outputs import files_of
from circulars.pipeline import check_draft, draft, make
from circulars.runs import refusals
from circulars.runs.opened import open_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.inputs import Prepared
    from circulars.model.letter import Letter
    from circulars.pipeline import Made

_Letter = TypeVar("_Letter", Draft, Item)
_MISSING: Final = frozenset(
    {"field-underivable", "template-missing-name", "attachment-underivable"}
)
_SHELF: Final = 1000  # letters in one folder of those made
_STAND_IN: Final = 1  # the number of a draft that has none yet: a form may ask for one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """Letters to be drafted: some places of one workbook."""

    run: Path
    book: int  # among the workbooks of the run
    workbook: str  # what it is called in the run
    first: int  # place of the workbook's first letter among all letters
    places: range  # in the workbook
    faulty: frozenset[str] = frozenset()  # datasets with rows that cannot be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Letters to be made: items of one workbook."""

    run: Path
    book: int
    first: int
    items: tuple[Item, ...]
    faulty: frozenset[str] = frozenset()  # datasets with rows that cannot be used
    is_last_try: bool = False


def draft_share(sketch: Sketch) -> tuple[Draft, ...]:
    """Return the drafts of the letters; those that cannot be composed say why."""
    opened = open_run(sketch.run)
    book = opened.book(sketch.book, sketch.faulty)
    serial = _STAND_IN if opened.plan.takes_numbers else None
    drafts = (_drafted(sketch, book, place, serial) for place in sketch.places)
    return tuple(_explained(each, sketch.faulty) for each in drafts)


def _drafted(sketch: Sketch, book: Prepared, place: int, stand_in: int | None) -> Draft:
    known = Draft(
        place=sketch.first + place,
        workbook=sketch.workbook,
        recipient=book.composer.recipient(place),
    )
    try:
        letter = draft(book, place, stand_in)
    except CircularsError as error:
        return replace(known, findings=error.findings, fault=type(error), is_held=True)
    except (OSError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001  # a bug that one letter meets costs no other
        found = refusals.crashed(known.recipient or known.workbook, error)
        return replace(known, findings=(found,), fault=LetterHeldError, is_held=True)
    findings = check_draft(book, letter)
    reference = letter.number if stand_in is None else replace(letter.number, serial=None)
    return replace(
        known,
        reference=reference,
        findings=findings,
        is_held=bool(blocking(findings, allowed=book.job.allow)),
        **_said(letter),
    )


def _said(letter: Letter) -> dict[str, Any]:
    """Return what register and index tell of a letter."""
    return {
        "addressee": next((str(letter.fields[n]) for n in ADDRESSEES if n in letter.fields), ""),
        "subject": str(letter.fields.get(SUBJECT, "")),
        "sender": letter.office.unit,
    }


def make_share(share: Share) -> tuple[Item, ...]:
    """Return what became of the items; the files of those made lie in the run's folder.

    Raises :exc:`OutputError` where they cannot be written, such as on a full disk.
    """
    return tuple(_explained(_finished(share, item), share.faulty) for item in share.items)


def _finished(share: Share, item: Item) -> Item:
    opened = open_run(share.run)
    book = opened.book(share.book, share.faulty)
    try:
        made = make(book, item.place - share.first, item.serial, opened.printer)
    except (OutputError, RunError, OSError, MemoryError):
        raise
    except LayoutError as error:
        is_over = share.is_last_try or not isinstance(error, OfficeFailedError)
        state = State.HELD if is_over else State.WAITING
        return replace(item, state=state, findings=error.findings, tries=item.tries + 1)
    except CircularsError as error:
        return replace(item, state=State.HELD, findings=error.findings)
    except Exception as error:  # noqa: BLE001  # a bug that one letter meets costs no other
        found = refusals.crashed(item.recipient or item.workbook, error)
        return replace(item, state=State.HELD, findings=(found,))
    if blocking(made.findings, allowed=book.job.allow):
        return replace(item, state=State.HELD, findings=made.findings)
    files = files_of(item.stem, made.letter, made.prints)
    return _kept(item, made, _stored(share.run, item.place, files))


def _explained(letter: _Letter, faulty: frozenset[str]) -> _Letter:
    """Return `letter` with the reason why a sum is missing that it asks for."""
    codes = {finding.code for finding in letter.findings}
    if not faulty or not codes & _MISSING:
        return letter
    names = ", ".join(f"“{name}”" for name in sorted(faulty))
    reason = Finding(
        code="sum-of-faulty-rows",
        where=letter.recipient,
        message=f"ฉบับนี้ใช้ยอดรวมของตาราง {names} ซึ่งยังมีแถวที่ต้องแก้ จึงยังไม่มียอดรวมที่ถูกต้อง",
        hint="แก้แถวที่ผิดในสมุดงานก่อน แล้วสั่งใหม่",
    )
    return replace(letter, findings=(reason, *letter.findings))


def _kept(item: Item, made: Made, files: tuple[MadeFile, ...]) -> Item:
    return replace(
        item,
        state=State.MADE,
        files=files,
        pages=made.prints.pages,
        fonts=made.prints.fonts,
        findings=made.findings,
        **_said(made.letter),  # now with its number
    )


def shelf(run: Path, place: int) -> Path:
    """Return the folder in which the files of the letter at `place` lie until all are made."""
    return run / "made" / f"{place // _SHELF:05}" / f"{place:08}"


def _put(aside: Path, target: Path) -> None:
    """Rename the folder `aside` to `target`, in place of what stands there."""
    while True:
        # Left by a worker that was taken for dead, or died before it could say so.
        shutil.rmtree(target, ignore_errors=True)
        try:
            aside.rename(target)
        except OSError as error:
            if error.errno not in {errno.ENOTEMPTY, errno.EEXIST}:  # by such a worker just now
                raise
        else:
            return


def _stored(run: Path, place: int, files: Mapping[str, bytes]) -> tuple[MadeFile, ...]:
    """Write the files of one letter aside and put them on their shelf, all at once."""
    target = shelf(run, place)
    with told_of(run.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(dir=target.parent, prefix="."))
        try:
            outputs = {name: write_aside(aside / name, data) for name, data in files.items()}
            _put(aside, target)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
    return tuple(
        MadeFile(name=name, size=output.size, sha256=output.sha256)
        for name, output in outputs.items()
    )
