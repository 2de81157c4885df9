"""Provinces with their letter codes and numbers, from provinces.csv."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """One province (จังหวัด)."""

    name: str  # "พะเยา"
    code: str  # รหัสตัวพยัญชนะ: "พย"
    number: str  # TIS 1099: "56"


@cache
def provinces() -> tuple[Province, ...]:
    """Return all provinces, in the order of the list."""
    text = files("circulars.data").joinpath("provinces.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Province(name=row["province"], code=row["code"], number=row["tis1099_2digit"])
        for row in rows
    )


def province_named(name: str) -> Province | None:
    """Return the province called `name`, without จังหวัด before it.

    >>> province_named("พะเยา").code
    'พย'
    """
    return next((province for province in provinces() if province.name == name), None)
