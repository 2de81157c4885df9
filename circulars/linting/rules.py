"""Rules over templates: a function under the decorator is registered by that alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

import circulars.linting
from circulars.checks.rules import in_order

if TYPE_CHECKING:
    from circulars.linting.draft import Draft
    from circulars.model.findings import Finding

Rule = Callable[["Draft"], Iterator["Finding"]]

_RULES: Final[list[Rule]] = []


def template_rule(function: Rule) -> Rule:
    """Register `function` as a rule over a template and its letter.toml."""
    _RULES.append(function)
    return function


def found_by_rules(draft: Draft) -> Iterator[Finding]:
    """Yield what every rule finds in `draft`."""
    for rule in in_order(_RULES, circulars.linting):
        try:
            yield from rule(draft)
        except RecursionError:  # deeper than any template needs, as the renderer says
            continue
