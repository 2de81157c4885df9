"""Heads whose group headings are typed in one cell and not merged."""

from __future__ import annotations

import pytest
from workbook_makers import table_of


@pytest.mark.parametrize("merges", [[], ["C1:E1"]])
def test_a_last_group_heading_that_is_not_merged(merges: list[str]) -> None:
    """A group heading at the right edge is over the parts below it, merged or not."""
    rows: list[list[object]] = [
        ["ที่", "อำเภอ", "จำนวนสมาชิก (คน)"],
        [None, None, "ชาย", "หญิง", "รวม"],
        [1, "จุน", 23, 75, 98],
        [None, "รวม", 23, 75, 98],
    ]
    table = table_of(rows, merges=merges)
    parts = [f"จำนวนสมาชิก (คน) / {name}" for name in ("ชาย", "หญิง", "รวม")]
    assert ["ที่", "อำเภอ", *parts] == [column.heading for column in table.columns]
    assert (2, 1) == (table.head_rows, len(table.rows))


@pytest.mark.parametrize(
    "second", [["โซนเหนือ", None, "ก", "ข", "ค"], [None, None, "ปิด", None, "ข"], [None, "จุน", "ปิด"]]
)
def test_words_under_a_head_that_are_no_headings(second: list[object]) -> None:
    """Words that name a row, or leave gaps, or have no figures under them, are data."""
    rows: list[list[object]] = [["ที่", "อำเภอ", "จำนวน"], second, [1, "จุน", 23], [2, "ปง", 3]]
    assert 1 == table_of(rows).head_rows
