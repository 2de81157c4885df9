"""What the columns of an annex table need: figures whole, words unbroken."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.render.annex_text import (
    bold_widths,
    figures_of,
    is_mixed,
    shapes,
    widest,
    widest_shape,
    widest_word,
    wrapped_width,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.letter import AnnexTable
    from circulars.model.sheet import HeaderNode

# Widths at `EM`: of the line that should not be broken, and of the widest word of headings
# and texts.
Need = tuple[int, int]
_MIXED_LINES: Final = 3  # of words among figures
_LETTER: Final = re.compile(r"[^\W\d_]")


def cell_needs(table: AnnexTable) -> tuple[Need, ...]:
    """Return what the rows and the total row need of each column, from the left."""
    count = len(table.numeric)
    figures = shapes(chain.from_iterable(table.rows)) if table.rows else [b""] * count
    needs = [
        _figures(figures[place::count])
        if numeric
        else _need([row[place] for row in table.rows], figures[place::count])
        for place, numeric in enumerate(table.numeric)
    ]
    if table.total:
        _add_total(needs, table, table.total)
    return tuple(needs)


def column_needs(cells: Sequence[Need], head: Sequence[HeaderNode]) -> list[Need]:
    """Return what each column needs: what its `cells` do, and the words of its headings."""
    needs = list(cells)
    for node in head:
        _add_head(needs, node)
    return needs


def _figures(every: Sequence[bytes]) -> Need:
    line = widest_shape(every)
    return line, line


def _need(texts: Sequence[str], every: Sequence[bytes]) -> Need:
    """Return what a column of `texts` needs, whose shapes are `every`."""
    if is_mixed(texts):
        words = max(wrapped_width(text, _MIXED_LINES) for text in set(texts))
        return widest(figures_of(texts)), words
    return widest_shape(every), widest_word(texts)


def _add_total(needs: list[Need], table: AnnexTable, total: Sequence[str]) -> None:
    """Add what the total row needs; its label stands over several columns."""
    span = label_span(table)
    _share(needs, 0, span, widest(total[:span], bold=True))
    for column, figure in enumerate(bold_widths(total[span:]), start=span):
        line, word = needs[column]
        needs[column] = (max(line, figure), max(word, figure) if table.numeric[column] else word)


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
    total = table.total or ()
    label = next((column for column, text in enumerate(total) if text.strip()), None)
    if label is None or not _LETTER.search(total[label]):
        return 0
    end = label + 1
    while end < len(total) and not table.numeric[end] and not total[end].strip():
        end += 1
    return end
