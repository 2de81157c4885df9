"""The check of one workbook: every table of its visible sheets."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.checks import check_table, settled
from circulars.inspection.inspected import Inspected, Quote
from circulars.inspection.places import table_quotes
from circulars.model.errors import CircularsError, WorkbookError
from circulars.model.findings import Finding, Level
from circulars.model.setting import Setting
from circulars.understanding import understand_table
from circulars.workbook import (
    is_form_sheet,
    read_table,
    read_workbook,
    sheet_findings,
    uncalculated,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Table
    from circulars.workbook import Sheet, Workbook


_OF_ANNEXES: Final = "signature-below-table"  # says what an annex leaves out


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
        found += (each for each in sheet_findings(sheet, table) if each.code != _OF_ANNEXES)
        quotes |= table_quotes(table)
        if sheet.uncalculated:  # figures that are not there yet can only look wrong
            continue
        understood, reading = understand_table(table)
        found += reading
        if understood is not None:
            found += check_table(understood.dataset, understood.spec)
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
    """Yield the visible sheets, each with its table if it has one.

    A sheet with several tables comes once for each, cut between them.
    """
    for sheet in workbook.sheets:
        if sheet.hidden or is_form_sheet(sheet):
            continue
        table = _table(sheet)
        while table is not None and table.total is not None:  # which ends it
            below = _cut(sheet, from_row=_end(table) + 1)
            following = _table(below)
            if following is None or understand_table(following)[0] is None:
                break
            yield _cut(sheet, to_row=_end(table)), table
            sheet, table = below, following
        yield sheet, table


def _table(sheet: Sheet) -> Table | None:
    try:
        return read_table(sheet)
    except WorkbookError:  # such as a cover
        return None


def _end(table: Table) -> int:
    """Return the number of the table's last row in its sheet."""
    return max(row.number for row in table.every_row)


def _cut(sheet: Sheet, *, from_row: int = 1, to_row: int = sys.maxsize) -> Sheet:
    """Return `sheet` with the cells of some of its rows alone."""
    return replace(
        sheet,
        cells={at: cell for at, cell in sheet.cells.items() if from_row <= at[0] <= to_row},
        merges=tuple(m for m in sheet.merges if from_row <= m.first_row <= to_row),
        uncalculated=tuple(at for at in sheet.uncalculated if from_row <= at[0] <= to_row),
    )


def _no_table(name: str) -> Finding:
    return Finding(
        code="table-not-found",
        level=Level.NOTE,
        where=name,
        message=f"ไม่พบตารางในแผ่นงานใดของ “{name}” จึงไม่มีตัวเลขให้ตรวจ",
        hint="ตรวจว่าแผ่นงานมีแถวหัวตารางที่มีหัวข้ออย่างน้อยสองช่อง และแผ่นงานไม่ได้ถูกซ่อน",
    )
