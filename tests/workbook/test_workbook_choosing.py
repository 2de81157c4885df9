"""Which of several sheets is meant: the selected one, and the others are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from workbook_makers import dataset_spec, saved

from circulars.model.letter_type import ColumnKind
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from circulars.workbook import Workbook

DISTRICT = ("อำเภอ", "อำเภอ", ColumnKind.TEXT)
SALES = ("ยอด", "ยอดจำหน่าย*", ColumnKind.NUMBER)


def two_months(*, active: int, second: str = "ยอดจำหน่าย") -> Workbook:
    """Return a workbook with a sheet for each of two months, one tab selected."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, heading in {"ก.พ. 68": "ยอดจำหน่าย", "มี.ค. 68": second}.items():
        sheet: Any = book.create_sheet(name)
        sheet.append(["ที่", "อำเภอ", heading])
        sheet.append([1, "จุน", 10])
    book.active = active
    return read_workbook(saved(book))


@pytest.mark.parametrize(
    ("active", "used", "other"), [(0, "ก.พ. 68", "มี.ค. 68"), (1, "มี.ค. 68", "ก.พ. 68")]
)
def test_the_selected_sheet_is_taken(active: int, used: str, other: str) -> None:
    """Of sheets that all fit, the one that Excel shows is meant; the others are named."""
    dataset, (finding,) = bind(two_months(active=active), dataset_spec([DISTRICT, SALES]))
    assert (used, "sheet-chosen") == (dataset.table.sheet, finding.code)
    assert f"“{other}”" in finding.message


def test_the_selected_sheet_that_almost_fits() -> None:
    """Another month's sheet does not slip in for the selected one whose heading was changed."""
    workbook = two_months(active=1, second="ยอดขาย")
    dataset, (finding,) = bind(workbook, dataset_spec([DISTRICT, SALES]))
    assert ("ก.พ. 68", "sheet-chosen") == (dataset.table.sheet, finding.code)
    assert "“มี.ค. 68”" in finding.message


def test_a_sheet_named_in_the_letter_type() -> None:
    """Where the letter type names the sheet there is no choice to tell of."""
    spec = dataset_spec([DISTRICT, SALES], sheet="ก.พ. 68")
    assert () == bind(two_months(active=1), spec)[1]
