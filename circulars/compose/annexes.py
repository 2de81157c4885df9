"""Annexes from datasets, and the attachment list derived from the annexes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from circulars.model.letter import Annex, AnnexTable
from circulars.model.letter_type import AnnexSpec, DigitPolicy
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.sheet import Row, Table

LABEL: Final = "สิ่งที่ส่งมาด้วย"
DIGITS: Final[dict[DigitPolicy, Callable[[str], str]]] = {
    DigitPolicy.THAI: to_thai_digits,
    DigitPolicy.ARABIC: to_arabic_digits,
}


def attachment_list(specs: Sequence[AnnexSpec]) -> list[dict[str, Any]]:
    """Return the lines of สิ่งที่ส่งมาด้วย; only several attachments are numbered."""
    return [
        {
            "ลำดับ": number,
            "รายการ": f"{number}. {spec.title}" if len(specs) > 1 else spec.title,
            "จำนวน": spec.copies,
            "หน่วย": spec.unit,
        }
        for number, spec in enumerate(specs, start=1)
    ]


def build_annexes(
    specs: Sequence[AnnexSpec], datasets: Mapping[str, Dataset], policy: DigitPolicy
) -> tuple[Annex, ...]:
    """Return an annex for each of `specs`, its text in the digits of `policy`."""
    digits = DIGITS[policy]
    return tuple(
        _annex(spec, datasets[spec.dataset].table, f"{LABEL} {number}", digits)
        if len(specs) > 1
        else _annex(spec, datasets[spec.dataset].table, LABEL, digits)
        for number, spec in enumerate(specs, start=1)
    )


def _annex(spec: AnnexSpec, table: Table, label: str, digits: Callable[[str], str]) -> Annex:
    return Annex(
        label=digits(label),
        title=digits(spec.title),
        headings=tuple(digits(cell.text) for cell in table.titles),
        table=_table(table, digits),
        notes=tuple(digits(cell.text) for cell in table.notes),
        orientation=spec.orientation,
    )


def _table(table: Table, digits: Callable[[str], str]) -> AnnexTable:
    return AnnexTable(
        head=table.head,
        head_rows=table.head_rows,
        numeric=tuple(_is_numeric(table, column.index) for column in table.columns),
        rows=tuple(_texts(row, digits) for row in table.rows),
        total=_texts(table.total, digits) if table.total else None,
    )


def _texts(row: Row, digits: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(digits(cell.text) for cell in row.cells)


def _is_numeric(table: Table, column: int) -> bool:
    values = [row.cells[column].value for row in table.rows]
    return any(isinstance(value, Decimal) for value in values) and not any(
        isinstance(value, str) and value.strip("- ") for value in values
    )
