"""Offices, accounts, links, sessions, tokens, and what was done; which only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.operations import Operations

revision = "1"
down_revision = None


def upgrade(op: Operations) -> None:
    """Make the tables, and have the database keep what was done."""
    _people(op)
    _keys(op)
    op.create_table(
        "service_deeds",
        sa.Column("id", sa.Integer, primary_key=True),
        *_texts("at", "office", "actor", "deed", "about"),
    )
    op.create_index("service_deeds_of", "service_deeds", ["office", "id"])
    if op.get_context().dialect.name == "postgresql":
        _guard_postgresql(op)
    else:
        _guard_sqlite(op)


def _people(op: Operations) -> None:
    op.create_table(
        "service_offices",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("name", "created"),
    )
    op.create_table(
        "service_accounts",
        sa.Column("id", sa.Text, primary_key=True),
        _of_office("accounts"),
        *_texts("name", "login", "role", "hash"),
        sa.Column("disabled", sa.Boolean(create_constraint=False), nullable=False),
        *_texts("created"),
        sa.UniqueConstraint("login", name="service_accounts_login"),
    )


def _keys(op: Operations) -> None:
    op.create_table(
        "service_links",
        sa.Column("hash", sa.Text, primary_key=True),
        *_texts("purpose"),
        _of_office("links", nullable=True),
        _of_account("links", nullable=True),
        *_texts("created", "expires"),
        sa.Column("used", sa.Text),
    )
    op.create_table(
        "service_sessions",
        sa.Column("hash", sa.Text, primary_key=True),
        _of_account("sessions"),
        *_texts("created", "seen", "expires"),
    )
    op.create_index("service_sessions_of", "service_sessions", ["account"])
    op.create_table(
        "service_tokens",
        sa.Column("id", sa.Text, primary_key=True),
        *_texts("hash", "office", "name", "role", "created"),
        sa.Column("used", sa.Text),
        sa.Column("revoked", sa.Text),
        sa.UniqueConstraint("hash", name="service_tokens_hash"),
    )


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def _of_office(table: str, *, nullable: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("service_offices.id", name=f"service_{table}_office")
    return sa.Column("office", sa.Text, key, nullable=nullable)


def _of_account(table: str, *, nullable: bool = False) -> sa.Column[str]:
    key = sa.ForeignKey("service_accounts.id", name=f"service_{table}_account")
    return sa.Column("account", sa.Text, key, nullable=nullable)


def _guard_sqlite(op: Operations) -> None:
    for event in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER service_deeds_{event.lower()} BEFORE {event} ON service_deeds "
            "BEGIN SELECT RAISE(ABORT, 'what was done stays'); END"
        )
    op.execute(
        "CREATE TRIGGER service_deeds_replace BEFORE INSERT ON service_deeds "
        "WHEN EXISTS (SELECT 1 FROM service_deeds WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'what was done stays'); END"
    )


def _guard_postgresql(op: Operations) -> None:
    op.execute(
        "CREATE FUNCTION service_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'what was done stays'; END $$"
    )
    op.execute(
        "CREATE TRIGGER service_deeds_keep BEFORE UPDATE OR DELETE ON service_deeds "
        "FOR EACH ROW EXECUTE FUNCTION service_refuse()"
    )
    op.execute(
        "CREATE TRIGGER service_deeds_truncate BEFORE TRUNCATE ON service_deeds "
        "FOR EACH STATEMENT EXECUTE FUNCTION service_refuse()"
    )
