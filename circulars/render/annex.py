"""Annex pages (สิ่งที่ส่งมาด้วย): sections with a label, headings, a table and notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from circulars.data import MEASURES
from circulars.expressions import to_xml_text
from circulars.render.annex_layout import CELL_PADDING, TableLayout, fit, head_heights, line_height

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.model.lengths import Length
    from circulars.model.letter import Annex, AnnexTable
    from circulars.model.sheet import HeaderNode

# A paragraph one point high: carries a section's end without taking a line.
_CARRIER: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
)
# Single lines whatever the template's own: the heights of rows are reckoned with them.
_SPACING: Final = (
    '<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:firstLine="0"/>'
)
_BOLD: Final = "<w:b/><w:bCs/>"
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_ROW: Final = (
    '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>'
)
_NO_FRAME: Final = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
_NOTES: Final = (
    '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
    f'<w:gridSpan w:val="{{columns}}"/><w:tcBorders>{_NO_FRAME}</w:tcBorders></w:tcPr>'
    "{notes}</w:tc></w:tr>"
)


def annex_sections(annexes: Sequence[Annex], letter_section: str, headers: str) -> str:
    """Return the body XML from the letter's end on: its section, then one for each annex.

    `letter_section` is the letter's `w:sectPr`, `headers` the references of annex sections.
    """
    if not annexes:
        return letter_section
    pieces = [_CARRIER.format(section=letter_section)]
    for annex in annexes:
        layout = fit(annex.table, annex.orientation)
        section = _section(headers, landscape=layout.landscape)
        pieces += _annex(annex, layout)
        last = annex is annexes[-1]
        pieces.append(_CARRIER.format(section="" if last else section))
    pieces.append(section)
    return "".join(pieces)


def _section(headers: str, *, landscape: bool) -> str:
    """Return the `w:sectPr` of an annex: A4 with equal margins, no number on its first page."""
    width, height = MEASURES.page_width.twips, MEASURES.page_height.twips
    size = (
        f'w:w="{height}" w:h="{width}" w:orient="landscape"'
        if landscape
        else f'w:w="{width}" w:h="{height}"'
    )
    margin = MEASURES.annex_margin.twips
    header = MEASURES.length("page", "footer").twips
    sides = "".join(f' w:{side}="{margin}"' for side in ("top", "right", "bottom", "left"))
    return (
        f"<w:sectPr>{headers}<w:pgSz {size}/>"
        f'<w:pgMar{sides} w:header="{header}" w:footer="{header}" w:gutter="0"/>'
        "<w:titlePg/></w:sectPr>"
    )


def _annex(annex: Annex, layout: TableLayout) -> Iterator[str]:
    size = MEASURES.font_size
    yield _paragraph(annex.label, size, align="right")
    for heading in (annex.title, *annex.headings):
        yield _paragraph(heading, size, align="center", bold=True, keep=True)
    yield _CARRIER.format(section="").replace('w:after="0"', 'w:after="120"')
    yield from _table(annex.table, annex.notes, layout)


def _paragraph(
    text: str,
    size: Length,
    *,
    align: str,
    bold: bool = False,
    keep: bool = False,
    before: int = 0,
) -> str:
    """Return a `w:p` with one run; `before` in twips, `keep` on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    spacing = _SPACING.format(before=before)
    run = _run_properties(size, bold=bold)  # also of the mark: it sets an empty line's height
    return (
        f'<w:p><w:pPr>{kept}{spacing}<w:jc w:val="{align}"/>{run}</w:pPr>'
        f'<w:r>{run}<w:t xml:space="preserve">{to_xml_text(text)}</w:t></w:r></w:p>'
    )


def _run_properties(size: Length, *, bold: bool) -> str:
    """Return a `w:rPr`: `w:bCs` and `w:szCs` are what Thai text obeys."""
    half = size.half_points
    return f'<w:rPr>{_BOLD if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def _table(table: AnnexTable, notes: Sequence[str], layout: TableLayout) -> Iterator[str]:
    padding = CELL_PADDING.twips
    widths = [width.twips for width in layout.widths]
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{padding}" w:type="dxa"/>'
        f'<w:right w:w="{padding}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
    )
    yield from (f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield "</w:tblGrid>"
    yield from _head(table, widths, layout)
    yield from _body(table, widths, layout.size, noted=bool(notes))
    if notes:
        yield _notes(notes, widths, layout.size)
    yield "</w:tbl>"


def _head(table: AnnexTable, widths: list[int], layout: TableLayout) -> Iterator[str]:
    for row, height in enumerate(head_heights(table, layout)):
        yield _ROW.format(height=height.twips, head="<w:tblHeader/>")
        for node in _row_nodes(table.head, row):
            yield _head_cell(node, row, widths, layout.size)
        yield "</w:tr>"


def _row_nodes(nodes: Sequence[HeaderNode], row: int) -> Iterator[HeaderNode]:
    """Yield from the left the nodes that stand in or reach down into head row `row`."""
    for node in nodes:
        if node.first_row <= row < node.first_row + node.row_span:
            yield node
        else:
            yield from _row_nodes(node.children, row)


def _head_cell(node: HeaderNode, row: int, widths: list[int], size: Length) -> str:
    """Return the `w:tc` of `node` in `row`, with `w:gridSpan` and `w:vMerge` for its spans."""
    width = sum(widths[node.first_column : node.first_column + node.column_span])
    span = f'<w:gridSpan w:val="{node.column_span}"/>' if node.column_span > 1 else ""
    starts = row == node.first_row
    merge = (
        "" if node.row_span == 1 else f'<w:vMerge w:val="{"restart" if starts else "continue"}"/>'
    )
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    text = _paragraph(node.text if starts else "", size, align="center", bold=True, keep=True)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _body(table: AnnexTable, widths: list[int], size: Length, *, noted: bool) -> Iterator[str]:
    """Yield the rows; the last one, the total row and the notes stay on one page."""
    start = _ROW.format(height=line_height(size).twips, head="")
    opening = _cell_openings(table, widths, size, bold=False, keep=False)
    for row in table.rows[:-1]:
        yield _row(start, opening, row)
    last = _cell_openings(table, widths, size, bold=False, keep=noted or table.total is not None)
    for row in table.rows[-1:]:
        yield _row(start, last, row)
    if table.total is not None:
        yield _row(start, _cell_openings(table, widths, size, bold=True, keep=noted), table.total)


def _notes(notes: Sequence[str], widths: list[int], size: Length) -> str:
    """Return the notes as a last row without a frame.

    LibreOffice keeps rows together, but never a table's last row with the paragraph behind it.
    """
    texts = "".join(_paragraph(note, size, align="left", before=120) for note in notes)
    return _NOTES.format(width=sum(widths), columns=len(widths), notes=texts)


_NOT_PLAIN: Final = re.compile("[^\x20-\ud7ff]|[&<>\"']")
_CLOSING: Final = "</w:t></w:r></w:p></w:tc>"


def _cell_openings(
    table: AnnexTable, widths: list[int], size: Length, *, bold: bool, keep: bool
) -> list[str]:
    """Return for each column what stands before a cell's text: the same in every row."""
    run = _run_properties(size, bold=bold)
    kept = "<w:keepNext/>" if keep else ""
    spacing = _SPACING.format(before=0)
    return [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>{kept}{spacing}'
        f'<w:jc w:val="{align}"/>{run}</w:pPr><w:r>{run}<w:t xml:space="preserve">'
        for width, align in zip(widths, _alignments(table), strict=True)
    ]


def _alignments(table: AnnexTable) -> list[str]:
    """Return for each column: figures right, running numbers centred, text left."""
    return [
        "right" if numeric else ("center" if _is_short(table, column) else "left")
        for column, numeric in enumerate(table.numeric)
    ]


def _is_short(table: AnnexTable, column: int) -> bool:
    return all(len(row[column]) <= 3 for row in table.rows)


def _row(start: str, openings: list[str], cells: Sequence[str]) -> str:
    texts: Iterable[str] = cells
    if _NOT_PLAIN.search("".join(cells)):  # rare: figures need no escaping
        texts = map(to_xml_text, cells)
    pieces = [start]
    for opening, text in zip(openings, texts, strict=True):
        pieces += (opening, text, _CLOSING)
    pieces.append("</w:tr>")
    return "".join(pieces)
