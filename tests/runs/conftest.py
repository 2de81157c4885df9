"""An office to make letters in; registers on SQLite and on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desks import Desk, open_desk
from register.conftest import address

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["address"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office with an empty register."""
    return open_desk(tmp_path / "สำนักงาน พช")
