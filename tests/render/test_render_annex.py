"""Annexes: spans of heads, repeated rows, figures on one line, pages upright and turned."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from annex_makers import annex, figures, grid, heads, node, tables
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from render_documents import letter, schema_errors

from circulars import Template
from circulars.data import text_width
from circulars.model.lengths import cm, pt
from circulars.model.letter import AnnexTable
from circulars.render.annex_layout import (
    CELL_PADDING,
    TableLayout,
    fit,
    head_heights,
    text_area,
)
from circulars.render.annex_needs import BLOCK
from circulars.render.annex_table import annex_table
from circulars.render.package import whole

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = Template(letter("{{ ก }}"))


def test_a_head_of_three_rows() -> None:
    """Headings span their columns (`w:gridSpan`) and reach down (`w:vMerge`), row by row."""
    rows = list(tables(TEMPLATE.render({"ก": 1}, [annex(head=3)]))[0].iter(qn("w:tr")))
    assert [
        [("ที่", 1, "restart"), ("ผลการจำหน่าย", 2, None), ("รวม", 1, "restart")],
        [("", 1, "continue"), ("ไตรมาส 2", 2, None), ("", 1, "continue")],
        [("", 1, "continue"), ("ม.ค.-68", 1, None), ("ก.พ.-68", 1, None), ("", 1, "continue")],
    ] == [grid(row) for row in rows[:3]]


@pytest.mark.parametrize("head", [1, 2, 3])
def test_heads_repeat_and_rows_stay_whole(head: int) -> None:
    """Each row of the head repeats on every page; no row is torn by the end of a page."""
    rows = list(tables(TEMPLATE.render({"ก": 1}, [annex(head=head)]))[0].iter(qn("w:tr")))
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
    assert [True] * head + [False] * 4 == repeated
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    assert {4} == {sum(width for _, width, _ in grid(row)) for row in rows}


def test_the_total_row_is_not_alone_on_a_page() -> None:
    """Last row, total row and notes stay on one page; the total row is bold in Thai too."""
    *_, last, total, _ = tables(TEMPLATE.render({"ก": 1}, [annex()]))[0].iter(qn("w:tr"))
    for row in (last, total):
        assert all(each.find(f".//{qn('w:keepNext')}") is not None for each in row.iter(qn("w:p")))
    assert all(each.find(qn("w:bCs")) is not None for each in total.iter(qn("w:rPr")))


def test_text_around_the_table() -> None:
    """Label, title and headings stand over the table, the notes in its last row, escaped."""
    docx = TEMPLATE.render({"ก": 1}, [annex()])
    text = [each.text for each in Document(io.BytesIO(docx)).paragraphs if each.text]
    assert ["๑", "สิ่งที่ส่งมาด้วย", "ยอดจำหน่าย <&>", "จังหวัดพะเยา"] == text
    *_, notes = tables(docx)[0].iter(qn("w:tr"))
    assert [("หมายเหตุ: A & B", 4, None)] == grid(notes)


def test_notes_have_no_frame() -> None:
    """The row of the notes shows no line but the one that the table ends with."""
    *_, notes = tables(TEMPLATE.render({"ก": 1}, [annex()]))[0].iter(qn("w:tr"))
    frame = notes.find(f".//{qn('w:tcBorders')}")
    assert {"left": "nil", "bottom": "nil", "right": "nil"} == {
        side.tag.rpartition("}")[2]: side.get(qn("w:val")) for side in frame
    }


@pytest.mark.parametrize(("text", "lines"), [("ที่", 1), ("เป้าหมายรายได้ปี 2568 (เพิ่มขึ้น 4%)", 3)])
def test_head_rows_hold_a_merged_heading(text: str, lines: int) -> None:
    """The rows that a heading reaches over are as high as its lines: 1.33 em each."""
    months = [node("ม.ค.-68", 1, 1), node("ก.พ.-68", 2, 1)]
    table = AnnexTable(
        head=(node(text, 0, rows=2), node("เดือน", 1, under=months)),
        head_rows=2,
        numeric=(True,) * 3,
        rows=(("1", "2", "3"),),
        total=None,
    )
    widths = (cm(1.75), cm(3), cm(3))
    layout = TableLayout(landscape=True, size=pt(10), widths=widths)
    heights = head_heights(table.head, table.head_rows, layout)
    assert pytest.approx(max(lines, 2) * 13.3) == sum(height.pt for height in heights)


def test_rows_are_a_line_high_at_least() -> None:
    """A row of empty cells is as high as a line of the table's type, not less."""
    rows = tables(TEMPLATE.render({"ก": 1}, [annex(3)]))[0].findall(qn("w:tr"))
    heights = [row.find(f"{qn('w:trPr')}/{qn('w:trHeight')}") for row in rows[2:-1]]
    assert {("426", "atLeast")} == {  # 16 pt of 1.33 em, in twentieths of a point
        (height.get(qn("w:val")), height.get(qn("w:hRule"))) for height in heights
    }


ODD = {
    "no rows": annex(0),
    "no rows, no total": annex(0, total=False),
    "no total": annex(total=False),
    "no notes, no headings": annex(notes=(), headings=()),
    "one row": annex(1),
    "long": annex(60, head=3),
    "upright": annex(orientation="portrait"),
    "turned": annex(orientation="landscape"),
    "signs in cells": annex(
        table=AnnexTable(
            head=heads(1),
            head_rows=1,
            numeric=(False,) * 4,
            rows=(("<&>", "a\nb", "c\td", "]]>"), ("", '"', "'", "")),
            total=None,
        )
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_word_opens_every_annex(name: str, tmp_path: Path) -> None:
    """Whatever an annex lacks, the letter with it is valid."""
    assert [] == schema_errors(TEMPLATE.render({"ก": 1}, [ODD[name]]), tmp_path)


def test_annexes_upright_and_turned(tmp_path: Path) -> None:
    """Each annex has a section of its own, turned or upright, after the letter's."""
    kinds = ["portrait", "landscape", "portrait", "landscape"]
    docx = TEMPLATE.render({"ก": 1}, [annex(orientation=kind) for kind in kinds])
    sections = Document(io.BytesIO(docx)).sections
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in sections]
    assert [False, False, True, False, True] == turned
    assert [] == schema_errors(docx, tmp_path)


@pytest.mark.parametrize("total", [True, False])
@pytest.mark.parametrize("rows", [BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 1])
def test_rows_written_a_block_at_a_time(
    rows: int, monkeypatch: pytest.MonkeyPatch, *, total: bool
) -> None:
    """A long table is the same, however many of its rows are written at a time."""
    made = annex(rows, total=total)
    assert made.table is not None
    layout = fit(made.table, "auto")
    blocks = whole(annex_table(made, made.table, layout))
    monkeypatch.setattr("circulars.render.annex_table.BLOCK", rows)
    assert whole(annex_table(made, made.table, layout)) == blocks


def test_a_table_of_a_thousand_rows() -> None:
    """A thousand rows arrive, each in its place."""
    table = tables(TEMPLATE.render({"ก": 1}, [annex(1000)]))[0]
    rows = [grid(row) for row in table.findall(qn("w:tr"))]
    assert 1004 == len(rows)
    assert [str(n) for n in range(1, 1001)] == [row[0][0] for row in rows[2:-2]]


FIGURES = st.from_regex(r"-?[0-9]{1,3}(,[0-9]{3}){0,4}(\.[0-9]{2})?", fullmatch=True)
THAI_FIGURES = FIGURES.map(lambda text: text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))


@settings(deadline=None, max_examples=60)
@given(
    st.integers(1, 14).flatmap(
        lambda n: st.lists(st.tuples(*[FIGURES | THAI_FIGURES] * n), min_size=1, max_size=5)
    ),
    st.sampled_from(["auto", "portrait", "landscape"]),
)
def test_figures_stay_on_one_line(rows: list[tuple[str, ...]], orientation: str) -> None:
    """At the size chosen each figure fits its column, unless no size would do; none is cut."""
    count = len(rows[0])
    table = AnnexTable(
        head=tuple(node(f"ก{column}", column) for column in range(count)),
        head_rows=1,
        numeric=(True,) * count,
        rows=tuple(rows),
        total=rows[0],
    )
    layout = fit(table, orientation)
    area = text_area(landscape=layout.landscape)
    assert count == len(layout.widths)
    assert abs(area - sum(layout.widths)) < count
    needs = [
        max(text_width(row[column], layout.size, bold=row is rows[0]) for row in (*rows, rows[0]))
        + 2 * CELL_PADDING
        for column in range(count)
    ]
    if layout.size > pt(9):
        assert all(need <= width for need, width in zip(needs, layout.widths, strict=True))
    elif sum(needs) > area:
        assert layout.size == pt(9)


def test_columns_that_cannot_fit() -> None:
    """Forty columns get the smallest type and share the page."""
    table = AnnexTable(
        head=tuple(node("เดือน", column) for column in range(40)),
        head_rows=1,
        numeric=(True,) * 40,
        rows=(("1,007,442,011.00",) * 40,),
        total=None,
    )
    layout = fit(table, "auto")
    assert (True, pt(9)) == (layout.landscape, layout.size)
    assert cm(25.6) < sum(layout.widths) <= cm(25.7)


def test_few_columns_stay_upright() -> None:
    """A narrow table is upright and in the size of the letter."""
    layout = fit(figures(), "auto")
    assert (False, pt(16)) == (layout.landscape, layout.size)
