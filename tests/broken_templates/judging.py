"""The judge: what was told of a broken template against what had to be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from circulars.linting import lint

if TYPE_CHECKING:
    from pathlib import Path

    from broken_templates.making import Item, Wanted
    from circulars.model.findings import Finding

_COUNTING: Final = frozenset({"block", "warn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One template: what was not told, and what was told though nothing is wrong there."""

    key: str
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def faults(self) -> list[str]:
        """What is wrong, one line each."""
        missed = [f"{self.key}: missed {each}" for each in self.missed]
        return missed + [f"{self.key}: false {each}" for each in self.false]


def judge(item: Item, folder: Path) -> Judged:
    """Return what the check got wrong about the template of `item`, written into `folder`."""
    path, wanted = item.write(folder)
    found = lint(path).findings
    rest = [each for each in found if each.level.value in _COUNTING]
    missed = []
    for each in wanted:
        if (hit := next((one for one in found if _is_told(each, one)), None)) is None:
            missed.append(f"{each.code} @ {each.where} {each.says}")
        elif hit in rest:
            rest.remove(hit)
    return Judged(key=item.key, missed=tuple(missed), false=tuple(map(_shown, rest)))


def false_of(path: Path) -> list[str]:
    """Return what is told of a good type, notes left out."""
    return [_shown(each) for each in lint(path).findings if each.level.value in _COUNTING]


def _is_told(wanted: Wanted, finding: Finding) -> bool:
    said = f"{finding.message} {finding.hint}"
    is_there = (finding.code, finding.where) == (wanted.code, wanted.where)
    return is_there and all(each in said for each in wanted.says)


def _shown(finding: Finding) -> str:
    return f"{finding.code} @ {finding.where}: {finding.message} / {finding.hint}"
