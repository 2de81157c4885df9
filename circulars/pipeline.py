"""One letter's way: composed, checked, printed, read back.

What is asked for is read by :mod:`circulars.inputs`; the letters of a run are made, each by
these steps, by :mod:`circulars.runs`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.checks import check_form, check_table, settled
from circulars.compose import with_annex_pages
from circulars.inputs import placed
from circulars.inspection.printed import inspect_printed
from circulars.model.errors import FormError

if TYPE_CHECKING:
    from circulars.inputs import Prepared
    from circulars.model.findings import Finding
    from circulars.model.letter import Letter
    from circulars.prints import Printer, Prints

_UNDATED: Final = dt.date(2000, 1, 1)  # stamped into the PDF of a letter whose day is left blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A letter as it was printed, and everything that was found on the way."""

    letter: Letter
    prints: Prints
    findings: tuple[Finding, ...]


def check_tables(prepared: Prepared) -> tuple[Finding, ...]:
    """Return what was found in the tables that all letters of a workbook share."""
    specs = prepared.letter_type.datasets
    datasets = prepared.composer.sheets.datasets
    checked = (f for name, dataset in datasets.items() for f in check_table(dataset, specs[name]))
    return (*prepared.findings, *checked)


def draft(prepared: Prepared, place: int, serial: int | None = None) -> Letter:
    """Return the letter at `place`, composed, with the number `serial` where one was taken.

    Raises :exc:`CircularsError` where it cannot be composed; faults of the form are told at
    the cells where the answers stand.
    """
    try:
        return prepared.composer.compose(place, serial)
    except FormError as error:
        raise FormError(*placed(prepared, error.findings)) from None


def check_draft(prepared: Prepared, letter: Letter) -> tuple[Finding, ...]:
    """Return what is found in a letter before it is printed, at the office's levels."""
    found = (*letter.findings, *check_form(letter, prepared.letter_type))
    return settled(found, letter.office.levels)


def make(prepared: Prepared, place: int, serial: int | None, printer: Printer) -> Made:
    """Return the letter at `place` composed, printed, read back and checked.

    Raises :exc:`CircularsError` where it cannot be composed or laid out.
    """
    return print_letter(prepared, draft(prepared, place, serial), printer)


def print_letter(prepared: Prepared, letter: Letter, printer: Printer) -> Made:
    """Return `letter` printed, read back and checked; raises as :func:`make` does."""
    counts = any(attachment.counts_pages for attachment in letter.attachments)
    prints = printer.lay_out(
        letter,
        prepared.template,
        stamp=letter.date or _UNDATED,
        recount=with_annex_pages if counts else None,
    )
    found = (*check_draft(prepared, letter), *prints.findings, *inspect_printed(letter, prints))
    return Made(letter=letter, prints=prints, findings=settled(found, letter.office.levels))
