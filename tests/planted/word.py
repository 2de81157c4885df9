"""A draft as a Word file: paragraphs, tables, page breaks, lists that Word numbers."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from lxml import etree
from PIL import Image

from planted.drafts import Shape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from planted.drafts import Annex, Draft, Grid

_ABSTRACT: Final = (
    '<w:abstractNum {ns} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
)
_NUM: Final = '<w:num {ns} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
_NUMBERED: Final = '<w:numPr {ns}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>'


@lru_cache(maxsize=1)
def _emblem() -> bytes:
    """Return a grey square that stands where offices have their emblem."""
    file = io.BytesIO()
    Image.new("L", (30, 30), 160).save(file, "PNG")
    return file.getvalue()


def _new_document(font: str) -> Document:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(16)
    properties = style.element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), font)
    properties.append(properties.makeelement(qn("w:szCs"), {qn("w:val"): "32"}))
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    return document


@lru_cache(maxsize=512)  # several errors are planted into the same letter
def docx_of(draft: Draft) -> bytes:
    """Return the Word file of the draft."""
    document = _new_document(draft.font)
    if draft.page_number:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = draft.page_number
        section.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if draft.memo:
        _memo_head(document, draft)
    else:
        _letter_head(document, draft)
    _middle(document, draft)
    _foot(document, draft)
    for annex in draft.annexes:
        _annex(document, annex)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _letter_head(document: Document, draft: Draft) -> None:
    if draft.emblem:
        document.add_paragraph().add_run().add_picture(io.BytesIO(_emblem()), width=Cm(3))
    if draft.urgency:
        document.add_paragraph(draft.urgency)
    if draft.shape is Shape.LAYOUT_TABLE:
        cells = document.add_table(rows=1, cols=2).rows[0].cells
        cells[0].text = draft.number
        cells[1].text = "\n".join(draft.letterhead)
    else:
        document.add_paragraph(draft.number)
        for line in draft.letterhead:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(draft.date).alignment = WD_ALIGN_PARAGRAPH.CENTER


def _memo_head(document: Document, draft: Draft) -> None:
    title = document.add_paragraph()
    if draft.emblem:
        title.add_run().add_picture(io.BytesIO(_emblem()), width=Cm(1.5))
    title.add_run("บันทึกข้อความ").bold = True
    document.add_paragraph(f"ส่วนราชการ  {draft.letterhead[0]}")
    document.add_paragraph(f"{draft.number}\tวันที่  {draft.date}")


def _middle(document: Document, draft: Draft) -> None:
    document.add_paragraph(f"เรื่อง  {draft.subject}")
    document.add_paragraph(draft.salutation)
    if draft.cited:
        document.add_paragraph(f"อ้างถึง  {draft.cited}")
    for place, line in enumerate(draft.attachments):
        document.add_paragraph(f"สิ่งที่ส่งมาด้วย  {line}" if place == 0 else line)
    for line in draft.body:
        _indented(document, line)
    if draft.shape is Shape.NUMBERED:
        _number_definitions(document)
    for place, line in enumerate(draft.items, 1):
        if draft.continuation and place == len(draft.items):
            foot = document.add_paragraph(draft.continuation)
            foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph = _indented(document, line)
        if draft.continuation and place == len(draft.items):
            paragraph.paragraph_format.page_break_before = True
        if draft.shape is Shape.NUMBERED:
            paragraph._p.get_or_add_pPr().append(_xml(_NUMBERED))
    _indented(document, draft.closing_words)


def _indented(document: Document, text: str) -> Paragraph:
    paragraph = document.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Cm(2.5)
    return paragraph


def _foot(document: Document, draft: Draft) -> None:
    lines = (draft.closing, "", "", "", draft.name_line, *draft.authority)
    for line in lines if draft.closing else lines[1:]:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in draft.originator:
        document.add_paragraph(line)


def _annex(document: Document, annex: Annex) -> None:
    first = document.add_paragraph(annex.label or annex.titles[0])
    first.paragraph_format.page_break_before = True
    first.alignment = WD_ALIGN_PARAGRAPH.RIGHT if annex.label else WD_ALIGN_PARAGRAPH.CENTER
    for line in annex.titles if annex.label else annex.titles[1:]:
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    if annex.grid:
        _table(document, annex.grid)
    for line in annex.lines:
        document.add_paragraph(line)
    if annex.note:
        document.add_paragraph(annex.note)


def _table(document: Document, grid: Grid) -> None:
    lines = grid.lines
    table = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    rows = [row.tc_lst for row in table._tbl.tr_lst]
    for cells, texts in zip(rows, lines, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            if text:
                _write(cell.p_lst[0], text)
    if len(grid.head) == 2:
        _merge(rows[0], rows[1], grid.head)


def _write(paragraph: Any, text: str) -> None:
    """Write the text of a cell, which has no signs that python-docx makes elements of."""
    assert not set("\n\r\t") & set(text), text
    run = etree.SubElement(paragraph, qn("w:r"))
    etree.SubElement(run, qn("w:t"), {qn("xml:space"): "preserve"}).text = text


def _merge(above: list[Any], under: list[Any], head: tuple[tuple[str, ...], ...]) -> None:
    """Join the headings of groups across, and plain headings downwards; what is joined is empty."""
    top, below = head
    column = 0
    while column < len(top):
        end = column + 1
        while end < len(top) and not top[end] and below[end]:
            end += 1
        if not below[column]:
            above[column].vMerge, under[column].vMerge = "restart", "continue"
        elif end > column + 1:
            above[column].width = sum(cell.width for cell in above[column:end])
            above[column].grid_span = end - column
            for cell in above[column + 1 : end]:
                cell.getparent().remove(cell)
        column = end


def _number_definitions(document: Document) -> None:
    numbering = document.part.numbering_part.element
    numbering.insert(0, _xml(_ABSTRACT))
    numbering.append(_xml(_NUM))


def _xml(text: str) -> Any:
    return parse_xml(text.format(ns=nsdecls("w")))
