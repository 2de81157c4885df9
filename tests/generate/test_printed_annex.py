"""The annex of the monthly sales letter: every figure of the printed table.

The grid is typed from the letter พย ๐๐๑๙.๒/ว๑๑๗๕ of 11 March 2568.  Four November cells of its
surviving text do not add up; the totals give them back (จุน 50,151,100, ปง 1,474,850, แม่ใจ
10,737,204, ภูซาง 9,411,200).  The empty March column stands in its place, and the remainder of
ภูกามยาว is negative: target 33,654,412.48 less 65,192,299.60.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document
from printed_tables import PHAYAO, PHAYAO_TOTAL, grid, merged, printed_grid
from support import EXAMPLES, FORM

from circulars import generate
from circulars.data import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document as DocumentType
    from support import Outcome

HEAD = """
ที่|ชื่ออำเภอ|เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)|ผลการจัดเก็บรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP|||||\
|รวมทั้งสิ้น|ยอดคงเหลือ 1 เดือน|คิดเป็นเปอร์เซ็นต์|หมายเหตุ
|||ต.ค.-67|พ.ย.-67|ธ.ค.-67|ม.ค.-68|ก.พ.-68|มี.ค.-68||||
"""
REPORT = "รายงานผลการดำเนินงานตามตัวชี้วัดและค่าเป้าหมายการประเมินผลการปฏิบัติราชการ (รอบที่ 1)"
INDICATOR = "ตัวชี้วัดรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน OTOP ปีงบประมาณ 2568"


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> DocumentType:
    """Return the monthly sales letter made from the example workbook, as DOCX."""
    batch = generate(
        "otop_monthly_sales",
        EXAMPLES / "phayao-otop-2568.xlsx",
        tmp_path_factory.mktemp("out"),
        office=EXAMPLES / "phayao.toml",
        values=FORM,
        pdf=False,
    )
    return Document(str(next(path for path in batch.files if path.suffix == ".docx")))


def test_head_of_the_printed_table(letter: DocumentType) -> None:
    """The head has two rows, the months under their heading, the empty month in its place."""
    assert grid(HEAD) == printed_grid(letter.tables[0])[:2]


def test_every_figure_of_the_printed_table(letter: DocumentType) -> None:
    """All nine rows and the total row carry the printed figures."""
    assert merged(grid(PHAYAO + PHAYAO_TOTAL)) == printed_grid(letter.tables[0])[2:-1]


def test_merges_of_the_head(letter: DocumentType) -> None:
    """Single headings reach over both head rows, the heading of the months over six columns."""
    first, second = letter.tables[0].rows[0], letter.tables[0].rows[1]
    assert first.cells[0]._tc is second.cells[0]._tc
    assert first.cells[3]._tc is first.cells[8]._tc
    assert first.cells[3]._tc is not second.cells[3]._tc


def test_text_around_the_table(letter: DocumentType) -> None:
    """Over the table stand label, title and the sheet's title rows; under it the note."""
    texts = [plain_text(paragraph.text) for paragraph in letter.paragraphs]
    start = texts.index("สิ่งที่ส่งมาด้วย")
    assert [
        "สรุปรายงานข้อมูลรายได้จากการจำหน่ายผลิตภัณฑ์ชุมชน (OTOP)",
        f"{REPORT} ปีงบประมาณ พ.ศ.2568",
        f"{INDICATOR} (ระหว่างตุลาคม 2567 - มีนาคม 2568)",
        "สำนักงานพัฒนาชุมชนจังหวัดพะเยา",
    ] == texts[start + 1 : start + 5]
    note = plain_text(letter.tables[0].rows[-1].cells[0].text)
    assert "ข้อมูล ณ วันที่ 10 มีนาคม 2568 เวลา 13.55 น." == note


def test_the_annex_lies_across(letter: DocumentType) -> None:
    """The wide annex is a landscape section of its own behind the upright letter."""
    assert [False, True] == [
        section.page_width > section.page_height  # type: ignore[operator] # both are set
        for section in letter.sections
    ]


def test_rows_stay_whole_and_the_head_repeats(letter: DocumentType) -> None:
    """Head rows repeat on each page, and no row is split between pages."""
    rows = letter.tables[0]._tbl.tr_lst
    assert [True, True, *[False] * 11] == [bool(row.xpath("w:trPr/w:tblHeader")) for row in rows]
    assert all(row.xpath("w:trPr/w:cantSplit") for row in rows)


def test_the_workbook_prints_what_it_finds(
    circulars: Callable[..., Outcome], tmp_path: Path
) -> None:
    """The February figure of ภูกามยาว, equal to that of เมืองพะเยา, is pointed out."""
    outcome = circulars(
        *("generate", "otop_monthly_sales", EXAMPLES / "phayao-otop-2568.xlsx", "--no-pdf"),
        *("--office", EXAMPLES / "phayao.toml", "-o", tmp_path / "out"),
        *("--set", "วันที่=2025-03-11", "--set", "เลขที่=1175"),
    )
    assert 0 == outcome.code
    assert "สรุปยอดจำหน่าย!H15" in outcome.output
    assert "duplicate-value" in outcome.output
