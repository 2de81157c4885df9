"""What a secretary should know of a sheet before its table goes into a letter."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from circulars.data.labels import is_subtotal_label
from circulars.model.findings import Finding, Level
from circulars.workbook.grid import Grid
from circulars.workbook.notes import read_below
from circulars.workbook.number_format import show
from circulars.workbook.places import column_letters, name_places, parse_place
from circulars.workbook.raw import Cells
from circulars.workbook.table import index_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.model.sheet import Cell, Table
    from circulars.workbook.raw import Place, Sheet


def sheet_findings(sheet: Sheet, table: Table) -> tuple[Finding, ...]:
    """Return what is noteworthy about `table`, read from `sheet`, whatever letter it is for."""
    return (
        *uncalculated(sheet, "ตัวเลขให้พิมพ์"),
        *_hidden_rows(sheet, table),
        *_hidden_columns(sheet, table),
        *_columns_without_heading(sheet, table),
        *_subtotals(table),
        *_below(sheet, table),
        *_signs(table),
        *_invisible_values(table),
    )


def uncalculated(sheet: Sheet, lacking: str) -> Iterator[Finding]:
    """Yield a finding for formulas never calculated; `lacking` is what they should give."""
    if not sheet.uncalculated:
        return
    cells = name_places(sheet.uncalculated)
    yield Finding(
        code="uncalculated-formula",
        where=f"{sheet.name}!{cells}",
        message=f"สูตรในเซลล์ {cells} ของแผ่นงาน “{sheet.name}” ยังไม่เคยคำนวณ จึงไม่มี{lacking}",
        hint="เปิดไฟล์ใน Excel รอให้คำนวณเสร็จ กดบันทึก (Ctrl+S) แล้วทำหนังสือใหม่",
    )


def _hidden_rows(sheet: Sheet, table: Table) -> Iterator[Finding]:
    if not sheet.hidden_rows:
        return
    first, last = _extent(table)
    rows = sorted({row for row, _ in _filled(sheet) if first < row < last} & sheet.hidden_rows)
    if rows:
        names = _row_names(rows)
        yield Finding(
            code="hidden-rows",
            level=Level.WARN,
            where=f"{sheet.name}!{names}",
            message=f"แถว {names} ของแผ่นงาน “{sheet.name}” ถูกซ่อนหรือถูกกรองออก จึงไม่ลงในตารางแนบ "
            "แต่ยอดรวมใน Excel อาจยังนับแถวเหล่านี้",
            hint="ถ้าต้องการให้ลงในตาราง ให้ล้างตัวกรองหรือยกเลิกการซ่อนแถวใน Excel แล้วบันทึก",
        )


def _hidden_columns(sheet: Sheet, table: Table) -> Iterator[Finding]:
    if not sheet.hidden_columns:
        return
    first, last = _extent(table)
    hidden = {c for row, c in _filled(sheet) if first <= row <= last and sheet.hides_column(c)}
    if hidden:
        names = _column_names(hidden)
        yield Finding(
            code="hidden-columns",
            level=Level.NOTE,
            where=f"{sheet.name}!{names}",
            message=f"คอลัมน์ {names} ของแผ่นงาน “{sheet.name}” ถูกซ่อน จึงไม่ลงในตารางแนบ",
            hint="ถ้าต้องการให้ลงในตาราง ให้ยกเลิกการซ่อนคอลัมน์ใน Excel แล้วบันทึก",
        )


def _columns_without_heading(sheet: Sheet, table: Table) -> Iterator[Finding]:
    last = max(_number(column.letter) for column in table.columns)
    rows = Cells.of(sheet.cells).rows
    left_out = {
        column
        for row in table.every_row
        if max(rows.get(row.number, ()), default=0) > last
        for column, cell in rows[row.number].items()
        if column > last and not cell.is_empty and not sheet.hides_column(column)
    }
    if left_out:
        names = _column_names(left_out)
        yield Finding(
            code="column-without-heading",
            level=Level.NOTE,
            where=f"{sheet.name}!{names}",
            message=f"คอลัมน์ {names} ทางขวาของตารางไม่มีหัวตาราง จึงไม่ลงในตารางแนบ",
            hint="ถ้าเป็นส่วนหนึ่งของตาราง ให้พิมพ์หัวตารางเหนือคอลัมน์นั้น",
        )
    yield from (
        Finding(
            code="column-without-heading",
            level=Level.NOTE,
            where=f"{sheet.name}!{column.letter}",
            message=f"คอลัมน์ {column.letter} กลางตารางไม่มีหัวตาราง แต่จะลงในตารางแนบ",
            hint="พิมพ์หัวตารางเหนือคอลัมน์นั้น หรือซ่อนคอลัมน์หากไม่ต้องการให้พิมพ์",
        )
        for column in table.columns
        if not column.path
    )


def _subtotals(table: Table) -> Iterator[Finding]:
    index = index_column(table)
    for row in table.rows:
        numbered = index is None or not row.cells[index.index].is_empty
        texts = (cell for cell in row.cells if isinstance(cell.value, str))
        named = (c for c in texts if is_subtotal_label(c.text, numbered=numbered))
        label = next(named, None)
        if label:
            yield Finding(
                code="subtotal-row",
                level=Level.WARN,
                where=table.place(label),
                message=f"แถวที่ {row.number} “{label.text.strip()}” อยู่กลางตาราง "
                "แบบหนังสือจะนับเป็นแถวข้อมูลแถวหนึ่งด้วย",
                hint="ลบแถวรวมย่อยออก หรือแยกแต่ละกลุ่มเป็นคนละแผ่นงาน",
                about=table.place(label),
            )


def _below(sheet: Sheet, table: Table) -> Iterator[Finding]:
    below = read_below(Grid.of(sheet), _extent(table)[1])
    figures = [cell for cell in below.figures if isinstance(cell.value, Decimal)]
    if figures:
        rows = _row_names(sorted({parse_place(cell.address)[0] for cell in below.figures}))
        yield Finding(
            code="figures-below-table",
            level=Level.WARN,
            where=_where(table, figures),
            message=f"มีตัวเลขใต้ตาราง ในแถว {rows} ซึ่งจะไม่ลงในตารางแนบ",
            hint="ถ้าเป็นข้อมูลของตาราง ให้ย้ายขึ้นไปเหนือแถวรวม",
        )
    if below.signature:
        yield Finding(
            code="signature-below-table",
            level=Level.NOTE,
            where=_where(table, below.signature),
            message="ช่องลงชื่อใต้ตารางจะไม่ลงในตารางแนบ",
            hint="ผู้ลงนามในหนังสือมาจากข้อมูลสำนักงาน (office.toml)",
        )


def _signs(table: Table) -> Iterator[Finding]:
    cells = [
        cell
        for cell in _cells(table)
        if isinstance(cell.value, Decimal)
        and cell.value < 0
        and show(cell.value, cell.number_format).sign_added
    ]
    if cells:
        yield Finding(
            code="minus-sign-restored",
            level=Level.NOTE,
            where=_where(table, cells),
            message=f"รูปแบบตัวเลขของเซลล์ {_names(cells)} ไม่แสดงเครื่องหมายลบ "
            "ในหนังสือจะเติมเครื่องหมายลบให้",
            hint="ถ้าต้องการรูปแบบอื่น เช่น ใส่วงเล็บ ให้ตั้งใน จัดรูปแบบเซลล์ > ตัวเลข",
        )


def _invisible_values(table: Table) -> Iterator[Finding]:
    cells = [cell for cell in _cells(table) if not cell.text and isinstance(cell.value, Decimal)]
    if cells:
        yield Finding(
            code="value-hidden-by-format",
            level=Level.WARN,
            where=_where(table, cells),
            message=f"เซลล์ {_names(cells)} มีตัวเลข แต่รูปแบบเซลล์ซ่อนไว้ ในตารางแนบจึงเป็นช่องว่าง",
            hint="ตั้งรูปแบบเซลล์ใหม่ใน จัดรูปแบบเซลล์ > ตัวเลข ถ้าต้องการให้พิมพ์ตัวเลขนั้น",
        )


def _cells(table: Table) -> Iterator[Cell]:
    for row in table.every_row:
        yield from row.cells


def _filled(sheet: Sheet) -> Iterator[Place]:
    return (place for place, cell in sheet.cells.items() if not cell.is_empty)


def _extent(table: Table) -> tuple[int, int]:
    """Return the first row of the head and the last row of the table."""
    heads = [parse_place(node.cell.address)[0] for node in table.head]
    rows = [row.number for row in table.every_row]
    return min(heads), max(rows, default=max(heads))


def _where(table: Table, cells: Iterable[Cell]) -> str:
    return f"{table.sheet}!{_names(cells)}"


def _names(cells: Iterable[Cell]) -> str:
    return name_places(parse_place(cell.address) for cell in cells)


def _number(letters: str) -> int:
    return parse_place(f"{letters}1")[1]


def _row_names(rows: Iterable[int]) -> str:
    """Return the rows as Excel names them, runs drawn together: ``9, 12:14``."""
    return name_places((row, 1) for row in rows).replace("A", "")


def _column_names(columns: Iterable[int]) -> str:
    return ", ".join(column_letters(column) for column in sorted(columns))
