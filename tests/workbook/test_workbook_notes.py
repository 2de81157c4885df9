"""What stands under a table: notes are printed, stray figures and signatures are not."""

from __future__ import annotations

import pytest
from workbook_makers import make_sheet

from circulars.workbook import read_table, sheet_findings

HEAD: list[object] = ["ที่", "อำเภอ", "ยอด"]
TABLE: list[list[object]] = [HEAD, [1, "จุน", 10], [2, "ปง", 20], [None, "รวม", 30]]


def below(*rows: list[object]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the notes under a table with `rows` below it, and the findings."""
    sheet = make_sheet([*TABLE, *rows])
    table = read_table(sheet)
    found = sheet_findings(sheet, table)
    return [note.text for note in table.notes], [(f.code, f.where) for f in found]


@pytest.mark.parametrize(
    "note", ["หมายเหตุ : เบื้องต้น", "ข้อมูล ณ วันที่ 10 มีนาคม 2568", "ที่มา: ระบบ", "ยังไม่รวมตลาดนัด"]
)
def test_notes_are_kept(note: str) -> None:
    """Words under the table are notes, and nothing is said of them."""
    assert ([note], []) == below([note])


def test_stray_figures_are_left_out() -> None:
    """Figures under the table, and the words in their row, are no notes."""
    notes, found = below([None, "ร้อยละ", 100], ["หมายเหตุ", None, "เบื้องต้น"], [None, None, 7])
    assert ["หมายเหตุ", "เบื้องต้น"] == notes
    assert [("figures-below-table", "สรุป!C5, C7")] == found


def test_a_note_keeps_its_words_beside_a_figure() -> None:
    """A note whose row holds a figure loses the figure alone, which is found."""
    assert (["หมายเหตุ"], [("figures-below-table", "สรุป!C5")]) == below(["หมายเหตุ", None, 5])


def test_a_signature_is_left_out() -> None:
    """Who signed the sheet does not sign the annex: the signature goes on to the next note."""
    notes, found = below(
        [None, "ลงชื่อ ........ ผู้รายงาน"], [None, "(นางสาวใจดี มีสุข)"], ["หมายเหตุ : ก"]
    )
    assert ["หมายเหตุ : ก"] == notes
    assert [("signature-below-table", "สรุป!B5:B6")] == found


def test_another_table_is_left_out() -> None:
    """The head of another table under the first is no note."""
    notes, found = below([], ["ที่", "ตำบล", "ยอด"], [1, "ห้วยข้าวก่ำ", 7])
    assert ([], [("figures-below-table", "สรุป!A7, C7")]) == (notes, found)
