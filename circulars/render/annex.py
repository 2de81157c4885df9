"""Annex pages (สิ่งที่ส่งมาด้วย) behind the letter: tables, forms, and pages of the template."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data import MEASURES
from circulars.model.lengths import Length, pt
from circulars.render.annex_form import fit_form
from circulars.render.annex_layout import fit, line_height
from circulars.render.annex_sections import table_section, written_section
from circulars.render.annex_table import annex_table
from circulars.render.annex_text import kept
from circulars.render.annex_titles import title_lines
from circulars.render.annex_xml import carrier, paragraph
from circulars.render.keeping import LONGEST
from circulars.render.quick_keys import Quick

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.model.letter import Annex
    from circulars.render.package import Piece


_GAPS: Final = pt(24)  # between titles and table, table and notes, and for what rounding loses


def annex_gaps(
    annexes: Sequence[Annex], letter_section: str, headers: str, written: Sequence[str]
) -> tuple[dict[int, list[Piece]], list[Piece]]:
    """Return the body XML, in pieces, before each written annex, by its number, and at the end.

    An annex without a table is written in the template itself: `written` are the `w:sectPr`
    of those pages in order, `letter_section` is the letter's, `headers` the references of
    annex sections.  A unit's `w:sectPr` stands in a paragraph behind it, the last one's alone.
    """
    gaps: dict[int, list[Piece]] = {}
    pieces: list[Piece] = []
    section = letter_section
    for annex in annexes:
        pieces.append(carrier(section).encode())
        if annex.table is None:
            pieces.append(_heading(annex.label, title_lines(annex)))
            gaps[annex.section], pieces = pieces, []
            section = written_section(written[annex.section - 1], headers)
        else:
            content, landscape = _page(Quick(annex, (annex.label, annex.table.rows[:1])))
            pieces += content
            section = table_section(headers, landscape=landscape)
    if annexes and annexes[-1].table is not None:
        pieces.append(carrier().encode())  # Word wants a paragraph behind the last table
    pieces.append(section.encode())
    return gaps, pieces


# As many as a letter has that is laid out twice, or sent to many with the same annexes.
@lru_cache(maxsize=4)
def _page(same: Quick[Annex]) -> tuple[list[Piece], bool]:
    """Return the pieces of a generated annex, and whether its page is turned."""
    annex = same.value
    table = annex.table
    assert table is not None
    if annex.is_form:
        layout = fit_form(table, annex.orientation)
    else:
        layout = fit(table, annex.orientation, _beside(annex))
    heading = _heading(annex.label, title_lines(annex))
    return [heading, *annex_table(annex, table, layout)], layout.landscape


def _beside(annex: Annex) -> Length:
    """Return about what height the label, the titles and the notes of `annex` take."""
    lines = 1 + len(title_lines(annex)) + len(annex.notes) + len(annex.closing)
    return Length(lines * line_height(MEASURES.font_size) + _GAPS)


@lru_cache(maxsize=32)
def _heading(label: str, lines: tuple[str, ...]) -> bytes:
    size = MEASURES.font_size
    titles = [
        paragraph(kept(line, LONGEST), size, align="center", bold=True, keep=True) for line in lines
    ]
    pieces = (paragraph(label, size, align="right"), *titles, carrier(after=120))
    return "".join(pieces).encode()
