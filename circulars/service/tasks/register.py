"""Sheets of the register, written out and read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.register_sheets import export_csv, export_workbook

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from circulars.register import Entry
    from circulars.register_reading import OldRegister


def exported(entries: Sequence[Entry], ending: str) -> bytes:
    """Return the lines as a file with this ending: .xlsx, or .csv."""
    return export_workbook(entries) if ending == ".xlsx" else export_csv(entries)


def old_register(path: Path, owner: str, today: dt.date) -> OldRegister:
    """Return the lines of an older register in the workbook at `path`; errors as its reader's."""
    from circulars.register_reading import read_register

    return read_register(path, owner=owner, today=today)
