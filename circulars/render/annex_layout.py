"""How an annex table fits its page: orientation, size of type, column widths, row heights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data import MEASURES, text_width
from circulars.data.words import words
from circulars.model.lengths import Length, cm, pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from circulars.model.letter import AnnexTable
    from circulars.model.sheet import HeaderNode

# Space between a cell's edge and its text, on each side.
CELL_PADDING: Final = cm(0.1)
# A column of text wraps beyond this width, for the figures' sake.
_WIDEST_TEXT: Final = cm(4.5)
_SHORT: Final = 9  # characters of a piece between blanks that is not broken
# All digits of a script are equally wide: figures of one shape are measured once.
_ONE_DIGIT: Final = str.maketrans("123456789๑๒๓๔๕๖๗๘๙", "0" * 9 + "๐" * 9)
_LINE_PITCH: Final = 133  # of TH Sarabun, in hundredths of an em
_EM: Final = pt(1000)  # widths are first measured at this size, then scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """The page and the table on it."""

    landscape: bool
    size: Length  # of type
    widths: tuple[Length, ...]  # one for each column; they fill the page


def text_area(*, landscape: bool) -> Length:
    """Return the width between the margins of an annex page."""
    edge = MEASURES.page_height if landscape else MEASURES.page_width
    return Length(edge - 2 * MEASURES.annex_margin)


def fit(table: AnnexTable, orientation: str) -> TableLayout:
    """Return the layout with the largest type that holds every figure on one line.

    `orientation` is ``portrait``, ``landscape`` or ``auto``: upright while the type stays
    readable, else turned.
    """
    needs = _even_siblings(table, list(_needs(table)))
    for landscape, size in _candidates(orientation):
        widths = [need.width(size) for need in needs]
        area = text_area(landscape=landscape)
        if sum(widths) <= area:
            return TableLayout(landscape=landscape, size=size, widths=_filled(widths, area))
    return TableLayout(landscape=landscape, size=size, widths=_filled(widths, area))


def _candidates(orientation: str) -> Iterator[tuple[bool, Length]]:
    largest = round(MEASURES.length("annex", "largest_size").pt)
    smallest = round(MEASURES.length("annex", "smallest_size").pt)
    upright = round(MEASURES.length("annex", "smallest_portrait_size").pt)
    if orientation != "landscape":
        last = smallest if orientation == "portrait" else upright
        yield from ((False, pt(size)) for size in range(largest, last - 1, -1))
    if orientation != "portrait":
        yield from ((True, pt(size)) for size in range(largest, smallest - 1, -1))


@dataclass(frozen=True, slots=True)
class _Need:
    """What a column needs, in widths at `_EM`: its figures whole, its words unbroken."""

    line: Length  # the widest text that should stay on one line
    word: Length  # the widest word of its headings and texts

    def width(self, size: Length) -> Length:
        line = self.line * size // _EM
        word = self.word * size // _EM
        return Length(max(word, min(line, _WIDEST_TEXT)) + 2 * CELL_PADDING)


def _even_siblings(table: AnnexTable, needs: list[_Need]) -> list[_Need]:
    """Give the columns under one heading, such as the months, the same width."""
    even = list(needs)
    for node in table.head:
        siblings = [leaf.first_column for leaf in node.leaves()]
        widest = _Need(
            line=max(needs[column].line for column in siblings),
            word=max(needs[column].word for column in siblings),
        )
        for column in siblings:
            even[column] = widest
    return even


def _needs(table: AnnexTable) -> Iterator[_Need]:
    heads = {leaf.first_column: leaf.text for node in table.head for leaf in node.leaves()}
    for column, numeric in enumerate(table.numeric):
        texts = {row[column] for row in table.rows}
        total = {table.total[column]} if table.total else set()
        line = max(_widest(texts), _widest(total, bold=True))
        head = _widest(_unbroken(heads.get(column, "")), bold=True)
        word = line if numeric else _widest(word for text in texts for word in _unbroken(text))
        yield _Need(line=line, word=max(head, word))


def _unbroken(text: str) -> Iterator[str]:
    """Yield the pieces of `text` that stay whole on a line; a short one such as ม.ค.-68 does."""
    for piece in text.split():
        if len(piece) <= _SHORT:
            yield piece
        else:
            yield from words(piece)


def _widest(texts: Iterable[str], *, bold: bool = False) -> Length:
    shapes = {text.translate(_ONE_DIGIT) for text in texts}
    return max((_width(shape, bold=bold) for shape in shapes), default=Length(0))


@lru_cache(maxsize=4096)
def _width(text: str, *, bold: bool) -> Length:
    return text_width(text, _EM, bold=bold)


def _filled(widths: list[Length], area: Length) -> tuple[Length, ...]:
    """Return `widths` stretched (or, when nothing fits, squeezed) to fill `area`."""
    total = sum(widths)
    return tuple(Length(width * area // total) for width in widths)


def line_height(size: Length) -> Length:
    """Return the height of a line of type of `size`.

    >>> line_height(pt(12)).pt
    15.96
    """
    return Length(size * _LINE_PITCH // 100)


def head_heights(table: AnnexTable, layout: TableLayout) -> tuple[Length, ...]:
    """Return the height of each head row, so that merged headings stand in their rows whole.

    Where the head repeats, LibreOffice grows no row for a heading merged over several.
    """
    line = line_height(layout.size)
    heights = [line] * table.head_rows
    for node in sorted(_nodes(table.head), key=lambda node: node.row_span):
        rows = range(node.first_row, node.first_row + node.row_span)
        missing = line * _heading_lines(node, layout) - sum(heights[row] for row in rows)
        if missing > 0:
            for row in rows:
                heights[row] = Length(heights[row] + -(-missing // node.row_span))
    return tuple(heights)


def _nodes(nodes: Iterable[HeaderNode]) -> Iterator[HeaderNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _heading_lines(node: HeaderNode, layout: TableLayout) -> int:
    columns = slice(node.first_column, node.first_column + node.column_span)
    width = Length(sum(layout.widths[columns]) - 2 * CELL_PADDING)
    return sum(_line_count(line, width, layout.size) for line in node.text.split("\n"))


def _line_count(text: str, width: Length, size: Length) -> int:
    """Return how many lines bold `text` takes in `width`, broken between words."""
    lines, taken = 1, 0
    for word in words(text):
        need = text_width(word, size, bold=True)
        if taken and taken + need > width and not word.isspace():
            lines, taken = lines + 1, 0
        lines += max(need - 1, 0) // width  # a word wider than its column is broken
        taken = taken + need if need <= width else need % width
    return lines
