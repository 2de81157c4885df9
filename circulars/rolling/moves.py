"""What one date becomes, before it is written the way the old one was typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import datetime as dt

YEAR: Final = 12  # months


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """The new date, and why."""

    date: dt.date | None  # None: it stays
    why: str
    doubt: str = ""  # why somebody should look at it
