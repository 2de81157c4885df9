"""Tables of annexes as WordprocessingML: head, rows, total row, notes and closing lines."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple

from circulars.expressions import to_xml_text
from circulars.model.lengths import cm
from circulars.render.annex_below import below_table
from circulars.render.annex_columns import is_narrow, text_columns
from circulars.render.annex_layout import (
    CELL_PADDING,
    TableLayout,
    head_heights,
    head_key,
    line_height,
)
from circulars.render.annex_needs import BLOCK, label_span
from circulars.render.annex_text import kept
from circulars.render.annex_xml import NO_INDENT, SPACING, paragraph, run_properties

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from circulars.model.letter import Annex, AnnexTable
    from circulars.model.sheet import HeaderNode
    from circulars.render.annex_columns import TextColumn
    from circulars.render.package import Piece
    from circulars.render.quick_keys import Quick

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
_ROW_END: Final = f"{_CELL_END}</w:tr>".encode()


def annex_table(annex: Annex, table: AnnexTable, layout: TableLayout) -> list[Piece]:
    """Return the pieces of the `w:tbl` of `annex`; what stands below it is a last row."""
    below = below_table(annex, layout)
    body = _Body(table, layout, form=annex.is_form, noted=bool(below))
    return [
        _opening(head_key(table.head), table.head_rows, layout),
        *body.pieces(),
        below,
        b"</w:tbl>",
    ]


# Letters of a run differ in their figures; their heads are the same.
@lru_cache(maxsize=32)
def _opening(head: Quick[tuple[HeaderNode, ...]], rows: int, layout: TableLayout) -> bytes:
    """Return what stands before the first row: properties, widths of the columns, the head."""
    padding = CELL_PADDING.twips
    widths = layout.twips
    pieces = [
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>',
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>',
        f'<w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/>',
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>',
        *[f'<w:gridCol w:w="{width}"/>' for width in widths],
        "</w:tblGrid>",
    ]
    for row, height in enumerate(head_heights(head.value, rows, layout)):
        pieces.append(_ROW.format(height=height.twips, head="<w:tblHeader/>"))
        pieces += (_head_cell(node, row, layout) for node in _row_nodes(head.value, row))
        pieces.append("</w:tr>")
    return "".join(pieces).encode()


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


class _Body:
    """The rows of a table; the last one stays with the total row and what is below.

    They are what stands before each cell, and its text, in turn: long annexes are quick
    because no row is put together by itself.
    """

    def __init__(self, table: AnnexTable, layout: TableLayout, *, form: bool, noted: bool) -> None:
        columns = text_columns(table)
        sides = _alignments(table, columns)
        total, span = table.total, 0 if table.total is None else label_span(table)
        self._rows = table.rows
        self._total = ("".join(total[:span]), *total[span:]) if total and span else total
        self._mixed = [place for place, column in columns.items() if place and column.is_mixed]
        self._is_followed = total is not None or noted
        self._openings = _openings(layout, sides, form=form, noted=noted, span=span)

    def pieces(self) -> list[Piece]:
        """Return the pieces; of a long table as many rows at a time as memory keeps at hand."""
        count = len(self._rows)
        if count <= BLOCK:
            return [self._some(0, count)]
        starts = range(0, count, BLOCK)
        return [partial(self._some, start, min(start + BLOCK, count)) for start in starts]

    def _some(self, start: int, end: int) -> bytes:
        """Return the rows from `start` to `end`; the total row is behind the last."""
        openings = self._openings
        rows = _words_kept(self._rows[start:end], self._mixed)
        before = [*openings.usual * len(rows)]
        is_last = end == len(self._rows)
        if is_last and rows and self._is_followed:
            before[-len(openings.kept) :] = openings.kept
        if is_last and self._total is not None:
            before += openings.total
            rows = (*rows, self._total)
        if not before:
            return b""
        pieces = [b""] * (2 * len(before))
        pieces[::2] = before
        pieces[1::2] = _escaped([*chain.from_iterable(rows)])
        if start == 0:
            pieces[0] = pieces[0].removeprefix(_ROW_END)
        if is_last:
            pieces.append(_ROW_END)
        return b"".join(pieces)


class _Openings(NamedTuple):
    """What stands before the text of each cell of a row; the first one ends the row before."""

    usual: tuple[bytes, ...]
    kept: tuple[bytes, ...]  # of the last row, on the page of what follows
    total: tuple[bytes, ...]  # of the total row, its label first


@lru_cache(maxsize=64)
def _openings(
    layout: TableLayout, alignments: tuple[str, ...], *, form: bool, noted: bool, span: int
) -> _Openings:
    """Return the openings of all rows; the label of the total row stands over `span` columns."""
    height = line_height(layout.size)
    start = _ROW.format(height=(max(height, FORM_ROW) if form else height).twips, head="")
    columns = [*zip(layout.twips, alignments, strict=True)]
    middle = _MIDDLE if form else ""
    plain, bold = (run_properties(layout.size, bold=bold) for bold in (False, True))

    def row(run: str, *, middle: str, keep: bool, span: int = 0) -> tuple[bytes, ...]:
        cells = [_cell(width, align, run, middle, keep=keep) for width, align in columns]
        if span:
            width = sum(layout.twips[:span])
            cells[:span] = [_cell(width, "center", run, _span(span), keep=keep)]
        opened = (f"{_CELL_END}{cell}".encode() for cell in cells[1:])
        return (_ROW_END + f"{start}{cells[0]}".encode(), *opened)

    return _Openings(
        usual=row(plain, middle=middle, keep=False),
        kept=row(plain, middle=middle, keep=True),
        total=row(bold, middle="", keep=noted, span=span),
    )


def _cell(width: int, align: str, run: str, properties: str, *, keep: bool) -> str:
    """Return a cell up to its text."""
    staying = "<w:keepNext/>" if keep else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>'
        f"<w:p><w:pPr>{staying}{SPACING.format(before=0)}{NO_INDENT}"
        f'<w:jc w:val="{align}"/>{run}</w:pPr><w:r>{run}<w:t xml:space="preserve">'
    )


def _escaped(texts: list[str]) -> list[bytes]:
    """Return `texts` as content of a `w:t`; rare: figures need no escaping."""
    joined = "".join(texts)
    if not joined.isprintable() or any(sign in joined for sign in "&<>"):
        texts = [*map(to_xml_text, texts)]
    return "\0".join(texts).encode().split(b"\0")  # no text of a document holds a zero


def _words_kept(rows: Sequence[tuple[str, ...]], mixed: Sequence[int]) -> Sequence[tuple[str, ...]]:
    """Return `rows` with words among figures kept from breaking in wrong places."""
    if not mixed:
        return rows
    return [
        tuple(kept(text) if place in mixed else text for place, text in enumerate(row))
        for row in rows
    ]


def _alignments(table: AnnexTable, columns: Mapping[int, TextColumn]) -> tuple[str, ...]:
    """Return for each column: figures right, running numbers and levels centred, text left."""
    sides = ["right"] * len(table.numeric)
    for place, column in columns.items():
        is_centred = column.is_narrow or (place and column.is_mixed)
        sides[place] = "center" if is_centred else "left"
    if 0 not in columns and is_narrow(table, 0):  # the first column numbers the rows
        sides[0] = "center"
    return tuple(sides)
