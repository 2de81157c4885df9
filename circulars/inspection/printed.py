"""The check of a letter as it was just printed: what a reviewer would read on their pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.data.line_breaks import plain_text
from circulars.inspection.letters import inspect_letter
from circulars.layout import page_texts
from circulars.model.setting import Setting
from circulars.model.written import LaidOutPages
from thai_numerals import to_arabic_digits

if TYPE_CHECKING:
    from circulars.inspection.inspected import Inspected
    from circulars.model.findings import Finding
    from circulars.model.letter import Letter
    from circulars.prints import Prints

_OPENING: Final = 30  # characters of a paragraph that tell it apart


def inspect_printed(letter: Letter, printed: Prints) -> tuple[Finding, ...]:
    """Return what the check finds in `letter` as it was printed.

    Figures are left alone: they were checked where they come from.
    """
    inspected = _inspected(letter, printed)
    return tuple(_quoted(finding, inspected, letter) for finding in inspected.findings)


def _inspected(letter: Letter, printed: Prints) -> Inspected:
    setting = Setting(
        office=letter.office,
        pages=_pages(printed),
        is_draft=letter.number.serial is None or letter.date is None,
    )
    return inspect_letter(printed.docx, "letter.docx", setting, with_tables=False)


def _pages(printed: Prints) -> LaidOutPages | None:
    if printed.pdf is None:
        return None
    return LaidOutPages(starts=printed.starts, texts=tuple(page_texts(printed.pdf)))


def _quoted(finding: Finding, inspected: Inspected, letter: Letter) -> Finding:
    """Return `finding` with how its paragraph begins, and the field it comes from if one does.

    Nobody has the letter at hand yet.
    """
    quote = inspected.quote(finding)
    if quote is None:
        return finding
    field = _field(quote.text, letter)
    place = f"ช่อง {field}" if field else finding.where
    more = "…" if len(quote.text) > _OPENING else ""
    return replace(finding, where=f"{place} “{quote.text[:_OPENING].strip()}{more}”")


def _field(text: str, letter: Letter) -> str | None:
    """Return the field of the form that `text` was typed into."""
    wanted = _letters(text)
    values = ((name, value) for name, value in letter.fields.items() if isinstance(value, str))
    return next((name for name, value in values if wanted and wanted in _letters(value)), None)


def _letters(text: str) -> str:
    """Return `text` without blanks, and in the digits that forms are typed in."""
    return "".join(to_arabic_digits(plain_text(text)).split())
