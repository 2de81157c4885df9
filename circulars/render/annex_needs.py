"""What the columns of an annex table need: figures whole, words unbroken."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.render.annex_text import (
    bold_shape_width,
    shapes,
    widest,
    widest_shape,
    widest_word,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from circulars.model.letter import AnnexTable
    from circulars.model.sheet import HeaderNode
    from circulars.render.annex_columns import TextColumn

# Widths at `EM`: of the line that should not be broken, and of the widest word of headings
# and texts.
Need = tuple[int, int]
# Rows of a long table that are gone through at once: memory that is at hand is used again.
BLOCK: Final = 100
_LETTER: Final = re.compile(r"[^\W\d_]")


def cell_needs(table: AnnexTable, texts: Mapping[int, TextColumn]) -> tuple[Need, ...]:
    """Return what the rows and the total row need of each column, from the left.

    `texts` are the columns that are not numeric, by their places.
    """
    figures = _figure_shapes(table, texts.keys())
    needs = []
    for place in range(len(table.numeric)):
        if text := texts.get(place):
            needs.append((text.line, text.word))
        else:
            line = widest_shape(figures[place])
            needs.append((line, line))
    if table.total:
        _add_total(needs, table, table.total)
    return tuple(needs)


def _figure_shapes(table: AnnexTable, texts: Collection[int]) -> dict[int, set[bytes]]:
    """Return by their places the shapes of figures in the columns that are not `texts`."""
    count = len(table.numeric)
    every = shapes(chain.from_iterable(table.rows[:BLOCK]))
    found = {place: {*every[place::count]} for place in range(count) if place not in texts}
    for start in range(BLOCK, len(table.rows), BLOCK):
        every = shapes(chain.from_iterable(table.rows[start : start + BLOCK]))
        for place, met in found.items():
            met.update(every[place::count])
    return found


def column_needs(cells: Sequence[Need], head: Sequence[HeaderNode]) -> list[Need]:
    """Return what each column needs: what its `cells` do, and the words of its headings."""
    needs = list(cells)
    for node in head:
        _add_head(needs, node)
    return needs


def _add_total(needs: list[Need], table: AnnexTable, total: tuple[str, ...]) -> None:
    """Add what the total row needs; its label stands over several columns."""
    span = label_span(table)
    if span:
        _share(needs, 0, span, _label_width(total[:span]))
    for column, shape in enumerate(shapes(total[span:]), start=span):
        figure = bold_shape_width(shape)
        line, word = needs[column]
        if figure > line or figure > word:
            is_figure = table.numeric[column]
            needs[column] = (max(line, figure), max(word, figure) if is_figure else word)


# The label is that of other letters too.
@lru_cache(maxsize=64)
def _label_width(texts: tuple[str, ...]) -> int:
    return widest(texts, bold=True)


def _add_head(needs: list[Need], node: HeaderNode) -> None:
    """Add what the words of `node` need; columns under one heading, such as months, are even."""
    columns = slice(node.first_column, node.first_column + node.column_span)
    for leaf in node.leaves():
        line, word = needs[leaf.first_column]
        needs[leaf.first_column] = (line, max(word, widest_word((leaf.text,), bold=True)))
    if node.children:
        lines, words = zip(*needs[columns], strict=True)
        needs[columns] = [(max(lines), max(words))] * node.column_span
        _share(needs, columns.start, columns.stop, widest_word((node.text,), bold=True))


def _share(needs: list[Need], first: int, end: int, wanted: int) -> None:
    """Let the columns from `first` to `end` hold a text of the width `wanted` together."""
    missing = wanted - sum(max(need) for need in needs[first:end])
    if missing > 0:
        more = -(-missing // (end - first))
        needs[first:end] = [(line, max(line, word) + more) for line, word in needs[first:end]]


def label_span(table: AnnexTable) -> int:
    """Return over how many columns from the left the total row's label stands; 0 without one.

    Those are the empty cells before it, and after it up to the figures, as where a sheet
    has them merged.
    """
    return _label_span(table.total or (), table.numeric)


@lru_cache(maxsize=64)
def _label_span(total: tuple[str, ...], numeric: tuple[bool, ...]) -> int:
    label = next((column for column, text in enumerate(total) if text.strip()), None)
    if label is None or not _LETTER.search(total[label]):
        return 0
    end = label + 1
    while end < len(total) and not numeric[end] and not total[end].strip():
        end += 1
    return end
