"""Cells of workbooks that are handed out to be filled in: their type, and days as Thai days."""

from __future__ import annotations

from typing import Any, Final

FONT: Final = "TH SarabunPSK"
SIZE: Final = 16  # points
_LONGEST: Final = 32_767  # characters of a cell.  Source: Excel specifications and limits
DATE_FORMAT: Final = "[$-D07041E]d mmmm yyyy"  # Thai digits and Buddhist years, as Excel has them


def write_text(cell: Any, text: str, *, head: bool = False) -> None:
    """Write `text` into the openpyxl `cell` as text, whatever it begins with.

    Left out is what no cell can hold: control characters, and what is beyond its length.
    """
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    cell.font = Font(name=FONT, size=SIZE, bold=head)
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST]
    cell.data_type = "s"
