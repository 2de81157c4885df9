"""What is wrong in the tables of a run: with all letters, or with those of single recipients."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.checks import settled
from circulars.model.findings import blocking
from circulars.own_rows import RowIndex
from circulars.pipeline import check_tables
from circulars.workbook import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.inputs import Prepared
    from circulars.model.findings import Finding
    from circulars.model.sheet import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFindings:
    """What was found in the tables of one workbook."""

    found: tuple[Finding, ...]
    of_letters: Mapping[int, tuple[Finding, ...]]  # what holds back the letter at that place
    of_all: tuple[Finding, ...]  # what holds back every letter
    faulty: frozenset[str]  # datasets with rows that hold back their letters

    @property
    def shared(self) -> tuple[Finding, ...]:
        """What was found, without what single letters are held back for."""
        own = {finding for findings in self.of_letters.values() for finding in findings}
        return tuple(finding for finding in self.found if finding not in own)


def table_findings(book: Prepared) -> TableFindings:
    """Return what was found in the tables that the letters of a workbook come from."""
    found = settled(check_tables(book), book.composer.office.levels)
    datasets = book.composer.sheets.datasets
    indexes = {name: RowIndex(datasets[name]) for name in sorted(book.own)}
    letters: dict[int, list[Finding]] = defaultdict(list)
    others: list[Finding] = []
    faulty: set[str] = set()
    places = _places(book)
    for finding in blocking(found, allowed=book.job.allow - LOST):
        named = {n: rows for n, index in indexes.items() if (rows := index.at_fault(finding))}
        labels = {
            label
            for name, numbers in named.items()
            for number in numbers
            for label in _labels(book, name, indexes[name].rows[number])
        }
        whose = [place for label in labels for place in places.get(label, ())]
        for place in whose:
            letters[place].append(finding)
        faulty |= named.keys() if whose else set()
        others += [] if whose else [finding]
    totals = {f for f in others if any(index.is_about_total(f) for index in indexes.values())}
    return TableFindings(
        found=found,
        of_letters={place: tuple(findings) for place, findings in letters.items()},
        # No such letter prints the total row, and that it is wrong is explained.
        of_all=tuple(f for f in others if not (letters and f in totals)),
        faulty=frozenset(faulty),
    )


def _labels(book: Prepared, name: str, row: Row) -> Iterator[str]:
    """Yield the name of the recipient whose row it is: in its key column, or that of a slice."""
    dataset = book.composer.sheets.datasets[name]
    slices = [annex.slice for annex in book.letter_type.annexes if annex.dataset == name]
    for column in slices or [True]:
        place = column if isinstance(column, str) else dataset.key
        yield dataset.cell(row, place).text.strip()


def _places(book: Prepared) -> dict[str, list[int]]:
    """Return the letters by the name of their recipient; none for one letter to all."""
    places: dict[str, list[int]] = defaultdict(list)
    for place in range(len(book.composer.rows)):
        places[book.composer.recipient(place)].append(place)
    return places
