"""The check of letters as this run printed them: what a reviewer would read on their pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.inspection.letters import inspect_letter
from circulars.layout import page_texts
from circulars.model.setting import Setting
from circulars.model.written import LaidOutPages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.inspection.inspected import Inspected
    from circulars.model.findings import Finding
    from circulars.model.letter import Letter
    from circulars.prints import Prints

_NAMED: Final = 3  # letters that a place names one by one
_OPENING: Final = 30  # characters of a paragraph that tell it apart


def inspect_printed(letters: Sequence[Letter], prints: Sequence[Prints]) -> tuple[Finding, ...]:
    """Return what the check finds in `prints` of `letters`, one finding for what many share.

    Figures are left alone: they were checked where they come from.  Where only some of the
    letters have a fault, its place names them.
    """
    whose: dict[Finding, list[str]] = {}
    for letter, printed in zip(letters, prints, strict=True):
        inspected = _inspected(letter, printed)
        for finding in inspected.findings:
            whose.setdefault(_quoted(finding, inspected), []).append(letter.recipient)
    return tuple(
        finding if len(names) == len(letters) else _named(finding, names)
        for finding, names in whose.items()
    )


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


def _quoted(finding: Finding, inspected: Inspected) -> Finding:
    """Return `finding` with how its paragraph begins: nobody has the letter at hand yet."""
    quote = inspected.quote(finding)
    if quote is None:
        return finding
    more = "…" if len(quote.text) > _OPENING else ""
    return replace(finding, where=f"{finding.where} “{quote.text[:_OPENING].strip()}{more}”")


def _named(finding: Finding, names: Sequence[str]) -> Finding:
    more = f" และอีก {len(names) - _NAMED} ฉบับ" if len(names) > _NAMED else ""
    return replace(finding, where=f"{', '.join(names[:_NAMED])}{more}: {finding.where}")
