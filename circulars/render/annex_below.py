"""What stands below an annex's table: notes, and lines for signature and date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.data import MEASURES, text_width
from circulars.model.lengths import Length
from circulars.render.annex_text import kept, printed_width
from circulars.render.annex_xml import NO_INDENT, hanging, indented, paragraph
from circulars.render.keeping import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from circulars.model.letter import Annex
    from circulars.render.annex_layout import TableLayout

_NUMBERED: Final = re.compile(r"\s*(\(?[\d๐-๙]{1,2}[.)]|-|•)\s+(?=\S)")
_FORM_SIZE: Final = MEASURES.length("annex", "smallest_portrait_size")
_GAP: Final = 120  # twips above the notes
_LINE_GAP: Final = 60  # between lines of the closing
_SIGNATURE_GAP: Final = 480  # above the closing: room to sign
_NO_FRAME: Final = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))
_ROW: Final = (
    '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
    f'<w:gridSpan w:val="{{columns}}"/><w:tcBorders>{_NO_FRAME}</w:tcBorders></w:tcPr>'
    "{content}</w:tc></w:tr>"
)


def below_table(annex: Annex, layout: TableLayout) -> bytes:
    """Return the notes and the closing of `annex` as a last row without a frame, if there are any.

    LibreOffice keeps rows together, but never a table's last row with the paragraph behind it.
    """
    if not annex.notes and not annex.closing:
        return b""
    # Who fills in a form reads its notes closely.
    size = max(layout.size, _FORM_SIZE) if annex.is_form else layout.size
    return _row(annex.notes, annex.closing, size, layout)


@lru_cache(maxsize=16)
def _row(
    notes: tuple[str, ...], closing: tuple[str, ...], size: Length, layout: TableLayout
) -> bytes:
    whole = Length(sum(layout.widths))
    content = "".join((*_notes(notes, size), *_closing(closing, size, whole)))
    width = sum(layout.twips)
    return _ROW.format(width=width, columns=len(layout.widths), content=content).encode()


def _notes(notes: Sequence[str], size: Length) -> Iterator[str]:
    """Yield the notes; the lines of numbered ones begin under one another."""
    numbers = [found[1] for note in notes if (found := _NUMBERED.match(note))]
    indent = hanging(max((text_width(f"{n}  ", size).twips for n in numbers), default=0))
    for place, note in enumerate(notes):
        before = 0 if place else _GAP
        found = _NUMBERED.match(note)
        text = f"{found[1]}\t{note[found.end() :]}" if found else note
        yield paragraph(
            kept(text, LONGEST),
            size,
            align="left",
            before=before,
            indent=indent if found else NO_INDENT,
        )


def _closing(lines: Sequence[str], size: Length, whole: Length) -> Iterator[str]:
    """Yield the closing in the right half, or wider to the left where a line needs it."""
    widest = max((printed_width(line, size) for line in lines), default=0)
    indent = indented(Length(max(0, min(whole // 2, whole * 19 // 20 - widest))).twips)
    for place, line in enumerate(lines):
        before = _LINE_GAP if place else _SIGNATURE_GAP
        yield paragraph(line, size, align="center", before=before, indent=indent)
