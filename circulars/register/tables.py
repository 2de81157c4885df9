"""The tables of the register, as the newest migration leaves them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

METADATA: Final = MetaData()

BOOKS: Final = Table(
    "register_books",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("series", Text, nullable=False),
    Column("last", Integer, nullable=False),  # the highest number in use
    Column("closed", Boolean(create_constraint=False), nullable=False),
    UniqueConstraint("owner", "year", "series", name="register_books_once"),
)

ENTRIES: Final = Table(
    "register_entries",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("book", Integer, ForeignKey(BOOKS.c.id, name="register_entries_book"), nullable=False),
    Column("serial", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("registered", Date, nullable=False),
    Column("date", Date),
    Column("subject", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("key", Text),  # null where the letter gave none, or gave the number up
    Column("signed", Date),
    Column("sent", Date),
    Column("holder", Text, nullable=False),
    Column("until", Date),
    Column("reason", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    UniqueConstraint("book", "serial", name="register_entries_once"),
    UniqueConstraint("key", name="register_entries_key"),
)

HISTORY: Final = Table(
    "register_history",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # ISO 8601 in UTC: SQLite has no type for an instant
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("book", Integer, ForeignKey(BOOKS.c.id, name="register_history_book"), nullable=False),
    Column("serial", Integer),  # null where it is about the whole book
    Column("details", Text, nullable=False),  # JSON
    Index("register_history_of", "book", "serial"),
)
