"""Where the service keeps its files: one folder an office, names that nobody from outside gives."""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from circulars.model.office import OFFICE_FILE

_ID: Final = re.compile(r"[0-9a-f]{16}")
FIRST_OFFICE: Final = "0" * 15 + "1"  # of a service for one office


def new_id() -> str:
    """Return a new id that nobody can guess: 16 hex digits."""
    return secrets.token_hex(8)


def is_id(text: str) -> bool:
    """Return whether `text` has the form of an id, and so can be part of a path.

    >>> is_id("0123456789abcdef"), is_id("../../etc/passwd")
    (True, False)
    """
    return _ID.fullmatch(text) is not None


def usual_data_folder() -> Path:
    """Return where programs of this person keep theirs.  Source: XDG Base Directory 0.8."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "circulars"


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """Everything of one office."""

    root: Path

    @property
    def id(self) -> str:
        """The id of the office."""
        return self.root.name

    @property
    def profile(self) -> Path:
        """office.toml; it may not be there yet."""
        return self.root / OFFICE_FILE

    @property
    def register(self) -> Path:
        """The register, where it is a SQLite file."""
        return self.root / "register.sqlite"

    @property
    def letter_types(self) -> Path:
        """The office's own letter types, a folder each, in it a folder a version."""
        return self.root / "letter-types"

    @property
    def drafts(self) -> Path:
        """Letters being filled in, a folder each."""
        return self.root / "drafts"

    @property
    def jobs(self) -> Path:
        """Letters ordered and made, a folder each."""
        return self.root / "jobs"

    @property
    def uploads(self) -> Path:
        """Files to be checked or converted, a folder each; cleared away after a day."""
        return self.root / "uploads"

    @property
    def cache(self) -> Path:
        """What can be made again, such as pictures of letter types."""
        return self.root / "cache"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The data folder of the service."""

    root: Path

    @property
    def database(self) -> Path:
        """Accounts and sessions, where they are in a SQLite file."""
        return self.root / "service.sqlite"

    @property
    def secret(self) -> Path:
        """The key that sessions are signed with; only the service may read it."""
        return self.root / "secret"

    def office(self, office: str) -> OfficeFolder:
        """Return the folder of the office with that id; ValueError for what is no id."""
        if not is_id(office):
            raise ValueError(office)
        return OfficeFolder(self.root / "offices" / office)
