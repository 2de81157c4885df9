"""Ministries and agencies outside ministries, with the two letters of their codes: agencies.csv."""

from __future__ import annotations

from functools import cache

from circulars.data.tables import csv_rows


@cache
def agency_codes() -> dict[str, str]:
    """Return the name of each ministry or agency by its code, without stops.

    >>> agency_codes()["มท"]
    'กระทรวงมหาดไทย'
    """
    rows = csv_rows("agencies.csv")
    return {row["code"]: row["agency"] for row in rows}
