"""What one broken template is: the edit, and what must be told of it where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from broken_templates.opened import Opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding that a careful reader expects."""

    code: str
    at: Any  # the paragraph, or the place in so many words
    says: tuple[str, ...] = ()  # each stands in the message or in the hint


# Spoils the type and yields what is to be told; places are named when all edits are done.
Edit = Callable[[Opened], Iterator[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of fault."""

    name: str
    edit: Edit
    count: int  # how many templates have it
    is_alone: bool = False  # nothing else can be told beside it
    # A template has one of the kinds that are named the same here: two that change its paper, an
    # else that fits a block left open, a page number where a header of its own may have one.
    apart: str = ""


def kind(edit: Edit, count: int = 2, *, is_alone: bool = False, apart: str = "") -> Kind:
    """Return the kind of fault that `edit` makes."""
    return Kind(name=edit.__name__, edit=edit, count=count, is_alone=is_alone, apart=apart)
