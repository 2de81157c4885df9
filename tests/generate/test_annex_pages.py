"""Annexes and letters of several pages, laid out by LibreOffice."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from support import EXAMPLES, FORM

from circulars import Template, generate
from circulars.layout import lent_converter, page_texts
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import placed_characters
from circulars.model.letter import Annex, AnnexTable
from circulars.model.sheet import Cell, HeaderNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from circulars.layout import Converter

pytestmark = pytest.mark.usefixtures("warm_office")

DAY = dt.date(2025, 3, 11)
NOTE = "ข้อมูล ณ วันที่ 10 มีนาคม 2568"
MONTHS = ("ต.ค.-67", "พ.ย.-67", "ธ.ค.-67", "ม.ค.-68", "ก.พ.-68", "มี.ค.-68")
TARGET = "เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)"


@pytest.fixture(scope="module")
def converter() -> Iterator[Converter]:
    """Return one LibreOffice for all tests of this file."""
    with lent_converter() as opened:
        yield opened


def node(text: str, column: int, *, row: int = 0, under: Sequence[HeaderNode] = ()) -> HeaderNode:
    """Return a heading of two rows, or of one row over the columns of those `under` it."""
    return HeaderNode(
        text=text,
        cell=Cell(address="A1", value=text, text=text),
        first_column=column,
        column_span=len(under) or 1,
        first_row=row,
        row_span=1 if under or row else 2,
        children=tuple(under),
    )


def annex(rows: int) -> Annex:
    """Return an annex of eleven columns with a target's heading of three lines."""
    months = [node(month, column, row=1) for column, month in enumerate(MONTHS, start=3)]
    singles = ("รวมทั้งสิ้น", "คิดเป็นเปอร์เซ็นต์")
    figures = ("7,442,011.00",) * (1 + len(MONTHS) + len(singles))
    return Annex(
        label="สิ่งที่ส่งมาด้วย",
        title="ยอดจำหน่าย",
        headings=("จังหวัดพะเยา",),
        table=AnnexTable(
            head=(
                *(node(text, column) for column, text in enumerate(("ที่", "ชื่ออำเภอ", TARGET))),
                node("ผลการจำหน่าย", 3, under=months),
                *(node(text, column) for column, text in enumerate(singles, start=9)),
            ),
            head_rows=2,
            numeric=(False, False, *[True] * len(figures)),
            rows=tuple((str(row), f"อำเภอ{row}จบ", *figures) for row in range(1, rows + 1)),
            total=("", "รวมทั้งจังหวัด", *figures),
        ),
        notes=(NOTE,),
    )


def sheet() -> bytes:
    """Return a template of one paragraph, all in TH Sarabun."""
    document = Document()
    document.add_paragraph("ก")
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), "TH SarabunPSK")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


# Around the numbers of rows with which the last page would hold the note alone, or the total.
@pytest.mark.parametrize("rows", range(50, 55))
def test_the_last_page_has_a_row_total_and_note(rows: int, converter: Converter) -> None:
    """However many rows: last row, total row and note end on one page, and none comes after."""
    docx = Template(sheet()).render({}, [annex(rows)])
    *_, last = page_texts(converter.convert(docx, stamp=DAY).pdf)
    assert f"อำเภอ{rows}จบ" in last.replace(" ", "")
    assert "รวมทั้งจังหวัด" in last
    assert last.rstrip().endswith(NOTE)


def test_a_repeated_head_is_whole(converter: Converter) -> None:
    """On every page the last line of a heading merged over two rows ends above the first row."""
    docx = Template(sheet()).render({}, [annex(60)])
    with opened(converter.convert(docx, stamp=DAY).pdf) as document:
        pages = [list(placed_characters(page)) for page in document][1:]
    assert len(pages) >= 2
    for page in pages:
        (heading,) = [each.baseline for each in page if each.text == "%"]
        figures = max(each.baseline for each in page if each.text == ",")
        assert heading - figures > 16  # points; the type's own size


def test_a_long_letter_has_no_word_of_another_page(tmp_path: Path) -> None:
    """On more than three pages each has the next one's words, in print or in the finding."""
    subject = "การติดตามผลการจำหน่ายผลิตภัณฑ์ชุมชนของทุกอำเภอในจังหวัด " * 150
    batch = generate(
        "otop_monthly_sales",
        EXAMPLES / "phayao-otop-2568.xlsx",
        tmp_path,
        office=EXAMPLES / "phayao.toml",
        values={**FORM, "เรื่อง": subject.strip()},
    )
    *pages, _ = page_texts(next(path for path in batch.files if path.suffix == ".pdf").read_bytes())
    assert len(pages) > 3
    printed = {
        number: line
        for number, page in enumerate(pages, start=1)
        for line in page.splitlines()
        if line.startswith("/")
    }
    (found,) = [each for each in batch.findings if each.code == "continuation-missing"]
    told = {int(number): word for number, word in re.findall(r'หน้า (\d+): "(.+?)"', found.hint)}
    assert [*range(1, len(pages))] == sorted([*printed, *told])
    for number, word in (printed | told).items():
        _, first, *_ = [line for line in pages[number].splitlines() if line.strip()]
        assert first.startswith(word.strip("/."))
