"""Computed columns are compared when they are computed, and not a second time by the checks."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
from letters_to_check import check

from circulars.model.letter_type import (
    ColumnCheck,
    ColumnKind,
    ColumnSpec,
    DatasetSpec,
    TotalPolicy,
)
from circulars.workbook import bind, read_workbook

DOUBLE = "ฐาน * 2"


def checked(
    rows: list[list[object]],
    *,
    override: bool = False,
    total: TotalPolicy = TotalPolicy.SUM,
    equals: str | None = None,
) -> tuple[list[str], list[str]]:
    """Return the codes found when a sheet is bound, and by the checks."""
    book = openpyxl.Workbook()
    sheet: Any = book.worksheets[0]
    for row in [["อำเภอ", "ฐาน", "เป้า"], *rows]:
        sheet.append(row)
    columns = (
        ColumnSpec(name="อำเภอ", heading="อำเภอ", kind=ColumnKind.TEXT),
        ColumnSpec(name="ฐาน", heading="ฐาน", kind=ColumnKind.NUMBER),
        ColumnSpec(
            name="เป้า",
            heading="เป้า",
            kind=ColumnKind.NUMBER,
            value=DOUBLE,
            override=override,
            total=total,
        ),
    )
    checks = (ColumnCheck(code="target-mismatch", column="เป้า", equals=equals),) if equals else ()
    spec = DatasetSpec(
        name="เป้าหมาย",
        sheet=None,
        header_rows=None,
        key="อำเภอ",
        columns=columns,
        months_under=None,
        total_label=None,
        checks=checks,
    )
    return _codes(book, spec)


def _codes(book: openpyxl.Workbook, spec: DatasetSpec) -> tuple[list[str], list[str]]:
    book.save(stream := BytesIO())
    dataset, found = bind(read_workbook(stream.getvalue()), spec)
    checks = check(datasets={spec.name: dataset}, specs={spec.name: spec})
    own = [each.code for each in checks if each.where.startswith(dataset.table.sheet)]
    return [each.code for each in found], own


def test_a_mismatch_is_told_once() -> None:
    """A cell and a total that differ from the rule have one finding each."""
    rows: list[list[object]] = [["จุน", 10, 25], ["ปง", 20, 40], ["รวม", 30, 65]]
    twice = ["computed-mismatch", "computed-mismatch"]
    assert (twice, []) == checked(rows)
    assert (twice, []) == checked(rows, equals=DOUBLE)


def test_an_override_is_told_once() -> None:
    """A figure that goes before the rule is no fault of the check that says the same rule."""
    rows: list[list[object]] = [["จุน", 10, 25], ["รวม", 10, 25]]
    assert (["manual-override"], []) == checked(rows, override=True, equals=DOUBLE)


def test_another_rule_is_still_checked() -> None:
    """A check that says something else than the column's own rule is made."""
    rows: list[list[object]] = [["จุน", 10, 20], ["รวม", 10, 20]]
    assert ([], ["target-mismatch", "target-mismatch"]) == checked(rows, equals="ฐาน * 3")


def test_a_total_by_formula_is_no_sum() -> None:
    """Where the total follows the rule, nobody asks for the sum of the column."""
    rows: list[list[object]] = [["จุน", 10, None], ["ปง", Decimal("0.5"), None], ["รวม", 99, 198]]
    assert ([], ["column-total-mismatch"]) == checked(rows, total=TotalPolicy.FORMULA)
