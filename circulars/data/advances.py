"""Widths of Thai text in TH Sarabun from advances.csv, without opening a font."""

from __future__ import annotations

from functools import cache
from typing import Final

from circulars.data.tables import csv_rows
from circulars.model.lengths import Length

_UNKNOWN: Final = 500  # thousandths of an em for a character not in the table, such as Latin é


@cache
def _advances(*, bold: bool) -> dict[str, int]:
    rows = csv_rows("advances.csv")
    column = "bold" if bold else "regular"
    return {chr(int(row["character"][2:], 16)): int(row[column]) for row in rows}


def text_width(text: str, size: Length, *, bold: bool = False) -> Length:
    """Return the width of `text` on one line at font `size`; vowels above and below have none.

    >>> from circulars.model.lengths import pt
    >>> round(text_width("ก" * 20, pt(16)).pt, 1)
    123.5
    """
    advances = _advances(bold=bold)
    return Length(sum(advances.get(char, _UNKNOWN) for char in text) * size // 1000)
