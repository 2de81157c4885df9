"""The letterhead: the emblem, and the agency's block whose longest line ends at the margin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from docx.oxml.ns import qn

from circulars.data import MEASURES, text_width
from circulars.model.lengths import Length, cm
from circulars.model.office import Emblem, EmblemKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from docx.document import Document

# The paragraph style whose tab is where the agency begins.
AGENCY_STYLE: Final = "ที่และส่วนราชการ"
_LEAST: Final = cm(6)  # from the left margin: room for the number beside the agency
_SLACK: Final = Length(cm(0.04))  # so that rounding never wraps the longest line


_PAPER: Final = Emblem(kind=EmblemKind.PAPER)
_HEIGHT: Final = MEASURES.length("letter", "emblem_height")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What of the office stands at the head of its letters."""

    emblem: Emblem = _PAPER
    emblem_height: Length = _HEIGHT
    agency: tuple[str, ...] = ()  # its name and address, in the letter's digits; () leaves the tab


def fit_agency(document: Document, lines: Iterable[str]) -> None:
    """Move the tab of the agency's style so that the longest of `lines` ends at the right margin.

    A template without that style, or whose style has not one tab alone, is left as it is.
    """
    properties = _properties(document)
    longest = max((text_width(line, MEASURES.font_size) for line in lines), default=0)
    if properties is None or not longest:
        return
    tabs = properties.findall(f"{qn('w:tabs')}/{qn('w:tab')}")
    if len(tabs) != 1:
        return
    place = max(_text_area(document) - longest - _SLACK, _LEAST)
    tabs[0].set(qn("w:pos"), str(Length(place).twips))
    indent = properties.find(qn("w:ind"))
    if indent is not None:
        for side in (qn("w:left"), qn("w:hanging")):
            if indent.get(side) is not None:
                indent.set(side, str(Length(place).twips))


def _properties(document: Document) -> Any:
    for style in document.styles.element.findall(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None and name.get(qn("w:val")) == AGENCY_STYLE:
            return style.find(qn("w:pPr"))
    return None


def _text_area(document: Document) -> int:
    section = document.sections[0]
    edge, left, right = section.page_width, section.left_margin, section.right_margin
    if edge is None or left is None or right is None:
        return MEASURES.page_width - cm(5)
    return edge - left - right
