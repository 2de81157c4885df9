"""A schema of PostgreSQL for each register, so that one database keeps those of many offices."""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import create_engine, make_url, text

from circulars.register.faults import told

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")  # needs no quotes.  Source: PostgreSQL, 4.1.1


def address_in(address: str, schema: str) -> str:
    """Return where the register in `schema` of the database at `address` is.

    Nothing of another schema is seen from there.  ValueError for a name that needs quotes.

    >>> address_in("postgresql://saraban@server/register", "office_1")
    'postgresql://saraban@server/register?options=-csearch_path%3Doffice_1'
    """
    if _NAME.fullmatch(schema) is None:
        raise ValueError(schema)
    url = make_url(address)
    asked = url.query.get("options", ())
    own = (asked,) if isinstance(asked, str) else asked
    options = " ".join([*own, f"-csearch_path={schema}"])
    return url.update_query_dict({"options": options}).render_as_string(hide_password=False)


def make_schema(address: str, schema: str) -> None:
    """Make `schema` in the database at `address`, unless it is there.

    Raises :exc:`RegisterError` for a database that refuses; ValueError as :func:`address_in`.
    """
    if _NAME.fullmatch(schema) is None:
        raise ValueError(schema)
    url = make_url(address)
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    try:
        with told(url.render_as_string(hide_password=True)), engine.begin() as connection:
            # Two that make one schema at once: IF NOT EXISTS alone lets the second one fail.
            connection.execute(
                text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": schema}
            )
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
    finally:
        engine.dispose()
