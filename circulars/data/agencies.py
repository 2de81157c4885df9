"""Ministries and agencies outside ministries, with the two letters of their codes: agencies.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def agency_codes() -> dict[str, str]:
    """Return the name of each ministry or agency by its code, without stops.

    >>> agency_codes()["มท"]
    'กระทรวงมหาดไทย'
    """
    text = files("circulars.data").joinpath("agencies.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["code"]: row["agency"] for row in rows}
