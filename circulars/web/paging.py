"""Lists of the API: a part of them at a time, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from fastapi import Depends, Query
from pydantic import BaseModel, Field

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of a list is asked for."""

    limit: int
    offset: int

    def of(self, entries: Sequence[T]) -> list[T]:
        """Return that part of `entries`."""
        return list(entries[self.offset : self.offset + self.limit])


def _asked(
    limit: Annotated[int, Query(ge=1, le=200, description="At most so many.")] = 50,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="After so many.")] = 0,
) -> Part:
    return Part(limit=limit, offset=offset)


Asked = Annotated[Part, Depends(_asked)]  # of an endpoint that gives a `Listed`


class Listed(BaseModel, Generic[T]):
    """A part of a list."""

    items: list[T]
    total: int = Field(ge=0, description="So many there are in all.")
