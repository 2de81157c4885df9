"""The main job: workbook and letter type become letters that are ready to sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.checks import check_letter, settled
from circulars.compose import with_annex_pages
from circulars.inputs import prepare, read_job
from circulars.inspection.printed import inspect_printed
from circulars.model.errors import LetterHeldError
from circulars.model.findings import Finding, blocking
from circulars.outputs import write_letters
from circulars.prints import open_printer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from circulars.batch import Batch
    from circulars.inputs import Job
    from circulars.model.letter import Letter
    from circulars.prints import Printer, Prints
    from circulars.render import Template

_UNDATED: Final = dt.date(2000, 1, 1)  # stamped into the PDF of a letter whose day is left blank


def generate(
    letter_type: str,
    workbook: Path,
    out: Path,
    *,
    office: Path | None = None,
    values: Mapping[str, str] | None = None,
    allow: Collection[str] = (),
    pdf: bool = True,
) -> Batch:
    """Make the letters of `letter_type` from `workbook` and write them into the folder `out`.

    `values` are the form's fields as text; `allow` waives `block` findings by code.
    Nothing is written when something blocks.  Raises :exc:`CircularsError` with all findings.
    """
    job = read_job(letter_type, workbook, office=office, values=values or {}, allow=allow)
    letters, template = prepare(job)
    kind = job.letter_type
    found = [finding for letter in letters for finding in letter.findings]
    found += (finding for letter in _checked(letters) for finding in check_letter(letter, kind))
    found = [*_released(found, job, letters)]
    with open_printer(pdf=pdf) as printer:
        prints = [_prints(printer, letter, template) for letter in letters]
    found += (finding for each in prints for finding in each.findings)
    found += inspect_printed(letters, prints)
    return write_letters(job, letters, prints, _released(found, job, letters), out)


def _checked(letters: Sequence[Letter]) -> Iterator[Letter]:
    """Yield the letters to be checked; datasets that all share are checked once for each date."""
    dates = set()
    for letter in letters:
        yield replace(letter, datasets={}) if letter.date in dates else letter
        dates.add(letter.date)


def _prints(printer: Printer, letter: Letter, template: Template) -> Prints:
    counts = any(attachment.counts_pages for attachment in letter.attachments)
    return printer.lay_out(
        letter,
        template,
        stamp=letter.date or _UNDATED,
        recount=with_annex_pages if counts else None,
    )


def _released(
    findings: Iterable[Finding], job: Job, letters: Sequence[Letter]
) -> tuple[Finding, ...]:
    """Return the findings once each, by weight and with the office's own levels.

    Raises :exc:`LetterHeldError` with all of them when one blocks and is not waived.
    """
    found = settled(findings, letters[0].office.levels)
    if blocking(found, allowed=job.allow):
        raise LetterHeldError(*found)
    return found
