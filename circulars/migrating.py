"""Steps by which tables come to their present form, all of them in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory
    from sqlalchemy import Connection


def bring_up(
    connection: Connection, steps: ScriptDirectory, *, to: str, version_table: str, lock: int
) -> None:
    """Bring the tables to the revision `to` of `steps`, in the transaction of `connection`.

    `version_table` remembers how far they are.  Who comes second waits at the `lock` of
    PostgreSQL, and finds nothing left to do.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
    context = MigrationContext.configure(connection, opts={"version_table": version_table})
    current = context.get_current_revision() or "base"
    for step in reversed([*steps.iterate_revisions(to, current)]):
        # Handed over, not taken from alembic.op: that one is shared between threads.
        step.module.upgrade(Operations(context))
        context.stamp(steps, step.revision)
