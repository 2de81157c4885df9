"""What was found in the letters of a run, said once for all that share it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.model.findings import Finding

_NAMED: Final = 3  # letters that a place names one by one


def gathered(found: Iterable[tuple[str, Sequence[Finding]]]) -> tuple[Finding, ...]:
    """Return the findings of letters, each with the recipient whose letter has them.

    What all letters share is said once; where only some have a fault, its place names them.
    """
    whose: dict[Finding, list[str]] = {}
    letters = 0
    for recipient, findings in found:
        letters += 1
        for finding in dict.fromkeys(findings):
            whose.setdefault(finding, []).append(recipient)
    return tuple(
        finding if len(names) == letters or _tells(finding, names) else _named(finding, names)
        for finding, names in whose.items()
    )


def _tells(finding: Finding, names: Sequence[str]) -> bool:
    """Return whether the place says already whose letter it is about, or nobody has a name."""
    if not any(names):
        return True
    name, where = names[0], finding.where
    is_told = where == name or where.startswith(f"{name}:") or where.endswith(f"ของ {name}")
    return is_told and len(names) == 1


def of_workbook(finding: Finding, name: str) -> Finding:
    """Return `finding` with its place in the workbook `name`, one of several."""
    where = finding.where if name in finding.where else f"{name} {finding.where}"
    return replace(finding, where=where, about=f"{name}: {finding.about}" if finding.about else "")


def some_of(names: Sequence[str]) -> str:
    """Return the first of the letters' names, and how many more there are.

    >>> some_of(["จุน", "ปง", "แม่ใจ", "ภูซาง"])
    'จุน, ปง, แม่ใจ และอีก 1 ฉบับ'
    """
    more = f" และอีก {len(names) - _NAMED:,} ฉบับ" if len(names) > _NAMED else ""
    return f"{', '.join(names[:_NAMED])}{more}"


def _named(finding: Finding, names: Sequence[str]) -> Finding:
    who = some_of(names)
    # of two letters with one fault each, neither may stand for the other
    about = f"{', '.join(names)}: {finding.about}" if finding.about else ""
    return replace(finding, where=f"{who}: {finding.where}", about=about)
