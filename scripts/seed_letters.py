"""Plain Word letters made from the texts of real letters (หนังสือจริง), one for each text.

``python scripts/seed_letters.py FOLDER OUT`` turns every ``.txt`` of FOLDER into a ``.docx`` in
OUT: paragraphs, Word tables from rows parted by tabs, page breaks where the text shows them. What
was typed stays as it is, stray signs and tags too.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import Table

FONT: Final = "TH SarabunPSK"
CLOSING: Final = "ขอแสดงความนับถือ"
LABEL: Final = "สิ่งที่ส่งมาด้วย"
PHONE: Final = "โทร"
CONTINUATION: Final = re.compile(r"/\S.*\.\.\.$")
PAGE_GAP: Final = 2  # empty lines that show the end of a page


@dataclass(slots=True)
class Line:
    """One line of the text, and the empty lines before it."""

    text: str
    gap: int
    starts_page: bool = False

    @property
    def is_row(self) -> bool:
        """Whether it may be a row of a table: at least three cells."""
        return self.text.count("\t") >= 2


@dataclass(slots=True)
class Piece:
    """A paragraph (one line) or a table (its rows)."""

    lines: list[Line] = field(default_factory=list)
    is_table: bool = False


def lines_of(text: str) -> list[Line]:
    """Return the lines that say something, page starts marked."""
    lines: list[Line] = []
    gap = 0
    for raw in text.splitlines():
        if raw.strip():
            lines.append(Line(raw.rstrip("\n"), gap))
            gap = 0
        else:
            gap += 1
    _mark_pages(lines)
    return lines


def _mark_pages(lines: list[Line]) -> None:
    """Mark the page behind a continuation word, the first annex, and labelled annexes."""
    for before, line in pairwise(lines):
        if CONTINUATION.fullmatch(before.text.strip()):
            line.starts_page = True
    foot = _first_phone(lines)
    if foot is None:
        return
    behind = lines[foot + 1 :]
    first = next((x for x in behind if x.gap >= PAGE_GAP or "\t" in x.text), None)
    if first:
        first.starts_page = True
    _mark_labelled(behind)


def _first_phone(lines: list[Line]) -> int | None:
    """Return where the letter itself ends: the phone line behind the closing."""
    closed = False
    for place, line in enumerate(lines):
        closed = closed or line.text.strip() == CLOSING
        if closed and line.text.startswith(PHONE):
            return place
    return None


def _mark_labelled(lines: list[Line]) -> None:
    """Mark the title over the label of a further annex."""
    for place, line in enumerate(lines):
        if line.text.strip().startswith(LABEL) and place:
            title = place - 1
            while title and not lines[title].gap:
                title -= 1
            lines[title].starts_page = True


def pieces_of(lines: list[Line]) -> Iterator[Piece]:
    """Yield paragraphs and tables; a table has at least two rows that follow one another."""
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and lines[end].is_row and (end == place or not lines[end].gap):
            end += 1
        is_table = end - place >= 2
        yield Piece(lines[place : end if is_table else place + 1], is_table=is_table)
        place = end if is_table else place + 1


def _blank_document() -> Document:
    """Return an empty A4 letter with the font and margins of the office."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:cs"), FONT)
    size = style.element.rPr.makeelement(qn("w:szCs"), {qn("w:val"): "32"})
    style.element.rPr.append(size)
    style.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    return document


def _head_rows(grid: list[list[str]]) -> int:
    """Return the rows before the first that is numbered; of a blank form, two at most."""
    numbered = (place for place, row in enumerate(grid) if row[0].strip().isdecimal())
    return next(numbered, min(2, len(grid)))


def _merge_heads(table: Table, grid: list[list[str]]) -> None:
    """Join group headings over the columns they head, and plain headings downwards."""
    if _head_rows(grid) != 2:
        return
    top, below = grid[0], grid[1]
    column = 0
    while column < len(top):
        end = column + 1
        if top[column].strip() and below[column].strip():
            while end < len(top) and not top[end].strip() and below[end].strip():
                end += 1
            table.cell(0, column).merge(table.cell(0, end - 1))
        elif top[column].strip():
            table.cell(0, column).merge(table.cell(1, column))
        column = end


def _add_table(document: Document, lines: list[Line]) -> None:
    """Add the rows as a Word table, short rows filled up with empty cells."""
    grid = [line.text.split("\t") for line in lines]
    columns = max(len(row) for row in grid)
    grid = [row + [""] * (columns - len(row)) for row in grid]
    table = document.add_table(rows=len(grid), cols=columns, style="Table Grid")
    for cells, row in zip(table._tbl.tr_lst, grid, strict=True):  # noqa: SLF001 # fast access
        for cell, text in zip(cells.tc_lst, row, strict=True):
            if text.strip():
                cell.p_lst[0].add_r().text = text.strip()
    _merge_heads_keeping_text(table, grid)


def _merge_heads_keeping_text(table: Table, grid: list[list[str]]) -> None:
    """Join the headings; the empty paragraphs that python-docx leaves behind go."""
    _merge_heads(table, grid)
    for cell in {id(c._tc): c for row in table.rows[:2] for c in row.cells}.values():  # noqa: SLF001 # one cell once
        for paragraph in cell.paragraphs[1:]:
            if not paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 # no public way


def letter_of(text: str) -> Document:
    """Return the Word letter of one text."""
    document = _blank_document()
    for piece in pieces_of(lines_of(text)):
        if piece.lines[0].starts_page and document.paragraphs:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if piece.is_table:
            _add_table(document, piece.lines)
        else:
            document.add_paragraph(piece.lines[0].text.strip())
    return document


def convert(folder: Path, out: Path) -> list[Path]:
    """Write a letter into `out` for each text of `folder`, and return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(folder.glob("*.txt")):
        target = out / f"{source.stem}.docx"
        letter_of(source.read_text(encoding="utf-8")).save(str(target))
        written.append(target)
    return written


if __name__ == "__main__":
    for made in convert(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{made}\n")
