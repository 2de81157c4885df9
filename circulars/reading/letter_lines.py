"""Lines of a document as people see them: a paragraph may hold several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from circulars.model.written import Paragraph, WrittenTable
from circulars.model.written_letter import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.written import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One visual line that says something, without the blanks around it."""

    paragraph: Paragraph
    text: str
    start: int  # where `text` starts in the paragraph's text
    continues: bool = False  # a line stands above it in its paragraph

    @property
    def starts_page(self) -> bool:
        """Whether it is the first line of a page, as far as the document says so."""
        return self.paragraph.starts_page and not self.continues

    def passage(self, start: int = 0, end: int | None = None) -> Passage:
        """Return `text[start:end]` as a passage, without the blanks around it.

        >>> line = Line(paragraph=Paragraph(place="", text=" ที่ พย"), text="ที่ พย", start=1)
        >>> found = line.passage(3)
        >>> found.text, found.start
        ('พย', 5)
        """
        piece = self.text[start:end]
        lead = len(piece) - len(piece.lstrip())
        return Passage(
            paragraph=self.paragraph, text=piece.strip(), start=self.start + start + lead
        )


def joined(lines: Sequence[Line]) -> Passage:
    """Return a part that goes over several lines as one passage, in the first one's paragraph."""
    passage = lines[0].passage()
    for line in lines[1:]:
        passage = extended(passage, line)
    return passage


def extended(passage: Passage, line: Line) -> Passage:
    r"""Return the passage with `line` behind it: as it stands there, or behind a blank.

    >>> paragraph = Paragraph(place="", text="ขอเชิญ\n\tประชุม")
    >>> first, second = _lines(paragraph)
    >>> extended(first.passage(), second).text
    'ขอเชิญ\n\tประชุม'
    """
    if line.paragraph is passage.paragraph:
        text = passage.paragraph.text[passage.start : line.start + len(line.text)]
    else:
        text = f"{passage.text} {line.text}".lstrip()
    return replace(passage, text=text)


Item = Line | WrittenTable


def items_of(document: Document) -> list[Item]:
    """Return the lines and tables of the document's body, in order."""
    items: list[Item] = []
    for block in document.blocks:
        items.extend([block] if isinstance(block, WrittenTable) else _lines(block))
    return items


def paragraphs_of(items: list[Item]) -> tuple[Paragraph, ...]:
    """Return the paragraphs that the lines among `items` stand in, once each."""
    once = {item.paragraph.place: item.paragraph for item in items if isinstance(item, Line)}
    return tuple(once.values())


def tables_of(items: list[Item]) -> tuple[WrittenTable, ...]:
    """Return the tables among `items`."""
    return tuple(item for item in items if isinstance(item, WrittenTable))


def _lines(paragraph: Paragraph) -> Iterator[Line]:
    start, continues = 0, False
    for piece in paragraph.text.split("\n"):
        text = piece.strip()
        if text:
            lead = len(piece) - len(piece.lstrip())
            yield Line(paragraph=paragraph, text=text, start=start + lead, continues=continues)
            continues = True
        start += len(piece) + 1
