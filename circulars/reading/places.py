"""Where everything stands in a document; tables that only arrange text are taken apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from circulars.model.written import Align, Paragraph, Span, WrittenCell, WrittenTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from circulars.model.written import Block
    from circulars.reading.grids import Cell, Grid
    from circulars.reading.story import Item


def placed(items: Iterable[Item]) -> Iterator[Block]:
    """Yield the blocks of the body with their places: paragraphs and tables counted from 1."""
    paragraphs = tables = 0
    for item in _settled(items):
        if isinstance(item, Paragraph):
            paragraphs += 1
            yield replace(item, place=f"ย่อหน้าที่ {paragraphs}")
        else:
            tables += 1
            yield _table(item, tables)


def paragraphs_of(items: Iterable[Item], place: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a header, footer or note at `place`, tables taken apart."""
    return tuple(
        replace(item, place=f"{place} ย่อหน้าที่ {number}")
        for number, item in enumerate(_flattened(items), start=1)
    )


def _settled(items: Iterable[Item]) -> Iterator[Item]:
    """Yield paragraphs and tables of data; other tables as the paragraphs of their rows."""
    for item in items:
        if isinstance(item, Paragraph) or item.is_data:
            yield item
        else:
            yield from _settled(each for row in item.rows for each in _row(row))


def _flattened(items: Iterable[Item]) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            yield from _flattened(each for row in item.rows for each in _row(row))


def _row(row: Sequence[Cell]) -> Iterator[Item]:
    """Yield the lines of a row: side by side as people read them, or else cell by cell.

    Cells of as many lines as one another belong together line by line (attachments and their
    counts); a cell of one line belongs to the first line of the others (the number and the
    office).  Cells of different lengths are columns of their own (two signatures).
    """
    cells = [cell.content for cell in row if cell.content]
    lengths = {len(content) for content in cells} - {1}
    plain = all(isinstance(item, Paragraph) for content in cells for item in content)
    if not plain or len(lengths) > 1:
        yield from (item for content in cells for item in content)
        return
    for line in zip_longest(*cells):
        yield _joined([item for item in line if isinstance(item, Paragraph)])


def _joined(line: Sequence[Paragraph]) -> Paragraph:
    """Return the paragraphs of one line as one, with tabs between them."""
    first = line[0]
    if len(line) == 1:
        return first
    spans: list[Span] = []
    start = 0
    for paragraph in line:
        spans.extend(
            replace(span, start=span.start + start, end=span.end + start)
            for span in paragraph.spans
        )
        start += len(paragraph.text) + 1
    return replace(
        first,
        text="\t".join(paragraph.text for paragraph in line),
        spans=tuple(spans),
        align=Align.LEFT,
        starts_page=any(paragraph.starts_page for paragraph in line),
    )


def _table(grid: Grid, number: int) -> WrittenTable:
    rows = tuple(
        tuple(
            WrittenCell(
                place=f"ตารางที่ {number} แถวที่ {row_number} ช่องที่ {cell_number}",
                text=cell.text,
                column=cell.column,
                column_span=cell.column_span,
                row_span=cell.row_span,
                order=cell.order,
            )
            for cell_number, cell in enumerate(row, start=1)
        )
        for row_number, row in enumerate(grid.rows, start=1)
    )
    ends = (cell.column + cell.column_span for row in rows for cell in row)
    return WrittenTable(
        number=number, rows=rows, columns=max(ends, default=0), section=grid.section
    )
