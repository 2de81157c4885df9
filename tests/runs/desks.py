"""An office with its register, as a folder of its own, and the letters that it has made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from books import TYPE
from register.shared import clock, created, opened
from support import EXAMPLES

from circulars.register import Query
from circulars.runs import Numbering, generate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.batch import Batch
    from circulars.register import Entry

DAY = {"วันที่": "2025-03-11"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the letters of an office are made."""

    folder: Path
    register: str

    @property
    def out(self) -> Path:
        """The folder of the results."""
        return self.folder / "out"

    def make(self, book: Path | Sequence[Path], **asked: Any) -> Batch:
        """Return the letters of `book` with numbers of the register, without PDF."""
        usual = {
            "values": DAY,
            "pdf": False,
            "numbering": Numbering(register=self.register, actor="มาลี"),
            "clock": clock,
            "office": self.folder / "office.toml",
        }
        kind, out = asked.pop("kind", TYPE), asked.pop("out", self.out)
        return generate(kind, book, out, **{**usual, **asked})

    def entries(self, query: Query | None = None) -> tuple[Entry, ...]:
        """Return the lines of the register."""
        with opened(self.register) as register:
            return register.search(query or Query())

    def statuses(self) -> dict[int, str]:
        """Return how far the letter of each number is."""
        return {entry.number.serial: entry.status.value for entry in self.entries()}


def open_desk(folder: Path, register: str | None = None) -> Desk:
    """Return a desk in `folder` with an empty register."""
    folder.mkdir(exist_ok=True)
    (folder / "office.toml").write_bytes((EXAMPLES / "phayao.toml").read_bytes())
    address = register or str(folder / "register.sqlite")
    created(address).close()
    return Desk(folder, address)


def recipients(batch: Batch) -> list[str]:
    """Return the recipients of the letters that were held back."""
    return [item.recipient for item in batch.held]
