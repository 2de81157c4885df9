"""What several tests share: the example files, and what a command left behind."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
TEMPLATES = ROOT / "templates"
# The form of the example letter: the day and number of the printed one.
FORM = {"วันที่": "2025-03-11", "เลขที่": "1175"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command left: exit code and what it printed."""

    code: int
    output: str
