"""The names that templates and expressions may use, beside the fields of the form."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from circulars.model.dataset import Dataset
    from circulars.model.office import Office, Signatory
    from circulars.model.sheet import Row


def office_names(office: Office) -> dict[str, Any]:
    """Return what the office profile gives every letter, by name."""
    return {
        "ผู้ออกหนังสือ": office.issuer,
        "จังหวัด": office.province,
        "ส่วนราชการ": office.letterhead,
        "ที่ตั้ง": list(office.address),
        "หน่วยงานเจ้าของเรื่อง": office.unit,
        "กลุ่มงาน": office.group,
        "โทรศัพท์": office.phone,
        "คำขวัญ": list(office.slogan),
    }


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
        "เดือน": [column.month for column in dataset.months],
        "เดือนที่มีข้อมูล": filled,
        "จำนวนแถว": len(dataset.table.rows),
        "แถว": [row_names(dataset, row) for row in dataset.table.rows],
        "แถวรวม": row_names(dataset, total) if total else {},
        "ท้ายตาราง": [note.text for note in dataset.table.notes],
    }
    if filled:
        names |= {"เดือนแรก": filled[0], "เดือนสุดท้าย": filled[-1], "เดือนถัดไป": filled[-1].plus(1)}
    return names


def row_names(dataset: Dataset, row: Row) -> dict[str, Any]:
    """Return the values of `row` by column name; ``เดือน`` is the list of its months' figures."""
    names: dict[str, Any] = {
        name: row.cells[column.index].value for name, column in dataset.columns.items()
    }
    months = [row.cells[column.index].value for column in dataset.months]
    names["เดือน"] = [value for value in months if isinstance(value, Decimal)]
    return names
