"""The old letter being turned into a template: texts become tags, paragraphs go or are framed."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from lxml import etree

from circulars.authoring.model import Taking
from circulars.authoring.stretches import flat_text, is_of_field, replace_stretch
from circulars.body import W
from circulars.reading.markup import PARAGRAPH, PROPERTIES, RUN, SECTION, TEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from circulars.model.written import Paragraph
    from circulars.model.written_letter import Passage

_APART: Final = "ตัวหนังสือไม่ได้อยู่ต่อกันในย่อหน้าเดียว อยู่ในกล่องข้อความ หรือเป็นเขตข้อมูลของ Word"
_NEAR: Final = 12  # paragraphs: cells of one row that are read as one line


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Manuscript:
    """The main part of the letter, and what is to be changed in it."""

    root: etree._Element  # w:document; changed by :meth:`finish`
    takings: list[tuple[int, Taking]] = field(default_factory=list)  # by the paragraph's order
    _paragraphs: list[etree._Element] = field(default_factory=list)
    _edits: dict[int, list[_Edit]] = field(default_factory=dict)
    _moves: list[Callable[[], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._paragraphs = list(self.root.iter(PARAGRAPH))

    @property
    def body(self) -> etree._Element:
        """The `w:body`."""
        return next(self.root.iter(f"{W}body"))

    def element(self, order: int | None) -> etree._Element | None:
        """Return the `w:p` with this order; None for one in another part."""
        return None if order is None else self._paragraphs[order]

    def put(self, passage: Passage, tag: str, what: str, *, doubtful: bool = False) -> bool:
        """Replace the passage by `tag`, and note it; return whether it was found in its runs."""
        return self.put_at(
            passage.paragraph, passage.start, passage.text, tag, what, doubtful=doubtful
        )

    def put_lines(self, passage: Passage, tag: str, what: str) -> bool:
        """Replace a passage that may go over several lines; those behind the first one go."""
        paragraph, text = passage.paragraph, passage.text
        order = paragraph.order
        own = paragraph.text[passage.start :].rstrip()
        if order is None or self.stands(paragraph, passage.start, text) or own == text:
            return self.put(passage, tag, what)
        further = order + 1
        while not _same(own, text) and further < len(self._paragraphs):
            own = f"{own} {flat_text(self._paragraphs[further]).strip()}"
            further += 1
            if len(own) > len(text) + _NEAR:
                break
        first = paragraph.text[passage.start :].rstrip().split("\n")[0].rstrip()
        if not _same(own, text) or not self.stands(paragraph, passage.start, first):
            self.leave(paragraph, text, f"{what}: {_APART}")
            return False
        self.put_at(paragraph, passage.start, first, tag, "")
        self.note(paragraph, text, tag, f"{what} รวมเป็นบรรทัดเดียว", doubtful=True)
        for each in self._paragraphs[order + 1 : further]:
            self.drop(each)
        return True

    def put_at(
        self,
        paragraph: Paragraph,
        start: int,
        text: str,
        tag: str,
        what: str,
        *,
        doubtful: bool = False,
    ) -> bool:
        """Replace `text`, which stands at `start` in what is read of the paragraph, by `tag`.

        It is noted as `what`, unless that is empty.
        """
        place = self._find(paragraph, start, text)
        if place is None:
            if what:
                self.leave(paragraph, text, f"{what}: {_APART}")
            return False
        order, begin = place
        edits = self._edits.setdefault(order, [])
        end = begin + len(text)
        if any(begin < edit.end and edit.start < end for edit in edits):
            return False
        edits.append(_Edit(start=begin, end=end, text=tag))
        if what:
            self.note(paragraph, text, tag, what, doubtful=doubtful)
        return True

    def stands(self, paragraph: Paragraph, start: int, text: str) -> bool:
        """Return whether `text` could be replaced: it stands in the runs of one `w:p`."""
        return self._find(paragraph, start, text) is not None

    def is_of_body(self, element: etree._Element) -> bool:
        """Return whether the block is one of the body itself, and of no cell or box."""
        parent = element.getparent()
        return parent is not None and parent.tag == f"{W}body"

    def leave(self, paragraph: Paragraph, text: str, why: str) -> None:
        """Note that a text stays as it is typed, and why."""
        self.note(paragraph, text, "", why, doubtful=True)

    def note(
        self, paragraph: Paragraph, text: str, became: str, what: str, *, doubtful: bool = False
    ) -> None:
        """Note what a text was taken for."""
        taking = Taking(
            place=paragraph.place, text=text, became=became, what=what, doubtful=doubtful
        )
        self.takings.append((paragraph.order or 0, taking))

    def drop(self, element: etree._Element) -> None:
        """Take a paragraph out of the document when all texts are replaced."""
        self.later(partial(drop, element))

    def later(self, move: Callable[[], None]) -> None:
        """Have `move` change the paragraphs themselves when all texts are replaced."""
        self._moves.append(move)

    def finish(self) -> None:
        """Make the replacements, from the end of each paragraph on, and then the moves."""
        for order, edits in self._edits.items():
            for edit in sorted(edits, key=lambda each: -each.start):
                replace_stretch(self._paragraphs[order], edit.start, edit.end, edit.text)
        for move in self._moves:
            move()

    def _find(self, paragraph: Paragraph, start: int, text: str) -> tuple[int, int] | None:
        """Return where `text` stands: the order of its `w:p`, and the place in its flat text."""
        if paragraph.order is None or paragraph.in_text_box or not text or "\n" in text:
            return None
        begin = start - (len(paragraph.label) + 1 if paragraph.label else 0)
        shown = flat_text(self._paragraphs[paragraph.order])
        end = begin + len(text)
        if begin >= 0 and shown[begin:end] == text:
            of_field = is_of_field(self._paragraphs[paragraph.order], begin, end)
            return None if of_field else (paragraph.order, begin)
        if "\t" not in paragraph.text:
            return None
        last = min(paragraph.order + _NEAR, len(self._paragraphs))
        for order in range(paragraph.order, last):  # cells of a row, read as one line
            at = flat_text(self._paragraphs[order]).find(text)
            if at >= 0:
                return order, at
        return None


def _same(first: str, second: str) -> bool:
    return first.split() == second.split()


def frame(
    first: etree._Element, last: etree._Element, opening: Sequence[str], closing: Sequence[str]
) -> None:
    """Put paragraphs of tags around the blocks from `first` to `last`, of one parent."""
    for tag in opening:
        first.addprevious(tag_paragraph(tag, first))
    for tag in reversed(closing):
        last.addnext(tag_paragraph(tag, first))


def tag_paragraph(tag: str, like: etree._Element) -> etree._Element:
    """Return a paragraph that holds `tag` alone, in the look of the paragraph `like`."""
    paragraph = etree.Element(PARAGRAPH)
    properties = like.find(PROPERTIES)
    if properties is not None:
        copied = deepcopy(properties)
        for each in copied.findall(SECTION):
            copied.remove(each)
        paragraph.append(copied)
    run = etree.SubElement(paragraph, RUN)
    look = like.find(f"{RUN}/{W}rPr")
    if look is not None:
        run.append(deepcopy(look))
    etree.SubElement(run, TEXT).text = tag
    return paragraph


def drop(element: etree._Element) -> None:
    """Take a block out of the document; the end of a section in it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.find(f"{PROPERTIES}/{SECTION}") is not None:
        for child in [each for each in element if each.tag != PROPERTIES]:
            element.remove(child)
        return
    parent.remove(element)
