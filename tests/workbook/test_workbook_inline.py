"""Rows that letter.toml itself holds are the dataset where the workbook has no such table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from test_workbook_added_columns import assert_whole, headings
from test_workbook_computed import column
from workbook_makers import make_workbook

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind, DatasetSpec
from circulars.workbook import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    Rows = tuple[Mapping[str, str | int], ...]

GRADE = column("ระดับ", kind=ColumnKind.TEXT)
# The criteria of the third circular: level A is 100 % of producers, B 75, C 50, D 25.
CRITERIA = DatasetSpec(
    name="เกณฑ์",
    sheet=None,
    header_rows=None,
    key="ระดับ",
    columns=(GRADE, column("ร้อยละ", "เกณฑ์ / ร้อยละ*"), column("หมายเหตุ", required=False)),
    months_under=None,
    total_label=None,
    rows=({"ระดับ": "A", "ร้อยละ": 100}, {"ระดับ": "B", "ร้อยละ": "75"}),
)
OTHER: list[list[object]] = [["ที่", "อำเภอ"], [1, "จุน"]]
OWN: list[list[object]] = [["ระดับ", "ร้อยละ"], ["A", 90]]


def test_a_workbook_without_the_table() -> None:
    """Rows and headings are those of letter.toml; optional columns without a value are left out."""
    dataset, found = bind(make_workbook(OTHER), CRITERIA)
    assert () == found
    assert ["ระดับ", "เกณฑ์ / ร้อยละ"] == headings(dataset)
    assert [["A", "100"], ["B", "75"]] == [
        [c.text for c in row.cells] for row in dataset.table.rows
    ]
    assert [Decimal(100), Decimal(75)] == [row.cells[1].value for row in dataset.table.rows]
    assert (None, ()) == (dataset.table.total, dataset.months)
    assert_whole(dataset.table)


def test_a_workbook_with_the_table() -> None:
    """The workbook's own table goes before the rows of letter.toml."""
    spec = replace(CRITERIA, columns=(GRADE, column("ร้อยละ")))
    dataset, _ = bind(make_workbook(OWN), spec)
    assert [["A", "90"]] == [[cell.text for cell in row.cells] for row in dataset.table.rows]


def test_a_named_sheet() -> None:
    """With a sheet named, only that sheet goes before; what is wrong with it is told."""
    spec = replace(CRITERIA, sheet="เกณฑ์", columns=(GRADE, column("ร้อยละ")))
    assert "100" == bind(make_workbook(OWN), spec)[0].table.rows[0].cells[1].text
    assert "90" == bind(make_workbook(OWN, title="เกณฑ์"), spec)[0].table.rows[0].cells[1].text
    with pytest.raises(WorkbookError):
        bind(make_workbook(OTHER, title="เกณฑ์"), spec)


def test_computed_columns_of_such_rows() -> None:
    """Rules and formats hold for these rows too; a value given may go before the rule."""
    rows: Rows = ({"ระดับ": "A", "ร้อยละ": 100}, {"ระดับ": "B", "ร้อยละ": 75, "คน": 7})
    people = column("คน", value="ร้อยละ * 8 / 100", override=True, format="0.0")
    spec = replace(CRITERIA, columns=(GRADE, people, column("ร้อยละ")), rows=rows)
    dataset, found = bind(make_workbook(OTHER), spec)
    assert [["A", "8.0", "100"], ["B", "7.0", "75"]] == [
        [cell.text for cell in row.cells] for row in dataset.table.rows
    ]
    assert ["manual-override"] == [each.code for each in found]
    assert "letter.toml datasets.เกณฑ์!แถวที่ 2 ช่อง “คน”" == found[0].where
