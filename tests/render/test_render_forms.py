"""Blank forms: rows and columns one can write in, notes, and lines to sign."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from annex_makers import CLOSING, NOTES, annex, form, leaves, node, survey_table, tables
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from render_documents import letter, schema_errors

from circulars import Template
from circulars.data import plain_text, text_width
from circulars.layout import lent_converter, page_texts
from circulars.model.lengths import cm, pt
from circulars.model.letter import AnnexTable
from circulars.render.annex_form import columns_written, fit_form
from circulars.render.annex_layout import heading_lines
from circulars.render.annex_titles import title_lines

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("warm_office")

TEMPLATE: Final = Template(letter("{{ ก }}"))
DAY: Final = dt.date(2025, 3, 11)


def printed(*annexes: Any) -> bytes:
    """Return a letter with `annexes` behind it."""
    return TEMPLATE.render({"ก": 1}, annexes)


def below(docx: bytes) -> list[Any]:
    """Return the paragraphs of the first table's last row, which has no frame."""
    *_, last = tables(docx)[0].findall(qn("w:tr"))
    return list(last.iter(qn("w:p")))


def text(paragraph: Any) -> str:
    """Return the text of a `w:p` as typed, with the tabs in it."""
    pieces = paragraph.iter(qn("w:t"), qn("w:tab"))
    return plain_text("".join(each.text if each.tag == qn("w:t") else "\t" for each in pieces))


def test_the_survey_lies_across_with_readable_headings() -> None:
    """Sixteen columns fit a turned page; no heading has more than five lines."""
    table = survey_table(5)
    layout = fit_form(table, "auto")
    assert layout.landscape
    assert layout.size >= pt(10)
    nodes = [*table.head, *(child for each in table.head for child in each.children)]
    assert max(heading_lines(each, layout.widths, layout.size) for each in nodes) <= 5


def test_columns_have_room_for_what_is_written() -> None:
    """House and village numbers get little room, names of people and products the most."""
    table = survey_table(5)
    widths = dict(zip(leaves(table), fit_form(table, "auto").widths, strict=True))
    names = [width for heading, width in widths.items() if heading.startswith("ชื่อ")]
    assert widths["หมู่ที่"] < widths["เลขที่"] < widths["ตำบล"] < widths["เบอร์โทรศัพท์"] < min(names)
    assert widths["ตำบล"] == widths["อำเภอ"] == widths["จังหวัด"]


def test_the_tick_named_over_columns_is_for_all_of_them() -> None:
    """Under “(ใส่หมายเลข ๑ ในช่องข้อมูล)” every column holds one sign, whatever its name."""
    written = dict(zip(leaves(table := survey_table(1)), columns_written(table), strict=True))
    assert {"✓"} == {
        written[heading].sample
        for heading in ("ผ่านการอบรมเกี่ยวกับตลาดออนไลน์", "ขายของออนไลน์อยู่แล้ว", "ได้รับมาตรฐานที่เกี่ยวเนื่อง")
    }


def test_a_form_of_few_columns_stays_upright() -> None:
    """A form of three columns is upright, in the size of the letter, over the whole page."""
    headings = ("ที่", "ชื่อ - สกุล", "หมายเหตุ")
    table = AnnexTable(
        head=tuple(node(heading, column) for column, heading in enumerate(headings)),
        head_rows=1,
        numeric=(False,) * 3,
        rows=(("1", "", ""), ("2", "", "")),
        total=None,
    )
    layout = fit_form(table, "auto")
    assert (False, pt(16)) == (layout.landscape, layout.size)
    assert cm(16.9) < sum(layout.widths) <= cm(17)


def test_what_stands_in_a_row_fits_its_column() -> None:
    """A form may come with its rows named; the longest name is not broken."""
    table = survey_table(1)
    name = "กลุ่มวิสาหกิจชุมชนผู้ผลิตผ้าทอมือบ้านดอกบัว"
    filled = replace(table, rows=(("", name, *table.rows[0][2:]),))
    layout = fit_form(filled, "auto")
    assert text_width(name, layout.size) < layout.widths[1]


def test_rows_are_high_enough_to_write_in() -> None:
    """An empty row is at least 0.8 cm high (454 twips), not the line of small type."""
    rows = tables(printed(form(4)))[0].findall(qn("w:tr"))[2:-1]
    heights = [row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}") for row in rows]
    assert [("454", "atLeast")] * 4 == [
        (height.get(qn("w:val")), height.get(qn("w:hRule"))) for height in heights
    ]


def test_notes_stand_one_under_the_other() -> None:
    """Each note is a paragraph; a numbered one hangs, so that its lines begin together."""
    notes = below(printed(form()))[: len(NOTES)]
    assert list(NOTES) == [text(note).replace("\t", " ") for note in notes]
    hanging = [note.find(f".//{qn('w:ind')}").get(qn("w:hanging")) for note in notes]
    assert hanging[0] is None
    assert hanging[1] == hanging[2]
    assert ["๑.", "๒."] == [text(note).partition("\t")[0] for note in notes[1:]]


def test_closing_lines_are_centred_in_the_right_half() -> None:
    """Signature and date stand under one another, behind the left half of the table."""
    docx = printed(form())
    width = int(tables(docx)[0].find(f".//{qn('w:tblW')}").get(qn("w:w")))
    lines = below(docx)[-len(CLOSING) :]
    assert list(CLOSING) == [text(line) for line in lines]
    assert {"center"} == {line.find(f".//{qn('w:jc')}").get(qn("w:val")) for line in lines}
    (left,) = {int(line.find(f".//{qn('w:ind')}").get(qn("w:left"))) for line in lines}
    assert abs(left - width / 2) <= 2


def test_a_wide_closing_line_reaches_to_the_left() -> None:
    """A line too wide for half a page keeps its length: the block begins further left."""
    line = "ลงชื่อ" + "." * 150
    (paragraph,) = below(printed(form(notes=(), closing=(line,))))
    left = int(paragraph.find(f".//{qn('w:ind')}").get(qn("w:left")))
    assert text_width(line, pt(14)).twips < cm(25.7).twips - left


FORMS: Final = {
    "whole": form(),
    "no notes": form(notes=()),
    "no closing": form(closing=()),
    "neither": form(notes=(), closing=()),
    "no rows": form(0),
    "upright": form(orientation="portrait"),
    "signs": form(notes=("1) <&> \t x",), closing=("<&>",)),
    "a table of figures with a closing": annex(closing=CLOSING),
}


@pytest.mark.parametrize("name", FORMS)
def test_word_opens_every_form(name: str, tmp_path: Path) -> None:
    """Whatever a form has below its table, the letter with it is valid."""
    assert [] == schema_errors(printed(FORMS[name]), tmp_path)


def test_a_long_form_on_paper() -> None:
    """The head is on every page; last row, notes and closing are together on the last one."""
    with lent_converter() as converter:
        pdf = converter.convert(printed(form(40)), stamp=DAY).pdf
    _, *pages = page_texts(pdf)
    assert len(pages) > 2
    assert all("เลขที่" in page and "เบอร์โทรศัพท์" in page for page in pages)
    assert [False] * (len(pages) - 1) + [True] == ["ผู้รายงาน" in page for page in pages]
    assert [False] * (len(pages) - 1) + [True] == [NOTES[0] in page for page in pages]


@pytest.mark.parametrize(
    ("title", "headings", "expected"),
    [
        pytest.param("ยอดจำหน่าย", ("จังหวัดพะเยา",), 2, id="nothing in common"),
        pytest.param("ยอดจำหน่ายปี ๒๕๖๘", ("ยอดจำหน่าย ปี 2568 (รอบที่ 2)",), 1, id="digits, blanks"),
        pytest.param("แบบสำรวจความพร้อมฯ", ("แบบสำรวจความพร้อมส่งเสริมผลิตภัณฑ์",), 1, id="shortened"),
        pytest.param("ยอดจำหน่าย จังหวัดพะเยา", ("ยอดจำหน่าย", "จังหวัดพะเยา"), 2, id="over two lines"),
        pytest.param("ยอดจำหน่ายทั้งปี", ("ยอดจำหน่าย",), 2, id="longer than the sheet's"),
        pytest.param("ยอดจำหน่าย", (), 1, id="no sheet titles"),
    ],
)
def test_the_title_is_not_printed_twice(
    title: str, headings: tuple[str, ...], expected: int
) -> None:
    """The title of the list stands over the annex, once: the sheet's own titles may begin so."""
    lines = title_lines(form(title=title, headings=headings))
    assert expected == len(lines)
    assert headings == lines[len(lines) - len(headings) :]


def test_label_and_titles_over_a_form() -> None:
    """The label is set to the right, the titles bold in the middle."""
    paragraphs = Document(io.BytesIO(printed(form()))).paragraphs[2:5]
    assert ["สิ่งที่ส่งมาด้วย ๒", "แบบสำรวจความพร้อม", "จังหวัดพะเยา"] == [each.text for each in paragraphs]
    alignments = [each.paragraph_format.alignment for each in paragraphs]
    right, centre = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
    assert [right, centre, centre] == alignments
    assert [None, True, True] == [each.runs[0].bold for each in paragraphs]
