"""A sheet of a starter for one dataset: the head, and columns that take only what fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import FONT, SIZE, write_text
from circulars.starting.limits import column_limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.starting.plans import SheetPlan, Slot

_ROWS: Final = 500  # under the head, in which Excel looks at what is typed
_HEAD_COLOR: Final = "DDEBF7"  # light blue
_COMPUTED_COLOR: Final = "E7E6E6"  # light grey: nothing to fill in
_WIDTHS: Final = range(12, 31)  # of a column, in characters
_FORMATS: Final = {True: "#,##0", False: "#,##0.00"}  # by whether it counts


def add_table(sheet: Any, plan: SheetPlan) -> None:
    """Write the head of `plan` onto an empty openpyxl `sheet`, and what its columns take."""
    from openpyxl.utils import get_column_letter

    bottom = plan.first_row + plan.head_rows - 1
    for top, left, down, right, text in head_cells(plan.slots, plan.head_rows):
        rows = (plan.first_row + top, plan.first_row + down)
        write_heading(sheet, rows, (left + 1, right + 1), text)
    for number, slot in enumerate(plan.slots, start=1):
        letter = get_column_letter(number)
        _set_column(sheet.column_dimensions[letter], slot)
        validation = column_limit(slot).validation(slot.path[-1])
        validation.add(f"{letter}{plan.first_data_row}:{letter}{plan.first_data_row + _ROWS - 1}")
        sheet.add_data_validation(validation)
    sheet.freeze_panes = f"{get_column_letter(_frozen(plan) + 1)}{plan.first_data_row}"
    sheet.print_title_rows = f"{plan.first_row}:{bottom}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def head_cells(slots: Sequence[Slot], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield each heading with its first and last row and column, counted from 0 in the head."""
    for level in range(depth):
        start = 0
        while start < len(slots):
            path = slots[start].path
            end = start
            if level >= len(path):
                start += 1
                continue
            is_lowest = level == len(path) - 1
            while (
                not is_lowest
                and end + 1 < len(slots)
                and slots[end + 1].path[: level + 1] == path[: level + 1]
                and len(slots[end + 1].path) > level + 1
            ):
                end += 1
            yield level, start, depth - 1 if is_lowest else level, end, path[level]
            start = end + 1


def write_heading(sheet: Any, rows: tuple[int, int], columns: tuple[int, int], text: str) -> None:
    """Write a heading over `rows` and `columns`, first and last of each, and merge them."""
    from openpyxl.styles import Alignment, Border, PatternFill, Side

    thin = Side(style="thin")
    for row in range(rows[0], rows[1] + 1):
        for column in range(columns[0], columns[1] + 1):
            cell = sheet.cell(row, column)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.fill = PatternFill("solid", start_color=_HEAD_COLOR)
    cell = sheet.cell(rows[0], columns[0])
    write_text(cell, text, head=True)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    if rows[0] < rows[1] or columns[0] < columns[1]:
        sheet.merge_cells(
            start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1]
        )


def _set_column(dimension: Any, slot: Slot) -> None:
    from openpyxl.styles import Font, PatternFill

    dimension.width = min(max(_WIDTHS.start, len(slot.path[-1]) + 2), _WIDTHS.stop - 1)
    dimension.font = Font(name=FONT, size=SIZE)
    dimension.number_format = number_format(slot)
    if slot.is_computed:
        dimension.fill = PatternFill("solid", start_color=_COMPUTED_COLOR)


def number_format(slot: Slot) -> str:
    """Return the number format of a column: money with satang, whole things without."""
    return _FORMATS[slot.is_count] if slot.is_figure else "General"


def _frozen(plan: SheetPlan) -> int:
    """Return how many columns stay in sight: up to the one that names the rows."""
    keys = (n for n, s in enumerate(plan.slots, 1) if s.spec and s.spec.name == plan.dataset.key)
    place = next(keys, 0)
    return place if place <= 3 else 0
