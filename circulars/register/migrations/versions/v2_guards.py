"""The database itself refuses what a register must not allow, whoever asks.

History only grows; no number goes away, changes its book or comes back after it was cancelled; no
counter runs backwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "2"
down_revision = "1"

# Of each guard: table, event, condition, and what the database answers.
_GUARDS: Final = (
    ("register_history", "UPDATE", "", "history only grows"),
    ("register_history", "DELETE", "", "history only grows"),
    ("register_entries", "DELETE", "", "no number goes away"),
    (
        "register_entries",
        "UPDATE",
        (
            "OLD.status = 'cancelled' OR NEW.id <> OLD.id OR NEW.book <> OLD.book"
            " OR NEW.serial <> OLD.serial"
        ),
        "a number stays, and stays cancelled",
    ),
    ("register_books", "DELETE", "", "no book goes away"),
    (
        "register_books",
        "UPDATE",
        (
            "NEW.last < OLD.last OR NEW.id <> OLD.id OR NEW.owner <> OLD.owner"
            " OR NEW.year <> OLD.year OR NEW.series <> OLD.series"
        ),
        "a book stays, and counts up",
    ),
)
# INSERT OR REPLACE of SQLite, and UPDATE OR REPLACE, delete without asking the guards of DELETE.
_REPLACED: Final = (
    ("register_history", "INSERT", "id = NEW.id"),
    ("register_entries", "INSERT", "id = NEW.id OR (book = NEW.book AND serial = NEW.serial)"),
    ("register_entries", "INSERT", "key = NEW.key"),
    ("register_entries", "UPDATE", "key = NEW.key AND id <> NEW.id"),
    (
        "register_books",
        "INSERT",
        "id = NEW.id OR (owner = NEW.owner AND year = NEW.year AND series = NEW.series)",
    ),
)


def upgrade(op: Operations) -> None:
    """Put the guards up."""
    if op.get_context().dialect.name == "postgresql":
        _postgresql(op)
    else:
        _sqlite(op)


def _sqlite(op: Operations) -> None:
    for place, (table, event, condition, answer) in enumerate(_GUARDS):
        when = f"WHEN {condition} " if condition else ""
        op.execute(
            f"CREATE TRIGGER register_guard_{place} BEFORE {event} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{answer}'); END"
        )
    for place, (table, event, same) in enumerate(_REPLACED):
        there = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 # constants above
        op.execute(
            f"CREATE TRIGGER register_replaced_{place} BEFORE {event} ON {table} WHEN {there} "
            "BEGIN SELECT RAISE(ABORT, 'it stands there already'); END"
        )


def _postgresql(op: Operations) -> None:
    op.execute(
        "CREATE FUNCTION register_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$"
    )
    for place, (table, event, condition, answer) in enumerate(_GUARDS):
        when = f"WHEN ({condition}) " if condition else ""
        op.execute(
            f"CREATE TRIGGER register_guard_{place} BEFORE {event} ON {table} FOR EACH ROW {when}"
            f"EXECUTE FUNCTION register_refuse('{answer}')"
        )
    for table in sorted({table for table, *_ in _GUARDS}):
        op.execute(
            f"CREATE TRIGGER register_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT "
            "EXECUTE FUNCTION register_refuse('a register is not emptied')"
        )
