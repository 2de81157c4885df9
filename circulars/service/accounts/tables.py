"""The tables of the service, as the newest migration leaves them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

METADATA: Final = MetaData()


class Instant(TypeDecorator[dt.datetime]):
    """A moment: ISO 8601 in UTC to the second, which sorts as text; SQLite has no type for it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 # SQLAlchemy names it
        """Return the moment as it is kept."""
        return None if value is None else value.astimezone(dt.UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002 # SQLAlchemy names it
        """Return the moment that was kept."""
        return None if value is None else dt.datetime.fromisoformat(value)


OFFICES: Final = Table(
    "service_offices",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created", Instant, nullable=False),
)

ACCOUNTS: Final = Table(
    "service_accounts",
    METADATA,
    Column("id", Text, primary_key=True),
    Column(
        "office", Text, ForeignKey(OFFICES.c.id, name="service_accounts_office"), nullable=False
    ),
    Column("name", Text, nullable=False),
    Column("login", Text, nullable=False),  # in small letters
    Column("role", Text, nullable=False),
    Column("hash", Text, nullable=False),  # of the password; empty until it is set
    Column("disabled", Boolean(create_constraint=False), nullable=False),
    Column("created", Instant, nullable=False),
    UniqueConstraint("login", name="service_accounts_login"),
)

LINKS: Final = Table(
    "service_links",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("office", Text, ForeignKey(OFFICES.c.id, name="service_links_office")),
    Column("account", Text, ForeignKey(ACCOUNTS.c.id, name="service_links_account")),
    Column("created", Instant, nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used", Instant),
)

SESSIONS: Final = Table(
    "service_sessions",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column(
        "account", Text, ForeignKey(ACCOUNTS.c.id, name="service_sessions_account"), nullable=False
    ),
    Column("created", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    Column("expires", Instant, nullable=False),  # however much it is used
    Index("service_sessions_of", "account"),
)

TOKENS: Final = Table(
    "service_tokens",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("office", Text, nullable=False),  # a single user's is in no table
    Column("name", Text, nullable=False),  # of the system that has it
    Column("role", Text, nullable=False),
    Column("created", Instant, nullable=False),
    Column("used", Instant),
    Column("revoked", Instant),
    UniqueConstraint("hash", name="service_tokens_hash"),
)

DEEDS: Final = Table(
    "service_deeds",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("office", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("deed", Text, nullable=False),
    Column("about", Text, nullable=False),
    Index("service_deeds_of", "office", "id"),
)
