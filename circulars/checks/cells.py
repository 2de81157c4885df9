"""Figures as they are typed: digits of one kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.checks.rules import table_rule
from circulars.model.findings import Finding
from thai_numerals import to_arabic_digits, to_thai_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Cell

_FIGURE: Final = re.compile(r"[-−(]?[0-9๐-๙][0-9๐-๙,.]*%?\)?")


@table_rule
def mixed_digits(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Find a figure typed with Thai and Arabic digits in one number."""
    table = dataset.table
    for row in table.every_row:
        for cell in row.cells:
            text = cell.text.strip()
            if not text.isascii() and _FIGURE.fullmatch(text) and _is_mixed(text):
                yield _mixed(dataset, cell, text)


def _is_mixed(text: str) -> bool:
    return len({"๐" <= sign <= "๙" for sign in text if sign.isdigit()}) > 1


def _mixed(dataset: Dataset, cell: Cell, text: str) -> Finding:
    arabic = to_arabic_digits(text)
    thai = to_thai_digits(arabic, everything=True)
    return Finding(
        code="mixed-digits-cell",
        where=dataset.table.place(cell),
        message=f"“{text}” มีทั้งเลขไทยและเลขอารบิกในจำนวนเดียวกัน",
        hint=f"พิมพ์ใหม่เป็น {arabic} หรือ {thai}",
    )
