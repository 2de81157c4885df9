"""The sheet of a workbook that fills the form of the letter (แผ่นงานแบบกรอก)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.model.errors import WorkbookError
from circulars.model.findings import Finding
from circulars.workbook.grid import Grid
from circulars.workbook.headings import plain
from circulars.workbook.sheet_findings import uncalculated
from circulars.workbook.values import is_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from circulars.model.sheet import Cell
    from circulars.workbook.grid import Block
    from circulars.workbook.raw import Sheet, Workbook

FORM_SHEET: Final = "แบบกรอก"
_HEADING: Final = ("ช่อง", "ค่า")


@dataclass(frozen=True, slots=True)
class _Answer:
    """A name in the first column, and the cells that answer it, from the top."""

    name: Cell
    cells: tuple[Cell, ...]


def is_form_sheet(sheet: Sheet) -> bool:
    """Return whether `sheet` fills the form, and so is no table of a dataset."""
    return plain(sheet.name) == plain(FORM_SHEET)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What the sheet answers: values and their cells, by what stands before them."""

    answers: Mapping[str, str]
    places: Mapping[str, str]  # "แบบกรอก!B2"


def read_form(workbook: Workbook) -> FormSheet:
    """Return the values of the form by what stands before them, as the form reads them.

    Days come as ISO 8601, numbers in plain digits, text with its line breaks, an empty cell as
    an empty text.  A name merged over several rows has the values of all as its lines.  Without a
    visible sheet called แบบกรอก nothing is filled.  Raises :exc:`WorkbookError` with every
    cell that cannot be read and every name with two values.
    """
    sheet = next((s for s in workbook.sheets if is_form_sheet(s) and not s.hidden), None)
    if sheet is None:
        return FormSheet({}, {})
    rows = list(_answers(sheet))
    answers = [answer for answer in rows if answer.cells]
    faults = [
        *uncalculated(sheet, "ค่าให้กรอก"),
        *_faults(sheet, answers),
        *_repeated(sheet, answers),
    ]
    if faults:
        raise WorkbookError(*faults)
    empty = {row.name.text.strip(): "" for row in rows}
    return FormSheet(
        empty | {answer.name.text.strip(): _text(answer) for answer in answers},
        {answer.name.text.strip(): f"{sheet.name}!{answer.cells[0].address}" for answer in answers},
    )


def _answers(sheet: Sheet) -> Iterator[_Answer]:
    """Yield the names, with the cells beside them that have a value."""
    grid = Grid.of(sheet)
    first = min((grid.starting(row)[0].area.first_column for row in grid.numbers), default=0)
    for row in grid.numbers:
        name = grid.starting(row)[0]
        if name.area.first_column != first or row in sheet.hidden_rows:
            continue
        cells = tuple(cell for cell in _beside(grid, name) if not cell.is_empty)
        if not (cells and _is_heading(name, cells)):
            yield _Answer(name.cell, cells)


def _beside(grid: Grid, name: Block) -> Iterator[Cell]:
    column = name.area.last_column + 1
    for row in range(name.area.first_row, name.area.last_row + 1):
        if row not in grid.sheet.hidden_rows:
            yield grid.cell(row, column)


def _is_heading(name: Block, cells: tuple[Cell, ...]) -> bool:
    return (plain(name.text), plain(cells[0].text)) == _HEADING


def _text(answer: _Answer) -> str:
    return "\n".join(cell.typed for cell in answer.cells)


def _faults(sheet: Sheet, answers: list[_Answer]) -> Iterator[Finding]:
    for answer in answers:
        for cell in (answer.name, *answer.cells):
            if is_error(cell.value):
                yield _error(sheet, cell)
            elif isinstance(cell.value, bool):
                yield _boolean(sheet, cell)


def _repeated(sheet: Sheet, answers: list[_Answer]) -> Iterator[Finding]:
    first: dict[str, Cell] = {}
    for answer in answers:
        known = first.setdefault("".join(answer.name.text.split()), answer.name)
        if known is not answer.name:
            yield Finding(
                code="form-sheet-repeated",
                where=f"{sheet.name}!{known.address}, {answer.name.address}",
                message=f"ช่อง “{answer.name.text.strip()}” มีสองแถว "
                f"คือเซลล์ {known.address} และ {answer.name.address}",
                hint="ลบแถวที่ไม่ใช้ออก",
            )


def _error(sheet: Sheet, cell: Cell) -> Finding:
    return Finding(
        code="cell-error",
        where=f"{sheet.name}!{cell.address}",
        message=f"เซลล์ {cell.address} แสดงข้อผิดพลาด {cell.value} จึงไม่มีค่าให้กรอก",
        hint="แก้สูตรใน Excel จนเซลล์แสดงค่าที่ถูกต้อง หรือพิมพ์ค่าเอง แล้วบันทึก",
    )


def _boolean(sheet: Sheet, cell: Cell) -> Finding:
    return Finding(
        code="form-sheet-value",
        where=f"{sheet.name}!{cell.address}",
        message=f"เซลล์ {cell.address} เป็นค่า {cell.text} ซึ่งใช้กรอกแบบไม่ได้",
        hint="พิมพ์เป็นข้อความ ตัวเลข หรือวันที่",
    )
