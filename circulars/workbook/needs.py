"""Which sheets of a workbook a letter type needs (แผ่นงานที่ต้องอ่าน): the others stay unread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from circulars.workbook.form_sheet import FORM_SHEET
from circulars.workbook.headings import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.model.letter_type import DatasetSpec
    from circulars.workbook.parts import SheetPart


@dataclass(frozen=True, slots=True)
class SheetNeeds:
    """Sheets by name; every visible one where a table is looked for in all of them."""

    names: frozenset[str]
    every_visible: bool

    @classmethod
    def of(cls, datasets: Iterable[DatasetSpec], forms: Iterable[str]) -> SheetNeeds:
        """Return what `datasets`, the blank `forms` and the form of the letter need."""
        named = [spec.sheet for spec in datasets]
        known = (FORM_SHEET, *forms, *filter(None, named))
        return cls(frozenset(map(plain, known)), None in named)

    def include(self, part: SheetPart) -> bool:
        """Return whether the sheet `part` is to be read."""
        return plain(part.name) in self.names or (self.every_visible and not part.hidden)
