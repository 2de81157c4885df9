"""What is made of an old letter: the files of a type, and what was taken for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """A text of the old letter, and what became of it."""

    place: str  # "ย่อหน้าที่ 7", "ตารางที่ 1"
    text: str  # as it stood in the letter
    became: str  # the tag, or the place in letter.toml; empty where it stays as typed
    what: str  # in Thai: what it was taken for, or why it stays
    doubtful: bool = False

    def as_dict(self) -> dict[str, str | bool]:
        """Return the taking as JSON has it."""
        return {
            "place": self.place,
            "text": self.text,
            "became": self.became,
            "what": self.what,
            "doubtful": self.doubtful,
        }

    def __str__(self) -> str:
        mark = "? " if self.doubtful else "  "
        became = self.became or "คงไว้ตามที่พิมพ์"
        return f"{mark}{self.place}: “{' '.join(self.text.split())}” → {became}  {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """A new letter type, not yet on disk."""

    files: Mapping[str, bytes]  # by name in the type's folder
    takings: tuple[Taking, ...]  # in the order of the letter; none for a copy
