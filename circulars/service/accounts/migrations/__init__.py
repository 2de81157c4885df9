"""The steps by which the tables of the service come to their present form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy import Connection

VERSION_TABLE: Final = "service_version"
_LOCK: Final = 2526_0044  # of PostgreSQL: any number that is ours alone


def scripts() -> ScriptDirectory:
    """Return the migrations of this program."""
    return ScriptDirectory(str(Path(__file__).parent))


def upgrade(connection: Connection, *, to: str = "head") -> None:
    """Bring the tables to the revision `to`, all in the transaction of `connection`.

    Who comes second waits, and finds nothing left to do.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    current = context.get_current_revision() or "base"
    steps = scripts()
    for step in reversed([*steps.iterate_revisions(to, current)]):
        # Handed over, not taken from alembic.op: that one is shared between threads.
        step.module.upgrade(Operations(context))
        context.stamp(steps, step.revision)
