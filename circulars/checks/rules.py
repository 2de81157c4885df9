"""Rules and how they are found: a function under its decorator is registered by that alone."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Final, TypeVar

import circulars.checks
from circulars.model.findings import Finding, Level, by_weight

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType

    from circulars.model.dataset import Dataset
    from circulars.model.letter import Letter
    from circulars.model.letter_type import DatasetSpec, LetterType
    from circulars.model.setting import Setting
    from circulars.model.written_letter import WrittenLetter

FormRule = Callable[["Letter", "LetterType"], Iterator[Finding]]
TableRule = Callable[["Dataset", "DatasetSpec"], Iterator[Finding]]
LetterRule = Callable[["WrittenLetter", "Setting"], Iterator[Finding]]
_Rule = TypeVar("_Rule", bound=Callable[..., Iterator[Finding]])

_FORM_RULES: Final[list[FormRule]] = []
_TABLE_RULES: Final[list[TableRule]] = []
_LETTER_RULES: Final[list[LetterRule]] = []


def form_rule(function: FormRule) -> FormRule:
    """Register `function` as a rule over a composed letter: its form, and what it is made from."""
    _FORM_RULES.append(function)
    return function


def table_rule(function: TableRule) -> TableRule:
    """Register `function` as a rule over a table whose columns are understood."""
    _TABLE_RULES.append(function)
    return function


def letter_rule(function: LetterRule) -> LetterRule:
    """Register `function` as a rule over a written letter, whoever wrote it."""
    _LETTER_RULES.append(function)
    return function


def check_form(letter: Letter, letter_type: LetterType) -> tuple[Finding, ...]:
    """Return what is wrong with the form of a composed letter."""
    return tuple(f for rule in _sorted(_FORM_RULES) for f in rule(letter, letter_type))


def check_table(dataset: Dataset, spec: DatasetSpec) -> tuple[Finding, ...]:
    """Return what is wrong with the figures of `dataset`."""
    return tuple(f for rule in _sorted(_TABLE_RULES) for f in rule(dataset, spec))


def check_written(letter: WrittenLetter, setting: Setting) -> tuple[Finding, ...]:
    """Return what is wrong with a letter as it was written; its tables are checked apart."""
    return tuple(f for rule in _sorted(_LETTER_RULES) for f in rule(letter, setting))


def check_letter(letter: Letter, letter_type: LetterType) -> tuple[Finding, ...]:
    """Return what is wrong with a composed letter and its datasets, the weightiest first."""
    tables = (
        finding
        for name, dataset in letter.datasets.items()
        for finding in check_table(dataset, letter_type.datasets[name])
    )
    return settled((*check_form(letter, letter_type), *tables), letter.office.levels)


def settled(findings: Iterable[Finding], levels: Mapping[str, Level | None]) -> tuple[Finding, ...]:
    """Return the findings once each, with the office's own `levels`, the weightiest first.

    Of two findings of one code about the same thing the weightier stays, and of two that weigh
    the same the first.  A note stays a note, but an office can switch it off with all findings
    of its code.
    """
    once: dict[object, Finding] = {}
    for finding in by_weight(_with_levels(findings, levels)):
        once.setdefault((finding.code, finding.about) if finding.about else finding, finding)
    return tuple(once.values())


def _with_levels(
    findings: Iterable[Finding], levels: Mapping[str, Level | None]
) -> Iterator[Finding]:
    for finding in findings:
        level = levels.get(finding.code, finding.level)
        if level is not None:
            yield finding if finding.level is Level.NOTE else replace(finding, level=level)


def _sorted(rules: list[_Rule]) -> list[_Rule]:
    return in_order(rules, circulars.checks)


def in_order(rules: list[_Rule], package: ModuleType) -> list[_Rule]:
    """Return the `rules` that the modules of `package` register, by module and name."""
    _load(package)
    return sorted(rules, key=lambda each: (each.__module__, each.__name__))


@cache
def _load(package: ModuleType) -> None:
    """Import every module of `package` once, so that its rules are registered."""
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
