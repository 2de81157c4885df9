"""Books, their entries, and the history of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "1"
down_revision = None


def upgrade(op: Operations) -> None:
    """Make the three tables."""
    op.create_table(
        "register_books",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.Column("closed", sa.Boolean(create_constraint=False), nullable=False),
        sa.UniqueConstraint("owner", "year", "series", name="register_books_once"),
    )
    _entries(op)
    op.create_table(
        "register_history",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column(
            "book",
            sa.Integer,
            sa.ForeignKey("register_books.id", name="register_history_book"),
            nullable=False,
        ),
        sa.Column("serial", sa.Integer),
        sa.Column("details", sa.Text, nullable=False),
    )
    op.create_index("register_history_of", "register_history", ["book", "serial"])


def _entries(op: Operations) -> None:
    texts = ("subject", "recipient", "sender", "action", "note", "holder", "reason")
    op.create_table(
        "register_entries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "book",
            sa.Integer,
            sa.ForeignKey("register_books.id", name="register_entries_book"),
            nullable=False,
        ),
        sa.Column("serial", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("registered", sa.Date, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("date", "signed", "sent", "until")),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("key", sa.Text),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.UniqueConstraint("book", "serial", name="register_entries_once"),
        sa.UniqueConstraint("key", name="register_entries_key"),
    )
