"""The next form as a workbook with the sheet แบบกรอก, to be looked through and used."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from circulars.form_cells import DATE_FORMAT, write_text
from circulars.rolling.typed import iso_day, shown
from circulars.workbook.form_sheet import FORM_SHEET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.rolling.proposals import Proposal, Rolling

_HEADS: Final = ("ช่อง", "ค่า", "ที่เปลี่ยนจากครั้งก่อน")
_WIDTHS: Final = (24, 56, 64)  # in characters
_INTEGER: Final = re.compile(r"[1-9][0-9]{0,14}")  # digits that Excel keeps
_NOTES: Final = (
    "ตรวจคอลัมน์ ค่า แล้วแก้ได้ตามต้องการ คอลัมน์นี้ไม่มีผลต่อหนังสือ",
    "ช่องที่ไม่มีแถวจะหาค่าเอง เลขที่ไม่มีแถว: ให้ทะเบียนออกเลข หรือเพิ่มแถวแล้วพิมพ์เลข",
    "ใช้แฟ้มนี้ด้วย circulars generate … --form แฟ้มนี้ หรือคัดลอกแผ่นงานนี้ไปไว้ในสมุดงานสรุป",
)


def form_book(rolling: Rolling) -> bytes:
    """Return the form as .xlsx: a row for each answer, and beside it what was changed."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = FORM_SHEET
    rows = [(p.name, p.new, _told(p)) for p in rolling.proposals if p.new is not None]
    notes = [(None, None, note) for note in (*_left_out(rolling.proposals), *_NOTES)]
    for number, cells in enumerate([_HEADS, *rows, (None, None, None), *notes], start=1):
        for column, text in enumerate(cells, start=1):
            if text is not None:
                _write(sheet.cell(number, column), text, head=number == 1)
    for letter, width in zip("ABC", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _told(proposal: Proposal) -> str:
    if not proposal.changes:
        return "ไม่เปลี่ยน"
    return "\n".join(
        f"{shown(each.old) or 'ว่าง'} → {shown(each.new) or 'ว่าง'}: {each.why}"
        for each in proposal.changes
    )


def _left_out(proposals: Sequence[Proposal]) -> list[str]:
    return [f"ตัดออก: {each.name} (เดิม {shown(each.old)})" for each in proposals if each.new is None]


def _write(cell: Any, text: str, *, head: bool) -> None:
    """Write one cell: days and whole numbers as such, all else as text, whatever it begins with."""
    write_text(cell, text, head=head)
    if cell.column != 2:
        return
    if _INTEGER.fullmatch(text):
        cell.value = int(text)
    elif day := iso_day(text):
        cell.value, cell.number_format = day, DATE_FORMAT
