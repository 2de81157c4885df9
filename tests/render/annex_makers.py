"""Makes the annexes that the tests of circulars.render print, and reads their tables."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn

from circulars.model.letter import Annex, AnnexTable
from circulars.model.sheet import Cell, HeaderNode
from circulars.workbook import load_bytes, read_table, read_workbook

SURVEY: Final = Path(__file__).resolve().parents[2] / "examples" / "phayao-online-2564.xlsx"
# Notes and closing of the survey form of letter พย ๐๐๑๙.๒/ of May 2564.
NOTES: Final = (
    "หมายเหตุ",
    "๑. ส่งแบบรายงานให้สำนักงานพัฒนาชุมชน ภายในวันที่ ๒๕ พ.ค. ๒๕๖๔",
    "๒. ตรวจสอบข้อมูลให้ชัดเจน ถูกต้อง ครบถ้วนตามแบบสำรวจ",
)
CLOSING: Final = (
    "ลงชื่อ..............................ผู้รายงาน",
    "(..............................)",
    "วันที่........ เดือน.................. พ.ศ. ........",
)


def survey_table(rows: int) -> AnnexTable:
    """Return the survey form of 16 columns with `rows` empty rows."""
    book = read_workbook(load_bytes(SURVEY, name=SURVEY.name), name=SURVEY.name)
    (sheet,) = (sheet for sheet in book.sheets if sheet.name == "แบบสำรวจ")
    table = read_table(sheet)
    count = len(table.columns)
    return AnnexTable(
        head=table.head,
        head_rows=table.head_rows,
        numeric=(False,) * count,
        rows=(("",) * count,) * rows,
        total=None,
    )


def form(rows: int = 5, **changes: Any) -> Annex:
    """Return the survey form as an annex."""
    values: dict[str, Any] = {
        "label": "สิ่งที่ส่งมาด้วย ๒",
        "title": "แบบสำรวจความพร้อม",
        "headings": ("จังหวัดพะเยา",),
        "table": survey_table(rows),
        "notes": NOTES,
        "closing": CLOSING,
        "is_form": True,
    }
    return Annex(**values | changes)


def leaves(table: AnnexTable) -> list[str]:
    """Return the lowest heading of each column."""
    return [leaf.text for node in table.head for leaf in node.leaves()]


def node(text: str, column: int, row: int = 0, *, rows: int = 1, under: Any = ()) -> HeaderNode:
    """Return a heading over one column, or over the columns of those `under` it."""
    span = sum(each.column_span for each in under) or 1
    cell = Cell(address="A1", value=text, text=text)
    return HeaderNode(
        text=text,
        cell=cell,
        first_column=column,
        column_span=span,
        first_row=row,
        row_span=rows,
        children=tuple(under),
    )


def heads(count: int) -> tuple[HeaderNode, ...]:
    """Return a head of one, two or three rows over four columns."""
    if count == 1:
        return tuple(node(f"หัว {column}", column) for column in range(4))
    months = [node("ม.ค.-68", 1, count - 1), node("ก.พ.-68", 2, count - 1)]
    middle = [node("ไตรมาส 2", 1, 1, under=months)] if count == 3 else months
    return (
        node("ที่", 0, rows=count),
        node("ผลการจำหน่าย", 1, under=middle),
        node("รวม", 3, rows=count),
    )


def figures(rows: int = 2, head: int = 2, *, total: bool = True) -> AnnexTable:
    """Return a table of four columns."""
    return AnnexTable(
        head=heads(head),
        head_rows=head,
        numeric=(False, True, True, True),
        rows=tuple((str(n), "1,007,442.00", "0.00", f"{n:,}.55") for n in range(1, rows + 1)),
        total=("รวม", "2,014,884.00", "0.00", "9,999,999.99") if total else None,
    )


def annex(rows: int = 2, head: int = 2, *, total: bool = True, **changes: Any) -> Annex:
    """Return an annex of four columns."""
    values: dict[str, Any] = {
        "label": "สิ่งที่ส่งมาด้วย",
        "title": "ยอดจำหน่าย <&>",
        "headings": ("จังหวัดพะเยา",),
        "notes": ("หมายเหตุ: A & B",),
        "table": figures(rows, head, total=total),
    }
    return Annex(**values | changes)


def tables(docx: bytes) -> list[Any]:
    """Return the `w:tbl` elements of the letter."""
    return list(Document(io.BytesIO(docx)).element.body.iter(qn("w:tbl")))


def grid(row: Any) -> list[tuple[str, int, str | None]]:
    """Return text, span and vertical merge of each cell of a `w:tr`."""
    found = []
    for cell in row.iter(qn("w:tc")):
        span, merge = cell.find(f".//{qn('w:gridSpan')}"), cell.find(f".//{qn('w:vMerge')}")
        text = "".join(each.text or "" for each in cell.iter(qn("w:t")))
        width = 1 if span is None else int(span.get(qn("w:val")))
        found.append((text, width, None if merge is None else merge.get(qn("w:val"))))
    return found
