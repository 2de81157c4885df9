"""What the check of one file gives: findings, and what stands at their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.written_letter import WrittenLetter

_QUOTED: Final = re.compile("“([^”]+)”")
_FIRST: Final = re.compile(r", |(?<=\d):(?=[A-Z])")  # what follows the first of several places


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What is written at a place: a paragraph, or the row of a table with one cell in it."""

    text: str  # on one line
    cell: tuple[int, int] | None = None  # start and end of the cell; None: a paragraph

    def offence(self, finding: Finding) -> tuple[int, int] | None:
        """Return where in the text that stands which `finding` is about; None: all of it."""
        if self.cell is not None:
            return self.cell
        text = to_arabic_digits(self.text)
        for part in _parts(finding):
            start = text.find(to_arabic_digits(part))
            if start >= 0:
                return start, start + len(part)
        return None


def _parts(finding: Finding) -> Iterator[str]:
    """Yield what `finding` may be about, as the text may have it."""
    yield from (" ".join(part.split()) for part in _QUOTED.findall(finding.message))
    if finding.about:
        yield finding.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """One checked file; only findings where it could not be read."""

    file: str  # as the command line named it
    findings: tuple[Finding, ...]
    quotes: Mapping[str, Quote] = field(default_factory=dict)  # by place
    orders: Mapping[str, int] = field(default_factory=dict)  # of the w:p at each place
    letter: WrittenLetter | None = None
    datasets: tuple[Dataset, ...] = ()  # the tables of it that were understood
    waived: frozenset[str] = frozenset()  # codes let pass when it was made
    pdf: bytes = b""  # its pages, where they were laid out and are to be kept

    def quote(self, finding: Finding) -> Quote | None:
        """Return what stands at the place of `finding`, of several at the first; None: nothing."""
        return self.quotes.get(self.place(finding))

    def as_read(self) -> list[Finding]:
        """Return the findings in the order of their places, those about the whole file first."""
        places = {place: number for number, place in enumerate(self.quotes)}
        return sorted(self.findings, key=lambda each: places.get(self.place(each), -1))

    def place(self, finding: Finding) -> str:
        """Return the first of the places that `finding` names.

        >>> from circulars.model.findings import Finding
        >>> found = Finding(code="outlier", where="ยอด!D7:D9, F4", message="", hint="")
        >>> Inspected(file="ยอด.xlsx", findings=(found,)).place(found)
        'ยอด!D7'
        """
        if finding.where in self.quotes:
            return finding.where
        return _FIRST.split(finding.where, maxsplit=1)[0]
