"""Cells that two sums point at: the row's and the column's are off by the same amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Final

from circulars.checks.claims import shown
from circulars.model.findings import Finding, Level
from circulars.model.precision import half_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.checks.claims import Claim
    from circulars.checks.tables import RowClaim
    from circulars.model.dataset import Dataset

_SUM: Final = "row-total-mismatch"
_MOST_ROWS: Final = 10  # wrong ones; with more the columns no longer tell which


@dataclass(frozen=True, slots=True)
class _Suspect:
    """A cell of a row whose sum is wrong, and what to add to make it right."""

    row: RowClaim
    place: int  # of the column
    change: Decimal


def suspect_cells(
    dataset: Dataset, claims: Sequence[RowClaim], totals: Mapping[int, Claim]
) -> Iterator[Finding]:
    """Yield a finding for each cell with which both its row and its column would add up.

    Where the sums of some rows are wrong, and the sum of one column by just as much together,
    the cells where they cross are wrong, and what they should be is known.
    """
    wrong = [each for each in claims if _is_wrong_sum(dataset, each)]
    if not 0 < len(wrong) <= _MOST_ROWS:
        return
    for place, total in totals.items():
        if total.figure is None or abs(total.difference) <= half_unit(total.cell):
            continue
        suspects = [s for each in wrong if (s := _suspect(dataset, each, place))]
        for suspect in _explaining(suspects, total):
            yield _finding(dataset, suspect, total)


def _is_wrong_sum(dataset: Dataset, each: RowClaim) -> bool:
    in_rows = each.row is not dataset.table.total and each.check.code == _SUM
    return in_rows and each.claim.figure is not None and each.claim.is_wrong


def _suspect(dataset: Dataset, each: RowClaim, place: int) -> _Suspect | None:
    """Return the row's cell in the column at `place`, if its sum goes by it or stands there."""
    cell = each.row.cells[place]
    if cell.figure is None:
        return None
    if any(cell is known for known in each.inputs):
        return _Suspect(each, place, each.claim.difference)
    stands = dataset.columns[each.check.column].index == place
    return _Suspect(each, place, -each.claim.difference) if stands else None


def _explaining(suspects: Sequence[_Suspect], total: Claim) -> Sequence[_Suspect]:
    """Return the only suspects whose changes add up to what the column lacks; else none."""
    found: list[Sequence[_Suspect]] = []
    for count in range(len(suspects), 0, -1):
        for chosen in combinations(suspects, count):
            lack = total.difference - sum((each.change for each in chosen), Decimal(0))
            slack = sum((half_unit(s.row.claim.cell) for s in chosen), half_unit(total.cell))
            if abs(lack) < slack:
                found.append(chosen)
        if found:
            break
    return found[0] if len(found) == 1 else ()


def _finding(dataset: Dataset, suspect: _Suspect, total: Claim) -> Finding:
    cell = suspect.row.row.cells[suspect.place]
    column = next(c for c in dataset.table.columns if c.index == suspect.place)
    right = (cell.figure or Decimal(0)) + suspect.change
    return Finding(
        code="suspect-cell",
        level=Level.WARN,
        where=dataset.table.place(cell),
        message=f"{column.name} ของ {dataset.label(suspect.row.row)} ในตารางเป็น {cell.text} "
        f"น่าจะเป็น {shown(right)} เพราะยอดรวมของทั้งแถวและช่องจะตรงพอดี "
        f"(แถวนี้ต่าง {shown(abs(suspect.change))} ทั้งช่องต่าง {shown(abs(total.difference))})",
        hint=f"ตรวจกับหลักฐาน ถ้าเป็น {shown(right)} จริง แก้ที่ช่องนี้ช่องเดียว",
    )
