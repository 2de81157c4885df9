"""Binding a workbook to what a letter type says of its dataset (ชุดข้อมูล)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.data.labels import is_subtotal_label
from circulars.model.dataset import Dataset
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding, Level
from circulars.model.letter_type import ColumnKind, TotalPolicy
from circulars.workbook.added_columns import sheet_part
from circulars.workbook.choosing import choose_sheet, has_table, table_of
from circulars.workbook.columns import bind_columns, bind_months, find_columns
from circulars.workbook.computed import compute
from circulars.workbook.figures import check_figures
from circulars.workbook.headings import listed, plain
from circulars.workbook.inline import inline_dataset
from circulars.workbook.places import address
from circulars.workbook.sheet_findings import sheet_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Column, Row, Table
    from circulars.workbook.raw import Sheet, Workbook


# What leaves a blank where a figure belongs: no letter may go out with one, whatever is waived.
LOST: Final = frozenset({"uncalculated-formula", "cell-error", "number-unreadable"})


def bind(
    workbook: Workbook,
    spec: DatasetSpec,
    *,
    is_spared: Callable[[Finding, Dataset], bool] = lambda *_: False,
) -> tuple[Dataset, tuple[Finding, ...]]:
    """Return the dataset that `spec` describes, and what was found in its cells.

    Computed columns are filled by their rules; where the workbook has no such table, the rows
    that `spec` itself holds are the dataset.  The findings may block a letter, such as a number
    typed as text, and the dataset is whole all the same.  Raises :exc:`WorkbookError` with
    every fault when the sheet, a required column or the months are not there, or a figure is
    lost that is not spared: a formula never calculated, an error of Excel, text among numbers.
    """
    if spec.rows and not has_table(workbook, spec):
        inline = inline_dataset(spec)
        return inline.dataset, inline.findings
    (sheet, table), about_choice = choose_sheet(workbook, spec)
    columns, months, month_faults = _columns(sheet, table, spec)
    numbers = [
        columns[column.name]
        for column in spec.columns
        if column.kind.is_figure and column.name in columns
    ]
    figures = check_figures(table, [*numbers, *months])
    dataset = Dataset(
        name=spec.name,
        table=_counting(figures.table, spec, columns),
        columns=columns,
        months=months,
        key=spec.key,
    )
    about_rows = (*_missing_total(table, spec), *_nameless_rows(dataset), *_same_names(dataset))
    sums = (row.number for row in dataset.table.rows if is_subtotal_label(dataset.label(row)))
    dataset = replace(dataset, subtotals=frozenset(sums))
    computed = compute(dataset, spec)
    found = (
        *about_choice,
        *sheet_findings(_without(sheet, computed.settled), sheet_part(computed.dataset, table)),
        *about_rows,
        *month_faults,
        *_unsettled(table, figures.findings, computed.settled),
        *computed.findings,
    )
    lost = (finding for finding in found if finding.code in LOST)
    if not all(is_spared(finding, computed.dataset) for finding in lost):
        raise WorkbookError(*found)
    return computed.dataset, found


def _columns(
    sheet: Sheet, table: Table, spec: DatasetSpec
) -> tuple[dict[str, Column], tuple[Column, ...], list[Finding]]:
    """Return the columns by name, the months, and what is wrong with the months.

    Raises :exc:`WorkbookError` with every fault where a column or all months are missing.
    """
    columns, faults = bind_columns(table, spec.columns)
    faults += _hidden_rules(sheet, spec, columns)
    months, month_faults = _months(sheet, table, spec, tuple(columns.values()))
    if faults or spec.key not in columns or not (months or spec.months_under is None):
        about_sheet = sheet_findings(sheet, table)
        blocks = (finding for finding in about_sheet if finding.level is Level.BLOCK)
        raise WorkbookError(*faults, *month_faults, *blocks)
    return columns, months, month_faults


def _counting(table: Table, spec: DatasetSpec, columns: Mapping[str, Column]) -> Table:
    """Return `table` with the cells marked that count whole things."""
    counts = {
        columns[column.name].index
        for column in spec.columns
        if column.kind is ColumnKind.COUNT and column.name in columns
    }

    def marked(row: Row) -> Row:
        cells = (
            replace(cell, is_count=True) if place in counts else cell
            for place, cell in enumerate(row.cells)
        )
        return replace(row, cells=tuple(cells))

    if not counts:
        return table
    total = marked(table.total) if table.total else None
    return replace(table, rows=tuple(map(marked, table.rows)), total=total)


def _without(sheet: Sheet, settled: Collection[str]) -> Sheet:
    """Return `sheet` without the missing values of formulas that a rule stands in for."""
    missing = tuple(place for place in sheet.uncalculated if address(*place) not in settled)
    return replace(sheet, uncalculated=missing)


def _unsettled(
    table: Table, findings: Iterable[Finding], settled: Collection[str]
) -> Iterator[Finding]:
    """Yield the findings on cells that are printed as the sheet has them."""
    places = {f"{table.sheet}!{cell}" for cell in settled}
    yield from (finding for finding in findings if finding.where not in places)


def _months(
    sheet: Sheet, table: Table, spec: DatasetSpec, named: Collection[Column]
) -> tuple[tuple[Column, ...], list[Finding]]:
    """Return the months shown, and what is wrong with them; hidden ones are no gap."""
    months, faults = bind_months(table, spec.months_under, named)
    if spec.months_under is None or not months or not sheet.hidden_columns:
        return months, faults
    whole = table_of(replace(sheet, hidden_columns=()), spec)
    every, faults = bind_months(whole, spec.months_under, named)
    shown = {column.letter for column in months}
    hidden = [column for column in every if column.letter not in shown and _filled(whole, column)]
    return months, [*([_hidden_months(table, hidden)] if hidden else []), *faults]


def _hidden_rules(sheet: Sheet, spec: DatasetSpec, shown: Collection[str]) -> Iterator[Finding]:
    """Yield a fault for each computed column that is hidden: what stands there would be lost."""
    if not sheet.hidden_columns:
        return
    whole = table_of(replace(sheet, hidden_columns=()), spec)
    for column in spec.columns:
        if column.value is None or column.name in shown:
            continue
        for found in find_columns(whole, column.heading):
            yield Finding(
                code="column-missing",
                where=f"{sheet.name}!{found.letter}",
                message=f"คอลัมน์ {found.letter} “{found.heading}” ถูกซ่อน แต่แบบหนังสือใช้ช่องนี้",
                hint="เลือกคอลัมน์สองข้าง คลิกขวา แล้วเลือก ยกเลิกการซ่อน (Unhide) แล้วบันทึก",
            )


def _filled(table: Table, column: Column) -> bool:
    return any(row.cells[column.index].value for row in table.every_row)


def _hidden_months(table: Table, hidden: Sequence[Column]) -> Finding:
    letters = ", ".join(column.letter for column in hidden)
    return Finding(
        code="hidden-months",
        where=f"{table.sheet}!{letters}",
        message=f"คอลัมน์ {letters} ถูกซ่อน แต่เป็นเดือนที่มีข้อมูล: "
        f"{listed([column.path[-1] for column in hidden])} "
        "ผลรวมใน Excel ยังนับเดือนนี้ ตารางที่พิมพ์จึงบวกกันไม่ได้เท่าผลรวม",
        hint="เลือกคอลัมน์สองข้าง คลิกขวา แล้วเลือก ยกเลิกการซ่อน (Unhide) แล้วบันทึก",
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


def _same_names(dataset: Dataset) -> Iterator[Finding]:
    key = dataset.columns[dataset.key]
    first: dict[str, Row] = {}
    for row in dataset.table.rows:
        name = plain(dataset.label(row))
        if name and name in first and not is_subtotal_label(dataset.label(row)):
            yield Finding(
                code="duplicate-row-name",
                level=Level.WARN,
                where=dataset.table.place(row.cells[key.index]),
                message=f"“{dataset.label(row)}” มีสองแถว คือแถวที่ {first[name].number} "
                f"และแถวที่ {row.number}",
                hint="ตรวจว่าพิมพ์ชื่อผิด หรือคัดลอกแถวมาซ้ำ",
            )
        first.setdefault(name, row)


def _missing_total(table: Table, spec: DatasetSpec) -> Iterator[Finding]:
    if table.total is not None or not table.rows or not _wants_total(spec):
        return
    label = f" “{spec.total_label.replace('*', '…')}” " if spec.total_label else ""
    way = " หรือแก้ total_label ใน letter.toml" if spec.total_label else ""
    yield Finding(
        code="total-row-missing",
        level=Level.WARN,
        where=table.sheet,
        message=f"ไม่พบแถวรวม{label}ในแผ่นงาน “{table.sheet}”",
        hint=f"เพิ่มแถวรวมท้ายตาราง และพิมพ์คำว่า{label or ' “รวม” '}ในช่องชื่อของแถวนั้น{way}",
    )


def _wants_total(spec: DatasetSpec) -> bool:
    """Return whether the letter type names the total row, or says what holds in it."""
    return (
        spec.total_label is not None
        or any(check.total for check in spec.checks)
        or any(column.total is TotalPolicy.FORMULA for column in spec.columns)
    )
