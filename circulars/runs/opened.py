"""A run as a process that works on it has it open: inputs read once, LibreOffice kept warm."""

from __future__ import annotations

import gc
import threading
from contextlib import ExitStack
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.inputs import prepare
from circulars.model.errors import RunError
from circulars.prints import open_printer
from circulars.runs import refusals
from circulars.runs.plan import load_plan, plan_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.inputs import Prepared
    from circulars.prints import Printer
    from circulars.runs.plan import Plan

_KEPT: Final = 4  # workbooks
_NONE: Final = frozenset[str]()


class Opened:
    """The workbooks of a run, prepared when first asked for, and one printer."""

    def __init__(self, plan: Plan, books: Sequence[Prepared] = ()) -> None:
        self.plan = plan
        self._books = {(number, _NONE): book for number, book in enumerate(books)}
        self._printers = ExitStack()
        self._printer: Printer | None = None

    def book(self, number: int, faulty: frozenset[str] = _NONE) -> Prepared:
        """Return what the letters of one workbook are made from.

        Of its `faulty` datasets, some of whose rows cannot be used, no sums are known.
        """
        key = (number, faulty)
        if key not in self._books:
            if len(self._books) >= _KEPT:  # of many workbooks each is worked off before the next
                self._books.clear()
            self._books[key] = self._prepared(number, faulty)
        return self._books[key]

    def _prepared(self, number: int, faulty: frozenset[str]) -> Prepared:
        if not faulty:
            book = prepare(self.plan.job(number))
            # A big workbook is a million objects, none of which goes before the run is over: the
            # collector need not look at them again and again.
            gc.collect()
            gc.freeze()
            return book
        book = self.book(number)
        return replace(book, composer=book.composer.without_sums(faulty))

    @property
    def printer(self) -> Printer:
        """The printer of this process, started when the first letter is printed.

        A letter that LibreOffice fails on is not tried again at once, but alone, after all others.
        """
        if self._printer is None:
            self._printer = self._printers.enter_context(
                open_printer(pdf=self.plan.pdf, images=self.plan.images, tries=1)
            )
        return self._printer

    def close(self) -> None:
        """End LibreOffice."""
        gc.unfreeze()
        self._printer = None
        self._printers.close()


_OPEN: Final = threading.local()  # a thread of a worker has its own: a printer serves one only


def keep_open(run: Path, opened: Opened) -> None:
    """Have this thread work on the run laid down in the folder `run` with what is `opened`."""
    let_go()
    _OPEN.plan, _OPEN.opened = plan_text(run), opened


def open_run(run: Path) -> Opened:
    """Return the run laid down in the folder `run`, opened by this thread when first asked for.

    Known by its plan: workers outlive a run, and the next one may be in the same folder.
    """
    text = plan_text(run)
    if text is None or text != getattr(_OPEN, "plan", None):
        plan = load_plan(run)
        if plan is None:
            raise RunError(refusals.missing(run))
        keep_open(run, Opened(plan))
    opened: Opened = _OPEN.opened
    return opened


def let_go() -> None:
    """Close what this thread has open."""
    if getattr(_OPEN, "plan", None) is not None:
        _OPEN.opened.close()
    _OPEN.plan = None
