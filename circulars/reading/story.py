"""One text of a document in its order: the body, a header, a note (a story, in Word's words)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.data import plain_text
from circulars.model.written import Align, Paragraph, Span
from circulars.reading.grids import Grid, read_grid
from circulars.reading.markup import (
    MATHS,
    PARAGRAPH,
    PICTURES,
    PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    TABLE,
    TEXT,
    TEXT_BOX,
    WORD_ART,
    by_tag,
    children,
    drawn,
    value,
)
from circulars.reading.styles import own_paragraph_look
from circulars.reading.symbols import sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml import etree

    from circulars.reading.numbering import Numbering
    from circulars.reading.styles import RunLook, Styles

# A paragraph without its place, or a table that may turn out to be one or the other.
Item = Paragraph | Grid

# ISO/IEC 29500-1, 17.3.3: what stands in a run and is one character.
_CHARACTERS: Final = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_BREAK: Final = f"{W}br"
_SYMBOL: Final = f"{W}sym"
_FIELD_MARK: Final = f"{W}fldChar"
_RUBY: Final = f"{W}ruby"
_DRAWINGS: Final = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))
_FORMULAS: Final = frozenset({f"{MATHS}oMath", f"{MATHS}oMathPara"})
_DELETED_MARK: Final = f"{W}del"
_STYLE: Final = f"{W}pStyle"
# An emblem stands over or beside the first lines; pictures further down are something else.
_HEAD_LINES: Final = 10


@dataclass(slots=True)
class _Typed:
    """A paragraph while its runs are read."""

    in_text_box: bool
    style: str | None = None
    pieces: list[tuple[str, str, str]] = field(default_factory=list)  # text, its two fonts
    fields: list[bool] = field(default_factory=list)  # of each open field: its result has begun
    before: list[Item] = field(default_factory=list)  # text boxes
    after: list[Item] = field(default_factory=list)
    says_something: bool = False
    is_parted: bool = False  # by the end of a page or column just before
    starts_page: bool = False


@dataclass(slots=True, kw_only=True)
class Story:
    """Reads one text; what has been read says how the next paragraph is to be taken."""

    styles: Styles
    numbering: Numbering
    order: Mapping[etree._Element, int] = field(default_factory=dict)
    section_breaks: Sequence[bool] = ()  # for each section: it starts a page
    section: int = 0
    has_picture_at_head: bool = False
    _page_ended: bool = False
    _on_first_page: bool = True
    _said: int = 0
    _carried: _Typed | None = None  # a paragraph whose end is deleted

    def items(self, container: etree._Element, *, in_text_box: bool = False) -> Iterator[Item]:
        """Yield what the block-level content of `container` says, in order."""
        for block in children(container):
            if block.tag == PARAGRAPH:
                yield from self._paragraph(block, in_text_box)
            elif block.tag == TABLE:
                yield read_grid(block, self, in_text_box=in_text_box)

    def _paragraph(self, element: etree._Element, in_text_box: bool) -> Iterator[Item]:
        properties = by_tag(element.find(PROPERTIES))
        style = value(properties.get(_STYLE))
        look = own_paragraph_look(properties).over(self.styles.style(style).paragraph)
        if look.starts_page:
            self._end_page()
        typed = self._carried or _Typed(in_text_box)
        typed.style = style
        self._inline(element, typed)
        self._carried = typed if _runs_on(element, properties) else None
        if self._carried is not None:
            return
        label = self.numbering.label(look.number, look.level, style or self.styles.normal)
        yield from typed.before
        if typed.says_something or label:
            yield self._said_paragraph(element, typed, label, look.align or Align.LEFT)
        yield from typed.after
        if SECTION in properties:
            self._end_section()

    def _said_paragraph(
        self, element: etree._Element, typed: _Typed, label: str, align: Align
    ) -> Paragraph:
        if not typed.says_something:  # a number with nothing behind it
            self._begin(typed)
        self._said += 1
        text, spans = _joined(typed.pieces, len(label) + 1 if label else 0)
        return Paragraph(
            place="",
            text=f"{label} {text}" if label and text else label or text,
            label=label,
            spans=spans,
            align=align,
            order=self.order.get(element),
            section=self.section,
            starts_page=typed.starts_page,
            in_text_box=typed.in_text_box,
        )

    def _inline(self, element: etree._Element, typed: _Typed) -> None:
        """Read the runs of a paragraph, or of a base text with a reading above it."""
        for child in children(element):
            if child.tag == RUN:
                self._run(child, typed)
            elif child.tag in _FORMULAS:
                look = self.styles.run_look(typed.style, None)
                self._add("".join(t.text or "" for t in child.iter(f"{MATHS}t")), look, typed)

    def _run(self, run: etree._Element, typed: _Typed) -> None:
        look = self.styles.run_look(typed.style, run.find(RUN_PROPERTIES))
        for child in children(run):
            if child.tag == _FIELD_MARK:
                _note_field(child.get(f"{W}fldCharType"), typed.fields)
            elif not look.hidden and all(typed.fields):
                self._character(child, look, typed)

    def _character(self, child: etree._Element, look: RunLook, typed: _Typed) -> None:
        tag = child.tag
        if tag == TEXT:
            self._add(child.text or "", look, typed)
        elif tag in _CHARACTERS:
            self._add(_CHARACTERS[str(tag)], look, typed)
        elif tag == _BREAK:
            self._break(child.get(f"{W}type"), look, typed)
        elif tag == _SYMBOL:
            self._add(sign(child.get(f"{W}font", ""), child.get(f"{W}char", "")), look, typed)
        elif tag in _DRAWINGS:
            self._drawing(child, typed)
        elif tag == _RUBY:
            for base in child.iterfind(f"{W}rubyBase"):
                self._inline(base, typed)

    def _break(self, kind: str | None, look: RunLook, typed: _Typed) -> None:
        """Note the end of a line; that of a page or column parts only the text around it."""
        if kind == "page":
            self._end_page()
        if kind in {"page", "column"}:
            typed.is_parted = typed.says_something
        else:
            self._add("\n", look, typed)

    def _add(self, text: str, look: RunLook, typed: _Typed) -> None:
        if text.strip():
            self._begin(typed)
        if text and typed.is_parted:
            text, typed.is_parted = f"\n{text}", False
        thai = look.thai or ""
        typed.pieces.append((text, thai, thai if look.is_complex else look.latin or ""))

    def _begin(self, typed: _Typed) -> None:
        """Note that the paragraph says something: on a new page, if one ended before it."""
        if not typed.in_text_box:  # a box goes with the paragraph that it is anchored in
            typed.starts_page |= self._page_ended and not typed.says_something
            self._page_ended = False
        typed.says_something = True

    def _drawing(self, element: etree._Element, typed: _Typed) -> None:
        beside = typed.after if typed.says_something else typed.before
        for child in drawn(element):
            if child.tag == TEXT_BOX:
                carried, self._carried = self._carried, None
                beside.extend(self.items(child, in_text_box=True))
                self._carried = carried
            elif child.tag == WORD_ART:
                if text := plain_text(child.get("string", "")).strip():
                    beside.append(
                        Paragraph(place="", text=text, section=self.section, in_text_box=True)
                    )
            elif child.tag in PICTURES and self._on_first_page and self._said < _HEAD_LINES:
                self.has_picture_at_head = True

    def _end_page(self) -> None:
        self._page_ended = True
        self._on_first_page = self._on_first_page and not self._said

    def _end_section(self) -> None:
        if self.section + 1 < len(self.section_breaks):
            self.section += 1
            if self.section_breaks[self.section]:
                self._end_page()


def _runs_on(element: etree._Element, properties: Mapping[str, etree._Element]) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on with it."""
    mark = properties.get(RUN_PROPERTIES)
    if mark is None or mark.find(_DELETED_MARK) is None:
        return False
    following = element.getnext()
    return following is not None and following.tag == PARAGRAPH


def _note_field(kind: str | None, fields: list[bool]) -> None:
    """Note where a field begins, where its result does, and where it ends."""
    if kind == "begin":
        fields.append(False)
    elif fields and kind == "separate":
        fields[-1] = True
    elif fields and kind == "end":
        fields.pop()


def _joined(pieces: list[tuple[str, str, str]], start: int) -> tuple[str, tuple[Span, ...]]:
    """Return the text of the pieces, and its stretches of one font each, counted from `start`."""
    texts: list[str] = []
    spans: list[Span] = []
    place = begun = start
    fonts: tuple[str, str] | None = None
    for piece, *of_piece in pieces:
        text = plain_text(piece)
        if not text:
            continue
        if fonts is not None and fonts != tuple(of_piece):
            spans.append(Span(start=begun, end=place, font=fonts[0], digits_font=fonts[1]))
            begun = place
        fonts = (of_piece[0], of_piece[1])
        texts.append(text)
        place += len(text)
    if fonts is not None:
        spans.append(Span(start=begun, end=place, font=fonts[0], digits_font=fonts[1]))
    return "".join(texts), tuple(spans)
