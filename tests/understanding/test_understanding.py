"""Tables of unknown kind understood: columns by their headings, relations by their figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import EXAMPLES
from written_tables import (
    CHACHOENGSAO_PRINTED,
    CHIANGRAI_PRINTED,
    CHIANGRAI_SHIFTED,
    PHAYAO_ONLINE_PRINTED,
    PHAYAO_PRINTED,
    brief,
    found_in,
    phayao_as_it_survives,
    understood,
    written_table,
)

from circulars.model.findings import Level
from circulars.model.letter_type import ColumnKind, TotalPolicy
from circulars.understanding import understand_sheet, written_sheet
from circulars.workbook import read_workbook
from thai_numerals import YearMonth


def rules(text: str) -> list[tuple[str, str]]:
    """Return column and rule of each relation that is inferred for the table."""
    return [(check.column, check.equals) for check in understood(text).spec.checks]


@pytest.mark.parametrize("text", [PHAYAO_PRINTED, phayao_as_it_survives()])
def test_sums_shares_and_remainders(text: str) -> None:
    """Headings tell what รวม, คงเหลือ and เปอร์เซ็นต์ are, wherever the figures stand."""
    assert [
        ("รวม", "เดือน | ผลรวม"),
        ("คงเหลือ", "เป้าหมาย - รวม"),
        ("ร้อยละ", "รวม / เป้าหมาย * 100"),
    ] == rules(text)
    assert {Level.BLOCK} == {check.level for check in understood(text).spec.checks}


def test_columns_of_phayao() -> None:
    """Six months from October 2567, the last without figures; the district names the row."""
    dataset = understood(PHAYAO_PRINTED).dataset
    assert [YearMonth(2024, 10).plus(n) for n in range(6)] == [c.month for c in dataset.months]
    assert "จุน" == dataset.label(dataset.table.rows[1])
    assert "ยอดคงเหลือ 1 เดือน" == dataset.columns["คงเหลือ"].name


def test_a_level_by_the_steps_of_a_target() -> None:
    """What most rows between two steps have is their level; without such rows nothing is said."""
    (level,) = [rule for column, rule in rules(CHACHOENGSAO_PRINTED) if column == "ระดับคะแนน"]
    assert [
        '"ยังไม่ถึงค่าคะแนนระดับ 1" if รวม < ช่อง3',
        '"2" if รวม < ช่อง4',
        "none if รวม < ช่อง5",
        '"5"',
    ] == level.split(" else ")


@pytest.mark.parametrize("text", [CHIANGRAI_PRINTED, CHIANGRAI_SHIFTED])
def test_percentages_of_a_base(text: str) -> None:
    """ร้อยละ 2 of a base that grows is its 1.02-fold; halves go up; the shifted head as well."""
    assert [
        ("ช่อง5", "(ช่อง4 * 1.02) | ปัดเศษ(2)"),
        ("ช่อง7", "(ช่อง6 * 0.25) | ปัดเศษ(0)"),
        ("ช่อง8", "(ช่อง6 * 0.5) | ปัดเศษ(0)"),
        ("ช่อง9", "(ช่อง6 * 0.75) | ปัดเศษ(0)"),
    ] == rules(text)[:4]


def test_percentage_rounded_up() -> None:
    """Eleven percent fits five of nine rows when it is rounded up, and fewer otherwise."""
    assert [("เป้าหมาย", "(ช่อง4 * 0.11) | ปัดขึ้น(0)")] == rules(PHAYAO_ONLINE_PRINTED)
    (check,) = understood(PHAYAO_ONLINE_PRINTED).spec.checks
    assert Level.WARN is check.level


def test_kinds_and_totals() -> None:
    """Counts are exact, percentages have no sum, names have no figures."""
    specs = {spec.name: spec for spec in understood(PHAYAO_PRINTED).spec.columns}
    assert (ColumnKind.NUMBER, TotalPolicy.SUM) == (specs["รวม"].kind, specs["รวม"].total)
    assert TotalPolicy.FORMULA is specs["ร้อยละ"].total
    counted = {spec.heading: spec.kind for spec in understood(PHAYAO_ONLINE_PRINTED).spec.columns}
    assert ColumnKind.COUNT is counted["ฐานข้อมูล / จำนวนผลิตภัณฑ์ OTOP"]
    assert ColumnKind.TEXT is counted["อำเภอ"]


@pytest.mark.parametrize(
    "text",
    [
        "คะแนนระดับ|เกณฑ์\nA|มีผลิตภัณฑ์เพิ่มขึ้น\nB|ไม่มี",
        "ที่|ชื่อ|ลายมือชื่อ\n1||\n2||",
        "เรื่อง|รายละเอียด",
        "ข้อความเดียว",
    ],
)
def test_tables_without_figures(text: str) -> None:
    """Criteria and forms are not understood as tables of figures, and nothing fails."""
    understanding, findings = understand_sheet(written_sheet(written_table(text)))
    assert (None, ()) == (understanding, findings)


def test_a_heading_that_stands_twice() -> None:
    """Two columns with one heading are noted, with or without figures under them."""
    found = found_in("คะแนนระดับ|คะแนนระดับ\nA|มีผลิตภัณฑ์เพิ่มขึ้น\nB|ไม่มี")
    assert [("note", "heading-repeated", "1, 2")] == brief(found)


PEOPLE = "ที่|ตำบล|ชาย (คน)|หญิง (คน)|รวม (คน)\n1|ก|5|7|12\n2|ข|8|9|17\n3|ค|4|4|8\nรวม||17|20|37"


def test_sum_of_neighbours() -> None:
    """Without months รวม is the sum of the columns before it that fit."""
    assert [("รวม", "ช่อง3 + ช่อง4")] == rules(PEOPLE)
    assert [] == found_in(PEOPLE)


def test_a_budget() -> None:
    """Budget, spending and the rest are understood by their headings."""
    text = (
        "ที่|หน่วยงาน|งบประมาณที่ได้รับ|เบิกจ่าย|คงเหลือ|คิดเป็นร้อยละ\n"
        "1|ก|1,000.00|250.00|750.00|25.00\n2|ข|2,000.00|500.00|1,500.00|25.00\n"
        "3|ค|500.00|100.00|400.00|20.00\n|รวม|3,500.00|850.00|2,650.00|24.29"
    )
    assert [] == found_in(text)
    wrong = found_in(text.replace("1,500.00", "1,600.00"))
    assert ("block", "remaining-mismatch", "3, 5") in brief(wrong)


def test_what_is_lacking_is_never_negative() -> None:
    """Where a table prints 0 for a target that is exceeded, 0 is right, and the sum is of these."""
    text = (
        "ที่|อำเภอ|เป้าหมาย|ผลงาน|ยังขาด\n1|ก|100|50|50\n2|ข|200|240|0\n3|ค|50|60|0\n"
        "4|ง|80|70|10\n|รวม|430|420|60"
    )
    assert [] == found_in(text)
    assert ("block", "remaining-mismatch", "5, 5") in brief(
        found_in(text.replace("|10\n", "|20\n"))
    )


def test_sum_of_sums() -> None:
    """The sum over groups side by side is that of their sums."""
    text = (
        "ที่|ตำบล|เด็ก|||ผู้ใหญ่|||รวมทั้งสิ้น\n||ชาย|หญิง|รวม|ชาย|หญิง|รวม|\n"
        "1|ก|1|2|3|10|20|30|33\n2|ข|2|2|4|11|21|32|36\n3|ค|3|4|7|12|22|34|41\n"
        "รวม||6|8|14|33|63|96|110"
    )
    assert ["ช่อง3 + ช่อง4", "ช่อง6 + ช่อง7", "รวม + ช่อง8"] == [rule for _, rule in rules(text)]
    assert ("block", "row-total-mismatch", "4, 9") in brief(found_in(text.replace("|36", "|35")))


def test_thai_digits() -> None:
    """A table in Thai digits is checked as one in Arabic digits."""
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    assert [] == found_in(PEOPLE.translate(thai))
    wrong = brief(found_in(PEOPLE.replace("|17\n", "|16\n").translate(thai)))
    assert ("block", "row-total-mismatch", "3, 5") in wrong


def test_two_groups_of_months() -> None:
    """Planned and real months side by side have a sum each."""
    text = (
        "ที่|อำเภอ|แผน|||ผล||\n||ต.ค. 67|พ.ย. 67|รวม|ต.ค. 67|พ.ย. 67|รวม\n"
        "1|ก|10|20|30|11|19|30\n2|ข|12|20|32|11|18|29\n3|ค|10|25|35|11|17|28\n"
        "|รวม|32|65|97|33|54|87"
    )
    assert ["ช่อง3 + ช่อง4", "ช่อง6 + ช่อง7"] == [rule for _, rule in rules(text)]
    assert [] == found_in(text)


def test_a_total_row_of_more_than_the_table_shows() -> None:
    """Where no column adds up the total counts other rows too: one warning, and no block."""
    text = PEOPLE.replace("รวม||17|20|37", "รวม||170|200|370")
    assert [("warn", "column-total-mismatch", "5, 2")] == brief(found_in(text))


def test_a_total_row_that_is_a_mean() -> None:
    """A mean under a column of scores is no sum, and is not taken for one."""
    assert [] == found_in("ที่|ตำบล|ก่อน|หลัง\n1|ก|60|80\n2|ข|70|90\n3|ค|80|91\n|รวม|70|87")


def test_a_table_without_total_row() -> None:
    """Three rows of figures that nothing sums up are noted; percentages and two rows are not."""
    text = "\n".join(PEOPLE.splitlines()[:-1])
    assert ["total-row-missing"] == [finding.code for finding in found_in(text)]
    assert [] == found_in("ระดับ|ร้อยละ\nA|100\nB|75\nC|50")


def test_workbooks_are_read_alike() -> None:
    """A sheet of a workbook gives the relations of the printed annex; cells have Excel's names."""
    sheet = read_workbook(EXAMPLES / "phayao-otop-2568.xlsx").sheets[0]
    understanding, findings = understand_sheet(sheet)
    assert understanding is not None
    assert () == findings
    assert rules(PHAYAO_PRINTED) == [(c.column, c.equals) for c in understanding.spec.checks]


def test_formulas_never_calculated() -> None:
    """A workbook saved without values says so, and does not stop."""
    sheet = read_workbook(EXAMPLES / "phayao-otop-2568-no-cached-values.xlsx").sheets[0]
    _, findings = understand_sheet(sheet)
    assert ["uncalculated-formula"] == [finding.code for finding in findings]


def test_words_and_garbled_figures() -> None:
    """A garbled figure blocks, words among figures are warned of, ไม่มี is nothing."""
    garbled = PEOPLE.replace("2|ข|8", "2|ข|1,23")
    assert ("block", "number-unreadable", "3, 3") in brief(found_in(garbled))
    words = PEOPLE.replace("2|ข|8", "2|ข|รอแก้")
    assert ("warn", "number-unreadable", "3, 3") in brief(found_in(words))
    nothing = PEOPLE.replace("2|ข|8|9|17", "2|ข|ไม่มี|-|")
    assert "number-unreadable" not in {each.code for each in found_in(nothing)}


CELLS = """
-|1|2|๓|10|1,000|(5)|0.5|50%|จุน|รวม|ที่|อำเภอ|เป้าหมาย|ร้อยละ|ร้อยละ 25|คงเหลือ|ต.ค. 67|พ.ย. 67|
ระดับคะแนน|ขั้นต้น|ขั้นมาตรฐาน|ขั้นสูง|หมายเหตุ|"}}{{ x|{% if %}|1๒3|1,23|0812345678|2567|ผลงาน|
"""
CELL = st.sampled_from([cell.strip() for cell in CELLS.split("|")])


@given(st.lists(st.lists(CELL, min_size=1, max_size=8), min_size=0, max_size=8))
@settings(deadline=None, max_examples=200)
def test_no_table_is_too_odd(rows: list[list[str]]) -> None:
    """Whatever stands in a table, reading and checking it comes to an end without a fault."""
    for finding in found_in("\n".join("|".join(row) for row in rows)):
        assert finding.message
        assert finding.hint
        assert finding.where.startswith("ตารางที่ 1")
