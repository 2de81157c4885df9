"""The steps by which the tables of the register come to their present form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic.script import ScriptDirectory

from circulars.migrating import bring_up

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION_TABLE: Final = "register_version"
_LOCK: Final = 2526_0043  # of PostgreSQL: any number that is ours alone


def scripts() -> ScriptDirectory:
    """Return the migrations of this program."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection, *, to: str = "head") -> None:
    """Bring the tables to the revision `to`, all in the transaction of `connection`."""
    bring_up(connection, scripts(), to=to, version_table=VERSION_TABLE, lock=_LOCK)
