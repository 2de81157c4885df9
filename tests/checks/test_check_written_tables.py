"""The annexes of four real letters, as printed and as they survive: every fault, and no more."""

from __future__ import annotations

import pytest
from written_tables import (
    CHACHOENGSAO_PRINTED,
    CHIANGRAI_PRINTED,
    CHIANGRAI_SHIFTED,
    PHAYAO_ONLINE_PRINTED,
    PHAYAO_PRINTED,
    brief,
    found_in,
    phayao_as_it_survives,
)

# Rows count from the head's first: the first district stands in row 3.
PHAYAO_SUSPECTS = [
    ("note", "repeated-month", "11, 5"),
    ("warn", "duplicate-value", "11, 8"),
    ("warn", "outlier", "11, 12"),
    ("warn", "outlier", "11, 8"),
]
ROUNDING = [("note", "column-total-mismatch", "12, 11"), ("note", "column-total-mismatch", "12, 3")]


def test_phayao_as_it_was_printed() -> None:
    """Nothing blocks: the figure copied into ภูกามยาว is suspect, three sums differ by rounding."""
    assert [
        *sorted(
            [
                *ROUNDING,
                ("note", "negative-value", "11, 11"),
                ("note", "remaining-mismatch", "11, 11"),
            ]
        ),
        *PHAYAO_SUSPECTS,
    ] == brief(found_in(PHAYAO_PRINTED))


def test_phayao_as_it_survives() -> None:
    """The figures stand two columns left of their heads, and every misread cell is found."""
    places = [(4, 9), (8, 9), (9, 9), (10, 9)]
    assert sorted(
        [
            ("warn", "columns-shifted", "3, 9"),
            *[("block", "row-total-mismatch", f"{row}, {column}") for row, column in places],
            *[("warn", "suspect-cell", f"{row}, 5") for row, _ in places],
            ("block", "column-total-mismatch", "12, 5"),
            ("block", "negative-unsigned", "11, 10"),
            ("note", "column-total-mismatch", "12, 3"),
            ("note", "column-total-mismatch", "12, 10"),
            ("note", "repeated-month", "11, 5"),
            ("warn", "duplicate-value", "11, 8"),
            ("warn", "outlier", "11, 11"),
            ("warn", "outlier", "11, 8"),
        ]
    ) == brief(found_in(phayao_as_it_survives()))


@pytest.mark.parametrize(
    ("code", "place", "said"),
    [
        ("row-total-mismatch", "แถวที่ 4 ช่องที่ 9", "264,280,700 แต่คำนวณได้ 264,280,600 (ต่างกัน 100)"),
        ("row-total-mismatch", "แถวที่ 8 ช่องที่ 9", "6,895,350 แต่คำนวณได้ 6,894,850 (ต่างกัน 500)"),
        ("row-total-mismatch", "แถวที่ 9 ช่องที่ 9", "98,492,006 แต่คำนวณได้ 98,491,842 (ต่างกัน 164)"),
        ("row-total-mismatch", "แถวที่ 10 ช่องที่ 9", "68,331,910 แต่คำนวณได้ 68,331,710 (ต่างกัน 200)"),
        ("column-total-mismatch", "แถวที่ 12 ช่องที่ 5", "แต่คำนวณได้ 174,955,540 (ต่างกัน 964)"),
        (
            "suspect-cell",
            "แถวที่ 4 ช่องที่ 5",
            "พ.ย.-67 ของ จุน ในตารางเป็น 50,151,000.00 น่าจะเป็น 50,151,100",
        ),
        ("suspect-cell", "แถวที่ 8 ช่องที่ 5", "ของ ปง ในตารางเป็น 1,474,350.00 น่าจะเป็น 1,474,850"),
        ("suspect-cell", "แถวที่ 9 ช่องที่ 5", "ของ แม่ใจ ในตารางเป็น 10,737,040.00 น่าจะเป็น 10,737,204"),
        ("suspect-cell", "แถวที่ 10 ช่องที่ 5", "ของ ภูซาง ในตารางเป็น 9,411,000.00 น่าจะเป็น 9,411,200"),
        ("negative-unsigned", "แถวที่ 11 ช่องที่ 10", "ของ ภูกามยาว ควรติดลบ: ในตารางเป็น 31,537,887"),
        ("outlier", "แถวที่ 11 ช่องที่ 11", "(193.71) แต่ค่ากลางของทุกแถวเป็น 85.25"),
        ("columns-shifted", "แถวที่ 3 ช่องที่ 9", "“197,710,250” เลื่อนไปทางซ้าย 1 ช่อง"),
    ],
)
def test_what_is_said_of_phayao(code: str, place: str, said: str) -> None:
    """Messages name the figure printed, the right one, and by how much they differ."""
    found = found_in(phayao_as_it_survives())
    (finding,) = [f for f in found if f.code == code and f.where == f"ตารางที่ 1 {place}"]
    assert said in finding.message


def test_chachoengsao() -> None:
    """ท่าตะเกียบ has a level that it does not reach, บ้านโพธิ์ a target 36 times the lowest.

    All sums are right, and standard targets half-way to ±1 are right as well.
    """
    assert [
        ("note", "total-row-unnamed", "14, 2"),
        ("warn", "level-mismatch", "12, 13"),
        ("warn", "outlier", "7, 5"),
    ] == brief(found_in(CHACHOENGSAO_PRINTED))


def test_what_is_said_of_chachoengsao() -> None:
    """The level is explained by the figures, the target by its ratio to the lowest."""
    said = {finding.code: finding.message for finding in found_in(CHACHOENGSAO_PRINTED)}
    assert (
        "ของ ท่าตะเกียบ เป็น “2” แต่ตัวเลขในแถวเดียวกันให้ “ยังไม่ถึงค่าคะแนนระดับ 1”" in said["level-mismatch"]
    )
    assert "ขั้นต้น 12,458,087" in said["level-mismatch"]
    assert "ของ บ้านโพธิ์ (1,387,214,013) เป็น 36.22 เท่าของขั้นต้น" in said["outlier"]


def test_targets_raised_by_hand() -> None:
    """Eleven percent rounded up is printed in five rows; the four others print one more."""
    found = found_in(PHAYAO_ONLINE_PRINTED)
    assert [("warn", "percent-mismatch", f"{row}, 5") for row in (3, 5, 6, 7)] == brief(found)
    printed = ["60 แต่คำนวณได้ 59", "33 แต่คำนวณได้ 32", "12 แต่คำนวณได้ 11", "23 แต่คำนวณได้ 22"]
    assert all(said in each.message for said, each in zip(printed, found, strict=True))


CHIANGRAI_FOUND = [
    ("note", "column-total-mismatch", "21, 5"),
    *[("warn", "column-total-mismatch", f"21, {column}") for column in (7, 8, 9)],
]


def test_chiangrai() -> None:
    """Totals that are the percentage of the total, not the sum of their column, are warned of."""
    found = found_in(CHIANGRAI_PRINTED)
    assert CHIANGRAI_FOUND == brief(found)
    said = [each.message for each in found if each.level.value == "warn"]
    assert ["(ต่างกัน 3)", "(ต่างกัน 4)", "(ต่างกัน 3)"] == [
        f"({each.split('(')[-1].split(')')[0]})" for each in said
    ]
    assert all("ร้อยละที่คิดจากยอดในแถวรวม" in each for each in said)


def test_a_head_shifted_by_one_column() -> None:
    """The head of Chiang Rai is read one column to the left, and then all its figures fit."""
    found = found_in(CHIANGRAI_SHIFTED)
    assert [*CHIANGRAI_FOUND, ("warn", "columns-shifted", "2, 4")] == brief(found)
    assert "เลื่อนไปทางขวา 1 ช่อง" in found[0].message
