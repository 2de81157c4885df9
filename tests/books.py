"""Workbooks of many recipients, right by construction, and what a run leaves of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TYPE = "otop_district_sales"  # a letter to each row, numbered one by one
CIRCULAR = "otop_monthly_sales"  # one letter to all, a circular
MONTHS = ("ต.ค.-67", "พ.ย.-67", "ธ.ค.-67", "ม.ค.-68", "ก.พ.-68", "มี.ค.-68")
HEAD = 6  # rows above the first recipient
_PERCENT = 50.0  # of each recipient's target that is reached
_LAST = len(MONTHS) - 1  # the month without figures yet


def district(number: int) -> str:
    """Return the name of an invented district."""
    return f"บ้านใหม่{number:03}"


def sales_book(
    path: Path,
    districts: Sequence[str],
    *,
    extra: Mapping[str, Sequence[str]] | None = None,
    typed: Mapping[str, str | None] | None = None,
) -> Path:
    """Write a summary of the sales of `districts` as `path`: each sum and share as it must be.

    `extra` are more columns, by heading, with a cell for each district; `typed` overwrites
    cells by their place, such as "B7".
    """
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "สรุปยอดจำหน่าย"
    sheet.append(["ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) ปีงบประมาณ 2568 (ระหว่างตุลาคม 2567 - มีนาคม 2568)"])
    sheet.append(["สำนักงานพัฒนาชุมชนจังหวัดพะเยา"])
    sheet.append([])
    sheet.append([])
    more = extra or {}
    group = ["ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP", *[None] * _LAST]
    tail = ["รวมทั้งสิ้น", "ยอดคงเหลือ 1 เดือน", "คิดเป็นเปอร์เซ็นต์", "หมายเหตุ"]
    sheet.append(["ที่", "ชื่ออำเภอ", "เป้าหมายรายได้ปี 2568", *group, *tail, *more])
    sheet.append([None, None, None, *MONTHS])
    sheet.merge_cells("D5:I5")
    for column in "ABCJKLM":
        sheet.merge_cells(f"{column}5:{column}6")
    rows = [_figures(number) for number in range(1, len(districts) + 1)]
    for number, (name, row) in enumerate(zip(districts, rows, strict=True), start=1):
        sheet.append([number, name, *row, None, *(cells[number - 1] for cells in more.values())])
    target, *months, _none, total, rest, _share = zip(*rows, strict=True)
    sums = [sum(filter(None, column)) for column in (target, *months)]
    sheet.append([None, "รวมทั้งสิ้น", *sums, None, *map(sum, (total, rest)), _PERCENT])
    for place, value in (typed or {}).items():
        sheet[place] = value
    book.save(path)
    return path


def _figures(number: int) -> list[Any]:
    """Return target, months, sum, rest and percentage of one district."""
    months = [1_000_000 * number + 7_001 * month for month in range(1, _LAST + 1)]
    total = sum(months)
    return [2 * total, *months, None, total, total, _PERCENT]
