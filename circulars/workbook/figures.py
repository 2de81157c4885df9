"""Cells of number columns made fit to reckon with; what is no number is found, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import is_
from typing import TYPE_CHECKING, Final

from circulars.model.findings import Finding
from circulars.workbook.values import is_error
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from collections.abc import Collection

    from circulars.model.sheet import Cell, Column, Row, Table

_DASHES: Final = frozenset("-–—−‐‑")  # nothing to report, as offices write it
_NUMBER: Final = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ERROR_CAUSES: Final = {
    "#REF!": "สูตรอ้างถึงเซลล์ที่ถูกลบไปแล้ว",
    "#DIV/0!": "สูตรหารด้วยศูนย์หรือช่องว่าง",
    "#N/A": "สูตรค้นหาข้อมูลไม่พบ",
    "#NAME?": "สูตรมีชื่อที่ Excel ไม่รู้จัก",
    "#VALUE!": "สูตรคำนวณกับข้อความ หรือวันที่อยู่นอกช่วงของ Excel",
    "#NUM!": "ผลลัพธ์ใหญ่หรือเล็กเกินกว่าที่ Excel เก็บได้",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """A table fit to reckon with, and what was found on the way."""

    table: Table
    findings: tuple[Finding, ...]


def check_figures(table: Table, number_columns: Collection[Column]) -> Figures:
    """Return `table` with nothing but numbers in `number_columns`, and a finding for each fault.

    A dash is an empty cell.  A number typed as text (``'1,234`` or ``๑,๒๓๔``) is found, since
    Excel leaves it out of its sums, and taken as the number; other text is found and taken
    as empty, and so are Excel's errors in any column.  The cells' texts stay as they are.
    """
    places = {column.index for column in number_columns}
    findings: list[Finding] = []
    changed: dict[int, Row] = {}
    for row in table.every_row:
        cells = []
        for place, cell in enumerate(row.cells):
            mended, finding = _checked(table, cell, is_number=place in places)
            cells.append(mended)
            findings += [finding] if finding else []
        same = all(map(is_, cells, row.cells))
        changed[row.number] = row if same else replace(row, cells=tuple(cells))
    mended_table = replace(
        table,
        rows=tuple(changed[row.number] for row in table.rows),
        total=changed[table.total.number] if table.total else None,
    )
    return Figures(mended_table, tuple(findings))


def _checked(table: Table, cell: Cell, *, is_number: bool) -> tuple[Cell, Finding | None]:
    if is_error(cell.value):
        return replace(cell, value=None), _error(table, cell)
    if not is_number or cell.value is None or isinstance(cell.value, Decimal):
        return cell, None
    text = cell.text.strip()
    if not text or is_dash(text):
        return replace(cell, value=None), None
    number = read_number(text) if isinstance(cell.value, str) else None
    if number is None:
        return replace(cell, value=None), _no_number(table, cell)
    return replace(cell, value=number), _text_number(table, cell, number)


def is_dash(text: str) -> bool:
    """Return whether `text` is a dash alone: nothing to report."""
    return text in _DASHES


def read_number(text: str) -> Decimal | None:
    """Return the number that `text` spells in digits, or None.

    >>> read_number("๑,๒๓๔.๕๐"), read_number("1,23")
    (Decimal('1234.50'), None)
    """
    digits = to_arabic_digits(text).strip()
    if _NUMBER.fullmatch(digits) is None:
        return None
    return Decimal(digits.replace(",", "").replace("−", "-"))


def _error(table: Table, cell: Cell) -> Finding:
    cause = _ERROR_CAUSES.get(str(cell.value), "สูตรคำนวณไม่ได้")
    formula = f" (สูตร {cell.formula})" if cell.formula else ""
    return Finding(
        code="cell-error",
        where=table.place(cell),
        message=f"เซลล์ {cell.address} แสดงข้อผิดพลาด {cell.value}{formula} {cause}",
        hint="แก้สูตรหรือข้อมูลต้นทางใน Excel จนเซลล์แสดงค่าที่ถูกต้อง แล้วบันทึก",
    )


def _text_number(table: Table, cell: Cell, number: Decimal) -> Finding:
    text = cell.text.strip()
    if to_arabic_digits(text) != text:
        message = f"เซลล์ {cell.address} พิมพ์เลขไทย “{text}” ซึ่ง Excel ถือเป็นข้อความและไม่นำไปรวมยอด"
        hint = f"พิมพ์เป็นเลขอารบิก {number:,} แทน"
    else:
        message = f"เซลล์ {cell.address} เก็บ “{text}” เป็นข้อความ Excel จึงไม่นำไปรวมยอด"
        hint = (
            f"เลือกเซลล์ {cell.address} แล้วพิมพ์ {number:,} ใหม่ โดยไม่มีเครื่องหมาย ' นำหน้า "
            "หรือกดเครื่องหมาย ! ข้างเซลล์ แล้วเลือก แปลงเป็นตัวเลข"
        )
    return Finding(code="text-number", where=table.place(cell), message=message, hint=hint)


def _no_number(table: Table, cell: Cell) -> Finding:
    what = "ข้อความ" if isinstance(cell.value, str) else "ค่าที่ไม่ใช่ตัวเลข"
    return Finding(
        code="number-unreadable",
        where=table.place(cell),
        message=f"เซลล์ {cell.address} ในคอลัมน์ตัวเลขเป็น{what} “{cell.text.strip()}”",
        hint="ใส่ตัวเลข หรือลบออกให้ว่าง (ใช้ - แทนได้) คำอธิบายให้ย้ายไปช่องหมายเหตุ",
    )
