"""Builds the DOCX files that the tests of circulars.layout lay out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Iterable

SENTENCE: Final = (
    "จังหวัดขอเรียนว่า ได้รวบรวมผลการจำหน่ายผลิตภัณฑ์ชุมชนของทุกอำเภอ ประจำเดือนมกราคม ๒๕๖๘ "
    "เรียบร้อยแล้ว และขอให้อำเภอตรวจสอบความถูกต้องของข้อมูล พร้อมทั้งเร่งรัดการดำเนินงานให้เป็นไปตามเป้าหมาย "
)


def letter(*, even_and_odd: bool = False) -> Any:
    """Return an empty A4 letter in TH SarabunPSK 16 pt, single spacing, different first page."""
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0
    properties = style.element.get_or_add_rPr()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        properties.get_or_add_rFonts().set(qn(f"w:{kind}"), "TH SarabunPSK")
    properties.append(element("w:szCs", val="32"))
    properties.append(element("w:lang", val="en-US", bidi="th-TH"))
    document.settings.odd_and_even_pages_header_footer = even_and_odd
    shape(document.sections[0], landscape=False)
    return document


def element(name: str, text: str = "", **attributes: str) -> Any:
    """Return a new element of WordprocessingML."""
    made = OxmlElement(name)
    if text:
        made.text = text
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def shape(section: Any, *, landscape: bool) -> None:
    """Give `section` the paper of an official letter, and a first page of its own."""
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    if landscape:
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.orientation = WD_ORIENT.LANDSCAPE
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)
    section.different_first_page_header_footer = True


def add_body(document: Any, paragraphs: Iterable[str]) -> None:
    """Add `paragraphs` as the body text of a letter."""
    for text in paragraphs:
        paragraph = document.add_paragraph(text)
        paragraph.paragraph_format.first_line_indent = Cm(2.5)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY


def add_annex(document: Any, *, rows: int, start: int | None = 1) -> Any:
    """Add a landscape annex with a table; return its section, with no headers yet."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    shape(section, landscape=True)
    for part in furniture(section).values():
        part.is_linked_to_previous = False
    if start is not None:
        set_page_numbers(section, start=str(start))
    document.add_paragraph("สิ่งที่ส่งมาด้วย ๑")
    add_rows(document, rows)
    return section


def add_rows(document: Any, rows: int) -> Any:
    """Add a table of three columns; return it."""
    table = document.add_table(rows, 3, style="Table Grid")
    cells = [cell for row in table.rows for cell in row.cells]
    for index, cell in enumerate(cells):
        cell.text = f"แถว {index // 3 + 1} ช่อง {index % 3 + 1}"
    return table


def repeat_head(table: Any, rows: int) -> None:
    """Have the first `rows` of `table` printed again on each page."""
    for row in table.rows[:rows]:
        row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def furniture(section: Any) -> dict[str, Any]:
    """Return the six headers and footers of `section`."""
    return {
        "header": section.header,
        "first_header": section.first_page_header,
        "even_header": section.even_page_header,
        "footer": section.footer,
        "first_footer": section.first_page_footer,
        "even_footer": section.even_page_footer,
    }


def set_page_numbers(section: Any, **attributes: str) -> None:
    """Write `w:pgNumType` into `section`, in place of what it has."""
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(
        element("w:pgNumType", **attributes), "w:cols", "w:titlePg", "w:docGrid"
    )


def write(part: Any, *pieces: str) -> None:
    """Write `pieces` into a header or footer; one in braces is a field."""
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in pieces:
        if piece.startswith("{"):
            add_field(paragraph, piece.strip("{}"))
        else:
            paragraph.add_run(piece)


def add_field(paragraph: Any, instruction: str) -> None:
    """Add the complex field `instruction` with a stale result."""
    for part in (
        element("w:fldChar", fldCharType="begin"),
        element("w:instrText", instruction),
        element("w:fldChar", fldCharType="separate"),
        element("w:t", "99"),
        element("w:fldChar", fldCharType="end"),
    ):
        paragraph.add_run()._r.append(part)


def add_foot_frame(paragraph: Any, text: str) -> None:
    """Put `text` at the foot of the page on which `paragraph` starts, to the right."""
    frame = element("w:p")
    properties = element("w:pPr")
    properties.append(
        element(
            "w:framePr",
            w="4000",
            hRule="auto",
            wrap="around",
            vAnchor="page",
            hAnchor="margin",
            xAlign="right",
            y="15874",  # twips: 28 cm
        )
    )
    properties.append(element("w:jc", val="right"))
    run = element("w:r")
    run.append(element("w:t", text))
    frame.extend([properties, run])
    paragraph._p.addprevious(frame)


def saved(document: Any) -> bytes:
    """Return the bytes of `document`."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
