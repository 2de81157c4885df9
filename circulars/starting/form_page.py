"""The sheet แบบกรอก of a starter: names, empty cells for the answers, how to answer, examples."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import DATE_FORMAT, FONT, SIZE, write_text
from circulars.model.letter_type import FieldKind
from circulars.starting.limits import field_limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.starting.form_rows import FormRow
    from circulars.starting.lists import Lists

_HEADS: Final = ("ช่อง", "ค่า", "วิธีกรอก", "ตัวอย่าง (ไม่มีผลต่อหนังสือ)")
_WIDTHS: Final = (26, 56, 56, 48)  # in characters
_TO_FILL: Final = "FFF2CC"  # light yellow: no letter without it
_FORMATS: Final = {
    FieldKind.DATE: DATE_FORMAT,
    FieldKind.INTEGER: "0",
}
_AS_TEXT: Final = "@"
EXAMPLE_COLOR: Final = "808080"


def add_form(sheet: Any, rows: Sequence[FormRow], lists: Lists) -> None:
    """Write the form onto an empty openpyxl `sheet`."""
    from openpyxl.styles import PatternFill

    for column, text in enumerate(_HEADS, start=1):
        write_text(sheet.cell(1, column), text, head=True)
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, row)
        if row.must_be_filled:
            sheet.cell(number, 2).fill = PatternFill("solid", start_color=_TO_FILL)
        limit = field_limit(row.field, lists.range_of(row.field))
        validation = limit.validation(row.field.name)
        validation.add(f"B{number}")
        sheet.add_data_validation(validation)
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "C2"


def _write_row(sheet: Any, number: int, row: FormRow) -> None:
    from openpyxl.styles import Alignment, Font

    write_text(sheet.cell(number, 1), row.field.name, head=row.must_be_filled)
    write_text(sheet.cell(number, 3), row.told)
    if row.example:
        write_text(sheet.cell(number, 4), row.example)
        sheet.cell(number, 4).font = Font(name=FONT, size=SIZE, italic=True, color=EXAMPLE_COLOR)
    answer = sheet.cell(number, 2)
    answer.font = Font(name=FONT, size=SIZE)
    answer.alignment = Alignment(vertical="top", wrap_text=True, horizontal="left")
    answer.number_format = _FORMATS.get(row.field.kind, _AS_TEXT)
