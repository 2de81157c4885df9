"""The workbook as far as it can be understood: every table that is there, every finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from circulars.checks import check_table, settled
from circulars.compose import Sheets, composer, form_fields, named_answers, unclaimed_rows
from circulars.model.errors import CircularsError, WorkbookError
from circulars.service.making.material import book_bytes
from circulars.service.making.missing_districts import missing_districts
from circulars.service.making.shown import Understood
from circulars.service.making.tables import shown_table
from circulars.service.page_hints import all_for_page
from circulars.workbook import FormSheet, SheetNeeds, bind, read_form, read_workbook
from circulars.workbook.choosing import choose_sheet, has_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.letter_type import DatasetSpec, LetterType
    from circulars.model.office import Office
    from circulars.model.sheet import Column, Table
    from circulars.service.making.material import Material
    from circulars.workbook import Workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """One table: bound to its dataset, or only found where a column of it is missing."""

    name: str
    table: Table
    months: tuple[Column, ...] = ()
    dataset: Dataset | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a workbook gives, whatever is wrong with it."""

    tables: tuple[ReadTable, ...] = ()
    form: FormSheet = field(default_factory=lambda: FormSheet({}, {}))
    findings: tuple[Finding, ...] = ()


def read_leniently(material: Material, kind: LetterType, office: Office | None) -> Reading:
    """Return what the workbook of a draft gives; what cannot be read is told by findings."""
    if material.workbook is None:
        return Reading()
    name = material.workbook.name
    forms = [annex.form for annex in kind.annexes if annex.form is not None]
    needs = SheetNeeds.of(kind.datasets.values(), forms)
    try:
        workbook = read_workbook(book_bytes(material), name=name, needs=needs)
    except WorkbookError as error:
        return Reading(findings=error.findings)
    found: list[Finding] = []
    form = _form(workbook, found)
    tables = tuple(_tables(workbook, kind, found))
    found += _unclaimed(kind, office, tables, form)
    found += missing_districts((each.dataset for each in tables if each.dataset), office)
    return Reading(tables=tables, form=form, findings=tuple(found))


def _form(workbook: Workbook, found: list[Finding]) -> FormSheet:
    try:
        return read_form(workbook)
    except WorkbookError as error:
        found += error.findings
        return FormSheet({}, {})


def _tables(workbook: Workbook, kind: LetterType, found: list[Finding]) -> Iterator[ReadTable]:
    """Yield the tables of the workbook; what is wrong with them is added to `found`."""
    for name, spec in kind.datasets.items():
        if spec.rows and not has_table(workbook, spec):
            continue  # the rows stand in letter.toml
        try:
            # a lost figure keeps letters back, and is to be shown all the same
            dataset, findings = bind(workbook, spec, is_spared=lambda *_: True)
        except WorkbookError as error:
            found += error.findings
            if table := _table(workbook, spec):
                yield ReadTable(name=name, table=table, months=_months(table))
            continue
        found += (*findings, *check_table(dataset, spec))
        yield ReadTable(name=name, table=dataset.table, months=dataset.months, dataset=dataset)


def _table(workbook: Workbook, spec: DatasetSpec) -> Table | None:
    """Return the table that was taken for that of `spec`, though it does not fit."""
    try:
        (_, table), _ = choose_sheet(workbook, spec)
    except WorkbookError:
        return None
    return table


def _months(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.month)


def _unclaimed(
    kind: LetterType, office: Office | None, tables: tuple[ReadTable, ...], form: FormSheet
) -> tuple[Finding, ...]:
    """Return the rows that no recipient's letter has; nothing where that cannot be told yet."""
    datasets = {each.name: each.dataset for each in tables if each.dataset}
    if office is None or kind.recipients is None or kind.recipients.dataset not in datasets:
        return ()
    try:
        answers = named_answers(form_fields(kind, office), form.answers)
        sheets = Sheets(datasets=datasets, forms={}, totals={})
        return tuple(unclaimed_rows(composer(kind, office, sheets, answers)))
    except (CircularsError, LookupError):  # told by the preview, or a table is missing
        return ()


def understanding(reading: Reading, kind: LetterType, office: Office | None) -> Understood:
    """Return what was read as it is shown."""
    findings = settled(reading.findings, office.levels if office else {})
    answers, faults = book_answers(reading, kind, office)
    findings = (*faults, *findings)
    return Understood(
        tables=tuple(
            shown_table(each.name, each.table, findings, each.months) for each in reading.tables
        ),
        findings=all_for_page(findings),
        answers=answers,
    )


def book_answers(
    reading: Reading, kind: LetterType, office: Office | None
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """Return what the sheet แบบกรอก answers, by field, and why it cannot be used."""
    try:
        return named_answers(form_fields(kind, office), reading.form.answers), ()
    except CircularsError as error:
        return {}, error.findings
