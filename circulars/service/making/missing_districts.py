"""Districts of the office's province that a table leaves out: their officials may wait in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from circulars.data.districts import districts
from circulars.model.findings import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.office import Office

_FEWEST: Final = 3  # districts that a table names, to be one of districts


def missing_districts(datasets: Iterable[Dataset], office: Office | None) -> Iterator[Finding]:
    """Yield what each table leaves out that has more than half of the province's districts.

    One with as many rows as there are districts has a name misspelt, which is told as such.
    """
    known = districts().get(office.province, frozenset()) if office else frozenset()
    for dataset in datasets:
        rows = (row for row in dataset.table.rows if row.number not in dataset.subtotals)
        names = {_name(dataset.label(row)) for row in rows}
        here = names & known
        lacking = sorted(known - names)
        if len(here) < _FEWEST or 2 * len(here) <= len(known) or len(names) >= len(known):
            continue
        yield Finding(
            code="district-missing",
            level=Level.WARN,
            where=dataset.table.sheet,
            message=f"ตารางมี {len(here)} อำเภอ จาก {len(known)} อำเภอของจังหวัด "
            f"ไม่มี {', '.join(lacking)}",
            hint="ถ้าไม่ได้ตั้งใจเว้นไว้ เพิ่มแถวของอำเภอนั้นในสมุดงาน",
        )


def _name(text: str) -> str:
    """Return the name of a district as the list has it.

    >>> _name("อ. ภูซาง")
    'ภูซาง'
    """
    return "".join(text.split()).removeprefix("อำเภอ").removeprefix("อ.")
