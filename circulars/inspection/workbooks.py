"""The check of one workbook: every table of its visible sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.checks import check_table, settled
from circulars.inspection.inspected import Inspected, Quote
from circulars.inspection.places import table_quotes
from circulars.model.errors import CircularsError, WorkbookError
from circulars.model.findings import Finding, Level
from circulars.model.setting import Setting
from circulars.workbook import (
    read_table,
    read_workbook,
    repeated_headings,
    sheet_findings,
    understand,
)
from circulars.workbook.form_sheet import is_form_sheet
from circulars.workbook.sheet_findings import uncalculated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Table
    from circulars.workbook import Sheet, Workbook


def inspect_workbook(data: bytes, name: str, setting: Setting | None = None) -> Inspected:
    """Return what the check of the workbook `data` finds; `name` is the file's, for messages.

    Every visible sheet with a table is checked, the one that fills a form apart.  A file that
    cannot be read is told by findings.
    """
    office = (setting or Setting()).office
    try:
        workbook = read_workbook(data, name=name)
    except CircularsError as error:
        return Inspected(file=name, findings=error.findings)
    found: list[Finding] = []
    quotes: dict[str, Quote] = {}
    datasets: list[Dataset] = []
    for sheet, table in _tables(workbook):
        if table is None:
            found += uncalculated(sheet, "ตัวเลขให้ตรวจ")
            continue
        found += sheet_findings(sheet, table)
        quotes |= table_quotes(table)
        if sheet.uncalculated:  # figures that are not there yet can only look wrong
            continue
        understood = understand(table)
        if understood is None:
            found += repeated_headings(table)
            continue
        found += (*understood.findings, *check_table(understood.dataset, understood.spec))
        datasets.append(understood.dataset)
    if not quotes and not found:
        found.append(_no_table(name))
    return Inspected(
        file=name,
        findings=settled(found, office.levels if office else {}),
        quotes=quotes,
        datasets=tuple(datasets),
    )


def _tables(workbook: Workbook) -> Iterator[tuple[Sheet, Table | None]]:
    """Yield the visible sheets, each with its table if it has one."""
    for sheet in workbook.sheets:
        if sheet.hidden or is_form_sheet(sheet):
            continue
        try:
            yield sheet, read_table(sheet)
        except WorkbookError:  # such as a cover
            yield sheet, None


def _no_table(name: str) -> Finding:
    return Finding(
        code="table-not-found",
        level=Level.NOTE,
        where=name,
        message=f"ไม่พบตารางในแผ่นงานใดของ “{name}” จึงไม่มีตัวเลขให้ตรวจ",
        hint="ตรวจว่าแผ่นงานมีแถวหัวตารางที่มีหัวข้ออย่างน้อยสองช่อง และแผ่นงานไม่ได้ถูกซ่อน",
    )
