"""A workbook is checked sheet by sheet, whatever letter it is for."""

from __future__ import annotations

import io

import openpyxl
import pytest
from support import EXAMPLES
from typed_letters import TABLE, with_cell, xlsx

from circulars.inspection import Quote, inspect_workbook
from circulars.model.findings import Level


def test_a_clean_workbook() -> None:
    """Nothing is found in a table whose sums are right."""
    inspected = inspect_workbook(xlsx(), "ยอด.xlsx")
    assert () == inspected.findings
    assert 1 == len(inspected.datasets)


def test_a_wrong_sum_is_quoted_with_its_row() -> None:
    """The finding is at its cell, and the quote is the row with that cell marked."""
    inspected = inspect_workbook(xlsx(with_cell(3, 4, "5,205")), "ยอด.xlsx")
    (finding,) = (each for each in inspected.findings if each.code == "row-total-mismatch")
    assert "ยอดขาย!E4" == finding.where
    assert Quote(text="3 | แม่ใจ | 2044 | 2981 | 5205", cell=(26, 30)) == inspected.quote(finding)


def test_every_visible_sheet_is_checked() -> None:
    """A second sheet is checked too; a hidden one and the one that fills the form are not."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx()))
    for title in ("ไตรมาส 2", "เก่า", "แบบกรอก"):
        page = book.copy_worksheet(book.worksheets[0])
        page.title = title
        page["E3"] = 4771
    book["เก่า"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = inspect_workbook(out.getvalue(), "ยอด.xlsx").findings
    assert {"ไตรมาส 2"} == {finding.where.split("!")[0] for finding in found}


def test_formulas_that_were_never_calculated() -> None:
    """A workbook that no Excel has calculated has no figures: that is found, and no sum missed."""
    path = EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx"
    found = inspect_workbook(path.read_bytes(), path.name).findings
    assert [("uncalculated-formula", Level.BLOCK)] == [
        (each.code, each.level) for each in found if each.level is Level.BLOCK
    ]


def test_a_workbook_without_a_table() -> None:
    """A note says that there was nothing to check."""
    found = inspect_workbook(xlsx([["บันทึกช่วยจำ"]]), "จด.xlsx").findings
    assert [("table-not-found", Level.NOTE)] == [(each.code, each.level) for each in found]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "workbook-empty", id="empty"),
        pytest.param(b"PK\3\4", "workbook-damaged", id="cut off"),
        pytest.param(b"a;b\n1;2\n", "workbook-is-text", id="CSV"),
    ],
)
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    """A file that is no workbook gives the finding of its reader."""
    assert [code] == [each.code for each in inspect_workbook(data, "ก.xlsx").findings]


def test_the_table_of_these_tests_adds_up() -> None:
    """The clean table is clean: worked by hand, rows and columns."""
    figures = [[int(cell.replace(",", "")) for cell in row[2:]] for row in TABLE[1:]]
    assert all(january + february == total for january, february, total in figures)
    assert figures[-1] == [sum(column) for column in zip(*figures[:-1], strict=True)]
