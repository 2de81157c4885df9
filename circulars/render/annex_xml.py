"""Paragraphs that annex pages are made of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from circulars.expressions import xml_text

if TYPE_CHECKING:
    from circulars.model.lengths import Length

# A paragraph one point high: carries a section's end without taking a line.
_CARRIER: Final = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="{after}" w:line="20" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>{section}</w:pPr></w:p>'
)
# Single lines whatever the template's own: the heights of rows are reckoned with them.
SPACING: Final = '<w:spacing w:before="{before}" w:after="0" w:line="240" w:lineRule="auto"/>'
INDENT: Final = '<w:ind w:left="{left}" w:right="0" {first}/>'
NO_INDENT: Final = '<w:ind w:firstLine="0"/>'
_BOLD: Final = "<w:b/><w:bCs/>"


@lru_cache(maxsize=64)
def carrier(section: str = "", *, after: int = 0) -> str:
    """Return a `w:p` of no height that ends with the `w:sectPr` given; `after` in twips."""
    return _CARRIER.format(section=section, after=after)


def run_properties(size: Length, *, bold: bool) -> str:
    """Return a `w:rPr`: `w:bCs` and `w:szCs` are what Thai text obeys."""
    half = size.half_points
    return f'<w:rPr>{_BOLD if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr>'


def paragraph(
    text: str,
    size: Length,
    *,
    align: str,
    bold: bool = False,
    keep: bool = False,
    before: int = 0,
    indent: str = NO_INDENT,
) -> str:
    """Return a `w:p` with one run; `before` in twips, `keep` on the page of the next one."""
    opening = _opening(size, align, bold, keep, before, indent)
    return f"{opening}{xml_text(text)}</w:t></w:r></w:p>"


@lru_cache(maxsize=256)
def _opening(size: Length, align: str, bold: bool, keep: bool, before: int, indent: str) -> str:
    """Return a paragraph up to its text."""
    kept = "<w:keepNext/>" if keep else ""
    spacing = SPACING.format(before=before)
    run = run_properties(size, bold=bold)  # also of the mark: it sets an empty line's height
    return (
        f'<w:p><w:pPr>{kept}{spacing}{indent}<w:jc w:val="{align}"/>{run}</w:pPr>'
        f'<w:r>{run}<w:t xml:space="preserve">'
    )


def hanging(left: int) -> str:
    """Return a `w:ind` whose first line begins `left` twips before the others."""
    return INDENT.format(left=left, first=f'w:hanging="{left}"')


def indented(left: int) -> str:
    """Return a `w:ind` of `left` twips."""
    return INDENT.format(left=left, first='w:firstLine="0"')
