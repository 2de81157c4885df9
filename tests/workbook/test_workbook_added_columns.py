"""Columns that the sheet lacks are put in where letter.toml has them, with a head that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_workbook_computed import brief, column, spec, texts
from workbook_makers import make_workbook

from circulars.model.errors import WorkbookError
from circulars.model.letter_type import ColumnKind
from circulars.workbook import bind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.dataset import Dataset
    from circulars.model.letter_type import ColumnSpec
    from circulars.model.sheet import HeaderNode, Table
    from circulars.workbook import Workbook

BASE, PEOPLE = column("ฐาน"), column("คน")
HALF = column("ครึ่ง", value="ฐาน / 2")
ROWS: list[list[object]] = [["อำเภอ", "ฐาน", "คน"], ["จุน", 10, 4], ["รวม", 10, 4]]
GROUPED: list[list[object]] = [
    ["อำเภอ", "ปี 2567", None, "คน"],
    [None, "ฐาน", "ยอด", None],
    ["จุน", 10, 8, 4],
    ["รวม", 10, 8, 4],
]
MERGES = ["A1:A2", "B1:C1", "D1:D2"]


def bound(workbook: Workbook, *columns: ColumnSpec, months_under: str | None = None) -> Dataset:
    """Return the dataset with `columns`; nothing is found in it."""
    dataset, found = bind(workbook, spec(*columns, months_under=months_under))
    assert () == found
    return dataset


def headings(dataset: Dataset) -> list[str]:
    """Return the headings from the left, groups before a slash."""
    return [each.heading for each in dataset.table.columns]


def tiles(node: HeaderNode) -> Iterator[tuple[int, int]]:
    """Yield the places (row and column of the head) that a node and those under it fill."""
    for row in range(node.first_row, node.first_row + node.row_span):
        for place in range(node.first_column, node.first_column + node.column_span):
            yield row, place
    for child in node.children:
        yield from tiles(child)


def assert_whole(table: Table) -> None:
    """Fail unless the head covers each place once, in order, and each row has all cells."""
    width = len(table.columns)
    filled = [tile for node in table.head for tile in tiles(node)]
    assert [(row, place) for row in range(table.head_rows) for place in range(width)] == sorted(
        filled
    )
    leaves = [leaf for node in table.head for leaf in node.leaves()]
    assert list(range(width)) == [leaf.first_column for leaf in leaves]
    assert list(range(width)) == [each.index for each in table.columns]
    assert [each.path[-1] for each in table.columns] == [leaf.text for leaf in leaves]
    assert {width} == {len(row.cells) for row in table.every_row}


def test_right_after_the_column_before_it() -> None:
    """A column stands behind the one that stands before it in letter.toml."""
    dataset = bound(make_workbook(ROWS), BASE, HALF, PEOPLE)
    assert ["อำเภอ", "ฐาน", "ครึ่ง", "คน"] == headings(dataset)
    assert ["5", "5"] == texts(dataset, "ครึ่ง")
    assert_whole(dataset.table)


def test_after_the_months_that_it_sums() -> None:
    """A sum of the months stands behind them, although they have no name in letter.toml."""
    rows: list[list[object]] = [["อำเภอ", "เป้า", "ต.ค.-67", "พ.ย.-67", "หมายเหตุ"]]
    rows += [["จุน", 60, 10, 20, None], ["รวม", 60, 10, 20, None]]
    target, note = column("เป้า"), column("หมายเหตุ", kind=ColumnKind.TEXT)
    total = column("รวม", value="เดือน | ผลรวม")
    left = column("คงเหลือ", value="เป้า - รวม")
    dataset = bound(make_workbook(rows), target, total, left, note, months_under="*")
    months = ["ต.ค.-67", "พ.ย.-67"]
    assert ["อำเภอ", "เป้า", *months, "รวม", "คงเหลือ", "หมายเหตุ"] == headings(dataset)
    assert [2, 3] == [each.index for each in dataset.months]
    half = column("ครึ่ง", value="เป้า / 2")
    before = bound(make_workbook(rows), target, half, note, months_under="*")
    assert [3, 4] == [each.index for each in before.months]
    assert ["30", "10", "20"] == [cell.text for cell in before.table.rows[0].cells[2:5]]


def test_a_group_is_not_split() -> None:
    """A column that does not belong to the group on its left stands behind the group."""
    dataset = bound(make_workbook(GROUPED, merges=MERGES), BASE, HALF)
    assert ["อำเภอ", "ปี 2567 / ฐาน", "ปี 2567 / ยอด", "ครึ่ง", "คน"] == headings(dataset)
    assert_whole(dataset.table)


@pytest.mark.parametrize("heading", ["ปี 2567 / ครึ่ง", "ปี* / ครึ่ง", "ปี ๒๕๖๗ / ครึ่ง"])
def test_joins_the_group_beside_it(heading: str) -> None:
    """A path names the group to which a column belongs, as headings are compared."""
    joining = column("ครึ่ง", heading, "ฐาน / 2")
    dataset = bound(make_workbook(GROUPED, merges=MERGES), BASE, joining)
    assert ["อำเภอ", "ฐาน", "ครึ่ง", "ยอด", "คน"] == [each.path[-1] for each in dataset.table.columns]
    assert 3 == dataset.table.head[1].column_span
    assert_whole(dataset.table)


def test_a_new_group() -> None:
    """Columns of a group that is not there make it, in a head as deep as it needs."""
    parts = [column(f"ร้อยละ{n}", f"ระดับ / ร้อยละ {n}", f"คน * {n} / 100") for n in (25, 50)]
    dataset = bound(make_workbook(ROWS), BASE, PEOPLE, *parts)
    assert (2, ["ระดับ / ร้อยละ 25", "ระดับ / ร้อยละ 50"]) == (
        dataset.table.head_rows,
        headings(dataset)[3:],
    )
    assert ["ร้อยละ 25", "ร้อยละ 50"] == [node.text for node in dataset.table.head[-1].children]
    assert_whole(dataset.table)


def test_a_star_prints_nothing() -> None:
    """The star of a heading pattern is not printed; a pattern of stars alone takes the name."""
    columns = [column("ครึ่ง", "ครึ่งหนึ่ง*", "ฐาน / 2"), column("สอง", "*x*", "ฐาน * 2")]
    assert ["ครึ่งหนึ่ง", "x"] == headings(bound(make_workbook(ROWS), BASE, *columns))[2:4]


def test_a_hidden_column_is_not_computed_anew() -> None:
    """A computed column that is hidden in Excel is told: figures typed there would be lost."""
    workbook = make_workbook([["อำเภอ", "ฐาน", "ครึ่ง"], ["จุน", 10, 6]], hidden_columns=["C"])
    with pytest.raises(WorkbookError) as caught:
        bind(workbook, spec(BASE, HALF))
    assert [("block", "column-missing", "C")] == brief(caught.value.findings)
    assert "“ครึ่ง” ถูกซ่อน" in caught.value.findings[0].message


def test_what_is_said_of_a_cell_that_no_sheet_has() -> None:
    """A cell of a column that was added is called by its row and heading."""
    rows: list[list[object]] = [["อำเภอ", "ฐาน"], ["จุน", 10], ["ปง", None]]
    _, found = bind(make_workbook(rows), spec(BASE, HALF))
    assert [("block", "computed-undetermined", "แถวที่ 3 ช่อง “ครึ่ง”")] == brief(found)


paths = st.lists(
    st.sampled_from(["ปี 2567 / ", "ใหม่ / ", "ใหม่ / ลึก / ", ""]), min_size=1, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(paths, st.permutations(["ฐาน", "คน", "ยอด"]), st.booleans())
def test_the_head_stays_whole(groups: Sequence[str], order: Sequence[str], grouped: bool) -> None:
    """However columns are put in, the head covers every column once and the figures stay."""
    added = [column(f"ช่อง{n}", f"{group}ช่อง {n}", "ฐาน + คน") for n, group in enumerate(groups)]
    own = {name: column(name, required=False) for name in order}
    workbook = make_workbook(GROUPED, merges=MERGES) if grouped else make_workbook(ROWS)
    dataset = bound(workbook, own[order[0]], *added, *(own[name] for name in order[1:]))
    assert_whole(dataset.table)
    row = dataset.table.rows[0]
    assert ["10", "4"] == [dataset.cell(row, name).text for name in ("ฐาน", "คน")]
    assert {"14"} == {dataset.cell(row, each.name).text for each in added}
