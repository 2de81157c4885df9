"""Lists to choose from (รายการให้เลือก): on a hidden sheet, which is never read as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import write_text
from circulars.model.letter_type import FieldKind
from thai_numerals import YearMonth, format_month

if TYPE_CHECKING:
    import datetime as dt

    from circulars.model.letter_type import FieldSpec

_SHEET: Final = "รายการเลือก"
_MONTHS: Final = range(-12, 13)  # from a year ago to a year ahead


class Lists:
    """Collects the choices of fields, one column for each."""

    def __init__(self, today: dt.date) -> None:
        self._month = YearMonth.of(today)
        self._columns: list[list[str]] = []

    def range_of(self, field: FieldSpec) -> str:
        """Return where the choices of `field` stand, as a formula; empty where it has none."""
        from openpyxl.utils import get_column_letter

        choices = [choice for choice in field.choices if choice.strip()]
        if field.kind is FieldKind.MONTH:
            months = (self._month.plus(number) for number in _MONTHS)
            choices = [format_month(month, digits="arabic") for month in months]
        if not choices or field.kind not in {FieldKind.CHOICE, FieldKind.MONTH}:
            return ""
        self._columns.append([field.name, *choices])
        letter = get_column_letter(len(self._columns))
        return f"'{_SHEET}'!${letter}$2:${letter}${len(choices) + 1}"

    def add_to(self, book: Any) -> None:
        """Add the hidden sheet of all choices to an openpyxl `book`, if there are any."""
        if not self._columns:
            return
        sheet = book.create_sheet(_SHEET)
        sheet.sheet_state = "hidden"
        for column, choices in enumerate(self._columns, start=1):
            for row, choice in enumerate(choices, start=1):
                write_text(sheet.cell(row, column), choice)
