"""Heads of tables: months that belong to the year that the table names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.checks.periods import fiscal_years_in
from circulars.checks.rules import table_rule
from circulars.model.findings import Finding, Level
from thai_numerals import fiscal_year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import DatasetSpec
    from circulars.model.sheet import Column


@table_rule
def months_of_the_year(dataset: Dataset, _spec: DatasetSpec) -> Iterator[Finding]:
    """Find months outside the fiscal year that the titles of the table name.

    Source: the Budget Procedures Act 2561, section 4: a fiscal year begins on 1 October of the
    year before.
    """
    titles = " ".join(cell.text for cell in dataset.table.titles)
    years = {each.year for each in fiscal_years_in(titles)}
    outside = [
        column
        for column in dataset.months
        if column.month and fiscal_year(column.month.first_day) not in years
    ]
    if years and outside:
        yield _finding(dataset, outside, years)


def _finding(dataset: Dataset, columns: list[Column], years: set[int]) -> Finding:
    leaves = [leaf for node in dataset.table.head for leaf in node.leaves()]
    named = ", ".join(f"“{column.name}”" for column in columns)
    return Finding(
        code="fiscal-year-mismatch",
        level=Level.WARN,
        where=dataset.table.place(leaves[columns[0].index].cell),
        message=f"เดือน {named} ไม่อยู่ในปีงบประมาณ {' หรือ '.join(map(str, sorted(years)))} ที่ชื่อตารางบอก",
        hint="แก้ปีในหัวตาราง หรือปีงบประมาณในชื่อตาราง (ปีงบประมาณเริ่ม 1 ตุลาคมของปีก่อน)",
    )
