"""Levels (ระดับคะแนน): a text that a rule over figures gives, such as by the targets reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.checks.rules import table_rule
from circulars.checks.tables import evaluate, inputs_of
from circulars.data.headings import plain
from circulars.expressions import compiled
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnCheck, DatasetSpec
    from circulars.model.sheet import Row


@table_rule
def levels(dataset: Dataset, spec: DatasetSpec) -> Iterator[Finding]:
    """Find levels that are not those that the figures of their row reach."""
    texts = {column.name for column in spec.columns if not column.kind.is_figure}
    total = dataset.table.total
    for check in spec.checks:
        if check.column not in texts & dataset.columns.keys():
            continue
        rows = dataset.table.rows if check.rows else ()
        for row in (*rows, total) if check.total and total else rows:
            yield from _checked(dataset, row, check)


def _checked(dataset: Dataset, row: Row, check: ColumnCheck) -> Iterator[Finding]:
    inputs = inputs_of(dataset, row, compiled(check.equals).names)
    expected = evaluate(check.equals, inputs) if all(inputs.values()) else None
    cell = dataset.cell(row, check.column)
    if not isinstance(expected, str) or plain(expected) == plain(cell.text) or cell.is_empty:
        return
    name = dataset.label(row) or ("แถวรวม" if row is dataset.table.total else f"แถวที่ {row.number}")
    figures = ", ".join(
        f"{dataset.columns[each].name} {held.text}"
        for each, held in sorted(inputs.items(), key=lambda item: _place(dataset, item[0]))
        if not isinstance(held, list)
    )
    yield Finding(
        code=check.code,
        level=check.level,
        where=dataset.table.place(cell),
        message=f"{dataset.columns[check.column].name} ของ {name} เป็น “{cell.text.strip()}” "
        f"แต่ตัวเลขในแถวเดียวกันให้ “{expected}” ({figures})",
        hint="ตรวจเกณฑ์และตัวเลขของแถวนี้ แล้วแก้ระดับให้ตรง",
    )


def _place(dataset: Dataset, name: str) -> int:
    return dataset.columns[name].index if name in dataset.columns else -1
