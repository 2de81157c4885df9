"""What a worker is given to show a draft: paths and plain values, that travel to its process."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from circulars.data.finding_codes import finding_codes
from circulars.inputs import Job
from circulars.model.names import SENT
from circulars.register import Book, Number, Series, refusals
from circulars.service.making.typed_numbers import number_by_hand
from circulars.workbook import load_bytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from circulars.model.findings import Finding
    from circulars.model.letter_type import LetterType
    from circulars.model.reference_number import ReferenceNumber

YEAR_OPEN: Final = "year-open"  # waived by who begins a year though the last one is open
EMPTY_BOOK: Final = "ไม่มีสมุดงาน.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextNumbers:
    """What the register would give next to letters of one type; nothing is taken."""

    series: Series = Series.ORDINARY
    owners: Mapping[str, str] = field(default_factory=dict)  # as letters print it: as the register
    serials: Mapping[Book, int | None] = field(default_factory=dict)  # None: the book is closed
    begins_year: bool = False  # though the last one is open

    def next(self, number: ReferenceNumber) -> int | None:
        """Return the serial that a letter would get; None where it would get none."""
        book, fault = self._book(number), self.fault(number)
        is_refused = fault and not (self.begins_year and fault.code == YEAR_OPEN)
        return None if book is None or is_refused else self.serials.get(book, 1)

    def is_first(self, number: ReferenceNumber) -> bool:
        """Return whether the book that gives a letter its number has given none yet."""
        book = self._book(number)
        return book is not None and book not in self.serials and self.next(number) == 1

    def beside(self, number: ReferenceNumber, before: int = 0) -> Finding | None:
        """Return what is to be told of a number that was typed, not given by a book in use.

        `before`: so many letters of the run have the numbers before it.
        """
        book = self._book(number)
        upcoming = self.serials.get(book) if book else None
        if book is None or number.serial is None or upcoming is None:
            return None
        return number_by_hand(book, number.serial, upcoming + before)

    def to_enter(self, number: ReferenceNumber, before: int = 0) -> Number | None:
        """Return a number that was typed, where its book can have it without a gap."""
        book = self._book(number)
        upcoming = self.serials.get(book) if book else None
        if book is None or number.serial is None or upcoming is None:
            return None
        fits = 0 < number.serial <= upcoming + before
        return Number(book=book, serial=number.serial) if fits else None

    def fault(self, number: ReferenceNumber) -> Finding | None:
        """Return why the register would give no number to a letter of that day."""
        book = self._book(number)
        if book is None:
            return None
        if book in self.serials:
            return None if self.serials[book] else refusals.year_closed(book)
        others = [each for each in sorted(self.serials) if each.owner == book.owner]
        for other in others:
            if other.year < book.year and self.serials[other]:
                return refusals.year_open(book, other)
            if other.year > book.year:
                return refusals.year_passed(book, other)
        return None

    def _book(self, number: ReferenceNumber) -> Book | None:
        """Return the book that a letter belongs to; None without a day."""
        if number.date is None:
            return None
        written = f"{number.code} {number.unit}"
        owner = self.owners.get(written, written)
        return Book(owner=owner, year=number.date.year, series=self.series)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A draft, and what surrounds it, as a worker needs them."""

    letter_type: Path  # a type's folder
    version: str
    office: Path | None  # its profile; None: not filled in yet
    office_mark: str  # changes with the profile and its pictures
    workbook: Path | None
    digest: str  # SHA-256 of the workbook
    typed: Mapping[str, str] = field(default_factory=dict)
    allow: frozenset[str] = frozenset()
    previous: Path | None = None  # results of the job that is rolled forward
    today: dt.date
    books: NextNumbers = field(default_factory=NextNumbers)

    @property
    def book_key(self) -> tuple[str, ...]:
        """What tells one workbook read for one type from another."""
        name = self.workbook.name if self.workbook else ""
        return (str(self.letter_type), self.version, name, self.digest)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells what letters are made from, the answers of the form apart."""
        sent = self.typed.get(SENT, "").strip()
        return (*self.book_key, str(self.office), self.office_mark, sent)


def job_of(material: Material, kind: LetterType, values: Mapping[str, str]) -> Job:
    """Return what a run would be asked for, short of what holds letters back.

    A type that needs no workbook has an empty one.
    """
    content = book_bytes(material)
    assert material.office is not None  # without one nothing is asked for
    return Job(
        letter_type=kind,
        workbook=material.workbook or Path(EMPTY_BOOK),
        content=content,
        office=material.office,
        values=values,
        allow=frozenset(finding_codes()),  # what can be shown is shown, and told to be held back
        digests={},  # stand in the manifest of a run alone
    )


def book_bytes(material: Material) -> bytes:
    """Return the workbook of a draft, or an empty one where it has none."""
    if material.workbook is None:
        return empty_book()
    return load_bytes(material.workbook, name=material.workbook.name)


@cache
def empty_book() -> bytes:
    """Return a workbook with one empty sheet, for letters that need none."""
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()
