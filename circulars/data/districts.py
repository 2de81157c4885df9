"""Districts of each province, from districts.csv."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from circulars.data.tables import csv_rows

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def districts() -> Mapping[str, frozenset[str]]:
    """Return the districts (อำเภอ) by the name of their province.

    >>> "ภูซาง" in districts()["พะเยา"]
    True
    """
    rows = csv_rows("districts.csv")
    return {row["province"]: frozenset(row["districts"].split()) for row in rows}
