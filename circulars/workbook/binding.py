"""Binding a workbook to what a letter type says of its dataset (ชุดข้อมูล)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.model.dataset import Dataset
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import ColumnKind
from circulars.workbook.columns import bind_columns, bind_months, find_columns
from circulars.workbook.figures import check_figures
from circulars.workbook.headings import listed, nearest, plain
from circulars.workbook.sheet_findings import sheet_findings
from circulars.workbook.table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.letter_type import ColumnSpec, DatasetSpec
    from circulars.model.sheet import Table
    from circulars.workbook.raw import Sheet, Workbook


def bind(workbook: Workbook, spec: DatasetSpec) -> tuple[Dataset, tuple[Finding, ...]]:
    """Return the dataset that `spec` describes, and what was found in its cells.

    The findings may block a letter (a formula never calculated, text among numbers), and the
    dataset is whole all the same: where no number could be read there is none.  Raises
    :exc:`WorkbookError` with every fault when the sheet, a required column or the months
    are not there.
    """
    sheet, table = _sheet_and_table(workbook, spec)
    columns, faults = bind_columns(table, spec.columns)
    months, month_faults = bind_months(table, spec.months_under, tuple(columns.values()))
    about_sheet = sheet_findings(sheet, table)
    if faults or spec.key not in columns or not (months or spec.months_under is None):
        blocks = (finding for finding in about_sheet if finding.level is Level.BLOCK)
        raise WorkbookError(*faults, *month_faults, *blocks)
    numbers = [
        columns[column.name]
        for column in spec.columns
        if column.kind is ColumnKind.NUMBER and column.name in columns
    ]
    figures = check_figures(table, [*numbers, *months])
    dataset = Dataset(
        name=spec.name, table=figures.table, columns=columns, months=months, key=spec.key
    )
    about_rows = (*_missing_total(table, spec), *_nameless_rows(dataset))
    return dataset, (*about_sheet, *about_rows, *month_faults, *figures.findings)


def _sheet_and_table(workbook: Workbook, spec: DatasetSpec) -> tuple[Sheet, Table]:
    if spec.sheet is not None:
        sheet = _named_sheet(workbook, spec.sheet)
        return sheet, _table(sheet, spec)
    found = list(_tables(workbook, spec))
    if not found:
        raise WorkbookError(_no_table(workbook))
    key = [column for column in spec.columns if column.name == spec.key]
    with_key = (pair for pair in found if _knows(pair[1], key))
    # without the key column the table most like the one sought is named in the findings
    return next(with_key, None) or max(found, key=lambda pair: _known(pair[1], spec.columns))


def _tables(workbook: Workbook, spec: DatasetSpec) -> Iterator[tuple[Sheet, Table]]:
    """Yield the visible sheets that have a table, with it."""
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        try:
            yield sheet, _table(sheet, spec)
        except WorkbookError:  # a sheet without a table, such as a cover
            continue


def _table(sheet: Sheet, spec: DatasetSpec) -> Table:
    return read_table(sheet, header_rows=spec.header_rows, total_label=spec.total_label)


def _knows(table: Table, specs: Sequence[ColumnSpec]) -> bool:
    return bool(specs) and all(find_columns(table, spec.heading) for spec in specs)


def _known(table: Table, specs: Sequence[ColumnSpec]) -> int:
    return sum(bool(find_columns(table, spec.heading)) for spec in specs)


def _named_sheet(workbook: Workbook, name: str) -> Sheet:
    sheet = workbook.sheet(name) or next(
        (sheet for sheet in workbook.sheets if plain(sheet.name) == plain(name)), None
    )
    if sheet is None:
        raise WorkbookError(_no_sheet(workbook, name))
    return sheet


def _no_sheet(workbook: Workbook, name: str) -> Finding:
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


def _nameless_rows(dataset: Dataset) -> Iterator[Finding]:
    key = dataset.columns[dataset.key]
    for row in dataset.table.rows:
        if not dataset.label(row):
            yield Finding(
                code="row-without-name",
                level=Level.WARN,
                where=dataset.table.place(row.cells[key.index]),
                message=f"แถวที่ {row.number} ไม่มีชื่อในคอลัมน์ “{key.heading}” แต่นับเป็นแถวข้อมูล",
                hint="พิมพ์ชื่อในช่องนั้น หรือลบแถวหากไม่ใช่ข้อมูล เช่น หัวข้อคั่นกลางตาราง",
            )


def _missing_total(table: Table, spec: DatasetSpec) -> Iterator[Finding]:
    if spec.total_label is not None and table.total is None and table.rows:
        yield Finding(
            code="total-row-missing",
            level=Level.WARN,
            where=table.sheet,
            message=f"ไม่พบแถวรวม “{spec.total_label}” ในแผ่นงาน “{table.sheet}”",
            hint="พิมพ์คำนี้ในแถวรวมใน Excel หรือแก้ total_label ใน letter.toml",
        )
