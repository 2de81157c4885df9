"""Tables of annexes as WordprocessingML: head, rows, total row, notes and closing lines."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from circulars.expressions import to_xml_text
from circulars.model.lengths import cm
from circulars.render.annex_below import below_table
from circulars.render.annex_layout import (
    CELL_PADDING,
    TableLayout,
    head_heights,
    line_height,
)
from circulars.render.annex_needs import label_span
from circulars.render.annex_text import is_mixed, kept
from circulars.render.annex_xml import NO_INDENT, SPACING, paragraph, run_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.letter import Annex, AnnexTable
    from circulars.model.sheet import HeaderNode

# A row of a form has room for a line by hand.
FORM_ROW: Final = cm(0.8)
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_ROW: Final = (
    '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>'
)
_MIDDLE: Final = '<w:vAlign w:val="center"/>'
_CELL_END: Final = "</w:t></w:r></w:p></w:tc>"
_ROW_END: Final = f"{_CELL_END}</w:tr>"


def annex_table(annex: Annex, table: AnnexTable, layout: TableLayout) -> list[str]:
    """Return the pieces of the `w:tbl` of `annex`; what stands below it is a last row."""
    padding = CELL_PADDING.twips
    widths = layout.twips
    below = below_table(annex, layout)
    return [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>',
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>',
        f'<w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/>',
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>',
        *[f'<w:gridCol w:w="{width}"/>' for width in widths],
        "</w:tblGrid>",
        _head(table.head, table.head_rows, layout),
        *_body(table, layout, form=annex.is_form, noted=bool(below)),
        below,
        "</w:tbl>",
    ]


# Letters of a run differ in their figures; their heads are the same.
@lru_cache(maxsize=32)
def _head(head: tuple[HeaderNode, ...], rows: int, layout: TableLayout) -> str:
    pieces: list[str] = []
    for row, height in enumerate(head_heights(head, rows, layout)):
        pieces.append(_ROW.format(height=height.twips, head="<w:tblHeader/>"))
        pieces += (_head_cell(node, row, layout) for node in _row_nodes(head, row))
        pieces.append("</w:tr>")
    return "".join(pieces)


def _row_nodes(nodes: Sequence[HeaderNode], row: int) -> Iterator[HeaderNode]:
    """Yield from the left the nodes that stand in or reach down into head row `row`."""
    for node in nodes:
        if node.first_row <= row < node.first_row + node.row_span:
            yield node
        else:
            yield from _row_nodes(node.children, row)


def _head_cell(node: HeaderNode, row: int, layout: TableLayout) -> str:
    """Return the `w:tc` of `node` in `row`, with `w:gridSpan` and `w:vMerge` for its spans."""
    width = sum(layout.twips[node.first_column : node.first_column + node.column_span])
    span = _span(node.column_span)
    starts = row == node.first_row
    merge = (
        "" if node.row_span == 1 else f'<w:vMerge w:val="{"restart" if starts else "continue"}"/>'
    )
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{_MIDDLE}'
    text = kept(node.text) if starts else ""
    content = paragraph(text, layout.size, align="center", bold=True, keep=True)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""


def _body(table: AnnexTable, layout: TableLayout, *, form: bool, noted: bool) -> list[str]:
    """Return the pieces of the rows; the last one stays with the total row and what is below."""
    height = line_height(layout.size)
    start = _ROW.format(height=(max(height, FORM_ROW) if form else height).twips, head="")
    keep = noted or table.total is not None
    mixed = _mixed(table)
    alignments = _alignments(table, mixed)
    rows = _words_kept(table.rows, mixed) if mixed else table.rows
    middle = _MIDDLE if form else ""
    usual = _openings(start, layout, alignments, middle=middle)
    pieces = _rows(usual, rows[:-1])
    last = _openings(start, layout, alignments, middle=middle, keep=True) if keep else usual
    pieces += _rows(last, rows[-1:])
    if table.total is not None:
        span = label_span(table)
        cells = table.total
        if span:
            cells = ("".join(cells[:span]), *cells[span:])
        bold = _openings(start, layout, alignments, bold=True, keep=noted, span=span)
        pieces += _rows(bold, (cells,))
    return pieces


def _rows(openings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the pieces of `rows`: what stands before each cell, and its text, in turn.

    Long annexes are quick because no row is put together by itself.
    """
    if not rows:
        return []
    texts = _escaped([*chain.from_iterable(rows)])
    pieces = [each for opening in openings for each in (opening, "")] * len(rows)
    pieces[1::2] = texts
    pieces[0] = pieces[0].removeprefix(_ROW_END)
    pieces.append(_ROW_END)
    return pieces


@lru_cache(maxsize=128)
def _openings(
    start: str,
    layout: TableLayout,
    alignments: tuple[str, ...],
    *,
    bold: bool = False,
    keep: bool = False,
    middle: str = "",
    span: int = 0,
) -> tuple[str, ...]:
    """Return what stands before the text of each cell; a label is first, over `span` columns.

    The first one ends the row before.
    """
    run = run_properties(layout.size, bold=bold)
    staying = "<w:keepNext/>" if keep else ""
    opening = f"<w:p><w:pPr>{staying}{SPACING.format(before=0)}{NO_INDENT}"
    columns = [("", *each) for each in zip(layout.twips, alignments, strict=True)]
    if span:
        columns[:span] = [(_span(span), sum(layout.twips[:span]), "center")]
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{middle}</w:tcPr>{opening}'
        f'<w:jc w:val="{align}"/>{run}</w:pPr><w:r>{run}<w:t xml:space="preserve">'
        for merged, width, align in columns
    ]
    return (f"{_ROW_END}{start}{cells[0]}", *(f"{_CELL_END}{cell}" for cell in cells[1:]))


def _escaped(texts: list[str]) -> list[str]:
    """Return `texts` as content of a `w:t`; rare: figures need no escaping."""
    joined = "".join(texts)
    if joined.isprintable() and not any(sign in joined for sign in "&<>"):
        return texts
    return [*map(to_xml_text, texts)]


def _mixed(table: AnnexTable) -> frozenset[int]:
    """Return the columns that hold figures with words among them; never the first one."""
    return frozenset(
        place
        for place, numeric in enumerate(table.numeric)
        if place and not numeric and is_mixed([row[place] for row in table.rows])
    )


def _words_kept(rows: Sequence[tuple[str, ...]], mixed: frozenset[int]) -> list[tuple[str, ...]]:
    """Return `rows` with words among figures kept from breaking in wrong places."""
    return [
        tuple(kept(text) if place in mixed else text for place, text in enumerate(row))
        for row in rows
    ]


def _alignments(table: AnnexTable, mixed: frozenset[int]) -> tuple[str, ...]:
    """Return for each column: figures right, running numbers and levels centred, text left."""
    sides = ["right" if numeric else "left" for numeric in table.numeric]
    for place, numeric in enumerate(table.numeric):
        is_figure = numeric and place  # the first column numbers the rows
        if place in mixed or (not is_figure and all(len(row[place]) <= 3 for row in table.rows)):
            sides[place] = "center"
    return tuple(sides)
