"""Tables of figures on their page: nothing cut, headings low, totals under their columns."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Final

import pytest
from annex_makers import annex, grid, node, tables
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from render_documents import letter

from circulars import Template
from circulars.layout import lent_converter
from circulars.layout.pdf import opened
from circulars.layout.pdf_text import placed_characters
from circulars.model.lengths import Length, pt
from circulars.model.letter import AnnexTable
from circulars.render.annex_layout import CELL_EXTRA, TableLayout, fit, heading_lines
from circulars.render.annex_needs import label_span
from circulars.render.annex_table import annex_table
from circulars.render.annex_text import line_count, printed_width
from circulars.render.annex_xml import carrier
from circulars.render.package import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.usefixtures("warm_office")

TEMPLATE: Final = Template(letter("{{ ก }}"))
LEVEL: Final = "ยังไม่ถึงค่าคะแนนระดับ 1"


def table(
    headings: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    *,
    figures: Sequence[int] = (),
    total: tuple[str, ...] | None = None,
) -> AnnexTable:
    """Return a table with one row of headings; `figures` are the columns of numbers."""
    return AnnexTable(
        head=tuple(node(heading, column) for column, heading in enumerate(headings)),
        head_rows=1,
        numeric=tuple(column in figures for column in range(len(headings))),
        rows=tuple(rows),
        total=total,
    )


@pytest.mark.parametrize(
    ("total", "figures", "expected"),
    [
        pytest.param(("", "รวม", "18"), {2}, 2, id="empty cell before it"),
        pytest.param(("รวม", "", "913"), {2}, 2, id="merged in the sheet"),
        pytest.param(("รวมทั้งสิ้น", "", ""), {2}, 2, id="up to the figures, empty or not"),
        pytest.param(("รวม", "12 ราย", "913"), {2}, 1, id="text behind it"),
        pytest.param(("", "426,630", "1"), {1, 2}, 0, id="no label"),
        pytest.param(("", "", ""), {2}, 0, id="nothing"),
        pytest.param(None, {2}, 0, id="no total row"),
    ],
)
def test_columns_under_the_label_of_the_total(
    total: tuple[str, ...] | None, figures: set[int], expected: int
) -> None:
    """The label stands over the columns that name the rows, as sheets have them merged."""
    headings = ("ที่", "อำเภอ", "จำนวน")
    assert expected == label_span(table(headings, (), figures=[*figures], total=total))


def test_the_label_of_the_total_is_centred() -> None:
    """รวม is printed once, in the middle of the columns it stands over."""
    made = table(("ที่", "อำเภอ", "จำนวน"), [("1", "จุน", "5")], figures=[2], total=("รวม", "", "5"))
    (printed,) = tables(TEMPLATE.render({"ก": 1}, [annex(table=made, notes=())]))
    *_, total = printed.findall(qn("w:tr"))
    assert [("รวม", 2, None), ("5", 1, None)] == grid(total)
    assert ["center", "right"] == [each.get(qn("w:val")) for each in total.iter(qn("w:jc"))]


def test_words_among_figures() -> None:
    """A remark among levels wraps in three lines at most, and the whole column is centred."""
    rows = [(str(n), "84,532,100", LEVEL if n == 2 else "5") for n in range(1, 12)]
    made = table(("ที่", "ยอดจำหน่าย", "ระดับคะแนน"), rows, figures=[0, 1])
    layout = fit(made, "auto")
    assert line_count(LEVEL, layout.widths[2], layout.size) <= 3
    (printed,) = tables(TEMPLATE.render({"ก": 1}, [annex(table=made, notes=())]))
    for row in printed.findall(qn("w:tr"))[1:]:
        sides = [each.get(qn("w:val")) for each in row.iter(qn("w:jc"))]
        assert ["center", "right", "center"] == sides


def test_columns_of_figures_alone_are_figures() -> None:
    """Words make no difference to columns without them: running numbers in the middle, too."""
    rows = [(str(n), "เชียงคำ", "1,073.25") for n in range(1, 12)]
    made = table(("ที่", "อำเภอ", "บาท"), rows, figures=[0, 2])
    (printed,) = tables(TEMPLATE.render({"ก": 1}, [annex(table=made, notes=())]))
    (last,) = printed.findall(qn("w:tr"))[-1:]
    assert ["center", "left", "right"] == [each.get(qn("w:val")) for each in last.iter(qn("w:jc"))]


def test_a_long_heading_over_narrow_columns() -> None:
    """Where the page has room, columns are widened until headings take two lines."""
    levels = [
        node(f"ระดับ {name} ร้อยละ {n}", 2 + place, 1)
        for place, (name, n) in enumerate((("D", 25), ("C", 50), ("B", 75), ("A", 100)))
    ]
    over = 'ผู้ผลิต ผู้ประกอบการ OTOP ที่เข้าร่วมโครงการ Digital Wallet ลงทะเบียน "Shop ชุมชน"'
    made = AnnexTable(
        head=(node("ที่", 0, rows=2), node("อำเภอ", 1, rows=2), node(over, 2, under=levels)),
        head_rows=2,
        numeric=(True, False, *[True] * 4),
        rows=(("1", "เชียงของ", "5", "10", "14", "19"),),
        total=None,
    )
    layout = fit(made, "auto")
    assert (False, pt(16)) == (layout.landscape, layout.size)
    lines = [heading_lines(each, layout.widths, layout.size) for each in (made.head[2], *levels)]
    assert 2 == max(lines)
    assert 1 == len(set(layout.widths[2:]))


# Beside figures a name with a number in it: LibreOffice parts the scripts a little.
TEXTS: Final = ("1,965,044,477", "39,376,250.00", "-31,537,887", "๑,๙๖๕,๐๔๔", "10", "อำเภอ53จบ")
SIZES: Final = (9, 11, 14, 16)


def narrowest(size: int, *, bold: bool) -> str:
    """Return a `w:tbl` whose columns just hold TEXTS, in a row or in the total row."""
    made = table(
        ["ก"] * len(TEXTS),
        [] if bold else [TEXTS],
        figures=range(len(TEXTS)),
        total=TEXTS if bold else None,
    )
    widths = (Length(printed_width(text, pt(size), bold=bold) + CELL_EXTRA) for text in TEXTS)
    layout = TableLayout(landscape=False, size=pt(size), widths=tuple(widths))
    return whole(annex_table(annex(table=made, notes=()), made, layout)).decode()


def test_columns_just_wide_enough() -> None:
    """In the narrowest columns that are ever made for them, LibreOffice breaks no figure."""
    document = Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), "TH SarabunPSK")
    pieces = (narrowest(size, bold=bold) + carrier() for size in SIZES for bold in (False, True))
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(pieces)}</w:body>")
    document.element.body[:0] = list(body)
    made = io.BytesIO()
    document.save(made)
    with lent_converter() as converter:
        pdf = converter.convert(made.getvalue(), stamp=dt.date(2025, 3, 11)).pdf
    with opened(pdf) as pages:
        characters = [each for page in pages for each in placed_characters(page)]
    # Two lines a table: the head and the row.
    assert 2 * 2 * len(SIZES) == len({round(each.baseline) for each in characters})


def test_remarks_make_room_for_figures() -> None:
    """In a table too wide for the page long texts are broken between words, and figures never."""
    figure, sum_of_all = "9,931,219,149,934.00", "99,932,259,026,811.00"
    remark = "รายการที่มีคำอธิบายยาวจนต้องขึ้นบรรทัดใหม่หลายครั้งในช่องหมายเหตุของตาราง"
    made = table(
        ("อำเภอ", *(f"เดือน {month}" for month in range(9)), "หมายเหตุ"),
        [("จุน", *[figure] * 9, remark)],
        figures=range(1, 10),
        total=("รวม", *[sum_of_all] * 9, ""),
    )
    layout = fit(made, "landscape")
    needed = printed_width(sum_of_all, layout.size, bold=True) + CELL_EXTRA
    assert all(width >= needed - 1 for width in layout.widths[1:10])
