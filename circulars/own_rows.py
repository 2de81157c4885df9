"""Which tables give each recipient's letter the recipient's own rows, and whose rows are faulty."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import LetterType
    from circulars.model.sheet import Row

_CELL: Final = re.compile(r"\b[A-Z]{1,3}(\d+)(?::[A-Z]{1,3}(\d+))?")


def own_datasets(kind: LetterType) -> frozenset[str]:
    """Return the datasets that no letter to a recipient has behind it as a whole.

    A figure that is wrong in one row of them is wrong in one letter, and in those that tell a
    sum of all rows.
    """
    if kind.recipients is None:
        return frozenset()
    whole = {annex.dataset for annex in kind.annexes if not annex.slice}
    return frozenset(kind.datasets) - whole


class RowIndex:
    """The rows of a dataset by their number, to know which of them a finding is about."""

    def __init__(self, dataset: Dataset) -> None:
        rows = (row for row in dataset.table.rows if row.number not in dataset.subtotals)
        self.dataset = dataset
        self.rows: Mapping[int, Row] = {row.number: row for row in rows}

    def at_fault(self, finding: Finding) -> frozenset[int]:
        """Return the numbers of the rows that `finding` is about; none if it is not.

        None also where it is about the head, the total row or a sum among the rows as well.
        """
        found = self._numbers(finding)
        return found if found <= self.rows.keys() else frozenset()

    def is_about_total(self, finding: Finding) -> bool:
        """Return whether `finding` is about the total row."""
        total = self.dataset.table.total
        return total is not None and total.number in self._numbers(finding)

    def _numbers(self, finding: Finding) -> frozenset[int]:
        sheet, mark, cells = finding.where.partition("!")
        if not mark or sheet != self.dataset.table.sheet:
            return frozenset()
        spans = ((int(first), int(last or first)) for first, last in _CELL.findall(cells))
        return frozenset(row for first, last in spans for row in range(first, last + 1))
