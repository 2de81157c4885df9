"""What is changed in a text, and what was seen and left as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Place(Protocol):
    """What stands from `start` to `end` of a text."""

    @property
    def start(self) -> int:
        """The place of its first character."""
        ...

    @property
    def end(self) -> int:
        """The place behind its last character."""
        ...


_Placed = TypeVar("_Placed", bound=Place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One token that becomes another."""

    old: str
    new: str
    why: str  # a Thai phrase: "เลื่อน 1 เดือน"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that somebody should look at: left as it is, or changed by a guess."""

    text: str
    why: str
    is_kept: bool = True  # left as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What becomes of the characters from `start` to `end` of a text."""

    start: int
    end: int
    new: str | None  # None: they stay
    why: str
    doubt: str = ""  # why somebody should look at the new ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """A text as it was, as it becomes, and every token between the two."""

    old: str
    new: str
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()


def apart(found: Iterable[_Placed]) -> list[_Placed]:
    """Return what was found in order of place, without what touches something given before it."""
    given = list(found)
    taken = bytearray(max((each.end for each in given), default=0))
    free = []
    for each in given:
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            free.append(each)
    return sorted(free, key=lambda each: each.start)


def applied(text: str, edits: Iterable[Edit]) -> Rolled:
    """Return `text` with its `edits`, which are in order and do not touch; the rest as typed."""
    parts: list[str] = []
    changes: list[Change] = []
    remarks: list[Remark] = []
    end = 0
    for edit in edits:
        old = text[edit.start : edit.end]
        new = old if edit.new is None else edit.new
        parts += (text[end : edit.start], new)
        end = edit.end
        if new != old:
            changes.append(Change(old=old.strip(), new=new.strip(), why=edit.why))
        if edit.new is None and edit.why:
            remarks.append(Remark(text=old.strip(), why=edit.why))
        elif edit.doubt:
            remarks.append(Remark(text=new.strip(), why=edit.doubt, is_kept=False))
    new = "".join([*parts, text[end:]])
    return Rolled(old=text, new=new, changes=tuple(changes), remarks=tuple(remarks))
