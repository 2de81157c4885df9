"""A letter that somebody wrote: the parts of the regulation found in a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.model.kinds import DocumentKind
    from circulars.model.written import Document, Paragraph, WrittenTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a paragraph: one part of the letter without its heading."""

    paragraph: Paragraph
    text: str  # "พย ๐๐๑๙.๒/ว๑๑๗๕" of the paragraph "ที่ พย ๐๐๑๙.๒/ว๑๑๗๕"
    start: int = 0  # where `text` starts in the paragraph's text

    @property
    def place(self) -> str:
        """Where it stands, as findings name it."""
        return self.paragraph.place


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedAttachment:
    """One line of the attachment list (สิ่งที่ส่งมาด้วย)."""

    passage: Passage  # the whole line, without the heading สิ่งที่ส่งมาด้วย
    number: int | None  # as it is written; None without one
    title: str  # "Roadmap การรายงานข้อมูลฯ"
    count: str  # "จำนวน ๑ ฉบับ", empty without one


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnnex:
    """An annex behind the letter (เอกสารแนบ): from its label or its first title on."""

    label: Passage | None  # "สิ่งที่ส่งมาด้วย ๒"; None without one
    number: int | None  # in the label; None without one
    titles: tuple[Paragraph, ...]  # lines over its first table, or its first lines
    paragraphs: tuple[Paragraph, ...]  # all of it, titles and notes too, label apart
    tables: tuple[WrittenTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLetter:
    """The parts of a letter, as far as they are there."""

    document: Document
    kind: DocumentKind | None  # None: no letter that we know, such as an annex alone
    number: Passage | None = None  # behind ที่; its text may be empty: left to the pen
    agency: tuple[Passage, ...] = ()  # letterhead and address: ศาลากลางจังหวัดพะเยา
    date: Passage | None = None  # may be a month and year alone: the day left to the pen
    urgency: Passage | None = None  # ด่วนที่สุด
    subject: Passage | None = None  # behind เรื่อง; of several lines, the first one's paragraph
    salutation: Passage | None = None  # with its word: "เรียน นายอำเภอทุกอำเภอ"
    cited: tuple[Passage, ...] = ()  # behind อ้างถึง, one for each letter
    attachments: tuple[ListedAttachment, ...] = ()
    body: tuple[Paragraph, ...] = ()  # from the first paragraph of text to the closing
    body_tables: tuple[WrittenTable, ...] = ()
    closing: Passage | None = None  # ขอแสดงความนับถือ
    signer: Passage | None = None  # the name in brackets
    authority: tuple[Passage, ...] = ()  # the lines under the name, from the top
    originator: tuple[Passage, ...] = ()  # unit, group, phone at the foot
    annexes: tuple[WrittenAnnex, ...] = ()

    @property
    def own_paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs of the letter itself: those of annexes left out."""
        annexed = {p.place for annex in self.annexes for p in annex.paragraphs}
        annexed |= {annex.label.place for annex in self.annexes if annex.label}
        return tuple(p for p in self.document.paragraphs if p.place not in annexed)
