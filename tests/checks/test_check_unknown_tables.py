"""The rules over tables of unknown kind: each speaks on the fault and is silent beside it."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_tables import brief, found_in

HEAD = "ที่|อำเภอ|เป้าหมาย|ผลงาน||||รวม|คงเหลือ|ร้อยละ\n|||ต.ค. 67|พ.ย. 67|ธ.ค. 67|ม.ค. 68|||"
NAMES = ["จุน", "ปง", "แม่ใจ", "ภูซาง", "เชียงคำ", "เชียงม่วน", "ดอกคำใต้", "ภูกามยาว"]
FIRST_ROW = 3  # under a head of two rows
Rows = list[list[int]]  # target and four months, a row each


def table_text(rows: Rows, *, places: int = 0) -> str:
    """Return a table that is right: sums, remainders and percentages of `rows`."""
    whole = [sum(column) for column in zip(*rows, strict=True)]
    lines = [
        "|".join([str(number), NAMES[number - 1], *_figures(row, places)])
        for number, row in enumerate(rows, start=1)
    ]
    return "\n".join([HEAD, *lines, "|".join(["", "รวม", *_figures(whole, places)])])


def _figures(row: list[int], places: int) -> list[str]:
    target, *months = row
    percent = (Decimal(sum(months)) / target * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    values = [target, *months, sum(months), target - sum(months)]
    return [*(f"{value:,.{places}f}" for value in values), f"{percent:.2f}"]


TARGETS = st.integers(10**6, 10**8)
MONTHS = st.integers(10**5, 4 * 10**5)
ROWS = st.lists(
    st.tuples(TARGETS, MONTHS, MONTHS, MONTHS, MONTHS).map(list), min_size=2, max_size=8
)


@given(rows=ROWS, places=st.sampled_from([0, 2]))
@settings(deadline=None, max_examples=60)
def test_right_tables_are_silent(rows: Rows, places: int) -> None:
    """Tables whose figures follow from one another give no block, and no mismatch at all."""
    found = found_in(table_text(rows, places=places))
    assert [] == [f for f in found if f.level.value == "block" or "mismatch" in f.code]


@given(rows=ROWS, data=st.data())
@settings(deadline=None, max_examples=60)
def test_one_changed_month(rows: Rows, data: st.DataObject) -> None:
    """One month that is changed is found in its row's sum and its column's, and is named."""
    row = data.draw(st.integers(0, len(rows) - 1))
    month = data.draw(st.integers(1, 4))
    off = data.draw(st.integers(50, 90_000))
    lines = [line.split("|") for line in table_text(rows).split("\n")]
    lines[2 + row][2 + month] = f"{rows[row][month] + off:,}"
    found = brief(found_in("\n".join(map("|".join, lines))))
    assert ("block", "row-total-mismatch", f"{FIRST_ROW + row}, 8") in found
    last = FIRST_ROW + len(rows)
    assert ("block", "column-total-mismatch", f"{last}, {3 + month}") in found
    assert [("warn", "suspect-cell", f"{FIRST_ROW + row}, {3 + month}")] == [
        each for each in found if each[1] == "suspect-cell"
    ]


@given(rows=ROWS, data=st.data())
@settings(deadline=None, max_examples=40)
def test_one_changed_total(rows: Rows, data: st.DataObject) -> None:
    """A row's sum that is changed is suspect itself: its column's sum is off by as much."""
    row = data.draw(st.integers(0, len(rows) - 1))
    lines = [line.split("|") for line in table_text(rows).split("\n")]
    lines[2 + row][7] = f"{sum(rows[row][1:]) + 777:,}"
    found = brief(found_in("\n".join(map("|".join, lines))))
    assert ("block", "row-total-mismatch", f"{FIRST_ROW + row}, 8") in found
    assert ("warn", "suspect-cell", f"{FIRST_ROW + row}, 8") in found


EXACT = st.decimals(10**3, 10**6, places=2)


@given(rows=st.lists(st.tuples(EXACT, EXACT, EXACT), min_size=3, max_size=12))
@settings(deadline=None, max_examples=60)
def test_rounded_prints_never_block(rows: list[tuple[Decimal, ...]]) -> None:
    """Figures printed as whole baht, sums from the exact ones, differ by rounding alone."""

    def whole(*values: Decimal) -> str:
        return "|".join(f"{value.quantize(Decimal(1), ROUND_HALF_UP):,}" for value in values)

    lines = [
        f"{number}|แห่งที่ {number}|{whole(*row, sum(row, Decimal(0)))}"
        for number, row in enumerate(rows, 1)
    ]
    sums = [sum(column, Decimal(0)) for column in zip(*rows, strict=True)]
    total = f"|รวม|{whole(*sums, sum(sums, Decimal(0)))}"
    head = "ที่|หน่วยงาน|งบบุคลากร (บาท)|งบดำเนินงาน (บาท)|งบลงทุน (บาท)|รวม (บาท)"
    found = found_in("\n".join([head, *lines, total]))
    assert [] == [finding for finding in found if finding.level.value != "note"]


CLEAN: Rows = [
    [1_000_000, 201_000, 202_000, 203_000, 204_000],
    [2_000_000, 401_000, 402_000, 403_000, 404_000],
    [50_000_000, 10_100_000, 10_200_000, 10_300_000, 10_400_000],
    [100_000, 20_100, 20_200, 20_300, 20_400],
    [3_000_000, 601_000, 602_000, 603_000, 604_000],
]


def test_districts_of_very_different_size() -> None:
    """A district five hundred times the size of another is no outlier."""
    assert [] == found_in(table_text(CLEAN))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("81.00", "18.00", ("block", "percent-mismatch", "3, 10")),
        ("190,000", "910,000", ("block", "remaining-mismatch", "3, 9")),
        ("810,000", "801,000", ("block", "row-total-mismatch", "3, 8")),
        ("201,000", "2๐1,000", ("block", "mixed-digits-cell", "3, 4")),
    ],
)
def test_one_fault(old: str, new: str, expected: tuple[str, str, str]) -> None:
    """A fault is found in its cell."""
    text = table_text(CLEAN)
    assert expected in brief(found_in(text.replace(old, new, 1)))


@pytest.mark.parametrize("text", ["๑๒,๓๐๐", "12,300", "-"])
def test_figures_in_digits_of_one_kind(text: str) -> None:
    """Thai digits alone and Arabic digits alone are no mixture."""
    found = found_in(f"ที่|ตำบล|ยอด\n1|ก|{text}\n2|ข|5")
    assert [] == [finding for finding in found if "mixed" in finding.code]


def test_a_percentage_far_from_all_others() -> None:
    """A percentage over 100 and twice the median is an outlier; in a wide spread none is."""
    rows = [
        [1_000_000, month, month + 1, month + 2, month + 3]
        for month in (201_000, 202_000, 203_000, 204_000)
    ]
    rows.append([1_000_000, 601_000, 602_000, 603_000, 604_000])
    assert ("warn", "outlier", "7, 10") in brief(found_in(table_text(rows)))
    spread = [
        [1_000_000, month, month + 1, month + 2, month + 3]
        for month in (20_000, 90_000, 200_000, 400_000, 600_000)
    ]
    assert [] == [each for each in found_in(table_text(spread)) if each.code == "outlier"]


STEPS = "ที่|อำเภอ|ขั้นต้น|ขั้นมาตรฐาน|ขั้นสูง|ผลงาน|ระดับคะแนน"


def steps(*rows: str) -> list[tuple[str, str, str]]:
    """Return what is found in a table of targets in steps."""
    lines = [
        f"{number}|{name}|{row}"
        for number, (name, row) in enumerate(zip(NAMES, rows, strict=False), 1)
    ]
    return [
        each
        for each in brief(found_in("\n".join([STEPS, *lines])))
        if each[1] != "total-row-missing"
    ]


GOOD = [
    "100|150|200|90|1",
    "200|300|400|150|1",
    "100|150|200|120|2",
    "300|400|500|310|2",
    "50|75|100|110|5",
]


def test_levels_that_follow_their_steps() -> None:
    """Levels that go with the step reached, and targets half-way, are right."""
    assert [] == steps(*GOOD)


def test_a_level_that_is_not_reached() -> None:
    """A level of the next step is found, where the other rows of the step agree."""
    assert [("warn", "level-mismatch", "7, 7")] == steps(*GOOD, "100|150|200|95|2")


def test_a_target_that_is_not_half_way() -> None:
    """A standard target off the middle is warned of, where the other rows have it there."""
    assert [("warn", "midpoint-mismatch", "7, 4")] == steps(*GOOD, "100|170|200|90|1")


def test_months_outside_the_year_of_the_title() -> None:
    """Months must belong to the fiscal year that the title names; ๒๕๖๘ begins in October 2567."""
    text = table_text(CLEAN)
    assert [] == found_in(text, titles=["รายงานผล ปีงบประมาณ พ.ศ. ๒๕๖๘"])
    found = found_in(text, titles=["รายงานผล ประจำปีงบประมาณ พ.ศ. 2567"])
    assert [("warn", "fiscal-year-mismatch", "2, 4")] == brief(found)
    for title in ("เปรียบเทียบกับปีงบประมาณ 2567", "ผลงานปีงบประมาณ 2566 - 2568"):
        assert [] == found_in(text, titles=[title])


def test_a_lost_sign() -> None:
    """A remainder that must be negative and has no sign blocks once; its total is net."""
    rows = [*CLEAN, [1_000_000, 301_000, 302_000, 303_000, 304_000]]
    text = table_text(rows).replace("-210,000", "210,000")
    found = [each for each in brief(found_in(text)) if each[0] == "block"]
    assert [("block", "negative-unsigned", "8, 9")] == found


def test_brackets_are_a_minus_sign() -> None:
    """A negative figure in brackets is right."""
    rows = [*CLEAN, [1_000_000, 301_000, 302_000, 303_000, 304_000]]
    text = table_text(rows).replace("-210,000", "(210,000)")
    assert [("note", "negative-value", "8, 9")] == brief(found_in(text))
