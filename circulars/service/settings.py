"""How the service was started."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the command line and the environment said; read once, when the service starts."""

    data: Path  # the data folder: everything that the service keeps, without the database
    database: str = ""  # postgresql://…; empty: SQLite files in the data folder
    accounts: bool = False  # people log in; without, one person works on this machine
    address: str = "http://127.0.0.1:8000"  # under which people reach it
    workers: int = 2  # processes that draft, preview and check
    job_workers: int = 1  # processes that make the letters of long jobs
    upload_limit: int = 20_000_000  # bytes of one upload
    task_seconds: float = 60.0  # that one task of a worker may take
    task_memory: int = 2_000_000_000  # bytes that a process may take for data
    pictures_ahead: bool = False  # those of letter types are made before anybody asks for them

    @property
    def is_secure(self) -> bool:
        """Whether people reach the service by https, so that cookies may go no other way."""
        return self.address.startswith("https://")
