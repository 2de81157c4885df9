"""The workbooks behind a real letter: every error of the printed annex, and no false alarm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from letters_to_check import brief, check
from support import EXAMPLES

from circulars.letter_types import find_letter_type, load_letter_type
from circulars.workbook import bind, read_workbook

if TYPE_CHECKING:
    from circulars.model.findings import Finding


def found_in(name: str) -> list[Finding]:
    """Return what the checks find in an example workbook."""
    workbook = read_workbook(EXAMPLES / f"{name}.xlsx")
    specs = load_letter_type(find_letter_type("otop_monthly_sales")).datasets
    datasets = {each: bind(workbook, spec)[0] for each, spec in specs.items()}
    return check(datasets=datasets, specs=specs)


@pytest.fixture(scope="module")
def as_printed() -> list[Finding]:
    """Return what is found in the annex typed as it was printed."""
    return found_in("phayao-otop-2568-as-printed")


def test_clean_workbook() -> None:
    """Of the formulas nothing is wrong; the figure copied into the last row is suspect."""
    assert [
        ("warn", "outlier", "L15"),
        ("warn", "duplicate-value", "H15"),
        ("warn", "outlier", "H15"),
        ("note", "negative-value", "K15"),
        ("note", "repeated-month", "E15"),
    ] == brief(found_in("phayao-otop-2568"))


def test_everything_wrong_in_the_printed_annex(as_printed: list[Finding]) -> None:
    """Four row totals, one column total and one missing minus sign block; roundings do not.

    The four cells of November at which both sums point are named.
    """
    assert [
        ("block", "row-total-mismatch", "J8"),
        ("block", "row-total-mismatch", "J12"),
        ("block", "row-total-mismatch", "J13"),
        ("block", "row-total-mismatch", "J14"),
        ("block", "negative-unsigned", "K15"),
        ("block", "column-total-mismatch", "E16"),
        ("warn", "outlier", "L15"),
        ("warn", "duplicate-value", "H15"),
        ("warn", "outlier", "H15"),
        ("warn", "suspect-cell", "E8"),
        ("warn", "suspect-cell", "E12"),
        ("warn", "suspect-cell", "E13"),
        ("warn", "suspect-cell", "E14"),
        ("note", "repeated-month", "E15"),
        ("note", "column-total-mismatch", "C16"),
        ("note", "column-total-mismatch", "K16"),
    ] == brief(as_printed)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("J8", "รวมทั้งสิ้น ของ จุน ในตารางเป็น 264,280,700 แต่คำนวณได้ 264,280,600 (ต่างกัน 100)"),
        ("J12", "รวมทั้งสิ้น ของ ปง ในตารางเป็น 6,895,350 แต่คำนวณได้ 6,894,850 (ต่างกัน 500)"),
        ("J13", "รวมทั้งสิ้น ของ แม่ใจ ในตารางเป็น 98,492,006 แต่คำนวณได้ 98,491,842 (ต่างกัน 164)"),
        ("J14", "รวมทั้งสิ้น ของ ภูซาง ในตารางเป็น 68,331,910 แต่คำนวณได้ 68,331,710 (ต่างกัน 200)"),
        (
            "K15",
            "ยอดคงเหลือ 1 เดือน ของ ภูกามยาว ควรติดลบ: ในตารางเป็น 31,537,887 ควรเป็น -31,537,887",
        ),
        ("E16", "ผลรวมของช่อง พ.ย.-67 ในตารางเป็น 174,956,504 แต่คำนวณได้ 174,955,540 (ต่างกัน 964)"),
        ("E8", "พ.ย.-67 ของ จุน ในตารางเป็น 50,151,000.00 น่าจะเป็น 50,151,100"),
        ("E12", "พ.ย.-67 ของ ปง ในตารางเป็น 1,474,350.00 น่าจะเป็น 1,474,850"),
        ("E13", "พ.ย.-67 ของ แม่ใจ ในตารางเป็น 10,737,040.00 น่าจะเป็น 10,737,204"),
        ("E14", "พ.ย.-67 ของ ภูซาง ในตารางเป็น 9,411,000.00 น่าจะเป็น 9,411,200"),
        ("L15", "(193.71) แต่ค่ากลางของทุกแถวเป็น 85.25"),
        ("C16", "ในตารางเป็น 1,154,075,381 แต่คำนวณได้ 1,154,075,379 (ต่างกัน 2)"),
        ("K16", "ในตารางเป็น 146,633,370 แต่คำนวณได้ 146,633,369 (ต่างกัน 1)"),
    ],
)
def test_what_is_said_of_each(as_printed: list[Finding], cell: str, said: str) -> None:
    """Each message names row or column, the figure printed, the one computed and the difference."""
    (finding,) = [each for each in as_printed if each.where == f"สรุปยอดจำหน่าย!{cell}"]
    assert said in finding.message
