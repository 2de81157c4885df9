"""The names that templates and expressions may use, beside the fields of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.model.names import LOCAL_DAYS, MONTHS, OFFICE_NAMES
from circulars.model.rows import row_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from circulars.model.dataset import Dataset
    from circulars.model.office import Office, Signatory

FILLED: Final = "เดือนที่มีข้อมูล"
_ROWS: Final = "แถว"
_TOTAL: Final = "แถวรวม"
# Of a dataset: what tells of all its rows.
SUMS: Final = frozenset({_ROWS, _TOTAL})


def office_names(office: Office) -> dict[str, Any]:
    """Return what the office profile gives every letter, by name."""
    given = {name: getattr(office, attribute) for name, attribute in OFFICE_NAMES.items()}
    return {**given, LOCAL_DAYS: office.days}


def signatory_names(signatory: Signatory) -> dict[str, Any]:
    """Return the name and the lines of authority of who signs."""
    return {"ชื่อ": signatory.name, "ตำแหน่ง": [str(line) for line in signatory.authority]}


def dataset_names(dataset: Dataset) -> dict[str, Any]:
    """Return what a dataset gives: its months, rows and total row.

    ``เดือนถัดไป`` is the month after the last one that has data.
    """
    filled = [column.month for column in dataset.filled_months if column.month]
    total = dataset.table.total
    names: dict[str, Any] = {
        MONTHS: [column.month for column in dataset.months],
        FILLED: filled,
        "จำนวนแถว": len(dataset.table.rows),
        _ROWS: [row_names(dataset, row) for row in dataset.table.rows],
        _TOTAL: row_names(dataset, total) if total else {},
        "ท้ายตาราง": [note.text for note in dataset.table.notes],
    }
    if filled:
        names |= {"เดือนแรก": filled[0], "เดือนสุดท้าย": filled[-1], "เดือนถัดไป": filled[-1].plus(1)}
    return names


def lacks_months(names: Mapping[str, Any], used: Iterable[str]) -> bool:
    """Return whether a dataset among the names `used` has months, and no data in any."""
    tables = (names.get(name) for name in used)
    return any(isinstance(t, dict) and t.get(MONTHS) and not t.get(FILLED, True) for t in tables)
