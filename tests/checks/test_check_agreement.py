"""The annex of a letter against the workbook: figures that differ, rows that one side lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES
from written_tables import (
    CHACHOENGSAO_PRINTED,
    CHIANGRAI_PRINTED,
    PHAYAO_ONLINE_PRINTED,
    PHAYAO_PRINTED,
    brief,
    changed,
    phayao_as_it_survives,
    understood,
)

from circulars.checks.agreement import counterpart, differences
from circulars.understanding import understand_sheet
from circulars.workbook import read_workbook

if TYPE_CHECKING:
    from circulars.model.dataset import Dataset

PRINTED = {
    "phayao-otop-2568": PHAYAO_PRINTED,
    "chachoengsao-otop-2567": CHACHOENGSAO_PRINTED,
    "phayao-online-2564": PHAYAO_ONLINE_PRINTED,
    "chiangrai-q2-2567": CHIANGRAI_PRINTED,
}


def workbook(name: str) -> Dataset:
    """Return the first table of an example workbook."""
    understanding, _ = understand_sheet(read_workbook(EXAMPLES / f"{name}.xlsx").sheets[0])
    assert understanding is not None
    return understanding.dataset


def compared(text: str, name: str) -> list[tuple[str, str, str]]:
    """Return where the printed table differs from the example workbook."""
    return brief(differences(understood(text).dataset, workbook(name)))


@pytest.mark.parametrize("name", PRINTED)
def test_printed_annexes_agree_with_their_workbooks(name: str) -> None:
    """Each figure of the printed annex is that of the workbook, rounded as it is printed."""
    assert [] == compared(PRINTED[name], name)


def test_every_misread_cell_differs() -> None:
    """Against the true workbook the four misread cells and the lost sign stand out."""
    assert [("block", "figure-differs", f"{row}, 5") for row in (10, 4, 8, 9)] == [
        each
        for each in compared(phayao_as_it_survives(), "phayao-otop-2568")
        if each[2] != "11, 10"
    ]
    assert ("block", "figure-differs", "11, 10") in compared(
        phayao_as_it_survives(), "phayao-otop-2568"
    )


def test_what_is_said() -> None:
    """The message names both figures and the cell of the workbook."""
    text = changed(PHAYAO_PRINTED, {"264,280,700": "264,280,800"})
    (finding,) = differences(understood(text).dataset, workbook("phayao-otop-2568"))
    assert (
        "รวมทั้งสิ้น ของ จุน ในหนังสือเป็น 264,280,800 แต่ในสมุดงาน (สรุปยอดจำหน่าย!J8) เป็น 264,280,700"
        == finding.message
    )


def test_a_figure_of_the_total_row() -> None:
    """The total row is compared as well."""
    text = changed(PHAYAO_PRINTED, {"1,007,442,011": "1,007,442,021"})
    assert [("block", "figure-differs", "12, 10")] == compared(text, "phayao-otop-2568")


HEAD = "ที่|อำเภอ|ต.ค. 67|พ.ย. 67|รวม"
IN_LETTER = f"{HEAD}\n1|จุน|10|-|10\n2|ปง|20|-|20\n|รวม|30||30"
IN_BOOK = f"{HEAD}\n1|จุน|10|5|15\n2|ปง|20|7|27\n|รวม|30|12|42"


def test_a_workbook_that_went_on() -> None:
    """Figures of a later month are warned of once; what both have is compared, sums are not."""
    letter, book = understood(IN_LETTER).dataset, understood(IN_BOOK).dataset
    assert [("warn", "workbook-newer", "2, 2")] == brief(differences(letter, book))
    changed_book = understood(IN_BOOK.replace("|20|7", "|21|7")).dataset
    assert ("block", "figure-differs", "3, 3") in brief(differences(letter, changed_book))


def test_a_letter_that_lacks_nothing() -> None:
    """A workbook with fewer months than the letter is compared in full."""
    letter, book = understood(IN_BOOK).dataset, understood(IN_LETTER).dataset
    places = [
        place for _, code, place in brief(differences(letter, book)) if code == "figure-differs"
    ]
    assert ["2, 4", "2, 5", "3, 4", "3, 5", "4, 4", "4, 5"] == sorted(places)


def test_a_name_misspelt() -> None:
    """A row whose name the other side lacks is warned of on both sides, and not compared."""
    text = changed(PHAYAO_ONLINE_PRINTED, {"ภูซาง": "กุซาง"})
    assert [("warn", "row-missing", "10, 2"), ("warn", "row-missing", "3, 2")] == compared(
        text, "phayao-online-2564"
    )


def test_a_letter_to_one_district() -> None:
    """The slice for one recipient lacks no rows."""
    head, *rows = PHAYAO_ONLINE_PRINTED.split("\n1|")
    slice_ = f"{head}\n1|{rows[0].splitlines()[0]}"
    assert [] == compared(slice_, "phayao-online-2564")


def test_the_table_to_compare_with() -> None:
    """A letter's table finds the one of its workbook; a table of other things finds none."""
    others = [workbook(name) for name in PRINTED]
    for name, text in PRINTED.items():
        assert workbook(name) == counterpart(understood(text).dataset, others)
    people = "ที่|ตำบล|ชาย|หญิง\n1|บ้านใหม่|5|6\n2|ท่าวังทอง|7|8"
    assert counterpart(understood(people).dataset, others) is None
