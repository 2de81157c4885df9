"""A document that somebody wrote (เอกสาร): what can be read on its pages, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    """How the lines of a paragraph are set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFIED = "justified"  # thaiDistribute, both


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters of a paragraph that one font draws."""

    start: int  # 0-based, in the paragraph's text
    end: int
    font: str  # as the document names it: "TH SarabunPSK"; empty where it names none
    digits_font: str  # the font that draws Arabic digits, which Word takes from elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph that says something, as people read it."""

    place: str  # unique in the document: "ย่อหน้าที่ 12", "หัวกระดาษหน้าคู่ ย่อหน้าที่ 1"
    text: str  # with the label in front; no-break spaces as spaces, no joiners, \t and \n kept
    label: str = ""  # the number that Word adds to an item of a list: "๑."
    spans: tuple[Span, ...] = ()  # of the text behind the label, counted with it
    align: Align = Align.LEFT
    order: int | None = None  # 0-based among all w:p of word/document.xml; None in other parts
    section: int = 0  # 0-based
    starts_page: bool = False  # behind a page break, or the first of a section on a new page
    in_text_box: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenCell:
    """One cell of a Word table."""

    place: str  # "ตารางที่ 1 แถวที่ 5 ช่องที่ 8"; unique in the document
    text: str  # paragraphs parted by \n
    column: int  # 0-based place in the table's grid
    column_span: int = 1
    row_span: int = 1
    order: int | None = None  # of its first w:p


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTable:
    """A Word table with figures or facts; tables that only arrange text are taken apart."""

    number: int  # 1-based in the document
    rows: tuple[tuple[WrittenCell, ...], ...]  # covered places of vertical merges are left out
    columns: int  # of the grid
    section: int = 0


Block = Paragraph | WrittenTable


class Pages(StrEnum):
    """The pages that a header or footer is on."""

    FIRST = "first"
    EVEN = "even"
    DEFAULT = "default"  # all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A header or footer (หัวกระดาษ, ท้ายกระดาษ) that is really printed."""

    section: int
    pages: Pages
    is_header: bool
    paragraphs: tuple[Paragraph, ...]
    has_page_field: bool = False  # Word puts the number of the page in


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A DOCX as its reader sees it."""

    name: str  # the file's name, for messages
    blocks: tuple[Block, ...]  # of the body, in order; text boxes where they are anchored
    furniture: tuple[Furniture, ...] = ()
    sections: int = 1
    has_emblem: bool = False  # a picture stands at the head of the first page
    has_revisions: bool = False  # tracked changes; insertions are read, deletions are not

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body, tables aside."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def every_paragraph(self) -> tuple[Paragraph, ...]:
        """The paragraphs of the body, of headers and of footers."""
        return (*self.paragraphs, *(p for each in self.furniture for p in each.paragraphs))

    @property
    def tables(self) -> tuple[WrittenTable, ...]:
        """The tables of the body."""
        return tuple(block for block in self.blocks if isinstance(block, WrittenTable))


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOutPages:
    """How LibreOffice lays a document out."""

    starts: tuple[str, ...]  # for each page its first characters, paragraphs parted by \n
    texts: tuple[str, ...]  # for each page all its text, headers and footers too
    missing_fonts: tuple[str, ...] = ()  # fonts of the document that another one stood in for
