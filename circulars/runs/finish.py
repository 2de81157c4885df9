"""The end of a run: everything put into place, numbers confirmed, and what goes beside letters."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING, Final

from circulars.batch import Batch, Output, link, output_of, place_files, told_of
from circulars.model.errors import LetterHeldError
from circulars.model.run import State
from circulars.outputs import manifest
from circulars.runs.numbers import confirm_numbers
from circulars.runs.work import shelf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circulars.model.run import Item
    from circulars.runs.conduct import Conductor
    from circulars.runs.store import ItemStore

INDEX: Final = "บัญชีหนังสือ.xlsx"
PRINT_RUN: Final = "พิมพ์ทั้งชุด.pdf"
ARCHIVE: Final = "หนังสือทั้งชุด.zip"
_UNDATED: Final = dt.date(2000, 1, 1)  # stamped into the print run of letters without a day


def finished(lead: Conductor, store: ItemStore) -> Batch:
    """Return what the run left in the folder of its results.

    What goes beside the letters where there are several: an index, a print run, and an archive
    where one was asked for.  Raises :exc:`LetterHeldError` where no letter was made.
    """
    items = [*store.all()]
    made = [item for item in items if item.state is State.MADE]
    findings = lead.findings((lead.whose(item), item.findings) for item in items)
    if not made:
        raise LetterHeldError(*findings)
    folder = lead.run.parent
    outputs = dict(_letters(lead.run, made))
    if len(items) > 1:
        with told_of(folder):
            outputs |= _beside(lead, items, made, outputs)
    if lead.plan.numbering:
        held = [item for item in made if item.key]  # all, unless numbers were given
        confirm_numbers(lead.plan.numbering, lead.books[0].letter_type, held, lead.clock)
    told = manifest(lead.books, items, findings)
    paths, kept = place_files(folder, outputs, told, aside=lead.run)
    pages = [item.pages for item in made]
    return Batch(
        folder=folder,
        files=tuple(paths),
        findings=findings,
        pages=None if None in pages else sum(filter(None, pages)),
        kept=tuple(kept),
        held=tuple(item for item in items if item.state is State.HELD),
    )


def _letters(run: Path, made: Sequence[Item]) -> Iterator[tuple[str, Output]]:
    for item in made:
        folder = shelf(run, item.place)
        for file in item.files:
            yield file.name, Output(path=folder / file.name, size=file.size, sha256=file.sha256)


def _beside(
    lead: Conductor, items: Sequence[Item], made: Sequence[Item], letters: dict[str, Output]
) -> dict[str, Output]:
    """Return what goes beside the letters of a run, made in the run's own folder."""
    from circulars.runs.archive import write_zip
    from circulars.runs.index import write_index

    extra = lead.run / "beside"
    shutil.rmtree(extra, ignore_errors=True)  # of an attempt that did not come to its end
    extra.mkdir()
    lead.watcher.begin("รวมเล่ม", 0)
    write_index(items, extra / INDEX, title=lead.books[0].letter_type.title)
    names = [INDEX]
    if lead.plan.pdf and all(item.pages for item in made):
        _print_run(lead, made, extra / PRINT_RUN)
        names.append(PRINT_RUN)
    if lead.plan.archive:
        flat = extra / "all"
        flat.mkdir()
        for name, path in [
            *((name, output.path) for name, output in letters.items()),
            *((name, extra / name) for name in names),
        ]:
            link(path, flat / name)
        write_zip(flat, [*letters, *names], extra / ARCHIVE)
        names.append(ARCHIVE)
    return {name: output_of(extra / name) for name in names}


def _print_run(lead: Conductor, made: Sequence[Item], target: Path) -> None:
    from circulars.runs.print_run import PrintedLetter, write_print_run

    printed = (
        PrintedLetter(
            path=shelf(lead.run, item.place) / f"{item.stem}.pdf",
            number=item.number,
            recipient=item.recipient,
        )
        for item in made
    )
    stamp = made[0].date or _UNDATED
    write_print_run(printed, target, two_sided=lead.plan.two_sided, stamp=stamp)
