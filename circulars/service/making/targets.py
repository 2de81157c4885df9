"""Where a finding leads: the field it is about, the cell of the workbook, the place on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from circulars.service.making.page_text import letters_of
from circulars.service.making.printed_cells import printed_cell
from circulars.service.making.shown import FoundAt, Target
from circulars.service.making.stand_ins import field_of
from circulars.service.making.tables import areas
from circulars.service.page_hints import for_page
from circulars.workbook.places import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from circulars.model.findings import Finding
    from circulars.model.letter_type import FieldSpec
    from circulars.model.sheet import Table
    from circulars.service.making.page_text import PrintedText, Spot
    from circulars.service.making.paragraph_order import ParagraphOrder

_QUOTED: Final = re.compile("“([^”]+)”")
_PAGE: Final = re.compile(r"หน้า(?:ที่)? (\d+)")
_PARAGRAPH: Final = 1200  # letters behind its beginning in which the fault is looked for
_FEWEST: Final = 2  # letters that are looked for on all pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the findings of one letter can lead to."""

    fields: Mapping[str, FieldSpec]  # of the form
    tables: Mapping[str, Table] = field(default_factory=dict)  # of the workbook, by sheet
    text: PrintedText | None = None  # None: nothing could be printed
    order: ParagraphOrder | None = None  # of the letter that was printed
    pages: int = 0

    def all_at(self, findings: Iterable[Finding]) -> tuple[FoundAt, ...]:
        """Return each finding with where it leads."""
        return tuple(self._at(finding) for finding in findings)

    def _at(self, finding: Finding) -> FoundAt:
        """Return `finding` in the words of the page, which calls fields by their labels."""
        target, told = self.target(finding), for_page(finding)
        if target.field:
            label = self.fields[target.field].label
            where = told.where.replace(f"ช่อง {target.field}", f"ช่อง {label}", 1)
            told = replace(told, where=where)
        return FoundAt(finding=told, target=target)

    def target(self, finding: Finding) -> Target:
        """Return where `finding` leads, as far as that is known."""
        cell = self._cell(finding.where)
        named = field_of(finding.where, self.fields) or self._labelled(finding.where)
        if self.text is None:
            return Target(field=named, cell=cell)
        spot = self._printed(cell, self.text) if cell else self._spot(finding, self.text)
        if spot:
            return Target(field=named, cell=cell, page=spot.page, box=self.text.box(spot))
        page = 0 if named or cell else self._page(finding.where)
        return Target(field=named, cell=cell, page=page)

    def _labelled(self, where: str) -> str:
        """Return the field whose label is the whole of `where`; empty where none is."""
        return next((name for name, each in self.fields.items() if each.label == where), "")

    def _cell(self, where: str) -> str:
        """Return the first cell that `where` names in one of the tables."""
        for sheet in self.tables:
            for area in areas(where, sheet):
                return f"{sheet}!{address(area.first_row, area.first_column)}"
        return ""

    def _printed(self, cell: str, text: PrintedText) -> Spot | None:
        sheet, _, place = cell.rpartition("!")
        return printed_cell(text, self.tables[sheet], place)

    def _page(self, where: str) -> int:
        """Return the page that `where` tells, or else the first one."""
        told = _PAGE.search(where)
        return min(int(told[1]), self.pages) if told else min(1, self.pages)

    def _spot(self, finding: Finding, text: PrintedText) -> Spot | None:
        """Return the stretch of text that `finding` is about, or the beginning of its paragraph."""
        parts = [*_parts(finding)]
        beginnings, within = self._beginnings(finding.where, text)
        for begin in beginnings:  # a title stands in the list of attachments too
            for part in parts:
                if spot := text.find_behind(begin, part, within=within):
                    return spot
        if beginnings:
            return beginnings[0]
        alone = (text.find_all(part) for part in parts if len(part) >= _FEWEST)
        return next((spots[0] for spots in alone if spots), None)

    def _beginnings(self, where: str, text: PrintedText) -> tuple[list[Spot], int]:
        """Return where the paragraph may begin, and within how many letters it ends.

        As often as its beginning stands before it in the letter, it stands before it in print.
        """
        opening = letters_of(_opening(where))
        found = text.find_all(opening)
        paragraph = self.order.find(where) if self.order and len(found) > 1 else None
        if paragraph is None:
            return found, _PARAGRAPH
        before, own = paragraph
        return found[before.count(opening) :][:1] or found[-1:], len(own) - len(opening)


def _opening(where: str) -> str:
    """Return how the paragraph begins that `where` quotes."""
    quoted = _QUOTED.search(where)
    return quoted[1].removesuffix("…") if quoted else ""


def _parts(finding: Finding) -> Iterator[str]:
    """Yield the words that `finding` may be about."""
    yield from _QUOTED.findall(finding.message)
    if finding.about:
        yield finding.about
