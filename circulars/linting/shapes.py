"""What the values of a letter are, as far as letter.toml tells before there are any."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sort(StrEnum):
    """The sort of a value."""

    ANY = "any"  # nothing is known of it
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    FLAG = "flag"
    RUNS = "runs"  # XML, such as the emblem: printed with {{r … }}
    LIST = "list"
    RECORD = "record"  # it has parts with names


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is known of one value."""

    sort: Sort
    item: Shape | None = None  # of a list
    parts: Mapping[str, Shape] | None = None  # of a record; None: any

    @property
    def is_single(self) -> bool:
        """Whether it is one value that has no parts and is no list."""
        return self.sort in _SINGLE


_SINGLE: Final = frozenset({Sort.TEXT, Sort.NUMBER, Sort.DATE, Sort.MONTH, Sort.FLAG})
ANY: Final = Shape(sort=Sort.ANY)
TEXT: Final = Shape(sort=Sort.TEXT)
NUMBER: Final = Shape(sort=Sort.NUMBER)
DATE: Final = Shape(sort=Sort.DATE)
MONTH: Final = Shape(sort=Sort.MONTH)
FLAG: Final = Shape(sort=Sort.FLAG)
RUNS: Final = Shape(sort=Sort.RUNS)


def list_of(item: Shape) -> Shape:
    """Return the shape of a list of such items."""
    return Shape(sort=Sort.LIST, item=item)


def record(parts: Mapping[str, Shape] | None = None) -> Shape:
    """Return the shape of a value with these `parts`, or with any."""
    return Shape(sort=Sort.RECORD, parts=parts)


def either(first: Shape, second: Shape) -> Shape:
    """Return what is known of a value that is one or the other.

    >>> either(TEXT, TEXT).sort, either(TEXT, DATE).sort
    (<Sort.TEXT: 'text'>, <Sort.ANY: 'any'>)
    """
    return first if first == second else ANY
