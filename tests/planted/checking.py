"""What the program says of a file, as its judge sees it: code, place, and what stands there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from circulars.inspection import inspect_letter, inspect_workbook

if TYPE_CHECKING:
    from circulars.inspection import Inspected
    from circulars.inspection.pages import Layout


@dataclass(frozen=True, slots=True)
class Said:
    """One finding, and the text at its place."""

    code: str
    level: str
    where: str
    message: str
    quote: str  # the paragraph, or the row of the table


@lru_cache(maxsize=1024)
def said_of(data: bytes, name: str) -> tuple[Said, ...]:
    """Return what the check says of the file, not laid out."""
    inspect = inspect_workbook if name.endswith(".xlsx") else inspect_letter
    return _said(inspect(data, name))


def said_of_pages(data: bytes, name: str, layout: Layout) -> tuple[Said, ...]:
    """Return what the check says of the letter and of its pages."""
    return _said(inspect_letter(data, name, layout=layout))


def _said(inspected: Inspected) -> tuple[Said, ...]:
    found = []
    for each in inspected.findings:
        quote = inspected.quote(each)
        text = quote.text if quote else ""
        found.append(Said(each.code, each.level.value, each.where, each.message, text))
    return tuple(found)
