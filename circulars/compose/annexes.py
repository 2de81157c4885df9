"""Annexes from datasets, forms, and pages written in the template."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from circulars.expressions import texts
from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.model.letter import Annex, AnnexTable
from circulars.model.letter_type import DigitPolicy
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter import Recipient
    from circulars.model.letter_type import AnnexSpec
    from circulars.model.sheet import Row, Table

    Digits = Callable[[str], str]
    Total = Callable[[Sequence[Row]], Row | None]

DIGITS: Final[dict[DigitPolicy, Callable[[str], str]]] = {
    DigitPolicy.THAI: to_thai_digits,
    DigitPolicy.ARABIC: to_arabic_digits,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What of the workbook goes into annexes."""

    datasets: Mapping[str, Dataset]
    forms: Mapping[str, Table]  # blank forms by the name of their sheet
    names: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # what datasets give
    totals: Mapping[str, Total] = field(default_factory=dict)  # of rows of the dataset so called
    recipient: Recipient | None = None  # of a letter to one of several


def build_annex(
    spec: AnnexSpec,
    section: int,
    label: str,
    sheets: Sheets,
    names: Mapping[str, Any],
    policy: DigitPolicy,
) -> Annex | None:
    """Return the annex of `spec` in the digits of `policy`; None for papers attached apart.

    Its `label` says which attachment it is, as the letter cites it.

    Raises :exc:`ExpressionError` where a text with tags cannot be printed.
    """
    digits = DIGITS[policy]
    source = _source(spec, sheets)
    if source is None and not section:
        return None
    notes = [cell.text for cell in source.notes] if source else []
    notes += [texts.printed(note, names) for note in spec.notes]
    return Annex(
        label=label,
        title=digits(texts.printed(spec.title, names)),
        headings=tuple(digits(cell.text) for cell in source.titles) if source else (),
        table=_table(source, spec, digits) if source else None,
        section=section,
        notes=tuple(map(digits, notes)),
        closing=tuple(digits(texts.printed(line, names)) for line in spec.closing),
        is_form=spec.form is not None,
        as_workbook=spec.xlsx,
        orientation=spec.orientation,
    )


def _source(spec: AnnexSpec, sheets: Sheets) -> Table | None:
    if spec.form is not None:
        return sheets.forms[spec.form]
    if spec.dataset is None:
        return None
    dataset = sheets.datasets[spec.dataset]
    if spec.slice and sheets.recipient:
        return _slice(spec, dataset, sheets, sheets.recipient)
    return dataset.table


def _slice(spec: AnnexSpec, dataset: Dataset, sheets: Sheets, recipient: Recipient) -> Table:
    """Return the table with the rows of `recipient` alone; of several with their total row."""
    if isinstance(spec.slice, str):
        if rows := dataset.rows_of(recipient.name, spec.slice):
            total = sheets.totals[dataset.name](rows) if dataset.table.total else None
            return replace(dataset.table, rows=tuple(rows), total=total)
    elif row := row_of(dataset, dataset.name, recipient):
        return dataset.table.only(row)
    raise WorkbookError(
        Finding(
            code="recipient-without-row",
            where=dataset.table.sheet,
            message=f"ไม่มีแถวของผู้รับ “{recipient.name}” ในแผ่นงาน “{dataset.table.sheet}”",
            hint="ตรวจตัวสะกดของชื่อให้ตรงกันทั้งสองแผ่นงาน หรือเพิ่มแถวของผู้รับรายนี้",
        )
    )


def row_of(dataset: Dataset, name: str, recipient: Recipient) -> Row | None:
    """Return the recipient's row of the dataset called `name`: its own, or the one called so."""
    return recipient.row if name == recipient.dataset else dataset.row_of(recipient.name)


def _table(table: Table, spec: AnnexSpec, digits: Digits) -> AnnexTable:
    empty = ("",) * len(table.columns)
    rows = (empty,) * spec.rows if spec.form else tuple(_texts(row, digits) for row in table.rows)
    return AnnexTable(
        head=table.head,
        head_rows=table.head_rows,
        numeric=tuple(_is_numeric(table, column.index) for column in table.columns),
        rows=rows,
        total=_texts(table.total, digits) if table.total else None,
    )


def _texts(row: Row, digits: Digits) -> tuple[str, ...]:
    return tuple(digits(cell.text) for cell in row.cells)


def _is_numeric(table: Table, column: int) -> bool:
    values = [row.cells[column].value for row in table.rows]
    return any(isinstance(value, Decimal) for value in values) and not any(
        isinstance(value, str) and value.strip("- ") for value in values
    )
