"""Word tables: their cells on a grid, and which of them hold data rather than arrange text.

Letters are typed with tables for the letterhead, the list of attachments and the signatures; none
of them has lines between its cells or a row of headings over figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from circulars.body import W
from circulars.model.written import Paragraph
from circulars.reading.borders import Sides, sides
from circulars.reading.markup import (
    CELL,
    PARAGRAPH,
    ROW,
    VALUE,
    by_tag,
    children,
    is_on,
    value,
    whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from circulars.reading.story import Item, Story

# Columns of a table in Word; ISO/IEC 29500-1, 17.4.17 `gridSpan` itself sets no limit.
_MOST_COLUMNS: Final = 63
# A figure alone in its cell: 1,234.50  (๑๒)  83.71 %  –
_FIGURE: Final = re.compile(r"[(+−-]?\s*\d[\d,.]*\s*%?\)?|[-–—]")
_FIGURES: Final = 6  # three rows of two: no letterhead or signature has as many
_LETTER: Final = re.compile(r"[^\W\d_]")
_LINE_NUMBERS: Final = "ลำดับ"  # the first heading of a list
_ATTACHMENTS: Final = "สิ่งที่ส่งมาด้วย"  # their list has no headings


@dataclass(slots=True, kw_only=True)
class Cell:
    """A cell that is seen, and what stands in it."""

    content: tuple[Item, ...]
    column: int
    column_span: int
    row_span: int = 1
    order: int | None
    sides: Sides

    @property
    def text(self) -> str:
        """The text of the cell, paragraphs parted by a line feed, tables in it row by row."""
        return "\n".join(_lines(self.content))


@dataclass(slots=True, kw_only=True)
class Grid:
    """A table whose kind is not settled yet."""

    rows: list[list[Cell]] = field(default_factory=list)
    line_between: bool  # drawn between all its cells, unless they say otherwise
    has_head: bool = False  # its first row is repeated on each page
    section: int

    @property
    def is_data(self) -> bool:
        """Whether the table holds data: it does when it looks like a form or a list.

        At least two rows and two columns, and one of: lines between its cells; a row repeated
        at the head of each page; figures in most cells; three or more headings over figures,
        over lines to fill in, or behind “ลำดับ”; two headings, the second over nothing but figures.
        """
        if len(self.rows) < 2 or max(map(len, self.rows)) < 2:
            return False
        return self.has_head or _is_ruled(self) or _is_full_of_figures(self) or _is_list(self)


def read_grid(table: etree._Element, story: Story, *, in_text_box: bool) -> Grid:
    """Return the cells of `w:tbl` as they are seen, merged ones joined."""
    properties = by_tag(table.find(f"{W}tblPr"))
    style = story.styles.named.get(value(properties.get(f"{W}tblStyle")) or "")
    own = sides(properties.get(f"{W}tblBorders"))
    drawn = own if style is None else own.over(style.borders)
    grid = Grid(line_between=bool(drawn.between), section=story.section)
    open_cells: dict[int, Cell] = {}
    for row in children(table):
        if row.tag != ROW:
            continue
        of_row = by_tag(row.find(f"{W}trPr"))
        if f"{W}del" in of_row or is_on(of_row.get(f"{W}hidden")):
            continue
        if not grid.rows:
            grid.has_head = is_on(of_row.get(f"{W}tblHeader"))
        first = _columns(of_row.get(f"{W}gridBefore"), 0)
        grid.rows.append(list(_cells(row, first, story, open_cells, in_text_box=in_text_box)))
    return grid


def _cells(
    row: etree._Element,
    column: int,
    story: Story,
    open_cells: dict[int, Cell],
    *,
    in_text_box: bool,
) -> Iterator[Cell]:
    """Yield the cells that are seen, the first one at `column` of the grid.

    `open_cells` are those that the next row may go on with.
    """
    last: Cell | None = None
    for element in children(row):
        if element.tag != CELL:
            continue
        properties = by_tag(element.find(f"{W}tcPr"))
        span = _columns(properties.get(f"{W}gridSpan"), 1)
        above = open_cells.pop(column, None)
        if above is not None and _continues(properties.get(f"{W}vMerge")):
            above.row_span += 1
            open_cells[column] = above
        elif last is not None and _continues(properties.get(f"{W}hMerge")):
            last.column_span += span
        else:
            last = Cell(
                content=tuple(story.items(element, in_text_box=in_text_box)),
                column=column,
                column_span=span,
                order=_order(element, story),
                sides=sides(properties.get(f"{W}tcBorders")),
            )
            if value(properties.get(f"{W}vMerge")) == "restart":
                open_cells[column] = last
            yield last
        column += span


def _columns(element: etree._Element | None, least: int) -> int:
    """Return the number of columns that a property names, within what Word can have."""
    return min(max(whole(value(element), least), least), _MOST_COLUMNS)


def _continues(merge: etree._Element | None) -> bool:
    """Whether the cell only goes on with the one above it (vMerge) or before it (hMerge)."""
    return merge is not None and merge.get(VALUE) != "restart"


def _order(cell: etree._Element, story: Story) -> int | None:
    """Return the place of the cell's first paragraph among all of the document."""
    first = next(cell.iter(PARAGRAPH), None)
    return None if first is None else story.order.get(first)


def _lines(content: Sequence[Item]) -> Iterator[str]:
    for item in content:
        if isinstance(item, Paragraph):
            yield item.text
        else:
            for row in item.rows:
                yield " ".join(cell.text for cell in row if cell.text)


def _is_ruled(grid: Grid) -> bool:
    """Whether lines are drawn between most of the cells that stand beside one another."""
    drawn = [
        _is_line(left.sides.right, right.sides.left, grid.line_between)
        for row in grid.rows
        for left, right in pairwise(row)
    ]
    return 2 * sum(drawn) > len(drawn)


def _is_line(left: bool | None, right: bool | None, between: bool) -> bool:
    if left is None and right is None:
        return between
    return bool(left or right)


def _is_full_of_figures(grid: Grid) -> bool:
    """Whether most cells behind the first column hold figures, whatever the head is like."""
    beside = [
        text for row in grid.rows for cell in row if cell.column and (text := cell.text.strip())
    ]
    figures = sum(1 for text in beside if _FIGURE.fullmatch(text))
    return figures >= _FIGURES and 2 * figures > len(beside)


def _is_list(grid: Grid) -> bool:
    """Whether headings stand over figures, over lines to fill in, or over numbered lines.

    Figures in the first column are those of the lines and prove nothing.
    """
    wanted = min(3, max(map(len, grid.rows)))  # a title may stand over the headings
    at = next(number for number, row in enumerate(grid.rows) if len(row) >= wanted)
    headings = [cell.text.strip() for cell in grid.rows[at]]
    below = grid.rows[at + 1 :]
    if not below or not all(map(_LETTER.search, headings[1:])):
        return False
    if headings[0].startswith(_ATTACHMENTS) or _FIGURE.fullmatch(headings[0]):
        return False
    beside = [text for row in below for cell in row if cell.column and (text := cell.text.strip())]
    figures = sum(1 for text in beside if _FIGURE.fullmatch(text))
    if wanted == 2:
        return figures == len(beside) >= 2
    is_form = not beside and len(below) >= 2
    return is_form or figures > 0 or headings[0].startswith(_LINE_NUMBERS)
