"""How an annex table fits its page: orientation, size of type, column widths, row heights."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data import MEASURES
from circulars.model.lengths import Length, cm, pt
from circulars.render.annex_columns import text_columns
from circulars.render.annex_needs import Need, cell_needs, column_needs
from circulars.render.annex_text import EM, line_count, wrapped_width
from circulars.render.quick_keys import Quick

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from circulars.model.letter import AnnexTable
    from circulars.model.sheet import HeaderNode
    from circulars.render.annex_columns import TextColumn

# The texts of a table that may wrap: how many rows it has, and by column those of each row.
Texts = tuple[int, tuple[tuple[int, tuple[str, ...]], ...]]

# Space between a cell's edge and its text, on each side.
CELL_PADDING: Final = cm(0.1)
# What a cell takes beside its text: the padding, its lines, and what rounding loses.
CELL_EXTRA: Final = Length(2 * CELL_PADDING + pt(0.5))
# A column of text wraps beyond this width, for the figures' sake.
_WIDEST_TEXT: Final = cm(4.5)
# Headings have few lines where the page has room for it.
_FEWEST_LINES: Final = 2
_MOST_LINES: Final = 5
_MOST_ROWS: Final = 50  # of a table that could stand on one page
_SHORT: Final = 12  # characters that take one line in any column of text
NOTHING: Final = Length(0)
_LINE_PITCH: Final = 133  # of TH Sarabun, in hundredths of an em


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLayout:
    """The page and the table on it."""

    landscape: bool
    size: Length  # of type
    widths: tuple[Length, ...]  # one for each column; they fill the page

    @property
    def twips(self) -> tuple[int, ...]:
        """The widths in twips."""
        return tuple(width.twips for width in self.widths)


@lru_cache(maxsize=2)
def text_area(*, landscape: bool) -> Length:
    """Return the width between the margins of an annex page."""
    edge = MEASURES.page_height if landscape else MEASURES.page_width
    return Length(edge - 2 * MEASURES.annex_margin)


def page_area(*, landscape: bool) -> Length:
    """Return the height between the margins of an annex page."""
    return text_area(landscape=not landscape)  # the margins are equal on all sides


def fit(table: AnnexTable, orientation: str, beside: Length = NOTHING) -> TableLayout:
    """Return the layout with the largest type that holds every figure on one line.

    `orientation` is ``portrait``, ``landscape`` or ``auto``.  A table that goes onto one page
    in type that is still readable stands on one, upright if it can; a longer one is upright
    while its type stays large, else turned.  `beside` is the height of what stands above and
    below the table on its page.
    """
    columns = text_columns(table)
    texts = _wrapping(table, columns) if len(table.rows) <= _MOST_ROWS else None
    return _fit(cell_needs(table, columns), head_key(table.head), orientation, texts, beside)


def _wrapping(table: AnnexTable, columns: Mapping[int, TextColumn]) -> Texts:
    """Return the columns in which a row, or the total row, may take more than one line."""
    total = table.total
    texts = [
        (place, (*column.texts, total[place]) if total else column.texts)
        for place, column in columns.items()
    ]
    count = len(table.rows) + (total is not None)
    wrapping = [
        (place, every) for place, every in texts if max(map(len, every), default=0) > _SHORT
    ]
    return count, tuple(wrapping)


def head_key(head: tuple[HeaderNode, ...]) -> Quick[tuple[HeaderNode, ...]]:
    """Return `head` as key of a cache."""
    return Quick(head, tuple([node.text for node in head]))


# The figures of another letter mostly have the same shapes, and its table the same head.
@lru_cache(maxsize=128)
def _fit(
    cells: tuple[Need, ...],
    same_head: Quick[tuple[HeaderNode, ...]],
    orientation: str,
    texts: Texts | None,
    beside: Length,
) -> TableLayout:
    head = same_head.value
    needs = column_needs(cells, head)
    if texts is not None and (single := _on_one_page(needs, head, orientation, texts, beside)):
        return single
    for landscape, sizes in candidates(orientation):
        area = text_area(landscape=landscape)
        size = _largest(needs, sizes, area)
        if sum(_widths(needs, size)) <= area:
            break
    return _laid(needs, head, size, landscape=landscape)


def _laid(
    needs: Sequence[Need], head: Sequence[HeaderNode], size: Length, *, landscape: bool
) -> TableLayout:
    """Return the table in type of `size`, spare width given to the headings."""
    area = text_area(landscape=landscape)
    widths = _narrowed(_widths(needs, size), needs, size, area)
    for lines in range(_FEWEST_LINES, _MOST_LINES):
        wider = with_headings(widths, head, size, lines, even=True)
        if sum(wider) <= area:
            widths = wider
            break
    return TableLayout(landscape=landscape, size=size, widths=filled(widths, area))


def _on_one_page(
    needs: Sequence[Need],
    head: tuple[HeaderNode, ...],
    orientation: str,
    texts: Texts,
    beside: Length,
) -> TableLayout | None:
    """Return the layout with the largest type in which the whole table stands on one page."""
    turns = {"portrait": [False], "landscape": [True]}.get(orientation, [False, True])
    for size in _sizes("smallest_one_page_size"):
        for landscape in turns:
            if sum(_widths(needs, size)) > text_area(landscape=landscape):
                continue
            layout = _laid(needs, head, size, landscape=landscape)
            if _height(head, layout, texts) + beside <= page_area(landscape=landscape):
                return layout
    return None


def _height(head: Sequence[HeaderNode], layout: TableLayout, texts: Texts) -> Length:
    """Return the height of the table, as far as the lines of its texts tell."""
    head_rows = max((node.first_row + node.row_span for node in _nodes(head)), default=0)
    count, columns = texts
    counts = [[_lines(text, layout, place) for text in every] for place, every in columns]
    lines = sum(max(row) for row in zip([1] * count, *counts, strict=True))
    return Length(sum(head_heights(head, head_rows, layout)) + lines * line_height(layout.size))


def _lines(text: str, layout: TableLayout, column: int) -> int:
    if len(text) <= _SHORT:
        return 1
    return line_count(text, Length(layout.widths[column] - CELL_EXTRA), layout.size)


def with_headings(
    widths: Sequence[int], head: Sequence[HeaderNode], size: Length, lines: int, *, even: bool
) -> list[int]:
    """Return `widths` made wider where headings would take more than `lines`, if words allow.

    `even`: the columns under one heading, such as months, are equally wide.
    """
    made = list(widths)
    for node in head:
        _widen(made, node, size, lines, even=even)
    return made


def _widen(widths: list[int], node: HeaderNode, size: Length, lines: int, *, even: bool) -> None:
    for child in node.children:
        _widen(widths, child, size, lines, even=even)
    columns = slice(node.first_column, node.first_column + node.column_span)
    under = widths[columns]
    if even:
        under = [max(under)] * len(under)
    own = wrapped_width(node.text, lines) * size // EM + CELL_EXTRA
    total = sum(under)
    widths[columns] = [-(-width * own // total) for width in under] if own > total else under


def candidates(orientation: str) -> Iterator[tuple[bool, Sequence[Length]]]:
    """Yield whether the page is turned, and the sizes of type to try, the largest first."""
    if orientation != "landscape":
        yield (
            False,
            _sizes("smallest_size" if orientation == "portrait" else "smallest_portrait_size"),
        )
    if orientation != "portrait":
        yield True, _sizes("smallest_size")


@lru_cache(maxsize=4)
def _sizes(smallest: str) -> Sequence[Length]:
    first, last = (round(MEASURES.length("annex", name).pt) for name in ("largest_size", smallest))
    return [pt(size) for size in range(first, last - 1, -1)]


def _largest(needs: Sequence[Need], sizes: Sequence[Length], area: Length) -> Length:
    """Return the first of `sizes` at which the columns fit `area`, or else the last one."""
    # The smaller the type the narrower the columns, so the middle tells which half to try.
    place = bisect_left(sizes, -area, key=lambda size: -sum(_widths(needs, size)))
    return sizes[min(place, len(sizes) - 1)]


def _widths(needs: Sequence[Need], size: Length) -> list[int]:
    return [
        max(word * size // EM, min(line * size // EM, _WIDEST_TEXT)) + CELL_EXTRA
        for line, word in needs
    ]


def _narrowed(
    widths: Sequence[int], needs: Sequence[Need], size: Length, area: Length
) -> Sequence[int]:
    """Return `widths` with texts broken between words where all of them do not fit `area`.

    Figures keep what they need: one that is broken is read as two.
    """
    least = [word * size // EM + CELL_EXTRA for _, word in needs]
    room = area - sum(least)
    wanted = sum(widths) - sum(least)
    if not 0 <= room < wanted:
        return widths
    return [low + (width - low) * room // wanted for low, width in zip(least, widths, strict=True)]


def filled(widths: Sequence[int], area: Length) -> tuple[Length, ...]:
    """Return `widths` stretched (or, when nothing fits, squeezed) to fill `area`."""
    total = sum(widths)
    return tuple(Length(width * area // total) for width in widths)


def line_height(size: Length) -> Length:
    """Return the height of a line of type of `size`.

    >>> line_height(pt(12)).pt
    15.96
    """
    return Length(size * _LINE_PITCH // 100)


def head_heights(head: Sequence[HeaderNode], rows: int, layout: TableLayout) -> tuple[Length, ...]:
    """Return the height of each of the head's `rows`, so that merged headings stand in them whole.

    Where the head repeats, LibreOffice grows no row for a heading merged over several.
    """
    line = line_height(layout.size)
    heights = [line] * rows
    for node in sorted(_nodes(head), key=lambda node: node.row_span):
        reached = range(node.first_row, node.first_row + node.row_span)
        missing = line * heading_lines(node, layout.widths, layout.size) - sum(
            heights[row] for row in reached
        )
        if missing > 0:
            for row in reached:
                heights[row] = Length(heights[row] + -(-missing // node.row_span))
    return tuple(heights)


def _nodes(nodes: Iterable[HeaderNode]) -> Iterator[HeaderNode]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def heading_lines(node: HeaderNode, widths: Sequence[int], size: Length) -> int:
    """Return how many lines the heading takes over its columns."""
    columns = widths[node.first_column : node.first_column + node.column_span]
    return line_count(node.text, Length(sum(columns) - CELL_EXTRA), size)
