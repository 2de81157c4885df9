"""Districts of each province, from districts.csv."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def districts() -> Mapping[str, frozenset[str]]:
    """Return the districts (อำเภอ) by the name of their province.

    >>> "ภูซาง" in districts()["พะเยา"]
    True
    """
    text = files("circulars.data").joinpath("districts.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["province"]: frozenset(row["districts"].split()) for row in rows}
