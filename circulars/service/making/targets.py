"""Where a finding leads: the field it is about, the cell of the workbook, the place on a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.service.making.shown import FoundAt, Target
from circulars.service.making.stand_ins import field_of
from circulars.service.making.tables import areas
from circulars.service.page_hints import for_page
from circulars.workbook.places import address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from circulars.model.findings import Finding
    from circulars.service.making.page_text import PrintedText, Spot

_QUOTED: Final = re.compile("“([^”]+)”")
_PAGE: Final = re.compile(r"หน้า(?:ที่)? (\d+)")
_PARAGRAPH: Final = 1200  # letters behind its beginning in which the fault is looked for
_FEWEST: Final = 2  # letters that are looked for on all pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What the findings of one letter can lead to."""

    fields: Collection[str]
    sheets: Collection[str]  # of the workbook's tables
    text: PrintedText | None = None  # None: nothing could be printed
    pages: int = 0

    def all_at(self, findings: Iterable[Finding]) -> tuple[FoundAt, ...]:
        """Return each finding with where it leads."""
        return tuple(FoundAt(finding=for_page(f), target=self.target(f)) for f in findings)

    def target(self, finding: Finding) -> Target:
        """Return where `finding` leads, as far as that is known."""
        cell = self._cell(finding.where)
        field = field_of(finding.where, self.fields)
        if cell or self.text is None:
            return Target(field=field, cell=cell)
        if spot := self._spot(finding, self.text):
            return Target(field=field, page=spot.page, box=self.text.box(spot))
        return Target(field=field, page=0 if field else self._page(finding.where))

    def _cell(self, where: str) -> str:
        """Return the first cell that `where` names in one of the tables."""
        for sheet in self.sheets:
            for area in areas(where, sheet):
                return f"{sheet}!{address(area.first_row, area.first_column)}"
        return ""

    def _page(self, where: str) -> int:
        """Return the page that `where` tells, or else the first one."""
        told = _PAGE.search(where)
        return min(int(told[1]), self.pages) if told else min(1, self.pages)

    def _spot(self, finding: Finding, text: PrintedText) -> Spot | None:
        """Return the stretch of text that `finding` is about, or the beginning of its paragraph."""
        parts = [*_parts(finding)]
        beginnings = text.find_all(_opening(finding.where))
        for begin in beginnings:  # a title stands in the list of attachments too
            for part in parts:
                if spot := text.find_behind(begin, part, within=_PARAGRAPH):
                    return spot
        if beginnings:
            return beginnings[0]
        alone = (text.find_all(part) for part in parts if len(part) >= _FEWEST)
        return next((spots[0] for spots in alone if spots), None)


def _opening(where: str) -> str:
    """Return how the paragraph begins that `where` quotes."""
    quoted = _QUOTED.search(where)
    return quoted[1].removesuffix("…") if quoted else ""


def _parts(finding: Finding) -> Iterator[str]:
    """Yield the words that `finding` may be about."""
    yield from _QUOTED.findall(finding.message)
    if finding.about:
        yield finding.about
