"""Rules and how they are found: a function under :func:`rule` is registered by that alone."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final

import circulars.checks
from circulars.model.findings import Finding, by_weight

if TYPE_CHECKING:
    from circulars.model.letter import Letter
    from circulars.model.letter_type import LetterType

Rule = Callable[["Letter", "LetterType"], Iterator[Finding]]
_RULES: Final[list[Rule]] = []


def rule(function: Rule) -> Rule:
    """Register `function` as a rule over a composed letter."""
    _RULES.append(function)
    return function


def check_letter(letter: Letter, letter_type: LetterType) -> tuple[Finding, ...]:
    """Return what all rules find in `letter`, the weightiest first."""
    for module in pkgutil.iter_modules(circulars.checks.__path__):
        import_module(f"circulars.checks.{module.name}")
    rules = sorted(_RULES, key=lambda each: (each.__module__, each.__name__))
    found = [finding for each in rules for finding in each(letter, letter_type)]
    return by_weight(found)
