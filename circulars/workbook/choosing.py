"""Which sheet of a workbook a dataset is on (เลือกแผ่นงาน)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding, Level
from circulars.workbook.columns import find_columns, find_months
from circulars.workbook.form_sheet import is_form_sheet
from circulars.workbook.headings import listed, nearest, plain
from circulars.workbook.table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Table
    from circulars.workbook.raw import Sheet, Workbook

    SheetTable = tuple[Sheet, Table]


def choose_sheet(workbook: Workbook, spec: DatasetSpec) -> tuple[SheetTable, tuple[Finding, ...]]:
    """Return the sheet that `spec` means with its table, and a warning where others fit too.

    Of several visible sheets that fit, the one whose tab is selected is taken, or else the
    first.  Raises :exc:`WorkbookError` when no sheet has a table.
    """
    if spec.sheet is not None:
        sheet = _named_sheet(workbook, spec.sheet)
        return (sheet, table_of(sheet, spec)), ()
    found = list(_tables(workbook, spec))
    if not found:
        raise WorkbookError(_no_table(workbook))
    fitting = [pair for pair in found if _fits(pair[1], spec)]
    if fitting:
        chosen = next((p for p in fitting if p[0].name == workbook.active), fitting[0])
        others = [
            sheet.name
            for sheet, table in found
            if sheet is not chosen[0]
            and (
                _fits(table, spec) or (sheet.name == workbook.active and _likeness(table, spec)[0])
            )
        ]
        return chosen, (_chosen(chosen[0].name, others),) if others else ()
    # the table most like the one sought is named in the findings
    return max(found, key=lambda pair: _likeness(pair[1], spec)), ()


def has_table(workbook: Workbook, spec: DatasetSpec) -> bool:
    """Return whether `workbook` has the sheet that `spec` names, or one that fits it."""
    if spec.sheet is not None:
        return find_sheet(workbook, spec.sheet) is not None
    return any(_fits(table, spec) for _, table in _tables(workbook, spec))


def table_of(sheet: Sheet, spec: DatasetSpec) -> Table:
    """Return the table of `sheet` as `spec` describes it."""
    return read_table(sheet, header_rows=spec.header_rows, total_label=spec.total_label)


def _tables(workbook: Workbook, spec: DatasetSpec) -> Iterator[SheetTable]:
    """Yield the visible sheets that have a table, with it."""
    for sheet in workbook.sheets:
        if sheet.hidden or is_form_sheet(sheet):
            continue
        try:
            yield sheet, table_of(sheet, spec)
        except WorkbookError:  # a sheet without a table, such as a cover
            continue


def _fits(table: Table, spec: DatasetSpec) -> bool:
    """Return whether `table` has every required column, and the months."""
    columns = (
        column
        for column in spec.columns
        if column.name == spec.key or (column.required and column.value is None)
    )
    has_months = spec.months_under is None or bool(find_months(table, spec.months_under))
    return has_months and all(find_columns(table, column.heading) for column in columns)


def _likeness(table: Table, spec: DatasetSpec) -> tuple[bool, int]:
    """Return whether the key column is there, and how many columns are."""
    known = {column.name for column in spec.columns if find_columns(table, column.heading)}
    return spec.key in known, len(known)


def find_sheet(workbook: Workbook, name: str) -> Sheet | None:
    """Return the sheet called `name`, blanks aside; None where there is none."""
    return workbook.sheet(name) or next(
        (sheet for sheet in workbook.sheets if plain(sheet.name) == plain(name)), None
    )


def _named_sheet(workbook: Workbook, name: str) -> Sheet:
    sheet = find_sheet(workbook, name)
    if sheet is None:
        raise WorkbookError(no_sheet(workbook, name))
    return sheet


def no_sheet(workbook: Workbook, name: str) -> Finding:
    """Return what to tell of a sheet that `workbook` lacks."""
    names = [sheet.name for sheet in workbook.sheets]
    near = nearest(name, names)
    hint = f"ที่ใกล้เคียงที่สุดคือ “{near}” " if near else ""
    return Finding(
        code="sheet-missing",
        where=workbook.name,
        message=f"ไม่พบแผ่นงาน “{name}” ใน “{workbook.name}” แผ่นงานที่มี {listed(names)}",
        hint=f"{hint}ให้เปลี่ยนชื่อแผ่นงานใน Excel เป็น “{name}” หรือเลือกไฟล์ให้ถูกต้อง",
    )


def _no_table(workbook: Workbook) -> Finding:
    names = [sheet.name for sheet in workbook.sheets if not sheet.hidden]
    return Finding(
        code="table-not-found",
        where=workbook.name,
        message=f"ไม่พบตารางใน “{workbook.name}” แผ่นงานที่ดูแล้ว {listed(names)}",
        hint="ตรวจว่าแผ่นงานมีแถวหัวตารางที่มีหัวข้ออย่างน้อยสองช่อง และแผ่นงานไม่ได้ถูกซ่อน",
    )


def _chosen(name: str, others: Sequence[str]) -> Finding:
    return Finding(
        code="sheet-chosen",
        level=Level.WARN,
        where=name,
        message=f"ใช้แผ่นงาน “{name}” แต่ยังมีแผ่นงานอื่นที่อาจใช้ได้: {listed(others)}",
        hint="ถ้าต้องการใช้แผ่นงานอื่น ให้คลิกแท็บของแผ่นงานนั้นใน Excel แล้วบันทึก หรือซ่อนแผ่นงานที่ไม่ใช้",
    )
